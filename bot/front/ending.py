"""Ending what runs beside the serving, also where a library takes the cancellation for a failure of its own."""

import asyncio
from collections.abc import Iterable

AGAIN_SECONDS = 0.2


async def ended(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancels until all have ended: of a line that opens or was just cut, redis-py and aio-pika may lose the first."""
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=AGAIN_SECONDS)
