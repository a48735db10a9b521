"""The whole house as its own process, every log as loud as it goes, and every place that could keep what was said."""

import asyncio
import gzip
import json
import os
import re
import secrets
import sys
import tarfile
from collections.abc import AsyncIterator, Iterator, Set
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from string import ascii_lowercase
from typing import Any
from uuid import uuid4

import aio_pika
import psycopg
from aiohttp import ClientSession, FormData

from bot.engine.training import current_model, train
from tests.front.destinations import NOTES, destinations
from tests.front.wires import Wire
from tests.store.store_house import owner_of

ROOT = Path(__file__).parents[2]
AMQP, REDIS = 5672, 6379
COUNTS_CORES = "subprocess.Popen lscpu"  # joblib does, once, on this machine alone
# Our own events from debug on, and everybody's but Rasa's, whose debug lines quote messages: it is kept at errors.
LOUD = """
import logging, structlog
from bot import logs
quiet = logs.configure_logs
def loud():
    quiet()
    logging.getLogger().setLevel(logging.DEBUG)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.NOTSET))
logs.configure_logs = loud
from tests.front.destinations import note_destinations
note_destinations()
from bot.__main__ import main
main()
"""


@dataclass
class Canaries:
    """Words that nobody else ever says; all begin alike, so that one search finds any of them."""

    mark: str = field(default_factory=lambda: "zq" + "".join(secrets.choice(ascii_lowercase) for _ in range(8)))

    def __call__(self, name: str) -> str:
        return f"{self.mark}{name}"

    def sings_in(self, held: bytes | str) -> list[str]:
        """The canaries in these bytes, whatever became of their capitals."""
        text = held if isinstance(held, str) else held.decode("latin-1")
        return sorted(set(re.findall(f"{self.mark}[a-z]*", text.lower())))


@dataclass
class CanaryHouse:
    """The house from outside: its doors, its databases, its files, and what leaves it."""

    var: Path
    database: str
    port: int
    model: Path
    exchange: str
    amqp: Wire
    redis: Wire
    http: ClientSession
    logs: bytearray = field(default_factory=bytearray)
    errors: list[str] = field(default_factory=list)
    _ids: Any = field(default_factory=lambda: count(1))

    @property
    def keys(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.var / "keys.json").read_text())
        return found

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serves for as long as the block lasts."""
        command = [sys.executable, "-c", LOUD, "run"]
        house = await asyncio.create_subprocess_exec(
            *command,
            cwd=ROOT,
            env=self._environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert house.stdout is not None
        open_for_all = asyncio.Event()
        listening = asyncio.create_task(self._listen(house.stdout, open_for_all))
        ready = asyncio.create_task(open_for_all.wait())
        try:
            await asyncio.wait([ready, listening], timeout=120, return_when=asyncio.FIRST_COMPLETED)
            assert ready.done(), self.logs.decode()[-2000:]
            yield
        finally:
            if house.returncode is None:
                house.terminate()
            await house.wait()
            await listening

    async def command(self, *words: str) -> str:
        """What one of the house's own commands says to the database's owner."""
        run = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", *words),
            cwd=ROOT,
            env=self._environment() | {"SHOEBOX_DATABASE_URL": owner_of(self.database)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await run.communicate()
        self.logs += said
        assert run.returncode == 0, said.decode()
        return said.decode()

    async def call(self, method: str, path: str, body: Any = None, key: str = "operator", **headers: str) -> Any:
        """A call that is answered; a refusal is kept among the errors."""
        headers["Authorization"] = f"Bearer {self.keys.get(key, key)}"
        data = json.dumps(body) if isinstance(body, dict | list) else body
        async with self.http.request(method, self._at(path), data=data, headers=headers) as answer:
            text = await answer.text()
            if answer.status >= 400:
                self.errors.append(text + repr(dict(answer.headers)))
                return answer.status
            return json.loads(text) if "json" in answer.content_type else text

    async def say(self, address: str, text: str, choice: str | None = None, wait: int = 20, name: str = "") -> Any:
        message = {"id": f"m{next(self._ids)}", "channel": "telegram", "account": "main", "text": text}
        whole = message | {"choice": choice, "from": {"address": address, "name": name}}
        return await self.call("POST", f"/api/v1/messages?wait={wait}", whole, "connector")

    async def send_file(self, token: str, name: str, content: str) -> None:
        """A file with its message, as the chat page sends them."""
        form = FormData()
        form.add_field("file", content.encode(), filename=name, content_type="text/plain")
        headers = {"Authorization": f"Bearer {token}"}
        async with self.http.post(self._at("/chat/files"), data=form, headers=headers) as answer:
            file = (await answer.json())["id"]
        async with self.http.ws_connect(self._at("/chat/socket"), headers={"Origin": self._at("")}) as socket:
            await socket.send_json({"type": "hello", "token": token})
            await socket.send_json({"type": "say", "id": "f1", "text": content, "files": [file]})
            while (await socket.receive_json(timeout=20))["type"] != "stored":
                pass

    def leaves(self) -> Iterator[tuple[str, bytes]]:
        """What left the process so far, by name."""
        yield "logs", bytes(self.logs)
        yield "broker", bytes(self.amqp.passed)
        yield "redis", bytes(self.redis.passed)
        yield "errors", "\n".join(self.errors).encode()

    def asked_for(self) -> Set[str]:
        """Every address and name that the process asked the network for, and every program it started."""
        return destinations(self._destinations)

    def configured(self) -> Set[str]:
        """The exporters' addresses: this house has no account of a channel and no shop but its own."""
        return {f"127.0.0.1:{self.amqp.port}", f"127.0.0.1:{self.redis.port}", COUNTS_CORES}

    def keeps(self) -> Iterator[tuple[str, bytes]]:
        """What lies on disk that is the memory's: the database with its log, files, ledger, backups and the model."""
        for path in sorted(self.var.rglob("*")):
            if path.is_file() and not path.name.startswith("shop.db"):
                yield from _unpacked(path) if path.suffix == ".tar" else ((path.name, path.read_bytes()),)
        yield from _unpacked(self.model)
        if self.database:
            yield from self._postgres_files()

    def books(self) -> bytes:
        """The demo shop's own file with its log."""
        return b"".join(path.read_bytes() for path in self.var.glob("shop.db*"))

    def _postgres_files(self) -> Iterator[tuple[str, bytes]]:
        with psycopg.connect(owner_of(self.database), autocommit=True) as db:
            db.execute("CHECKPOINT")
            relations = (
                "SELECT relname, pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class WHERE relfilenode > 0"
            )
            yield from db.execute(relations, binary=True).fetchall()

    async def _listen(self, lines: asyncio.StreamReader, open_for_all: asyncio.Event) -> None:
        async for line in lines:
            self.logs += line
            if b"Ctrl-C closes" in line:
                open_for_all.set()

    @property
    def _destinations(self) -> Path:
        return self.var.with_name("destinations")

    def _at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def _environment(self) -> dict[str, str]:
        own = {
            "VAR": str(self.var),
            "PORT": str(self.port),
            "DATABASE_URL": self.database,
            "REHEARSAL": "1",
            "AMQP_URL": f"amqp://guest:guest@127.0.0.1:{self.amqp.port}/",
            "AMQP_EXCHANGE": self.exchange,
            "REDIS_URL": f"redis://127.0.0.1:{self.redis.port}",
            "REDIS_CHANNEL": self.exchange,
        }
        around = {name: value for name, value in os.environ.items() if name != "RASA_TELEMETRY_ENABLED"}
        ours = {f"SHOEBOX_{name}": value for name, value in own.items()}
        return {**around, **ours, "PYTHONUNBUFFERED": "1", NOTES: str(self._destinations)}


@asynccontextmanager
async def canary_house(var: Path, database: str, port: int) -> AsyncIterator[CanaryHouse]:
    """A house that tells a real RabbitMQ and a real Redis, over lines that remember what went through."""
    model = current_model() or train()
    name, amqp, redis = f"shoebox-test-{uuid4().hex}", Wire(AMQP), Wire(REDIS)
    await amqp.mend()
    await redis.mend()
    async with ClientSession() as http:
        yield CanaryHouse(var, database, port, model, name, amqp, redis, http)
    await amqp.cut()
    await redis.cut()
    async with await aio_pika.connect(f"amqp://guest:guest@127.0.0.1:{AMQP}/") as connection:
        await (await connection.channel()).exchange_delete(name)


def written_since(server: str, lsn: str, mark: str) -> list[str]:
    """The segments of PostgreSQL's write-ahead log, from this place on, that hold the mark."""
    with psycopg.connect(server, autocommit=True) as db:
        found = db.execute(
            "SELECT name FROM pg_ls_waldir() WHERE name >= pg_walfile_name(%s) AND length(name) = 24 "
            "AND position(%s::bytea in pg_read_binary_file('pg_wal/' || name, 0, 1 << 27, true)) > 0",
            [lsn, mark.encode()],
        )
        return [row[0] for row in found.fetchall()]


def log_place(server: str) -> str:
    with psycopg.connect(server) as db:
        (place,) = db.execute("SELECT pg_current_wal_lsn()::text").fetchone() or ("",)
    return str(place)


def _unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    """What lies in an archive, and in the archives in it."""
    with closing(tarfile.open(path)) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member)
            if file is None or member.name == "shop.db":  # a backup holds the shop's own books beside the memory's
                continue
            held = file.read()
            yield f"{path.name}:{member.name}", gzip.decompress(held) if held.startswith(b"\x1f\x8b") else held
