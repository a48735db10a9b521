"""A permission is given by a yes to our question or an unmistakable statement; no question gives or withdraws one."""

import pytest

from store import Capture, ConsentState, Purpose
from tests.conversations.conftest import Customer, House

# Every way into a permission, asked about instead of decided.
QUESTIONS = (
    "does a person at the desk see that?",
    "who can see that",
    "can your staff see what I told you?",
    "should I let your staff see it?",
    "is my data shared with staff?",
    "your people may see it, may they?",
    "will you email me offers?",
    "are you going to write to me?",
    "why do you keep writing to me?",
    "can I get your newsletter?",
    "how do I stop the emails?",
    "can I stop the emails?",
    "did I allow you to write to me?",
    "do you only write on telegram?",
    "will you remember that?",
    "can you remember things?",
    "do I have to agree to you remembering things?",
    "what if I don't want you to remember?",
    "can I chat without you saving anything?",
    "you can keep it, can't you?",
    "really?",
    "Darf das Personal das sehen?",
    "Dürfen Sie sich merken, was ich sage?",
    "Dürfen Sie mir schreiben?",
    "¿puede recordar lo que digo?",
)
PURPOSES = (Purpose.MEMORY, Purpose.PERSONALISE, Purpose.CONTACT, Purpose.STAFF)


def states(house: House, customer: Customer) -> dict[Purpose, ConsentState]:
    known = house.memory.people.arrive(customer.channel, customer.address)
    return {grant.purpose: grant.state for grant in house.memory.consents.grants(known.customer)}


def allow_everything(house: House, customer: Customer) -> None:
    known = house.memory.people.arrive(customer.channel, customer.address)
    for purpose in PURPOSES:
        yes = Capture(method="button", words="yes")
        house.memory.consents.decide(known.customer, known.identity, purpose, ConsentState.GIVEN, yes)


async def test_no_question_gives_a_permission(house: House, nadia: Customer) -> None:
    """Whatever is asked, however it is read, nothing is given; not right after our own question either."""
    for question in QUESTIONS:
        await nadia.says(question)
        assert states(house, nadia) == {}, question
    other = house.customer("other")
    for question in QUESTIONS:
        await other.says("I never wear wool")
        await other.says(question)
        assert states(house, other) == {} and other.remembered == [], question


async def test_no_question_withdraws_a_permission(house: House, nadia: Customer) -> None:
    """What was allowed stands after every one of them."""
    allow_everything(house, nadia)
    for question in QUESTIONS:
        await nadia.says(question)
        assert set(states(house, nadia).values()) == {ConsentState.GIVEN}, question


async def test_who_sees_a_confidence_is_answered(house: House, nadia: Customer) -> None:
    """Nobody at the desk, and no permission comes of asking."""
    await nadia.says("between you and me, I've been diagnosed with lupus")
    for question in ("does a person at the desk see that?", "who can see that I have lupus?"):
        assert (await nadia.says(question)).startswith("You alone see what I remember"), question


@pytest.mark.parametrize(
    ("wish", "yes", "given"),
    [
        ("can I get your newsletter?", "yes please", {Purpose.CONTACT}),
        ("can you remember things?", "yes", {Purpose.MEMORY, Purpose.PERSONALISE}),
        ("can you let your staff see it?", "yes, that's fine", {Purpose.STAFF}),
    ],
)
async def test_what_was_wished_for_is_asked_for_and_a_yes_gives_it(
    house: House, wish: str, yes: str, given: set[Purpose]
) -> None:
    """A wish phrased as a question gets the question back; the yes to that one decides."""
    customer = house.customer("asking")
    assert "Shall" in await customer.says(wish)
    await customer.says(yes)
    assert {one for one, state in states(house, customer).items() if state is ConsentState.GIVEN} == given


async def test_a_polite_request_to_stop_is_no_mere_question(house: House, nadia: Customer) -> None:
    """ "Can you stop writing to me?" asks for it, and it is done."""
    allow_everything(house, nadia)
    await nadia.says("can you stop emailing me?")
    assert states(house, nadia)[Purpose.CONTACT] is ConsentState.WITHDRAWN
    await nadia.says("no more of my notes for your staff, ok?")
    assert states(house, nadia)[Purpose.STAFF] is ConsentState.WITHDRAWN
