"""Tables, fittings and appointments: booked, moved, cancelled, with the turns people really take."""

import pytest

from store import Assurance
from tests.conversations.conftest import Customer, House

FITTING, TABLE_IN_YORK = "c-1001", "c-1006"


def signed_in(house: House, account: str) -> Customer:
    return house.customer(account, "account", assurance=Assurance.VERIFIED)


async def test_everything_told_at_once_needs_one_confirmation(house: House) -> None:
    """Nothing that was said is asked for."""
    nadia = signed_in(house, FITTING)
    question = await nadia.says("I'd like to book a table for four in Leeds on Friday at 12")
    assert "Leeds" in question and "table for 4" in question and "Friday 27 November at 12:00" in question
    assert "B-" in await nadia.says("yes")


async def test_what_is_missing_is_asked_one_at_a_time(house: House) -> None:
    """Shop, day, time; a part of the day gets times to choose from."""
    nadia = signed_in(house, FITTING)
    assert await nadia.says("book me a fitting") == "In which shop?"
    assert nadia.choices == ["Leeds", "York", "Bath"]
    assert await nadia.chooses("Bath") == "On which day?"
    assert "Tuesday 24 November" in await nadia.says("Tuesday")
    assert "Which of these would suit" in await nadia.says("in the morning")
    assert "Shall I book it?" in await nadia.chooses(nadia.choices[0])
    assert "Booked: a fitting in Bath" in await nadia.says("yes")


async def test_a_changed_day_keeps_all_the_rest(house: House) -> None:
    """ "No, make it Tuesday" changes the day and nothing else."""
    nadia = signed_in(house, FITTING)
    await nadia.says("book a fitting in Bath tomorrow at 11:00")
    question = await nadia.says("no, make it Tuesday")
    assert "In Bath, a fitting, on Tuesday 24 November at 11:00" in question
    assert "Tuesday 24 November" in await nadia.says("yes")


@pytest.mark.parametrize("said", ["no make it 4", "make it 4", "actually make it 16"])
async def test_a_bare_number_changes_the_hour(house: House, said: str) -> None:
    """Nobody counts heads at a fitting; the shop is open at four in the afternoon."""
    nadia = signed_in(house, FITTING)
    await nadia.says("book a fitting in Leeds on Friday at 3pm")
    assert "In Leeds, a fitting, on Friday 27 November at 16:00" in await nadia.says(said)
    assert "at 16:00" in await nadia.says("yes")


async def test_the_shop_that_is_not_meant_is_not_taken(house: House) -> None:
    """ "York, not Leeds" is York, before the yes."""
    nadia = signed_in(house, FITTING)
    await nadia.says("book a fitting in Leeds on Friday at 3pm")
    assert "In York, a fitting, on Friday 27 November at 15:00" in await nadia.says("no, York, not Leeds")


async def test_a_time_that_is_not_free_brings_the_nearest(house: House) -> None:
    """The shop closes at 17:00 on Sundays: three times that can be had."""
    nadia = signed_in(house, FITTING)
    reply = await nadia.says("book a table for two in Leeds tomorrow at 8pm")
    assert "20:00 isn't free" in reply and len(nadia.choices) == 3


async def test_a_booking_is_told_moved_and_cancelled(house: House) -> None:
    """The only booking isn't asked for; each change is confirmed."""
    priya = signed_in(house, TABLE_IN_YORK)
    assert "Monday 23 November at 12:30" in await priya.says("when is my booking?")
    assert "14:00" in await priya.says("can I move it to 2pm?")
    assert "Changed" in await priya.says("yes")
    assert "14:00" in await priya.says("cancel my booking")
    assert "Cancelled" in await priya.says("yes")
    assert "no booking" in await priya.says("when is my booking?")


async def test_moving_asks_only_what_shall_change(house: House) -> None:
    """The booking is known; the rest stays as it was."""
    nadia = signed_in(house, FITTING)
    assert "What shall it become?" in await nadia.says("I want to change my booking")
    question = await nadia.says("Wednesday at 3pm")
    assert "a fitting in Leeds, Wednesday 25 November at 15:00" in question


async def test_a_question_in_between_leaves_the_booking_where_it_was(house: House) -> None:
    """Delivery is asked about; the day is asked for again."""
    nadia = signed_in(house, FITTING)
    await nadia.says("book a fitting in Leeds")
    reply = await nadia.says("how long does delivery take?")
    assert "working days" in reply and reply.endswith("On which day?")


async def test_somebody_unknown_can_book_and_sees_their_own_booking(house: House) -> None:
    """A visitor's booking is theirs on this browser, and nobody else's."""
    ann, other = house.customer("ann"), house.customer("other")
    await ann.says("book a table for 2 in York on Tuesday at 1pm")
    await ann.says("yes")
    assert "York, Tuesday 24 November at 13:00" in await ann.says("when is my booking?")
    assert "no booking" in await other.says("when is my booking?")


async def test_never_mind_books_nothing(house: House) -> None:
    """A dropped booking leaves no trace."""
    ann = house.customer("ann")
    await ann.says("book a table for 2 in York on Tuesday at 1pm")
    await ann.says("never mind")
    assert "no booking" in await ann.says("when is my booking?")


@pytest.mark.parametrize("text", ["can it come on thursday instead", "Can it come on Friday the 27th"])
async def test_a_parcel_that_may_come_another_day_moves_no_table(nadia: Customer, text: str) -> None:
    """Talk of what comes is about the order; a person takes it up, and the booking stays."""
    await nadia.says("book a table for 4 in York on 27 November at 13:00")
    await nadia.says("yes")
    await nadia.says("where is my order")
    assert await nadia.says(text) == "A person takes that up. Shall I fetch someone?"
    assert "Friday 27 November at 13:00" in await nadia.says("when is my table")


@pytest.mark.parametrize("said", ["actually york, and make it 11", "no, york. 11 i said"])
async def test_an_hour_beside_another_shop_is_not_lost(house: House, said: str) -> None:
    """Both that are put right are read back before the yes."""
    nadia = signed_in(house, FITTING)
    await nadia.says("book a fitting in Leeds on Friday at 10:30")
    await nadia.says(said)
    assert "In York, a fitting, on Friday 27 November at 11:00" in await nadia.says("11 i said")


@pytest.mark.parametrize("said", ["how about 1 o clock instead of half 12", "1 o'clock please, not half 12"])
async def test_the_hour_given_up_is_not_booked(house: House, said: str) -> None:
    """A yes would book what they no longer want."""
    nadia = signed_in(house, FITTING)
    await nadia.says("book a table in Bath for 2 tomorrow at 12:30")
    assert "a table for 2, on Sunday 22 November at 13:00" in await nadia.says(said)


async def test_an_hour_only_given_up_is_asked_again(house: House) -> None:
    """Without another there is nothing to say yes to."""
    nadia = signed_in(house, FITTING)
    await nadia.says("book a table in Bath for 2 tomorrow at 12:30")
    assert "At what time" in await nadia.says("not half 12")


@pytest.mark.parametrize("said", ["move my fitting on tuesday to thursday same time if poss",
                                  "can you move tuesday's fitting to thursday"])  # fmt: skip
async def test_the_day_a_booking_is_known_by_is_not_its_new_one(house: House, said: str) -> None:
    """The other day is meant."""
    nadia = signed_in(house, FITTING)
    assert "a fitting in Leeds, Thursday 26 November at 14:00" in await nadia.says(said)


async def test_tonight_is_a_day(house: House) -> None:
    """Heads and hour beside it are told apart."""
    nadia = signed_in(house, FITTING)
    asked = await nadia.says("table for 8 tonight in bath 6pm")
    assert "In Bath, a table for 8, on Saturday 21 November at 18:00" in asked


@pytest.mark.parametrize("said", ["we're going to be 6 now", "there are six of us now", "make it 6"])
async def test_more_come_to_the_table_just_told_of(house: House, said: str) -> None:
    """It is put as a change, to say yes to."""
    nadia = signed_in(house, TABLE_IN_YORK)
    await nadia.says("when is my table")
    assert "a table for 6 in York, Monday 23 November at 12:30. Shall I change it?" in await nadia.says(said)


async def test_a_bare_number_after_a_fitting_counts_no_heads(house: House) -> None:
    """Nobody comes to a fitting by the dozen."""
    nadia = signed_in(house, FITTING)
    await nadia.says("when is my fitting")
    assert "for 5" not in await nadia.says("make it 5")


@pytest.mark.parametrize("said", ["what do i need to bring", "what should I wear"])
async def test_what_to_bring_is_not_made_up(house: House, said: str) -> None:
    """No reminder is set instead, and no second booking offered."""
    nadia = signed_in(house, FITTING)
    await nadia.says("when is my fitting")
    assert "so I won't guess" in await nadia.says(said)
    assert nadia.choices == ["A person, please"]
