"""Connections to the memory's database, SQLite or PostgreSQL, that behave the same."""

import sqlite3
import time
from enum import StrEnum
from select import select
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from store.errors import StoreError


class Durable(StrEnum):
    """What a committed write survives on SQLite: the end of any process, or also the loss of power."""

    PROCESS = "process"
    POWER = "power"


_SYNCHRONOUS = {Durable.PROCESS: "NORMAL", Durable.POWER: "FULL"}
_BUSY_SECONDS = 10
_SURE_SECONDS = 30.0  # a connection that rested longer may have been dropped on the way, silently


def connect(url: str, durable: Durable = Durable.PROCESS) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…`; nothing is opened before the first use."""
    address = database_url(url)
    if address.get_backend_name() == "postgresql":
        engine = create_engine(address, hide_parameters=True, pool_size=10, max_overflow=10)
        event.listen(engine, "checkin", _note_rest)
        event.listen(engine, "checkout", _see_whether_alive)
        return engine
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


def _note_rest(connection: object, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = time.monotonic()


def _see_whether_alive(connection: psycopg.Connection, record: ConnectionPoolEntry, proxy: object) -> None:
    """Leaves out connections that the server has ended; asks it only when that can't be seen from here.

    Asking each time would take three round trips of a transaction's ten.
    """
    rested = time.monotonic() - record.info.get("rests_since", time.monotonic())
    if rested < _SURE_SECONDS and not select([connection], [], [], 0)[0]:
        return  # an ended connection has its end, or the server's last words, to be read
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error as error:
        raise DisconnectionError from error


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
