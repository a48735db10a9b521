"""The rounds of due work: each is one method of the memory or the shop, run in order, none stopping the others."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import structlog

log = structlog.get_logger()

ROUND_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of due work; `run` does what is due now and answers with what it did, by ids and counts.

    An answer that says that something is `left` has the next round begin at once.
    """

    name: str
    run: Callable[[], Awaitable[Any]]


class Due:
    """Runs every kind of due work, one round at a time; `every` is the seconds between rounds."""

    def __init__(self, works: Sequence[Work], every: float = ROUND_SECONDS) -> None:
        self._works = works
        self._every = every
        self._round = asyncio.Lock()

    async def run(self) -> list[dict[str, Any]]:
        """One round: what each kind of work did; a kind that fails says so, and is due again in the next round."""
        async with self._round:
            return [await self._one(work) for work in self._works]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Rounds in the background for as long as the block lasts."""
        rounds = asyncio.create_task(self._keep_running())
        try:
            yield
        finally:
            rounds.cancel()
            with suppress(asyncio.CancelledError):
                await rounds

    async def _one(self, work: Work) -> dict[str, Any]:
        try:
            return {"work": work.name, "did": await work.run()}
        except Exception as error:
            # whatever ails one kind of work, the others and the next round go on; its words may quote somebody
            log.error("due.failed", work=work.name, kind=type(error).__name__)
            return {"work": work.name, "failed": type(error).__name__}

    async def _keep_running(self) -> None:
        left = False
        while True:
            await asyncio.sleep(0 if left else self._every)
            left = any(_leaves(one.get("did")) for one in await self.run())


def _leaves(did: Any) -> bool:
    return isinstance(did, dict) and bool(did.get("left"))
