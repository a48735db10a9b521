"""Transactions of the demo house: reads, and writes that take effect once per key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError

from shop.demo.tables import Base, CounterRow, DoneRow
from shop.errors import NotValid, OnceUsed, ShopUnreachable
from shop.values import CustomerRef

T = TypeVar("T")
_AWAY = (OperationalError, InterfaceError, TimeoutError)
_INSERT: dict[str, Callable[[Any], Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls for what, under which key."""

    customer: CustomerRef
    once: str
    name: str
    request: tuple[object, ...]

    def fingerprint(self) -> str:
        """The same for the same call with the same request."""
        return hashlib.sha256(msgspec.json.encode((self.name, self.request))).hexdigest()


class Database:
    """The engine behind the house."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from; ShopUnreachable when there is none."""
        try:
            with self._engine.connect() as db:
                yield db
        except _AWAY as error:
            raise ShopUnreachable from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, kept only if the block ends well; ShopUnreachable when there is none."""
        try:
            with self._engine.begin() as db:
                yield db
        except _AWAY as error:
            raise ShopUnreachable from error

    def fold(self) -> None:
        """On SQLite, writes the log into the file and empties it, so that what was deleted lies in neither."""
        if self._engine.dialect.name != "sqlite":
            return
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def once(self, call: Call, answer: type[T], work: Callable[[Connection], T]) -> T:
        """Do the work in one transaction, or give the answer it had under this key before."""
        check_call(call)
        with self.writing() as db:
            # The key is written before anything is read: it takes SQLite's one write lock, and on
            # PostgreSQL makes a second caller with the same key wait for the first one's answer.
            if not insert_new(db, DoneRow, **_row(call)):
                return _answered_before(db, call, answer)
            result = work(db)
            db.execute(update(DoneRow).where(*_key(call)).values(answer=msgspec.json.encode(result).decode()))
            return result


def insert_new(db: Connection, table: type[Base], **values: object) -> bool:
    """Insert the row unless its key is there already; whether it was inserted."""
    statement = _INSERT[db.dialect.name](table).values(**values).on_conflict_do_nothing()
    return db.execute(statement.returning(literal(1))).first() is not None


def next_number(db: Connection, name: str) -> int:
    """The next number of a kind, never given twice."""
    taken = update(CounterRow).where(CounterRow.name == name).values(value=CounterRow.value + 1)
    return db.execute(taken.returning(CounterRow.value)).scalar_one()


def check_call(call: Call) -> None:
    """Refuse a key or customer that no database should see; NotValid."""
    for text, limit in ((call.once, 200), (call.customer, 300)):
        if not text or len(text) > limit or not text.isprintable():
            raise NotValid


def _row(call: Call) -> dict[str, str]:
    return {
        "customer": call.customer,
        "once": call.once,
        "request": call.fingerprint(),
        "answer": "",
    }


def _key(call: Call) -> tuple[Any, Any]:
    return DoneRow.customer == call.customer, DoneRow.once == call.once


def _answered_before(db: Connection, call: Call, answer: type[T]) -> T:
    row = db.execute(select(DoneRow).where(*_key(call))).one()
    if row.request != call.fingerprint():
        raise OnceUsed
    return msgspec.json.decode(row.answer, type=answer)
