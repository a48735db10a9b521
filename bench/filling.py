"""Many customers with facts, made and sealed by the memory's own code and written in bulk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, insert

from bench.copying import add_copies
from bench.customers import BOTH, a_fact, a_yes
from store import Memory
from store.keys import IdentityKey, new_key
from store.memory import consents, factrows, factseal
from store.memory.people import address_hash
from store.memory.store import Transaction, key_place
from store.tables.base import Base, new_id
from store.tables.memory import ConsentRow, FactRow
from store.tables.people import Customer, Identity
from store.values import Arrival, Assurance, ConsentState, Grant

AT_ONCE = 500  # customers
REAL = 1_000
COPIED_AT_ONCE = 50_000
CHANNEL = "bench"
Rows = list[dict[str, Any]]


@dataclass
class Batch:
    """Rows of some customers, table by table, in the order in which they may be written."""

    customers: Rows = field(default_factory=list)
    identities: Rows = field(default_factory=list)
    consents: Rows = field(default_factory=list)
    facts: Rows = field(default_factory=list)

    @property
    def tables(self) -> tuple[tuple[type[Base], Rows], ...]:
        people = ((Customer, self.customers), (Identity, self.identities))
        return (*people, (ConsentRow, self.consents), (FactRow, self.facts))


def fill(memories: Sequence[Memory], customers: int, facts: int) -> list[Arrival]:
    """Writes so many customers with so many facts each into all the memories, which share their keys."""
    everybody: list[Arrival] = []
    for first in range(0, customers, AT_ONCE):
        batch = Batch()
        with memories[0].store.transaction() as tx:
            everybody += [_add(tx, batch, facts) for _ in range(min(AT_ONCE, customers - first))]
        for memory in memories:
            _write(memory, batch)
    return everybody


def fill_with_copies(memories: Sequence[Memory], customers: int, facts: int) -> None:
    """Writes so many customers, of whom REAL can be recalled and the others are copies among which they lie."""
    rounds = -(-customers // COPIED_AT_ONCE)
    real = min(REAL, customers) // rounds
    times = customers // (real * rounds) - 1
    for _ in range(rounds):
        since = new_id()
        fill(memories, real, facts)
        if times:
            for memory in memories:
                add_copies(memory, since, times)
            print(".", end="", flush=True)


def _add(tx: Transaction, batch: Batch, facts: int) -> Arrival:
    who = Arrival(identity=new_id(), customer=new_id())
    secret = new_key()
    key = tx.cache.keep(who.identity, IdentityKey(secret))
    batch.customers.append({"id": who.customer, "since": tx.now})
    batch.identities.append(_identity(tx, who, key, secret, f"at-{who.identity}"))
    given = [Grant(purpose=purpose, state=ConsentState.GIVEN, at=tx.now) for purpose in BOTH]
    batch.consents += [consents._row(tx, new_id(), who.identity, grant, a_yes()) for grant in given]
    batch.facts += _facts(tx, who.identity, facts)
    tx.cache.drop([who.identity])
    return who


def _identity(tx: Transaction, who: Arrival, key: IdentityKey, secret: bytes, address: str) -> dict[str, Any]:
    return {
        "id": who.identity,
        "customer_id": who.customer,
        "home_customer_id": who.customer,
        "channel": CHANNEL,
        "address_hash": address_hash(tx, CHANNEL, address),
        "address": key.seal(address, f"identities.address:{who.identity}"),
        "name": None,
        "wrapped_key": tx.keys.wrap(secret, key_place(who.identity)),
        "assurance": int(Assurance.CHANNEL),
        "since": tx.now,
        "seen_at": tx.now,
    }


def _facts(tx: Transaction, identity: str, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        new = a_fact(number, CHANNEL)
        hashed = factrows.about_hash(tx, identity, new.about)
        yield factseal.row_of(tx, new_id(), identity, hashed, new) | {"superseded_by": None, "derived_from": None}


def _write(memory: Memory, batch: Batch) -> None:
    with memory.store.transaction() as tx:
        tx.as_house()
        for table, rows in batch.tables:
            (_copy if tx.db.dialect.name == "postgresql" else _insert)(tx.db, table, rows)


def _insert(db: Connection, table: type[Base], rows: Rows) -> None:
    db.execute(insert(table), rows)


def _copy(db: Connection, table: type[Base], rows: Rows) -> None:
    columns = list(rows[0])
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.__tablename__), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    driver = db.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row([row[column] for column in columns])
