"""What every table shares: the registry, aware times, sealed bytes and ids."""

import secrets
import time
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, LargeBinary, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from store.errors import NaiveTime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


Sequence = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only on INTEGER


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC on every database; refuses naive ones with NaiveTime."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveTime
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The registry of all tables of the memory. A column of type bytes is sealed with its identity's key."""

    metadata = MetaData(naming_convention=_CONVENTION)
    type_annotation_map: dict[Any, Any] = {datetime: UtcTime(), bytes: LargeBinary()}


class _Numbers:
    """Numbers that only grow within this process: machine time in the high bits, chance in the low 80."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = Lock()

    def next(self) -> int:
        fresh = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
        with self._lock:
            self._last = max(fresh, self._last + 1)
            return self._last


_numbers = _Numbers()


def new_id() -> str:
    """A new id: 26 characters in the order of making, so that rows written together lie together."""
    number = _numbers.next()
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
