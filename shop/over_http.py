"""The port over a shop's HTTP API, as `docs/connect-your-shop.md` describes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

import msgspec

from shop.errors import NoSuchBooking, WhichBooking
from shop.http_wire import Request, Wire, part
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

T = TypeVar("T")


class ShopOverHttp:
    """`shop.port.BusinessSystem` at a base address, with the key that the shop gave out."""

    def __init__(self, url: str, key: str) -> None:
        wire = Wire(url, key)
        self.orders = OrdersOverHttp(wire)
        self.products = ProductsOverHttp(wire)
        self.points = PointsOverHttp(wire)
        self.bookings = BookingsOverHttp(wire)
        self.house = HouseOverHttp(wire)
        self.accounts = AccountsOverHttp(wire)
        self.records = RecordsOverHttp(wire)


class _Topic:
    """A few calls that have a wire in common."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def _get(self, customer: str, path: str, answer: type[T], **query: str | int) -> T:
        return self._wire.ask(Request(method="GET", path=path, customer=customer, query=query), answer)

    def _write(self, method: str, path: str, answer: type[T], body: object, **who: Any) -> T:
        return self._wire.ask(Request(method=method, path=path, body=body, **who), answer)


class OrdersOverHttp(_Topic):
    """`shop.port.Orders`."""

    def find(self, customer: CustomerRef, number: str) -> Order:
        return self._get(customer, f"/orders/{part(number)}", Order)

    def recent(self, customer: CustomerRef, limit: int = 10) -> tuple[Order, ...]:
        return self._get(customer, "/orders", tuple[Order, ...], limit=limit)

    def place(self, customer: CustomerRef, basket: Basket, *, once: str, now: datetime) -> Order:
        return self._write("POST", "/orders", Order, basket, customer=customer, once=once, now=now)

    def cancel(self, customer: CustomerRef, number: str, *, once: str, now: datetime) -> Order:
        path = f"/orders/{part(number)}/cancel"
        return self._write("POST", path, Order, {}, customer=customer, once=once, now=now)

    def change(
        self, customer: CustomerRef, number: str, changes: tuple[LineChange, ...], *, once: str, now: datetime
    ) -> Order:
        path = f"/orders/{part(number)}/lines"
        return self._write("PATCH", path, Order, changes, customer=customer, once=once, now=now)

    def add(self, customer: CustomerRef, number: str, item: Item, *, once: str, now: datetime) -> Order:
        path = f"/orders/{part(number)}/lines"
        return self._write("POST", path, Order, item, customer=customer, once=once, now=now)

    def redirect(
        self, customer: CustomerRef, number: str, address: Address, *, once: str, now: datetime
    ) -> Order:
        path = f"/orders/{part(number)}/address"
        return self._write("PUT", path, Order, address, customer=customer, once=once, now=now)

    def send_back(
        self, customer: CustomerRef, number: str, request: ReturnRequest, *, once: str, now: datetime
    ) -> Return:
        path = f"/orders/{part(number)}/returns"
        return self._write("POST", path, Return, request, customer=customer, once=once, now=now)

    def report_problem(
        self, customer: CustomerRef, number: str, report: ProblemReport, *, once: str, now: datetime
    ) -> Problem:
        path = f"/orders/{part(number)}/problems"
        return self._write("POST", path, Problem, report, customer=customer, once=once, now=now)

    def problems(self, customer: CustomerRef, number: str) -> tuple[Problem, ...]:
        return self._get(customer, f"/orders/{part(number)}/problems", tuple[Problem, ...])

    def refunds(self, customer: CustomerRef, number: str = "") -> tuple[Refund, ...]:
        path = f"/orders/{part(number)}/refunds" if number else "/refunds"
        return self._get(customer, path, tuple[Refund, ...])

    def payments(self, customer: CustomerRef, number: str) -> tuple[Payment, ...]:
        return self._get(customer, f"/orders/{part(number)}/payments", tuple[Payment, ...])

    def invoice(self, customer: CustomerRef, number: str) -> Invoice:
        return self._get(customer, f"/orders/{part(number)}/invoice", Invoice)


class ProductsOverHttp(_Topic):
    """`shop.port.Products`."""

    def search(self, query: ProductQuery, limit: int = 10) -> tuple[Product, ...]:
        body = {**msgspec.to_builtins(query), "limit": limit}
        return self._write("POST", "/products/search", tuple[Product, ...], body)

    def details(self, product: str) -> Product:
        return self._get("", f"/products/{part(product)}", Product)

    def bought_together(self, product: str, limit: int = 3) -> tuple[BoughtTogether, ...]:
        path = f"/products/{part(product)}/bought-together"
        return self._get("", path, tuple[BoughtTogether, ...], limit=limit)


class PointsOverHttp(_Topic):
    """`shop.port.Points`."""

    def balance(self, customer: CustomerRef) -> PointsBalance:
        return self._get(customer, "/points", PointsBalance)

    def redeem(self, customer: CustomerRef, points: int, *, once: str, now: datetime) -> Redemption:
        body = {"points": points}
        return self._write("POST", "/points/redeem", Redemption, body, customer=customer, once=once, now=now)


class BookingsOverHttp(_Topic):
    """`shop.port.Bookings`."""

    def free(self, query: SlotQuery, now: datetime) -> tuple[Slot, ...]:
        request = Request(method="GET", path="/slots", now=now, query=msgspec.to_builtins(query))
        return self._wire.ask(request, tuple[Slot, ...])

    def make(self, customer: CustomerRef, request: BookingRequest, *, once: str, now: datetime) -> Booking:
        return self._write("POST", "/bookings", Booking, request, customer=customer, once=once, now=now)

    def find(self, customer: CustomerRef, number: str = "", *, now: datetime) -> Booking:
        if number:
            path = f"/bookings/{part(number)}"
            return self._wire.ask(Request(method="GET", path=path, customer=customer, now=now), Booking)
        to_come = self.upcoming(customer, now=now)
        if not to_come:
            raise NoSuchBooking
        if len(to_come) > 1:
            raise WhichBooking(*(booking.number for booking in to_come))
        return to_come[0]

    def upcoming(self, customer: CustomerRef, *, now: datetime) -> tuple[Booking, ...]:
        request = Request(method="GET", path="/bookings", customer=customer, now=now)
        return self._wire.ask(request, tuple[Booking, ...])

    def change(
        self, customer: CustomerRef, number: str, change: BookingChange, *, once: str, now: datetime
    ) -> Booking:
        path = f"/bookings/{part(number)}"
        return self._write("PATCH", path, Booking, change, customer=customer, once=once, now=now)

    def cancel(self, customer: CustomerRef, number: str, *, once: str, now: datetime) -> Booking:
        path = f"/bookings/{part(number)}/cancel"
        return self._write("POST", path, Booking, {}, customer=customer, once=once, now=now)


class HouseOverHttp(_Topic):
    """`shop.port.House`."""

    def shops(self, now: datetime) -> tuple[Shop, ...]:
        return self._wire.ask(Request(method="GET", path="/house/shops", now=now), tuple[Shop, ...])

    def offers(self, now: datetime) -> tuple[Offer, ...]:
        return self._wire.ask(Request(method="GET", path="/house/offers", now=now), tuple[Offer, ...])

    def delivery_options(self) -> tuple[DeliveryOption, ...]:
        return self._get("", "/house/delivery-options", tuple[DeliveryOption, ...])

    def return_policy(self) -> ReturnPolicy:
        return self._get("", "/house/return-policy", ReturnPolicy)

    def payment_methods(self) -> tuple[PaymentMethod, ...]:
        return self._get("", "/house/payment-methods", tuple[PaymentMethod, ...])


class AccountsOverHttp(_Topic):
    """`shop.port.Accounts`."""

    def details(self, customer: CustomerRef) -> CustomerDetails:
        return self._get(customer, "/customer", CustomerDetails)

    def change(
        self, customer: CustomerRef, change: DetailsChange, *, once: str, now: datetime
    ) -> CustomerDetails:
        return self._write(
            "PATCH", "/customer", CustomerDetails, change, customer=customer, once=once, now=now
        )

    def help_sign_in(self, customer: CustomerRef, *, once: str, now: datetime) -> SignInHelp:
        path = "/customer/sign-in-help"
        return self._write("POST", path, SignInHelp, {}, customer=customer, once=once, now=now)

    def close(self, customer: CustomerRef, *, once: str, now: datetime) -> CustomerDetails:
        path = "/customer/close"
        return self._write("POST", path, CustomerDetails, {}, customer=customer, once=once, now=now)


class RecordsOverHttp(_Topic):
    """`shop.port.Records`."""

    def places(self, customer: CustomerRef) -> tuple[Held, ...]:
        return self._get(customer, "/customer/places", tuple[Held, ...])

    def export(self, customer: CustomerRef) -> dict[str, list[dict[str, Any]]]:
        return self._get(customer, "/customer/export", dict[str, list[dict[str, Any]]])

    def erase(self, customer: CustomerRef, *, now: datetime) -> tuple[Erased, ...]:
        request = Request(method="DELETE", path="/customer", customer=customer, now=now)
        return self._wire.ask(request, tuple[Erased, ...])
