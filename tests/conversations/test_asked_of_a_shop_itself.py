"""What a shop's own data don't tell is said not to be known, with its number; days are those that are meant."""

import pytest

from tests.conversations.conftest import House

LEEDS, YORK = "+441134960114", "+441904960208"


@pytest.mark.parametrize(
    "said",
    ["is there somewhere to park near the leeds shop?", "can my dog come in the leeds shop with me, she's tiny",
     "are you hiring at leeds? my son is 18", "it's my glove, i left my glove in the leeds shop on thursday",
     "do you have a nappy changing table in leeds"],
)  # fmt: skip
async def test_who_can_tell_is_named(house: House, said: str) -> None:
    """Neither hours nor a complaint nor an order."""
    assert LEEDS in (told := await house.customer().says(said)) and "09:00" not in told


@pytest.mark.parametrize("more", ["dog??", "and prams, do you allow them?", "no i meant parking"])
async def test_the_shop_just_told_of_is_meant(house: House, more: str) -> None:
    """What is asked next is asked of the same shop."""
    sam = house.customer()
    await sam.says("are dogs allowed in the york shop?")
    told = await sam.says(more)
    assert "York" in told and "Leeds" not in told


@pytest.mark.parametrize(
    ("said", "days"),
    [("are you open new years eve in york, and the day after?", ("31 December", "1 January")),
     ("are you open on boxing day? and what about the 28th, york", ("26 December", "28 December")),
     ("what time does york shut on xmas eve and the monday after", ("24 December", "28 December"))],
)  # fmt: skip
async def test_each_day_is_told(house: House, said: str, days: tuple[str, str]) -> None:
    """By its name, and by the day named before it."""
    told = await house.customer().says(said)
    assert all(day in told for day in days) and "Leeds" not in told


async def test_the_sunday_after_that_follows_the_day_told(house: House) -> None:
    """It goes on about the shop and the day."""
    sam = house.customer()
    await sam.says("is york open on boxing day?")
    assert "Sunday 27 December" in await sam.says("and the sunday after that?")
    assert "Friday 1 January" in await sam.says("and new years day?")


async def test_a_question_behind_the_yes_is_answered(house: House) -> None:
    """The table is booked as well."""
    sam = house.customer()
    await sam.says("can i book a table in york tomorrow at 11 for 3")
    told = await sam.says("yes book it pls, name is Jo. can we bring our own cake in?")
    assert told.startswith("Booked") and YORK in told
