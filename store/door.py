"""The way to the memory from asynchronous code: its transactions are short and run on a few threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 8
THREADS_ON_SQLITE = 2  # it has one writer: more threads only take the interpreter from each other


def threads_for(url: str) -> int:
    """How many threads serve this database best."""
    return THREADS_ON_SQLITE if url.startswith("sqlite") else THREADS


class Door:
    """Awaits one method of the memory: `await door(memory.facts.remember, …)`; raises what it raises."""

    def __init__(self, threads: int = THREADS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="memory")

    async def __call__(self, method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        call = partial(method, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def close(self) -> None:
        self._pool.shutdown()
