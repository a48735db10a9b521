"""Notices: on PostgreSQL, what other processes changed, as ids; what gets lost is found by looking."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import structlog

from store import Memory
from store.memory.announce import CHANNEL, origin

log = structlog.get_logger()

AGAIN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Notice:
    """A conversation that changed in another process, and the message that is done there."""

    conversation: str
    channel: str
    turn: str | None
    unsaid: bool = False  # less may be shown of it than before


async def listen(memory: Memory, hear: Callable[[Notice], None]) -> None:
    """Tells `hear` of every change elsewhere until cancelled; returns at once where there is one process."""
    address = memory.store.engine.url
    if address.get_backend_name() != "postgresql":
        return
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            await _listen_once(plain, hear)
        except psycopg.OperationalError as error:
            log.warning("notices.away", kind=type(error).__name__)
            await asyncio.sleep(AGAIN_SECONDS)


async def _listen_once(address: str, hear: Callable[[Notice], None]) -> None:
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        async for notification in connection.notifies():
            news = json.loads(notification.payload)
            if news["origin"] != origin():
                hear(Notice(news["conversation"], news["channel"], news["turn"], news.get("unsaid", False)))
