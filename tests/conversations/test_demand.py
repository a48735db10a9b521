"""What we don't sell is said plainly, and learned from only where that was allowed."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from store import Capture, ConsentState, Purpose, Reader
from tests.conversations.conftest import Customer, House
from tests.conversations.test_read_where_it_stands import COAT_ON_ITS_WAY, signed_in

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


async def leaves(nadia: Customer) -> str:
    await nadia.says("I want to close my account")
    return await nadia.says("yes")


@pytest.mark.parametrize("why", ["too expensive", "your service is awful, nobody ever answers", "I'm moving to Spain"])
async def test_why_they_leave_is_heard_without_a_new_promise(house: House, why: str) -> None:
    """After "nothing more will be sent" nothing is promised, asked or sold; asked once in a lifetime."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    allow(house, nadia)
    assert "say in a word why" in await leaves(nadia)
    assert await nadia.says(why) == "Thank you for saying so. If something should still be put right, a person is here."
    found = house.memory.people.find(nadia.channel, nadia.address)
    assert found and house.memory.promises.of(found.customer, Reader.CUSTOMER) == ()
    assert "why" not in await leaves(nadia)


async def test_why_they_stay_is_asked_once_after_a_year(house: House) -> None:
    """Beside their own praise, where we may learn from it; five who say the same are a group for operators."""
    for number in range(5):
        customer = house.customer(f"regular-{number}")
        allow(house, customer)
        assert "keeps you" not in await customer.says("your shop in Leeds is wonderful, everyone was so kind")
        house.clock.set(house.clock() + timedelta(days=366))
        assert "what keeps you with us" in await customer.says("your shop is wonderful, everyone was so kind")
        await customer.says("your people are so kind")
        house.clock.set(house.clock() + timedelta(days=1))
        assert "keeps you" not in await customer.says("your shop is wonderful, everyone was so kind")
    told = {one.thing: one.customers for one in house.memory.demand.groups("operator")}
    assert told == {"staying: service": 5}


async def test_after_being_asked_why_they_stay_a_wish_is_a_wish(house: House, nadia: Customer) -> None:
    """The question holds on to nobody."""
    allow(house, nadia)
    await nadia.says("hello")
    house.clock.set(house.clock() + timedelta(days=366))
    await nadia.says("your shop is wonderful, everyone was so kind")
    assert "won't" in await nadia.says("please stop writing to me") or "write" in nadia.replies[-1].text


async def test_who_wants_no_questions_of_us_is_not_asked_why_they_stay(house: House, nadia: Customer) -> None:
    """A kinship is asked nothing of the kind, however long it lasts; praise is thanked for all the same."""
    allow(house, nadia)
    await nadia.says("treat us as a kinship")
    house.clock.set(house.clock() + timedelta(days=366))
    said = await nadia.says("your shop is wonderful, everyone was so kind")
    assert said == "Thank you; I've noted that it went well."
