"""Web chats on one process: five hundred that idle and fifty that talk; and what the front adds to a turn."""

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

from bench.house import open_house
from bench.measure import Timings
from bench.start import connector_key, resident_mb, running_house, turns_over_http, until_answered
from bench.talking import NobodyAnswered, as_said
from bench.turns import TEXTS, one_user
from bot.engine.training import current_model, train

IDLE, ACTIVE = 500, 50
EACH = 20  # messages by every active chat
PAUSE_SECONDS = (1.0, 3.0)  # in which people read and write
OPENED_AT_ONCE = 20
ALONE = 100  # turns that tell what the front adds
PATIENCE = 60.0


def chats(folder: Path) -> dict[str, Any]:
    """How soon chats are answered while others idle, what the process weighs before and after, what HTTP costs."""
    model = current_model() or train()
    with running_house(folder / "served") as (process, port):
        key = connector_key(folder / "served", process)
        until_answered(port, key, process)
        alone = turns_over_http(port, key)
        before, idle, after, answered = asyncio.run(_talked(port, process.pid))
    with open_house(folder / "bare", model) as house, asyncio.Runner() as runner:
        bare = runner.run(one_user(house, as_said, TEXTS, ALONE))
    return {
        "idle": IDLE,
        "active": ACTIVE,
        "answered": len(answered.seconds),
        "p50_ms": answered.p50_ms,
        "p95_ms": answered.p95_ms,
        "rss_mb": {"no_chats": before, "idle_chats": idle, "after_talking": after},
        "front_adds_ms": round(alone.p50_ms - bare["p50_ms"], 2),
    }


async def _talked(port: int, pid: int) -> tuple[float, float, float, Timings]:
    house, connector = f"http://127.0.0.1:{port}", TCPConnector(limit=0)
    async with ClientSession(connector=connector) as session, AsyncExitStack() as opened:
        before = resident_mb(pid)
        places = asyncio.Semaphore(OPENED_AT_ONCE)
        found = await asyncio.gather(*(_opened(house, session, opened, places) for _ in range(IDLE + ACTIVE)))
        idle = resident_mb(pid)
        answered, chance = Timings(), random.Random(5)
        seeds = [chance.random() for _ in range(ACTIVE)]
        await asyncio.gather(*(_talk(chat, answered, seed) for chat, seed in zip(found[:ACTIVE], seeds, strict=True)))
        if any(chat.reading.done() for chat in found):
            raise NobodyAnswered
        return before, idle, resident_mb(pid), answered


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
        await _say(chat, "hello there")
        return chat


async def _talk(chat: Chat, answered: Timings, seed: float) -> None:
    chance = random.Random(seed)
    for number in range(EACH):
        await asyncio.sleep(chance.uniform(*PAUSE_SECONDS))
        answered.seconds.append(await _say(chat, TEXTS[number % len(TEXTS)]))


async def _say(chat: Chat, text: str) -> float:
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
