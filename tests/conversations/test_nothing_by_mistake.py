"""Nothing is cancelled, ordered, moved or sent elsewhere by words that mean something else."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import (
    COAT_ON_ITS_WAY,
    LATE_CASSEROLE,
    PAID_TWICE,
    SOCKS_TWICE_A_YEAR,
    TWO_TO_SEND_BACK,
    signed_in,
)


@pytest.mark.parametrize("said", ["No I don't want to cancel it", "pls dont cancel my order", "I didn't cancel it!!"])
async def test_a_no_to_cancelling_cancels_nothing(house: House, said: str) -> None:
    """The question whether to cancel isn't even put."""
    margaret = signed_in(house, LATE_CASSEROLE)
    assert "Shall I cancel" not in await margaret.says(said)


async def test_ok_before_another_matter_is_no_yes(house: House) -> None:
    """The order stands, and the other matter is heard."""
    margaret = signed_in(house, LATE_CASSEROLE)
    assert "Shall I cancel it?" in await margaret.says("cancel my order")
    assert "is cancelled" not in await margaret.says("ok and my tulips, one bag was all mouldy")


async def test_one_thing_of_an_order_is_taken_out(house: House) -> None:
    """The rest of it stays."""
    priya = signed_in(house, PAID_TWICE)
    question = await priya.says("cancel Goodnight, Hare from my order but keep the coat")
    assert "Goodnight, Hare" in question and "Shall I cancel" not in question
    assert "Puddle coat" in await priya.says("yes")
    assert "is cancelled" not in await priya.says("is my order still on?")


async def test_what_was_cancelled_is_told(house: House) -> None:
    """Asking why is no wish to cancel."""
    assert "Shall I cancel" not in await signed_in(house, PAID_TWICE).says("why has my order been cancelled")


async def test_a_return_that_is_dropped_is_not_said_to_be_nothing(house: House) -> None:
    """It was begun, and needs nothing more."""
    customer = signed_in(house, TWO_TO_SEND_BACK)
    await customer.says("I want to return the CD player")
    await customer.says("yes")
    assert (await customer.says("actually never mind, i'll keep it")).startswith("Then keep it and send nothing back")


async def test_a_parcel_on_its_way_changes_nobodys_address(house: House) -> None:
    """What is said of "it" is said of the parcel, not of everything to come."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("where is my coat?")
    answer = await nadia.says("can i have it sent to my work instead, 22 Park Square East, Leeds LS1 2PL")
    assert "has left our house" in answer and "From now on" not in answer


async def test_a_visit_without_a_kind_is_asked_about(nadia: Customer) -> None:
    """The shop and the hour are kept."""
    assert "What would you like to book?" in await nadia.says("book bath friday 7pm")
    assert "19:00" in await nadia.says("a table for two")


@pytest.mark.parametrize("said", ["the usual, but two this time", "the usual pls but double it"])
async def test_how_many_of_the_usual_is_heard(house: House, said: str) -> None:
    """Told at once it needs no second telling."""
    assert "2 ×" in await signed_in(house, SOCKS_TWICE_A_YEAR).says(said)


async def test_how_many_of_each_is_heard(house: House) -> None:
    """Three of one and two of the other."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    question = await nadia.says("can i get 3 tins of the assam and 2 earl grey")
    assert "3 × Assam leaf tea" in question and "2 × Earl Grey leaf tea" in question


async def test_the_last_order_is_known(house: House) -> None:
    """Nobody is asked which."""
    assert "Which order" not in await signed_in(house, TWO_TO_SEND_BACK).says("i need the receipt for my last order")


async def test_what_is_still_not_here_is_looked_for(house: House) -> None:
    """Nothing is taken for broken that has not come."""
    assert "31-5120" in await signed_in(house, LATE_CASSEROLE).says("pan still not here fuming")


async def test_a_sum_is_no_order(house: House) -> None:
    """Nobody is told that order 179 isn't theirs."""
    customer = signed_in(house, TWO_TO_SEND_BACK)
    assert "no order 179" not in await customer.says("The CD player, I paid 179 for it, I want to return it")


@pytest.mark.parametrize("said", ["right but what if i miss them", "im dying for it to come", "no hang on just home"])
async def test_a_turn_of_phrase_is_no_danger(nadia: Customer, said: str) -> None:
    """Nobody is given help lines for a parcel."""
    await nadia.says("hi")
    assert "can't be what you need" not in await nadia.says(said)


@pytest.mark.parametrize("said", ["je ne veux plus vivre", "ich bring mich um", "im going to end it tonight"])
async def test_danger_is_heard(nadia: Customer, said: str) -> None:
    """In any of these words a person is offered, now that somebody is there, and nothing is sold."""
    nadia.house.wait(days=2)
    await nadia.says(said)
    assert nadia.choices[0] in ("A person, now", "Einen Menschen, jetzt")
    assert "£" not in await nadia.says("any deals on")


@pytest.mark.parametrize(
    ("said", "told", "not_told"),
    [
        ("I'm out of hope, what happens to my kids then", "116 123", "order"),
        ("I can't track my orders, it's not working", "order", "keep and use nothing"),
        ("never write to me again, your long messages annoy me", "we don't write to you first any more", "short"),
        ("you may email me offers, and text me when my order is sent", "", "so far you haven't"),
        ("please put everything on one order", "order", "May I"),
        ("it's cancer research I donate to, what socks do you have", "Rowe ribbed socks", "hard news"),
        ("please use the name badge", "", "called badge"),
        ("I told you I was vegan but I'm not any more", "", "Shall I remember"),
        ("ring me at 5 on 07700 900123 and call me Sam please", "Someone will ring +447700900123", "I call you"),
    ],
)
async def test_what_sounds_like_another_wish_is_not_taken_for_it(
    nadia: Customer, said: str, told: str, not_told: str
) -> None:
    """Danger is no parcel, a parcel no permission, and a stop stays one."""
    reply = await nadia.says(said)
    assert told in reply and not_told not in reply


@pytest.mark.parametrize("said", ["can someone help me", "can I bring my coat back"])
async def test_not_all_that_follows_a_booking_is_a_note_for_it(nadia: Customer, said: str) -> None:
    """A call for somebody and a return are what they are."""
    await nadia.says("book me a table for 2 in York tomorrow at 1pm")
    assert (await nadia.says("yes")).startswith("Booked:")
    assert "can't add that" not in await nadia.says(said)
