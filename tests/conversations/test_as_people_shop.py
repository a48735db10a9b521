"""Goods and visits as ordinary people speak of them: a few words, one thing after the other, a change of mind."""

import pytest

from store import Purpose
from tests.conversations.conftest import House
from tests.conversations.people import LOCKED_OUT, PAID_TWICE, POINTS_AND_REFUND, SOCKS_TWICE_A_YEAR, signed_in


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


async def test_a_shop_spoken_of_stays_the_one_that_is_asked_about(house: House) -> None:
    """Tomorrow, the station and toilets are asked of the shop just told of; a café is where a table is booked."""
    sue = house.customer("sue")
    await sue.says("when do you shut in york")
    assert await sue.says("and tomorrow?") == "Larkin & Rowe York is open on Sunday 22 November: 11:00 to 16:30."
    assert "A table can be booked in Leeds, York and Bath." in await sue.says("do you have a cafe there")
    assert "dogs" in await sue.says("is it dog friendly")
    await sue.says("is the leeds shop open on boxing day")
    assert await sue.says("is it near the train station") == (
        "Larkin & Rowe Leeds: Eight minutes from the station, in the arcade; level access."
    )
    assert "Larkin & Rowe Leeds says nothing of toilets" in await sue.says("do you have toilets")


async def test_the_menu_is_asked_after_and_no_note_for_the_shop(house: House) -> None:
    """The booking goes on, with nothing written on it."""
    steph = house.customer("steph")
    await steph.says("can I book a table for two in bath saturday 3pm")
    reply = await steph.says("is there anything vegan on the menu")
    assert "says nothing of what's on the menu" in reply and "with a note" not in reply


async def test_how_long_a_parcel_waits_in_the_shop_is_no_question_of_memory(house: House) -> None:
    """It is told with the ways of delivery."""
    gary = house.customer("gary")
    await gary.says("do you do click and collect")
    assert "kept for ten days" in await gary.says("how long do they keep it for")


@pytest.mark.parametrize("said", ["any other colour?", "any other sizes"])
async def test_another_colour_or_size_is_of_the_one_in_view(house: House, said: str) -> None:
    """And looks for nothing else."""
    paul = house.customer("paul")
    await paul.says("do you have ripon brogues in 43, tan")
    assert (await paul.says(said)).startswith("Ripon brogues, in stock: black")


async def test_a_size_is_of_the_one_in_view(house: House) -> None:
    """Though there are more in it."""
    liz = house.customer("liz")
    await liz.says("do you sell mens jumpers")
    await liz.says("whats the cream one made of")
    assert "XL: Pennine cotton jumper" in await liz.says("and do you have it in XL")


async def test_record_players_are_no_records(house: House) -> None:
    """Though a record is in view."""
    kev = house.customer("kev")
    await kev.says("whats brass from the dales like")
    assert "Belt-drive turntable" in await kev.says("and do u sell record players")


async def test_what_was_had_last_time_is_told(house: House) -> None:
    """However it is asked."""
    assert "31-0130" in await signed_in(house, SOCKS_TWICE_A_YEAR).says("can u tell me what socks i got last time")


async def test_points_are_used_and_no_order_changed(house: House) -> None:
    """Right after they were told."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("how many points have i got")
    assert "become a voucher" in await owen.says("can i use them on my next order")
