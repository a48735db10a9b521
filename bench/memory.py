"""What the memory's own work costs: remembering, consent, export, erasure, and a shop's events in bulk."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bench.customers import a_fact, a_yes, known_customer, memory_at, moment_of, now
from bench.databases import postgres_answers, postgres_database
from bench.filling import fill
from bench.measure import Figures, seconds_of, timings_of
from store import ConsentState, Memory, Purpose
from store.keys import HouseKey, new_key
from store.values import Arrival, NewEvent

TIMES = 300
OTHERS = 500  # customers beside the one who is measured
MANY = 10_000  # facts
EVENTS, EVENTS_AT_ONCE = 5_000, 100


class WorkNotDone(Exception):
    """An export or an erasure did not hold all that it should; its time would be worth nothing."""


def memory(folder: Path) -> dict[str, Any]:
    """Each figure on SQLite and, where a server answers, on PostgreSQL."""
    found = {}
    for name, opened in _memories(folder):
        with opened as (owner, house):
            found[name] = _figures(owner, house)
    return {"memory": found, "erase": _erasures(found)}


def _erasures(found: dict[str, Figures]) -> Figures:
    by_database = {f"{name}_s": figures["erase_10000_facts_s"] for name, figures in found.items()}
    return {"ten_thousand_facts_s": found["sqlite"]["erase_10000_facts_s"], **by_database}


def _memories(folder: Path) -> Iterator[tuple[str, Any]]:
    yield "sqlite", _on_sqlite(folder / "sqlite")
    if postgres_answers():
        yield "postgresql", _on_postgres(folder / "postgresql")


@contextmanager
def _on_sqlite(folder: Path) -> Iterator[tuple[Memory, Memory]]:
    folder.mkdir(parents=True)
    with memory_at(f"sqlite:///{folder / 'memory.db'}", HouseKey(new_key()), folder) as house:
        yield house, house


@contextmanager
def _on_postgres(folder: Path) -> Iterator[tuple[Memory, Memory]]:
    key = HouseKey(new_key())
    with (
        postgres_database("shoebox_bench_memory") as (owner, house),
        memory_at(owner, key, folder) as filling,
        memory_at(house, key, folder) as measured,
    ):
        yield filling, measured


def _figures(owner: Memory, house: Memory) -> Figures:
    fill([owner], OTHERS, 20)
    rich = fill([owner], 1, MANY)[0]
    who, numbers = known_customer(house, "measured", 0), count()
    remembering = timings_of(lambda: house.facts.remember(moment_of(who.identity), a_fact(next(numbers))), TIMES)
    deciding = timings_of(lambda: _change_mind(house, who, next(numbers)), TIMES)
    exporting = timings_of(lambda: house.rights.export(who.customer, moment_of(who.identity)), 20)
    return {
        "remember_p50_ms": remembering.p50_ms,
        "remember_p95_ms": remembering.p95_ms,
        "consent_change_p50_ms": deciding.p50_ms,
        "consent_change_p95_ms": deciding.p95_ms,
        "export_300_facts_p50_ms": exporting.p50_ms,
        "export_10000_facts_s": round(_exported(house, rich), 3),
        "erase_10000_facts_s": round(_erased(house, rich), 3),
        "events_per_second": _events_per_second(house),
    }


def _change_mind(house: Memory, who: Arrival, number: int) -> None:
    state = ConsentState.GIVEN if number % 2 else ConsentState.WITHDRAWN
    house.consents.decide(who.customer, who.identity, Purpose.STAFF, state, a_yes())


def _exported(house: Memory, who: Arrival) -> float:
    began = time.perf_counter()
    everything = house.rights.export(who.customer, moment_of(who.identity))
    seconds = time.perf_counter() - began
    if len(everything["facts"]) != MANY:
        raise WorkNotDone
    return seconds


def _erased(house: Memory, who: Arrival) -> float:
    began = time.perf_counter()
    receipt = house.rights.erase(who.customer, moment_of(who.identity))
    seconds = time.perf_counter() - began
    found = {place.place: place.found for place in receipt.places}
    if not receipt.complete or found["facts"] != MANY:
        raise WorkNotDone
    return seconds


def _events_per_second(house: Memory) -> float:
    seconds = seconds_of(lambda: [house.records.take_all(events) for events in _orders()])
    return round(EVENTS / seconds, 1)


def _orders() -> Iterator[list[NewEvent]]:
    """A shop's orders of two lines each, by a thousand customers, as they come in batches."""
    for first in range(0, EVENTS, EVENTS_AT_ONCE):
        yield [_order(number) for number in range(first, first + EVENTS_AT_ONCE)]


def _order(number: int) -> NewEvent:
    at = now() - timedelta(days=1 + number % 700)
    lines = [
        {"sku": f"S{number % 97}", "name": "Wool socks", "category": "socks", "quantity": 3, "unit_price": "6.33"},
        {"sku": f"T{number % 31}", "name": "Green tea", "category": "tea", "quantity": 1, "unit_price": "4.50"},
    ]
    order = {"order": f"{number:06}", "placed_at": at.isoformat(), "currency": "GBP", "touchpoint": "web"}
    data = {**order, "lines": lines}
    subject = f"account:c-{number % 1000}"
    return NewEvent(id=f"e-{number}", source="bench", type="shop.order.placed", subject=subject, at=at, data=data)
