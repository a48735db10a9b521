"""Customers: their points, their details, and what is held of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shop.values.base import Address, Aware, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsEntry:
    """Points gained (above zero) or used (below), and for what."""

    points: int
    reason: str
    at: Aware
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsBalance:
    """Points and what they are worth now, with the newest entries first.

    `per_unit` is how many points each whole pound (or other unit of the currency) of goods earns, if the house says so.
    """

    points: int
    worth: Money
    entries: tuple[PointsEntry, ...]
    per_unit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemption:
    """Points turned into a voucher for the next order."""

    points: int
    voucher: str
    worth: Money
    points_left: int


class AccountStatus(StrEnum):
    """Whether somebody can sign in; `none` for people without an account."""

    ACTIVE = "active"
    LOCKED = "locked"
    CLOSED = "closed"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerDetails:
    """What the shop has on file of a customer."""

    name: str = ""
    email: str = ""
    phone: str = ""
    delivery: Address | None = None
    billing: Address | None = None
    account: AccountStatus = AccountStatus.NONE
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsChange:
    """New details; what is None stays as it is."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    delivery: Address | None = None
    billing: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInHelp:
    """A link was sent to the address on file, of which only so much is shown."""

    sent_to: str
    valid_until: Aware


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How many rows about a customer one place holds."""

    place: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What one place held, what is left there and, if anything is, why."""

    place: str
    found: int
    left: int
    why_kept: str = ""
