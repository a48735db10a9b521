"""Puts the demo house's first day in: shelves, rooms, and the customers of `customers.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, insert

from shop.demo.baskets import Till
from shop.demo.catalogue import load_catalogue
from shop.demo.data import read_data
from shop.demo.database import Database, insert_new
from shop.demo.house import ZONE, load_house, pounds
from shop.demo.invoices import issue_invoice
from shop.demo.order_rows import Repayment, goods, insert_order, insert_payment, insert_refund
from shop.demo.points import post, set_points_for_order
from shop.demo.tables import BookingRow, CounterRow, CustomerRow, ProblemRow, RoomRow, StockRow
from shop.places import BookingStatus, VisitKind
from shop.values import (
    AccountStatus,
    Address,
    Basket,
    CustomerRef,
    Item,
    Order,
    OrderStatus,
    PaymentStatus,
    RefundStatus,
)

Entry = Mapping[str, Any]
_EVENING = timedelta(hours=18)


def fill(engine: Engine, now: datetime) -> None:
    """Put the first day in, seen from `now`; a house filled before, whatever became of it, stays as it is."""
    data = read_data("customers.yml")
    with Database(engine).writing() as db:
        # The mark goes in first: a second process waits here, and an erased customer never comes back.
        if insert_new(db, CounterRow, name="filled", value=1):
            _fill(db, data, Till(load_catalogue(), load_house()), now)


def _fill(db: Connection, data: Entry, till: Till, now: datetime) -> None:
    for name, value in data["counters"].items():
        db.execute(insert(CounterRow).values(name=name, value=value))
    variants = [v for product in till.catalogue.products.values() for v in product.variants]
    db.execute(insert(StockRow), [{"sku": v.sku, "quantity": v.stock} for v in variants])
    for shop, kind in till.book.rooms:
        db.execute(insert(RoomRow).values(shop=shop, kind=kind.value))
    for entry in data["customers"]:
        _Newcomer(db, till, CustomerRef(entry["customer"]), entry, now).move_in()


@dataclass(frozen=True, slots=True)
class _Newcomer:
    """One customer of the file on the way into the tables."""

    db: Connection
    till: Till
    customer: CustomerRef
    entry: Entry
    now: datetime

    def move_in(self) -> None:
        self._add_details()
        for order in (*self._rhythm(), *self.entry["orders"]):
            self._add_order(order)
        for booking in self.entry.get("bookings", ()):
            self._add_booking(booking)
        for gain in self.entry.get("points", ()):
            post(self.db, self.customer, gain["points"], gain["reason"], self._ago(gain["ago"]))

    def _address(self) -> Address:
        parts = {name: self.entry[name] for name in ("name", "street", "town", "postcode")}
        return Address(**parts)

    def _add_details(self) -> None:
        address = {name: getattr(self._address(), name) for name in Address.__slots__}
        contact = {name: self.entry[name] for name in ("customer", "name", "email", "phone")}
        account = AccountStatus(self.entry.get("account", "active")).value
        since = self._ago(self.entry["since"]).date()
        places = {"delivery": address, "billing": address}
        self.db.execute(insert(CustomerRow).values(account=account, since=since, **contact, **places))

    def _rhythm(self) -> Iterator[Entry]:
        """The orders of somebody who comes at intervals, oldest first."""
        every = self.entry.get("every", {"times": 0})
        for turn in range(every["times"]):
            ago = every["latest"] + every["days"] * (every["times"] - 1 - turn)
            number = f"{self.till.book.order_prefix}-{every['first_number'] + turn:04}"
            same = {name: every[name] for name in ("items", "delivery") if name in every}
            yield {"number": number, "status": "delivered", "ago": ago, "came": ago - 2, **same}

    def _add_order(self, entry: Entry) -> None:
        at = self._ago(entry["ago"])
        order = self._order(entry, at)
        insert_order(self.db, self.customer, order)
        for status in entry.get("payments", ["taken"]):
            insert_payment(self.db, self.customer, order, order.total.amount, PaymentStatus(status), at)
        issue_invoice(self.db, self.customer, order, self.till.book, at)
        if order.status is not OrderStatus.CANCELLED:
            earned = int(goods(order.lines)) * self.till.book.points_per_pound
            set_points_for_order(self.db, self.customer, order.number, earned, at)
        for turn, problem in enumerate(entry.get("problems", ()), start=1):
            self._add_problem(order, problem, turn)
        if "refund" in entry:
            self._add_refund(order, entry["refund"])

    def _order(self, entry: Entry, at: datetime) -> Order:
        items = tuple(
            Item(product=product, size=size, colour=colour, quantity=quantity)
            for product, size, colour, quantity in entry["items"]
        )
        basket = Basket(items=items, pay_with="card", delivery=entry.get("delivery", "standard"))
        order = self.till.order(entry["number"], basket, at)
        days_to_come = entry.get("in")
        expected = order.expected_at if days_to_come is None else self._evening(days_to_come)
        return replace(
            order,
            status=OrderStatus(entry["status"]),
            deliver_to=self._address() if basket.delivery != "collect" else None,
            expected_at=expected,
            promised_at=self._evening(entry["promised"]) if "promised" in entry else expected,
            delivered_at=self._ago(entry["came"]) if "came" in entry else None,
            tracking=entry.get("tracking", ""),
        )

    def _add_problem(self, order: Order, entry: Entry, times: int) -> None:
        settled = self._ago(entry["settled"]) if "settled" in entry else None
        what = {"kind": entry["kind"], "wish": entry["wish"], "words": entry["words"], "line": 1}
        number = f"P-{order.number}-{times}"
        self.db.execute(
            insert(ProblemRow).values(
                number=number,
                customer=self.customer,
                order=order.number,
                times=times,
                reported_at=self._ago(entry["ago"]),
                settled_at=settled,
                **what,
            )
        )

    def _add_refund(self, order: Order, entry: Entry) -> None:
        status, amount = RefundStatus(entry["status"]), pounds(Decimal(str(entry["amount"]))).amount
        at = self._ago(entry["ago"])
        paid_at = self._ago(entry["paid"]) if "paid" in entry else None
        money = Repayment(amount, status, at, line=entry.get("line"), paid_at=paid_at)
        insert_refund(self.db, self.customer, order, money, self.till.book)

    def _add_booking(self, entry: Entry) -> None:
        day = (self.now + timedelta(days=entry["in"])).astimezone(ZONE).date()
        starts_at = datetime.combine(day, time.fromisoformat(entry["at"]), ZONE)
        room = self.till.book.rooms[entry["shop"], VisitKind(entry["kind"])]
        what = {name: entry[name] for name in ("number", "shop", "kind", "party")}
        when = {"starts_at": starts_at, "ends_at": starts_at + room.lasts}
        who = {"customer": self.customer, "name": self.entry["name"], "phone": self.entry["phone"]}
        self.db.execute(insert(BookingRow).values(status=BookingStatus.BOOKED.value, **what, **when, **who))

    def _ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    def _evening(self, days_ahead: int) -> datetime:
        day = (self.now + timedelta(days=days_ahead)).astimezone(ZONE).date()
        return datetime.combine(day, time(0), ZONE) + _EVENING
