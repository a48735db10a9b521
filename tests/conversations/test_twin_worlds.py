"""G1 through the real engine: what a customer has not allowed changes not one character of any reply."""

import pytest

from store import Capture, ConsentState, Moment, NewFact, Purpose, Sensitivity
from tests.conversations.conftest import Customer, House

SCRIPT = (
    "hello",
    "can you recommend a warm coat?",
    "what socks do you have?",
    "where is my order?",
    "I'd like a table for four tomorrow at 7",
    "never mind",
    "do you have any offers?",
    "thanks, bye",
)
SECRETS = (
    ("wool", "I never wear wool", Sensitivity.ORDINARY),
    ("nuts", "nuts could kill me", Sensitivity.SPECIAL),
    ("divorce", "between us, I'm getting divorced", Sensitivity.CONFIDENCE),
)


def decide(house: House, customer: Customer, purpose: Purpose, state: ConsentState) -> None:
    known = house.memory.people.arrive(customer.channel, customer.address)
    house.memory.consents.decide(
        known.customer, known.identity, purpose, state, Capture(method="button", words="as the test says")
    )


def tell(house: House, customer: Customer, about: str, words: str, sensitivity: Sensitivity) -> None:
    known = house.memory.people.arrive(customer.channel, customer.address)
    moment = Moment(
        now=house.clock(), channel=customer.channel, identity=known.identity, assurance=customer.assurance
    )
    new = NewFact(
        kind="preference",
        stance="never",
        about=about,
        words=words,
        text=words,
        said_at=house.clock(),
        channel=customer.channel,
        sensitivity=sensitivity,
    )
    house.memory.facts.remember(moment, new, explicit=Capture(method="button", words="yes"))


@pytest.mark.parametrize("withdrawn", [Purpose.PERSONALISE, Purpose.MEMORY])
async def test_what_is_not_allowed_changes_nothing(house: House, withdrawn: Purpose) -> None:
    """Two customers with the same permissions, one with facts and one without, hear the very same words."""
    full, empty = house.customer("full"), house.customer("empty")
    for customer in (full, empty):
        decide(house, customer, Purpose.MEMORY, ConsentState.GIVEN)
        decide(house, customer, Purpose.PERSONALISE, ConsentState.GIVEN)
    for about, words, sensitivity in SECRETS:
        tell(house, full, about, words, sensitivity)
    for customer in (full, empty):
        decide(house, customer, withdrawn, ConsentState.WITHDRAWN)
    for line in SCRIPT:
        heard = [(await one.says(line), one.choices, one.because) for one in (full, empty)]
        assert heard[0] == heard[1], line


async def test_what_is_allowed_does_change_something(house: House) -> None:
    """The same two customers with the permission standing hear different suggestions: the test above can fail."""
    full, empty = house.customer("full"), house.customer("empty")
    for customer in (full, empty):
        decide(house, customer, Purpose.MEMORY, ConsentState.GIVEN)
        decide(house, customer, Purpose.PERSONALISE, ConsentState.GIVEN)
    tell(house, full, *SECRETS[0])
    line = "can you recommend a warm coat?"
    assert await full.says(line) != await empty.says(line)
    assert full.because and not empty.because


async def test_every_personalised_reply_names_its_facts(house: House, nadia: Customer) -> None:
    """G7: a reply that speaks of a remembered thing holds that fact in its `because`."""
    decide(house, nadia, Purpose.MEMORY, ConsentState.GIVEN)
    decide(house, nadia, Purpose.PERSONALISE, ConsentState.GIVEN)
    tell(house, nadia, *SECRETS[0])
    for line in SCRIPT:
        reply = await nadia.says(line)
        if "wool" in reply.lower():
            assert nadia.because == {"I never wear wool"}, line
