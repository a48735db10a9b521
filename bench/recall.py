"""The brief that the assistant reads before it speaks: among few customers and among many."""

import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from bench.customers import FACTS_EACH, brief_of, memory_at
from bench.databases import postgres_answers, postgres_database, postgres_size, sqlite_size
from bench.filling import CHANNEL, fill_with_copies
from bench.measure import Timings, ratio
from store import Memory
from store.engine import fold
from store.keys import HouseKey
from store.tables.people import Customer, HouseKeyRow, Identity
from store.values import Arrival

FEW = 1_000
KEPT_FROM = 1_000_000  # customers; so many take long to fill, and stay for the next time
SAMPLE = 1_000


class NotFilled(Exception):
    """The filled database is not what it should be."""


@dataclass(frozen=True)
class Filled:
    """A filled memory as the house sees it, and how large it is."""

    memory: Memory
    bytes: int
    sample: list[Arrival]


def recall(folder: Path, kept: Path, customers: int) -> dict[str, Any]:
    """p50 and p95 of a brief at 1,000 and at so many customers with 20 facts each, on both databases."""
    with ExitStack() as opened:
        few = opened.enter_context(filled_memories(folder / "few", FEW))
        lasting = customers >= KEPT_FROM
        many = opened.enter_context(filled_memories(kept if lasting else folder / "many", customers, keep=lasting))
        return {"customers": customers} | {name: _compared(few[name], many[name], customers) for name in many}


def _compared(few: Filled, many: Filled, customers: int) -> dict[str, float]:
    small, large = _briefs_in_turn(few, many)
    times = ratio(large.p95_ms, small.p95_ms)
    return {
        "p50_ms": large.p50_ms,
        "p95_ms": large.p95_ms,
        "p50_ms_at_1000": small.p50_ms,
        "p95_ms_at_1000": small.p95_ms,
        "ratio_over_thousand": times,
        **({"ratio_million_over_thousand": times} if customers >= KEPT_FROM else {}),
        "bytes_per_customer": round(many.bytes / customers),
    }


def _briefs_in_turn(few: Filled, many: Filled) -> tuple[Timings, Timings]:
    """One brief here, one there, so that whatever else the machine does weighs on both alike."""
    small, large = Timings(), Timings()
    for one, other in zip(few.sample, many.sample, strict=True):
        for taken, filled, who in ((small, few, one), (large, many, other)):
            with taken.one():
                known = brief_of(filled.memory, who.customer, who.identity)
            if known != FACTS_EACH:
                raise NotFilled
    return small, large


@contextmanager
def filled_memories(folder: Path, customers: int, keep: bool = False) -> Iterator[dict[str, Filled]]:
    """Memories with so many known customers, by the name of their database; filled unless they already are."""
    folder.mkdir(parents=True, exist_ok=True)
    key = _key(folder / "house.key")
    with ExitStack() as opened:
        places = {"sqlite": (f"sqlite:///{folder / 'filled.db'}",) * 2}
        if postgres_answers():
            places["postgresql"] = opened.enter_context(postgres_database(f"shoebox_bench_{customers}", keep))
        with ExitStack() as owners:
            _fill([owners.enter_context(memory_at(owner, key, folder)) for owner, _ in places.values()], customers)
        yield {
            name: _filled(opened.enter_context(memory_at(house, key, folder)), _size(name, owner, folder))
            for name, (owner, house) in places.items()
        }
    if not keep:
        shutil.rmtree(folder)


def _fill(memories: list[Memory], customers: int) -> None:
    counts = {_count(memory) for memory in memories}
    if counts == {customers}:
        return
    if counts != {0}:
        raise NotFilled("A filling was interrupted; remove the benchmark's databases and begin again.")
    _share_keys(memories)
    fill_with_copies(memories, customers, FACTS_EACH)
    for memory in memories:
        fold(memory.store.engine)


def _share_keys(memories: list[Memory]) -> None:
    with memories[0].store.transaction() as tx:
        rows = [dict(row._mapping) for row in tx.db.execute(select(HouseKeyRow.__table__))]
    for memory in memories[1:]:
        with memory.store.engine.begin() as db:
            db.execute(insert(HouseKeyRow), rows)


def _filled(memory: Memory, size: int) -> Filled:
    with memory.store.transaction() as tx:
        real = select(Identity.id, Identity.customer_id).where(Identity.channel == CHANNEL)
        everybody = tx.db.execute(real).all()
    chosen = random.Random(0).sample(everybody, SAMPLE)
    return Filled(memory, size, [Arrival(identity=row.id, customer=row.customer_id) for row in chosen])


def _size(name: str, owner: str, folder: Path) -> int:
    return postgres_size(owner) if name == "postgresql" else sqlite_size(folder / "filled.db")


def _count(memory: Memory) -> int:
    with memory.store.engine.connect() as db:  # a transaction of the memory's would make the house's keys
        found: int = db.execute(select(func.count()).select_from(Customer)).scalar_one()
    return found


def _key(path: Path) -> HouseKey:
    if not path.exists():
        path.write_text(HouseKey.new_text())
        path.chmod(0o600)
    return HouseKey.from_text(path.read_text())
