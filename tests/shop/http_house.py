"""A shop's HTTP API as `docs/connect-your-shop.md` describes it, on a real socket, with the demo house behind."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from shop.errors import (
    NotValid,
    ShopError,
    ShopUnreachable,
    WhichBooking,
    WhichOrder,
    code_of,
)
from shop.places import BookingChange, BookingRequest, SlotQuery, VisitKind
from shop.port import BusinessSystem
from shop.values import (
    Address,
    Basket,
    CustomerRef,
    DetailsChange,
    Item,
    LineChange,
    ProblemReport,
    ProductQuery,
    ReturnRequest,
)

KEY = "a-key-that-the-shop-gave-out"
T = TypeVar("T")


class Asked:
    """One request, taken apart."""

    def __init__(self, handler: BaseHTTPRequestHandler, parts: tuple[str, ...], content: bytes) -> None:
        address = urlsplit(handler.path)
        self.parts = parts
        self.query = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.customer = CustomerRef(unquote(handler.headers.get("Shoebox-Customer", "")))
        self.once = unquote(handler.headers.get("Idempotency-Key", ""))
        self._now = handler.headers.get("Shoebox-Now", "")
        self._content = content

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self._now)

    @property
    def write(self) -> dict[str, Any]:
        return {"once": self.once, "now": self.now}

    def body(self, kind: type[T]) -> T:
        return msgspec.json.decode(self._content, type=kind)


def _search(shop: BusinessSystem, asked: Asked) -> object:
    body = asked.body(dict[str, Any])
    limit = body.pop("limit")
    return shop.products.search(msgspec.convert(body, ProductQuery, strict=False), limit)


def _slots(shop: BusinessSystem, asked: Asked) -> object:
    q = asked.query
    day, kind = date.fromisoformat(q["day"]), VisitKind(q["kind"])
    return shop.bookings.free(SlotQuery(shop=q["shop"], kind=kind, day=day, party=int(q["party"])), asked.now)


Answer = Callable[[BusinessSystem, Asked], object]
NUMBER = "([^/]+)"
ROUTES: list[tuple[str, str, Answer]] = [
    ("GET", "/orders", lambda s, a: s.orders.recent(a.customer, int(a.query["limit"]))),
    ("POST", "/orders", lambda s, a: s.orders.place(a.customer, a.body(Basket), **a.write)),
    ("GET", f"/orders/{NUMBER}", lambda s, a: s.orders.find(a.customer, a.parts[0])),
    ("POST", f"/orders/{NUMBER}/cancel", lambda s, a: s.orders.cancel(a.customer, a.parts[0], **a.write)),
    (
        "PATCH",
        f"/orders/{NUMBER}/lines",
        lambda s, a: s.orders.change(a.customer, a.parts[0], a.body(tuple[LineChange, ...]), **a.write),
    ),
    (
        "POST",
        f"/orders/{NUMBER}/lines",
        lambda s, a: s.orders.add(a.customer, a.parts[0], a.body(Item), **a.write),
    ),
    (
        "PUT",
        f"/orders/{NUMBER}/address",
        lambda s, a: s.orders.redirect(a.customer, a.parts[0], a.body(Address), **a.write),
    ),
    (
        "POST",
        f"/orders/{NUMBER}/returns",
        lambda s, a: s.orders.send_back(a.customer, a.parts[0], a.body(ReturnRequest), **a.write),
    ),
    (
        "POST",
        f"/orders/{NUMBER}/problems",
        lambda s, a: s.orders.report_problem(a.customer, a.parts[0], a.body(ProblemReport), **a.write),
    ),
    ("GET", f"/orders/{NUMBER}/problems", lambda s, a: s.orders.problems(a.customer, a.parts[0])),
    ("GET", f"/orders/{NUMBER}/refunds", lambda s, a: s.orders.refunds(a.customer, a.parts[0])),
    ("GET", "/refunds", lambda s, a: s.orders.refunds(a.customer)),
    ("GET", f"/orders/{NUMBER}/payments", lambda s, a: s.orders.payments(a.customer, a.parts[0])),
    ("GET", f"/orders/{NUMBER}/invoice", lambda s, a: s.orders.invoice(a.customer, a.parts[0])),
    ("POST", "/products/search", _search),
    ("GET", f"/products/{NUMBER}", lambda s, a: s.products.details(a.parts[0])),
    (
        "GET",
        f"/products/{NUMBER}/bought-together",
        lambda s, a: s.products.bought_together(a.parts[0], int(a.query["limit"])),
    ),
    ("GET", "/points", lambda s, a: s.points.balance(a.customer)),
    (
        "POST",
        "/points/redeem",
        lambda s, a: s.points.redeem(a.customer, a.body(dict[str, int])["points"], **a.write),
    ),
    ("GET", "/slots", _slots),
    ("GET", "/bookings", lambda s, a: s.bookings.upcoming(a.customer, now=a.now)),
    ("POST", "/bookings", lambda s, a: s.bookings.make(a.customer, a.body(BookingRequest), **a.write)),
    ("GET", f"/bookings/{NUMBER}", lambda s, a: s.bookings.find(a.customer, a.parts[0], now=a.now)),
    (
        "PATCH",
        f"/bookings/{NUMBER}",
        lambda s, a: s.bookings.change(a.customer, a.parts[0], a.body(BookingChange), **a.write),
    ),
    ("POST", f"/bookings/{NUMBER}/cancel", lambda s, a: s.bookings.cancel(a.customer, a.parts[0], **a.write)),
    ("GET", "/house/shops", lambda s, a: s.house.shops(a.now)),
    ("GET", "/house/offers", lambda s, a: s.house.offers(a.now)),
    ("GET", "/house/delivery-options", lambda s, a: s.house.delivery_options()),
    ("GET", "/house/return-policy", lambda s, a: s.house.return_policy()),
    ("GET", "/house/payment-methods", lambda s, a: s.house.payment_methods()),
    ("GET", "/customer", lambda s, a: s.accounts.details(a.customer)),
    ("PATCH", "/customer", lambda s, a: s.accounts.change(a.customer, a.body(DetailsChange), **a.write)),
    ("POST", "/customer/sign-in-help", lambda s, a: s.accounts.help_sign_in(a.customer, **a.write)),
    ("POST", "/customer/close", lambda s, a: s.accounts.close(a.customer, **a.write)),
    ("GET", "/customer/places", lambda s, a: s.records.places(a.customer)),
    ("GET", "/customer/export", lambda s, a: s.records.export(a.customer)),
    ("DELETE", "/customer", lambda s, a: s.records.erase(a.customer, now=a.now)),
]

_STATUS: dict[type[ShopError], int] = {
    ShopUnreachable: 503,
    NotValid: 422,
    WhichOrder: 409,
    WhichBooking: 409,
}


def _answer(shop: BusinessSystem, handler: BaseHTTPRequestHandler, content: bytes) -> tuple[int, object]:
    if handler.headers.get("Authorization") != f"Bearer {KEY}":
        return 401, {"code": "not-allowed"}
    path = urlsplit(handler.path).path.removeprefix("/api")
    for method, pattern, answer in ROUTES:
        found = re.fullmatch(pattern, path)
        if found and method == handler.command:
            parts = tuple(unquote(text) for text in found.groups())
            return _done(partial(answer, shop, Asked(handler, parts, content)))
    return 404, {"code": ""}


def _done(answer: Callable[[], object]) -> tuple[int, object]:
    try:
        return 200, answer()
    except msgspec.ValidationError:
        return 422, {"code": "not-valid"}
    except ShopError as error:
        status = _STATUS.get(type(error), 404 if code_of(error).startswith("no-such") else 409)
        return status, {"code": code_of(error), "choices": error.choices}


@contextmanager
def serving(shop: BusinessSystem) -> Iterator[str]:
    """The shop's API on a free port of this machine; its base address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status, answer = _answer(shop, self, content)
            body = msgspec.json.encode(answer)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

        def log_message(self, format: str, *args: object) -> None:
            pass

    with served_by(Handler) as address:
        yield address + "/api"


@contextmanager
def served_by(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Any handler on a free port of this machine; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
