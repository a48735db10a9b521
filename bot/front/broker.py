"""Conversation events for other systems: from their rows in the memory to RabbitMQ, each at least once.

A row is written with the change itself and goes when the broker has confirmed it. No turn waits for any of this.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import msgspec
import structlog
from aio_pika import DeliveryMode, ExchangeType, Message, connect
from aio_pika.abc import AbstractExchange
from aio_pika.exceptions import AMQPError
from aiormq.exceptions import DeliveryError

from bot.front.ending import ended
from bot.front.waking import Announcements, woken_by
from store import Door, Memory, News, StoreError

log = structlog.get_logger()

LEASE_SECONDS = 60.0  # longer than a batch takes, so that two processes seldom tell the same
ANSWER_SECONDS = 20.0
AGAIN_SECONDS = 2.0
LOOK_SECONDS = 1.0  # what another process wrote is found this late at most
AWAY = (AMQPError, DeliveryError, OSError, TimeoutError, RuntimeError)  # aio-pika says of a lost line RuntimeError too


@dataclass(frozen=True, slots=True)
class Broker:
    """Publishes to one durable topic exchange, with `conversation.<kind>` as the routing key."""

    url: str
    exchange: str
    memory: Memory
    door: Door
    live: Announcements

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Publishes for as long as the block lasts; while the broker is away, what happens waits in its rows."""
        telling = asyncio.create_task(self._keep_telling())
        try:
            yield
        finally:
            await ended([telling])

    async def _keep_telling(self) -> None:
        while True:
            try:
                await self._tell_all()
            except AWAY as error:
                # its words may hold the address with its password
                log.warning("broker.away", kind=type(error).__name__)
            except StoreError as error:
                log.warning("broker.store_away", kind=type(error).__name__)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _tell_all(self) -> None:
        connection = await connect(self.url, timeout=ANSWER_SECONDS)
        async with connection, woken_by(self.live, "desk") as waker:  # every conversation's changes come by there
            channel = await connection.channel(publisher_confirms=True)
            exchange = await channel.declare_exchange(self.exchange, ExchangeType.TOPIC, durable=True)
            while True:
                if not await self._tell_some(exchange):
                    await waker.wait(LOOK_SECONDS)

    async def _tell_some(self, exchange: AbstractExchange) -> int:
        news = await self.door(self.memory.news.take, LEASE_SECONDS)
        if news:
            await self._tell(exchange, news)
        return len(news)

    async def _tell(self, exchange: AbstractExchange, news: Sequence[News]) -> None:
        try:
            for one in news:  # one after the other: a conversation's events keep their order
                routing_key = f"conversation.{one.kind.value}"
                await exchange.publish(message_of(one), routing_key, mandatory=False, timeout=ANSWER_SECONDS)
        except AWAY:
            await self.door(self.memory.news.give_back, news)
            raise
        await self.door(self.memory.news.told, news)


def message_of(news: News) -> Message:
    """A CloudEvents 1.0 event in its JSON form: ids, kind, channel and time."""
    event = {
        "specversion": "1.0",
        "id": news.id,
        "source": "shoebox",
        "type": f"shoebox.conversation.{news.kind.value}",
        "subject": news.conversation,
        "time": news.at.isoformat(),
        "data": {"conversation": news.conversation, "channel": news.channel},
    }
    return Message(
        msgspec.json.encode(event),
        message_id=news.id,
        content_type="application/cloudevents+json",
        delivery_mode=DeliveryMode.PERSISTENT,
    )
