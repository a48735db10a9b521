"""Nothing is done on a yes that is none, and what was done by mistake is owned."""

import pytest

from shop.values import OrderStatus
from tests.conversations.conftest import House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    LATE_CASSEROLE,
    PAID_TWICE,
    POINTS_AND_REFUND,
    TWO_TO_SEND_BACK,
    signed_in,
)


@pytest.mark.parametrize(
    ("who", "wish", "answer"),
    [
        (LATE_CASSEROLE, "cancel 31-5120", "ok don't cancel it"),
        (PAID_TWICE, "cancel my order", "ok please dont cancel it"),
        (PAID_TWICE, "cancel my order", "yes, keep it"),
        (BROKEN_TEAPOT, "same tea again please", "ok dont order it"),
        (POINTS_AND_REFUND, "return my trainers money back", "ok dont"),
        (TWO_TO_SEND_BACK, "send back cd player", "yes i mean no sorry"),
        (TWO_TO_SEND_BACK, "send back cd player", "sure, hmm no wait leave it"),
    ],
)
async def test_ok_and_yes_before_a_no_do_nothing(house: House, who: str, wish: str, answer: str) -> None:
    """The orders stand as they stood, and nothing is left to be said yes to."""
    customer = signed_in(house, who)
    before = house.shop.orders.recent(f"account:{who}", 50)
    assert (await customer.says(wish)).endswith("?") or customer.choices
    assert "nothing is changed" in (told := await customer.says(answer)).lower() or "Nothing was changed" in told
    await customer.says("yes")
    assert house.shop.orders.recent(f"account:{who}", 50) == before
    assert "Return R-" not in told


async def test_yes_and_no_at_once_is_asked_again(house: House) -> None:
    """It may mean either, so it means nothing yet."""
    margaret = signed_in(house, LATE_CASSEROLE)
    question = await margaret.says("cancel 31-5120")
    assert (await margaret.says("no actually yes")).endswith(question)
    assert "is cancelled" in await margaret.says("yes")


async def test_what_a_yes_is_tied_to_is_not_dropped(house: House) -> None:
    """What can't be done of it is said before anything is ordered."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    question = await kwame.says("i want to buy the wooden blocks")
    reply = await kwame.says("yes and write happy birthday dad on a card")
    assert "“write happy birthday dad on a card”" in reply and reply.endswith(question)
    assert "Ordered" in await kwame.says("yes please, and thanks")


@pytest.mark.parametrize(
    "regret", ["NO i said DONT cancel, undo that", "i didn't want it cancelled!", "can you bring my order back"]
)
async def test_a_cancelled_order_is_owned_and_can_be_had_again(house: House, regret: str) -> None:
    """It can't be undone; the goods can be ordered again, or a person come."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("cancel 31-5120")
    await margaret.says("yes")
    assert "can't bring it back" in await margaret.says(regret)
    assert "Iron casserole" in await margaret.chooses("Order it again")
    await margaret.says("yes")
    assert house.shop.orders.find(f"account:{LATE_CASSEROLE}", "31-9001").status is OrderStatus.PLACED
