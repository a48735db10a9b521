"""What happened in the shop, what was promised, what was given and asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from store.values.common import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """One CloudEvent of a shop's system; `subject` is channel:address, `at` when it happened, if it says so."""

    id: str
    source: str
    type: str
    subject: str
    at: datetime | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EventOutcome:
    """What became of an event: taken, seen (before: no second effect), or parked with the reason."""

    status: str
    reason: str = ""

    @property
    def seen(self) -> bool:
        return self.status == "seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedEvent:
    """An event that waits, and for what."""

    id: str
    type: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One line of an order; `total` is what was paid for it."""

    sku: str
    name: str
    category: str
    quantity: float
    total: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order as the shop's events told of it."""

    id: str
    identity: str
    number: str
    state: str
    state_at: datetime
    placed_at: datetime | None
    expected_at: datetime | None
    currency: str
    total: Decimal
    lines: tuple[OrderLine, ...]
    touchpoint: str | None
    line_of_business: str | None
    carrier: str
    tracking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedVisit:
    """One booking as it stands."""

    id: str
    identity: str
    number: str
    state: str
    kind: str | None
    place: str | None
    at: datetime | None
    party: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The service records that a reader may use now; `withheld` as in a Brief."""

    customer: str
    orders: tuple[Order, ...] = ()
    bookings: tuple[BookedVisit, ...] = ()
    points: int = 0
    withheld: tuple[Purpose, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise: `owner` has to keep it by `due_at`; `told_at` is when the customer heard that it is late."""

    id: str
    identity: str
    origin: str
    owner: str
    what: str
    made_at: datetime
    due_at: datetime
    state: str
    closed_at: datetime | None
    told_at: datetime | None
    conversation: str | None
    agent: str | None = None  # the id of who has to keep it, where they work at the desk


@dataclass(frozen=True, slots=True)
class Balance:
    """How much was given to a customer and asked of one; asking stops while `asked` runs too far ahead."""

    given: int
    asked: int
