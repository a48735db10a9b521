"""Why it takes so long is asked of the refund or the order that was spoken of, not of how we know it."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, LATE_CASSEROLE, POINTS_AND_REFUND, signed_in

WHYS = ["why so long", "why does it take so long?", "why is it taking this long", "what's the hold up?"]


@pytest.mark.parametrize("why", WHYS)
async def test_after_a_refund(house: House, why: str) -> None:
    """How long refunds take, when this one is there, and who looks if it isn't."""
    joan = signed_in(house, POINTS_AND_REFUND)
    await joan.says("where's my refund?")
    answer = await joan.says(why)
    assert "up to 5 working days" in answer and "23 November" in answer
    assert joan.choices == ["A person, please"]


@pytest.mark.parametrize("why", WHYS)
async def test_after_a_late_order(house: House, why: str) -> None:
    """No cause is made up."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("where is my order?")
    answer = await margaret.says(why)
    assert "31-5120" in answer and "I won't guess; a person can find out" in answer


async def test_after_an_order_that_is_in_time(house: House) -> None:
    """Nothing is written of a delay."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("where is my coat?")
    assert "nothing is written of a delay" in await nadia.says("why does it take so long?")


async def test_after_the_ways_of_delivery(nadia: Customer) -> None:
    """The quickest is named."""
    await nadia.says("what are your delivery options?")
    assert "The quickest is this:\nNext working day" in await nadia.says("why so long?")


async def test_why_we_said_something_is_still_that(house: House) -> None:
    """Other whys are about our words."""
    joan = signed_in(house, POINTS_AND_REFUND)
    await joan.says("where's my refund?")
    assert "up to 5 working days" not in await joan.says("why did you say that?")
