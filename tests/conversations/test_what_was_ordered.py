"""What somebody had from us is listed when they ask: all of it, of a time, of a kind, or the last."""

import pytest

from tests.conversations.conftest import House
from tests.conversations.people import POINTS_AND_REFUND, SOCKS_TWICE_A_YEAR, signed_in

LIST = (
    "13 November: Court trainers, £75.00 (31-6203)\n"
    "30 September: Linen summer shirt and 2 × Bamboo everyday socks, £77.00 (31-6118)"
)


@pytest.mark.parametrize("asked", ["show me my orders", "list my past orders", "what have I ordered this year"])
async def test_all_orders_are_listed_newest_first(house: House, asked: str) -> None:
    assert LIST in await signed_in(house, POINTS_AND_REFUND).says(asked)


@pytest.mark.parametrize(
    ("asked", "number", "other"),
    [
        ("what did I buy last time", "31-6203", "31-6118"),
        ("when did i buy the shirt", "31-6118", "31-6203"),
        ("what did I order in September", "31-6118", "31-6203"),
        ("what did I order this month", "31-6203", "31-6118"),
    ],
)
async def test_the_orders_asked_for_alone(house: House, asked: str, number: str, other: str) -> None:
    reply = await signed_in(house, POINTS_AND_REFUND).says(asked)
    assert number in reply and other not in reply


async def test_old_ones_have_their_year_and_at_most_five_are_shown(house: House) -> None:
    reply = await signed_in(house, SOCKS_TWICE_A_YEAR).says("order history please")
    assert "The newest 5:" in reply and "17 September 2025: Rowe ribbed socks" in reply and reply.count("\n") == 5


async def test_what_was_never_bought_is_said(house: House) -> None:
    kwame = signed_in(house, POINTS_AND_REFUND)
    assert "no such order" in await kwame.says("have I ever bought tea")
    await kwame.chooses("All my orders")
    assert LIST in "\n".join(reply.text for reply in kwame.replies)


@pytest.mark.parametrize(
    "asked", ["where are my orders", "the trainers I bought last month are broken", "what I ordered never came"]
)
async def test_a_trouble_with_an_order_is_no_list(house: House, asked: str) -> None:
    reply = await signed_in(house, POINTS_AND_REFUND).says(asked)
    assert "From the newest on" not in reply
