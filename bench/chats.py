"""Web chats on one process: five hundred that idle and fifty that talk, for long; how soon, and at what weight."""

import asyncio
import json
import random
import secrets
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, TCPConnector

from bench.measure import Timings
from bench.start import connector_key, resident_mb, running_house, until_answered
from bench.talking import NobodyAnswered
from bench.turns import TEXTS

IDLE, ACTIVE = 500, 50
PAUSE_SECONDS = (1.0, 3.0)  # in which people read and write
OPENED_AT_ONCE = 20
WEIGHED_AFTER = (1_000, 2_000, 4_000, 8_000)  # messages by all of them
QUICKER_SECONDS = (0.35, 0.6)  # a tab that speaks faster is asked to wait
PATIENCE = 60.0


def chats(folder: Path) -> dict[str, Any]:
    """How soon chats are answered while others idle, and what the process weighs before and after."""
    with running_house(folder) as (process, port):
        until_answered(port, connector_key(folder, process), process)
        before, idle, weights, answered = asyncio.run(_talked(port, process.pid))
    return {
        "idle": IDLE,
        "active": ACTIVE,
        "answered": len(answered.seconds),
        "p50_ms": answered.p50_ms,
        "p95_ms": answered.p95_ms,
        "rss_mb": {"no_chats": before, "idle_chats": idle, "after_messages": weights},
    }


async def _talked(port: int, pid: int) -> tuple[float, float, dict[int, float], Timings]:
    house, connector = f"http://127.0.0.1:{port}", TCPConnector(limit=0)
    async with ClientSession(connector=connector) as session, AsyncExitStack() as opened:
        before = resident_mb(pid)
        places = asyncio.Semaphore(OPENED_AT_ONCE)
        found = await asyncio.gather(*(_opened(house, session, opened, places) for _ in range(IDLE + ACTIVE)))
        idle, said, answered, weights = resident_mb(pid), 0, Timings(), {}
        for after in WEIGHED_AFTER:
            pauses, taken = (QUICKER_SECONDS, Timings()) if said else (PAUSE_SECONDS, answered)
            each = (after - said) // ACTIVE
            await asyncio.gather(
                *(_talk(chat, taken, number, each, pauses) for number, chat in enumerate(found[:ACTIVE]))
            )
            said, weights[after] = after, resident_mb(pid)
        if any(chat.reading.done() for chat in found):
            raise NobodyAnswered
        return before, idle, weights, answered


@dataclass
class Chat:
    """One open chat, which reads as a browser does: also while its customer does nothing."""

    socket: ClientWebSocketResponse
    heard: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)
    reading: asyncio.Task[None] = field(init=False)

    def __post_init__(self) -> None:
        self.reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for frame in self.socket:
            self.heard.put_nowait(json.loads(frame.data))


async def _opened(house: str, session: ClientSession, opened: AsyncExitStack, places: asyncio.Semaphore) -> Chat:
    """A chat in which something was said: from then on it may idle."""
    async with places:
        line = session.ws_connect(f"{house}/chat/socket", headers={"Origin": house})
        socket = await opened.enter_async_context(line)
        await socket.send_json({"type": "hello", "token": secrets.token_urlsafe(32)})
        chat = Chat(socket)
        await say(chat, "hello there")
        return chat


async def _talk(chat: Chat, answered: Timings, seed: int, each: int, pauses: tuple[float, float]) -> None:
    chance = random.Random(seed)
    for number in range(each):
        await asyncio.sleep(chance.uniform(*pauses))
        answered.seconds.append(await say(chat, TEXTS[number % len(TEXTS)]))


async def say(chat: Chat, text: str) -> float:
    """Seconds from saying it to reading the answer."""
    began = time.perf_counter()
    await chat.socket.send_json({"type": "say", "id": secrets.token_hex(8), "text": text})
    stored = 0
    async with asyncio.timeout(PATIENCE):
        while (heard := await chat.heard.get())["type"] != "refused":
            stored = heard["item"]["seq"] if heard["type"] == "stored" else stored
            if stored and any(item["from"] != "customer" and item["seq"] > stored for item in heard.get("items", ())):
                return time.perf_counter() - began
    raise NobodyAnswered
