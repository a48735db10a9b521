"""Counting what comes, minute by minute in real time: in this process, or together with the others in Redis."""

import hmac
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

import structlog
from limits import RateLimitItemPerMinute
from limits.aio.storage import RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

log = structlog.get_logger()

T = TypeVar("T")

MINUTE = 60.0
ANSWERS_WITHIN_SECONDS = 0.25
AWAY_SECONDS = 5.0  # nobody waits for a Redis that did not answer, until then


class Counts(Protocol):
    """How often something came in a minute."""

    async def hit(self, item: RateLimitItemPerMinute, *key: str) -> bool:
        """Counts once more; False when that is too often."""

    async def test(self, item: RateLimitItemPerMinute, *key: str) -> bool:
        """Whether once more would not be too often."""

    async def ends(self, item: RateLimitItemPerMinute, *key: str) -> float:
        """When, in seconds since 1970, counting begins again."""


class CountedHere:
    """What this process has seen in the minute that runs.

    The library's own storage in memory starts a thread for every few messages: as much as a tenth of a turn.
    """

    def __init__(self, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self._ends = 0.0
        self._counted: Counter[tuple[str, ...]] = Counter()

    async def hit(self, item: RateLimitItemPerMinute, *key: str) -> bool:
        self._turn_over()
        self._counted[key] += 1
        return self._counted[key] <= item.amount

    async def test(self, item: RateLimitItemPerMinute, *key: str) -> bool:
        self._turn_over()
        return self._counted[key] < item.amount

    async def ends(self, item: RateLimitItemPerMinute, *key: str) -> float:
        return self._ends

    def _turn_over(self) -> None:
        now = self._real()
        if now >= self._ends:
            self._ends = now + MINUTE
            self._counted.clear()


class CountedTogether:
    """What all processes on the same Redis have seen; while it is away each counts for itself, and nobody is refused.

    Keys hold a keyed hash of whom they count, never an address.
    """

    def __init__(self, pool: ConnectionPool, prefix: str, secret: str) -> None:
        storage = RedisStorage(
            "async+redis://",
            implementation="redispy",
            key_prefix=prefix,
            connection_pool=pool,  # type: ignore[arg-type] # its annotation forgets what its text allows
        )
        self._windows = FixedWindowRateLimiter(storage)
        self._here = CountedHere()
        self._secret = secret.encode()
        self._away_until = 0.0

    async def hit(self, item: RateLimitItemPerMinute, *key: str) -> bool:
        return await self._asked(self._windows.hit, self._here.hit, item, *key)

    async def test(self, item: RateLimitItemPerMinute, *key: str) -> bool:
        return await self._asked(self._windows.test, self._here.test, item, *key)

    async def ends(self, item: RateLimitItemPerMinute, *key: str) -> float:
        return await self._asked(self._ends, self._here.ends, item, *key)

    async def _ends(self, item: RateLimitItemPerMinute, key: str) -> float:
        return (await self._windows.get_window_stats(item, key)).reset_time

    async def _asked(
        self,
        there: Callable[..., Awaitable[T]],
        here: Callable[..., Awaitable[T]],
        item: RateLimitItemPerMinute,
        *key: str,
    ) -> T:
        if time.monotonic() >= self._away_until:
            try:
                return await there(item, self._hidden(key))
            except (RedisError, OSError) as error:
                self._away_until = time.monotonic() + AWAY_SECONDS
                log.warning("limits.redis_away", kind=type(error).__name__)
        return await here(item, *key)

    def _hidden(self, key: tuple[str, ...]) -> str:
        return hmac.digest(self._secret, "\0".join(key).encode(), "sha256").hex()


@asynccontextmanager
async def counts_at(redis_url: str, prefix: str, secret: str) -> AsyncIterator[Counts]:
    """Where the house counts, for as long as the block lasts: in Redis where there is one."""
    if not redis_url:
        yield CountedHere()
        return
    pool = ConnectionPool.from_url(
        redis_url,
        socket_timeout=ANSWERS_WITHIN_SECONDS,
        socket_connect_timeout=ANSWERS_WITHIN_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        yield CountedTogether(pool, prefix, secret)
    finally:
        await pool.aclose()
