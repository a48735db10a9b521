"""At a million customers nobody looks through everybody: each statement finds its rows by an index."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, UniqueConstraint, event, text

from store.engine import connect
from store.migrate import metadata
from store.values import Assurance, AuditFilter, Purpose, Reader
from tests.store.store_house import House, owner_of
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


def test_retention_looks_at_what_is_due_alone(house: House) -> None:
    """A round comes every twenty seconds and holds up whoever writes: it reads nothing from end to end."""
    a_full_life(house)
    with whole_tables_read(house) as read:
        house.memory.retention.run()
    assert set(read) - SMALL == set(), read


def test_what_is_on_record_of_one_customer_is_found_by_them(house: House) -> None:
    """Among many rows of others the page of one customer, oldest or newest first, looks at theirs alone."""
    nadia = house.arrive()
    house.allow(nadia)
    owner = connect(owner_of(house.url))
    with owner.begin() as db:
        db.execute(text(_OTHERS_ON_RECORD))
        db.execute(text("ANALYZE audit"))
    owner.dispose()
    engine, plans = house.memory.rights.store.engine, []

    def look(connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if statement.startswith("SELECT audit.id"):
            explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
            asked = connection.connection.cursor()
            asked.execute(f"{explain} {statement}", parameters)
            plans.append(str(asked.fetchall()))

    event.listen(engine, "before_cursor_execute", look)
    assert house.memory.audit.page(customer=nadia.customer).items
    assert house.memory.audit.newest(wanted=AuditFilter(customer=nadia.customer)).items
    event.remove(engine, "before_cursor_execute", look)
    assert len(plans) == 2 and all("ix_audit_customer_id_id" in plan for plan in plans), plans


_OTHERS_ON_RECORD = """
WITH RECURSIVE others(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM others WHERE n < 20000)
INSERT INTO audit (id, at, action, reader, purpose, customer_id, subjects, reason)
SELECT '00' || n, CURRENT_TIMESTAMP, 'recall', 'assistant', 'service', 'c' || n % 2000, '', '' FROM others
"""


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
