"""Service records: what shops report, what was promised, and what was given and asked.

Amounts are whole minor units (pence) of the currency beside them.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Sequence

_CANCELLED = text("state = 'cancelled'")


class EventRow(Base):
    """One event from a shop's system, once: taken, or parked with the reason. `body` seals its data."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("event_key"),
        Index(None, "identity_id"),
        Index(None, "state", "at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    event_key: Mapped[bytes]
    type: Mapped[str]
    at: Mapped[datetime]
    taken_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str]
    reason: Mapped[str]
    body: Mapped[bytes | None]


class OrderRow(Base):
    """One order as far as events have told of it; `placed_at` is empty until its placing is known."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("identity_id", "number_hash"),
        Index(None, "identity_id", "placed_at"),
        Index(None, "number_hash"),
        Index("ix_orders_cancelled", "identity_id", sqlite_where=_CANCELLED, postgresql_where=_CANCELLED),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    number_hash: Mapped[bytes]
    details: Mapped[bytes]  # number, carrier, tracking
    state: Mapped[str]
    state_at: Mapped[datetime] = mapped_column(index=True)
    placed_at: Mapped[datetime | None]
    expected_at: Mapped[datetime | None]
    touchpoint: Mapped[str | None]
    line_of_business: Mapped[str | None]
    currency: Mapped[str]
    total: Mapped[int] = mapped_column(Sequence)
    cost_to_serve: Mapped[int] = mapped_column(Sequence)


class OrderLineRow(Base):
    """One line of an order: the shop's own product, never a customer's words."""

    __tablename__ = "order_lines"
    __table_args__ = (Index(None, "order_id"), Index(None, "identity_id", "category", "placed_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"))
    sku: Mapped[str]
    name: Mapped[str]
    category: Mapped[str]
    quantity: Mapped[float]
    total: Mapped[int] = mapped_column(Sequence)
    placed_at: Mapped[datetime]


class MoneyBackRow(Base):
    """Something sent back, or money paid back."""

    __tablename__ = "money_back"
    __table_args__ = (Index(None, "identity_id", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    kind: Mapped[str]  # return or refund
    number_hash: Mapped[bytes]
    sku: Mapped[str | None]
    amount: Mapped[int] = mapped_column(Sequence)
    at: Mapped[datetime] = mapped_column(index=True)


class PointsRow(Base):
    """Points posted, or taken where negative."""

    __tablename__ = "points"
    __table_args__ = (Index(None, "identity_id", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    points: Mapped[int]
    reason: Mapped[bytes | None]
    at: Mapped[datetime] = mapped_column(index=True)


class BookingRow(Base):
    """One booking as it stands."""

    __tablename__ = "bookings"
    __table_args__ = (UniqueConstraint("identity_id", "number_hash"), Index(None, "at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    number_hash: Mapped[bytes]
    number: Mapped[bytes]
    state: Mapped[str]
    state_at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str | None]
    place: Mapped[str | None]
    at: Mapped[datetime | None]
    party: Mapped[int | None]


class TouchRow(Base):
    """A visit, or a contact outside Shoebox that cost something or reached the customer."""

    __tablename__ = "touches"
    __table_args__ = (Index(None, "identity_id", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    kind: Mapped[str]  # visit or contact
    touchpoint: Mapped[str | None]
    place: Mapped[str | None]
    cost: Mapped[int] = mapped_column(Sequence)
    note: Mapped[bytes | None]
    at: Mapped[datetime] = mapped_column(index=True)


class PromiseRow(Base):
    """One promise: who, what, by when, and what became of it."""

    __tablename__ = "promises"
    __table_args__ = (Index(None, "identity_id"), Index(None, "state", "due_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    origin: Mapped[str]  # assistant, waiting, agent or shop
    owner: Mapped[str]  # who has to keep it, by the name it was made under
    agent: Mapped[str | None]  # by their id, where they work at the desk
    what: Mapped[bytes]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str]
    closed_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]  # when the customer heard from us that it is late
    conversation_id: Mapped[str | None]


class BalanceRow(Base):
    """One thing given to a customer, or asked of one."""

    __tablename__ = "balance"
    __table_args__ = (Index(None, "identity_id", "side", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    side: Mapped[str]
    kind: Mapped[str]
    conversation_id: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(index=True)
