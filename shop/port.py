"""The one port through which the assistant meets the business behind it.

Every method is synchronous and safe to call from many worker threads. A customer only ever
meets their own: somebody else's order or booking is answered exactly as one that does not exist.

Every write takes `once`, a key of the caller's (1 to 200 characters): the same key again, by
the same customer, changes nothing and gives the first answer; with another request it raises
`OnceUsed`. `now` is the moment meant, aware. All raise `ShopError` and nothing else.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from shop.places import (
    Booking,
    BookingChange,
    BookingRequest,
    DeliveryOption,
    Offer,
    PaymentMethod,
    ReturnPolicy,
    Shop,
    Slot,
    SlotQuery,
)
from shop.values import (
    Address,
    Basket,
    BoughtTogether,
    CustomerDetails,
    CustomerRef,
    DetailsChange,
    Erased,
    Held,
    Invoice,
    Item,
    LineChange,
    Order,
    Payment,
    PointsBalance,
    Problem,
    ProblemReport,
    Product,
    ProductQuery,
    Redemption,
    Refund,
    Return,
    ReturnRequest,
    SignInHelp,
)


class Orders(Protocol):
    """Orders, from basket to refund. `number` may be loose: `12`, `#4471`, `317704`."""

    def find(self, customer: CustomerRef, number: str) -> Order:
        """The customer's own order; NoSuchOrder, or WhichOrder with the numbers that fit as choices."""

    def recent(self, customer: CustomerRef, limit: int = 10) -> tuple[Order, ...]:
        """The customer's orders, newest first."""

    def place(self, customer: CustomerRef, basket: Basket, *, once: str, now: datetime) -> Order:
        """Order it. NoSuchProduct, WhichVariant, OutOfStock, NoAddress, NoSuchVoucher, NotValid."""

    def cancel(self, customer: CustomerRef, number: str, *, once: str, now: datetime) -> Order:
        """Cancel and refund what has not left the house; else TooLate. AlreadyDone if cancelled before."""

    def change(
        self, customer: CustomerRef, number: str, changes: tuple[LineChange, ...], *, once: str, now: datetime
    ) -> Order:
        """Change size, colour or quantity of lines before the order leaves the house; all of it or nothing.
        TooLate, NoSuchLine, OutOfStock, WhichVariant, NothingLeft, NotValid."""

    def add(self, customer: CustomerRef, number: str, item: Item, *, once: str, now: datetime) -> Order:
        """Add something to an order. TooLate, NoSuchProduct, WhichVariant, OutOfStock, NotValid."""

    def redirect(
        self, customer: CustomerRef, number: str, address: Address, *, once: str, now: datetime
    ) -> Order:
        """Deliver this one order elsewhere; TooLate once it has left the house."""

    def send_back(
        self, customer: CustomerRef, number: str, request: ReturnRequest, *, once: str, now: datetime
    ) -> Return:
        """Begin a return or exchange. NotYetDelivered, TooLate after the policy's days, AlreadyDone,
        NoSuchLine, OutOfStock."""

    def report_problem(
        self, customer: CustomerRef, number: str, report: ProblemReport, *, once: str, now: datetime
    ) -> Problem:
        """Put a problem on record and begin what was wished for. NoSuchLine with the line numbers as choices
        when a refund or replacement is wished for and it isn't clear of what, OutOfStock, AlreadyDone."""

    def problems(self, customer: CustomerRef, number: str) -> tuple[Problem, ...]:
        """Every problem that this order had, oldest first."""

    def refunds(self, customer: CustomerRef, number: str = "") -> tuple[Refund, ...]:
        """The customer's refunds, or those of one order, newest first."""

    def payments(self, customer: CustomerRef, number: str) -> tuple[Payment, ...]:
        """Every attempt to take money for this order, oldest first."""

    def invoice(self, customer: CustomerRef, number: str) -> Invoice:
        """The invoice of an order."""


class Products(Protocol):
    """The catalogue, the same for everybody."""

    def search(self, query: ProductQuery, limit: int = 10) -> tuple[Product, ...]:
        """What fits, best first; empty when nothing does."""

    def details(self, product: str) -> Product:
        """A product by its id or one of its skus; NoSuchProduct."""

    def bought_together(self, product: str, limit: int = 3) -> tuple[BoughtTogether, ...]:
        """What others bought with it, most often first; NoSuchProduct."""


class Points(Protocol):
    """Loyalty points; a balance is never below zero."""

    def balance(self, customer: CustomerRef) -> PointsBalance:
        """Points now, their worth, and the newest entries first; zero for people without any."""

    def redeem(self, customer: CustomerRef, points: int, *, once: str, now: datetime) -> Redemption:
        """Turn points into a voucher. NotEnoughPoints, NotValid for none or less."""


class Bookings(Protocol):
    """Visits: a table, a fitting, an appointment."""

    def free(self, query: SlotQuery, now: datetime) -> tuple[Slot, ...]:
        """Times that can still be booked that day, earliest first; empty when closed or full. NoSuchShop."""

    def make(self, customer: CustomerRef, request: BookingRequest, *, once: str, now: datetime) -> Booking:
        """SlotTaken with the day's nearest free times (RFC 3339) as choices, NoSuchShop, NotValid."""

    def find(self, customer: CustomerRef, number: str = "", *, now: datetime) -> Booking:
        """The booking with that number, without one the only booking to come. NoSuchBooking, WhichBooking."""

    def upcoming(self, customer: CustomerRef, *, now: datetime) -> tuple[Booking, ...]:
        """The customer's bookings to come, soonest first."""

    def change(
        self, customer: CustomerRef, number: str, change: BookingChange, *, once: str, now: datetime
    ) -> Booking:
        """Move or resize a booking; else the old one stands. NoSuchBooking, SlotTaken, TooLate, NotValid."""

    def cancel(self, customer: CustomerRef, number: str, *, once: str, now: datetime) -> Booking:
        """Cancel a booking. NoSuchBooking, AlreadyDone, TooLate once it has begun."""


class House(Protocol):
    """What the house says of itself, the same for everybody."""

    def shops(self, now: datetime) -> tuple[Shop, ...]:
        """The shops with address, hours and the special days of the coming twelve months."""

    def offers(self, now: datetime) -> tuple[Offer, ...]:
        """What is on offer to everybody on that day."""

    def delivery_options(self) -> tuple[DeliveryOption, ...]:
        """The ways of delivery."""

    def return_policy(self) -> ReturnPolicy:
        """The rules for returns and refunds."""

    def payment_methods(self) -> tuple[PaymentMethod, ...]:
        """How one can pay."""


class Accounts(Protocol):
    """What the shop has on file of a customer."""

    def details(self, customer: CustomerRef) -> CustomerDetails:
        """What is on file; empty details for people the shop doesn't know."""

    def change(
        self, customer: CustomerRef, change: DetailsChange, *, once: str, now: datetime
    ) -> CustomerDetails:
        """Change what is given. NotValid."""

    def help_sign_in(self, customer: CustomerRef, *, once: str, now: datetime) -> SignInHelp:
        """Unlock the account and send a link to set a new password. NoAccount."""

    def close(self, customer: CustomerRef, *, once: str, now: datetime) -> CustomerDetails:
        """Close the account; open orders are still delivered. NoAccount, AlreadyDone."""


class Records(Protocol):
    """The customer's rights over what the shop itself holds."""

    def places(self, customer: CustomerRef) -> tuple[Held, ...]:
        """Every place with personal data, and how many rows of this customer it holds."""

    def export(self, customer: CustomerRef) -> dict[str, list[dict[str, Any]]]:
        """Everything held of this customer, by place, as plain JSON values."""

    def erase(self, customer: CustomerRef, *, now: datetime) -> tuple[Erased, ...]:
        """Erase it all but what the law keeps, without the name; counts re-read afterwards. Twice is once."""


class BusinessSystem(Protocol):
    """The business behind the assistant."""

    @property
    def orders(self) -> Orders: ...
    @property
    def products(self) -> Products: ...
    @property
    def points(self) -> Points: ...
    @property
    def bookings(self) -> Bookings: ...
    @property
    def house(self) -> House: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def records(self) -> Records: ...
