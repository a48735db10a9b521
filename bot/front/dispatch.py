"""Dispatch: finds what is ready, has several taken side by side, looks again when there may be more."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Generic, TypeVar

T = TypeVar("T")

LOOK_SECONDS = 1.0  # what nobody announced, such as a lease that ran out, is found this late at most
GRACE_SECONDS = 5.0  # for what is under way when the house closes; the rest is taken again by whoever is next


class Dispatch(Generic[T]):
    """`find` gives the next thing that is ready, or None; `take` sees to it and raises nothing."""

    def __init__(
        self, find: Callable[[], Awaitable[T | None]], take: Callable[[T], Awaitable[None]], side_by_side: int
    ) -> None:
        self._find = find
        self._take = take
        self._free = asyncio.Semaphore(side_by_side)
        self._under_way: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._expected = 0  # announced and not yet found
        self._behind = 0  # announced, and not found because it waits behind what is under way
        self._endings = 0
        self._reserved = 0
        self._open = False
        self._stopping = False

    def expect(self) -> None:
        """Announces one more thing that is ready, or soon will be."""
        self._expected += 1
        self._woken.set()

    async def reserve(self) -> bool:
        """Keeps a place for what its finder will `start`, or `give_back`; False where there is none to keep."""
        if not self._open or self._free.locked():
            return False
        self._reserved += 1
        return await self._free.acquire()

    def start(self, found: T) -> None:
        """Takes what was found in a place that was reserved."""
        self._reserved -= 1
        self._begin(found)

    def give_back(self) -> None:
        """Gives back a reserved place that is not needed."""
        self._reserved -= 1
        self._let_others()

    async def run(self) -> None:
        """Finds and takes until `stop`; begins with whatever was left over."""
        self._open = not self._stopping
        while not self._stopping:
            await self._take_until_none()
            while not self._stopping and await self._is_woken():
                await self._take_expected()

    async def stop(self) -> None:
        """Takes nothing new, and gives what is under way a moment to end."""
        self._stopping, self._open = True, False
        self._woken.set()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=GRACE_SECONDS)
        for task in self._under_way:
            task.cancel()

    async def _is_woken(self) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                await self._woken.wait()
        woken = self._woken.is_set()
        self._woken.clear()
        return woken

    async def _take_until_none(self) -> None:
        while not self._stopping and await self._take_one():
            self._expected = max(0, self._expected - 1)

    async def _take_expected(self) -> None:
        while self._expected and not self._stopping:
            expected, endings = self._expected, self._endings
            if await self._take_one():
                self._expected = max(0, self._expected - 1)
            elif self._endings == endings:
                self._put_by(expected)

    def _put_by(self, expected: int) -> None:
        # what was announced during the look counts still; the rest waits for something under way to end
        self._expected -= expected
        if self._under_way or self._reserved:
            self._behind += expected

    async def _take_one(self) -> bool:
        await self._free.acquire()
        found = await self._find()
        if found is None:
            self._free.release()
            return False
        self._begin(found)
        return True

    def _begin(self, found: T) -> None:
        task = asyncio.create_task(self._seen_to(found))
        self._under_way.add(task)
        task.add_done_callback(self._ended)

    async def _seen_to(self, found: T) -> None:
        await self._take(found)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._let_others()

    def _let_others(self) -> None:
        self._free.release()
        self._endings += 1
        if self._behind:
            self._expected, self._behind = self._expected + self._behind, 0
            self._woken.set()
