"""The memory on both databases, migrated once: each test gets an empty one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from store.migrate import admit, metadata, migrate
from tests.store.store_house import House, open_house

POSTGRES = "postgresql://postgres@127.0.0.1:5432"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file migrated from nothing."""
    path = tmp_path_factory.mktemp("migrated") / "house.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[str | None]:
    """The owner's address of a PostgreSQL database migrated from nothing; None where there is no server."""
    try:
        server = psycopg.connect(f"{POSTGRES}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        if os.environ.get("CI") == "true":
            raise
        yield None
        return
    name = f"shoebox_test_{uuid4().hex}"
    with server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
            migrate(f"{POSTGRES}/{name}")
            # The house itself comes in as a role that no wall bows to.
            server.execute(f'CREATE ROLE "{name}" LOGIN')
            admit(f"{POSTGRES}/{name}", name)
            yield f"{POSTGRES}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            server.execute(f'DROP ROLE IF EXISTS "{name}"')


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database of this test's own."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
    else:
        yield request.getfixturevalue("postgres_url")


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """For what only a file can show."""
    shutil.copy(migrated_file, tmp_path / "house.db")
    return f"sqlite:///{tmp_path}/house.db"


@pytest.fixture
def postgres_url(migrated_postgres: str | None) -> str:
    """For what only a server can show. One database serves all tests, emptied before each."""
    if migrated_postgres is None:
        pytest.skip("no PostgreSQL at 127.0.0.1:5432 that trusts the user postgres")
    empty(migrated_postgres)
    role = migrated_postgres.rpartition("/")[2]
    return migrated_postgres.replace("postgres@", f"{role}@")


def empty(owner: str) -> None:
    """Takes everything out of a PostgreSQL database of the tests."""
    with psycopg.connect(owner, autocommit=True) as db:
        # As a replica, so that not even the append-only tables object.
        emptying = "; ".join(f'DELETE FROM "{table.name}"' for table in metadata().sorted_tables)
        db.execute(f"SET session_replication_role = replica; {emptying}")


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    """A memory on each of the databases."""
    yield from open_house(database_url, tmp_path)


@pytest.fixture
def sqlite_house(sqlite_url: str, tmp_path: Path) -> Iterator[House]:
    yield from open_house(sqlite_url, tmp_path)


@pytest.fixture
def postgres_house(postgres_url: str, tmp_path: Path) -> Iterator[House]:
    yield from open_house(postgres_url, tmp_path)
