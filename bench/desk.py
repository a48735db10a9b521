"""The desk: fifty conversations at once between browsers and agents, and a queue of five hundred."""

import asyncio
import json
import random
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from aiohttp import ClientSession, ClientTimeout, ClientWebSocketResponse

from bench.measure import Figures, Timings
from bench.queue_page import queue_page
from bench.start import connector_key, running_house, until_answered
from bot.engine.training import current_model, train

CONVERSATIONS, ROUNDS, PAUSE_SECONDS = 50, 8, 4.0
QUEUE = 500
LOOKS = 30
SIDE_BY_SIDE = 8
AGAIN_SECONDS = 0.12  # as the page: many changes at once are one look at the queue


class NobodyTook(Exception):
    """A conversation did not come to the desk."""


def desk(folder: Path) -> dict[str, Any]:
    """Milliseconds from a customer's key to an agent's screen and back, and what a queue of 500 takes."""
    _ = current_model() or train()
    with running_house(folder) as (process, port):
        key = connector_key(folder, process)
        until_answered(port, key, process)
        agents = json.loads((folder / "keys.json").read_text())["agents"]
        return asyncio.run(_measured(f"http://127.0.0.1:{port}", key, agents))


async def _measured(address: str, key: str, people: list[dict[str, str]]) -> dict[str, Any]:
    async with ClientSession(address, timeout=ClientTimeout(total=60)) as web:
        desks = [await _signed_in(web, one) for one in people]
        await _make_room(desks)
        live = await _live(address, web, desks)
        await _fill(web, key)
        queue = {"size": QUEUE, "answer": await _looks(desks[0])}
        page = await queue_page(address, people[0], lambda number: _asks(web, key, f"late-{number}"))
        return {"desk": {"conversations": CONVERSATIONS, **live, "queue": queue | ({"page": page} if page else {})}}


@dataclass
class Desk:
    """An agent's page, without its pixels: it hears, reads what is new, and answers."""

    web: ClientSession
    token: str
    supervisor: bool
    heard: dict[str, float] = field(default_factory=dict)  # when each text was read
    after: dict[str, int] = field(default_factory=dict)
    reading: dict[str, asyncio.Lock] = field(default_factory=dict)
    again: asyncio.Task[None] | None = None

    async def get(self, path: str) -> Any:
        async with self.web.get(f"/api/v1/desk/{path}", headers=self._head) as answer:
            return await answer.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self.web.post(f"/api/v1/desk/{path}", json=body, headers=self._head) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def put(self, path: str, **body: Any) -> None:
        async with self.web.put(f"/api/v1/desk/{path}", json=body, headers=self._head) as answer:
            answer.raise_for_status()

    async def take(self, conversation: str) -> None:
        await self.post(f"conversations/{conversation}/claim")
        self.reading[conversation] = asyncio.Lock()
        self.after[conversation] = (await self.get(f"conversations/{conversation}"))["after"]

    async def attend(self) -> None:
        """Follows the stream and answers every message of a customer's with its own words."""
        stream = self.web.get("/api/v1/desk/events", headers=self._head, timeout=ClientTimeout(None))
        async with stream as answer, asyncio.TaskGroup() as looks:
            async for line in answer.content:
                if line.startswith(b"data: ") and (news := json.loads(line[6:])).get("conversation") in self.after:
                    looks.create_task(self._read(news["conversation"]))

    async def _read(self, conversation: str) -> None:
        async with self.reading[conversation]:
            view = await self.get(f"conversations/{conversation}?after={self.after[conversation]}")
            at = perf_counter()
            self.after[conversation] = view["after"]
        for said in (item["text"] for item in view["items"] if item["from"] == "customer"):
            self.heard[said] = at
            await self.post(f"conversations/{conversation}/reply", text=f"answer to {said}")
        if self.again is None or self.again.done():
            self.again = asyncio.create_task(self._look_at_queue())

    async def _look_at_queue(self) -> None:
        await asyncio.sleep(AGAIN_SECONDS)
        for path in ("queue", "promises", *(["gestures"] if self.supervisor else [])):
            await self.get(path)

    @property
    def _head(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


async def _signed_in(web: ClientSession, person: dict[str, str]) -> Desk:
    who = {"email": person["email"], "password": person["password"]}
    async with web.post("/api/v1/desk/login", json=who) as answer:
        token = (await answer.json())["token"]
    web.cookie_jar.clear()
    return Desk(web, token, person["role"] == "supervisor")


async def _make_room(desks: list[Desk]) -> None:
    supervisor = next(one for one in desks if one.supervisor)
    for agent in (await supervisor.get("agents"))["items"]:
        await supervisor.put(f"agents/{agent['id']}", role=agent["role"], departments=[], capacity=50)


async def _live(address: str, web: ClientSession, desks: list[Desk]) -> dict[str, Figures]:
    """Every customer writes, waits for the agent's answer, thinks for some seconds, and writes again."""
    to_agent, to_customer = Timings(), Timings()
    async with asyncio.TaskGroup() as group, _customers(address, web) as sockets:
        await _taken(desks)
        attending = [group.create_task(one.attend()) for one in desks]
        talks = (_talk(socket, number, desks, to_agent, to_customer) for number, socket in enumerate(sockets))
        await asyncio.gather(*talks)
        for one in attending:
            one.cancel()
    return {
        "customer_to_agent": {"p50_ms": to_agent.p50_ms, "p95_ms": to_agent.p95_ms},
        "agent_to_customer": {"p50_ms": to_customer.p50_ms, "p95_ms": to_customer.p95_ms},
    }


@asynccontextmanager
async def _customers(address: str, web: ClientSession) -> AsyncIterator[list[ClientWebSocketResponse]]:
    """Fifty open chats, each of which has asked for a person."""
    sockets = [await web.ws_connect("/chat/socket", headers={"Origin": address}) for _ in range(CONVERSATIONS)]
    for number, socket in enumerate(sockets):
        await socket.send_json({"type": "hello", "token": secrets.token_urlsafe(32)})
        await socket.send_json({"type": "say", "id": f"ask-{number}", "text": f"matter {number}"})
        await _hears(socket, "assistant")
        await socket.send_json({"type": "say", "id": f"person-{number}", "text": "Person", "choice": "person"})
        await _hears(socket, "assistant")
    yield sockets
    for socket in sockets:
        await socket.close()


async def _taken(desks: list[Desk]) -> None:
    waiting = (await desks[0].get("queue"))["items"]
    if len(waiting) < CONVERSATIONS:
        raise NobodyTook
    for number, item in enumerate(waiting):
        await desks[number % len(desks)].take(item["conversation"])


async def _talk(
    socket: ClientWebSocketResponse, number: int, desks: list[Desk], to_agent: Timings, to_customer: Timings
) -> None:
    pauses = random.Random(number)  # noqa: S311 - spread, the same in each run
    for round in range(ROUNDS):
        await asyncio.sleep(pauses.uniform(0.2, 1.8) * PAUSE_SECONDS)
        said = f"word {number}-{round}"
        began = perf_counter()
        await socket.send_json({"type": "say", "id": said, "text": said})
        await _hears(socket, "agent", f"answer to {said}")
        came = perf_counter()
        read = next(one.heard[said] for one in desks if said in one.heard)
        to_agent.seconds.append(read - began)
        to_customer.seconds.append(came - read)


async def _hears(socket: ClientWebSocketResponse, sender: str, text: str | None = None) -> None:
    while True:
        frame = await socket.receive_json(timeout=60)
        for item in frame.get("items", ()):
            if item["from"] == sender and text in (None, item["text"]):
                return


async def _fill(web: ClientSession, key: str) -> None:
    limit = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(number: int) -> None:
        async with limit:
            await _asks(web, key, f"waits-{number}")

    await asyncio.gather(*(one(number) for number in range(QUEUE)))


async def _asks(web: ClientSession, key: str, address: str) -> None:
    """A customer on a messaging channel who asks for a person."""
    said = {"id": address, "channel": "bench", "account": "main", "from": {"address": address, "name": address.title()}}
    body = said | {"text": f"a person please, about {address}", "choice": "person"}
    head = {"Authorization": f"Bearer {key}"}
    async with web.post("/api/v1/messages?wait=60", json=body, headers=head) as answer:
        answer.raise_for_status()


async def _looks(one: Desk) -> Figures:
    taken = Timings()
    for _ in range(LOOKS):
        with taken.one():
            await one.get("queue")
    return {"p50_ms": taken.p50_ms, "p95_ms": taken.p95_ms}
