"""A process of its own that works on the queue and stops where it is told, so that a test can kill it there.

Speaks lines: `at <place>` when it has stopped, and goes on when it reads a line; `idle` when nothing is left.
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from store import Memory, open_memory
from store.keys import HouseKey
from store.memory import intake, outbox
from tests.store.talk import a_message, an_outcome, events

LEASE = 0.5  # seconds: the real thing, as a survivor has to wait for it


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def stop(place: str) -> None:
    say(f"at {place}")
    sys.stdin.readline()


def stop_inside(module: object, name: str, place: str) -> None:
    """Makes a function of the store stop after it has written, with the transaction still open."""
    real = getattr(module, name)

    def stopping(*args: object, **more: object) -> object:
        done = real(*args, **more)
        stop(place)
        return done

    setattr(module, name, stopping)


def work(memory: Memory, places: set[str]) -> None:
    while any_left(memory):
        turn = memory.conversations.next_turn(f"worker {time.monotonic_ns()}", LEASE)
        if turn is None:
            time.sleep(0.02)  # somebody else's lease has to run out
            continue
        if "taken" in places:
            stop("taken")
        outcome = an_outcome(f"re {turn.text}", events=events("user", turn.text))
        memory.conversations.finish(turn, outcome)
        if "finished" in places:
            stop("finished")
    say("idle")


def any_left(memory: Memory) -> bool:
    with memory.store.engine.connect() as db:
        return bool(db.exec_driver_sql("SELECT count(*) FROM inbox WHERE state = 'queued'").scalar_one())


def main(url: str, key: str, folder: str, task: str, *places: str) -> None:
    memory = open_memory(url, HouseKey.from_text(key), lambda: datetime.now(UTC), Path(folder) / "ledger")
    if "inside" in places:
        stop_inside(outbox, "enqueue", "inside")
    if task == "work":
        work(memory, set(places))
        return
    stop_inside(intake, "append", "storing")
    memory.conversations.accept(a_message(task, task))
    say("idle")


if __name__ == "__main__":
    main(*sys.argv[1:])
