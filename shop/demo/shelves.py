"""The demo house's catalogue with what is on the shelves, and what it says of itself."""

from __future__ import annotations

from datetime import datetime

from shop.demo.catalogue import Catalogue, with_stock
from shop.demo.database import Database
from shop.demo.house import ZONE, HouseBook
from shop.demo.search import Search
from shop.demo.stock import stock_now
from shop.places import DeliveryOption, Offer, PaymentMethod, ReturnPolicy, Shop
from shop.values import BoughtTogether, Product, ProductQuery


class DemoProducts:
    """`shop.port.Products` of the demo house."""

    def __init__(self, database: Database, catalogue: Catalogue) -> None:
        self._database = database
        self._catalogue = catalogue
        self._search = Search(catalogue)

    def search(self, query: ProductQuery, limit: int = 10) -> tuple[Product, ...]:
        with self._database.reading() as db:
            return self._search.find(query, stock_now(db), limit)

    def details(self, product: str) -> Product:
        with self._database.reading() as db:
            return with_stock(self._catalogue.product(product), stock_now(db))

    def bought_together(self, product: str, limit: int = 3) -> tuple[BoughtTogether, ...]:
        return self._catalogue.bought_with(self._catalogue.product(product).id, limit)


class DemoFacts:
    """`shop.port.House` of the demo house."""

    def __init__(self, book: HouseBook) -> None:
        self._book = book

    def shops(self, now: datetime) -> tuple[Shop, ...]:
        return self._book.shops(now)

    def offers(self, now: datetime) -> tuple[Offer, ...]:
        return self._book.offers(now.astimezone(ZONE).date())

    def delivery_options(self) -> tuple[DeliveryOption, ...]:
        return self._book.delivery_options()

    def return_policy(self) -> ReturnPolicy:
        return self._book.return_policy()

    def payment_methods(self) -> tuple[PaymentMethod, ...]:
        return self._book.payment_methods()
