"""What a shop's events say, checked: values out of CloudEvents, and what follows for a record."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from store.times import is_writable
from store.values import Decision, NewEvent

SKEW = timedelta(minutes=5)  # how far a shop's clock may run ahead of the house's
AHEAD = "it lies in the future"
NO_ZONE = "its time has no zone"
EARLIEST = timedelta(days=100 * 366)

Name = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Text = Annotated[str, Meta(max_length=4_000)]
When = Annotated[datetime, Meta(tz=True)]
Money = Decimal
MOST = Decimal(10) ** 12


class Line(Struct, frozen=True, kw_only=True):
    sku: Name
    name: Name
    category: Name = "other"
    quantity: Annotated[float, Meta(gt=0, le=1_000_000)] = 1
    unit_price: Money = Decimal(0)
    total: Money | None = None

    @property
    def paid(self) -> Decimal:
        """What was paid for the line; without a total, quantity × unit price."""
        return self.total if self.total is not None else self.unit_price * Decimal(str(self.quantity))


class Placed(Struct, frozen=True, kw_only=True):
    order: Name
    placed_at: When
    lines: Annotated[tuple[Line, ...], Meta(min_length=1, max_length=1_000)]
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$")] = "GBP"
    touchpoint: Name | None = None
    line_of_business: Name | None = None
    cost_to_serve: Money = Decimal(0)


class Progress(Struct, frozen=True, kw_only=True):
    order: Name
    expected_at: When | None = None
    carrier: Text = ""
    tracking: Text = ""


class MoneyBack(Struct, frozen=True, kw_only=True):
    order: Name
    sku: Name | None = None
    amount: Money = Decimal(0)


class Points(Struct, frozen=True, kw_only=True):
    points: Annotated[int, Meta(ge=-10_000_000, le=10_000_000)]
    reason: Text = ""


class Booking(Struct, frozen=True, kw_only=True):
    booking: Name
    place: Name | None = None
    at: When | None = None
    party: Annotated[int, Meta(ge=1, le=10_000)] | None = None
    kind: Name | None = None


class Visit(Struct, frozen=True, kw_only=True):
    place: Name
    at: When
    note: Text = ""


class Contact(Struct, frozen=True, kw_only=True):
    touchpoint: Name
    cost: Money = Decimal(0)
    note: Text = ""


class Promised(Struct, frozen=True, kw_only=True):
    what: Annotated[str, Meta(min_length=1, max_length=4_000)]
    by: Name
    due_at: When


Data = Placed | Progress | MoneyBack | Points | Booking | Visit | Contact | Promised

TYPES: dict[str, type[Struct]] = {
    "shop.order.placed": Placed,
    "shop.order.shipped": Progress,
    "shop.order.delivered": Progress,
    "shop.order.delayed": Progress,
    "shop.order.cancelled": Progress,
    "shop.return.received": MoneyBack,
    "shop.refund.paid": MoneyBack,
    "shop.points.posted": Points,
    "shop.booking.made": Booking,
    "shop.booking.changed": Booking,
    "shop.booking.cancelled": Booking,
    "shop.visit.made": Visit,
    "shop.contact.made": Contact,
    "shop.promise.made": Promised,
}


def parse(event: NewEvent) -> Struct | Decision:
    """The event's data as a value, or a no with the reason; the reason names the field, never its content."""
    kind = TYPES.get(event.type)
    if kind is None:
        return Decision(False, "this type of event is not known")
    try:
        data = msgspec.convert(event.data, kind, strict=False)
    except msgspec.ValidationError as error:
        return Decision(False, f"the data does not fit at {_field(str(error))}")
    times = ((name, value) for name, value in msgspec.structs.asdict(data).items() if isinstance(value, datetime))
    never = next((name for name, value in times if not is_writable(value)), None)
    if never:
        return Decision(False, f"data.{never} is no time that can be")
    odd = next((name for name, amount in _amounts(data) if not _is_money(amount)), None)
    return Decision(False, f"data.{odd} is no amount of money") if odd else data


def happened_at(event: NewEvent, data: Struct | Decision, now: datetime) -> datetime:
    """When it happened: as the data says, else the event, else now."""
    said = getattr(data, "placed_at", None) or (data.at if isinstance(data, Visit) else None)
    return said or event.at or now


def believable(at: datetime, data: Struct, now: datetime) -> Decision:
    """Whether it can have happened then: not ahead of the house's clock, not before living memory."""
    if at > now + SKEW:
        return Decision(False, AHEAD)
    if at < now - EARLIEST:
        return Decision(False, "it lies too far in the past")
    if isinstance(data, Promised) and data.due_at < at:
        return Decision(False, "it was due before it was promised")
    return Decision(True, "")


def moves_on(state_at: datetime, at: datetime) -> bool:
    """Whether news from `at` replaces a state from `state_at`: events may come in any order."""
    return at >= state_at


def minor(amount: Decimal) -> int:
    """The amount in whole pence, halves to the even one."""
    return int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def major(pence: int) -> Decimal:
    """The amount of so many pence, with two places."""
    return Decimal(pence).scaleb(-2).quantize(Decimal("0.01"))


def subject_of(text: str) -> tuple[str, str] | None:
    """Channel and address of `channel:address`, split at the first colon; None when it is none."""
    channel, colon, address = text.partition(":")
    fits = re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", channel) and 1 <= len(address) <= 256
    return (channel, address) if colon and fits and address.isprintable() else None


def _amounts(data: Any) -> Iterator[tuple[str, Decimal]]:
    for name, value in msgspec.structs.asdict(data).items():
        if isinstance(value, Decimal):
            yield name, value
        if name == "lines":
            for line in value:
                yield from _amounts(line)


def _is_money(amount: Decimal) -> bool:
    return amount.is_finite() and abs(amount) < MOST


def _field(error: str) -> str:
    found = re.search(r"`\$([^`]*)`", error)
    return f"data{found.group(1)}" if found else "data"


def plain(data: Any) -> str:
    """The event's data as JSON for safe keeping."""
    return msgspec.json.encode(data).decode()
