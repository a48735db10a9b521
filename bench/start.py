"""From `python -m bot run` in an empty folder to the first reply; what the process weighs, and what is installed."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from bench.measure import Timings
from bench.stock_peer import free_port
from bench.turns import TEXTS
from bot.engine.training import ROOT, current_model, train

PATIENCE = 60.0
TURNS = 200


class NoFirstReply(Exception):
    """The house did not open or did not answer."""


def start(folder: Path) -> dict[str, Any]:
    """Seconds to the first reply over HTTP, resident megabytes after some turns, megabytes installed."""
    _ = current_model() or train()  # a first start trains once; every other finds the model
    with running_house(folder) as (process, port):
        began = time.perf_counter()
        key = connector_key(folder, process)
        first = until_answered(port, key, process)
        seconds = first - began
        over_http = turns_over_http(port, key)
        resident = resident_mb(process.pid)
    return {
        "first_reply_s": round(seconds, 2),
        "rss_mb": resident,
        "installed_mb": installed_mb(ROOT / "requirements.lock"),
        "over_http": {"p50_ms": over_http.p50_ms, "p95_ms": over_http.p95_ms},
    }


@contextmanager
def running_house(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The product in a process of its own, on a port of its own, for as long as the block lasts."""
    port = free_port()
    folder.mkdir(parents=True)
    own = {"SHOEBOX_VAR": str(folder), "SHOEBOX_PORT": str(port), "SHOEBOX_DATABASE_URL": ""}
    command = [sys.executable, "-m", "bot", "run"]
    with (folder / "house.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own}, stdout=log, stderr=log)
    try:
        yield process, port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def connector_key(folder: Path, process: subprocess.Popen[bytes]) -> str:
    """The connectors' key, as soon as the house has made it."""
    while True:
        try:
            key: str = json.loads((folder / "keys.json").read_text())["connector"]
        except (OSError, ValueError):
            _wait(process)
        else:
            return key


def until_answered(port: int, key: str, process: subprocess.Popen[bytes]) -> float:
    """When the first reply came."""
    while True:
        try:
            _say(port, key, "first", "hello there")
        except (OSError, urllib.error.URLError):
            _wait(process)
        else:
            return time.perf_counter()


def _wait(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        raise NoFirstReply
    time.sleep(0.02)


def turns_over_http(port: int, key: str) -> Timings:
    taken = Timings()
    for number in range(TURNS):
        with taken.one():
            _say(port, key, f"then-{number}", TEXTS[number % len(TEXTS)])
    return taken


def _say(port: int, key: str, id: str, text: str) -> None:
    said = {"id": id, "channel": "bench", "account": "main", "from": {"address": "first"}, "text": text, "choice": None}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/messages?wait=30",
        json.dumps(said).encode(),
        {"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        if not json.load(answer)["replies"]:
            raise NoFirstReply


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes = re.search(r"VmRSS:\s+(\d+)", status)
    return round(int(kilobytes[1]) / 1024, 1) if kilobytes else 0.0


def installed_mb(lock: Path) -> float:
    """The size of all files of the locked packages, with the bytecode that their installation compiles."""
    named = re.findall(r"^([A-Za-z0-9_.-]+)==", lock.read_text(), re.MULTILINE)
    return round(sum(_package_bytes(name) for name in named) / 1e6, 1)


def _package_bytes(name: str) -> int:
    try:
        listed = distribution(name).files or ()
    except PackageNotFoundError:  # for another platform
        return 0
    files = {Path(str(file.locate())).resolve() for file in listed}
    compiled = {cache for file in files if file.suffix == ".py" for cache in _bytecode(file)}
    return sum(file.stat().st_size for file in files | compiled if file.is_file())


def _bytecode(file: Path) -> Iterator[Path]:
    yield from (file.parent / "__pycache__").glob(f"{file.stem}.cpython-*.pyc")
