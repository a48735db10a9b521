"""What was said just before tells what is meant now, and two wishes in one message are both seen to."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import (
    COAT_ON_ITS_WAY,
    LATE_CASSEROLE,
    PAID_TWICE,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    signed_in,
)


async def test_the_first_one_of_three_is_ordered(house: House) -> None:
    """After three suggestions "I'll take the first one" begins the order of exactly that one."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("can you recommend something for the kitchen?")
    first = nadia.choices[0]
    assert f"for the {first}" in await nadia.says("I'll take the first one")
    await nadia.chooses(nadia.choices[0])
    assert "31-9001" in await nadia.says("yes")


async def test_when_it_comes_right_after_ordering_is_about_that_order(house: House) -> None:
    """Nobody is read the delivery terms, or asked for a number they were told a line ago."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("the usual please")
    await arthur.says("yes")
    reply = await arthur.says("when does it come?")
    assert "31-9001" in reply and "24 November" in reply


async def test_when_it_would_come_is_answered_before_it_is_ordered(nadia: Customer) -> None:
    """In the middle of ordering it is about delivery, and the order goes on where it was."""
    await nadia.says("I'd like to order the stoneware teapot")
    reply = await nadia.says("when does it come?")
    assert "2–3 working days" in reply and "Which colour" in reply


async def test_how_to_wash_what_was_just_bought(house: House) -> None:
    """ "Them" are the socks of the order."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("the usual please")
    await arthur.says("yes")
    assert "40°" in await arthur.says("how do I wash them?")


async def test_how_to_care_for_a_product_just_shown(nadia: Customer) -> None:
    """A question about "it" stays with the product."""
    await nadia.says("how much is the stoneware teapot?")
    assert (await nadia.says("can it go in the dishwasher?")).startswith("Stoneware teapot:")


async def test_a_late_order_asked_after_twice_is_not_answered_with_terms(house: House) -> None:
    """The second question gets the same honest answer."""
    customer = signed_in(house, LATE_CASSEROLE)
    await customer.says("where is my order?")
    assert "26 November" in await customer.says("when does it come now?")


async def test_a_question_and_a_wish_are_both_seen_to(house: House) -> None:
    """ "Cancel this and where is that?": the answer first, the one question last."""
    priya = signed_in(house, PAID_TWICE)
    reply = await priya.says("cancel 6610 and what's your return policy?")
    assert "Thirty days" in reply and reply.endswith("The money goes back the way you paid.")
    assert "is cancelled" in await priya.says("yes")


async def test_two_questions_are_both_answered(house: House) -> None:
    """Each in its own message."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    reply = await nadia.says("where is my order and whats your return policy")
    assert "31-4471" in reply and "Thirty days" in reply


async def test_a_booking_and_a_question_in_one_message(house: House) -> None:
    """The refund is told, the table is proposed, and the yes books it."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    reply = await kwame.says("book a table for two tomorrow at 1pm in leeds and where is my refund?")
    assert "£59.00" in reply and reply.endswith("Shall I book it?")
    assert "Booked: a table for 2 in Leeds" in await kwame.says("yes")


async def test_one_wish_in_many_words_stays_one(house: House) -> None:
    """Money back is what the return is for, not a second wish."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    reply = await nadia.says("I want to return the jumper and get my money back")
    assert reply.endswith("Shall I?") and len(nadia.replies) == 1


async def test_a_bare_number_is_an_order_number(house: House) -> None:
    """The last four digits are enough, as people say them."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "31-4471" in await nadia.says("where is 4471?")


@pytest.mark.parametrize("number", ["7704", "9998"])
async def test_a_bare_number_of_somebody_else_is_as_one_that_is_not_there(house: House, number: str) -> None:
    """Neither its owner nor its existence shows."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert f"I find no order {number} of yours." in await nadia.says(f"cancel {number}")


async def test_two_close_readings_bring_one_question_with_both_in_plain_words(
    house: House, nadia: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked once; the choice is carried out, and the next message is taken as read."""
    processor = house.engine._processor
    parse = processor._parse_message_with_graph

    def undecided(*about: object, **more: object) -> dict[str, object]:
        return {**parse(*about, **more), "close_readings": ["ask_return_policy", "ask_delivery_options"]}

    monkeypatch.setattr(processor, "_parse_message_with_graph", undecided)
    assert "Which do you mean?" in await nadia.says("how does that sending work with you")
    assert nadia.choices == ["How returns work", "How delivery works"]
    assert "£3.95" in await nadia.chooses("How delivery works")
    await nadia.says("how does that sending work with you")
    assert "Which do you mean?" not in await nadia.says("how does that sending work with you")
