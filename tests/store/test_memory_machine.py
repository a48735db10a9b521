"""Whatever people say, allow, take back, put right, join, part and erase, and whatever backup comes back:
the memory answers as a plain dict would.

Guarantees G2, G3, G4, G5 and G11 at once: the oracle below is the whole promise in a hundred lines.
"""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from store import open_memory
from store.backup import backup, restore
from store.errors import NotAllowed
from store.ledger import Deed
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
WHOM = ["self", "my sister"]
MINDED = {"dispute": Deed.WRONG, "restrict": Deed.HELD_BACK, "release": Deed.RELEASED, "forget": Deed.FORGOTTEN}


@dataclass
class Known:
    """A fact as the oracle knows it."""

    about: str
    said_at: datetime
    sensitivity: Sensitivity
    provenance: Provenance
    whom: str = "self"
    text: str = ""
    stands: bool = True
    held: bool = False
    disputed: bool = False

    @property
    def matter(self) -> tuple[str, Sensitivity, str]:
        return self.about, self.sensitivity, self.whom

    def replaces(self, old: "Known") -> bool:
        return not (old.provenance is Provenance.STATED and self.provenance is Provenance.OBSERVED)


class Word(NamedTuple):
    """A decision as the oracle knows it."""

    identity: str
    purpose: Purpose
    fact: str | None
    state: ConsentState
    at: datetime
    until: datetime | None


class Line(NamedTuple):
    """What a backup must not undo, as the oracle knows it."""

    deed: Deed
    at: datetime
    identities: list[str]
    things: tuple[str, ...] = ()
    purpose: Purpose | None = None
    until: datetime | None = None


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
        self.lines: list[Line] = []
        self.erased: set[str] = set()
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
        whom=st.sampled_from(WHOM),
    )
    def say(self, number: int, about: str, sensitivity: Sensitivity, provenance: Provenance, whom: str) -> None:
        side = self.sides[number]
        told = {"sensitivity": sensitivity, "provenance": provenance, "subject": whom}
        explicit = None if sensitivity is Sensitivity.ORDINARY else a_capture()
        theirs_to_tell = whom != "self" and sensitivity is Sensitivity.SPECIAL
        if theirs_to_tell or not self.holds(side.who.customer, Purpose.MEMORY):
            with pytest.raises(NotAllowed):
                self.house.tell(side.who, about, explicit=explicit, **told)
            return
        fact = self.house.tell(side.who, about, explicit=explicit, **told)
        self.kept(side, fact.id, Known(about, self.house.clock(), sensitivity, provenance, whom, fact.text))
        if explicit:
            self.wrote(side, Purpose.MEMORY, fact.id, ConsentState.GIVEN)

    @rule(number=st.integers(0, 3), data=st.data())
    def correct(self, number: int, data: st.DataObject) -> None:
        side = self.sides[number]
        standing = sorted(id for id, fact in side.facts.items() if fact.stands)
        if not standing:
            return
        fact = data.draw(st.sampled_from(standing))
        old, own = side.facts[fact], self.last(side.who.customer, Purpose.MEMORY, fact)
        customer, moment = side.who.customer, self.house.moment(side.who)
        new = self.house.memory.facts.correct(customer, fact, moment, words="No, I like it", text="likes it")
        self.writes(side, Deed.WRONG, fact)
        side.facts[fact].stands = False
        right = replace(old, said_at=self.house.clock(), provenance=Provenance.STATED, text="likes it", stands=True)
        self.kept(side, new.id, replace(right, held=False, disputed=False))
        if own is not None:
            self.wrote(side, Purpose.MEMORY, new.id, own.state, own.until)

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
        before = self.last(side.who.customer, purpose, None)
        said_yes = before is not None and before.state in YES
        if state in YES and until is None:
            until = before.until if said_yes and before.until and before.until > now else None
        self.house.decide(side.who, purpose, state=state, until=None if lasting is None else until)
        if said_yes and state in YES and before.until != until:
            self.writes(side, Deed.OTHER_TERMS, purpose=purpose, until=until)
        if said_yes and state in (ConsentState.WITHDRAWN, ConsentState.REFUSED):
            self.writes(side, Deed.WITHDRAWN, purpose=purpose)
        self.wrote(side, purpose, None, state, until)

    @rule(number=st.integers(0, 3), data=st.data())
    def take_back_one_yes(self, number: int, data: st.DataObject) -> None:
        side = self.sides[number]
        careful = [id for id, fact in side.facts.items() if fact.sensitivity is not Sensitivity.ORDINARY]
        if careful:
            fact = data.draw(st.sampled_from(sorted(careful)))
            before = self.last(side.who.customer, Purpose.MEMORY, fact)
            self.house.decide(side.who, Purpose.MEMORY, state=ConsentState.WITHDRAWN, fact=fact)
            if before is not None and before.state in YES:
                self.writes(side, Deed.WITHDRAWN, fact, purpose=Purpose.MEMORY)
            self.wrote(side, Purpose.MEMORY, fact, ConsentState.WITHDRAWN)

    @rule(number=st.integers(0, 3), data=st.data(), how=st.sampled_from(sorted(MINDED)))
    def mind(self, number: int, data: st.DataObject, how: str) -> None:
        side = self.sides[number]
        standing = sorted(id for id, fact in side.facts.items() if fact.stands)
        if not standing:
            return
        fact = data.draw(st.sampled_from(standing))
        done = getattr(self.house.memory.facts, how)(side.who.customer, fact, self.house.moment(side.who))
        self.writes(side, MINDED[how], *(done if how == "forget" else [fact]))
        self.minds(side, self.lines[-1])

    @rule(host=st.integers(0, 3), guest=st.integers(0, 3))
    def join(self, host: int, guest: int) -> None:
        one, other = self.sides[host], self.sides[guest]
        alone = [side for side in self.sides.values() if side.who.customer == other.who.customer]
        if one is other or other.who.customer != other.home or len(alone) > 1:
            return
        joined = self.house.memory.links.link(one.who.identity, other.who.identity, "passport", "eva")
        assert joined.customer == one.who.customer
        other.who = joined

    @rule(data=st.data())
    def part(self, data: st.DataObject) -> None:
        joined = [number for number, side in self.sides.items() if side.who.customer != side.home]
        if joined:
            side = self.sides[data.draw(st.sampled_from(joined))]
            self.writes(side, Deed.PARTED, side.who.identity)
            self.house.memory.links.unlink(side.who.identity, Reader.CUSTOMER)
            self.goes_home(side)

    @rule(number=st.integers(0, 3), assurance=st.sampled_from([Assurance.CHANNEL, Assurance.VERIFIED]))
    def forget_me(self, number: int, assurance: Assurance) -> None:
        who = self.sides[number].who
        receipt = self.house.memory.rights.erase(who.customer, self.house.moment(who, assurance))
        assert receipt.complete
        for other, side in list(self.sides.items()):
            same = side.who.customer == who.customer
            if other == number or (same and assurance is Assurance.VERIFIED):
                self.erased.add(side.who.identity)
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
        self.look()

    def look(self) -> None:
        for side in getattr(self, "sides", {}).values():
            decided = [(purpose, self.last(side.who.customer, purpose, None)) for purpose in PURPOSES]
            grants = self.house.memory.consents.grants(side.who.customer)
            assert {(one.purpose, one.until) for one in grants if one.fact is None and one.state in YES} == {
                (purpose, word.until) for purpose, word in decided if word is not None and word.state in YES
            }
            for (purpose, reader), needs in READERS.items():
                for assurance in Assurance:
                    seen = self.house.memory.recall(
                        side.who.customer, purpose, reader, self.house.moment(side.who, assurance)
                    )
                    allowed = self.allowed(side, reader, needs, assurance)
                    for facts, them in ((seen.facts, WHOM[:1]), (seen.others, WHOM[1:])):
                        assert {fact.id for fact in facts} == {id for id, whom in allowed if whom in them}
                    assert set(seen.withheld) == {need for need in needs if not self.holds(side.who.customer, need)}

    # the oracle

    def kept(self, side: Side, fact: str, new: Known) -> None:
        rivals = {id: old for id, old in side.facts.items() if old.stands and old.matter == new.matter}
        outdated = [id for id, old in rivals.items() if old.text != new.text]
        if outdated and new.provenance is Provenance.STATED:
            self.writes(side, Deed.WRONG, *outdated)
        new.stands = all(new.replaces(old) for old in rivals.values())
        for old in rivals.values() if new.stands else ():
            old.stands = False
        side.facts[fact] = new

    def writes(
        self, side: Side, deed: Deed, *things: str, purpose: Purpose | None = None, until: datetime | None = None
    ) -> None:
        """Into the ledger outside: of whoever is one customer with this side, the side itself first."""
        all_of_them = (one.who for one in self.sides.values() if one.who.customer == side.who.customer)
        others = sorted(who.identity for who in all_of_them if who != side.who)
        identities = [side.who.identity, *others]
        self.lines.append(Line(deed, self.house.clock(), identities, things, purpose, until))

    def does_again(self, line: Line) -> None:
        first: dict[str, Side] = {}  # of each customer that they are now, who stands first in the line
        for identity in line.identities:
            for side in self.sides.values():
                if side.who.identity == identity:
                    first.setdefault(side.who.customer, side)
        for customer, side in first.items():
            theirs = [one for one in self.sides.values() if one.who.customer == customer]
            if line.purpose is not None:
                self.decides_again(line, side, theirs)
            for one in theirs:
                if line.deed is Deed.PARTED and one.who.identity in line.things:
                    self.goes_home(one)
                self.minds(one, line)

    def goes_home(self, side: Side) -> None:
        """What was no for both is no for each."""
        host, matters = side.who.customer, {(row.purpose, row.fact) for row in self.ledger}
        words = [self.last(host, *matter) for matter in matters]
        side.who = replace(side.who, customer=side.home)
        for no in [word for word in words if word is not None and word.state not in YES]:
            for customer in (host, side.home):
                own = self.last(customer, no.purpose, no.fact)
                if own is not None and own.state in YES:
                    word = no._replace(identity=own.identity, state=ConsentState.WITHDRAWN, until=None)
                    self.ledger.append(word)

    def decides_again(self, line: Line, side: Side, theirs: list[Side]) -> None:
        known = {id for one in theirs for id in one.facts}
        for fact in [id for id in line.things if id in known] if line.things else [None]:
            before = self.last(side.who.customer, line.purpose, fact)
            if before is None or before.state not in YES:
                continue
            own = line.deed is Deed.OTHER_TERMS and side.who.identity == line.identities[0]
            state, until = (ConsentState.RENEWED, line.until) if own else (ConsentState.WITHDRAWN, None)
            self.ledger.append(Word(side.who.identity, line.purpose, fact, state, line.at, until))

    def minds(self, side: Side, line: Line) -> None:
        for fact in set(line.things) & set(side.facts):
            if line.deed is Deed.FORGOTTEN:
                del side.facts[fact]
            elif line.deed is Deed.WRONG:
                side.facts[fact].disputed = True
            elif line.deed in (Deed.HELD_BACK, Deed.RELEASED):
                side.facts[fact].held = line.deed is Deed.HELD_BACK

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

    def allowed(
        self, side: Side, reader: Reader, needs: tuple[Purpose, ...], assurance: Assurance
    ) -> set[tuple[str, str]]:
        customer = side.who.customer
        if assurance is Assurance.ANONYMOUS or not all(self.holds(customer, need) for need in needs):
            return set()
        best: dict[tuple[str, str], tuple[bool, str]] = {}
        for other in self.sides.values():
            reached = other is side or (assurance is Assurance.VERIFIED and other.who.customer == customer)
            for id, fact in other.facts.items() if reached else ():
                if self.usable(id, fact, customer, reader):
                    weight = (fact.provenance is Provenance.STATED, id)
                    matter = (fact.about, fact.whom)
                    best[matter] = max(best.get(matter, weight), weight)
        return {(id, whom) for (_, whom), (_, id) in best.items()}

    def usable(self, id: str, fact: Known, customer: str, reader: Reader) -> bool:
        kept = self.house.clock() < fact.said_at + timedelta(days=1095)
        if not fact.stands or fact.held or fact.disputed or not kept:
            return False
        if fact.whom != "self" and reader is not Reader.ASSISTANT:
            return False
        if fact.sensitivity is Sensitivity.ORDINARY:
            return True
        return reader is Reader.ASSISTANT and self.holds(customer, Purpose.MEMORY, id)


class TheRestoredMemory(TheMemory):
    """The same people, known and saved; whatever they do then, at the end the backup comes back."""

    every_reader_sees_exactly_what_is_allowed = None  # looked at once it is back

    @initialize()
    def open(self) -> None:
        super().open()
        for number, side in self.sides.items():
            self.house.decide(side.who, *PURPOSES)
            for purpose in PURPOSES:
                self.wrote(side, purpose, None, ConsentState.GIVEN)
            for about in THINGS:
                self.say(number, about, Sensitivity.ORDINARY, Provenance.STATED, "self")
            self.say(number, "nuts", Sensitivity.SPECIAL, Provenance.STATED, "self")
        self.join(0, 1)
        backup(owner_of(self.house.url), self.house.folder / "older.shoebox")
        self.saved = deepcopy((self.sides, self.ledger))
        self.lines, self.erased = [], set()

    def teardown(self) -> None:
        if hasattr(self, "saved"):
            self.bring_the_backup_back()
            self.look()
        super().teardown()

    def bring_the_backup_back(self) -> None:
        self.house.memory.close()
        restore(owner_of(self.house.url), self.house.folder / "older.shoebox")
        ledger = self.house.folder / "erasures.jsonl"
        self.house.memory = open_memory(self.house.url, self.house.key, self.house.clock, ledger)
        self.house.memory.rights.replay()
        self.sides, self.ledger = self.saved
        gone = [number for number, side in self.sides.items() if side.who.identity in self.erased]
        self.ledger = [row for row in self.ledger if row.identity not in self.erased]
        for number in gone:
            del self.sides[number]
        for line in self.lines:
            if line.at > self.house.clock() - timedelta(days=1826):  # before that no database knows what it did
                self.does_again(line)
        for number in gone:
            self.come(number)


def test_the_memory_answers_as_a_plain_dict_would(tmp_path: Path) -> None:
    """Saying, deciding, joining, parting, erasing and any clock: readers see what is allowed, to the fact."""
    migrate(f"sqlite:///{tmp_path}/migrated.db")
    TheMemory.folder = tmp_path
    _run(TheMemory, examples=25, steps=25)


def test_the_memory_answers_so_on_postgresql_too(postgres_url: str, tmp_path: Path) -> None:
    """The same, shorter, as a role that row-level security binds."""
    walled = type("TheWalledMemory", (TheMemory,), {"folder": tmp_path, "postgres": postgres_url})
    _run(walled, examples=4, steps=12)


def test_no_older_backup_undoes_what_people_did_since(tmp_path: Path) -> None:
    """Whatever was forgotten, put right, narrowed, parted or erased since the backup is so again after it came back."""
    migrate(f"sqlite:///{tmp_path}/migrated.db")
    TheRestoredMemory.folder = tmp_path
    _run(TheRestoredMemory, examples=30, steps=15)


def test_nor_does_one_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    """The same, shorter, as a role that row-level security binds."""
    walled = type("TheWalledRestoredMemory", (TheRestoredMemory,), {"folder": tmp_path, "postgres": postgres_url})
    _run(walled, examples=3, steps=12)


def _run(machine: type[TheMemory], examples: int, steps: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
