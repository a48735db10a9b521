"""At a million customers nobody looks through everybody: each statement finds its rows by an index."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, UniqueConstraint, event

from store.migrate import metadata
from store.values import Assurance, Purpose, Reader
from tests.store.store_house import House
from tests.store.test_memory_rights import a_full_life

SMALL = {"house", "house_keys", "erasing"}  # of the house, however many customers it has
_SCANNED = re.compile(r"SCAN ([a-z_]+?)(?:_\d+)?(?: USING .*)?")


def test_every_right_finds_its_rows_by_an_index(house: House) -> None:
    """Withdrawing, forgetting, exporting and erasing: no statement reads a whole table, though one were enormous."""
    nadia, kwame = a_full_life(house), a_full_life(house, "kwame")
    phone = house.memory.people.arrive("telegram", "8812")
    house.memory.links.link(nadia.identity, phone.identity, "showed a passport", "eva")
    fact = house.tell(nadia, "silk")
    sure = house.moment(nadia, Assurance.VERIFIED)
    with whole_tables_read(house) as read:
        house.withdraw(nadia, Purpose.CONTACT)
        house.memory.facts.forget(nadia.customer, fact.id, house.moment(nadia))
        house.memory.rights.export(nadia.customer, sure)
        house.memory.rights.erase_identity(nadia.customer, phone.identity, Reader.CUSTOMER, sure)
        house.memory.rights.erase(nadia.customer, sure)
        house.memory.rights.erase(kwame.customer, house.moment(kwame))
    assert set(read) - SMALL == set(), read


def test_retention_looks_at_the_talk_that_is_due_alone(house: House) -> None:
    """A round comes every twenty seconds and holds up whoever writes: it does not read all that was ever said."""
    a_full_life(house)
    with whole_tables_read(house) as read:
        house.memory.retention.run()
    assert {"messages", "inbox"} & set(read) == set(), read


def test_every_foreign_key_finds_who_points_to_it() -> None:
    """Deleting a row asks each table that may point to it; an index begins with the columns that do."""
    for table in metadata().sorted_tables:
        unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
        led = [[column.name for column in one.columns] for one in (table.primary_key, *table.indexes, *unique)]
        for key in table.foreign_key_constraints:
            asked = list(key.column_keys)
            assert asked in [columns[: len(asked)] for columns in led], (table.name, asked)


@contextmanager
def whole_tables_read(house: House) -> Iterator[dict[str, str]]:
    """The tables that a statement run meanwhile reads from end to end, and the first that does."""
    engine, read = house.memory.rights.store.engine, {}

    def look(connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if many or not statement.startswith(("SELECT", "DELETE", "UPDATE")):
            return
        for table in planned(connection, statement, parameters):
            read.setdefault(table, statement)

    event.listen(engine, "before_cursor_execute", look)
    yield read
    event.remove(engine, "before_cursor_execute", look)


def planned(connection: Connection, statement: str, parameters: Any) -> list[str]:
    """What the database means to read whole for this statement; PostgreSQL only where it can't do otherwise."""
    cursor = connection.connection.cursor()
    if connection.dialect.name == "postgresql":
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
        return re.findall(r'"Seq Scan",.*?"Relation Name": "(\w+)"', json.dumps(cursor.fetchall()))
    cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
    scans = [_SCANNED.fullmatch(row[3]) for row in cursor.fetchall()]
    return [scan[1] for scan in scans if scan and scan[1] in metadata().tables]
