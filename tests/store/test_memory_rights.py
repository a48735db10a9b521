"""Seeing everything in a file, being erased, and what the receipt says of it."""

import json
import resource
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from store import open_memory
from store.erasure import Refs
from store.errors import CustomerUnknown, NotAllowed, StoreUnavailable
from store.values import (
    Arrival,
    Assurance,
    InboundMessage,
    KeptRecord,
    NewEvent,
    NewReply,
    Purpose,
    Reader,
    Sensitivity,
    TurnOutcome,
)
from tests.store.store_house import House, a_capture


def a_full_life(house: House, address: str = "nadia", mark: str = "CANARY") -> Arrival:
    """A customer with something in as many tables as a conversation reaches."""
    who = house.memory.people.arrive("web", address, name=f"{mark} name")
    house.allow(who, *(purpose for purpose in Purpose if purpose is not Purpose.SERVICE))
    house.decide(who, Purpose.CONTACT, terms={"note": f"{mark} terms"})
    house.tell(who, f"{mark} wool", words=f"{mark} words")
    secret = {"sensitivity": Sensitivity.CONFIDENCE, "explicit": a_capture(words=f"{mark} yes")}
    house.tell(who, f"{mark} secret", **secret)
    message_id = f"{who.identity}-1"  # of their own again, also for who comes back after an erasure
    message = InboundMessage(
        channel="web", account="main", message_id=message_id, address=address, text=f"{mark} said"
    )
    house.memory.conversations.accept(message)
    turn = house.memory.conversations.next_turn("worker", 30)
    reply = NewReply(text=f"{mark} answered")
    events = ({"event": "user", "text": f"{mark} event"},)
    house.memory.conversations.finish(turn, TurnOutcome(replies=(reply,), events=events))
    return who


def sure(house: House, who: Arrival) -> object:
    return house.moment(who, Assurance.VERIFIED)


def test_an_export_holds_everything_of_its_customer_and_nothing_of_another(house: House) -> None:
    """Every sealed word of the customer is in the file, none of anybody else's."""
    nadia, _ = a_full_life(house), a_full_life(house, "kwame", "OTHER")
    held = json.dumps(house.memory.rights.export(nadia.customer, sure(house, nadia)), default=str)
    for word in ("name", "terms", "wool", "words", "secret", "yes", "said", "answered", "event"):
        assert f"CANARY {word}" in held
    assert "nadia" in held
    assert "OTHER" not in held
    assert "kwame" not in held


def test_an_export_reaches_as_far_as_we_are_sure(house: House) -> None:
    """On a channel one gets what this identity told; verified, everything; a stranger nothing."""
    nadia = house.arrive()
    phone = house.memory.people.arrive("telegram", "8812")
    house.memory.links.link(nadia.identity, phone.identity, "showed a passport", "eva")
    assert len(house.memory.rights.export(nadia.customer, house.moment(nadia))["identities"]) == 1
    assert len(house.memory.rights.export(nadia.customer, sure(house, nadia))["identities"]) == 2
    with pytest.raises(NotAllowed):
        house.memory.rights.export(nadia.customer, house.moment(nadia, Assurance.ANONYMOUS))
    with pytest.raises(CustomerUnknown):
        house.memory.rights.export(nadia.customer, sure(house, house.arrive("kwame")))


def test_erasing_leaves_nothing_and_says_so_place_by_place(house: House) -> None:
    """The receipt names each place with what was there; a second look found nothing; the others stay."""
    nadia, kwame = a_full_life(house), a_full_life(house, "kwame", "OTHER")
    receipt = house.memory.rights.erase(nadia.customer, sure(house, nadia))
    assert receipt.complete
    found = {place.place: place.found for place in receipt.places}
    assert found["facts"] == 2
    assert found["messages"] == 2
    assert found["identities"] == found["customers"] == 1
    assert {place.left for place in receipt.places} == {0}
    assert house.memory.people.find("web", "nadia") is None
    assert "OTHER wool" in house.known(kwame)
    with pytest.raises(CustomerUnknown):
        house.memory.rights.erase(nadia.customer, sure(house, nadia))


def test_a_receipt_counts_every_row_of_the_audit_that_stays(house: House) -> None:
    """Also the rows of when this identity was another customer's."""
    nadia, phone = house.arrive(), house.memory.people.arrive("telegram", "8812")
    house.memory.links.link(nadia.identity, phone.identity, "showed a passport", "eva")
    house.decide(Arrival(customer=nadia.customer, identity=phone.identity), Purpose.MEMORY)
    house.memory.links.unlink(phone.identity, Reader.CUSTOMER)
    house.allow(phone, Purpose.CONTACT)
    receipt = house.memory.rights.erase(phone.customer, house.moment(phone))
    kept = {record.place: record.count for record in receipt.kept}
    stays = [row for row in house.memory.audit.page().items if row.identity == phone.identity]
    assert kept["audit"] == len(stays) == 4


def test_who_comes_back_after_erasure_is_a_stranger(house: House) -> None:
    """The same address again is a new customer with no consent and no facts."""
    nadia = a_full_life(house)
    house.memory.rights.erase(nadia.customer, sure(house, nadia))
    again = house.arrive()
    assert again.customer != nadia.customer
    assert house.memory.consents.grants(again.customer) == ()
    assert house.known(again, Purpose.SERVICE, Reader.CUSTOMER) == []


def test_on_a_channel_only_what_was_told_there_is_erased(house: House) -> None:
    """Without being verified one erases one's own identity; the linked one keeps what it told."""
    nadia = house.arrive()
    phone = house.memory.people.arrive("telegram", "8812")
    house.memory.links.link(nadia.identity, phone.identity, "showed a passport", "eva")
    house.allow(nadia)
    house.tell(nadia)
    assert house.memory.rights.erase(
        nadia.customer, house.moment(phone.__class__(identity=phone.identity, customer=nadia.customer))
    ).complete
    assert house.memory.people.find("telegram", "8812") is None
    assert house.known(nadia) == ["wool"]


@dataclass
class ShopTable:
    """A place outside the memory, which may be out of order."""

    name: str = "shop orders"
    held: list[str] = field(default_factory=list)
    broken: bool = False
    bills: str = ""  # why what was bought stays, without the name

    def count(self, refs: Refs) -> int:
        return sum(subject in refs.subjects for subject in self.held)

    def erase(self, refs: Refs) -> list[KeptRecord]:
        if self.broken:
            raise OSError("the words of nobody belong here")
        bills = self.count(refs) if self.bills else 0
        self.held = [subject for subject in self.held if subject not in refs.subjects]
        return [KeptRecord(place=self.name, count=bills, reason=self.bills)] if bills else []

    def rows(self, refs: Refs) -> list[dict[str, str]]:
        return [{"order": subject} for subject in self.held if subject in refs.subjects]


def test_a_place_that_fails_keeps_the_request_open(house: House) -> None:
    """The receipt names the place that failed; the next try finishes it, and only then is it complete."""
    shop = ShopTable(held=["web:nadia", "web:kwame"], broken=True)
    house.memory.rights.add(shop)
    nadia = a_full_life(house)
    exported = house.memory.rights.export(nadia.customer, house.moment(nadia))
    assert exported["shop orders"] == [{"order": "web:nadia"}]
    receipt = house.memory.rights.erase(nadia.customer, house.moment(nadia))
    assert not receipt.complete
    (failed,) = [place for place in receipt.places if place.left is None]
    assert (failed.place, failed.error) == ("shop orders", "OSError")
    shop.broken = False
    (retried,) = house.memory.rights.retry_open()
    assert retried.complete
    assert {place.place: place.found for place in retried.places}["facts"] == 2
    assert shop.held == ["web:kwame"]
    assert house.memory.rights.retry_open() == ()


def test_the_receipt_says_what_a_place_keeps_and_why(house: House) -> None:
    """What the law makes a shop keep is named with its reason, also where another place needed a second try."""
    shop, slow = ShopTable(held=["web:nadia"], bills="Bills stay for ten years."), ShopTable("slow", broken=True)
    house.memory.rights.add(shop)
    house.memory.rights.add(slow)
    nadia = a_full_life(house)
    receipt = house.memory.rights.erase(nadia.customer, house.moment(nadia))
    kept = KeptRecord(place="shop orders", count=1, reason="Bills stay for ten years.")
    assert kept in receipt.kept and not receipt.complete
    slow.broken = False
    (retried,) = house.memory.rights.retry_open()
    assert retried.complete and kept in retried.kept
    assert {record.place for record in retried.kept} == {"audit", "erasures", "seen", "shop orders"}
    assert {place.place: place.found for place in retried.places}["shop orders"] == 1


def save(house: House, backup: Path) -> None:
    with house.memory.store.engine.connect() as db:
        db.exec_driver_sql("COMMIT")
        db.exec_driver_sql(f"VACUUM INTO '{backup}'")
        db.exec_driver_sql("BEGIN")


def test_an_older_backup_does_not_bring_anybody_back(sqlite_house: House, tmp_path: Path) -> None:
    """After a restore the ledger outside is replayed: who was erased since is erased again, the others stay."""
    house = sqlite_house
    nadia, kwame = a_full_life(house), a_full_life(house, "kwame", "OTHER")
    backup = tmp_path / "backup.db"
    save(house, backup)
    house.memory.rights.erase(nadia.customer, house.moment(nadia))
    restored = open_memory(f"sqlite:///{backup}", house.key, house.clock, house.folder / "erasures.jsonl")
    assert restored.people.find("web", "nadia") is not None
    assert restored.rights.replay() == 1
    assert restored.people.find("web", "nadia") is None
    assert restored.people.find("web", "kwame") is not None
    assert restored.rights.replay() == 0
    restored.close()
    assert "OTHER wool" in house.known(kwame)


def test_a_line_cut_short_takes_no_erasure_with_it(sqlite_house: House, tmp_path: Path) -> None:
    """The disk fills up in the middle of a line: that erasure is refused and undone, the next one is not lost."""
    house, ledger = sqlite_house, sqlite_house.folder / "erasures.jsonl"
    nadia, backup = a_full_life(house), tmp_path / "backup.db"
    save(house, backup)
    room = 4 << 20
    ledger.write_bytes(b"\n" * (room - 20))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(StoreUnavailable):
            house.memory.rights.erase(nadia.customer, house.moment(nadia))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert len(house.known(nadia)) == 2
    assert ledger.stat().st_size == room
    house.memory.rights.erase(nadia.customer, house.moment(nadia))
    restored = open_memory(f"sqlite:///{backup}", house.key, house.clock, ledger)
    assert restored.rights.replay() == 1
    assert restored.people.find("web", "nadia") is None
    restored.close()


def test_what_the_ledger_cannot_hold_does_not_happen(house: House) -> None:
    """A full disk outside: erasing, forgetting and withdrawing are refused as unavailable, and all stands as it was."""
    nadia = house.arrive()
    house.allow(nadia, Purpose.MEMORY, Purpose.PERSONALISE, Purpose.CONTACT)
    fact = house.tell(nadia)
    asked, tomorrow = replace(house.moment(nadia), conversation="c"), house.clock() + timedelta(days=1)
    house.memory.reminders.set(asked, "goose", tomorrow, a_capture())
    house.memory.close()
    house.memory = open_memory(house.url, house.key, house.clock, Path("/dev/full"))
    facts, known = house.memory.facts, (nadia.customer, fact.id, house.moment(nadia))
    for attempt in (
        lambda: facts.correct(*known, words="I love wool", text="likes wool"),
        lambda: facts.dispute(*known),
        lambda: facts.restrict(*known),
        lambda: house.tell(nadia, text="wears wool now"),
        lambda: house.decide(nadia, Purpose.CONTACT, terms={"channels": ["email"]}),
        lambda: house.memory.reminders.cancel_all(nadia.customer),
        lambda: house.memory.rights.erase(nadia.customer, house.moment(nadia)),
        lambda: house.memory.facts.forget(nadia.customer, fact.id, house.moment(nadia)),
        lambda: house.withdraw(nadia, Purpose.MEMORY),
    ):
        with pytest.raises(StoreUnavailable):
            attempt()
    assert house.known(nadia) == ["wool"]
    assert len(house.memory.reminders.of(nadia.customer)) == 1
    assert all(not grant.terms for grant in house.memory.consents.grants(nadia.customer) if grant.fact is None)


def test_the_ledger_tells_nothing_of_whom_it_is_about(house: House) -> None:
    """The file outside the database holds keyed hashes: no address, no name, no id of the memory."""
    nadia = a_full_life(house)
    fact = house.tell(nadia, "CANARY")
    house.memory.facts.forget(nadia.customer, fact.id, house.moment(nadia))
    house.withdraw(nadia, Purpose.CONTACT)
    house.memory.rights.erase(nadia.customer, house.moment(nadia))
    written = (house.folder / "erasures.jsonl").read_text()
    assert [json.loads(line).get("deed", "erased") for line in written.splitlines()] == [
        "other terms",
        "forgotten",
        "withdrawn",
        "erased",
    ]
    for trace in ("nadia", "CANARY", nadia.identity, nadia.customer, fact.id):
        assert trace not in written


def test_what_is_gone_is_known_again_for_a_while(house: House) -> None:
    """Erased or kept long enough: delivered again, a message or event has no effect until thirty days later."""
    message = InboundMessage(channel="web", account="main", message_id="m1", address="nadia", text="secret")
    event = NewEvent(
        id="e1", source="shop", type="shop.points.posted", subject="web:nadia", at=house.clock(), data={"points": 3}
    )
    accept, take = house.memory.conversations.accept, house.memory.records.take
    first = accept(message)
    assert take(event).status == "taken"
    nadia = house.arrive()
    house.memory.rights.erase(nadia.customer, house.moment(nadia))
    again = accept(message)
    assert (again.repeated, again.conversation, take(event).status) == (True, first.conversation, "seen")
    assert house.memory.people.find("web", "nadia") is None
    house.clock.pass_by(days=30)
    house.memory.retention.run()
    assert not accept(message).repeated and take(event).status == "taken"


def test_an_answered_message_is_known_again_after_it_was_kept_long_enough(house: House) -> None:
    """The customer is still there, the words are not: a repeat does not bring them back."""
    message = InboundMessage(channel="web", account="main", message_id="m1", address="nadia", text="secret")
    accepted = house.memory.conversations.accept(message)
    turn = house.memory.conversations.next_turn("worker", 30)
    house.memory.conversations.finish(turn, TurnOutcome(replies=(), events=()))
    house.clock.pass_by(days=365)
    house.memory.retention.run()
    assert house.memory.conversations.accept(message).repeated
    assert house.memory.conversations.transcript(accepted.conversation).items == ()


def test_a_late_write_finds_nobody(house: House) -> None:
    """What comes after the erasure, from a worker that still holds the key, is refused."""
    nadia = a_full_life(house)
    message = InboundMessage(channel="web", account="main", message_id="m2", address="nadia", text="late")
    house.memory.conversations.accept(message)
    turn = house.memory.conversations.next_turn("worker", 30)
    house.memory.rights.erase(nadia.customer, house.moment(nadia))
    with pytest.raises(Exception):  # noqa: B017 - stale or unknown, either is a refusal
        house.memory.conversations.finish(turn, TurnOutcome(replies=(NewReply(text="late"),), events=()))
    with pytest.raises(CustomerUnknown):
        house.tell(nadia)


def test_one_identity_goes_and_the_others_stay(house: House) -> None:
    """A number that was given away is erased alone; what the other identities told stays."""
    nadia = house.arrive()
    phone = house.memory.people.arrive("telegram", "8812")
    house.memory.links.link(nadia.identity, phone.identity, "showed a passport", "eva")
    house.allow(nadia)
    house.tell(nadia)
    drop = house.memory.rights.erase_identity
    with pytest.raises(CustomerUnknown):
        drop(nadia.customer, phone.identity, Reader.CUSTOMER, house.moment(nadia))
    assert drop(nadia.customer, phone.identity, Reader.CUSTOMER, sure(house, nadia)).complete
    assert house.memory.people.find("telegram", "8812") is None
    assert house.known(nadia) == ["wool"]


def test_retention_is_to_the_second(house: House) -> None:
    """A second before its time a fact and a message are there; at its time the run takes them."""
    nadia = a_full_life(house)
    house.clock.pass_by(days=365, seconds=-1)
    assert house.memory.retention.run()["messages"] == 0
    house.clock.pass_by(seconds=1)
    assert house.memory.retention.run()["messages"] == 2
    house.clock.pass_by(days=1095 - 365, seconds=-1)
    assert house.memory.retention.run()["facts"] == 0
    house.clock.pass_by(seconds=1)
    assert house.memory.retention.run()["facts"] == 2
    house.clock.pass_by(days=2555 - 1095, seconds=-1)
    assert house.memory.retention.run()["identities"] == 0
    house.clock.pass_by(seconds=1)
    assert house.memory.retention.run()["identities"] == 1
    assert house.memory.people.find("web", "nadia") is None
    assert nadia.customer


def test_withdrawn_memory_is_gone_after_the_houses_wait(house: House) -> None:
    """Unusable at once, deleted thirty days later; another's facts stay."""
    nadia, kwame = house.arrive(), house.arrive("kwame")
    for one in (nadia, kwame):
        house.allow(one)
        house.tell(one)
    house.withdraw(nadia, Purpose.MEMORY)
    house.clock.pass_by(days=30, seconds=-1)
    assert house.memory.retention.run()["facts"] == 0
    house.clock.pass_by(seconds=1)
    assert house.memory.retention.run()["facts"] == 1
    assert house.known(kwame) == ["wool"]


def test_erasing_ten_thousand_facts_is_quick(sqlite_house: House) -> None:
    """Ten thousand facts go within two seconds, receipt included."""
    import time

    house = sqlite_house
    nadia = house.arrive()
    house.allow(nadia)
    template = house.tell(nadia)
    with house.memory.store.engine.begin() as db:
        columns = [row[1] for row in db.exec_driver_sql("PRAGMA table_info(facts)") if row[1] != "id"]
        names = ", ".join(columns)
        db.exec_driver_sql(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) "
            f"INSERT INTO facts (id, {names}) SELECT 'f' || i, {names} FROM facts, n WHERE id = '{template.id}'"
        )
    began = time.perf_counter()
    receipt = house.memory.rights.erase(nadia.customer, house.moment(nadia))
    assert time.perf_counter() - began < 2
    assert {place.place: place.found for place in receipt.places}["facts"] == 10_000
    assert timedelta(0) == house.clock() - receipt.at
