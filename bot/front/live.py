"""Live: what has just happened, told to whoever looks on. A convenience: what is true stands in the store."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any

QUEUED_AT_MOST = 200
MISSED: Mapping[str, Any] = {"type": "missed"}

News = Mapping[str, Any]
Elsewhere = Callable[[str, News], None]


class Live:
    """Publish and subscribe by topic (`conversation:<id>`, `channel:<name>`, `desk`) in one event loop."""

    def __init__(self) -> None:
        self._queues: dict[str, set[asyncio.Queue[News]]] = {}
        self._elsewhere: Elsewhere | None = None

    def publish(self, topic: str, news: News) -> None:
        """Tells everybody who listens to the topic now, in other processes too where there is a way to them."""
        self.publish_here(topic, news)
        if self._elsewhere is not None:
            self._elsewhere(topic, news)

    def relay_to(self, elsewhere: Elsewhere | None) -> None:
        """From now on `elsewhere` is told of everything that is published; it must wait for nobody."""
        self._elsewhere = elsewhere

    def publish_here(self, topic: str, news: News) -> None:
        """Tells everybody in this process who listens to the topic now, and waits for nobody."""
        for queue in self._queues.get(topic, ()):
            _put(queue, news)

    @asynccontextmanager
    async def subscribe(self, *topics: str) -> AsyncIterator[AsyncIterator[News]]:
        """What is published from now on; who is too slow finds MISSED in its place, and reads the store."""
        queue: asyncio.Queue[News] = asyncio.Queue(QUEUED_AT_MOST)
        with self._listening(queue, topics):
            yield _each(queue)

    @contextmanager
    def _listening(self, queue: asyncio.Queue[News], topics: tuple[str, ...]) -> Iterator[None]:
        for topic in topics:
            self._queues.setdefault(topic, set()).add(queue)
        try:
            yield
        finally:
            for topic in topics:
                self._queues[topic].discard(queue)
                if not self._queues[topic]:
                    del self._queues[topic]


async def _each(queue: asyncio.Queue[News]) -> AsyncIterator[News]:
    while True:
        yield await queue.get()


def _put(queue: asyncio.Queue[News], news: News) -> None:
    if not queue.full():
        queue.put_nowait(news)
        return
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(MISSED)
