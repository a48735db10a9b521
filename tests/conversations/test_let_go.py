"""Whoever wants something else than what is asked for is let go, and what was refused does not come back."""

import pytest

from tests.conversations.conftest import House
from tests.conversations.people import (
    COAT_ON_ITS_WAY,
    LOCKED_OUT,
    POINTS_AND_REFUND,
    signed_in,
)


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("start over. what are your opening hours?", "Our shops"),
        ("actually forget that, when do you open on sunday", "Sunday"),
        ("i don't want to order anything, how long do returns take", "Thirty days"),
        ("oh never mind, how much is the cotton bear?", "£23.00"),
    ],
)
async def test_what_is_wished_for_instead_is_answered(house: House, said: str, answered: str) -> None:
    """The order is dropped, once and in words, and its question isn't put again."""
    anna = house.customer("anna")
    await anna.says("I'd like to buy the road running shoes")
    reply = await anna.says(said)
    assert reply.startswith("Dropped. Nothing was changed.\n") and answered in reply
    assert await anna.says("thanks") == "You're welcome."


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("no, where's my coat", "Order 31-4471 (Hayes quilted coat) is on its way"),
        ("no, what are your offers this week", "Bulbs a quarter off"),
    ],
)
async def test_a_no_with_another_question_is_no_answer(house: House, said: str, answered: str) -> None:
    """No "where's" names size S, and what was declined is not asked again."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("the jumper is too small")
    reply = await nadia.says(said)
    assert reply.startswith("Dropped. Nothing was changed.\n") and answered in reply
    assert await nadia.says("thanks") == "You're welcome."


async def test_rather_looking_at_something_else_is_no_taste(house: House) -> None:
    """It is shown, and nobody is asked whether to remember it."""
    anna = house.customer("anna")
    await anna.says("I'd like to buy the hayes coat")
    reply = await anna.says("no, I'd rather look at jumpers")
    assert reply.startswith("Dropped. Nothing was changed.\nThree that fit:") and "Pennine cotton jumper" in reply
    assert "remember" not in reply


@pytest.mark.parametrize(
    "said", ["we don't want to change it, where is it now?", "I don't want to change anything, when do they arrive?"]
)
async def test_who_wants_to_change_nothing_is_told_what_they_asked(house: House, said: str) -> None:
    """A form that was begun by mistake holds nobody."""
    hetty = signed_in(house, LOCKED_OUT)
    await hetty.says("change my order")
    assert await hetty.says(said) == (
        "Dropped. Nothing was changed.\n"
        "Order 31-6922 (Moor winter boots) is packed and leaves next; it should be with you on 23 November."
    )


@pytest.mark.parametrize("said", ["Start again please", "that's not what I meant", "I do not want to buy anything"])
async def test_plain_words_let_go(house: House, said: str) -> None:
    """Nothing else need be wished for."""
    anna = house.customer("anna")
    await anna.says("I'd like to buy the road running shoes")
    assert await anna.says(said) == "Dropped. Nothing was changed."


@pytest.mark.parametrize(
    "said", ["what? no, the LP, string quartets", "no I meant String Quartets", "not those, String Quartets"]
)
async def test_another_product_takes_the_place_of_a_wrong_one(house: House, said: str) -> None:
    """It is no size of the shoes."""
    anna = house.customer("anna")
    await anna.says("I'd like to buy the road running shoes")
    assert (await anna.says(said)).startswith("String Quartets, Ebor Quartet: £24.00")


@pytest.mark.parametrize(
    "said", ["nah, forget the points. yes order", "no voucher please. go ahead", "don't use my points, yes"]
)
async def test_refusing_points_keeps_the_order(house: House, said: str) -> None:
    """A side question answered no takes nothing with it."""
    greg = signed_in(house, POINTS_AND_REFUND)
    await greg.says("I'd like to order the moor boots in black, 46")
    assert "Ordered: Moor winter boots" in await greg.says(said)


async def test_points_refused_say_no_yes_to_the_order(house: House) -> None:
    """Only a yes in so many words orders."""
    greg = signed_in(house, POINTS_AND_REFUND)
    question = await greg.says("I'd like to order the moor boots in black, 46")
    assert question.endswith("Shall I order it?")
    assert (await greg.says("leave the points")).endswith(question)


@pytest.mark.parametrize(
    "said",
    [
        "oh wait, can you send one of them to my sister",
        "could one go to a different address",
        "I'd rather only one of the two was posted to Hull",
    ],
)
async def test_half_an_order_is_not_sent_elsewhere(house: House, said: str) -> None:
    """One order goes to one address: that is said, and nothing is bought or redirected."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'd like to order two brushed cotton scarves in navy")
    await nadia.says("yes")
    assert (await nadia.says(said)).startswith("One order goes to one address, so nothing is changed.")
    assert "Change the order" in nadia.choices


async def test_just_one_of_two_redirects_nothing(house: House) -> None:
    """Also where it is said with the address."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'd like to order two brushed cotton scarves in navy")
    await nadia.says("yes")
    await nadia.says("change the address of my last order")
    reply = await nadia.says("14 Newland Ave, Hull HU5 3AA, just one of the two")
    assert reply.startswith("One order goes to one address, so nothing is changed.")


async def test_the_number_of_a_house_counts_nothing_of_an_order(house: House) -> None:
    """All of it goes to 1 Mill Lane."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'd like to order two brushed cotton scarves in navy")
    await nadia.says("yes")
    assert "I have “1 Mill Lane”." in await nadia.says("send it to 1 Mill Lane")
    reply = await nadia.says("Otley LS21 3AB")
    assert reply == "Order 31-9001 goes to 1 Mill Lane, Otley LS21 3AB. Is that right?"
