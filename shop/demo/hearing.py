"""What the demo house hears from its other systems, as a real one would know by itself.

The shop's events (`shop.order.placed` and the others) reach the memory; behind a real port the
shop's own systems know of them already. The demo house has only this ear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from sqlalchemy import Connection, select, update

from shop.demo.baskets import Till, summed
from shop.demo.customers import lock_customer
from shop.demo.database import Call, Database, insert_new
from shop.demo.house import HouseBook, pounds
from shop.demo.invoices import issue_invoice
from shop.demo.order_rows import (
    Repayment,
    goods,
    insert_order,
    insert_payment,
    insert_refund,
    order_by_number,
    set_order,
)
from shop.demo.points import balance_of, post, set_points_for_order
from shop.demo.tables import BookingRow, OrderRow, RefundRow
from shop.errors import NoSuchProduct, NotValid
from shop.places import BookingStatus, VisitKind
from shop.values import CustomerRef, Order, OrderLine, OrderStatus, PaymentStatus, RefundStatus

Heard = Mapping[str, Any]
"""An event's `data`; whoever calls has parsed the envelope."""
_VISIT = timedelta(minutes=90)


class DemoEars:
    """Takes in what happened elsewhere."""

    def __init__(self, database: Database, till: Till) -> None:
        self._database = database
        self._till = till
        self._hears: dict[str, Callable[[Connection, CustomerRef, Heard, datetime], None]] = {
            "shop.order.placed": self._placed,
            "shop.order.shipped": partial(_moved, OrderStatus.SHIPPED),
            "shop.order.delivered": partial(_moved, OrderStatus.DELIVERED),
            "shop.order.delayed": partial(_moved, OrderStatus.DELAYED),
            "shop.order.cancelled": partial(_moved, OrderStatus.CANCELLED),
            "shop.points.posted": self._points,
            "shop.return.received": partial(_repaid, RefundStatus.APPROVED, self._till.book),
            "shop.refund.paid": partial(_repaid, RefundStatus.PAID, self._till.book),
            "shop.booking.made": partial(_booked, BookingStatus.BOOKED),
            "shop.booking.changed": partial(_booked, BookingStatus.BOOKED),
            "shop.booking.cancelled": partial(_booked, BookingStatus.CANCELLED),
        }

    def hear(self, customer: CustomerRef, kind: str, data: Heard, *, once: str, now: datetime) -> None:
        """Take in one event of a customer; the same key twice is heard once, other kinds are let pass.

        NotValid when the data cannot be right.
        """
        take_in = self._hears.get(kind)
        if take_in is None:
            return

        def work(db: Connection) -> None:
            lock_customer(db, customer)
            take_in(db, customer, data, now)

        try:
            self._database.once(Call(customer, once, kind, (dict(data),)), type(None), work)
        except (KeyError, ValueError, TypeError, InvalidOperation) as error:
            raise NotValid from error

    def _placed(self, db: Connection, customer: CustomerRef, data: Heard, now: datetime) -> None:
        number = str(data["order"])
        if _is_known(db, number):
            return
        at = _when(data, "placed_at") or now
        lines = tuple(self._line(place, line) for place, line in enumerate(data["lines"], start=1))
        order = summed(_paid_order(number, at, lines))
        insert_order(db, customer, order)
        insert_payment(db, customer, order, order.total.amount, PaymentStatus.TAKEN, at)
        issue_invoice(db, customer, order, self._till.book, at)
        earned = int(goods(lines)) * self._till.book.points_per_pound
        set_points_for_order(db, customer, number, earned, at)

    def _line(self, place: int, heard: Heard) -> OrderLine:
        quantity = int(heard["quantity"])
        price = Decimal(str(heard["unit_price"]))
        total = Decimal(str(heard.get("total") or price * quantity))
        return OrderLine(
            line=place,
            sku=str(heard["sku"]),
            product=self._product(str(heard["sku"])),
            name=str(heard["name"]),
            category=str(heard["category"]),
            quantity=quantity,
            unit_price=pounds(price),
            total=pounds(total),
        )

    def _product(self, sku: str) -> str:
        try:
            return self._till.catalogue.product(sku).id
        except NoSuchProduct:
            return sku

    def _points(self, db: Connection, customer: CustomerRef, data: Heard, now: datetime) -> None:
        points, reason = int(data["points"]), str(data.get("reason") or "")
        order = _order_named(db, customer, reason)
        if order:
            # The house has counted its own points for that order already; what is posted is right.
            set_points_for_order(db, customer, order, points, now)
            return
        post(db, customer, max(points, -balance_of(db, customer)), reason[:200], now)


def _moved(status: OrderStatus, db: Connection, customer: CustomerRef, data: Heard, now: datetime) -> None:
    mine = (OrderRow.customer == customer, OrderRow.number == str(data["order"]))
    row = db.execute(select(OrderRow).where(*mine)).one_or_none()
    if row is None or row.status == OrderStatus.DELIVERED.value:
        return
    set_order(
        db,
        row.number,
        status=status.value,
        expected_at=_when(data, "expected_at") or row.expected_at,
        promised_at=row.promised_at or _when(data, "expected_at"),
        delivered_at=now if status is OrderStatus.DELIVERED else None,
        carrier=str(data.get("carrier") or row.carrier),
        tracking=str(data.get("tracking") or row.tracking),
    )


def _repaid(
    status: RefundStatus, book: HouseBook, db: Connection, customer: CustomerRef, data: Heard, now: datetime
) -> None:
    mine = (RefundRow.customer == customer, RefundRow.order == str(data["order"]))
    waiting = select(RefundRow.id).where(*mine, RefundRow.status != RefundStatus.PAID.value)
    refund = db.execute(waiting.order_by(RefundRow.id).limit(1)).scalar_one_or_none()
    paid_at = now if status is RefundStatus.PAID else None
    if refund is not None:
        known = update(RefundRow).where(RefundRow.id == refund)
        db.execute(known.values(status=status.value, paid_at=paid_at))
    elif _is_own(db, customer, str(data["order"])) and data.get("amount") is not None:
        amount = pounds(Decimal(str(data["amount"]))).amount
        order = order_by_number(db, str(data["order"]))
        insert_refund(db, customer, order, Repayment(amount, status, now, paid_at=paid_at), book)


def _booked(status: BookingStatus, db: Connection, customer: CustomerRef, data: Heard, now: datetime) -> None:
    number = str(data["booking"])
    row = db.execute(select(BookingRow).where(BookingRow.number == number)).one_or_none()
    if row is not None and row.customer != customer:
        return
    starts_at = _when(data, "at") or (row.starts_at if row else None)
    if starts_at is None:
        raise ValueError("a booking without its time")
    values = {
        "shop": str(data.get("place") or (row.shop if row else "")).casefold(),
        "kind": VisitKind(data.get("kind") or (row.kind if row else VisitKind.TABLE)).value,
        "starts_at": starts_at,
        "ends_at": starts_at + (row.ends_at - row.starts_at if row else _VISIT),
        "party": int(data.get("party") or (row.party if row else 1)),
        "status": status.value,
    }
    insert_new(db, BookingRow, number=number, customer=customer, name="", phone="", note="", **values)
    db.execute(update(BookingRow).where(BookingRow.number == number).values(**values))


def _is_own(db: Connection, customer: CustomerRef, number: str) -> bool:
    mine = (OrderRow.customer == customer, OrderRow.number == number)
    return db.execute(select(OrderRow.number).where(*mine)).one_or_none() is not None


def _paid_order(number: str, at: datetime, lines: tuple[OrderLine, ...]) -> Order:
    """An order placed and paid elsewhere, with nothing known yet of its delivery."""
    return Order(
        number=number,
        status=OrderStatus.PLACED,
        placed_at=at,
        lines=lines,
        delivery_fee=pounds(0),
        discount=pounds(0),
        total=pounds(0),
        delivery="standard",
        pay_with="card",
    )


def _is_known(db: Connection, number: str) -> bool:
    return db.execute(select(OrderRow.number).where(OrderRow.number == number)).one_or_none() is not None


def _when(data: Heard, name: str) -> datetime | None:
    """An RFC 3339 time of the data, or None; ValueError when it has no offset."""
    text = data.get(name)
    if not text:
        return None
    moment = datetime.fromisoformat(str(text))
    if moment.tzinfo is None:
        raise ValueError("a time without its offset")
    return moment


def _order_named(db: Connection, customer: CustomerRef, reason: str) -> str:
    mine = db.execute(select(OrderRow.number).where(OrderRow.customer == customer)).scalars()
    return next((n for n in mine if re.search(rf"(?<![\w-]){re.escape(n)}(?![\w-])", reason)), "")
