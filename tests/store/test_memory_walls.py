"""Walls behind the statements: tables that only grow, and on PostgreSQL one customer at a time."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store.datamap import DATA_MAP, Belongs
from store.migrate import drift, pending, privileged
from store.relationship import Kind
from store.values import Purpose
from tests.store.store_house import House, a_capture, owner_of
from tests.store.test_memory_rights import a_full_life

PRIVACY = Path(__file__).parents[2] / "docs" / "privacy.md"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE consents SET state = 'given'",
        "DELETE FROM consents",
        "UPDATE audit SET reason = 'nothing'",
        "UPDATE audit SET customer_id = NULL",
        "DELETE FROM audit",
        "UPDATE audit_heads SET seq = 100",
        "DELETE FROM audit_heads",
        "UPDATE house SET actor = 'nobody'",
        "DELETE FROM house",
        "UPDATE links SET state = 'parted'",
        "DELETE FROM links",
    ],
)
def test_some_tables_only_grow(house: House, change: str) -> None:
    """Decisions, looks, joinings and settings can be neither changed nor removed, whoever tries."""
    nadia = a_full_life(house)
    phone = house.memory.people.arrive("telegram", "8812")
    house.memory.links.link(nadia.identity, phone.identity, "passport", "eva")
    house.memory.house.change(house.memory.house.settings(), "eva")
    house.memory.audit.seal()
    with pytest.raises(DBAPIError), house.memory.store.engine.begin() as db:
        db.execute(text("SELECT set_config('shoebox.customer', '*', true)")) if _postgres(house) else None
        db.execute(text(change))


def test_the_wall_between_customers_holds_without_any_condition(postgres_house: House) -> None:
    """A statement that forgets to say whose rows it wants gets those of the customer named, or none."""
    house = postgres_house
    nadia, kwame = a_full_life(house), a_full_life(house, "kwame", "OTHER")
    assert not privileged(house.url)
    assert privileged(owner_of(house.url))
    for customer, facts in (("", 0), (nadia.customer, 2), ("nobody", 0), ("*", 4)):
        with house.memory.store.transaction() as tx:
            if customer:
                tx.about(customer)
            assert tx.db.execute(text("SELECT count(*) FROM facts")).scalar_one() == facts
    with house.memory.store.engine.begin() as db:
        assert db.execute(text("SELECT count(*) FROM consents")).scalar_one() == 0
    with pytest.raises(DBAPIError), house.memory.store.engine.begin() as db:
        db.execute(text("SELECT set_config('shoebox.customer', :one, true)"), {"one": kwame.customer})
        moved = text("INSERT INTO points (id, identity_id, points, at) VALUES ('x', :other, 1, now())")
        db.execute(moved, {"other": nadia.identity})


def test_promises_reminders_and_what_was_said_of_us_are_behind_the_wall_too(postgres_house: House) -> None:
    """Whoever forgets to say whose, gets nobody's; named, each customer's own and no other's."""
    house = postgres_house
    people = [house.arrive(), house.arrive("kwame")]
    for who in people:
        due = house.clock() + timedelta(days=1)
        conversation = house.memory.conversations.open(who.identity, "web", "main")
        moment = replace(house.moment(who), conversation=conversation)
        house.memory.promises.make(who.identity, "to call", "Eva", due)
        house.memory.reminders.set(moment, "tea", due, a_capture())
        house.memory.relationship.say(who.identity, "just business", kind=Kind.CASUAL_FRIENDSHIP)
    for table in ("promises", "reminders", "standings"):
        for customer, seen in (("", 0), (people[0].customer, 1), ("*", 2)):
            with house.memory.store.transaction() as tx:
                if customer:
                    tx.about(customer)
                assert tx.db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == seen, table  # noqa: S608


def test_what_customers_sent_for_others_is_behind_the_wall_until_a_person_looks(postgres_house: House) -> None:
    """A message for the wall, and a wish that went unmet: nobody's without a name, and still told as they are meant."""
    house = postgres_house
    people = [house.arrive(f"person-{number}") for number in range(5)]
    for who in people:
        house.allow(who, Purpose.IMPROVE)
        house.memory.demand.note(house.moment(who), "snowshoes")
        house.memory.community.share(who.identity, "lovely socks")
    for table in ("demand", "wall"):
        for customer, seen in (("", 0), (people[0].customer, 1), ("*", 5)):
            with house.memory.store.transaction() as tx:
                if customer:
                    tx.about(customer)
                assert tx.db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == seen, table  # noqa: S608
    house.memory.community.accept(house.memory.community.waiting()[0].id, "Eva")
    assert len(house.memory.community.wall()) == 1
    assert [(one.thing, one.customers) for one in house.memory.demand.groups("eva")] == [("snowshoe", 5)]


def test_each_table_of_customers_rows_is_walled_or_the_page_says_why_not(postgres_house: House) -> None:
    """Of the tables that hold customers' rows none is forgotten, neither here nor in docs/privacy.md."""
    with postgres_house.memory.store.engine.begin() as db:
        forced = "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace"
        walled = set(db.execute(text(forced)).scalars())
    _, _, page = PRIVACY.read_text().partition("| behind the wall")
    rows = [line.split("|")[1:3] for line in page.partition("\n\n")[0].splitlines()[2:]]
    said, not_said = (set(re.findall(r"`([a-z_]+)[*`]", " ".join(cells))) for cells in zip(*rows, strict=True))
    theirs = {name for name, held in DATA_MAP.items() if held.belongs in (Belongs.IDENTITY, Belongs.ITSELF)}
    assert walled == said
    families = {name for name in theirs if f"{name.partition('_')[0]}_" in not_said}  # such as `desk_*`
    assert theirs - walled - not_said - families == set()


def test_migrations_from_nothing_are_the_tables(house: House) -> None:
    """A migrated database has every table and column that the code knows, and nothing waits."""
    assert drift(owner_of(house.url)) == ()
    assert pending(owner_of(house.url)) == ()


def _postgres(house: House) -> bool:
    return house.url.startswith("postgresql")
