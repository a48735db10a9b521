"""A backup is the whole house in one file; what was erased since does not come back with it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from store import Memory, open_memory
from store.backup import backup, restore
from store.errors import StoreError
from store.migrate import pending
from store.values import PERMITTING, Arrival, Assurance, ConsentState, Purpose, Reader, Sensitivity
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


def test_a_backup_undoes_nothing_that_was_put_right(house: House) -> None:
    """Corrected, told anew, disputed and held back since the backup serve nothing; what serves again does."""
    nadia = house.arrive()
    house.allow(nadia)
    told = {about: house.tell(nadia, about) for about in ("wool", "fish", "coffee", "tea", "silk", "milk")}
    facts, moment = house.memory.facts, house.moment(nadia)
    facts.restrict(nadia.customer, told["silk"].id, moment)
    file = house.folder / "monday.shoebox"
    backup(owner_of(house.url), file)
    facts.correct(nadia.customer, told["wool"].id, moment, words="I love wool", text="likes wool", stance="likes")
    house.tell(nadia, "fish", text="eats fish on Fridays", words="fish on Fridays is fine")
    facts.dispute(nadia.customer, told["coffee"].id, moment)
    facts.restrict(nadia.customer, told["tea"].id, moment)
    facts.release(nadia.customer, told["silk"].id, moment)
    house.tell(nadia, "milk")  # the same again

    memory = reopened_from(house, file)
    assert sorted(house.known(nadia)) == ["coffee", "fish", "milk", "tea", "wool"]
    memory.rights.replay()
    assert sorted(house.known(nadia)) == ["milk", "silk"]
    seen = memory.recall(nadia.customer, Purpose.SERVICE, Reader.CUSTOMER, house.moment(nadia)).facts
    assert {fact.about for fact in seen} == set(told)
    memory.facts.release(nadia.customer, told["tea"].id, house.moment(nadia))
    memory.rights.replay()
    assert "tea" in house.known(nadia)  # what was done since the restore stands


def test_a_backup_widens_no_permission(house: House) -> None:
    """Terms set since the backup hold as they were set; where nobody is left who set them, the permission is gone."""
    nadia, kwame, ana = house.arrive(), house.arrive("kwame"), house.arrive("ana")
    for who in (nadia, kwame, ana):
        house.allow(who, Purpose.CONTACT)
    file = house.folder / "monday.shoebox"
    backup(owner_of(house.url), file)
    until = house.clock() + timedelta(days=30)
    house.decide(nadia, Purpose.CONTACT, terms={"channels": ["email"]})
    house.decide(nadia, Purpose.CONTACT, terms={"channels": ["email", "sms"]}, until=until)
    phone = house.memory.people.arrive("telegram", "8812")
    joined = house.memory.links.link(kwame.identity, phone.identity, "showed a passport", "eva")
    house.decide(joined, Purpose.CONTACT, terms={"channels": ["telegram"]})
    assert b"telegram" not in (house.folder / "erasures.jsonl").read_bytes()

    memory = reopened_from(house, file)
    memory.rights.replay()
    memory.rights.replay()
    (grant,) = memory.consents.grants(nadia.customer)
    assert (grant.state, grant.until) == (ConsentState.RENEWED, until)
    assert grant.terms == {"channels": ["email", "sms"], "until": until.isoformat()}
    assert not_given(house, kwame, Purpose.CONTACT)
    assert not not_given(house, ana, Purpose.CONTACT)


def test_what_was_taken_back_stays_so_whatever_the_clock_said(house: House) -> None:
    """Yes and no stand in the order in which they were said, also with the house's clock set back between the two."""
    nadia, kwame = house.arrive(), house.arrive("kwame")
    for who in (nadia, kwame):
        house.allow(who, Purpose.MEMORY, Purpose.CONTACT)
    file = house.folder / "monday.shoebox"
    backup(owner_of(house.url), file)
    house.clock.pass_by(days=-3)
    house.withdraw(nadia, Purpose.CONTACT)
    house.decide(kwame, Purpose.CONTACT, terms={"channels": ["email"]})
    house.withdraw(kwame, Purpose.CONTACT)

    memory = reopened_from(house, file)
    memory.rights.replay()
    assert all(not_given(house, who, Purpose.CONTACT) for who in (nadia, kwame))
    assert not not_given(house, nadia, Purpose.MEMORY)


def test_a_withdrawal_that_died_before_it_counted_ends_no_later_yes(house: House) -> None:
    """The ledger has the line, the database never had the row: a yes said after it is a yes."""
    nadia = house.arrive()
    house.allow(nadia, Purpose.CONTACT)
    file, ledger = house.folder / "died.shoebox", house.folder / "erasures.jsonl"
    backup(owner_of(house.url), file)
    house.withdraw(nadia, Purpose.CONTACT)
    line = ledger.read_bytes()
    ledger.unlink()
    memory = reopened_from(house, file)
    house.allow(nadia, Purpose.CONTACT)
    ledger.write_bytes(line)
    memory.rights.replay()
    assert not not_given(house, nadia, Purpose.CONTACT)


@pytest.mark.parametrize("died", ["restrict", "release"])
def test_a_hold_that_died_before_it_counted_undoes_nothing_said_since(house: House, died: str) -> None:
    """The ledger has its line alone: what was held back since stays held back, what was released goes on to serve."""
    nadia = house.arrive()
    house.allow(nadia)
    fact, facts = house.tell(nadia), house.memory.facts
    if died == "release":
        facts.restrict(nadia.customer, fact.id, house.moment(nadia))
    file = house.folder / "died.shoebox"
    backup(owner_of(house.url), file)
    getattr(facts, died)(nadia.customer, fact.id, house.moment(nadia))
    memory = reopened_from(house, file)  # the commit died: nothing of it is in the database
    for then in ("release", "restrict") if died == "release" else ("restrict", "release"):
        getattr(memory.facts, then)(nadia.customer, fact.id, house.moment(nadia))
    memory.rights.replay()
    assert house.known(nadia) == ([] if died == "release" else ["wool"])


def test_a_backup_joins_nobody_again_who_parted(house: House) -> None:
    """Whoever has the telephone now sees nothing of the one whose it was."""
    nadia, phone = house.arrive(), house.memory.people.arrive("telegram", "8812")
    house.allow(nadia)
    house.tell(nadia)
    joined = house.memory.links.link(nadia.identity, phone.identity, "showed a passport", "eva")
    file = house.folder / "monday.shoebox"
    backup(owner_of(house.url), file)
    house.memory.links.unlink(phone.identity, Reader.CUSTOMER)

    memory = reopened_from(house, file)
    assert house.known(joined, assurance=Assurance.VERIFIED) == ["wool"]
    memory.rights.replay()
    assert memory.people.customer_of(phone.identity) == phone.customer != nadia.customer
    assert house.known(nadia) == ["wool"]
    assert house.known(phone, assurance=Assurance.VERIFIED) == []


def test_a_backup_brings_no_reminder_back_and_nothing_onto_the_wall(house: House) -> None:
    """What was called off and taken down since stays so; the other reminder still comes."""
    nadia = house.arrive()
    at, moment = house.clock() + timedelta(days=3), replace(house.moment(nadia), conversation="c-1")
    off, on = (house.memory.reminders.set(moment, what, at, a_capture()) for what in ("goose", "card"))
    house.memory.community.share(nadia.identity, "Wool is warm")
    (shared,) = house.memory.community.waiting()
    house.memory.community.accept(shared.id, "eva")
    file = house.folder / "monday.shoebox"
    backup(owner_of(house.url), file)
    house.memory.reminders.cancel(nadia.customer, [off.id])
    house.memory.community.take_back(nadia.customer, nadia.identity)

    memory = reopened_from(house, file)
    assert len(memory.community.wall()) == 1
    memory.rights.replay()
    assert [one.id for one in memory.reminders.of(nadia.customer)] == [on.id]
    assert memory.community.wall() == ()


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
