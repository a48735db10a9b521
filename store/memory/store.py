"""One transaction with the memory: connection, time, keys and audit, handed to each topic's methods."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from store.errors import StoreUnavailable
from store.keys import HouseKey

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Transaction:
    """One open transaction: `now` is read once from the house's clock."""

    db: Connection
    now: datetime
    keys: HouseKey


@dataclass(frozen=True, slots=True)
class Store:
    """What every topic of the memory is given."""

    engine: Engine
    keys: HouseKey
    clock: Clock
    ledger: Path  # erasures, kept outside the database

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commits when the block ends, undoes everything when it raises; StoreUnavailable when the database is away."""
        try:
            with self.engine.begin() as db:
                yield Transaction(db, self.clock(), self.keys)
        except OperationalError as error:
            raise StoreUnavailable from error
