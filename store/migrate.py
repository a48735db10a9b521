"""The schema's history: bring a database up to date, or say how far behind it is."""

import pkgutil
from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

import store.tables
from store.engine import connect
from store.tables.base import Base

_FOLDER = Path(__file__).parent / "migrations"


def metadata() -> MetaData:
    """Every table of the memory, whichever module holds it."""
    for module in pkgutil.iter_modules(store.tables.__path__):
        import_module(f"store.tables.{module.name}")
    return Base.metadata


def migrate(url: str, version: str = "heads") -> None:
    """Runs every version up to this one that the database has not seen, all of them or none."""
    engine = connect(url)
    with engine.begin() as connection:
        command.upgrade(_config(connection), version)
    engine.dispose()


def pending(url: str) -> tuple[str, ...]:
    """The versions that this database has not seen, oldest first; empty when it is up to date."""
    engine = connect(url)
    with engine.connect() as connection:
        seen = MigrationContext.configure(connection).get_current_heads()
    engine.dispose()
    script = ScriptDirectory.from_config(_config(None))
    missing = script.iterate_revisions("heads", seen or "base", inclusive=False)
    return tuple(version.revision for version in missing)[::-1]


def admit(url: str, role: str) -> None:
    """Lets an existing PostgreSQL role do the house's work and no more; the wall between customers holds for it."""
    engine = connect(url)
    with engine.begin() as connection:
        named = connection.dialect.identifier_preparer.quote(role)
        for right in (
            "USAGE ON SCHEMA public",
            "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public",
            "USAGE ON ALL SEQUENCES IN SCHEMA public",
        ):
            connection.exec_driver_sql(f"GRANT {right} TO {named}")
    engine.dispose()


def privileged(url: str) -> bool:
    """Whether this address comes in as a superuser of PostgreSQL, before whom no wall stands."""
    engine = connect(url)
    if engine.dialect.name != "postgresql":
        return False
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).scalar()
    engine.dispose()
    return bool(found)


def drift(url: str) -> tuple[str, ...]:
    """Where a migrated database and the tables differ, one line each; empty when they agree."""
    engine = connect(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata())
    engine.dispose()
    return tuple(str(difference) for difference in differences)


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config
