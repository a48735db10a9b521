"""The demo house's own tables; all names open with `demo_`, and `customer` is always a CustomerRef."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, Engine, Integer, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Pence(TypeDecorator[Decimal]):
    """Pounds as a Decimal, kept as whole pence because SQLite has no decimals."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value * 100)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)


class Base(DeclarativeBase):
    """The demo house's tables, apart from everybody else's."""

    metadata = MetaData()
    type_annotation_map = {datetime: Moment(), Decimal: Pence(), dict[str, Any]: JSON, list[Any]: JSON}


class CustomerRow(Base):
    __tablename__ = "demo_customers"
    customer: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    delivery: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    billing: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    account: Mapped[str] = mapped_column(default="none")
    since: Mapped[date | None]


class OrderRow(Base):
    __tablename__ = "demo_orders"
    number: Mapped[str] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(index=True)
    status: Mapped[str]
    placed_at: Mapped[datetime]
    delivery_fee: Mapped[Decimal]
    discount: Mapped[Decimal]
    delivery: Mapped[str]
    pay_with: Mapped[str]
    deliver_to: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    promised_at: Mapped[datetime | None]
    expected_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    carrier: Mapped[str] = mapped_column(default="")
    tracking: Mapped[str] = mapped_column(default="")
    packaging: Mapped[str] = mapped_column(default="")
    invoice_by: Mapped[str] = mapped_column(default="")


class LineRow(Base):
    __tablename__ = "demo_order_lines"
    order: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(index=True)
    sku: Mapped[str]
    product: Mapped[str]
    name: Mapped[str]
    category: Mapped[str]
    quantity: Mapped[int]
    unit_price: Mapped[Decimal]
    total: Mapped[Decimal]
    size: Mapped[str] = mapped_column(default="")
    colour: Mapped[str] = mapped_column(default="")


class PaymentRow(Base):
    __tablename__ = "demo_payments"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(index=True)
    order: Mapped[str]
    amount: Mapped[Decimal]
    status: Mapped[str]
    method: Mapped[str]
    at: Mapped[datetime]


class RefundRow(Base):
    __tablename__ = "demo_refunds"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(index=True)
    order: Mapped[str]
    amount: Mapped[Decimal]
    status: Mapped[str]
    requested_at: Mapped[datetime]
    expected_by: Mapped[date]
    method: Mapped[str]
    line: Mapped[int | None]
    paid_at: Mapped[datetime | None]


class ReturnRow(Base):
    __tablename__ = "demo_returns"
    number: Mapped[str] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(index=True)
    order: Mapped[str]
    line: Mapped[int]
    quantity: Mapped[int]
    wish: Mapped[str]
    reason: Mapped[str]
    requested_at: Mapped[datetime]


class ProblemRow(Base):
    __tablename__ = "demo_problems"
    number: Mapped[str] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(index=True)
    order: Mapped[str]
    kind: Mapped[str]
    wish: Mapped[str]
    times: Mapped[int]
    reported_at: Mapped[datetime]
    line: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]


class InvoiceRow(Base):
    """An invoice holds its lines itself: it outlives its order, and after erasure belongs to nobody."""

    __tablename__ = "demo_invoices"
    number: Mapped[str] = mapped_column(primary_key=True)
    customer: Mapped[str | None] = mapped_column(index=True)
    order: Mapped[str] = mapped_column(index=True)
    issued_at: Mapped[datetime]
    lines: Mapped[list[Any]]
    delivery_fee: Mapped[Decimal]
    discount: Mapped[Decimal]
    vat: Mapped[Decimal]
    billed_to: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class StockRow(Base):
    __tablename__ = "demo_stock"
    __table_args__ = (CheckConstraint("quantity >= 0", name="ck_demo_stock_not_negative"),)
    sku: Mapped[str] = mapped_column(primary_key=True)
    quantity: Mapped[int]


class PointsRow(Base):
    __tablename__ = "demo_points"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(index=True)
    points: Mapped[int]
    reason: Mapped[str]
    at: Mapped[datetime]
    order: Mapped[str] = mapped_column(default="")


class VoucherRow(Base):
    __tablename__ = "demo_vouchers"
    code: Mapped[str] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(index=True)
    worth: Mapped[Decimal]
    used_on: Mapped[str] = mapped_column(default="")


class RoomRow(Base):
    """One room of one shop; whoever books locks it first, so that two never get the last chair."""

    __tablename__ = "demo_rooms"
    shop: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)


class BookingRow(Base):
    __tablename__ = "demo_bookings"
    number: Mapped[str] = mapped_column(primary_key=True)
    customer: Mapped[str] = mapped_column(index=True)
    shop: Mapped[str]
    kind: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    party: Mapped[int]
    status: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class DoneRow(Base):
    """What was done under a key, and what was answered: the memory of "the same key twice is one effect"."""

    __tablename__ = "demo_done"
    customer: Mapped[str] = mapped_column(primary_key=True)
    once: Mapped[str] = mapped_column(String(200), primary_key=True)
    request: Mapped[str]
    answer: Mapped[str]


class CounterRow(Base):
    """The last number given out of each kind; `filled` says that the demo data are in."""

    __tablename__ = "demo_counters"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


PERSONAL = (
    CustomerRow,
    OrderRow,
    LineRow,
    PaymentRow,
    RefundRow,
    ReturnRow,
    ProblemRow,
    InvoiceRow,
    PointsRow,
    VoucherRow,
    BookingRow,
    DoneRow,
)
"""The tables that hold something about a customer; a test holds this list against the schema."""


def create_tables(engine: Engine) -> None:
    """Make the tables that are missing; harmless when they are all there."""
    Base.metadata.create_all(engine)
