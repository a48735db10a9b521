"""Orders as rows: reading a customer's own, writing one down, and keeping its money straight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from shop.demo.customers import address_of, stored_address
from shop.demo.house import HouseBook, pounds, working_day_after
from shop.demo.tables import LineRow, OrderRow, PaymentRow, RefundRow
from shop.errors import NoSuchOrder, WhichOrder
from shop.order_numbers import matching
from shop.values import CustomerRef, Order, OrderLine, OrderStatus, PaymentStatus, RefundStatus

_TRACKING_PAGES = {
    "Royal Mail": "https://www.royalmail.com/track-your-item#/tracking-results/",
    "DPD": "https://track.dpd.co.uk/search?reference=",
}


@dataclass(frozen=True, slots=True)
class Repayment:
    """Money to go back: how much, how far it is, since when, and for which line if for one."""

    amount: Decimal
    status: RefundStatus
    requested_at: datetime
    line: int | None = None
    paid_at: datetime | None = None


def owned_order(db: Connection, customer: CustomerRef, typed: str) -> Order:
    """The customer's own order that `typed` means; NoSuchOrder, WhichOrder."""
    # Only the customer's own numbers are ever looked at, so another's cannot be told from none.
    mine = select(OrderRow.number).where(OrderRow.customer == customer).order_by(OrderRow.placed_at.desc())
    numbers = matching(typed, db.execute(mine).scalars())
    if not numbers:
        raise NoSuchOrder
    if len(numbers) > 1:
        raise WhichOrder(*numbers)
    return order_by_number(db, numbers[0])


def order_by_number(db: Connection, number: str) -> Order:
    """The order of that very number, whoever's it is."""
    row = db.execute(select(OrderRow).where(OrderRow.number == number)).one()
    return _orders(db, [row])[0]


def newest_orders(db: Connection, customer: CustomerRef, limit: int) -> tuple[Order, ...]:
    """The customer's orders, newest first."""
    mine = select(OrderRow).where(OrderRow.customer == customer)
    rows = db.execute(mine.order_by(OrderRow.placed_at.desc(), OrderRow.number.desc()).limit(limit)).all()
    return _orders(db, rows)


def insert_order(db: Connection, customer: CustomerRef, order: Order) -> None:
    """Write a new order down with its lines."""
    row = {name: getattr(order, name) for name in _PLAIN}
    money = {"delivery_fee": order.delivery_fee.amount, "discount": order.discount.amount}
    address = stored_address(order.deliver_to)
    db.execute(
        insert(OrderRow).values(
            customer=customer, status=order.status.value, deliver_to=address, **row, **money
        )
    )
    _insert_lines(db, customer, order)


def replace_lines(db: Connection, customer: CustomerRef, order: Order) -> None:
    """Let an order have these lines and this discount instead."""
    db.execute(delete(LineRow).where(LineRow.order == order.number))
    _insert_lines(db, customer, order)
    set_order(db, order.number, discount=order.discount.amount)


def set_order(db: Connection, number: str, **values: object) -> None:
    """Change columns of an order."""
    db.execute(update(OrderRow).where(OrderRow.number == number).values(**values))


def settle(db: Connection, customer: CustomerRef, order: Order, book: HouseBook, now: datetime) -> None:
    """Ask for the rest, or begin to refund what is too much, so that the house has what the order costs."""
    owed = Decimal(0) if order.status is OrderStatus.CANCELLED else order.total.amount
    payments = update(PaymentRow).where(PaymentRow.order == order.number)
    waiting = payments.where(PaymentRow.status == PaymentStatus.PENDING.value)
    db.execute(waiting.values(status=PaymentStatus.REVERSED.value))
    kept = paid_for(db, order.number) - refunded_for(db, order.number)
    if owed > kept:
        insert_payment(db, customer, order, owed - kept, PaymentStatus.PENDING, now)
    if owed < kept:
        insert_refund(db, customer, order, Repayment(kept - owed, RefundStatus.APPROVED, now), book)


def insert_payment(
    db: Connection, customer: CustomerRef, order: Order, amount: Decimal, status: PaymentStatus, now: datetime
) -> None:
    """Write down an attempt to take money."""
    attempt = {"amount": amount, "status": status.value, "method": order.pay_with, "at": now}
    db.execute(insert(PaymentRow).values(customer=customer, order=order.number, **attempt))


def insert_refund(
    db: Connection, customer: CustomerRef, order: Order, money: Repayment, book: HouseBook
) -> None:
    """Write down money on its way back, to be there within the policy's working days."""
    due = working_day_after(money.requested_at, book.return_policy().refund_days).date()
    refund = {**asdict(money), "status": money.status.value, "method": order.pay_with, "expected_by": due}
    db.execute(insert(RefundRow).values(customer=customer, order=order.number, **refund))


def paid_for(db: Connection, number: str) -> Decimal:
    """What was taken for an order, refunds apart."""
    taken = (PaymentRow.order == number, PaymentRow.status == PaymentStatus.TAKEN.value)
    return db.execute(select(func.sum(PaymentRow.amount)).where(*taken)).scalar_one() or Decimal(0)


def refunded_for(db: Connection, number: str, line: int | None = None) -> Decimal:
    """What went back, or is on its way back, for an order or for one of its lines."""
    refunds = select(func.sum(RefundRow.amount)).where(RefundRow.order == number)
    if line is not None:
        refunds = refunds.where(RefundRow.line == line)
    return db.execute(refunds).scalar_one() or Decimal(0)


def goods(lines: Iterable[OrderLine]) -> Decimal:
    """What the lines cost together, before delivery and discount."""
    return sum((line.total.amount for line in lines), Decimal("0.00"))


_PLAIN = (
    "number",
    "placed_at",
    "delivery",
    "pay_with",
    "promised_at",
    "expected_at",
    "delivered_at",
    "carrier",
    "tracking",
    "packaging",
    "invoice_by",
)


def _insert_lines(db: Connection, customer: CustomerRef, order: Order) -> None:
    for line in order.lines:
        money = {"unit_price": line.unit_price.amount, "total": line.total.amount}
        db.execute(insert(LineRow).values(order=order.number, customer=customer, **{**asdict(line), **money}))


def _orders(db: Connection, rows: Iterable[Row[Any]]) -> tuple[Order, ...]:
    rows = tuple(rows)
    numbers = [row.number for row in rows]
    found = db.execute(select(LineRow).where(LineRow.order.in_(numbers)).order_by(LineRow.line)).all()
    return tuple(_order(row, tuple(_line(x) for x in found if x.order == row.number)) for row in rows)


def _order(row: Row[Any], lines: tuple[OrderLine, ...]) -> Order:
    page = _TRACKING_PAGES.get(row.carrier, "")
    return Order(
        **{name: getattr(row, name) for name in _PLAIN},
        status=OrderStatus(row.status),
        lines=lines,
        delivery_fee=pounds(row.delivery_fee),
        discount=pounds(row.discount),
        total=pounds(goods(lines) + row.delivery_fee - row.discount),
        deliver_to=address_of(row.deliver_to),
        tracking_url=page + row.tracking if page and row.tracking else "",
    )


def _line(row: Row[Any]) -> OrderLine:
    return OrderLine(
        line=row.line,
        sku=row.sku,
        product=row.product,
        name=row.name,
        category=row.category,
        quantity=row.quantity,
        unit_price=pounds(row.unit_price),
        total=pounds(row.total),
        size=row.size,
        colour=row.colour,
    )
