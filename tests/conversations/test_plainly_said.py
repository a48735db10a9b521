"""What is said plainly is taken for that: a person, a time, peace, something to look at, an accident."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import BROKEN_TEAPOT, COAT_ON_ITS_WAY, POINTS_AND_REFUND, SOCKS_TWICE_A_YEAR, signed_in


@pytest.mark.parametrize(
    "text",
    [
        "wait I need a person, wrong size came",
        "I want a person to close his account",
        "can I talk to somebody? my parcel never came",
    ],
)
async def test_a_person_is_fetched_whatever_stands_beside_it(house: House, text: str) -> None:
    """Told what was said with it; in the middle of a task too."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I want to return something")
    assert text in await nadia.says(text)
    assert house.memory.owners.of(nadia.replies[0].conversation).owner == "waiting"


async def test_who_wants_no_person_is_not_handed_over(house: House) -> None:
    """The task goes on."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I want to return something")
    assert "Which order" in await nadia.says("I don't want a person")


async def test_a_time_with_a_point_moves_a_booking(house: House) -> None:
    """ "1.30pm" is a time; and what stays as it is is never called changed."""
    priya = signed_in(house, SOCKS_TWICE_A_YEAR)
    await priya.says("book me a table for two in York tomorrow at 1")
    await priya.says("yes")
    assert "at 13:30" in await priya.says("move my table to 1.30pm")
    assert "Changed" in await priya.says("yes")
    again = await priya.says("please move my booking to 1.30pm")
    assert "That's how it is booked" in again and "Changed" not in again
    assert "at 14:00" in await priya.says("to 2pm")


async def test_leave_me_alone_ends_messages(nadia: Customer) -> None:
    """Annoyance, and no despair: no help lines."""
    assert await nadia.says("Leave me alone") == "Done: we don't write to you first any more."


async def test_show_me_shows(nadia: Customer) -> None:
    """What there is of it."""
    assert "Hayes quilted coat" in await nadia.says("Show me coats")


async def test_ones_own_size_is_told_from_memory(nadia: Customer) -> None:
    """As it was told."""
    await nadia.says("I take a size 43")
    await nadia.says("yes")
    assert "I take a size 43" in await nadia.says("What size do I take?")


async def test_points_turned_into_a_voucher_are_no_anger(house: House) -> None:
    """Nobody is told that we are sorry."""
    assert (await signed_in(house, POINTS_AND_REFUND).says("Turn 500 points into a voucher")).startswith("500 points")


async def test_whom_a_thing_burnt_is_cared_for_first(house: House) -> None:
    """Then comes the matter; help lines are for those in danger."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("my teapot arrived broken")
    reply = await tom.says("and I burnt myself")
    assert reply.startswith("I'm sorry that you were hurt") and "money back?" in reply


async def test_what_is_in_the_basket_is_no_order(house: House) -> None:
    """There is none in a chat: what is on order is told, or what is being ordered; then the question stands again."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    told = await nadia.says("what's in my basket")
    assert "no basket here" in told and "31-4471: Hayes quilted coat" in told
    question = await nadia.says("I want to order the Hayes quilted coat")
    so_far = await nadia.says("show me my basket")
    assert so_far.startswith("So far: Hayes quilted coat. Nothing is ordered until you say yes.") and question in so_far


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what's in my cart?", "There is no basket here in the chat"),
        ("Was ist in meinem Warenkorb?", "Hier im Chat gibt es keinen Warenkorb"),
        ("¿Qué hay en mi cesta?", "Aquí en el chat no hay cesta"),
    ],
)
async def test_a_stranger_hears_where_a_basket_is(nadia: Customer, text: str, told: str) -> None:
    """And how things are ordered here."""
    assert (await nadia.says(text)).startswith(told)
