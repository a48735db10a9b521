"""Databases of the benchmark's own: a SQLite file and, where a server answers, one on PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from store.migrate import admit, migrate

SERVER = os.environ.get("SHOEBOX_BENCH_POSTGRES", "postgresql://postgres@127.0.0.1:5432")


def postgres_answers() -> bool:
    """Whether there is a server for the benchmark."""
    try:
        psycopg.connect(f"{SERVER}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def postgres_database(name: str, keep: bool = False) -> Iterator[tuple[str, str]]:
    """A migrated database as (its owner's address, the house's): the house is a role that no wall bows to.

    It is made where there is none of that name, and dropped afterwards unless it is kept.
    """
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        _make(server, name)
        try:
            yield f"{SERVER}/{name}", f"{SERVER.replace('postgres@', f'{name}@')}/{name}"
        finally:
            if not keep:
                drop_postgres(name)


def drop_postgres(name: str) -> None:
    """Removes the database and the house's role."""
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


def postgres_size(url: str) -> int:
    """Bytes of a database, after its statistics were brought up to date as a server does by itself."""
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("VACUUM ANALYZE")
        found = db.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(found[0]) if found else 0


def sqlite_size(path: Path) -> int:
    """Bytes of a SQLite file."""
    return path.stat().st_size


def _make(server: psycopg.Connection, name: str) -> None:
    if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
    migrate(f"{SERVER}/{name}")
    admit(f"{SERVER}/{name}", name)
