"""A backup is the whole house in one file; what was erased since does not come back with it."""

from pathlib import Path

import pytest

from store import Memory, open_memory
from store.backup import backup, restore
from store.errors import StoreError
from store.migrate import pending
from store.values import PERMITTING, Arrival, ConsentState, Purpose, Sensitivity
from tests.store.store_house import House, a_capture, owner_of
from tests.store.test_memory_rights import a_full_life


def test_a_backup_brings_everything_back_but_who_was_erased(house: House) -> None:
    """Restored: facts, consents, audit chain and counters as they were; erased since then: erased again."""
    nadia, kwame = a_full_life(house), a_full_life(house, "kwame", "OTHER")
    house.memory.audit.seal()
    file, owner = house.folder / "backups" / "monday.shoebox", owner_of(house.url)
    backup(owner, file)
    house.memory.rights.erase(nadia.customer, house.moment(nadia))
    memory = reopened_from(house, file)
    assert memory.people.find("web", "nadia") is not None
    assert memory.rights.replay() == 1
    assert memory.people.find("web", "nadia") is None
    assert "OTHER wool" in house.known(kwame)
    assert memory.audit.verify().first_bad is None
    house.withdraw(kwame, Purpose.MEMORY)
    assert house.known(kwame) == []
    assert pending(owner) == ()


def test_a_backup_brings_back_nothing_that_was_taken_back(house: House) -> None:
    """Forgotten, with all it had replaced, and withdrawn since the backup: so again, once; the rest as it was."""
    nadia, kwame = house.arrive(), house.arrive("kwame")
    phone = house.memory.people.arrive("telegram", "8812")
    for who in (nadia, kwame, phone):
        house.allow(who, Purpose.MEMORY, Purpose.PERSONALISE, Purpose.CONTACT)
        house.tell(who, "wool")
    for about in ("fish", "coffee"):
        house.tell(nadia, about)
    rash = house.tell(nadia, "rash", sensitivity=Sensitivity.SPECIAL, explicit=a_capture())
    file = house.folder / "monday.shoebox"
    backup(owner_of(house.url), file)
    fish = house.tell(nadia, "fish", words="I never eat fish")
    house.memory.facts.forget(nadia.customer, fish.id, house.moment(nadia))
    house.decide(nadia, Purpose.MEMORY, state=ConsentState.WITHDRAWN, fact=rash.id)
    house.decide(kwame, Purpose.PERSONALISE, state=ConsentState.REFUSED)
    joined = house.memory.links.link(kwame.identity, phone.identity, "showed a passport", "eva")
    house.withdraw(joined, Purpose.CONTACT)

    memory = reopened_from(house, file)
    assert sorted(house.known(nadia)) == ["coffee", "fish", "rash", "wool"]
    memory.rights.replay()
    assert sorted(house.known(nadia)) == ["coffee", "wool"]
    assert house.known(kwame) == []
    assert house.known(phone) == ["wool"]
    assert all(not_given(house, who, Purpose.CONTACT) for who in (kwame, phone))
    house.allow(kwame)
    memory.rights.replay()
    assert house.known(kwame) == ["wool"]  # what was given since the restore stands
    held = memory.rights.export(nadia.customer, house.moment(nadia))["facts"]
    assert {fact["about"] for fact in held} == {"coffee", "rash", "wool"}


def not_given(house: House, who: Arrival, purpose: Purpose) -> bool:
    grants = house.memory.consents.grants(who.customer)
    return all(one.state not in PERMITTING for one in grants if one.purpose is purpose)


def reopened_from(house: House, file: Path) -> Memory:
    """The house after its backup came back, before the ledger is replayed."""
    house.memory.close()
    restore(owner_of(house.url), file)
    house.memory = open_memory(house.url, house.key, house.clock, house.folder / "erasures.jsonl")
    return house.memory


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
