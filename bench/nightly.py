"""The nightly pass over everybody's rhythm on PostgreSQL, and the gate on both databases."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from bench.customers import a_yes, memory_at
from bench.databases import postgres_answers, postgres_database, postgres_size
from bench.measure import Figures, Timings, timings_of
from bot.clock import HouseClock
from store import ConsentState, InboundMessage, Memory, NewEvent, Purpose, open_memory
from store.keys import HouseKey
from store.memory import contacts
from store.memory.store import Transaction
from store.outreach import Circumstances, Concern, Contact, may_contact
from store.values import Grant

PURCHASES = 8
LOOK_SIZE = 500
GATED = 200  # customers at the gate
PURE_TIMES = 2_000


class NothingPlanned(Exception):
    """The pass found no reason in a history that holds some; its time would be worth nothing."""


def outreach(folder: Path) -> dict[str, Any]:
    """What one ruling of the gate takes: the decision alone, and with everything read for it."""
    found: dict[str, Any] = {"decision_p95_us": round(timings_of(_decide, PURE_TIMES).p95_ms * 1_000, 1)}
    key = HouseKey.from_text(HouseKey.new_text())
    with memory_at(f"sqlite:///{_made(folder) / 'gate.db'}", key, folder) as memory:
        found["sqlite"] = _gate(memory)
    if postgres_answers():
        with postgres_database("shoebox_bench_gate") as (_, house), memory_at(house, key, folder) as memory:
            found["postgresql"] = _gate(memory)
    return {"outreach": {"gate": found}}


def nightly(folder: Path, customers: int) -> dict[str, Any]:
    """A first pass over all of so many customers, and the one of the day after, which looks at few."""
    if not postgres_answers():
        return {}
    with postgres_database(f"shoebox_bench_nightly_{customers}") as (owner, house):
        _fill(owner, customers)
        postgres_size(owner)  # brings the server's statistics up to date
        with _memory(house, folder) as (memory, clock):
            first = _pass(memory)
            clock.set(clock() + timedelta(days=1))
            second = _pass(memory)
    if not first["planned"]:
        raise NothingPlanned
    return {"nightly": {"customers": customers, "purchases_each": PURCHASES, "everybody": first, "day_after": second}}


def _pass(memory: Memory) -> Figures:
    """One pass, and how much the process grew between its first tenth and its end."""
    began, worked, looked, early = time.perf_counter(), time.process_time(), 0, 0
    while True:
        some = memory.outreach.look(LOOK_SIZE)
        looked += some
        early = early or (_resident_mb() if looked >= LOOK_SIZE * 20 else 0)
        if some < LOOK_SIZE:
            break
    took = time.perf_counter() - began
    return {
        "looked_at": looked,
        "planned": _planned(memory),
        "seconds": round(took, 1),
        "processor_s": round(time.process_time() - worked, 1),
        "minutes_a_million": round(took / max(1, looked) * 1_000_000 / 60, 2),
        "peak_mb": _resident_mb(),
        "grew_mb": _resident_mb() - early if early else 0,
    }


def _planned(memory: Memory) -> int:
    with memory.store.transaction() as tx:
        tx.as_house()
        return int(tx.db.exec_driver_sql("SELECT count(*) FROM contacts").scalar_one())


def _resident_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def _memory(url: str, folder: Path) -> Iterator[tuple[Memory, HouseClock]]:
    clock = HouseClock()
    key = HouseKey.from_text(HouseKey.new_text())
    memory = open_memory(url, key, clock, _made(folder) / "erasures.jsonl")
    try:
        yield memory, clock
    finally:
        memory.close()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# Made on the server, since the pass reads nothing that is sealed: every customer has a rhythm of their own between
# 20 and 80 days, and bought last up to 200 days ago.
_FILLING = (
    """
    INSERT INTO customers (id, since)
    SELECT 'c' || n, now() - interval '3 years' FROM generate_series(1, %(customers)s) n
    """,
    """
    INSERT INTO identities (id, customer_id, home_customer_id, channel, address_hash, address, wrapped_key, assurance,
                            since, seen_at)
    SELECT 'i' || n, 'c' || n, 'c' || n, 'bench', decode(lpad(to_hex(n), 64, '0'), 'hex'), '', '', 1,
           now() - interval '3 years', now()
    FROM generate_series(1, %(customers)s) n
    """,
    """
    INSERT INTO orders (id, identity_id, number_hash, details, state, state_at, placed_at, currency, total,
                        cost_to_serve)
    SELECT 'o' || n || '-' || k, 'i' || n, decode(lpad(to_hex(k), 64, '0'), 'hex'), '', 'placed', at, at, 'GBP', 1900, 0
    FROM generate_series(1, %(customers)s) n, generate_series(1, %(purchases)s) k,
         LATERAL (SELECT n %% 200 * 7919 %% 200 + (%(purchases)s - k) * (20 + n %% 60) AS days) d,
         LATERAL (SELECT now() - days * interval '1 day' AS at) t
    """,
    """
    INSERT INTO order_lines (id, identity_id, order_id, sku, name, category, quantity, total, placed_at)
    SELECT 'l' || id, identity_id, id, 'sku', 'thing', 'category ' || length(id) %% 3, 1, total, placed_at FROM orders
    """,
    "INSERT INTO watches (identity_id, at) SELECT id, now() - interval '1 minute' FROM identities",
)


# No key is checked row by row: the rows fit by how they are made.
_HASTE = ("SET LOCAL session_replication_role = replica", "SET LOCAL synchronous_commit = off")


def _fill(owner: str, customers: int) -> None:
    with psycopg.connect(owner) as db:
        for command in _HASTE:
            db.execute(command)
        for statement in _FILLING:
            db.execute(statement, {"customers": customers, "purchases": PURCHASES})


def _decide() -> None:
    may_contact(_CONTACT, _ABOUT)


_CONTACT = Contact(concern=Concern.DUE, channel="telegram", reasons=("o1",), category="socks")
_NOW = HouseClock()()
_ABOUT = Circumstances(
    now=_NOW,
    grants=(Grant(purpose=Purpose.CONTACT, state=ConsentState.GIVEN, at=_NOW),),
    touched=frozenset({"socks"}),
    contacts=tuple(_NOW - timedelta(days=40 * number) for number in range(1, 9)),
)


def _gate(memory: Memory) -> Figures:
    """One ruling with all that is read for it, for customers with a history, consent and a conversation."""
    for number in range(GATED):
        _regular(memory, f"at-{number}")
    while memory.outreach.look(LOOK_SIZE) == LOOK_SIZE:
        pass
    taken = Timings()
    with memory.store.transaction() as tx:
        tx.as_house()
        rows = tx.db.execute(contacts.STORED).all()
        planned = [contacts.stored(row) for row in rows]
    for one in planned:
        with memory.store.transaction() as tx, taken.one():
            _judge(tx, one)
    if len(taken.seconds) < GATED:
        raise NothingPlanned
    return {"rulings": len(taken.seconds), "p50_ms": taken.p50_ms, "p95_ms": taken.p95_ms}


def _judge(tx: Transaction, one: contacts.Planned) -> None:
    tx.as_house()
    contacts.judge(tx, one, tx.now)


def _regular(memory: Memory, address: str) -> None:
    """Somebody who wrote once, allowed to be written to, and bought eight times at their own pace."""
    message = InboundMessage(channel="bench", account="main", message_id=address, address=address, text="hello")
    memory.conversations.accept(message)
    who = memory.people.find("bench", address)
    if who is None:
        raise NothingPlanned
    memory.consents.decide(who.customer, who.identity, Purpose.CONTACT, ConsentState.GIVEN, a_yes())
    now = memory.store.clock()
    for number in range(PURCHASES):
        at = now - timedelta(days=30 * (PURCHASES - number), hours=1)
        line = {"sku": "s", "name": "Three pairs", "category": "socks", "quantity": 1, "total": "19.00"}
        data = {"order": f"{address}-{number}", "placed_at": at.isoformat(), "lines": [line]}
        subject = f"bench:{address}"
        event = NewEvent(
            id=f"{address}-{number}", source="bench", type="shop.order.placed", subject=subject, at=at, data=data
        )
        memory.records.take(event)
