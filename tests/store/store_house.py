"""A memory with a clock in hand, and the verbs that the store's tests speak in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, text

from store import Memory, open_memory
from store.keys import HouseKey, new_key
from store.values import (
    Arrival,
    Assurance,
    Capture,
    ConsentState,
    Fact,
    Moment,
    NewFact,
    Purpose,
    Reader,
)

START = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@dataclass
class HouseClock:
    """The house's clock, set by hand."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class House:
    """A memory with a clock in hand and the verbs that tests speak in."""

    memory: Memory
    clock: HouseClock
    url: str
    folder: Path
    key: HouseKey
    turns: int = field(default=0)

    def arrive(self, address: str = "nadia", channel: str = "web") -> Arrival:
        return self.memory.people.arrive(channel, address)

    def moment(self, who: Arrival, assurance: Assurance = Assurance.CHANNEL, channel: str = "web") -> Moment:
        return Moment(now=self.clock(), channel=channel, identity=who.identity, assurance=assurance)

    def decide(
        self, who: Arrival, *purposes: Purpose, state: ConsentState = ConsentState.GIVEN, **more: object
    ) -> None:
        for purpose in purposes:
            self.memory.consents.decide(who.customer, who.identity, purpose, state, a_capture(), **more)

    def allow(self, who: Arrival, *purposes: Purpose) -> None:
        self.decide(who, *(purposes or (Purpose.MEMORY, Purpose.PERSONALISE)))

    def withdraw(self, who: Arrival, *purposes: Purpose) -> None:
        self.decide(who, *purposes, state=ConsentState.WITHDRAWN)

    def tell(self, who: Arrival, about: str = "wool", explicit: Capture | None = None, **more: object) -> Fact:
        new = replace(a_fact(about), said_at=self.clock(), **more)
        return self.memory.facts.remember(self.moment(who), new, explicit=explicit)

    def known(
        self,
        who: Arrival,
        purpose: Purpose = Purpose.PERSONALISE,
        reader: Reader = Reader.ASSISTANT,
        assurance: Assurance = Assurance.CHANNEL,
    ) -> list[str]:
        """What a recall answers now, as the things spoken of."""
        brief = self.memory.recall(who.customer, purpose, reader, self.moment(who, assurance))
        return [fact.about for fact in brief.facts]


def a_fact(about: str = "wool", **more: object) -> NewFact:
    told = NewFact(
        kind="preference",
        stance="dislikes",
        about=about,
        words=f"I never wear {about}",
        text=f"prefers no {about}",
        said_at=START,
        channel="web",
    )
    return replace(told, **more)


def a_capture(**more: object) -> Capture:
    shown = Capture(method="button", words="Yes", notice_text="Shall I remember that?", notice_version="1")
    return replace(shown, **more)


def open_house(url: str, folder: Path) -> Iterator[House]:
    clock, key = HouseClock(), HouseKey(new_key())
    memory = open_memory(url, key, clock, folder / "erasures.jsonl")
    yield House(memory, clock, url, folder, key)
    memory.close()


def owner_of(url: str) -> str:
    """The same database as its owner comes in, before whom no wall stands."""
    return re.sub(r"//\w+@", "//postgres@", url)


def lift_the_locks(db: Connection) -> None:
    """What somebody with the whole database in hand can do: the triggers are gone."""
    if db.dialect.name == "postgresql":
        db.execute(text("SET LOCAL session_replication_role = replica"))
        return
    for name in db.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
        db.execute(text(f"DROP TRIGGER {name}"))
