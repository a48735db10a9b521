"""What the front adds to a turn: over HTTP as connectors call it, and on the chat's socket, beside the bare turn.

Over HTTP by hand, on a connection that stays: what a client's library costs its caller is nothing that the front adds.
"""

import asyncio
import json
import secrets
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bench.chats import Chat, say
from bench.house import House, open_house
from bench.measure import Timings
from bench.start import connector_key, running_house, until_answered
from bench.talking import NobodyAnswered, as_said, message, one_turn
from bench.turns import TEXTS
from bot.engine.training import current_model, train

ROUNDS = 40
EACH = 5  # of each kind in a round, so that whatever else the machine does weighs on all three
PACE_SECONDS = 0.35  # a tab that speaks faster is asked to wait


def front(folder: Path) -> dict[str, Any]:
    """Medians of the same sentences said in three ways, by somebody of whom nothing is remembered."""
    model = current_model() or train()
    with running_house(folder / "served") as (process, port), open_house(folder / "bare", model) as house:
        key = connector_key(folder / "served", process)
        until_answered(port, key, process)
        http, socket, bare = asyncio.run(_alternately(f"http://127.0.0.1:{port}", key, house))
    return {
        "bare_ms": bare.p50_ms,
        "http_ms": http.p50_ms,
        "socket_ms": socket.p50_ms,
        "http_adds_ms": round(http.p50_ms - bare.p50_ms, 2),
        "socket_adds_ms": round(socket.p50_ms - bare.p50_ms, 2),
    }


async def _alternately(base: str, key: str, house: House) -> tuple[Timings, Timings, Timings]:
    http, socket, bare = Timings(), Timings(), Timings()
    async with AsyncExitStack() as opened:
        session = await opened.enter_async_context(ClientSession())
        connector = Connector(key, *await asyncio.open_connection("127.0.0.1", int(base.rpartition(":")[2])))
        opened.callback(connector.writer.close)
        line = session.ws_connect(f"{base}/chat/socket", headers={"Origin": base})
        chat = Chat(await opened.enter_async_context(line))
        await chat.socket.send_json({"type": "hello", "token": secrets.token_urlsafe(32)})
        for number in range(-EACH, ROUNDS * EACH):
            text, kept = TEXTS[number % len(TEXTS)], number >= 0
            took = [await _over_http(connector, number, text), await say(chat, text)]
            took.append(await _bare(house, number, text))
            for timings, seconds in zip((http, socket, bare), took, strict=True):
                timings.seconds += [seconds] * kept
            await asyncio.sleep(PACE_SECONDS)
    return http, socket, bare


@dataclass
class Connector:
    """A connection to the house on which one message after the other is posted."""

    key: str
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def post(self, said: dict[str, Any]) -> Any:
        """What the house answers."""
        body = json.dumps(said).encode()
        asked = f"POST /api/v1/messages?wait=30 HTTP/1.1\r\nHost: house\r\nAuthorization: Bearer {self.key}\r\n"
        about = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self.writer.write(f"{asked}{about}".encode() + body)
        answered = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = int(answered.partition(b"content-length:")[2].partition(b"\r\n")[0])
        return json.loads(await self.reader.readexactly(length))


async def _over_http(connector: Connector, number: int, text: str) -> float:
    said = {"id": f"f{number}", "channel": "bench", "from": {"address": "http"}, "text": text}
    timings = Timings()
    with timings.one():
        answer = await connector.post(said)
    if not answer.get("replies"):
        raise NobodyAnswered
    return timings.seconds[0]


async def _bare(house: House, number: int, text: str) -> float:
    timings = Timings()
    with timings.one():
        await one_turn(house, message("bare", number, text), as_said)
    return timings.seconds[0]
