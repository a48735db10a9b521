"""Stock Rasa as its documents set it up: its own environment, its tracker store, its action server over HTTP."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.assistant import STOCK_PIPELINE, STOCK_RULES, write_assistant
from bench.customers import known_customer, memory_at, now
from bot.engine.training import ROOT
from store.keys import HouseKey

STOCK = Path(__file__).parent / "stock"
USERS = 8
PYTHON = STOCK / ".venv" / "bin" / "python"
QUIET = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "RASA_TELEMETRY_ENABLED": "false", "TQDM_DISABLE": "1"}


class StockMissing(Exception):
    """Stock Rasa's environment could not be made, or it did not run."""


class StockPeer:
    """A stock Rasa with the same assistant, and customers known to the memory that its actions read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        _install()
        self._key = HouseKey.new_text()
        with memory_at(self._database, HouseKey.from_text(self._key), self._folder) as memory:
            self._users = [asdict(known_customer(memory, f"user-{number}")) for number in range(USERS)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def turns(self, intent: str, text: str, each: int) -> dict[str, float]:
        """The engine path: what was said is taken as understood."""
        return self._run({"do": "turns", "intent": intent, "texts": [text], "each": each}, [])

    def spoken_turns(self, texts: list[str], each: int) -> dict[str, float]:
        """The same with the pipeline that stock Rasa proposes, trained on our lines."""
        return self._run({"do": "turns", "intent": None, "texts": texts, "each": each}, STOCK_PIPELINE)

    def growth(self, intent: str, text: str, turns: int, action_seconds: float) -> dict[str, float]:
        """One long conversation, then five messages at once with a slow action."""
        task = {"do": "growth", "intent": intent, "texts": [text], "each": turns}
        return self._run(task, []) | self._run({**task, "do": "burst"}, [], action_seconds)

    @property
    def _database(self) -> str:
        return f"sqlite:///{self._folder / 'memory.db'}"

    def _run(self, task: dict[str, Any], pipeline: list[dict[str, Any]], slow: float = 0.0) -> dict[str, float]:
        assistant = write_assistant(self._folder / f"assistant-{len(pipeline)}", STOCK_RULES, pipeline)
        with self._action_server(slow) as endpoint:
            where = {"assistant": str(assistant), "endpoint": endpoint}
            return _talk({**task, **where, "users": self._users, "now": now().isoformat()})

    @contextmanager
    def _action_server(self, slow: float) -> Iterator[str]:
        port = free_port()
        command = [sys.executable, "-m", "bench.stock_actions", str(port), self._database, self._key, str(slow)]
        server = subprocess.Popen(command, cwd=ROOT, env=QUIET, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _until_listening(port)
            yield f"http://127.0.0.1:{port}/webhook"
        finally:
            server.terminate()
            server.wait()


def _talk(task: dict[str, Any]) -> dict[str, float]:
    command = [PYTHON, STOCK / "talk.py"]
    done = subprocess.run(command, input=json.dumps(task), capture_output=True, text=True, env=QUIET, check=False)
    if done.returncode != 0:
        raise StockMissing(done.stderr[-2000:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _until_listening(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise StockMissing("its action server did not start")


def _install() -> None:
    """Makes the environment on first use, from the lock with its hashes."""
    if (STOCK / ".venv" / ".installed").exists():
        return
    uv = shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")
    lock = str(STOCK / "requirements.lock")
    print("Installing stock Rasa with TensorFlow beside ours (once; some minutes) …", flush=True)
    for command in (
        [uv, "venv", "--quiet", "--clear", "--python", "3.11", str(STOCK / ".venv")],
        [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "-r", lock],
    ):
        if subprocess.run(command, cwd=STOCK, check=False).returncode != 0:
            raise StockMissing(" ".join(command[:3]))
    (STOCK / ".venv" / ".installed").touch()
