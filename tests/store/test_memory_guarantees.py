"""The guarantees of the store itself, each on both databases where a database could make a difference."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from store import open_memory
from store.consent import NEEDS
from store.datamap import DATA_MAP, Belongs
from store.errors import Conflict, CustomerUnknown, FactUnknown, StoreError, StoreUnavailable
from store.keys import HouseKey, new_key
from store.migrate import metadata, migrate
from store.values import (
    Arrival,
    Assurance,
    ConsentState,
    Moment,
    Purpose,
    Reader,
    Sensitivity,
)
from tests.store.store_house import House, HouseClock, a_capture, a_fact, open_house
from tests.store.test_memory_rights import a_full_life

ORDINARY, SPECIAL, CONFIDENCE = Sensitivity.ORDINARY, Sensitivity.SPECIAL, Sensitivity.CONFIDENCE
GRANTABLE = [purpose for purpose in Purpose if purpose is not Purpose.SERVICE]


# G1: what is not allowed changes nothing


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("twins") / "migrated.db"
    migrate(f"sqlite:///{path}")
    return path


needy = sorted(pair for pair in NEEDS if NEEDS[pair])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    allowed=st.sets(st.sampled_from(GRANTABLE)),
    pair=st.sampled_from(needy),
    assurance=st.sampled_from(Assurance),
    hidden=st.lists(
        st.sampled_from(["withdrawn yes", "held back", "disputed", "other side", "other reader"]), max_size=6
    ),
)
def test_what_is_not_allowed_changes_nothing(
    migrated: Path,
    tmp_path_factory: pytest.TempPathFactory,
    allowed: set[Purpose],
    pair: tuple[Reader, Purpose],
    assurance: Assurance,
    hidden: list[str],
) -> None:
    """G1: two worlds that differ only in facts that this reader may not use answer and audit alike."""
    worlds = []
    for extras in ([], hidden):
        folder = tmp_path_factory.mktemp("world")
        (folder / "house.db").write_bytes(migrated.read_bytes())
        opening = open_house(f"sqlite:///{folder}/house.db", folder)
        worlds.append(_told_and_recalled(next(opening), extras, allowed, pair, assurance))
        next(opening, None)
    assert worlds[0] == worlds[1]


def _told_and_recalled(
    house: House, extras: list[str], allowed: set[Purpose], pair: tuple[Reader, Purpose], assurance: Assurance
) -> tuple[Any, ...]:
    nadia = house.arrive()
    phone = house.memory.people.arrive("telegram", "8812")
    phone = house.memory.links.link(nadia.identity, phone.identity, "passport", "eva")
    house.allow(nadia, *GRANTABLE)
    house.tell(nadia, "wool")
    for number, extra in enumerate(extras):
        _hide(house, nadia, phone, extra, f"hidden {number}", pair[0], assurance)
    house.withdraw(nadia, *(purpose for purpose in GRANTABLE if purpose not in allowed))
    reader, purpose = pair
    brief = house.memory.recall(nadia.customer, purpose, reader, house.moment(nadia, assurance))
    last = next(row for row in house.memory.audit.page(limit=1_000).items if row.action == "recall")
    told = [(fact.about, fact.text, fact.words, fact.said_at) for fact in (*brief.facts, *brief.others)]
    seen = (last.action, last.reader, last.purpose, last.reason, last.note, len(last.subjects))
    return told, brief.withheld, [(grant.purpose, grant.state) for grant in brief.grants], seen


def _hide(
    house: House, nadia: Arrival, phone: Arrival, how: str, about: str, reader: Reader, assurance: Assurance
) -> None:
    """Puts a fact into this world that the reader may not use, in one of five ways."""
    moment = house.moment(nadia)
    if how == "other side" and assurance is not Assurance.VERIFIED and reader is not Reader.OPERATOR:
        house.tell(phone, about)
    elif how in ("held back", "disputed"):
        fact = house.tell(nadia, about)
        mark = house.memory.facts.restrict if how == "held back" else house.memory.facts.dispute
        mark(nadia.customer, fact.id, moment)
    elif how == "other reader" and reader is not Reader.ASSISTANT:
        house.tell(nadia, about, sensitivity=CONFIDENCE, explicit=a_capture())
    else:
        fact = house.tell(nadia, about, sensitivity=SPECIAL, explicit=a_capture())
        house.decide(nadia, Purpose.MEMORY, state=ConsentState.WITHDRAWN, fact=fact.id)


@pytest.mark.parametrize("pair", [(Reader.ASSISTANT, Purpose.PERSONALISE), (Reader.AGENT, Purpose.STAFF)])
def test_what_may_not_be_used_takes_no_place_from_what_may(house: House, pair: tuple[Reader, Purpose]) -> None:
    """G1: however many newer facts are disputed, held back, run out, another's or another side's: the one is found."""
    nadia = house.arrive()
    phone = house.memory.people.arrive("telegram", "8812")
    phone = house.memory.links.link(nadia.identity, phone.identity, "passport", "eva")
    house.allow(nadia, *GRANTABLE)
    house.tell(nadia, "wool")
    house.clock.pass_by(hours=1)
    reader, purpose = pair
    for how in ("withdrawn yes", "held back", "disputed", "other side", "other reader"):
        _hide(house, nadia, phone, how, how, reader, Assurance.CHANNEL)
    house.tell(nadia, "short", valid_to=house.clock() + timedelta(minutes=1))
    if reader is not Reader.ASSISTANT:
        house.tell(nadia, "a sister's", subject="sister")
    house.clock.pass_by(hours=1)
    brief = house.memory.recall(nadia.customer, purpose, reader, house.moment(nadia), most=1)
    assert [fact.about for fact in brief.facts] == ["wool"]


def test_customers_see_all_of_their_own_page_by_page(house: House) -> None:
    """Used or not, on either side, each once and newest first, also when one is forgotten between two pages."""
    nadia = house.arrive()
    house.allow(nadia)
    told = [house.tell(nadia, f"thing {number}") for number in range(5)]
    house.memory.facts.dispute(nadia.customer, told[1].id, house.moment(nadia))
    seen, after = [], ""
    while after is not None:
        brief = house.memory.recall(
            nadia.customer, Purpose.SERVICE, Reader.CUSTOMER, house.moment(nadia), after=after, most=2
        )
        seen += [fact.id for fact in brief.facts]
        if not after:
            house.memory.facts.forget(nadia.customer, seen[-1], house.moment(nadia))
        after = brief.next
    assert seen == [fact.id for fact in reversed(told)]
    stranger = house.moment(house.arrive("kwame"), Assurance.VERIFIED)
    assert house.memory.recall(nadia.customer, Purpose.SERVICE, Reader.CUSTOMER, stranger, most=1).next is None


# G2: nobody reaches another, nor learns that they exist


def test_nobody_reaches_another_nor_learns_that_they_exist(house: House) -> None:
    """G2: a thousand looks at others' customers, facts and records answer as for customers who never were."""
    chance = Random(7)
    people = [a_full_life(house, f"person-{number}", f"CANARY{number}") for number in range(6)]
    facts = [_facts_of(house, one) for one in people]
    nobody, nothing = "0" * 26, "1" * 26
    looks = 1_000 if house.url.startswith("sqlite") else 200
    for _ in range(looks // len(LOOKS)):
        asking, other = chance.sample(range(len(people)), 2)
        moment = house.moment(people[asking], chance.choice(list(Assurance)))
        fact = chance.choice(facts[other])
        for look in LOOKS:
            real = _answer(look, house, people[other].customer, fact, moment)
            assert real == _answer(look, house, nobody, nothing, moment)
            assert f"CANARY{other}" not in real


def _facts_of(house: House, who: Arrival) -> list[str]:
    moment = house.moment(who)
    return [fact.id for fact in house.memory.recall(who.customer, Purpose.SERVICE, Reader.CUSTOMER, moment).facts]


Look = Callable[[House, str, str, Moment], Any]
LOOKS: list[Look] = [
    lambda house, who, fact, moment: house.memory.recall(who, Purpose.SERVICE, Reader.CUSTOMER, moment).facts,
    lambda house, who, fact, moment: house.memory.recall(who, Purpose.PERSONALISE, Reader.ASSISTANT, moment).facts,
    lambda house, who, fact, moment: house.memory.history(who, Purpose.SERVICE, Reader.ASSISTANT, moment).orders,
    lambda house, who, fact, moment: house.memory.facts.forget(who, fact, moment),
    lambda house, who, fact, moment: house.memory.facts.dispute(who, fact, moment),
    lambda house, who, fact, moment: house.memory.facts.correct(who, fact, moment, words="x", text="x"),
    lambda house, who, fact, moment: house.memory.rights.export(who, moment),
    lambda house, who, fact, moment: house.memory.rights.erase(who, moment),
    lambda house, who, fact, moment: house.memory.rights.erase_identity(who, fact, Reader.CUSTOMER, moment),
    lambda house, who, fact, moment: house.memory.consents.decide(
        who, moment.identity, Purpose.MEMORY, ConsentState.GIVEN, a_capture()
    ),
]


def _answer(look: Look, house: House, customer: str, fact: str, moment: Moment) -> str:
    try:
        return repr(look(house, customer, fact, moment))
    except StoreError as error:
        return f"{type(error).__name__}: {error}"


# G4, G13: everything is found, whichever table it lies in


def test_an_export_has_every_row_of_every_table(house: House) -> None:
    """G13: for each table of the data map the file holds as many rows as the database does for this customer."""
    nadia = a_full_life(house)
    a_full_life(house, "kwame", "OTHER")
    held = house.memory.rights.export(nadia.customer, house.moment(nadia))
    tables = metadata().tables
    with house.memory.store.transaction() as tx:
        tx.as_house()
        for name, mapped in DATA_MAP.items():
            if mapped.belongs is Belongs.IDENTITY:
                table = tables[name]
                rows = select(func.count()).select_from(table).where(table.c.identity_id == nadia.identity)
                assert len(held[name]) == tx.db.execute(rows).scalar_one(), name


def test_erasure_comes_between_any_two_writes(house: House) -> None:
    """G4: while others write for the customer from every side, erasure leaves nothing and lets nothing in after."""
    nadia = house.arrive()
    house.allow(nadia)
    started, errors = threading.Barrier(4), []

    def keep_telling(number: int) -> None:
        started.wait()
        try:
            for turn in range(200):
                house.memory.facts.remember(house.moment(nadia), a_fact(f"thing {number} {turn}"))
        except StoreError as error:
            errors.append(error)

    writers = [threading.Thread(target=keep_telling, args=(number,)) for number in range(3)]
    for writer in writers:
        writer.start()
    started.wait()
    receipt = house.memory.rights.erase(nadia.customer, house.moment(nadia))
    for writer in writers:
        writer.join()
    assert receipt.complete
    assert {type(error) for error in errors} <= {CustomerUnknown, Conflict}
    with house.memory.store.transaction() as tx:
        tx.as_house()
        assert tx.db.execute(text("SELECT count(*) FROM facts")).scalar_one() == 0


@pytest.mark.parametrize("theirs", [("conversations", "identities"), ("identities", "conversations")])
def test_erasure_waits_its_turn_whatever_another_write_holds(
    postgres_house: House, theirs: tuple[str, str]
) -> None:
    """Whoever holds a conversation or an identity may finish with the other; the erasure then is complete."""
    house = postgres_house
    nadia = house.arrive()
    house.memory.conversations.open(nadia.identity, "web", "main")
    first, then = (f"SELECT 1 FROM {table} FOR NO KEY UPDATE" for table in theirs)
    with psycopg.connect(house.url) as db, ThreadPoolExecutor(1) as pool:
        db.execute(first)
        erasing = pool.submit(house.memory.rights.erase, nadia.customer, house.moment(nadia))
        _until_somebody_waits_for(db, house.url)
        with suppress(psycopg.errors.DeadlockDetected):  # one of the two is undone, and comes again
            db.execute(then)
        db.rollback()
        assert erasing.result(30).complete
    assert house.memory.people.find("web", "nadia") is None


def _until_somebody_waits_for(db: psycopg.Connection, url: str) -> None:
    waiting = "SELECT 1 FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))"
    with psycopg.connect(url, autocommit=True) as watching:
        while not watching.execute(waiting, [db.info.backend_pid]).fetchone():
            pass


# What goes wrong


def test_two_arrivals_at_once_are_one_identity(house: House) -> None:
    """However many first messages of one address come at the same moment, there is one identity."""
    together, found = threading.Barrier(8), []

    def arrive() -> None:
        together.wait()
        found.append(house.memory.people.arrive("web", "nadia"))

    threads = [threading.Thread(target=arrive) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_full_disk_leaves_nothing_half_written(sqlite_house: House) -> None:
    """When the disk is full the call is refused as unavailable, and what was there still answers."""
    house = sqlite_house
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia)
    with house.memory.store.engine.connect() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
        db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnavailable):
        for number in range(100):
            house.tell(nadia, f"thing {number}", words="w" * 4_000)
    with pytest.raises(StoreUnavailable):
        for _ in range(1_000):  # each look is a row of the audit, until no room is left for the erasure's own
            house.known(nadia)
    with pytest.raises(StoreUnavailable):
        house.memory.rights.erase(nadia.customer, house.moment(nadia))
    with house.memory.store.engine.connect() as db:
        db.exec_driver_sql("PRAGMA max_page_count = 1000000")
    names = house.known(nadia)
    grown = [name for name in names if name != "wool"]
    assert names[-1] == "wool"
    assert sorted(grown) == sorted(f"thing {number}" for number in range(len(grown)))
    assert house.memory.audit.verify().first_bad is None
    assert house.memory.rights.erase(nadia.customer, house.moment(nadia)).complete


def test_a_database_that_is_away_is_said_to_be(tmp_path: Path) -> None:
    """Nothing listens there: unavailable, not a fresh memory."""
    url = "postgresql://nobody@127.0.0.1:1/away"
    memory = open_memory(url, HouseKey(new_key()), HouseClock(), tmp_path / "erasures.jsonl")
    with pytest.raises(StoreUnavailable):
        memory.people.arrive("web", "nadia")


def test_errors_repeat_nothing_personal(house: House) -> None:
    """G15: whatever fails, neither its words nor their causes hold what was said."""
    nadia = house.arrive()
    house.allow(nadia)
    moment = house.moment(nadia)
    attempts: list[Callable[[], Any]] = [
        lambda: house.memory.facts.remember(moment, a_fact("CANARY" * 1_000)),
        lambda: house.memory.facts.remember(moment, a_fact("CANARY", kind="a\0b", channel="CANARY")),
        lambda: house.memory.facts.remember(replace(moment, identity="CANARY"), a_fact("CANARY")),
        lambda: house.memory.facts.forget("CANARY", "CANARY", moment),
        lambda: house.memory.facts.remember(moment, a_fact("CANARY", sensitivity=SPECIAL)),
    ]
    for attempt in attempts:
        try:
            attempt()
        except StoreError as error:
            assert "CANARY" not in "".join(_told(error))
    assert not any(isinstance(value, FactUnknown) for value in asdict(nadia).values())


def _told(error: BaseException | None) -> list[str]:
    return [f"{type(error)} {error}", *_told(error.__cause__ or error.__context__)] if error else []
