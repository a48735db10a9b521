"""Goods and visits as ordinary people speak of them: a few words, one thing after the other, a change of mind."""

import pytest

from store import Purpose
from tests.conversations.conftest import House
from tests.conversations.people import PAID_TWICE, POINTS_AND_REFUND, signed_in


@pytest.mark.parametrize(
    "said",
    [
        "tell me when it's back in",
        "when will it be back?",
        "could you let me know when you get it",
        "can you email me when it comes in",
        "message me when its back",
        "ok let me know then",
        "will you be getting more in?",
    ],
)
async def test_word_of_goods_that_are_not_there_is_a_persons_to_give(house: House, said: str) -> None:
    """No order of theirs is looked for, and nothing is taken for leave to write."""
    ann = house.customer("ann")
    await ann.says("do you have the hayes coat in navy large")
    assert (await ann.says(said)).startswith("When more of the Hayes quilted coat comes in, I can't see. A person")
    assert ann.choices == ["A person, please"]
    assert Purpose.CONTACT not in {grant.purpose for grant in house.memory.consents.grants(ann.known.customer)}


async def test_of_several_that_are_not_there_one_answer_is_given(house: House) -> None:
    """Nobody has to choose first to hear that it isn't known."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("do you have any trainers")
    await kwame.says("do they come in black")
    assert "Court trainers and Road running shoes comes in, I can't see" in await kwame.says("let me know then")


async def test_what_is_not_sold_is_not_watched_for(house: House) -> None:
    """And the offers are not read out for it."""
    ann = house.customer("ann")
    await ann.says("do you have umbrellas")
    assert "can't watch for what we don't sell" in await ann.says("let me know if you get any")


async def test_a_booking_that_is_moved_after_all_is_not_cancelled_next(house: House) -> None:
    """The question whether to cancel it doesn't come back."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("need to cancel my table on monday")
    await priya.says("actually no, can we do tuesday instead same time")
    assert await priya.says("yes") == "Changed: a table for 4 in York, Tuesday 24 November at 12:30."


@pytest.mark.parametrize("said", ["afternoon tea for 2 in bath on saturday 3pm", "lunch for two in bath saturday 3pm"])
async def test_a_meal_for_two_says_how_many(house: House, said: str) -> None:
    """It is not asked again."""
    assert "a table for 2, on Saturday 28 November" in await house.customer("steph").says(f"can I book {said}")
