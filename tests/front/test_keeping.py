"""`make backup` and `make restore`: the whole house in one file, and back."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.clock import HouseClock
from bot.engine.without_tensorflow import stand_in
from bot.front.keys import begin_new_key, coming_key
from bot.keeping import back_up, bring_back, change_house_key
from bot.serve import Refused, open_database
from bot.settings import Settings
from shop.demo import DemoHouse
from shop.values import CustomerRef
from store import Memory
from store.engine import connect
from store.errors import HouseOpen, WrongKey
from store.migrate import migrate
from store.occupancy import alone

stand_in()

from bot.house import open_house_memory  # noqa: E402 - Rasa can't be imported before the stand-ins are in place

NADIA = CustomerRef("account:c-1001")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    var = tmp_path / "var"
    (var / "files" / "c1").mkdir(parents=True)
    (var / "files" / "c1" / "f1.file").write_bytes(b"sealed")
    (var / "keys.json").write_text("{}")
    settings = Settings(var=var)
    open_database(settings)
    return settings


def places(settings: Settings) -> dict[str, list[dict[str, object]]]:
    return DemoHouse(connect(settings.shop_database)).records.export(NADIA)


def test_everything_comes_back_into_an_empty_house(settings: Settings, tmp_path: Path) -> None:
    """Memory, customers' files, the demo shop's books and the keys, from one file that only its owner reads."""
    books = places(settings)
    assert any(books.values())
    file = back_up(settings)
    assert file.stat().st_mode & 0o077 == 0
    anew = Settings(var=tmp_path / "anew")
    bring_back(anew, file)
    open_database(anew)
    assert places(anew) == books
    assert (anew.files / "c1" / "f1.file").read_bytes() == b"sealed"
    assert json.loads((anew.var / "keys.json").read_text()) == {}
    assert (anew.var / "house.key").read_text() == (settings.var / "house.key").read_text()


def test_what_came_after_the_backup_is_gone(settings: Settings) -> None:
    """A restore puts the backup in the place of everything that is there."""
    file = back_up(settings)
    (settings.files / "c1" / "later.file").write_bytes(b"later")
    DemoHouse(connect(settings.shop_database)).records.erase(NADIA, now=HouseClock()())
    bring_back(settings, file)
    assert not (settings.files / "c1" / "later.file").exists()
    assert any(places(settings).values())


def test_nothing_is_brought_back_into_an_open_house(settings: Settings) -> None:
    """A restore is refused in a plain sentence, and nothing was changed; with the house closed it goes ahead."""
    file = back_up(settings)
    memory = known_to(settings)
    nadia = memory.people.arrive("web", "nadia")
    (settings.files / "c1" / "later.file").write_bytes(b"later")
    with pytest.raises(HouseOpen, match="The house is open on this database"):
        bring_back(settings, file)
    assert memory.people.find("web", "nadia") == nadia
    assert (settings.files / "c1" / "later.file").exists()
    memory.close()
    bring_back(settings, file)
    assert known_to(settings).people.find("web", "nadia") is None


def test_no_house_opens_while_a_backup_is_brought_back(settings: Settings) -> None:
    """The start is refused in a plain sentence, before it migrates anything."""
    with alone(settings.database), pytest.raises(Refused, match="A backup is being brought back"):
        open_database(settings)
    open_database(settings)


def test_a_restore_says_what_time_is_lost(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says as of when the house is back, and that what came after is gone."""
    file = back_up(settings)
    monkeypatch.setenv("SHOEBOX_VAR", str(settings.var))
    said = CliRunner().invoke(cli, ["restore", str(file)])
    assert said.exit_code == 0, said.output
    assert f"as the house stood on {datetime.now(UTC):%d %B %Y}" in said.output
    assert "Lost is whatever else came after that time" in said.output
    memory = known_to(settings)
    memory.house.settings()
    refused = CliRunner().invoke(cli, ["restore", str(file)])
    memory.close()
    assert refused.exit_code == 1 and "close every process of it, then restore" in refused.output


def known_to(settings: Settings) -> Memory:
    return open_house_memory(settings, HouseClock(), DemoHouse(connect(settings.shop_database)))


def test_the_house_key_is_changed_while_the_house_is_open(settings: Settings) -> None:
    """Who is open goes on; a new start takes the new key; the old one opens nothing any more."""
    memory, old = known_to(settings), settings.key_file.read_text()
    nadia = memory.people.arrive("web", "nadia", name="Nadia")
    change_house_key(settings)
    assert memory.people.identities(nadia.customer)[0].name == "Nadia"
    kwame = memory.people.arrive("web", "kwame", name="Kwame")
    memory.close()
    again = known_to(settings)
    assert again.people.identities(kwame.customer)[0].name == "Kwame"
    assert again.people.find("web", "nadia") == nadia
    again.close()
    assert settings.key_file.read_text() != old and settings.key_file.stat().st_mode & 0o077 == 0
    settings.key_file.write_text(old)
    with pytest.raises(WrongKey):
        known_to(settings).people.find("web", "nadia")


def test_a_change_of_key_that_was_cut_short_locks_nobody_out(settings: Settings) -> None:
    """Before or after the database took the new key: the house opens, and the change can be begun again."""
    memory = known_to(settings)
    nadia = memory.people.arrive("web", "nadia")
    memory.close()
    begin_new_key(settings.key_file)
    for _ in range(2):  # the first opening rewraps, the second finds it done
        memory = known_to(settings)
        assert memory.people.find("web", "nadia") == nadia
        memory.close()
    change_house_key(settings)
    assert not coming_key(settings.key_file).exists()
    memory = known_to(settings)
    assert memory.people.find("web", "nadia") == nadia
    memory.close()


def test_a_house_from_before_leaves_no_shop_in_the_memorys_database(tmp_path: Path) -> None:
    """What an older version kept of a shop in the memory's own file, in clear, goes when it is brought up to date."""
    url = f"sqlite:///{tmp_path / 'shoebox.db'}"
    migrate(url, "0011")
    engine = connect(url)
    with engine.begin() as db:
        db.execute(text("CREATE TABLE demo_customers (name TEXT)"))
        db.execute(text("INSERT INTO demo_customers VALUES ('CANARY')"))
    migrate(url)
    with engine.begin() as db:
        names = db.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    engine.dispose()
    assert not [name for name in names if name.startswith("demo_")]
    assert all(b"CANARY" not in path.read_bytes() for path in tmp_path.iterdir())
