"""Larkin & Rowe, the demo house: a whole business behind the port, on tables of its own."""

from __future__ import annotations

from sqlalchemy import Engine

from shop.demo.baskets import Till
from shop.demo.bookings import DemoBookings
from shop.demo.catalogue import load_catalogue
from shop.demo.customers import DemoAccounts
from shop.demo.database import Database
from shop.demo.filling import fill
from shop.demo.hearing import DemoEars
from shop.demo.house import load_house
from shop.demo.orders import DemoOrders
from shop.demo.points import DemoPoints
from shop.demo.records import DemoRecords
from shop.demo.shelves import DemoFacts, DemoProducts
from shop.demo.tables import create_tables

__all__ = ["DemoHouse", "create_tables", "fill"]


class DemoHouse:
    """`shop.port.BusinessSystem` on an engine given from outside, whose tables `create_tables` has made."""

    def __init__(self, engine: Engine) -> None:
        database, catalogue, book = Database(engine), load_catalogue(), load_house()
        till = Till(catalogue, book)
        self.orders = DemoOrders(database, till)
        self.products = DemoProducts(database, catalogue)
        self.points = DemoPoints(database, book)
        self.bookings = DemoBookings(database, book)
        self.house = DemoFacts(book)
        self.accounts = DemoAccounts(database)
        self.records = DemoRecords(database, book)
        self.ears = DemoEars(database, till)
