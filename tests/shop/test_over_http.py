"""How the port over HTTP behaves when the shop's side misbehaves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest
from sqlalchemy import Engine

from shop.demo import DemoHouse
from shop.errors import NotAllowed, ShopError, ShopUnreachable
from shop.http_wire import Request, Wire, part
from shop.over_http import ShopOverHttp
from shop.values import PointsBalance
from tests.shop.conftest import NOW
from tests.shop.http_house import served_by, serving
from tests.shop.test_orders import NADIA, TEA

Script = list[tuple[int, bytes]]
BALANCE = b'{"points": 7, "worth": {"amount": "0.07", "currency": "GBP"}, "entries": []}'


class Told:
    """What a scripted shop was asked."""

    def __init__(self) -> None:
        self.requests: list[dict[str, str]] = []


@contextmanager
def scripted(script: Script, told: Told, headers: dict[str, str] | None = None) -> Iterator[str]:
    """A shop that answers by a script, whatever it is asked; the last answer is repeated."""

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            told.requests.append({**dict(self.headers), "path": self.path})
            status, body = script.pop(0) if len(script) > 1 else script[0]
            if status == 0:
                return  # hangs up without a word
            self.send_response(status)
            for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _serve

        def log_message(self, format: str, *args: object) -> None:
            pass

    with served_by(Handler) as address:
        yield address


def ask(address: str) -> PointsBalance:
    request = Request(method="GET", path="/points", customer="account:c-1001")
    return Wire(address, "key", pause=lambda seconds: None).ask(request, PointsBalance)


ANSWERS: list[tuple[Script, type[ShopError] | None, int]] = [
    ([(200, BALANCE)], None, 1),
    ([(503, b""), (200, BALANCE)], None, 2),
    ([(0, b""), (0, b""), (200, BALANCE)], None, 3),
    ([(429, b""), (502, b""), (504, b"")], ShopUnreachable, 3),
    ([(500, b"trace back")], ShopUnreachable, 1),
    ([(200, b"<html>")], ShopUnreachable, 1),
    ([(200, b'{"points": "many"}')], ShopUnreachable, 1),
    ([(200, b"\xff")], ShopUnreachable, 1),
    ([(401, b"")], NotAllowed, 1),
    ([(403, b"")], NotAllowed, 1),
    ([(404, b"nothing here")], ShopError, 1),
    ([(409, b'{"code": "made-up"}')], ShopError, 1),
    ([(301, b"")], ShopUnreachable, 1),
]


@pytest.mark.parametrize(("script", "refusal", "tries"), ANSWERS)
def test_every_answer_has_a_meaning(script: Script, refusal: type[ShopError] | None, tries: int) -> None:
    """A passing failure is tried again, at most twice; all else is one ShopError, never another exception."""
    told = Told()
    with scripted(list(script), told) as address:
        if refusal is None:
            assert ask(address).points == 7
        else:
            with pytest.raises(ShopError) as caught:
                ask(address)
            assert type(caught.value) is refusal
    assert len(told.requests) == tries


def test_nobody_there_is_unreachable() -> None:
    """A shop that does not listen is unreachable."""
    with served_by(BaseHTTPRequestHandler) as address:
        pass
    with pytest.raises(ShopUnreachable):
        ask(address)


def test_a_naive_time_from_a_shop_is_refused() -> None:
    """A time without an offset could mean any hour, so the answer counts for nothing."""
    entry = b'{"points": 1, "reason": "x", "at": "2026-11-21T10:00:00"}'
    body = BALANCE.replace(b"[]", b"[" + entry + b"]")
    with scripted([(200, body)], Told()) as address, pytest.raises(ShopUnreachable):
        ask(address)


def test_the_customer_is_named_in_a_header_and_never_in_the_address() -> None:
    """No customer appears in an address, which servers write into their logs; no cookie comes back."""
    told = Told()
    with scripted([(200, BALANCE)], told, {"Set-Cookie": "who=nadia; Path=/"}) as address:
        shop = ShopOverHttp(address, "key")
        shop.points.balance(NADIA)
        shop.points.balance(NADIA)
    assert told.requests[0]["Shoebox-Customer"] == NADIA
    assert told.requests[0]["Authorization"] == "Bearer key"
    assert all("c-1001" not in request["path"] for request in told.requests)
    assert "Cookie" not in told.requests[1]


def test_a_write_repeated_after_a_lost_answer_takes_effect_once(sqlite_engine: Engine) -> None:
    """When the answer to a write is lost on the way, the next try with its key gets the first one's answer."""
    house = DemoHouse(sqlite_engine)
    with serving(house) as address:
        shop = ShopOverHttp(address, "a-key-that-the-shop-gave-out")
        first = shop.orders.place(NADIA, TEA, once="k", now=NOW)
        assert shop.orders.place(NADIA, TEA, once="k", now=NOW) == first
    assert len(house.orders.recent(NADIA)) == 4


def test_the_wrong_key_opens_nothing(sqlite_engine: Engine) -> None:
    """A shop that does not know our key lets nothing out."""
    with serving(DemoHouse(sqlite_engine)) as address, pytest.raises(NotAllowed):
        ShopOverHttp(address, "another").orders.recent(NADIA)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("31-4471", "31-4471"),
        ("#12", "%2312"),
        ("../../points", "points"),
        ("..", "-"),
        ("", "-"),
        ("a/b?c", "abc"),
    ],
)
def test_what_people_type_leads_nowhere_else(typed: str, sent: str) -> None:
    """Words typed by a customer stay one part of an address."""
    assert part(typed) == sent


def test_the_key_follows_no_redirect() -> None:
    """A redirect is not followed, so that the key is shown to nobody else."""
    told = Told()
    with (
        scripted([(200, BALANCE)], told) as elsewhere,
        scripted([(302, BALANCE)], Told(), {"Location": elsewhere}) as address,
        pytest.raises(ShopUnreachable),
    ):
        ask(address)
    assert told.requests == []


def test_an_answer_is_read_whatever_else_a_shop_adds() -> None:
    """Fields that we do not know are passed over."""
    body = BALANCE[:-1] + b', "tier": "gold"}'
    with scripted([(200, body)], Told()) as address:
        assert ask(address).points == 7
