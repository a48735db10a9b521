"""The memory on both databases: each test gets its own, migrated from nothing and dropped at the end."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.store.store_house import House, open_house

POSTGRES = "postgresql://postgres@127.0.0.1:5432"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address of an empty database of this test's own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/house.db"
        return
    yield from _own_postgres()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """For what only a file can show."""
    return f"sqlite:///{tmp_path}/house.db"


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    """A migrated memory on each of the databases."""
    yield from open_house(database_url, tmp_path)


@pytest.fixture
def sqlite_house(sqlite_url: str, tmp_path: Path) -> Iterator[House]:
    yield from open_house(sqlite_url, tmp_path)


def _own_postgres() -> Iterator[str]:
    name = f"shoebox_test_{uuid4().hex}"
    try:
        server = psycopg.connect(f"{POSTGRES}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("no PostgreSQL at 127.0.0.1:5432 that trusts the user postgres")
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{POSTGRES}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
