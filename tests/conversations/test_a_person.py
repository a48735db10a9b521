"""A person is reached from anywhere, and nobody is left alone with an assistant that doesn't follow."""

from pathlib import Path

import pytest
import yaml
from rasa.shared.core.events import ActiveLoop, SlotSet

from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, PAID_TWICE, signed_in

DOMAIN = Path(__file__).parents[2] / "bot" / "domain"
FORMS = {
    name: form["required_slots"]
    for path in DOMAIN.glob("*.yml")
    for name, form in (yaml.safe_load(path.read_text()).get("forms") or {}).items()
}
QUESTIONS = yaml.safe_load((DOMAIN.parents[1] / "domain.yml").read_text())["slots"]["asked"]["values"]
ASKING = ("I want to talk to a person", "can i speak to someone please", "human", "Person")  # the last is the button


async def asks(customer: Customer, number: int) -> str:
    """Asks for a person in one of these ways."""
    said = ASKING[number % len(ASKING)]
    return await customer.says(said, choice="person" if said == ASKING[-1] else None)


def put_into(house: House, customer: Customer, form: str, slot: str) -> None:
    """Puts the conversation where this form asks for this slot."""
    live = house.engine._live.take(thread_of(house, customer))
    for event in (ActiveLoop(form), SlotSet("requested_slot", slot)):
        live.tracker.update(event)
    house.engine._live.keep(thread_of(house, customer), live)


def put_before(house: House, customer: Customer, question: str) -> None:
    """Puts the conversation where this yes-or-no question has just been asked."""
    live = house.engine._live.take(thread_of(house, customer))
    live.tracker.update(SlotSet("asked", question))
    house.engine._live.keep(thread_of(house, customer), live)


def thread_of(house: House, customer: Customer) -> str:
    return customer.replies[-1].conversation


async def test_who_wants_a_person_is_not_asked_what_they_mean(nadia: Customer) -> None:
    """However close another reading of the same words is, a person is what they said first."""
    await nadia.says("I never wear wool")
    reply = await nadia.says("I want a person, this is the third broken teapot")
    assert "I've put you on the list" in reply


async def test_what_keeps_breaking_is_told(nadia: Customer) -> None:
    """The matter said with the wish goes along, not what was looked at before."""
    await nadia.says("recommend me a jumper")
    reply = await nadia.says("i want to talk to a real person pls, your teapots keep breaking")
    assert "your teapots keep breaking" in reply and "jumper" not in reply


@pytest.mark.parametrize("form", sorted(FORMS))
async def test_asking_for_a_person_works_at_every_question_of_every_task(house: House, form: str) -> None:
    """Whatever is being asked, the answer is a person; the task asks nothing more."""
    for number, slot in enumerate(FORMS[form]):
        customer = house.customer(f"{form}-{slot}")
        await customer.says("hello")
        put_into(house, customer, form, slot)
        reply = await asks(customer, number + len(form))
        assert "I've put you on the list" in reply or "I'll fetch someone" in reply, slot
        assert house.memory.owners.of(thread_of(house, customer)).owner == "waiting"
        assert len(customer.replies) == 1


@pytest.mark.parametrize("question", QUESTIONS)
async def test_asking_for_a_person_works_at_every_question_outside_a_task(house: House, question: str) -> None:
    """Before an erasure, a leaving, a permission: words and the button fetch a person, and nothing is decided."""
    for number in (0, len(ASKING) - 1):
        customer = house.customer(f"{question}-{number}")
        await customer.says("hello")
        put_before(house, customer, question)
        assert "I've put you on the list" in await asks(customer, number)
        assert house.memory.owners.of(thread_of(house, customer)).owner == "waiting"


async def test_a_person_can_be_had_before_anything_else(nadia: Customer) -> None:
    """The very first words may ask for one."""
    assert "I've put you on the list" in await nadia.says("can I talk to a human please")


async def test_yes_to_a_person_fetches_one_and_says_it_once(nadia: Customer) -> None:
    """After two messages not understood the yes is enough, and nothing else is said beside it."""
    await nadia.says("florp wibble zang")
    await nadia.says("grommet snarf quux")
    assert "A person, please" in nadia.choices
    reply = await nadia.says("yes")
    assert "I've put you on the list" in reply and len(nadia.replies) == 1


async def test_what_is_no_business_of_a_shop_counts_as_not_understood(nadia: Customer) -> None:
    """Three times "I can't do that" is a dead end; the second time a person is offered."""
    await nadia.says("what's the weather in Paris tomorrow?")
    await nadia.says("write me a python script")
    assert "A person, please" in nadia.choices


async def test_a_person_that_comes_between_ends_the_task_for_good(house: House) -> None:
    """A yes after calling off the wait cancels nothing."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("I want to cancel my order")
    await priya.says("no wait, can a person do this")
    await priya.chooses("Never mind")
    await priya.says("yes")
    assert "being made ready" in await priya.says("where is my order?")


async def test_later_instead_of_now_becomes_a_promise_with_an_hour(house: House) -> None:
    """A call is promised by a time, and the promise can be asked after."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("can someone call me back?")
    reply = await nadia.says("07700 900123")
    assert "+447700900123" in reply and "promise" in reply
    assert "a person of ours" in await nadia.says("what did you promise me?")


async def test_what_cannot_be_seen_is_explained_once_then_a_person_is_offered(nadia: Customer) -> None:
    """The long sentence comes once; the number alone is understood; a yes fetches somebody."""
    first = await nadia.says("where is my order?")
    second = await nadia.says("its order 1042")
    assert "sign in" in first and "Shall I fetch a person" in second and len(second) < len(first)
    assert "I've put you on the list" in await nadia.says("yes please")


async def test_a_failing_shop_is_said_to_be_away_with_a_person_beside(house: House) -> None:
    """Nothing is pretended, nothing is changed."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    reply = await nadia.says("I can't reach anybody, this is hopeless, get me somebody")
    assert "person" in reply.lower() or "I've put you on the list" in reply
