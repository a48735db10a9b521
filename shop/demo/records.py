"""What the demo house holds of a customer: where, all of it, and gone."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from shop.demo.database import Database
from shop.demo.house import ZONE, HouseBook
from shop.demo.tables import PERSONAL, InvoiceRow
from shop.values import CustomerRef, Erased, Held


class DemoRecords:
    """`shop.port.Records` of the demo house."""

    def __init__(self, database: Database, book: HouseBook) -> None:
        self._database = database
        self._book = book

    def places(self, customer: CustomerRef) -> tuple[Held, ...]:
        with self._database.reading() as db:
            return tuple(Held(place=place, rows=n) for place, n in _counts(db, customer).items())

    def export(self, customer: CustomerRef) -> dict[str, list[dict[str, Any]]]:
        with self._database.reading() as db:
            return {table.__tablename__: _rows(db, table, customer) for table in PERSONAL}

    def erase(self, customer: CustomerRef, *, now: datetime) -> tuple[Erased, ...]:
        with self._database.writing() as db:
            before = _counts(db, customer)
            kept = _keep_invoices(db, customer, self._years_ago(now))
            for table in PERSONAL:
                db.execute(delete(table).where(table.customer == customer))
        self._database.fold()
        # Counted again in a transaction of its own: what is reported is what is there.
        with self._database.reading() as db:
            after = _counts(db, customer)
            still = _count_numbers(db, kept)
        return tuple(self._erased(place, before[place], after[place], still) for place in before)

    def _erased(self, place: str, found: int, left: int, invoices: int) -> Erased:
        if place != InvoiceRow.__tablename__ or not invoices:
            return Erased(place=place, found=found, left=left)
        return Erased(place=place, found=found, left=left + invoices, why_kept=self._book.why_invoices_stay)

    def _years_ago(self, now: datetime) -> datetime:
        # To the end of the calendar year in which the term runs out.
        return datetime(now.astimezone(ZONE).year - self._book.invoice_years, 1, 1, tzinfo=ZONE)


def _counts(db: Connection, customer: CustomerRef) -> dict[str, int]:
    return {
        table.__tablename__: db.execute(
            select(func.count()).select_from(table).where(table.customer == customer)
        ).scalar_one()
        for table in PERSONAL
    }


def _keep_invoices(db: Connection, customer: CustomerRef, since: datetime) -> list[str]:
    """Cut the invoices that the law still asks for loose from their customer, and say which they are."""
    young = (InvoiceRow.customer == customer, InvoiceRow.issued_at >= since)
    nobodys = update(InvoiceRow).where(*young).values(customer=None, order="", billed_to=None)
    return list(db.execute(nobodys.returning(InvoiceRow.number)).scalars())


def _count_numbers(db: Connection, numbers: list[str]) -> int:
    found = select(func.count()).select_from(InvoiceRow).where(InvoiceRow.number.in_(numbers))
    return db.execute(found).scalar_one()


def _rows(db: Connection, table: Any, customer: CustomerRef) -> list[dict[str, Any]]:
    return [_plain(row) for row in db.execute(select(table).where(table.customer == customer))]


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {name: _json_value(value) for name, value in row._mapping.items()}


def _json_value(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value
