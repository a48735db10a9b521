"""What goes back to us: no purchase, nothing lost of several things, and the rules applied to the case."""

import pytest

from tests.conversations.conftest import House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    TWO_TO_SEND_BACK,
    signed_in,
)

# Of many orders with the same, the one that is still taken back.
IN_TIME = "I'll start a return of {} from order 31-6722, for your money back. Shall I?"


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("I want to send back The Ninth Carriage, we had it already", IN_TIME.format("The Ninth Carriage")),
        ("the lamp at ravenscar has to go back, got two now", IN_TIME.format("The Lamp at Ravenscar")),
        ("The Lamp at Ravenscar - returning this one please", IN_TIME.format("The Lamp at Ravenscar")),
        ("I need to return one of the novels", "Which part of order 31-6722?"),
        ("my november books: one of them is going back", "Which order do you mean?"),
        ("my november order, two novels. one of them goes back please", "Which part of order 31-6722?"),
    ],
)
async def test_what_goes_back_is_never_offered_for_sale(house: House, told: str, asked: str) -> None:
    """A product that is named with a wish to return it is no purchase: it is asked which one goes back."""
    assert await signed_in(house, TWO_TO_SEND_BACK).says(told) == asked


async def test_what_may_go_back_is_asked_about_and_not_sold(house: House) -> None:
    """ "Take it back" is hardly read as one thing: the return is what is offered first."""
    judith = signed_in(house, TWO_TO_SEND_BACK)
    assert await judith.says("please take The Ninth Carriage back, I don't like it") == "Which do you mean?"
    assert judith.choices[0] == "Send something back" and "Yes, order it" not in judith.choices


@pytest.mark.parametrize(
    "told",
    [
        "no, I want to send it back, not to buy one",
        "no, I'm sending back the one I have",
        "I don't want to buy one, I'm sending mine back",
    ],
)
async def test_a_return_in_place_of_an_order_lets_the_order_go(house: House, told: str) -> None:
    """What was refused does not come up again, also once the return is dropped."""
    adaeze = signed_in(house, TWO_TO_SEND_BACK)
    assert "Shall I order it?" in await adaeze.says("order me The Lamp at Ravenscar")
    assert "Which order" in await adaeze.says(told)
    assert await adaeze.says("never mind") == "Dropped. Nothing was changed."
    assert await adaeze.says("thanks") == "You're welcome."


@pytest.mark.parametrize(
    "told",
    [
        "i need to return the cd player and the ninth carriage from november",
        "2 items to go back: the cd player, the ninth carriage from november",
        "can I send the cd player and the ninth carriage from november back?",
    ],
)
async def test_two_things_to_return_are_taken_one_after_the_other(house: House, told: str) -> None:
    """The second comes up when the first is settled."""
    adaeze = signed_in(house, TWO_TO_SEND_BACK)
    assert "a return of the Table CD player" in await adaeze.says(told)
    reply = await adaeze.chooses("Yes, send it back")
    assert "R-3001 is begun" in reply and "a return of The Ninth Carriage from order 31-6722" in reply


@pytest.mark.parametrize(
    "more",
    [
        "and the novel?",
        "the novel as well",
        "also the ninth carriage",
        "what about the novels",
    ],
)
async def test_one_more_thing_is_next_and_not_lost(house: House, more: str) -> None:
    """Named while the first return is asked about, and taken up after it; never the first one again."""
    adaeze = signed_in(house, TWO_TO_SEND_BACK)
    await adaeze.says("I'd like to return the cd player")
    reply = await adaeze.says(f"and {more}" if more.startswith("the") else more)
    assert "That one next" in reply and "Table CD player" in reply
    reply = await adaeze.chooses("Yes, send it back")
    assert "Now “send back" in reply and "order 31-6722" in reply


async def test_one_more_thing_after_a_return_is_one_more_return(house: House) -> None:
    """ "Same for the …" once a return is begun."""
    adaeze = signed_in(house, TWO_TO_SEND_BACK)
    await adaeze.says("return the cd player")
    await adaeze.chooses("Yes, send it back")
    assert "a return of The Ninth Carriage" in await adaeze.says("the same for the ninth carriage, from november")


@pytest.mark.parametrize(
    "told",
    [
        "the spout has come off my teapot. money back please, no more of them",
        "i want a refund for the teapot, its handle fell off",
        "Send my teapot back - the lid snapped. Refund.",
    ],
)
async def test_a_fault_is_never_too_late(house: House, told: str) -> None:
    """Thirty days are for what is whole."""
    reply = await signed_in(house, BROKEN_TEAPOT).says(told)
    assert reply.endswith("The Stoneware teapot from order 31-7704: damaged. I'll have your money sent back. Shall I?")


async def test_a_fault_on_record_counts(house: House) -> None:
    """Who doesn't say it again is not sent away by the days."""
    tom = signed_in(house, BROKEN_TEAPOT)
    assert "on record as P-31-7704-3" in await tom.says("I'd like to return the teapot for a refund")
    assert "Stoneware teapot" in await tom.chooses("Money back")
    assert "your money for the Stoneware teapot is on its way back" in await tom.chooses("Yes, do that")


@pytest.mark.parametrize(
    "told",
    [
        "they have been worn outside once, ok?",
        "i wore them twice, still fine?",
        "only used a bit",
    ],
)
async def test_what_was_worn_is_not_promised_its_money(house: House, told: str) -> None:
    """The rule says unused: nothing is begun, and a person may decide."""
    customer = signed_in(house, POINTS_AND_REFUND)
    await customer.says("the trainers are too small, I want to send them back")
    reply = await customer.says(f"money back. {told}")
    assert reply.startswith("Then I can't take it back by myself, and nothing is begun.") and "unused" in reply
    assert "A person, please" in customer.choices


async def test_what_was_not_worn_goes_back(house: House) -> None:
    """ "Never worn" is no confession."""
    customer = signed_in(house, POINTS_AND_REFUND)
    await customer.says("the trainers are too small, I want to send them back")
    assert await customer.says("money back please, never worn") == (
        "I'll start a return of the Court trainers from order 31-6203, for your money back. Shall I?"
    )


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("could I hand it in at your shop in York?", "Whether a shop takes it back"),
        ("am I allowed to drop it off at the Leeds store", "Whether a shop takes it back"),
        ("must I post the old one back?", "it comes back to us"),
        ("is it ok that I chucked the packaging?", "Whether its box"),
    ],
)
async def test_a_question_inside_a_return_is_answered(house: House, asked: str, answer: str) -> None:
    """What is not written is not guessed, and the question is put again."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("exchange the jumper for a size L")
    reply = await nadia.says(asked)
    assert answer in reply and "an exchange of the Pennine cotton jumper" in reply


@pytest.mark.parametrize("asked", ["got them in a 45?", "45 if there is one", "do you have these in size 45"])
async def test_a_size_asked_for_in_a_return_is_an_exchange(house: House, asked: str) -> None:
    """Of the thing that is going back, not of the shop."""
    customer = signed_in(house, POINTS_AND_REFUND)
    await customer.says("my trainers are too small, send them back")
    assert "for size 45. Shall I?" in await customer.says(asked)


async def test_asking_whether_it_could_go_back_begins_nothing(house: House) -> None:
    """The rules are told of what is not bought yet."""
    guest = house.customer("guest")
    reply = await guest.says("I'd like that shirt, can I send it back if it's too small?")
    assert reply.startswith("Thirty days from the day it came") and guest.choices == ["Send something back"]


async def test_nobody_is_asked_which_where_it_is_too_late_for_all(house: House) -> None:
    """The days are over for every order with the thing."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    assert "our 30 days for sending back are over" in await arthur.says("can i return my socks they dont fit")
