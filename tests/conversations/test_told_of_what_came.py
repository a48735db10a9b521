"""What came and is told of by its name: the order that has it is found, and what none of them has is said."""

import pytest

from tests.conversations.conftest import House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    POINTS_AND_REFUND,
    TWO_TO_SEND_BACK,
    signed_in,
)

RETURN_OR_SWAP = "Would you like your money back for the Court trainers, or another one in its place?"
REPLACE_OR_REFUND = "Would you like a replacement for the {name}, or your money back?"


@pytest.mark.parametrize(
    "said",
    ["the trainers don't fit", "these trainers are too small", "my trainers are far too big", "let me return my shoes"],
)
async def test_what_does_not_fit_may_go_back(house: House, said: str) -> None:
    """Whether it is called by its name or by its kind."""
    assert RETURN_OR_SWAP in await signed_in(house, POINTS_AND_REFUND).says(said)


@pytest.mark.parametrize(
    "account, said, name",
    [
        (COAT_ON_ITS_WAY, "the jumper shrank", "Pennine cotton jumper"),
        (COAT_ON_ITS_WAY, "my jumper came apart at the seam", "Pennine cotton jumper"),
        (POINTS_AND_REFUND, "the sneakers came with a hole", "Court trainers"),
    ],
)
async def test_what_broke_is_put_right(house: House, account: str, said: str, name: str) -> None:
    """It is found by the word that people have for it."""
    reply = await signed_in(house, account).says(said)
    assert reply.endswith(REPLACE_OR_REFUND.format(name=name))


@pytest.mark.parametrize(
    "account, said, thing",
    [
        (TWO_TO_SEND_BACK, "I want to send the court trainers back", "trainers"),
        (BROKEN_TEAPOT, "the jumper has a hole in it", "jumper"),
        (POINTS_AND_REFUND, "where's my teapot", "teapot"),
    ],
)
async def test_what_nobody_ordered_is_said_and_another_order_is_not_taken_for_it(
    house: House, account: str, said: str, thing: str
) -> None:
    """Which of their orders they mean is for them to say."""
    customer = signed_in(house, account)
    reply = await customer.says(said)
    assert reply.endswith(f"I find no {thing} in your latest orders. Which of these do you mean?") and customer.choices


async def test_one_of_the_orders_shown_is_taken_then(house: House) -> None:
    """By its name."""
    customer = signed_in(house, TWO_TO_SEND_BACK)
    await customer.says("I want to send the court trainers back")
    assert "return of the Table CD player" in await customer.says("the cd player then")


async def test_what_has_not_come_is_told_by_its_own_order(house: House) -> None:
    """Others of theirs have come, so "none has" would be untrue."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says("the coat has a broken zip")
    assert "Order 31-4471 (Hayes quilted coat) hasn't come yet" in reply


@pytest.mark.parametrize("said", ["what if the coat doesn't fit", "do I have to pay if the coat doesn't fit?"])
async def test_what_may_not_fit_is_no_return(house: House, said: str) -> None:
    """It is a question about the rules."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says(said)
    assert "Thirty days from the day it came" in reply


async def test_a_working_one_is_a_replacement(house: House) -> None:
    """And no taste to be remembered."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("my teapot is broken")
    assert "I'll have a replacement sent. Shall I?" in await tom.says("I'd rather just have a working one")


async def test_how_long_a_return_takes_is_told(house: House) -> None:
    """Once it is begun."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'd like to return the jumper")
    await nadia.says("money back")
    await nadia.says("yes")
    assert "within five working days of its arrival" in await nadia.says("how long will that take")


@pytest.mark.parametrize(
    "told",
    [
        "tracking says delivered but ive got nothing",
        "royal mail says my coat was delivered but its not here",
        "the app says delivered and i havent got my parcel",
    ],
)
async def test_what_the_carrier_calls_delivered_is_the_carriers_to_find(house: House, told: str) -> None:
    """No other order is asked about; a person asks the carrier, and that is said once in full."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    reply = await nadia.says(told)
    assert "Order 31-4471" in reply and "a person has to ask the carrier" in reply
    for more in ("i checked with the neighbours", "send me a new one please", "i want my money back then"):
        assert (await nadia.says(more)).startswith("A person has to look into it first.")
        assert nadia.choices == ["A person, please"]


async def test_what_we_call_delivered_and_is_not_there_is_missing(house: House) -> None:
    """The order that came is the one that is meant."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    assert "a replacement for the Court trainers" in await kwame.says("it says delivered but i havent got my trainers")
    assert "missing. I'll have a replacement sent" in await kwame.says("send it again please")


@pytest.mark.parametrize("asked", ["can it be left with a neighbour if im out", "can they leave it in the porch"])
async def test_other_hands_are_asked_for_of_the_order(house: House, asked: str) -> None:
    """No list of the ways of delivery."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("wheres my coat")
    assert "into other hands; a person can ask the carrier" in await nadia.says(asked)


async def test_the_right_ones_are_sent_and_nobody_may_write_for_it(house: House) -> None:
    """A wish for goods gives no permission."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("bought some socks from you the other week, theyre the wrong colour. asked for moss got navy")
    assert "not what you ordered. I'll have a replacement sent" in await nadia.says("yeah can you send the right ones")
    assert not house.memory.consents.grants(nadia.known.customer)
