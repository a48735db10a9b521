"""Orders, from the basket to the invoice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shop.values.base import Address, Aware, Money


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
