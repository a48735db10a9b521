"""What is said between the assistant and the business: orders, products, points and people.

Everything is frozen. Times are aware, money is a Decimal with its currency, and an empty
string or tuple means "not given". Bookings and the house's own facts are in `shop.places`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, NewType

import msgspec

Aware = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time that knows its offset; an answer with any other is refused."""

CustomerRef = NewType("CustomerRef", str)
"""Who is meant, opaque to the shop: `account:c-1001`, or an identity's id for people without an account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount with two decimal places."""

    amount: Decimal
    currency: str = "GBP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where something is delivered or billed."""

    name: str
    street: str
    town: str
    postcode: str
    country: str = "GB"


# --- orders ---------------------------------------------------------------------------------------


class OrderStatus(StrEnum):
    """Where an order stands; `placed` and `packed` have not left the house."""

    PLACED = "placed"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One line of an order; `line` counts from 1 and stays the same for the order's life."""

    line: int
    sku: str
    product: str
    name: str
    category: str
    quantity: int
    unit_price: Money
    total: Money
    size: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order as it stands now; `promised_at` is the first day named, `expected_at` the present one."""

    number: str
    status: OrderStatus
    placed_at: Aware
    lines: tuple[OrderLine, ...]
    delivery_fee: Money
    discount: Money
    total: Money
    delivery: str
    pay_with: str
    deliver_to: Address | None = None
    promised_at: Aware | None = None
    expected_at: Aware | None = None
    delivered_at: Aware | None = None
    carrier: str = ""
    tracking: str = ""
    tracking_url: str = ""
    packaging: str = ""
    invoice_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something wanted: a product's id or sku, with as much of size and colour as tells it apart."""

    product: str
    quantity: int = 1
    size: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """What to order and how; without `deliver_to` it goes to the address on file."""

    items: tuple[Item, ...]
    deliver_to: Address | None = None
    delivery: str = "standard"
    pay_with: str = "link"
    voucher: str = ""
    packaging: str = ""
    invoice_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """What one line shall become; what is empty or None stays, quantity 0 takes the line out."""

    line: int
    size: str = ""
    colour: str = ""
    quantity: int | None = None


class Wish(StrEnum):
    """What a customer wants for something sent back or wrong."""

    REFUND = "refund"
    EXCHANGE = "exchange"
    REPLACEMENT = "replacement"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRequest:
    """What is to come back, how many of it, and what for; size and colour are those of the exchange."""

    line: int
    quantity: int = 1
    wish: Wish = Wish.REFUND
    reason: str = ""
    size: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A return under way; `instructions` are the shop's own words on how to send it."""

    number: str
    order: str
    line: int
    quantity: int
    wish: Wish
    requested_at: Aware
    send_by: date
    instructions: str
    refund: Money | None = None


class ProblemKind(StrEnum):
    """What is wrong."""

    DAMAGED = "damaged"
    WRONG = "wrong"
    MISSING = "missing"
    FAULTY = "faulty"
    LATE = "late"
    PAYMENT = "payment"
    POINTS = "points"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemReport:
    """What is wrong with an order, or with one line of it, in the customer's words."""

    kind: ProblemKind
    words: str = ""
    wish: Wish = Wish.NONE
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A problem on record; `times` says how often this order had one of its kind, this one included."""

    number: str
    order: str
    kind: ProblemKind
    wish: Wish
    times: int
    reported_at: Aware
    line: int | None = None
    words: str = ""
    settled_at: Aware | None = None


class RefundStatus(StrEnum):
    """How far a refund is."""

    REQUESTED = "requested"
    APPROVED = "approved"
    PAID = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money on its way back, and by when it is there."""

    order: str
    amount: Money
    status: RefundStatus
    requested_at: Aware
    expected_by: date
    method: str
    paid_at: Aware | None = None


class PaymentStatus(StrEnum):
    """What became of a payment."""

    TAKEN = "taken"
    FAILED = "failed"
    PENDING = "pending"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One attempt to take money for an order."""

    order: str
    amount: Money
    status: PaymentStatus
    method: str
    at: Aware


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """The invoice of an order; `total` includes `vat`."""

    number: str
    order: str
    issued_at: Aware
    lines: tuple[OrderLine, ...]
    delivery_fee: Money
    discount: Money
    vat: Money
    total: Money
    billed_to: Address | None = None
    url: str = ""


# --- products -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A share of what something is made of, in per cent."""

    name: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One thing on the shelf: a product in one size and colour, and how many are there."""

    sku: str
    size: str
    colour: str
    stock: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product with what it is, what it is good for, how to care for it, reuse it and give it back."""

    id: str
    name: str
    category: str
    department: str
    description: str
    price: Money
    materials: tuple[Material, ...]
    traits: tuple[str, ...]
    variants: tuple[Variant, ...]
    contains: tuple[str, ...] = ()
    care: str = ""
    reuse: str = ""
    give_back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductQuery:
    """What is looked for. All `needs` must be met; nothing in `avoid` may be in it, under any name."""

    words: str = ""
    category: str = ""
    colour: str = ""
    size: str = ""
    material: str = ""
    price_from: Decimal | None = None
    price_to: Decimal | None = None
    needs: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoughtTogether:
    """A product that `customers` others bought as well; never fewer than five of them."""

    product: str
    name: str
    customers: int


# --- points ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsEntry:
    """Points gained (above zero) or used (below), and for what."""

    points: int
    reason: str
    at: Aware
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsBalance:
    """Points and what they are worth now, with the newest entries first."""

    points: int
    worth: Money
    entries: tuple[PointsEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemption:
    """Points turned into a voucher for the next order."""

    points: int
    voucher: str
    worth: Money
    points_left: int


# --- people ---------------------------------------------------------------------------------------


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


# --- what is held of a customer -------------------------------------------------------------------


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
