"""Connections: an ended one is noticed before it is used."""

import psycopg
from sqlalchemy import event

from tests.store.store_house import House, owner_of


def test_what_the_server_ended_is_not_used_again(postgres_house: House) -> None:
    """All connections ended, as by a restart: the next call has a new one and nobody hears of it."""
    house = postgres_house
    nadia = house.arrive()
    with psycopg.connect(owner_of(house.url), autocommit=True) as server:
        ended = server.execute(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchone()
    assert ended and ended[0] >= 1
    assert house.memory.people.find("web", "nadia") == nadia


def test_a_brief_takes_few_round_trips(postgres_house: House) -> None:
    """What a read asks first is one statement; then consents, facts, and the look's own line in the audit."""
    house = postgres_house
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia)
    said: list[str] = []
    event.listen(house.memory.store.engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    assert house.known(nadia) == ["wool"]
    assert len(said) == 4
