"""`kill -9` of the whole front: nothing is lost, nothing takes effect twice, the order holds (G6).

Provider and connector do as theirs do: what was not acknowledged they send again, under the same id.
"""

import asyncio
import json
import random
import signal
import socket
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import psycopg
import pytest
from aiohttp import ClientError, ClientSession
from aiohttp.test_utils import TestServer

from bot.clock import HouseClock
from bot.front.keys import open_house_key, open_keys
from store import open_memory
from tests.front.providers import Providers, telegram_hook
from tests.front.test_hooks import telegram_update
from tests.front.victim import LONG, PLACES
from tests.store.conftest import POSTGRES

ROOT = Path(__file__).parents[2]
CHATS = (101, 102, 103)
KIOSK = "visitor"
SETTLED_WITHIN = 240.0  # beside whatever else the machine does


@dataclass
class Front:
    """The front as its provider and its connector see it: sometimes dead, always started again."""

    folder: Path
    database: str
    providers: Providers
    base: str
    session: ClientSession
    engine: str = "echo"
    port: int = 0
    process: asyncio.subprocess.Process | None = None
    kills: int = 0
    turn: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    said: dict[str, list[str]] = field(default_factory=dict)
    answered: dict[str, Any] = field(default_factory=dict)

    async def start(self, place: str = "") -> None:
        """Opens the front, which ends itself at this place; without one it stays."""
        self.port = free_port()
        told = (str(self.folder), self.database, self.base, str(self.port), self.engine, place)
        command = (sys.executable, "-m", "tests.front.victim", *told)
        self.process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
        async with asyncio.timeout(SETTLED_WITHIN):
            while self.process.returncode is None and not await self._is_up():  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)
        assert self.process.returncode in (None, -signal.SIGKILL if place else None)

    async def kill(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()
            self.kills += 1

    async def died(self) -> None:
        """Waits until it has come to the place where it ends."""
        assert self.process is not None
        async with asyncio.timeout(SETTLED_WITHIN):
            assert await self.process.wait() == -signal.SIGKILL
        self.kills += 1

    async def telegram(self, chat: int, text: str, number: int) -> None:
        """Telegram's call, again and again until it is acknowledged."""
        keys = open_keys(self.folder / "keys.json").channels["telegram"]
        call = telegram_hook(telegram_update(text, update=number, chat=chat), keys["secret_token"])
        async with self.turn[str(chat)]:
            self.said.setdefault(str(chat), []).append(text)
            await self._insist("/hooks/telegram/rehearsal", **call)

    async def kiosk(self, text: str, id: str) -> None:
        """A connector's call that waits for the answer, again and again until it has it."""
        body = {"id": id, "channel": "kiosk", "from": {"address": KIOSK}, "text": text}
        key = json.loads((self.folder / "keys.json").read_text())["connector"]
        headers, answer = {"Authorization": f"Bearer {key}"}, {"status": "pending"}
        async with self.turn[KIOSK]:
            self.said.setdefault(KIOSK, []).append(text)
            while answer["status"] == "pending":
                answer = await self._insist("/api/v1/messages?wait=5", json=body, headers=headers)
        self.answered[text] = [reply["id"] for reply in answer["replies"]]

    async def settled(self) -> None:
        """Waits until every message is answered and every answer delivered."""
        memory = self._memory()
        async with asyncio.timeout(SETTLED_WITHIN):
            while self._left(memory):  # noqa: ASYNC110 - it happens in another process
                await asyncio.sleep(0.1)
        memory.close()

    async def _insist(self, path: str, **call: Any) -> Any:
        async with asyncio.timeout(SETTLED_WITHIN):
            while True:
                try:
                    async with self.session.post(f"http://127.0.0.1:{self.port}{path}", **call) as answer:
                        if answer.status == 200:
                            return await answer.json()
                except (ClientError, OSError):
                    pass
                await asyncio.sleep(0.05)

    async def _is_up(self) -> bool:
        try:
            async with self.session.get(f"http://127.0.0.1:{self.port}/healthz") as answer:
                return answer.status == 200
        except (ClientError, OSError):
            return False

    def _left(self, memory: Any) -> int:
        with memory.store.engine.connect() as db:
            inbox = db.exec_driver_sql("SELECT count(*) FROM inbox WHERE state = 'queued'").scalar_one()
            out = db.exec_driver_sql("SELECT count(*) FROM outbox WHERE state = 'queued' AND channel = 'telegram'")
            return int(inbox + out.scalar_one())

    def _memory(self) -> Any:
        key = open_house_key("", self.folder / "house.key")
        return open_memory(self.database, key, HouseClock(), self.folder / "ledger")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that the house owns: it makes its tables and the demo shop's."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/house.db"
        return
    request.getfixturevalue("migrated_postgres") or pytest.skip("no PostgreSQL that trusts the user postgres")
    name = f"shoebox_killed_{uuid4().hex}"
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{POSTGRES}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
async def front(database: str, tmp_path: Path) -> AsyncIterator[Front]:
    keys = open_keys(tmp_path / "keys.json")
    providers = Providers(cast(Any, keys.channels))
    async with TestServer(providers.app()) as server, ClientSession() as session:
        opened = Front(tmp_path, database, providers, str(server.make_url("")).rstrip("/"), session)
        try:
            yield opened
        finally:
            await opened.kill()


async def a_batch(front: Front, number: int, each: int = 2) -> None:
    """Each chat says some things, one after the other; all of them at the same time."""

    async def chat(who: int) -> None:
        for turn in range(each):
            await front.telegram(who, f"{who}.{number}.{turn}", number * 1000 + who * 10 + turn)

    async def kiosk() -> None:
        await front.kiosk(f"k.{number}", f"k-{number}")

    await asyncio.gather(*(chat(who) for who in CHATS), kiosk())


def everything_once_and_in_order(front: Front, *, effects: bool = True) -> None:
    """What customers said, what was answered, what it did, and what they received."""
    memory = front._memory()
    for who, said in front.said.items():
        known = memory.people.find("kiosk" if who == KIOSK else "telegram", who)
        (conversation,) = memory.conversations.of_customer(known.customer)
        items = memory.conversations.transcript(conversation, 0, 1000).items
        assert [item.text for item in items if item.sender == "customer"] == said
        replies = [item for item in items if item.sender == "assistant"]
        if effects:
            assert [reply.text for reply in replies] == [f"re {text}" for text in said]
            assert len(memory.consents.ledger(known.customer)) == len(said)
        if who == KIOSK:
            assert [reply.id for reply in replies] == [id for text in said for id in front.answered[text]]
        else:
            received(front, int(who), [reply.text for reply in replies])
    memory.close()


def received(front: Front, chat: int, replies: Sequence[str]) -> None:
    """In order, none missing. What a provider took as we died comes again: it offers no way to tell."""
    came = [str(body["text"]) for body in front.providers.taken("telegram") if body.get("chat_id") == chat]
    assert list(dict.fromkeys(came)) == list(dict.fromkeys(replies))
    assert len(came) - len(replies) <= front.kills


async def die_at_each(front: Front, places: Sequence[str]) -> None:
    for number, place in enumerate(places):
        await front.start(place)
        batch = asyncio.create_task(a_batch(front, number))
        await front.died()
        await front.start()
        await batch
        await front.settled()
        await front.kill()


SHORT = {"sqlite": ("acting", "finished"), "postgresql": ("stored", "sent")}


async def test_killed_at_the_worst_moments(front: Front) -> None:
    """Stored and not yet acknowledged, in the middle of a turn, committed and not told, sent and not noted."""
    await die_at_each(front, SHORT[front.database.partition(":")[0]])
    everything_once_and_in_order(front)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_killed_between_the_parts_of_a_long_answer(front: Front) -> None:
    """What the provider had taken is not said again: the survivor goes on with the part that comes next."""
    await front.start("part")
    telling = asyncio.create_task(front.telegram(CHATS[0], "long", 1))
    await front.died()
    await front.start()
    await telling
    await front.settled()
    assert " ".join(str(body["text"]) for body in front.providers.taken("telegram")) == LONG


@pytest.mark.survival
@pytest.mark.timeout(1200)
async def test_killed_at_every_named_point(front: Front) -> None:
    """Each point of a message's life, on either database."""
    await die_at_each(front, PLACES)
    everything_once_and_in_order(front)


@pytest.mark.survival
@pytest.mark.timeout(1800)
async def test_killed_at_random_moments_under_load(front: Front) -> None:
    """Ten times, whenever it may be, while everybody writes; the moments come from a seed."""
    chance = random.Random(11)
    await front.start()
    for number in range(10):
        batch = asyncio.create_task(a_batch(front, number, each=6))
        await asyncio.sleep(chance.uniform(0.0, 0.6))
        await front.kill()
        await front.start()
        await batch
    await front.settled()
    everything_once_and_in_order(front)


@pytest.mark.survival
@pytest.mark.timeout(1200)
async def test_the_trained_engine_killed_in_the_middle_of_an_action(front: Front) -> None:
    """The real assistant with its real actions, at every point that is not the stand-in's."""
    front.engine = "real"
    await die_at_each(front, ("acting", "finishing", "finished", "stored"))
    everything_once_and_in_order(front, effects=False)
