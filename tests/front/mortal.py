"""A front that dies, as its provider, its connector and its customers see it.

Each does as theirs do: what was not acknowledged they send again, under the same id.
"""

import asyncio
import json
import signal
import socket
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
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
from store import Memory, open_memory
from tests.front.providers import Providers, telegram_hook
from tests.front.test_hooks import telegram_update
from tests.store.conftest import POSTGRES

ROOT = Path(__file__).parents[2]
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

    @asynccontextmanager
    async def dying_at(self, place: str) -> AsyncIterator[None]:
        """A block in which the front comes to this place, ends there, and is started again."""
        assert self.process is not None
        told = self.folder / "place"
        told.write_text(place)
        self.process.send_signal(signal.SIGUSR1)
        async with asyncio.timeout(SETTLED_WITHIN):
            while told.exists():  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.01)
        reviving = asyncio.create_task(self._revive())
        yield
        await reviving

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
            await self.insist("/hooks/telegram/rehearsal", **call)

    async def kiosk(self, text: str, id: str) -> None:
        """A connector's call that waits for the answer, again and again until it has it."""
        body = {"id": id, "channel": "kiosk", "from": {"address": KIOSK}, "text": text}
        headers, answer = bearer(self.key("connector")), {"status": "pending"}
        async with self.turn[KIOSK]:
            self.said.setdefault(KIOSK, []).append(text)
            while answer["status"] == "pending":
                _, answer = await self.insist("/api/v1/messages?wait=5", json=body, headers=headers)
        self.answered[text] = [reply["id"] for reply in answer["replies"]]

    async def settled(self) -> None:
        """Waits until every message is answered and every answer delivered."""
        memory = self.memory()
        async with asyncio.timeout(SETTLED_WITHIN):
            while self._left(memory):  # noqa: ASYNC110 - it happens in another process
                await asyncio.sleep(0.1)
        memory.close()

    def key(self, role: str) -> Any:
        return json.loads((self.folder / "keys.json").read_text())[role]

    async def insist(
        self, path: str, method: str = "POST", enough: Sequence[int] = (200,), **call: Any
    ) -> tuple[int, Any]:
        """Calls again and again until there is an answer that says enough: its status and its body."""
        async with asyncio.timeout(SETTLED_WITHIN):
            while True:
                with suppress(ClientError, OSError):
                    async with self.session.request(method, f"{self.address}{path}", **call) as answer:
                        if answer.status in enough:
                            return answer.status, await answer.json()
                await asyncio.sleep(0.05)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _revive(self) -> None:
        await self.died()
        await self.start()

    async def _is_up(self) -> bool:
        try:
            async with self.session.get(f"{self.address}/healthz") as answer:
                return answer.status == 200
        except (ClientError, OSError):
            return False

    def _left(self, memory: Memory) -> int:
        with memory.store.engine.connect() as db:
            inbox = db.exec_driver_sql("SELECT count(*) FROM inbox WHERE state = 'queued'").scalar_one()
            out = db.exec_driver_sql("SELECT count(*) FROM outbox WHERE state = 'queued' AND channel = 'telegram'")
            return int(inbox + out.scalar_one())

    def memory(self) -> Memory:
        key = open_house_key("", self.folder / "house.key")
        return open_memory(self.database, key, HouseClock(), self.folder / "ledger")


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


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


