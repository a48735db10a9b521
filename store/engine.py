"""Connections to the memory's database, SQLite or PostgreSQL, that behave the same."""

import sqlite3
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.pool import PoolProxiedConnection

from store.errors import StoreError


class Durable(StrEnum):
    """What a committed write survives on SQLite: the end of any process, or also the loss of power."""

    PROCESS = "process"
    POWER = "power"


_SYNCHRONOUS = {Durable.PROCESS: "NORMAL", Durable.POWER: "FULL"}
_BUSY_SECONDS = 10


def connect(url: str, durable: Durable = Durable.PROCESS) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…`; nothing is opened before the first use."""
    address = database_url(url)
    if address.get_backend_name() == "postgresql":
        return create_engine(address, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=10)
    # One connection: threads that wait for it are woken at once, while SQLite's own lock is waited for in naps.
    engine = create_engine(
        address,
        hide_parameters=True,
        connect_args={"timeout": _BUSY_SECONDS},
        pool_size=1,
        max_overflow=0,
        pool_timeout=_BUSY_SECONDS,
    )
    event.listen(engine, "connect", _pragmas(durable))
    # Not by the "begin" event: one listener slows every statement down by a fifth.
    engine.dialect.do_begin = _begin_immediate  # type: ignore[method-assign,assignment]
    return engine


def fold(engine: Engine) -> None:
    """Writes SQLite's log into its file and empties it, as far as other readers let it."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def database_url(url: str) -> URL:
    """The parsed address with its driver; refuses what would be one empty database for each thread."""
    address = make_url(url)
    backend = address.get_backend_name()
    if backend == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StoreError("The database must be SQLite or PostgreSQL.")
    if address.database in (None, "", ":memory:"):
        raise StoreError("SQLite needs a file.")
    return address


def _pragmas(durable: Durable) -> Any:
    def prepare(connection: sqlite3.Connection, record: object) -> None:
        # Transactions are begun by _begin_immediate and by nothing else.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={_SYNCHRONOUS[durable]}",
            "foreign_keys=ON",
            "secure_delete=ON",
            "temp_store=MEMORY",
            "cache_size=-16384",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return prepare


def _begin_immediate(connection: PoolProxiedConnection) -> None:
    # A transaction that reads first and writes later could not wait for another writer: it would fail.
    connection.execute("BEGIN IMMEDIATE")
