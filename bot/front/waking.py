"""Waiting for news on a topic, but never for long: what another process does is not announced here."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol


class Announcements(Protocol):
    """Where `channel:<name>` is announced when something was put out on a channel."""

    def subscribe(self, topic: str) -> AbstractAsyncContextManager[AsyncIterator[Any]]:
        """What is announced from now on."""


class Waker:
    """Says whether something was announced since the last wait ended."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def wake(self) -> None:
        self._event.set()

    async def wait(self, seconds: float) -> None:
        """Returns when something is announced, at once if it was already, or after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return
        finally:
            self._event.clear()


@asynccontextmanager
async def woken_by(live: Announcements, topic: str) -> AsyncIterator[Waker]:
    """A waker that hears the topic for as long as the block lasts."""
    waker = Waker()
    async with live.subscribe(topic) as announced:
        listener = asyncio.create_task(_listen(announced, waker))
        try:
            yield waker
        finally:
            listener.cancel()


async def _listen(announced: AsyncIterator[Any], waker: Waker) -> None:
    async for _ in announced:
        waker.wake()
