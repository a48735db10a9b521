"""Invoices: written with every order, kept for the law's years without a name after erasure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from shop.demo.customers import address_of, details_of, stored_address
from shop.demo.database import next_number
from shop.demo.house import HouseBook, pounds
from shop.demo.order_rows import goods
from shop.demo.tables import InvoiceRow
from shop.errors import NoSuchOrder
from shop.values import CustomerRef, Invoice, Order, OrderLine


def issue_invoice(
    db: Connection, customer: CustomerRef, order: Order, book: HouseBook, now: datetime
) -> None:
    """Write the order's invoice."""
    number = f"{book.invoice_prefix}-{now.year}-{next_number(db, 'invoice'):06}"
    billed_to = details_of(db, customer).billing or order.deliver_to
    whose = {"customer": customer, "order": order.number, "billed_to": stored_address(billed_to)}
    db.execute(insert(InvoiceRow).values(number=number, issued_at=now, **whose, **_sums(order, book)))


def renew_invoice(db: Connection, order: Order, book: HouseBook) -> None:
    """Let the order's invoice say what the order now says."""
    db.execute(update(InvoiceRow).where(InvoiceRow.order == order.number).values(**_sums(order, book)))


def invoice_of(db: Connection, order: Order) -> Invoice:
    """The order's invoice; NoSuchOrder when it has none."""
    row = db.execute(select(InvoiceRow).where(InvoiceRow.order == order.number)).one_or_none()
    if row is None:
        raise NoSuchOrder
    return _invoice(row)


def _sums(order: Order, book: HouseBook) -> dict[str, Any]:
    return {
        "lines": msgspec.to_builtins(order.lines),
        "delivery_fee": order.delivery_fee.amount,
        "discount": order.discount.amount,
        "vat": book.vat_in(order.lines, order.discount.amount),
    }


def _invoice(row: Row[Any]) -> Invoice:
    lines = msgspec.convert(row.lines, tuple[OrderLine, ...])
    return Invoice(
        number=row.number,
        order=row.order,
        issued_at=row.issued_at,
        lines=lines,
        delivery_fee=pounds(row.delivery_fee),
        discount=pounds(row.discount),
        vat=pounds(row.vat),
        total=pounds(goods(lines) + row.delivery_fee - row.discount),
        billed_to=address_of(row.billed_to),
    )
