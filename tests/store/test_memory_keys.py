"""The house key: changed while the house is open, wrong ones refused, and nothing readable without it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from store import Memory, open_memory
from store.errors import CustomerUnknown, WrongKey
from store.keys import KEY_SECONDS, HouseKey, KeyCache, new_key
from store.memory.people import People
from store.values import Purpose, Reader
from tests.store.store_house import House
from tests.store.test_memory_rights import a_full_life


def reopened(house: House, key: HouseKey, *previous: HouseKey) -> Memory:
    ledger = house.folder / "erasures.jsonl"
    return open_memory(house.url, key, house.clock, ledger, previous_keys=previous)


def test_a_key_that_does_not_fit_opens_nothing(house: House) -> None:
    """With another house key every call is refused with a plain sentence."""
    house.arrive()
    stranger = reopened(house, HouseKey(new_key()))
    with pytest.raises(WrongKey):
        stranger.people.arrive("web", "nadia")
    stranger.close()


def test_the_house_key_changes_while_the_house_is_open(house: House) -> None:
    """After the change everything is found and read as before; a new start takes the new key and no other."""
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia)
    new = HouseKey(new_key())
    house.memory.rotate(new)
    assert house.known(nadia) == ["wool"]
    again = reopened(house, new)
    assert again.people.find("web", "nadia") == nadia
    brief = again.recall(nadia.customer, Purpose.PERSONALISE, Reader.ASSISTANT, house.moment(nadia))
    assert [fact.about for fact in brief.facts] == ["wool"]
    again.close()
    old = reopened(house, house.key)
    with pytest.raises(WrongKey):
        old.people.find("web", "nadia")
    old.close()


def test_a_new_key_takes_over_from_the_previous_one_at_the_start(house: House) -> None:
    """Started with the new key beside the previous one, the house rewraps; the next start needs the new one only."""
    nadia = house.arrive()
    new = HouseKey(new_key())
    for previous in ((house.key,), ()):
        memory = reopened(house, new, *previous)
        assert memory.people.find("web", "nadia") == nadia
        memory.close()


def test_another_process_opens_nothing_of_who_was_erased_ten_seconds_later(house: House) -> None:
    """It had the key open when the other erased: what was kept aside opens no longer."""
    nadia, seconds = house.arrive(), [0.0]
    cache = KeyCache(now=lambda: seconds[0])
    other = People(replace(reopened(house, house.key).store, cache=cache))
    sealed = other.key_of(nadia.identity).seal("wool gives me a rash", "kept aside")
    house.memory.rights.erase(nadia.customer, house.moment(nadia))
    seconds[0] = KEY_SECONDS
    with pytest.raises(CustomerUnknown):
        other.key_of(nadia.identity).open(sealed, "kept aside")
    other.store.engine.dispose()


def test_a_key_that_nobody_asks_for_leaves_all_the_same(house: House) -> None:
    """Whatever transaction comes next lets go of every key whose seconds are over, and of no other."""
    seconds = [0.0]
    cache = KeyCache(now=lambda: seconds[0])
    people = People(replace(house.memory.store, cache=cache))
    nadia, kwame = house.arrive(), house.arrive("kwame")
    people.key_of(nadia.identity)
    seconds[0] = KEY_SECONDS - 1
    people.key_of(kwame.identity)
    seconds[0] = KEY_SECONDS
    people.find("web", "nobody")
    seconds[0] = 0.0  # what the cache still holds is within its seconds now
    assert cache.get(nadia.identity) is None
    assert cache.get(kwame.identity) is not None


@pytest.mark.parametrize("text", ["", "short", "%%%", "A" * 400])
def test_a_key_that_is_none_is_refused(text: str) -> None:
    """What is not 32 bytes in base64url is no house key."""
    with pytest.raises(WrongKey):
        HouseKey.from_text(text)


def test_a_stolen_file_shows_no_word_no_name_and_no_address(sqlite_house: House) -> None:
    """Without the house key the database, its log and the ledger hold nothing that a customer said or is called."""
    a_full_life(sqlite_house, "canary-address")
    sqlite_house.memory.rights.erase(*_of(sqlite_house, "canary-address"))
    a_full_life(sqlite_house, "canary-address")
    files = [path for path in sqlite_house.folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".db", ".jsonl"}
    for path in files:
        held = path.read_bytes().lower()
        assert b"canary" not in held, path.name


def test_erased_bytes_are_gone_from_the_file(sqlite_house: House, tmp_path: Path) -> None:
    """After erasure not even the sealed bytes of the customer are left in the database or its log."""
    house = sqlite_house
    a_full_life(house)
    house.memory.store.engine.dispose()
    with sqlite3.connect(house.folder / "house.db") as db:
        sealed = [row[0] for row in db.execute("SELECT content FROM facts UNION SELECT wrapped_key FROM identities")]
    house.memory.rights.erase(*_of(house, "nadia"))
    house.memory.store.engine.dispose()
    for path in house.folder.glob("house.db*"):
        held = path.read_bytes()
        assert not any(one in held for one in sealed), path.name


def _of(house: House, address: str) -> tuple[str, object]:
    who = house.arrive(address)
    return who.customer, house.moment(who)
