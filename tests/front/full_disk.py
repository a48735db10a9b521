"""A database whose disk is full while a block lasts."""

from collections.abc import Iterator
from contextlib import contextmanager

from store import Assurance, Memory, Moment, Purpose, Reader
from store.errors import StoreUnavailable


@contextmanager
def full_disk(memory: Memory) -> Iterator[None]:
    """The database can't grow by a page, and in the pages that it has no row of the audit finds room."""
    with memory.store.engine.connect() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar_one()
        db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    try:
        _fill_up(memory)
        yield
    finally:
        with memory.store.engine.connect() as db:
            db.exec_driver_sql("PRAGMA max_page_count = 1000000000")


def _fill_up(memory: Memory) -> None:
    nobody = Moment(now=memory.store.clock(), channel="api", assurance=Assurance.VERIFIED)
    for _ in range(10_000):
        try:
            memory.recall("nobody", Purpose.SERVICE, Reader.OPERATOR, nobody)
        except StoreUnavailable:
            return
    raise AssertionError("there is still room")
