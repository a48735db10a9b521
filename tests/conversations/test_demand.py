"""What we don't sell is said plainly, and learned from only where that was allowed."""

import pytest
from sqlalchemy import text

from store import Capture, ConsentState, Purpose
from tests.conversations.conftest import Customer, House

ASKED = ("do you sell toasters?", "I'd like to order a toaster please", "any toasters in stock?")


def allow(house: House, customer: Customer) -> None:
    known = house.memory.people.arrive(customer.channel, customer.address)
    yes = Capture(method="button", words="yes")
    house.memory.consents.decide(known.customer, known.identity, Purpose.IMPROVE, ConsentState.GIVEN, yes)


async def test_five_who_allow_it_make_a_group_for_operators(house: House) -> None:
    """The thing and how many, never who."""
    for number in range(5):
        customer = house.customer(f"visitor-{number}")
        allow(house, customer)
        await customer.says("do you sell toasters?")
    (wanted,) = house.memory.demand.groups("operator")
    assert ("toaster" in wanted.thing, wanted.customers) == (True, 5)


@pytest.mark.parametrize("ask", ASKED)
async def test_the_answer_is_the_same_with_and_without_it(house: House, ask: str) -> None:
    """Not a character of the reply depends on the permission, and without it nothing is kept."""
    allowing, refusing = house.customer("allowing"), house.customer("refusing")
    allow(house, allowing)
    assert await allowing.says(ask) == await refusing.says(ask)
    with house.memory.store.transaction() as tx:
        kept = tx.db.execute(text("SELECT count(*) FROM demand")).scalar_one()
    assert kept <= 1
