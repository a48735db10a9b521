"""The shop's system is down or talks nonsense, over a real connection: the customer hears it plainly."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from shop.errors import ShopUnreachable
from shop.over_http import ShopOverHttp
from shop.port import BusinessSystem
from store import Purpose
from tests.conversations.books import shop_rows
from tests.conversations.conftest import OpenHouse
from tests.conversations.people import COAT_ON_ITS_WAY, PAID_TWICE, signed_in
from tests.conversations.told import allow
from tests.shop.http_house import KEY, served_by, serving

WISHES = (
    "where is my order?",
    "cancel my order",
    "change the coat in my order to size L",
    "the usual please",
    "I'd like to buy a glass teapot",
    "I want to return the jumper",
    "my teapot came broken",
    "my new address is 12 High Street, York YO1 7HH",
    "change my email to nadia.new@example.org",
    "I need an invoice for order 31-0012",
    "you took the money twice for my order",
    "I can't sign in",
    "how many points do I have?",
    "my points from the last order are missing",
    "I want to use 500 points",
    "where is my refund?",
    "do you have the hayes coat in navy in M?",
    "can you recommend a warm coat?",
    "what offers are there?",
    "what does delivery cost?",
    "what's your return policy?",
    "how can I pay?",
    "when are you open?",
    "book a table for two in York tomorrow at 1pm",
    "when is my table?",
    "move my table to 13:30",
    "cancel my table",
)
HONEST = ("I can't reach the shop's system", "nothing was changed")


def answering(status: int, body: bytes) -> type[BaseHTTPRequestHandler]:
    """A shop that answers everything alike; 0 hangs up without a word."""

    class Shop(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if not status:
                return
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Shop


BROKEN = {
    "down": answering(503, b""),
    "failing": answering(500, b"Traceback (most recent call last)"),
    "not a shop": answering(200, b"<html>It works!</html>"),
    "our key is refused": answering(401, b""),
}


@pytest.fixture(params=BROKEN, ids=lambda name: name)
def broken_shop(request: pytest.FixtureRequest) -> Iterator[ShopOverHttp]:
    with served_by(BROKEN[request.param]) as address:
        yield ShopOverHttp(address, KEY)


async def test_whatever_is_wished_for_the_answer_is_honest(
    tmp_path: Path, open_house: OpenHouse, broken_shop: ShopOverHttp
) -> None:
    """Nothing is claimed, nothing of the failure is shown, and a person is one press away, each time."""
    with open_house(tmp_path, broken_shop) as house:
        for wish in WISHES:
            customer = house.customer(COAT_ON_ITS_WAY + wish, "account")
            heard = await customer.says(wish)
            assert all(words in heard for words in HONEST), (wish, heard)
            assert "A person, please" in customer.choices, wish


async def test_a_greeting_needs_no_shop(tmp_path: Path, open_house: OpenHouse, broken_shop: ShopOverHttp) -> None:
    """Whoever allowed us to think of their order is greeted all the same while it can't be looked up."""
    with open_house(tmp_path, broken_shop) as house:
        nadia = signed_in(house, COAT_ON_ITS_WAY)
        allow(house, nadia, Purpose.MEMORY, Purpose.PERSONALISE)
        assert (await nadia.says("hello")).startswith("Hello")


async def test_an_account_is_not_said_to_be_closed(
    tmp_path: Path, open_house: OpenHouse, broken_shop: ShopOverHttp
) -> None:
    """What the shop could not be told to do is not claimed."""
    with open_house(tmp_path, broken_shop) as house:
        nadia = signed_in(house, COAT_ON_ITS_WAY)
        await nadia.says("please close my account")
        assert "the account closes today" not in await nadia.says("yes")
        assert "A person, please" in nadia.choices


class GoesAway:
    """A shop that is there until it isn't."""

    def __init__(self, shop: BusinessSystem) -> None:
        self._shop = shop
        self.gone = False

    def __getattr__(self, name: str) -> Any:
        if self.gone:
            raise ShopUnreachable
        return getattr(self._shop, name)


async def test_a_shop_that_goes_away_before_the_yes_changes_nothing(tmp_path: Path, open_house: OpenHouse) -> None:
    """The yes is answered honestly; what was told is let go, and nothing is in the shop's books."""
    with open_house(tmp_path) as own:
        shop = GoesAway(own.shop)
        with serving(shop) as address, open_house(tmp_path / "front", ShopOverHttp(address, KEY)) as house:
            priya = signed_in(house, PAID_TWICE)
            assert "Shall I cancel it?" in await priya.says("please cancel my order")
            before, shop.gone = shop_rows(own), True
            heard = await priya.says("yes")
            assert all(words in heard for words in HONEST) and "A person, please" in priya.choices
            assert shop_rows(own) == before
