"""The same house three times over: on SQLite, on PostgreSQL, and behind HTTP. Each test gets its own."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, text

from shop.demo import DemoHouse, create_tables, fill
from shop.over_http import ShopOverHttp
from shop.port import BusinessSystem
from tests.shop.http_house import KEY, serving

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
"""A Saturday, on which the house was filled."""
SERVER = os.environ.get("SHOEBOX_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432")


RunOnServer = Callable[[str], None]
KINDS = ["sqlite", "postgresql", "http"]


@contextmanager
def _offered(kind: str, engine: Engine) -> Iterator[BusinessSystem]:
    house = DemoHouse(engine)
    with ExitStack() as stack:
        over_http = kind == "http"
        yield ShopOverHttp(stack.enter_context(serving(house)), KEY) if over_http else house
    engine.dispose()


def _filled(engine: Engine) -> None:
    create_tables(engine)
    fill(engine, NOW)
    engine.dispose()


@pytest.fixture(scope="session")
def on_server() -> Iterator[RunOnServer]:
    """Runs statements that make and drop databases."""
    admin = create_engine(f"{SERVER}/postgres", isolation_level="AUTOCOMMIT")

    def run(statement: str) -> None:
        with admin.connect() as db:
            db.execute(text(statement))

    yield run
    admin.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("house") / "filled.db"
    _filled(create_engine(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgresql_template(on_server: RunOnServer) -> Iterator[str]:
    name = f"shop_template_{uuid.uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name}")
    try:
        _filled(create_engine(f"{SERVER}/{name}"))
        yield name
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    shutil.copy(sqlite_template, tmp_path / "house.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'house.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_engine(postgresql_template: str, on_server: RunOnServer) -> Iterator[Engine]:
    name = f"shop_{uuid.uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {postgresql_template}")
    engine = create_engine(f"{SERVER}/{name}")
    try:
        yield engine
    finally:
        engine.dispose()
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """The filled demo house's tables on each database."""
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found


@pytest.fixture(params=KINDS)
def shop(request: pytest.FixtureRequest) -> Iterator[BusinessSystem]:
    """Each way in which the port is offered, with a house of the test's own."""
    database = "sqlite" if request.param == "http" else request.param
    with _offered(request.param, request.getfixturevalue(f"{database}_engine")) as shop:
        yield shop


@pytest.fixture(scope="session", params=KINDS)
def still(request: pytest.FixtureRequest) -> Iterator[BusinessSystem]:
    """Each way in which the port is offered, shared by the tests that change nothing."""
    if request.param == "postgresql":
        # Nobody may be connected to the template while it is copied, so nobody stays.
        address = f"{SERVER}/{request.getfixturevalue('postgresql_template')}"
        engine = create_engine(address, poolclass=NullPool)
    else:
        engine = create_engine(f"sqlite:///{request.getfixturevalue('sqlite_template')}")
    with _offered(request.param, engine) as shop:
        yield shop
