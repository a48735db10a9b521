"""Who is in the house: whoever serves from a database holds it together with others; a restore has it alone.

The kernel or the server lets go for a process that ends, however it ends, so that no lock outlives its holder.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import ConnectionPoolEntry

from store.engine import connect, database_url
from store.errors import HouseOpen, HouseRestored

_HOUSE = 7_405_626  # the number of the lock, among those of this one database
_SHARED = f"SELECT pg_try_advisory_lock_shared({_HOUSE})"
_ALONE = f"SELECT pg_try_advisory_lock({_HOUSE})"
# Said before going: a server ends a session, and with it its locks, only some moments after its client has gone.
_LEAVES = f"SELECT pg_advisory_unlock_shared({_HOUSE})"
_OPENS_AGAIN = f"SELECT pg_advisory_unlock({_HOUSE})"
_LOCK = "lock"


def enter(engine: Engine) -> Engine:
    """Holds the database for as long as this engine has a connection to it; raises HouseRestored where one is made.

    By each connection, so that a house whose server was away holds it again with the first that it makes anew.
    """
    postgresql = engine.dialect.name == "postgresql"
    event.listen(engine, "connect", _hold_there if postgresql else _hold_beside(engine.url))
    event.listen(engine, "close", _let_go_there if postgresql else _let_go_beside)
    return engine


@contextmanager
def entered(url: str) -> Iterator[None]:
    """Holds the database as one who serves from it, for the length of the block; raises HouseRestored."""
    engine = enter(connect(url))
    held = engine.raw_connection()
    try:
        yield
    finally:
        held.close()
        engine.dispose()


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Keeps everybody out for the length of the block; raises HouseOpen while somebody is in."""
    address = database_url(url)
    with _alone_there(address) if address.get_backend_name() == "postgresql" else _alone_beside(address):
        yield


def _hold_there(connection: psycopg.Connection[tuple[bool]], record: ConnectionPoolEntry) -> None:
    held = connection.execute(_SHARED).fetchone()
    connection.commit()
    if held is None or not held[0]:
        raise HouseRestored


def _hold_beside(address: URL) -> Callable[[Any, ConnectionPoolEntry], None]:
    def hold(connection: object, record: ConnectionPoolEntry) -> None:
        record.info[_LOCK] = _locked(address, fcntl.LOCK_SH, HouseRestored)

    return hold


def _let_go_there(connection: psycopg.Connection[tuple[bool]], record: ConnectionPoolEntry) -> None:
    with suppress(psycopg.Error):  # a session that is lost holds nothing
        connection.execute(_LEAVES)
        connection.commit()


def _let_go_beside(connection: object, record: ConnectionPoolEntry) -> None:
    if (file := record.info.pop(_LOCK, None)) is not None:
        os.close(file)


@contextmanager
def _alone_there(address: URL) -> Iterator[None]:
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as db:
        held = db.execute(_ALONE).fetchone()
        if held is None or not held[0]:
            raise HouseOpen
        yield
        db.execute(_OPENS_AGAIN)


@contextmanager
def _alone_beside(address: URL) -> Iterator[None]:
    file = _locked(address, fcntl.LOCK_EX, HouseOpen)
    try:
        yield
    finally:
        os.close(file)


def _locked(address: URL, how: int, refusal: type[Exception]) -> int:
    """An open file beside the database with this lock on it."""
    place = Path(f"{address.database}.lock")
    place.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(file)
        raise refusal from error
    return file
