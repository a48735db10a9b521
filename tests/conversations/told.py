"""What customers told and what they allowed, put into the memory before a conversation is tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from store import Assurance, Capture, ConsentState, Fact, Moment, NewFact, Purpose, Sensitivity
from tests.conversations.conftest import Customer, House

YES = Capture(method="button", words="as the test says")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing a customer says of themselves."""

    kind: str
    stance: str
    about: str
    words: str
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    subject: str = "self"
    lasts: timedelta | None = None


def decide(house: House, customer: Customer, purpose: Purpose, state: ConsentState, **terms: Any) -> None:
    """The customer's decision on a purpose, or on one fact alone."""
    known = house.memory.people.arrive(customer.channel, customer.address)
    house.memory.consents.decide(known.customer, known.identity, purpose, state, YES, **terms)


def allow(house: House, customer: Customer, *purposes: Purpose) -> None:
    """A plain yes to each."""
    for purpose in purposes:
        decide(house, customer, purpose, ConsentState.GIVEN)


def tell(house: House, customer: Customer, told: Told) -> Fact:
    """Remembers it, with a yes of its own where it needs one."""
    known = house.memory.people.arrive(customer.channel, customer.address)
    now: datetime = house.clock()
    sure = {"identity": known.identity, "assurance": Assurance.CHANNEL}
    new = NewFact(
        kind=told.kind,
        stance=told.stance,
        about=told.about,
        words=told.words,
        text=told.words,
        said_at=now,
        channel=customer.channel,
        sensitivity=told.sensitivity,
        subject=told.subject,
        valid_to=now + told.lasts if told.lasts else None,
    )
    return house.memory.facts.remember(Moment(now=now, channel=customer.channel, **sure), new, explicit=YES)
