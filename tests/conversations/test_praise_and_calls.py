"""Praise is no complaint, what was just done is undone, and a call stays the call that was asked for."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import POINTS_AND_REFUND, signed_in


@pytest.mark.parametrize(
    "said",
    ["the lad at bath yesterday walked me to my car. He was so kind, would you tell his manager",
     "Priya in leeds was absolutely lovely to my mum, can you pass on a thank you"],
)  # fmt: skip
async def test_praise_for_somebody_is_no_complaint(house: House, said: str) -> None:
    """Nothing is promised; a person can pass it on."""
    told = await house.customer().says(said)
    assert "went well" in told and "a person can pass it on" in told


async def test_a_complaint_that_was_none_is_struck_off(nadia: Customer) -> None:
    """The promise goes with it."""
    await nadia.says("your staff in leeds were awful and rude to me")
    assert (await nadia.says("actually scrap that, it wasnt a complaint")).startswith("Struck off")
    assert "no open promise" in await nadia.says("what have you promised me")


@pytest.mark.parametrize("said", ["right well take me off it then", "no, remove me"])
async def test_the_club_just_joined_is_left(nadia: Customer, said: str) -> None:
    """It is done, and not only said."""
    await nadia.says("put me in the knitting club")
    assert "no longer in the knitting club" in await nadia.says(said)


async def test_the_hour_counts_more_than_the_part_of_the_day(house: House) -> None:
    """And another hour takes its place; the number on the account is offered."""
    nadia = signed_in(house, POINTS_AND_REFUND)
    assert "that ends in" in await nadia.says("could somebody give me a ring monday afternoon, after two?")
    assert "between 14:00 and" in await nadia.says("the one you have")
    assert "between 15:00 and" in await nadia.says("after three please, I'm at the dentist till half past one")


async def test_ring_me_not_write_is_no_end_of_the_call(nadia: Customer) -> None:
    """The opposite is not done."""
    await nadia.says("ring me on 07700 900412 about my order")
    assert "nobody rings" not in await nadia.says("no i said ring me, not write")


async def test_a_number_beside_the_matter_is_rung(house: House) -> None:
    """Nobody is asked what was said already."""
    told = await house.customer().says("i was overcharged, want to speak to someone, call me on 07700 900412, mornings")
    assert "+447700900412 between 09:00 and 12:00" in told


async def test_whoever_was_rude_themselves_complains_of_nothing(house: House) -> None:
    """No promise is made, and nothing is put on record."""
    reply = await house.customer().says("i feel terrible, I shouted at your girl in the york shop yesterday")
    assert reply == "Thank you for telling me. I keep nothing of it."
