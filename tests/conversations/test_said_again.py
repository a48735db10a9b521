"""Saying it again: word for word while it may be said, and not at all once what it rested on was taken back (G3)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from store import ConsentState, Purpose
from tests.conversations.conftest import Customer, House
from tests.conversations.told import Told, allow, decide, tell

WOOL = Told("preference", "never", "wool", "I never wear wool")
AGAIN, COAT = "can you say that again?", "can you recommend a warm coat?"


async def recommended(house: House, nadia: Customer) -> str:
    allow(house, nadia, Purpose.MEMORY, Purpose.PERSONALISE)
    tell(house, nadia, WOOL)
    said = await nadia.says(COAT)
    assert "wool" in said
    house.wait(minutes=1)
    return said


def forgotten(house: House, nadia: Customer) -> None:
    (fact,) = nadia.brief().facts
    house.memory.facts.forget(nadia.known.customer, fact.id, nadia.moment)


def disputed(house: House, nadia: Customer) -> None:
    (fact,) = nadia.brief().facts
    house.memory.facts.dispute(nadia.known.customer, fact.id, nadia.moment)


def withdrawn(house: House, nadia: Customer) -> None:
    decide(house, nadia, Purpose.PERSONALISE, ConsentState.WITHDRAWN)


def ran_out(house: House, nadia: Customer) -> None:
    decide(house, nadia, Purpose.PERSONALISE, ConsentState.GIVEN, until=house.clock() + timedelta(minutes=5))
    house.wait(minutes=10)


async def test_what_may_be_said_is_said_again_with_its_reason(house: House, nadia: Customer) -> None:
    """Word for word, with the same facts named."""
    said = await recommended(house, nadia)
    assert await nadia.says(AGAIN) == said and nadia.because == {"I never wear wool"}


@pytest.mark.parametrize("happens", [withdrawn, ran_out, forgotten, disputed])
async def test_what_was_taken_back_is_not_said_again(
    house: House, nadia: Customer, happens: Callable[[House, Customer], None]
) -> None:
    """On the customer's page, on another channel, by the clock: the repeat holds nothing of it and names nothing."""
    await recommended(house, nadia)
    happens(house, nadia)
    again = await nadia.says(AGAIN)
    assert "wool" not in again and "£" not in again
    assert nadia.because == set() and nadia.choices == []


async def test_a_no_from_before_silences_nothing(house: House, nadia: Customer) -> None:
    """Who refused memory long ago hears again what was said since."""
    await nadia.says("I never wear wool")
    await nadia.chooses("No")
    house.wait(minutes=1)
    said = await nadia.says(COAT)
    assert await nadia.says(AGAIN) == said
