"""Live updates between processes by Redis: quicker than looking, and nothing more. What is lost is found by looking."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from bot.front.ending import ended
from bot.front.live import Live

log = structlog.get_logger()

QUEUED_AT_MOST = 1_000
AGAIN_SECONDS = 1.0
CALM_SECONDS = 5.0  # without news for so long the line is checked
# What crosses is ids and kinds: who reads of anything else that something changed, reads the store.
_CROSSES = frozenset({"changed", "owner", "typing", "forgotten", "presence", "promise_due", "struck"})
_FIELDS = ("type", "conversation", "owner", "who", "agent", "state", "promise", "due_at")


class Relay:
    """Carries what is published in this process to the others on the same Redis channel, and theirs here."""

    def __init__(self, url: str, channel: str, live: Live) -> None:
        self._url = url
        self._channel = channel
        self._live = live
        self._origin = secrets.token_hex(8)
        self._leaving: asyncio.Queue[str] = asyncio.Queue(QUEUED_AT_MOST)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Relays for as long as the block lasts; while Redis is away nothing is relayed, and nobody waits."""
        tasks = [asyncio.create_task(self._keep(work)) for work in (self._send, self._hear)]
        self._live.relay_to(self._offer)
        try:
            yield
        finally:
            self._live.relay_to(None)
            await ended(tasks)

    def _offer(self, topic: str, news: Mapping[str, Any]) -> None:
        if self._leaving.full():
            self._leaving.get_nowait()
        self._leaving.put_nowait(json.dumps({"origin": self._origin, "topic": topic, "news": crossing(news)}))

    async def _keep(self, work: Any) -> None:
        while True:
            try:
                async with Redis.from_url(self._url, socket_connect_timeout=AGAIN_SECONDS) as redis:
                    await work(redis)
            except (RedisError, OSError) as error:
                log.warning("relay.away", kind=type(error).__name__)
                await asyncio.sleep(AGAIN_SECONDS)

    async def _send(self, redis: Redis) -> None:
        while True:
            await redis.publish(self._channel, await self._leaving.get())

    async def _hear(self, redis: Redis) -> None:
        async with redis.pubsub() as subscription:
            await subscription.subscribe(self._channel)
            while True:
                await self._hear_one(subscription)

    async def _hear_one(self, subscription: PubSub) -> None:
        message = await subscription.get_message(ignore_subscribe_messages=True, timeout=CALM_SECONDS)
        if message is None:
            await subscription.ping()
        elif message["type"] == "message":
            told = json.loads(message["data"])
            if told["origin"] != self._origin:
                self._live.publish_here(told["topic"], told["news"])


def crossing(news: Mapping[str, Any]) -> dict[str, Any]:
    """What of this may leave the process: kinds and ids, never words and never a name.

    >>> crossing({"type": "item", "item": "words"})
    {'type': 'changed'}
    >>> crossing({"type": "handed", "conversation": "c1", "by": "Eva"})
    {'type': 'changed', 'conversation': 'c1'}
    >>> crossing({"type": "typing", "conversation": "c1", "name": "Eva"})
    {'type': 'typing', 'conversation': 'c1'}
    """
    kept = {name: news[name] for name in _FIELDS if name in news}
    if kept.get("type") in _CROSSES:
        return kept
    return {"type": "changed"} | {name: kept[name] for name in ("conversation",) if name in kept}
