"""A great many customers: copies of real ones' rows under ids of their own, made inside the database.

Only their number and size count: what is sealed in a copy opens for nobody, and nobody asks for it. The customers
that are measured are real, and lie among their copies.
"""

from store import Memory
from store.tables.base import Base
from store.tables.memory import ConsentRow, FactRow
from store.tables.people import Customer, Identity

COPIES = "copies"  # their channel

_CHANCE = {
    "sqlite": "lower(hex(randomblob(8)))",
    "postgresql": "substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)",
}
_HASH = {"sqlite": "randomblob(32)", "postgresql": "decode(md5(random()::text) || md5(random()::text), 'hex')"}
_NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times})",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, {times}))",
}
# No key is checked and no lock asked: the rows fit by how they are made, and checking them would take the hours.
_HASTE = {
    "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA cache_size = -1000000", "PRAGMA synchronous = OFF", "BEGIN"),
    "postgresql": ("SET LOCAL session_replication_role = replica", "SET LOCAL synchronous_commit = off"),
}
_CAREFUL = {
    "sqlite": ("PRAGMA foreign_keys = ON", "PRAGMA cache_size = -16384", "PRAGMA synchronous = NORMAL"),
    "postgresql": (),
}


def add_copies(memory: Memory, since: str, times: int) -> None:
    """Adds so many copies of each real customer whose identity's id comes after `since`."""
    dialect = memory.store.engine.dialect.name
    connection = memory.store.engine.raw_connection()
    try:
        db = connection.cursor()
        for command in (*_HASTE[dialect], *_statements(dialect, since, times), "COMMIT", *_CAREFUL[dialect]):
            db.execute(command)
    finally:
        connection.close()


def _statements(dialect: str, since: str, times: int) -> list[str]:
    chance = _CHANCE[dialect]
    numbers = _NUMBERS[dialect].format(times=times)
    fresh = f"substr(o.id, 1, 10) || {chance}"
    return [
        "DROP TABLE IF EXISTS fresh",
        f"CREATE TEMP TABLE fresh AS {numbers} SELECT o.id AS template, {fresh} AS identity, {fresh} AS customer "
        f"FROM identities o CROSS JOIN n WHERE o.id > '{since}' AND o.channel = 'bench' ORDER BY n.i",
        _insert(Customer, "c.customer", "customers", "o.id = t.customer_id", {}),
        _insert(
            Identity,
            "c.identity",
            "identities",
            "o.id = t.id",
            {"customer_id": "c.customer", "home_customer_id": "c.customer", "channel": f"'{COPIES}'"}
            | {"address_hash": _HASH[dialect]},
        ),
        *(
            _insert(table, fresh, table.__tablename__, "o.identity_id = t.id", {"identity_id": "c.identity"})
            for table in (ConsentRow, FactRow)
        ),
        "DROP TABLE fresh",
    ]


def _insert(table: type[Base], id: str, name: str, joined: str, changed: dict[str, str]) -> str:
    columns = [column.name for column in table.__table__.columns if column.name != "seq"]
    values = [changed.get(column, f"o.{column}") for column in columns]
    values[columns.index("id")] = id
    return (
        f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(values)} FROM fresh c "
        f"JOIN identities t ON t.id = c.template JOIN {name} o ON {joined}"
    )
