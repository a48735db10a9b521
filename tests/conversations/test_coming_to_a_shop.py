"""Coming to a shop: workshops there are none of, an hour behind a day, what the shop must know, a coat to try on."""

import pytest

from tests.conversations.conftest import House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    LATE_CASSEROLE,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    signed_in,
)


@pytest.mark.parametrize("text", ["i want to come to a workshop in york", "do you run any classes?"])
async def test_what_cannot_be_booked_is_said_with_what_can(house: House, text: str) -> None:
    """No hours of a shop instead of an answer."""
    nadia = house.customer()
    assert "What can be booked is a table, a fitting or advice." in await nadia.says(text)
    assert nadia.choices == ["A table", "A fitting", "Advice"]


async def test_an_hour_behind_the_day_is_taken(house: House) -> None:
    """ "Tomorrow 12" is noon."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    assert "22 November at 12:00" in await arthur.says("book a table in leeds for 2 tomorrow 12")


async def test_the_day_of_the_wedding_is_not_the_day_of_the_fitting(house: House) -> None:
    """What it is for has a day of its own."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    asked = await arthur.says("got a wedding in March, can i book a fitting in bath next week")
    assert "November" in asked and "March" not in asked


async def test_times_are_told_with_their_day(house: House) -> None:
    """Nobody chooses an hour of they know not which day."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("book a table in york for tomorrow 1pm for 2")
    asked = await arthur.says("no, next week, in Bath. Wednesday afternoon")
    assert "on Wednesday 25 November:" in asked


async def test_what_the_shop_must_know_goes_with_the_booking(house: House) -> None:
    """It is read back before the yes; what comes after the booking a person sees to."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    asked = await arthur.says("book a table in york tomorrow at 1pm for 4, one of us is in a wheelchair")
    assert "with a note for the shop: “one of us is in a wheelchair”. Shall I book it?" in asked
    assert "Booked" in await arthur.says("yes")
    assert "the shop should know" in await arthur.says("can you do a high chair")
    assert "A person, please" in arthur.choices


@pytest.mark.parametrize("text", ["cancel it sorry, plans changed", "oh sorry can you cancel that"])
async def test_cancel_it_after_a_booking_is_the_booking(house: House, text: str) -> None:
    """Nobody's socks are meant, and nothing is cancelled before the yes."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("book me a fitting in bath on wednesday at 2pm")
    await arthur.says("yes")
    assert "Shall I cancel a fitting in Bath" in await arthur.says(text)


async def test_to_try_it_on_is_a_fitting(house: House) -> None:
    """The order that was begun is left, and no other is touched."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("i'd like to order the hayes coat")
    asked = await margaret.says("i dont want to order, i want to try it on in bath")
    assert asked == "Dropped. Nothing was changed.\nOn which day?"
    assert "a fitting" in await margaret.says("wednesday at 2pm")


async def test_what_happens_at_a_fitting_is_not_made_up(house: House) -> None:
    """There is no description of it, so a person can tell."""
    reply = await house.customer().says("could you tell me what a fitting involves?")
    assert "I won't make one up" in reply


@pytest.mark.parametrize(
    "text", ["can you put the hayes coat aside for me in leeds", "do u hold something for me"]
)
async def test_nothing_is_put_aside_from_here(house: House, text: str) -> None:
    """Said plainly, with a person who can ask."""
    guest = signed_in(house, BROKEN_TEAPOT)
    assert "can't have anything put aside" in await guest.says(text)
    assert guest.choices == ["A person, please"]


@pytest.mark.parametrize(
    "text", ["sunday opening times?", "are you open on sundays", "what are your hours on sundays?"]
)
async def test_the_hours_of_a_day_of_the_week(house: House, text: str) -> None:
    """Sundays are told by the next Sunday."""
    reply = await house.customer().says(text)
    assert "Sunday 22 November" in reply and "11:00 to 16:30" in reply


async def test_how_near_a_shop_is_is_not_known(house: House) -> None:
    """Where they are is told instead."""
    reply = await house.customer().says("which shop is nearest to harrogate")
    assert reply.startswith("How far each is from you I can't work out") and "Leeds" in reply


async def test_the_shop_just_asked_about_is_the_one_meant(house: House) -> None:
    """It is read back before the yes."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("what time do you close today in leeds")
    asked = await arthur.says("can I book a fitting for saturday at 2:30pm")
    assert "Leeds" in asked and asked.endswith("Shall I book it?")


@pytest.mark.parametrize("who, party", [("me and my husband", "2"), ("just the two of us", "2"), ("just me", "one")])
async def test_who_comes_may_be_told_instead_of_how_many(house: House, who: str, party: str) -> None:
    """Nobody has to count themselves."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("can I book a table in bath on friday at 1pm")
    assert f"a table for {party}, on Friday" in await margaret.says(who)


async def test_guests_at_home_are_no_booking(house: House) -> None:
    """What is told of a late order is heard as that."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("the casserole was meant to be here on monday")
    reply = await margaret.says("I've got eight people for dinner on saturday")
    assert reply.startswith("I'm sorry") and "In which shop?" not in reply


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("do i need to book", "Whether you must isn't written here."),
        ("can we just turn up", "Whether you must isn't written here."),
        ("what do you charge for a fitting", "What it costs isn't written here"),
        ("which shops have the fitting thing", "A fitting can be booked in Leeds, York and Bath."),
        ("which shops do advice", "Advice can be booked in Leeds and Bath."),
        ("where can we have tea", "A table can be booked in Leeds, York and Bath."),
    ],
)
async def test_what_is_asked_of_coming_begins_no_booking(house: House, asked: str, told: str) -> None:
    """Nobody's own booking is told instead, and no shop called "book" is looked for."""
    assert (await signed_in(house, COAT_ON_ITS_WAY).says(asked)).startswith(told)


async def test_what_is_asked_of_coming_leaves_the_booking_where_it_was(house: House) -> None:
    """Its question stands again below."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    question = await kwame.says("book a fitting in leeds tomorrow at 2pm")
    reply = await kwame.says("what do you charge for a fitting")
    assert reply.startswith("What it costs isn't written here") and reply.endswith(question)


async def test_noon_is_no_afternoon(house: House) -> None:
    """The first hour offered lies behind it."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("book a table in york for 2")
    assert (await kwame.says("saturday afternoon")).endswith("12:30, 14:30, 16:00?")


@pytest.mark.parametrize("text", ["make it 3", "can I change that to 3", "actually can we make it three people"])
async def test_a_bare_number_changes_how_many_sit_at_a_table(house: House, text: str) -> None:
    """No order is meant before the yes to a booking."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("book a table in york for 2 tomorrow at 2pm")
    assert await kwame.says(text) == "In York, a table for 3, on Sunday 22 November at 14:00. Shall I book it?"


async def test_a_bare_number_changes_the_hour_of_a_fitting(house: House) -> None:
    """Nobody counts heads there."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("book a fitting in leeds tomorrow at 2pm")
    assert "22 November at 15:00. Shall I book it?" in await kwame.says("can I change that to 3")


async def test_cancel_it_is_of_the_booking_being_moved(house: House) -> None:
    """The order that was spoken of another day stays out of it, and the move is not come back to."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("can i move my fitting to friday")
    assert (await nadia.says("actually can you cancel it")).startswith("Shall I cancel a fitting in Leeds, Tuesday 24")
    assert await nadia.says("no") == "All right, nothing is changed."


async def test_cancel_it_lets_go_what_is_not_booked_yet(house: House) -> None:
    """No order is looked for."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("book a table in york for 2 tomorrow at 2pm")
    assert await kwame.says("actually cancel that") == "Dropped. Nothing was changed."


async def test_the_same_time_on_another_day_orders_nothing(house: House) -> None:
    """It is the hour told before, and no order of old."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("can I book advice in bath on thursday")
    await margaret.says("11")
    await margaret.says("actually friday would be better")
    assert (await margaret.says("same time")).startswith("11:00 isn't free on Friday 27 November.")


async def test_how_long_a_visit_takes_is_not_written(house: House) -> None:
    """No rules for sending back."""
    margaret = signed_in(house, LATE_CASSEROLE)
    question = await margaret.says("can I book a fitting in bath on thursday at 2pm")
    reply = await margaret.says("how long does it take")
    assert "I have no description" in reply and reply.endswith(question)
