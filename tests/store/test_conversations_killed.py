"""`kill -9` of a process at the worst moments: nothing is lost, nothing happens twice, the order holds."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store.keys import HouseKey
from store.memory.door import open_memory
from store.migrate import migrate
from tests.store.store_house import House, HouseClock
from tests.store.talk import Talk, a_talk

ROOT = Path(__file__).parents[2]


@pytest.fixture
def key() -> str:
    return HouseKey.new_text()


@pytest.fixture
def talk(database_url: str, tmp_path: Path, key: str) -> Iterator[Talk]:
    """A memory whose key other processes are given, with three customers' messages in its queue."""
    migrate(database_url)
    clock = HouseClock()
    memory = open_memory(database_url, HouseKey.from_text(key), clock, tmp_path / "ledger")
    talk = a_talk(House(memory, clock, database_url, tmp_path, HouseKey.from_text(key)))
    for number in range(9):
        talk.write(f"m{number}", f"m{number}", address=f"customer {number % 3}")
    yield talk
    memory.close()


@contextmanager
def a_process(talk: Talk, key: str, task: str, *places: str) -> Iterator[subprocess.Popen[str]]:
    """A worker, or a front that stores the message `task`, as a process that is killed at the end."""
    command = [sys.executable, "-m", "tests.store.victim", talk.house.url, key, str(talk.house.folder), task]
    process = subprocess.Popen(
        [*command, *places], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def hears(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdout is not None
    assert process.stdout.readline().strip() == line


def everything_once_and_in_order(talk: Talk) -> None:
    for customer in range(3):
        said = [f"m{number}" for number in range(customer, 9, 3)]
        thread = talk.write(said[0], said[0], address=f"customer {customer}")
        items = talk.transcript(thread.conversation)
        assert [text for sender, text in items if sender == "customer"] == said
        assert [text for sender, text in items if sender == "assistant"] == [f"re {text}" for text in said]
        told = [event["event"] for event in talk.memory.trackers.tail(thread.conversation).events]
        assert told == [name for text in said for name in ("user", text)]
    assert len(outgoing(talk)) == 9


def outgoing(talk: Talk) -> list[str]:
    with talk.memory.store.engine.connect() as db:
        return list(db.exec_driver_sql("SELECT message_id FROM outbox").scalars())


@pytest.mark.parametrize("place", ["taken", "inside", "finished"])
def test_a_worker_killed_anywhere_is_followed_by_another(talk: Talk, key: str, place: str) -> None:
    """Killed with a turn in hand, in the middle of storing it, or just after: the next does the rest."""
    for _ in range(2):
        with a_process(talk, key, "work", place) as victim:
            hears(victim, f"at {place}")
    with a_process(talk, key, "work") as survivor:
        hears(survivor, "idle")
    everything_once_and_in_order(talk)


def test_of_two_workers_one_is_killed_and_the_other_goes_on(talk: Talk, key: str) -> None:
    """While one process lies dead in the middle of a turn the other serves everybody, in order."""
    with a_process(talk, key, "work", "taken") as victim:
        hears(victim, "at taken")
        with a_process(talk, key, "work") as survivor:
            victim.kill()
            hears(survivor, "idle")
    everything_once_and_in_order(talk)


def test_a_front_killed_while_storing_has_stored_nothing(talk: Talk, key: str) -> None:
    """What was not acknowledged may be sent again, and is then one message."""
    with a_process(talk, key, "new") as victim:
        hears(victim, "at storing")
    assert not talk.write("new", "new").repeated
    assert talk.write("new", "new").repeated
