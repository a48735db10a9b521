"""Bookings, and what the house says of itself: shops, hours, offers, delivery, returns, payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from shop.values import Address, Aware, Money


class VisitKind(StrEnum):
    """What somebody comes for: a table in the tea room, a fitting, or advice by appointment."""

    TABLE = "table"
    FITTING = "fitting"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time that can still be booked, and for how many people."""

    shop: str
    kind: VisitKind
    starts_at: Aware
    ends_at: Aware
    places_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotQuery:
    """On which day, in which shop (its id or town), for what and how many one would like to come."""

    shop: str
    kind: VisitKind
    day: date
    party: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRequest:
    """A visit wanted; `starts_at` is the start of a free slot."""

    shop: str
    kind: VisitKind
    starts_at: Aware
    party: int = 1
    name: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingChange:
    """What a booking shall become; what is None stays."""

    starts_at: Aware | None = None
    party: int | None = None
    shop: str | None = None


class BookingStatus(StrEnum):
    """Whether a booking stands."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A visit agreed."""

    number: str
    shop: str
    kind: VisitKind
    starts_at: Aware
    ends_at: Aware
    party: int
    status: BookingStatus
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """From when to when a shop is open on a weekday (1 is Monday), in its own time zone."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A day unlike its weekday: closed when it has no hours."""

    day: date
    name: str
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """One of the house's shops; `special_days` covers the coming twelve months."""

    id: str
    name: str
    address: Address
    phone: str
    zone: str
    hours: tuple[OpeningHours, ...]
    special_days: tuple[SpecialDay, ...]
    visits: tuple[VisitKind, ...]
    directions: str = ""

    def hours_on(self, day: date) -> OpeningHours | None:
        """When the shop is open on that day, or None when it is closed."""
        special = next((s for s in self.special_days if s.day == day), None)
        if special is None:
            return next((h for h in self.hours if h.weekday == day.isoweekday()), None)
        if special.opens is None or special.closes is None:
            return None
        return OpeningHours(weekday=day.isoweekday(), opens=special.opens, closes=special.closes)


class OfferKind(StrEnum):
    """What sort of offer it is."""

    SALE = "sale"
    VOUCHER = "voucher"
    GIFT_CARD = "gift_card"
    BUNDLE = "bundle"


class OfferWhy(StrEnum):
    """Why the house makes an offer; customers are told."""

    USUAL = "usual"
    STOCK = "stock"  # to clear what is left


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something on offer to everybody; empty `categories` and `products` mean the whole shop.

    `shops` are the ids of those where it holds; empty means everywhere.
    """

    id: str
    kind: OfferKind
    title: str
    terms: str
    categories: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    starts: date | None = None
    ends: date | None = None
    why: OfferWhy = OfferWhy.USUAL
    shops: tuple[str, ...] = ()

    def holds_in(self, shop: str) -> bool:
        """Whether it holds in the shop with this id."""
        return not self.shops or shop in self.shops


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOption:
    """A way of delivery, its price, from which sum it is free, and how many working days it takes."""

    id: str
    name: str
    price: Money
    days_from: int
    days_to: int
    free_from: Money | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPolicy:
    """How long something can come back, when the money is there, and the exceptions."""

    days: int
    refund_days: int
    text: str
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethod:
    """A way to pay."""

    id: str
    name: str
    note: str = ""
