"""`python -m bench`: every benchmark, or those named by --only; figures to $SHOEBOX_VAR/bench.json."""

import argparse
import os
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

CUSTOMERS = 100_000
EACH = 100  # turns by every user
Part = Callable[[Path], dict[str, Any]]


def main() -> int:
    """Runs the parts one after the other; a part that fails is named and leaves no figure."""
    os.environ.update({"RASA_TELEMETRY_ENABLED": "false", "TQDM_DISABLE": "1"})
    warnings.simplefilter("ignore")
    chosen = _arguments()
    from bot.engine.without_tensorflow import stand_in
    from bot.logs import configure_logs

    stand_in()
    configure_logs()
    parts = _parts(chosen.customers, chosen.turns)
    unknown = sorted(set(chosen.only) - set(parts))
    if unknown:
        sys.exit(f"No such part: {', '.join(unknown)}. There are {', '.join(parts)}.")
    failed = [name for name in parts if name in (chosen.only or parts) and not _measured(name, parts[name])]
    if failed:
        print(f"Not measured: {', '.join(failed)}.")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--customers", type=int, default=CUSTOMERS, help="customers that the memory is filled with")
    parser.add_argument("--turns", type=int, default=EACH, help="turns by each of eight users")
    parser.add_argument("--only", type=lambda names: names.split(","), default=[], help="parts, with commas between")
    return parser.parse_args()


def _parts(customers: int, each: int) -> dict[str, Part]:
    from bench.chats import chats
    from bench.desk import desk
    from bench.front import front
    from bench.growth import growth
    from bench.machine import machine
    from bench.memory import memory
    from bench.memory_layer import memory_layer
    from bench.nightly import nightly, outreach
    from bench.recall import recall
    from bench.start import start
    from bench.turns import spoken_turns, turns

    kept = _var() / "bench" / f"filled-{customers}"
    return {
        "machine": lambda folder: {"machine": machine()},
        "start": lambda folder: {"start": start(folder)},
        "turns": lambda folder: {"turns": turns(folder, each)},
        "spoken": lambda folder: {"turns": {"with_nlu": spoken_turns(folder, each)}},
        "front": lambda folder: {"front": front(folder)},
        "chats": lambda folder: {"chats": chats(folder)},
        "growth": lambda folder: {"growth": growth(folder)},
        "desk": desk,
        "memory": memory,
        "memory_layer": memory_layer,
        "recall": lambda folder: {"recall": recall(folder, kept, customers)},
        "outreach": outreach,
        "nightly": lambda folder: nightly(folder, customers),
        "nlu": _understanding,
    }


def _understanding(folder: Path) -> dict[str, Any]:
    from bench.nlu import nlu  # brings scikit-learn in, whose memory and threads the parts before should not feel

    return {"nlu": nlu()}


def _measured(name: str, part: Part) -> bool:
    from bench import report

    began = time.monotonic()
    print(f"{name} …", flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix=f"shoebox-bench-{name}-") as folder:
            news = part(Path(folder) / "work")
    except Exception:
        traceback.print_exc()
        return False
    path = _var() / "bench.json"
    report.write(path, report.merged(report.read(path), news))
    print("\n".join(report.lines(news)))
    print(f"{name}: {time.monotonic() - began:.0f} s\n", flush=True)
    return True


def _var() -> Path:
    return Path(os.environ.get("SHOEBOX_VAR", "var")).absolute()


if __name__ == "__main__":
    sys.exit(main())
