"""A memory of the benchmark's own, and customers who are known to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from store import Capture, ConsentState, Memory, Moment, NewFact, Purpose, open_memory
from store.keys import HouseKey
from store.migrate import migrate
from store.values import Arrival, Assurance, Reader

FACTS_EACH = 20
BOTH = (Purpose.MEMORY, Purpose.PERSONALISE)


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def memory_at(url: str, key: HouseKey, folder: Path) -> Iterator[Memory]:
    """The memory at an address, migrated; its erasures are noted in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    migrate(url)
    memory = open_memory(url, key, now, folder / "erasures.jsonl")
    try:
        yield memory
    finally:
        memory.close()


def known_customer(memory: Memory, address: str, facts: int = FACTS_EACH, channel: str = "bench") -> Arrival:
    """A customer who allowed memory and its use, and told so many facts."""
    who = memory.people.arrive(channel, address, Assurance.CHANNEL)
    for purpose in BOTH:
        memory.consents.decide(who.customer, who.identity, purpose, ConsentState.GIVEN, a_yes())
    moment = moment_of(who.identity, channel)
    for number in range(facts):
        memory.facts.remember(moment, a_fact(number, channel))
    return who


def moment_of(identity: str, channel: str = "bench") -> Moment:
    return Moment(now=now(), channel=channel, identity=identity, assurance=Assurance.CHANNEL)


def a_fact(number: int, channel: str = "bench") -> NewFact:
    thing = f"{_THINGS[number % len(_THINGS)]} {number}"
    return NewFact(
        kind="preference",
        stance="likes",
        about=thing,
        words=f"I have always been very fond of {thing}, you know",
        text=f"likes {thing}",
        said_at=now(),
        channel=channel,
    )


def a_yes() -> Capture:
    return Capture(method="button", words="Yes", notice_text="Shall I remember that?", notice_version="1")


def brief_of(memory: Memory, customer: str, identity: str) -> int:
    """Reads the brief that the assistant is given, and counts the facts in it."""
    brief = memory.recall(customer, Purpose.PERSONALISE, Reader.ASSISTANT, moment_of(identity))
    return len(brief.facts)


_THINGS = ("linen", "green tea", "Handel", "tulips", "oak", "felt hats", "rye bread", "maps", "merino", "slow trains")
