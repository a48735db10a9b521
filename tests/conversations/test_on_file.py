"""What the shop's own books have of somebody is told to them when they ask, and to nobody else."""

import pytest

from tests.conversations.conftest import House
from tests.conversations.people import COAT_ON_ITS_WAY, signed_in


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("what's my address on file", "Your address: 5 Otley Row, Leeds LS6 2AB"),
        ("what email have you got for me", "Your e-mail address: n…@example.org"),
        ("which phone number do you have for me", "Your phone number: the one that ends in 171"),
    ],
)
async def test_what_is_asked_for_is_told(house: House, asked: str, told: str) -> None:
    """And nothing beside it."""
    assert await signed_in(house, COAT_ON_ITS_WAY).says(asked) == f"This is in the shop's own books:\n{told}"


async def test_since_when_they_come_is_told(house: House) -> None:
    """By the shop's own books."""
    told = await signed_in(house, COAT_ON_ITS_WAY).says("how long have I been a customer")
    assert told == "We've had you on our books since 22 November 2022."


async def test_all_of_it_is_told_where_nothing_is_named(house: House) -> None:
    """A phone number by its end alone, a mailbox by its first letter: others may look on."""
    told = await signed_in(house, COAT_ON_ITS_WAY).says("what details do you have on me")
    assert len(told.splitlines()) == 5 and "4960171" not in told and "nadia.rahman" not in told


async def test_nobody_in_particular_is_told_nothing(house: House) -> None:
    """Whoever wants to know signs in."""
    assert "Sign in on our site" in await house.customer("guest").says("what's my address on file")


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("can you change my address", "Which street, town and postcode?"),
        ("what's your address in York", "Larkin & Rowe York, 8 Stonegate"),
    ],
)
async def test_another_wish_is_another_wish(house: House, said: str, answered: str) -> None:
    """Nothing of their own is told for it."""
    assert (await signed_in(house, COAT_ON_ITS_WAY).says(said)).startswith(answered)
