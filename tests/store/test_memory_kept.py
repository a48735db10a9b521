"""How long things are kept, for every kind that has a term of its own."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Table, insert, select, update

from store.engine import connect
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
