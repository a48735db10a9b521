"""Backups of the whole database, as one file, and back; the words in it stay sealed."""

import os
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import psycopg
from psycopg import sql
from sqlalchemy import URL

from store.engine import database_url
from store.errors import StoreError
from store.migrate import admit, migrate

_MANIFEST = "manifest.json"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds: from which kind of database, of which version of the tables, made when."""

    database: str
    version: str
    made_at: datetime
    tables: tuple[str, ...] = ()


def backup(url: str, target: Path) -> Manifest:
    """Writes everything to `target` while the house goes on working; refuses to write over anything."""
    if target.exists():
        raise StoreError("There is a file with this name already.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _own_folder(target) as folder:
        make = _from_postgresql if _backend(url) == "postgresql" else _from_sqlite
        manifest = make(database_url(url), folder)
        (folder / _MANIFEST).write_bytes(msgspec.json.encode(manifest))
        packed = folder / "packed"
        with tarfile.open(packed, "w:gz", compresslevel=3) as archive:
            for path in sorted(folder.iterdir()):
                if path != packed:
                    archive.add(path, path.name)
        packed.chmod(0o600)
        os.replace(packed, target)
    return manifest


def restore(url: str, source: Path) -> Manifest:
    """Puts the backup in the place of everything that is there, and brings it up to date.

    Nothing may be using the database. Erasures since then must be replayed before the house is ready.
    """
    with _own_folder(source) as folder:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        manifest = msgspec.json.decode((folder / _MANIFEST).read_bytes(), type=Manifest)
        if manifest.database != _backend(url):
            raise StoreError("This backup is of another kind of database.")
        put_back = _to_postgresql if manifest.database == "postgresql" else _to_sqlite
        put_back(url, folder, manifest)
    migrate(url)
    return manifest


@contextmanager
def _own_folder(beside: Path) -> Iterator[Path]:
    with TemporaryDirectory(dir=beside.parent, prefix=".backup-") as folder:
        yield Path(folder)


def _backend(url: str) -> str:
    return database_url(url).get_backend_name()


def _from_sqlite(address: URL, folder: Path) -> Manifest:
    copy = folder / "house.db"
    with closing(sqlite3.connect(str(address.database))) as live, closing(sqlite3.connect(copy)) as kept:
        live.backup(kept)
        kept.execute("PRAGMA journal_mode=DELETE")
        version = kept.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    return Manifest(database="sqlite", version=version, made_at=datetime.now(UTC))


def _to_sqlite(url: str, folder: Path, manifest: Manifest) -> None:
    place = Path(str(database_url(url).database))
    place.parent.mkdir(parents=True, exist_ok=True)
    arriving = place.with_name(f"{place.name}.restored")
    shutil.move(folder / "house.db", arriving)
    for log in ("-wal", "-shm"):
        place.with_name(place.name + log).unlink(missing_ok=True)
    os.replace(arriving, place)


def _from_postgresql(address: URL, folder: Path) -> Manifest:
    with _postgresql(address) as db, db.transaction():
        db.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        db.execute("SELECT set_config('shoebox.customer', '*', true)")
        version = db.execute("SELECT version_num FROM alembic_version").fetchone()
        names = [row[0] for row in db.execute(_TABLES).fetchall()]
        for name in names:
            query = sql.SQL("COPY (SELECT * FROM {}) TO STDOUT (FORMAT binary)").format(sql.Identifier(name))
            with (folder / f"{name}.copy").open("wb") as file, db.cursor().copy(query) as rows:
                for block in rows:
                    file.write(block)
    if version is None:
        raise StoreError("This database was never migrated.")
    return Manifest(database="postgresql", version=version[0], made_at=datetime.now(UTC), tables=tuple(names))


def _to_postgresql(url: str, folder: Path, manifest: Manifest) -> None:
    address = database_url(url)
    with _postgresql(address) as db, db.transaction():
        admitted = [row[0] for row in db.execute(_ADMITTED).fetchall()]
        db.execute("DROP SCHEMA public CASCADE")
        db.execute("CREATE SCHEMA public")
    migrate(url, manifest.version)
    with _postgresql(address) as db, db.transaction():
        walled = [row[0] for row in db.execute(_WALLED).fetchall()]
        _force(db, walled, "NO FORCE")
        for name in _parents_first(db, manifest.tables):
            _fill(db, name, folder / f"{name}.copy")
        for table, column in db.execute(_COUNTED).fetchall():
            _count_on(db, table, column)
        _force(db, walled, "FORCE")
    migrate(url)
    for role in admitted:
        admit(url, role)


@contextmanager
def _postgresql(address: URL) -> Iterator[psycopg.Connection[tuple[str, ...]]]:
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as db:
        yield db


def _fill(db: psycopg.Connection[tuple[str, ...]], table: str, path: Path) -> None:
    query = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(table))
    with path.open("rb") as file, db.cursor().copy(query) as rows:
        while block := file.read(1 << 20):
            rows.write(block)


def _force(db: psycopg.Connection[tuple[str, ...]], tables: list[str], how: str) -> None:
    for table in tables:
        db.execute(sql.SQL("ALTER TABLE {} {} ROW LEVEL SECURITY").format(sql.Identifier(table), sql.SQL(how)))


def _count_on(db: psycopg.Connection[tuple[str, ...]], table: str, column: str) -> None:
    names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
    last = sql.SQL("SELECT setval(pg_get_serial_sequence({name}, {text}), max({column})) FROM {table}")
    db.execute(last.format(name=sql.Literal(table), text=sql.Literal(column), **names))


def _parents_first(db: psycopg.Connection[tuple[str, ...]], tables: tuple[str, ...]) -> list[str]:
    """The tables in an order in which every foreign key finds its row."""
    needs: dict[str, set[str]] = {table: set() for table in tables}
    for table, parent in db.execute(_FOREIGN).fetchall():
        if table in needs and parent != table:
            needs[table].add(parent)
    ordered: list[str] = []
    while needs:
        ready = sorted(table for table, parents in needs.items() if parents <= set(ordered))
        if not ready:
            raise StoreError("The tables of this backup do not fit together.")
        ordered += ready
        needs = {table: parents for table, parents in needs.items() if table not in ready}
    return ordered


_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_WALLED = "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace"
_ADMITTED = (
    "SELECT DISTINCT grantee FROM information_schema.role_table_grants "
    "WHERE table_schema = 'public' AND grantee NOT IN (current_user, 'PUBLIC')"
)
_FOREIGN = (
    "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint "
    "WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
)
_COUNTED = (
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
    "AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL"
)
