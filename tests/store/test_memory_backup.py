"""A backup is the whole house in one file; what was erased since does not come back with it."""

import pytest

from store import open_memory
from store.backup import backup, restore
from store.errors import StoreError
from store.migrate import pending
from store.values import Purpose
from tests.store.store_house import House, owner_of
from tests.store.test_memory_rights import a_full_life


def test_a_backup_brings_everything_back_but_who_was_erased(house: House) -> None:
    """Restored: facts, consents, audit chain and counters as they were; erased since then: erased again."""
    nadia, kwame = a_full_life(house), a_full_life(house, "kwame", "OTHER")
    house.memory.audit.seal()
    file, owner = house.folder / "backups" / "monday.shoebox", owner_of(house.url)
    backup(owner, file)
    house.memory.rights.erase(nadia.customer, house.moment(nadia))
    house.withdraw(kwame, Purpose.MEMORY)
    house.memory.close()

    restore(owner, file)
    memory = open_memory(house.url, house.key, house.clock, house.folder / "erasures.jsonl")
    house.memory = memory
    assert memory.people.find("web", "nadia") is not None
    assert memory.rights.replay_erasures() == 1
    assert memory.people.find("web", "nadia") is None
    assert "OTHER wool" in house.known(kwame)
    assert memory.audit.verify().first_bad is None
    house.withdraw(kwame, Purpose.MEMORY)
    assert house.known(kwame) == []
    assert pending(owner) == ()


def test_a_backup_shows_no_word(house: House) -> None:
    """Somebody who takes the file finds nothing that a customer said or is called."""
    a_full_life(house, "canary-address")
    file = house.folder / "taken.shoebox"
    backup(owner_of(house.url), file)
    import gzip

    assert b"canary" not in gzip.decompress(file.read_bytes()).lower()
    assert file.stat().st_mode & 0o077 == 0


def test_a_backup_is_never_written_over(house: House) -> None:
    """A name that is taken is refused, and what is there stays."""
    file = house.folder / "monday.shoebox"
    file.write_text("precious")
    with pytest.raises(StoreError):
        backup(owner_of(house.url), file)
    assert file.read_text() == "precious"
