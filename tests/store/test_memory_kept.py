"""How long things are kept, for every kind that has a term of its own."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Table, func, insert, select, update

from store.engine import connect
from store.memory import retention
from store.migrate import metadata
from store.retention import RULES, Rule
from store.tables.base import UtcTime
from tests.store.store_house import START, House, owner_of
from tests.store.talk import a_talk

PLAIN: dict[type, Any] = {str: "x", int: 7, bytes: b"x", bool: False, float: 1.0}


@pytest.mark.parametrize("rule", RULES, ids=[rule.table for rule in RULES])
def test_every_kind_goes_in_its_second(house: House, rule: Rule) -> None:
    """G5: a second before its time the row lies there, at its time the run takes it."""
    a_talk(house).write("hello")
    engine = connect(owner_of(house.url))
    with engine.begin() as db:
        lay(db, metadata().tables[rule.table], rule.column)
    engine.dispose()
    house.clock.pass_by(days=getattr(house.memory.house.settings().retention, rule.setting), seconds=-1)
    assert house.memory.retention.run()[rule.table] == 0
    house.clock.pass_by(seconds=1)
    assert house.memory.retention.run()[rule.table] >= 1


def test_much_that_is_due_goes_in_one_run(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one transaction takes is gone after the run all the same, and counted once."""
    monkeypatch.setattr("store.memory.retention.AT_ONCE", 3)
    retention._some.cache_clear()
    retention._due.cache_clear()
    nadia = house.arrive()
    house.allow(nadia)
    for number in range(7):
        house.tell(nadia, f"thing {number}")
    house.clock.pass_by(days=house.memory.house.settings().retention.facts_days)
    assert house.memory.retention.run()["facts"] == 7
    retention._some.cache_clear()
    retention._due.cache_clear()


def test_the_engines_events_go_with_their_session(house: House) -> None:
    """What an earlier session said is let go of as the next begins, and the last one's once it is kept no longer."""
    talk = a_talk(house)
    conversation = talk.write("hello", "1").conversation
    talk.answer(events=({"event": "session_started"}, {"event": "user"}))
    talk.write("again", "2")
    talk.answer(events=({"event": "session_started"}, {"event": "bot"}))
    assert kept_events(house) == 1
    assert [event["event"] for event in house.memory.trackers.tail(conversation).events] == ["session_started", "bot"]
    house.clock.pass_by(days=house.memory.house.settings().retention.messages_days)
    assert house.memory.retention.run()["tracker_events"] == 1
    assert house.memory.retention.run()["tracker_events"] == kept_events(house) == 0
    talk.write("and again", "3")
    talk.answer(events=({"event": "session_started"},))
    assert len(house.memory.trackers.tail(conversation).events) == 1


def kept_events(house: House) -> int:
    """How many rows of the engine's events lie in the database."""
    engine = connect(owner_of(house.url))
    with engine.connect() as db:
        count = db.execute(select(func.count()).select_from(metadata().tables["tracker_events"])).scalar_one()
    engine.dispose()
    return int(count)


def lay(db: Connection, table: Table, column: str) -> None:
    """A row that counts from now, of somebody who stays."""
    identities, talks = (metadata().tables[name] for name in ("identities", "conversations"))
    db.execute(update(identities).values(seen_at=START + timedelta(days=10_000)))
    talk = db.execute(select(talks.c.id, talks.c.identity_id)).one()
    known = {"conversation_id": talk.id, "identity_id": talk.identity_id}
    needed = {one.name: plain(one) for one in table.columns if not one.nullable}
    ours = {name: value for name, value in known.items() if name in table.columns}
    db.execute(insert(table).values(needed | ours | {column: START}))


def plain(column: Column[Any]) -> Any:
    """Something of its kind."""
    return START if isinstance(column.type, UtcTime) else PLAIN[column.type.python_type]
