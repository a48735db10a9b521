"""A public memory layer beside ours: mem0, local, without a model; the same customers and the same facts."""

import json
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.customers import a_fact, brief_of, known_customer, memory_at, moment_of
from bench.measure import Figures, Timings
from bot.engine.training import ROOT
from store.keys import HouseKey, new_key

LAYER = Path(__file__).parent / "layer"
PYTHON = LAYER / ".venv" / "bin" / "python"
OTHERS, EACH = 25, 20
MANY = 1_000  # facts of the customer who is erased: ten times as many take mem0 a quarter of an hour
MARK = "cormorant"  # a word that only this customer says


class LayerMissing(Exception):
    """The layer's environment could not be made, or it did not run."""


def memory_layer(folder: Path) -> dict[str, Any]:
    """Writing, reading, erasing one customer, and that customer's words in the files afterwards, on both sides."""
    return {"memory_layer": {"facts_erased": MANY, "ours": _ours(folder / "ours"), "mem0": _theirs(folder / "mem0")}}


def _words(number: int) -> str:
    return f"I have been fond of {MARK}s {a_fact(number).about} for years"


def _ours(folder: Path) -> Figures:
    with memory_at(f"sqlite:///{folder / 'memory.db'}", HouseKey(new_key()), folder) as memory:
        others = [known_customer(memory, f"other-{number}", EACH) for number in range(OTHERS)]
        rich, writing, reading = known_customer(memory, "rich", 0), Timings(), Timings()
        for number in range(MANY):
            fact = replace(a_fact(number), words=_words(number))
            with writing.one():
                memory.facts.remember(moment_of(rich.identity), fact)
        for who in others * 4:
            with reading.one():
                brief_of(memory, who.customer, who.identity)
        began = time.perf_counter()
        complete = memory.rights.erase(rich.customer, moment_of(rich.identity)).complete
        seconds = time.perf_counter() - began
    if not complete:
        raise LayerMissing
    left = [path.read_bytes().count(MARK.encode()) for path in folder.rglob("*") if path.is_file()]
    return {
        "write_p50_ms": writing.p50_ms,
        "search_p50_ms": reading.p50_ms,
        "search_p95_ms": reading.p95_ms,
        "erase_s": round(seconds, 3),
        "files_with_erased_words": sum(map(bool, left)),
        "erased_words_left": sum(left),
    }


def _theirs(folder: Path) -> Figures:
    _install()
    folder.mkdir(parents=True)
    task = {
        "folder": str(folder),
        "others": {f"other-{who}": [a_fact(number).words for number in range(EACH)] for who in range(OTHERS)},
        "rich": "rich",
        "facts": [_words(number) for number in range(MANY)],
        "mark": MARK,
    }
    command = [str(PYTHON), str(LAYER / "measure.py")]
    done = subprocess.run(command, cwd=LAYER, input=json.dumps(task), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LayerMissing(done.stderr[-2000:])
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def _install() -> None:
    """Makes the environment on first use, from the lock with its hashes."""
    if (LAYER / ".venv" / ".installed").exists():
        return
    uv = shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")
    print("Installing mem0 beside ours (once) …", flush=True)
    for command in (
        [uv, "venv", "--quiet", "--clear", "--python", "3.11", ".venv"],
        [uv, "pip", "install", "--quiet", "--python", ".venv", "--require-hashes", "-r", "requirements.lock"],
    ):
        # in its own folder: uv would else take the overrides of ours
        if subprocess.run(command, cwd=LAYER, check=False).returncode != 0:
            raise LayerMissing(" ".join(command[:3]))
    (LAYER / ".venv" / ".installed").touch()
