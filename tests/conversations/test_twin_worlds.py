"""G1 through the real engine: what may not be used changes nothing that is said, shown, sent, audited or logged."""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from structlog.testing import capture_logs

from store import Assurance, ConsentState, Fact, Purpose, Reader, Sensitivity
from store.desk import Agent
from tests.conversations.conftest import Customer, House
from tests.conversations.told import Told, allow, decide, tell

SHOPPING = (
    "hello",
    "can you recommend a warm coat?",
    "why did you say that?",
    "I'd like to order the Orla parka in olive",
    "12 High Street, York YO1 7HH",
    "never mind",
    "what scarves have you got?",
)
KNOWN = ("what do you know about me?", "why did you say that?")
TO_A_PERSON = ("my third teapot came broken", "I want to talk to a person")

SPANISH = Told("language", "es", "language", "Hola")
FACTS = (
    Told("preference", "never", "wool", "I never wear wool"),
    Told("preference", "like", "navy", "I love navy"),
    Told("size", "need", "size L", "I take a size L"),
    Told("form_of_address", "need", "Zephyrine", "please call me Zephyrine"),
    Told("packaging", "like", "paper packaging", "I prefer paper packaging"),
    SPANISH,
)
GIVEN = (Purpose.MEMORY, Purpose.PERSONALISE, Purpose.STAFF)
HOUR = timedelta(hours=1)

Log = pytest.LogCaptureFixture
Happens = Callable[[House, Customer, Sequence[Fact]], None]


def nothing(house: House, customer: Customer, facts: Sequence[Fact]) -> None:
    pass


def loses(*purposes: Purpose) -> Happens:
    """The customer takes these permissions back."""

    def happens(house: House, customer: Customer, facts: Sequence[Fact]) -> None:
        for purpose in purposes:
            decide(house, customer, purpose, ConsentState.WITHDRAWN)

    return happens


def for_an_hour(house: House, customer: Customer, facts: Sequence[Fact]) -> None:
    """The permission to remember was for an hour that is over."""
    decide(house, customer, Purpose.MEMORY, ConsentState.GIVEN, until=house.clock() + HOUR)
    house.wait(hours=2)


def on_telegram_alone(house: House, customer: Customer, facts: Sequence[Fact]) -> None:
    """The permissions to use it hold for another channel than this."""
    for purpose in (Purpose.PERSONALISE, Purpose.STAFF):
        decide(house, customer, purpose, ConsentState.GIVEN, terms={"channels": ["telegram"]})


def own_yes_taken_back(house: House, customer: Customer, facts: Sequence[Fact]) -> None:
    """Each fact told with care loses its own yes."""
    for fact in facts:
        decide(house, customer, Purpose.MEMORY, ConsentState.WITHDRAWN, fact=fact.id)


def held_back(house: House, customer: Customer, facts: Sequence[Fact]) -> None:
    for fact in facts:
        house.memory.facts.restrict(customer.known.customer, fact.id, customer.moment)


def disputed(house: House, customer: Customer, facts: Sequence[Fact]) -> None:
    for fact in facts:
        house.memory.facts.dispute(customer.known.customer, fact.id, customer.moment)


def an_hour_passes(house: House, customer: Customer, facts: Sequence[Fact]) -> None:
    house.wait(hours=2)


def nobody_in_particular_speaks(house: House, customer: Customer, facts: Sequence[Fact]) -> None:
    customer.assurance = Assurance.ANONYMOUS


def speaks_elsewhere(house: House, customer: Customer, facts: Sequence[Fact]) -> None:
    """The same customer speaks from another address, without proof that it is them."""
    told_at = customer.known.identity
    customer.address = customer.address.replace("twin", "desk")
    here = house.memory.people.arrive(customer.channel, customer.address)
    house.memory.links.link(told_at, here.identity, "both shown at the counter", "eva")


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What one of two customers told, what both allowed, what came of it, and what they say then."""

    name: str
    given: Sequence[Purpose] = GIVEN
    facts: Sequence[Told] = FACTS
    then: Happens = nothing
    script: Sequence[str] = (*SHOPPING, *TO_A_PERSON)
    may_read: frozenset[Reader] = frozenset({Reader.CUSTOMER})  # what customers told is theirs, whatever they allowed


def told(facts: Sequence[Told] = FACTS, **about: Any) -> tuple[Told, ...]:
    return tuple(replace(fact, **about) for fact in facts)


def hidden_from_staff(name: str, given: Sequence[Purpose] = GIVEN, **about: Any) -> World:
    """A world in which the assistant may use what an agent may not see, in a matter in which it uses nothing."""
    ours = frozenset({Reader.CUSTOMER, Reader.ASSISTANT})
    facts = told([one for one in FACTS if one is not SPANISH], **about)
    return World(name=name, given=given, facts=facts, script=TO_A_PERSON, may_read=ours)


# What is known is asked only where it is not sure that the customer asks, who may always see their own.
STRANGE = (*SHOPPING, *KNOWN, *TO_A_PERSON)
NOBODY_MAY: frozenset[Reader] = frozenset()
SPECIAL, CONFIDENCE = Sensitivity.SPECIAL, Sensitivity.CONFIDENCE
WORLDS = (
    World(name="remembered for no use", given=(Purpose.MEMORY,)),
    World(name="for other purposes", given=(Purpose.MEMORY, Purpose.CONTACT, Purpose.IMPROVE)),
    World(name="no longer remembered", then=loses(Purpose.MEMORY)),
    World(name="no longer used", then=loses(Purpose.PERSONALISE, Purpose.STAFF)),
    World(name="the permission ran out", then=for_an_hour),
    World(name="allowed on another channel", then=on_telegram_alone),
    World(name="held back", then=held_back),
    World(name="disputed", then=disputed),
    World(name="ran out", facts=told(lasts=HOUR), then=an_hour_passes),
    World(name="special", facts=told(sensitivity=SPECIAL), then=own_yes_taken_back),
    World(name="in confidence", facts=told(sensitivity=CONFIDENCE), then=own_yes_taken_back),
    World(name="nobody in particular", then=nobody_in_particular_speaks, script=STRANGE, may_read=NOBODY_MAY),
    World(name="told at another address", then=speaks_elsewhere, script=STRANGE, may_read=NOBODY_MAY),
    hidden_from_staff("not for staff", given=(Purpose.MEMORY, Purpose.PERSONALISE)),
    hidden_from_staff("confided, so not for staff", sensitivity=CONFIDENCE),
    hidden_from_staff("special, so not for staff", sensitivity=SPECIAL),
    hidden_from_staff("of others, so not for staff", subject="my sister"),
)


@pytest.fixture
def eva(house: House) -> Agent:
    person = {"name": "Eva", "email": "eva@house.example", "password": "correct horse", "role": "agent"}
    house.memory.agents.enrol((person,))
    (eva,) = house.memory.agents.all()
    return eva


@pytest.fixture
def log(caplog: Log) -> Log:
    """Every line of the log, the engine's own steps too, which no house writes."""
    caplog.set_level(logging.DEBUG, logger="rasa")
    return caplog


async def trace(world: World, customer: Customer, facts: Sequence[Told], eva: Agent, log: Log) -> list[str]:
    """All that comes of the story, ids and times masked: replies, the brief, the outbox, the audit and the log."""
    house = customer.house
    allow(house, customer, *world.given)
    world.then(house, customer, [tell(house, customer, one) for one in facts])
    began = house.clock()
    log.clear()
    with capture_logs() as logged:
        happened: list[object] = [(line, await customer.says(line), customer.replies) for line in world.script]
        (conversation,) = [one.conversation for one in customer.replies[:1]]
        house.memory.desk.claim(conversation, eva)
        happened.append(house.memory.looks.brief(conversation, eva))
    sent = house.memory.outbox.stream(customer.channel, limit=1_000).items
    happened += [one for one in sent if one.reply.conversation == conversation]
    audit = house.memory.audit.page(limit=1_000, customer=customer.known.customer).items
    happened += [replace(row, sealed=False) for row in audit if row.at >= began and row.reader not in world.may_read]
    house.memory.desk.resolve(conversation, eva)
    return [masked(one) for one in (*happened, *logged, *log.messages)]


_MASKED = (
    (re.compile(r"\b[0-9a-zA-Z]{26}\b"), "(id)"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-][\d:]+)"), "(time)"),
    (re.compile(r'"cursor":\d+'), '"cursor":(number)'),
    (re.compile(r"\b(twin|desk)-(?:full|none)\b"), r"(\1)"),
)


def masked(happened: object) -> str:
    text = msgspec.json.encode(happened).decode()
    for pattern, mask in _MASKED:
        text = pattern.sub(mask, text)
    return text


async def two_traces(world: World, house: House, eva: Agent, log: Log) -> tuple[list[str], list[str]]:
    full, none = house.customer("twin-full"), house.customer("twin-none")
    return await trace(world, full, world.facts, eva, log), await trace(world, none, (), eva, log)


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
async def test_what_is_not_allowed_changes_nothing(house: House, eva: Agent, log: Log, world: World) -> None:
    """Two customers with the same permissions, one with facts and one without: nothing tells them apart."""
    full, none = await two_traces(world, house, eva, log)
    assert [line for line in full if line not in none] == []
    assert full == none


async def test_what_is_allowed_does_change_something(house: House, eva: Agent, log: Log) -> None:
    """With every permission standing the same story shows what was told, the brief too: the test above can fail."""
    allowed = World(name="allowed", facts=told([one for one in FACTS if one is not SPANISH]))
    full, none = await two_traces(allowed, house, eva, log)
    hello, suggestion, why, _, order, *_ = full
    brief = full[len(allowed.script)]
    assert "Zephyrine" in hello and "wool" in suggestion and "I take a size L" in why
    assert "so I left out: Cashmere scarf." in full[SHOPPING.index("what scarves have you got?")]
    assert "paper packaging" in order and "I never wear wool" in brief
    assert not any(one.words in line for one in FACTS for line in none)
