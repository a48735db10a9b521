"""Whatever people say, allow, take back, join, part and erase: the memory answers as a plain dict would.

Guarantees G2, G3, G5 and G11 at once: the oracle below is the whole promise in forty lines.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from store.errors import NotAllowed
from store.migrate import migrate
from store.values import Arrival, Assurance, ConsentState, Provenance, Purpose, Reader, Sensitivity
from tests.store.conftest import empty
from tests.store.store_house import START, House, a_capture, open_house, owner_of

PURPOSES = [Purpose.MEMORY, Purpose.PERSONALISE, Purpose.STAFF, Purpose.CONTACT]
STATES = [
    ConsentState.GIVEN,
    ConsentState.RENEWED,
    ConsentState.WITHDRAWN,
    ConsentState.REFUSED,
    ConsentState.REQUESTED,
]
YES = (ConsentState.GIVEN, ConsentState.RENEWED)
READERS = {
    (Purpose.PERSONALISE, Reader.ASSISTANT): (Purpose.MEMORY, Purpose.PERSONALISE),
    (Purpose.STAFF, Reader.AGENT): (Purpose.MEMORY, Purpose.STAFF),
    (Purpose.CONTACT, Reader.OUTREACH): (Purpose.MEMORY, Purpose.CONTACT),
}
PLACES = [("web", "nadia"), ("telegram", "8812"), ("account", "c-1"), ("sms", "+447700900000")]
THINGS = ["wool", "fish", "coffee"]


@dataclass
class Known:
    """A fact as the oracle knows it."""

    about: str
    said_at: datetime
    sensitivity: Sensitivity
    provenance: Provenance
    stands: bool = True
    held: bool = False
    disputed: bool = False


class Word(NamedTuple):
    """A decision as the oracle knows it."""

    identity: str
    purpose: Purpose
    fact: str | None
    state: ConsentState
    at: datetime
    until: datetime | None


@dataclass
class Side:
    """An identity as the oracle knows it."""

    who: Arrival
    home: str
    facts: dict[str, Known] = field(default_factory=dict)


class TheMemory(RuleBasedStateMachine):
    """People at four addresses do everything there is to do, in any order, with any clock."""

    folder: Path
    postgres: str = ""  # the address of a database to work on; without one, files

    @initialize()
    def open(self) -> None:
        self.temporary = TemporaryDirectory(dir=self.folder)
        place = Path(self.temporary.name)
        self.opening = open_house(self.empty_database(place), place)
        self.house: House = next(self.opening)
        self.sides: dict[int, Side] = {}
        self.ledger: list[Word] = []
        for number in range(len(PLACES)):
            self.come(number)

    def teardown(self) -> None:
        if hasattr(self, "opening"):
            next(self.opening, None)
            self.temporary.cleanup()

    def empty_database(self, place: Path) -> str:
        if self.postgres:
            empty(owner_of(self.postgres))
            return self.postgres
        (place / "house.db").write_bytes((self.folder / "migrated.db").read_bytes())
        return f"sqlite:///{place}/house.db"

    def come(self, number: int) -> None:
        who = self.house.memory.people.arrive(*PLACES[number])
        self.sides[number] = Side(who, who.customer)

    # what people do

    @rule(
        number=st.integers(0, 3),
        about=st.sampled_from(THINGS),
        sensitivity=st.sampled_from(Sensitivity),
        provenance=st.sampled_from([Provenance.STATED, Provenance.OBSERVED]),
    )
    def say(self, number: int, about: str, sensitivity: Sensitivity, provenance: Provenance) -> None:
        side = self.sides[number]
        told = {"sensitivity": sensitivity, "provenance": provenance}
        explicit = None if sensitivity is Sensitivity.ORDINARY else a_capture()
        if not self.holds(side.who.customer, Purpose.MEMORY):
            with pytest.raises(NotAllowed):
                self.house.tell(side.who, about, explicit=explicit, **told)
            return
        fact = self.house.tell(side.who, about, explicit=explicit, **told)
        new = Known(about, self.house.clock(), sensitivity, provenance)
        for old in side.facts.values():
            if old.stands and (old.about, old.sensitivity) == (about, sensitivity):
                if old.provenance is Provenance.STATED and provenance is Provenance.OBSERVED:
                    new.stands = False
                else:
                    old.stands = False
        side.facts[fact.id] = new
        if explicit:
            self.wrote(side, Purpose.MEMORY, fact.id, ConsentState.GIVEN)

    @rule(
        number=st.integers(0, 3),
        purpose=st.sampled_from(PURPOSES),
        state=st.sampled_from(STATES),
        lasting=st.none() | st.integers(-1, 300),
    )
    def decide(self, number: int, purpose: Purpose, state: ConsentState, lasting: int | None) -> None:
        side, now = self.sides[number], self.house.clock()
        until = None if lasting is None else now + timedelta(days=lasting)
        if state in YES and until is not None and until <= now:
            with pytest.raises(NotAllowed):
                self.house.decide(side.who, purpose, state=state, until=until)
            return
        if state in YES and until is None:
            before = self.last(side.who.customer, purpose, None)
            until = before.until if before and before.until and before.until > now and before.state in YES else None
        self.house.decide(side.who, purpose, state=state, until=None if lasting is None else until)
        self.wrote(side, purpose, None, state, until)

    @rule(number=st.integers(0, 3), data=st.data())
    def take_back_one_yes(self, number: int, data: st.DataObject) -> None:
        side = self.sides[number]
        careful = [id for id, fact in side.facts.items() if fact.sensitivity is not Sensitivity.ORDINARY]
        if careful:
            fact = data.draw(st.sampled_from(sorted(careful)))
            self.house.decide(side.who, Purpose.MEMORY, state=ConsentState.WITHDRAWN, fact=fact)
            self.wrote(side, Purpose.MEMORY, fact, ConsentState.WITHDRAWN)

    @rule(number=st.integers(0, 3), data=st.data(), how=st.sampled_from(["forget", "restrict", "release", "dispute"]))
    def mind(self, number: int, data: st.DataObject, how: str) -> None:
        side = self.sides[number]
        standing = sorted(id for id, fact in side.facts.items() if fact.stands)
        if not standing:
            return
        fact = data.draw(st.sampled_from(standing))
        done = getattr(self.house.memory.facts, how)(side.who.customer, fact, self.house.moment(side.who))
        if how == "forget":
            for gone in done:
                del side.facts[gone]
        elif how == "dispute":
            side.facts[fact].disputed = True
        else:
            side.facts[fact].held = how == "restrict"

    @rule(host=st.integers(0, 3), guest=st.integers(0, 3))
    def join(self, host: int, guest: int) -> None:
        one, other = self.sides[host], self.sides[guest]
        alone = [side for side in self.sides.values() if side.who.customer == other.who.customer]
        if one is other or other.who.customer != other.home or len(alone) > 1:
            return
        joined = self.house.memory.links.link(one.who.identity, other.who.identity, "passport", "eva")
        assert joined.customer == one.who.customer
        other.who = joined

    @rule(number=st.integers(0, 3))
    def part(self, number: int) -> None:
        side = self.sides[number]
        if side.who.customer != side.home:
            side.who = self.house.memory.links.unlink(side.who.identity, Reader.CUSTOMER)

    @rule(number=st.integers(0, 3), assurance=st.sampled_from([Assurance.CHANNEL, Assurance.VERIFIED]))
    def forget_me(self, number: int, assurance: Assurance) -> None:
        who = self.sides[number].who
        receipt = self.house.memory.rights.erase(who.customer, self.house.moment(who, assurance))
        assert receipt.complete
        for other, side in list(self.sides.items()):
            same = side.who.customer == who.customer
            if other == number or (same and assurance is Assurance.VERIFIED):
                self.ledger = [row for row in self.ledger if row[0] != side.who.identity]
                self.come(other)
                assert self.sides[other].who.customer != who.customer

    @rule(days=st.integers(-200, 400), seconds=st.integers(-1, 1))
    def time_passes(self, days: int, seconds: int) -> None:
        new = self.house.clock() + timedelta(days=days, seconds=seconds)
        self.house.clock.now = min(max(new, START - timedelta(days=500)), START + timedelta(days=1500))

    @rule()
    def keep_no_longer(self) -> None:
        self.house.memory.retention.run()
        now = self.house.clock()
        for side in self.sides.values():
            ended = self.memory_ended(side.who.customer)
            over = ended is not None and ended <= now - timedelta(days=30)
            side.facts = {
                id: fact for id, fact in side.facts.items() if not over and fact.said_at > now - timedelta(days=1095)
            }

    # what must hold

    @invariant()
    def every_reader_sees_exactly_what_is_allowed(self) -> None:
        for side in getattr(self, "sides", {}).values():
            for (purpose, reader), needs in READERS.items():
                for assurance in Assurance:
                    seen = self.house.memory.recall(
                        side.who.customer, purpose, reader, self.house.moment(side.who, assurance)
                    )
                    assert {fact.id for fact in seen.facts} == self.allowed(side, reader, needs, assurance)
                    assert set(seen.withheld) == {need for need in needs if not self.holds(side.who.customer, need)}

    # the oracle

    def wrote(
        self, side: Side, purpose: Purpose, fact: str | None, state: ConsentState, until: datetime | None = None
    ) -> None:
        self.ledger.append(Word(side.who.identity, purpose, fact, state, self.house.clock(), until))

    def last(self, customer: str, purpose: Purpose, fact: str | None) -> Word | None:
        own = {side.who.identity for side in self.sides.values() if side.who.customer == customer}
        rows = [row for row in self.ledger if row.identity in own and (row.purpose, row.fact) == (purpose, fact)]
        decided = [row for row in rows if row.state is not ConsentState.REQUESTED]
        return decided[-1] if decided else None

    def holds(self, customer: str, purpose: Purpose, fact: str | None = None) -> bool:
        last = self.last(customer, purpose, fact)
        return last is not None and last.state in YES and (last.until is None or self.house.clock() < last.until)

    def memory_ended(self, customer: str) -> datetime | None:
        last = self.last(customer, Purpose.MEMORY, None)
        if last is None or self.holds(customer, Purpose.MEMORY):
            return None
        ended = last.until if last.state in YES else last.at
        return ended if ended is not None and ended <= self.house.clock() else None

    def allowed(self, side: Side, reader: Reader, needs: tuple[Purpose, ...], assurance: Assurance) -> set[str]:
        customer = side.who.customer
        if assurance is Assurance.ANONYMOUS or not all(self.holds(customer, need) for need in needs):
            return set()
        best: dict[str, tuple[bool, str]] = {}
        for other in self.sides.values():
            reached = other is side or (assurance is Assurance.VERIFIED and other.who.customer == customer)
            for id, fact in other.facts.items() if reached else ():
                if self.usable(id, fact, customer, reader):
                    weight = (fact.provenance is Provenance.STATED, id)
                    best[fact.about] = max(best.get(fact.about, weight), weight)
        return {id for _, id in best.values()}

    def usable(self, id: str, fact: Known, customer: str, reader: Reader) -> bool:
        kept = self.house.clock() < fact.said_at + timedelta(days=1095)
        if not fact.stands or fact.held or fact.disputed or not kept:
            return False
        if fact.sensitivity is Sensitivity.ORDINARY:
            return True
        return reader is Reader.ASSISTANT and self.holds(customer, Purpose.MEMORY, id)


def test_the_memory_answers_as_a_plain_dict_would(tmp_path: Path) -> None:
    """Saying, deciding, joining, parting, erasing and any clock: readers see what is allowed, to the fact."""
    migrate(f"sqlite:///{tmp_path}/migrated.db")
    TheMemory.folder = tmp_path
    _run(TheMemory, examples=25, steps=25)


def test_the_memory_answers_so_on_postgresql_too(postgres_url: str, tmp_path: Path) -> None:
    """The same, shorter, as a role that row-level security binds."""
    walled = type("TheWalledMemory", (TheMemory,), {"folder": tmp_path, "postgres": postgres_url})
    _run(walled, examples=4, steps=12)


def _run(machine: type[TheMemory], examples: int, steps: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
