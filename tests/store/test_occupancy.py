"""Whoever serves from a database keeps a restore out, and a restore everybody else, on both databases."""

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from store import open_memory
from store.engine import connect
from store.errors import HouseOpen, HouseRestored
from store.occupancy import alone, entered
from tests.store.store_house import House, owner_of

ANOTHER = """
import sys
from pathlib import Path
from store.engine import connect
from store.occupancy import enter
held = enter(connect(sys.argv[1])).raw_connection()
print("in", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def another(house: House) -> Iterator[subprocess.Popen[str]]:
    """Another process that is in the house; this one is not."""
    house.memory.close()
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", ANOTHER, house.url], **pipes) as process:
        assert process.stdout.readline() == "in\n"
        yield process
        process.kill()


def test_an_open_house_is_not_restored_into(house: House) -> None:
    """Refused for as long as somebody is in, whichever way they come; not for who has left."""
    house.arrive()
    with pytest.raises(HouseOpen, match="The house is open"), alone(owner_of(house.url)):
        pass
    house.memory.close()
    with entered(house.url), pytest.raises(HouseOpen), alone(owner_of(house.url)):
        pass
    with alone(owner_of(house.url)):
        pass


def test_several_serve_from_one_database(house: House, another: subprocess.Popen[str]) -> None:
    """Those who serve are not in each other's way; the last of them keeps a restore out."""
    house.arrive()
    house.memory.close()
    with pytest.raises(HouseOpen), alone(owner_of(house.url)):
        pass


def test_who_was_killed_keeps_nobody_out(house: House, another: subprocess.Popen[str]) -> None:
    """The kernel, or the server, lets go for a process that could not."""
    another.send_signal(signal.SIGKILL)
    another.wait()
    lets_in(house)


def test_nobody_comes_in_while_a_backup_is_brought_back(house: House) -> None:
    """A house that is opened then is refused, and comes in once that is done."""
    house.memory.close()
    with alone(owner_of(house.url)):
        memory = open_memory(house.url, house.key, house.clock, house.folder / "erasures.jsonl")
        with pytest.raises(HouseRestored, match="A backup is being brought back"):
            memory.people.arrive("web", "nadia")
        with pytest.raises(HouseOpen), alone(owner_of(house.url)):
            pass
    memory.people.arrive("web", "nadia")
    memory.close()


def test_a_house_whose_server_was_away_holds_it_again(postgres_house: House) -> None:
    """Its connections were ended: the next that it makes holds the database like the first."""
    postgres_house.arrive()
    owner = connect(owner_of(postgres_house.url))
    with owner.begin() as db:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        db.execute(text(f"{ended} pg_backend_pid()"))
    owner.dispose()
    postgres_house.arrive("kwame")
    with pytest.raises(HouseOpen), alone(owner_of(postgres_house.url)):
        pass


def lets_in(house: House) -> None:
    """A restore comes in; a server notices within moments that a client is gone."""
    for _ in range(2_000):
        try:
            with alone(owner_of(house.url)):
                return
        except HouseOpen:
            continue
    pytest.fail("still held by who is gone")
