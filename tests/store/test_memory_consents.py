"""The ledger of permissions: asked, given, refused, withdrawn, with the words as shown and said."""

from datetime import timedelta

import msgspec
import pytest

from store.errors import CustomerUnknown, NotAllowed
from store.receipt import digest
from store.values import Arrival, Assurance, ConsentState, Once, Purpose
from tests.store.store_house import START, House, a_capture


def test_a_decision_answers_a_receipt_with_the_words_as_shown(house: House) -> None:
    """The receipt and the ledger hold notice, version, language, words, method and when."""
    nadia = house.arrive()
    capture = a_capture(words="Ja, gern", language="de", notice_version="3", message="m1")
    decide = house.memory.consents.decide
    terms = {"channels": ["telegram"]}
    receipt = decide(nadia.customer, nadia.identity, Purpose.CONTACT, ConsentState.GIVEN, capture, terms=terms)
    assert house.memory.consents.ledger(nadia.customer) == (receipt,)
    assert (receipt.capture, receipt.terms, receipt.at) == (capture, terms, START)


def test_a_refusal_is_remembered_and_left_in_peace(house: House) -> None:
    """After a no there is no asking again until the cool-down is over, on no channel of the customer."""
    nadia = house.arrive()
    assert house.memory.consents.may_ask(nadia.customer, Purpose.MEMORY, house.moment(nadia)).allowed
    house.decide(nadia, Purpose.MEMORY, state=ConsentState.REFUSED)
    house.clock.pass_by(days=180, seconds=-1)
    assert not house.memory.consents.may_ask(nadia.customer, Purpose.MEMORY, house.moment(nadia)).allowed
    house.clock.pass_by(seconds=1)
    assert house.memory.consents.may_ask(nadia.customer, Purpose.MEMORY, house.moment(nadia)).allowed


def test_a_question_without_an_answer_is_on_record_and_rests(house: House) -> None:
    """A question put is kept as asked, gives nothing, takes nothing back, and is not repeated for a week."""
    nadia = house.arrive()
    house.allow(nadia)
    house.decide(nadia, Purpose.MEMORY, state=ConsentState.REQUESTED)
    assert {grant.state for grant in house.memory.consents.grants(nadia.customer)} == {ConsentState.GIVEN}
    house.decide(nadia, Purpose.STAFF, state=ConsentState.REQUESTED)
    assert not house.memory.consents.may_ask(nadia.customer, Purpose.STAFF, house.moment(nadia)).allowed
    house.clock.pass_by(days=7)
    assert house.memory.consents.may_ask(nadia.customer, Purpose.STAFF, house.moment(nadia)).allowed


def test_consent_runs_out_to_the_second(house: House) -> None:
    """A permission with an end serves until the second before."""
    nadia = house.arrive()
    house.allow(nadia, Purpose.PERSONALISE)
    house.decide(nadia, Purpose.MEMORY, until=START + timedelta(days=1))
    house.tell(nadia)
    house.clock.pass_by(days=1, seconds=-1)
    assert house.known(nadia) == ["wool"]
    house.clock.pass_by(seconds=1)
    assert house.known(nadia) == []


def test_a_second_yes_keeps_the_end_that_the_customer_set(house: House) -> None:
    """Renewing widens nothing: terms and end stand, until the end has passed and the customer begins anew."""
    nadia, end = house.arrive(), START + timedelta(days=1)
    until_then = {"channels": ["web"], "until": end.isoformat()}
    house.decide(nadia, Purpose.CONTACT, terms=until_then)
    house.allow(nadia, Purpose.CONTACT)
    (grant,) = house.memory.consents.grants(nadia.customer)
    assert (grant.state, grant.until, grant.terms) == (ConsentState.RENEWED, end, until_then)
    house.clock.pass_by(days=1)
    house.allow(nadia, Purpose.CONTACT)
    (grant,) = house.memory.consents.grants(nadia.customer)
    assert (grant.until, grant.terms) == (None, {"channels": ["web"]})


def test_a_yes_that_is_over_already_is_none(house: House) -> None:
    """An end in the past is refused with a reason and leaves nothing in the ledger; a no may name any."""
    nadia = house.arrive()
    with pytest.raises(NotAllowed, match="its end has passed"):
        house.decide(nadia, Purpose.CONTACT, until=START)
    assert house.memory.consents.ledger(nadia.customer) == ()
    house.decide(nadia, Purpose.CONTACT, until=START, state=ConsentState.WITHDRAWN)


def test_a_no_to_one_matter_is_told_from_every_other(house: House) -> None:
    """It is left in peace on every channel of the customer, and no word of it is in clear in the ledger."""
    nadia, matters = house.arrive(), house.memory.matters
    house.allow(nadia)
    matters.refuse(nadia.identity, ["Wool"], a_capture(message="m1"))
    assert not matters.may_ask(nadia.customer, ["wool"], house.moment(nadia)).allowed
    assert not matters.may_ask(nadia.customer, ["nuts", "wool"], house.moment(nadia)).allowed
    assert matters.may_ask(nadia.customer, ["nuts"], house.moment(nadia)).allowed
    assert {grant.state for grant in house.memory.consents.grants(nadia.customer) if grant.fact is None} == {
        ConsentState.GIVEN
    }
    own = house.memory.consents.ledger(nadia.customer)[-1]
    assert own.fact is not None and own.fact.startswith("about:") and "wool" not in own.fact.lower()


def test_a_receipt_stays_as_it_was_when_the_house_changes(house: House) -> None:
    """Each is worded by the settings of its own time, and linked to the one before it on the same address."""
    nadia, before = house.arrive(), house.memory.house.settings()
    house.allow(nadia, Purpose.STAFF)
    ((_, first),) = house.memory.receipts.of(nadia.customer)
    house.clock.pass_by(days=1)
    controller = msgspec.structs.replace(before.controller, name="Sold to Another Ltd")
    house.memory.house.change(msgspec.structs.replace(before, controller=controller), "eva")
    house.withdraw(nadia, Purpose.STAFF)
    (given, again), (_, withdrawn) = house.memory.receipts.of(nadia.customer)
    assert again == first and again["controllers"][0]["name"] == before.name
    assert withdrawn["controllers"][0]["name"] == "Sold to Another Ltd"
    assert (first["previous_record_hash"], withdrawn["previous_record_hash"]) == (None, digest(given))


def test_a_receipt_read_later_shows_how_far_a_withdrawal_has_come(house: House) -> None:
    """Facts are pending while they are stored, done once a look finds none, and skipped where they serve again."""
    nadia, kwame = house.arrive(), house.arrive("kwame")
    for who in (nadia, kwame):
        house.allow(who)
        house.tell(who, "wool")
        house.tell(who, "fish")
        house.withdraw(who, Purpose.MEMORY)
    assert stored(house, nadia) == ("pending", "stored and unused, deleted from 2026-12-21")
    house.clock.pass_by(days=2)
    house.allow(kwame)
    assert stored(house, kwame) == ("skipped", "given again on 2026-11-23")
    house.clock.pass_by(days=30)
    assert stored(house, nadia)[0] == "pending"
    house.memory.retention.run()
    assert stored(house, nadia) == ("done", "none from before it is stored any more")


def stored(house: House, who: Arrival) -> tuple[str, str]:
    """What the receipt of their withdrawal says now of the facts."""
    places = [place for _, record in house.memory.receipts.of(who.customer) for place in record.get("propagation", ())]
    (facts,) = (place for place in places if place["system"] == "facts as stored")
    return facts["status"], facts["why"]


def test_a_clock_set_back_brings_no_permission_back(house: House) -> None:
    """A withdrawal holds also when the clock is set to before it."""
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia)
    house.clock.pass_by(days=3)
    house.withdraw(nadia, Purpose.MEMORY)
    house.clock.now = START
    assert house.known(nadia) == []


def test_a_repeated_turn_decides_once(house: House) -> None:
    """The same turn and action again answers the same receipt and adds nothing."""
    nadia = house.arrive()
    asked = (nadia.customer, nadia.identity, Purpose.MEMORY, ConsentState.GIVEN, a_capture())
    first = house.memory.consents.decide(*asked, once=Once("t1", "allow"))
    assert house.memory.consents.decide(*asked, once=Once("t1", "allow")) == first
    assert len(house.memory.consents.ledger(nadia.customer)) == 1


def test_nobody_decides_for_another(house: House) -> None:
    """An identity cannot decide for a customer whom it does not belong to, nor nobody for anybody."""
    nadia, kwame = house.arrive(), house.arrive("kwame")
    decide = house.memory.consents.decide
    with pytest.raises(CustomerUnknown):
        decide(nadia.customer, kwame.identity, Purpose.MEMORY, ConsentState.GIVEN, a_capture())
    nobody = a_capture(assurance=Assurance.ANONYMOUS)
    with pytest.raises(NotAllowed):
        decide(nadia.customer, nadia.identity, Purpose.MEMORY, ConsentState.GIVEN, nobody)
    with pytest.raises(NotAllowed):
        decide(nadia.customer, nadia.identity, Purpose.SERVICE, ConsentState.GIVEN, a_capture())


def test_global_privacy_control_is_a_no_once(house: House) -> None:
    """The browser's signal refuses contact and learning where nobody decided in words, and is written down once."""
    nadia = house.arrive()
    signal = a_capture(method="gpc", words="Sec-GPC: 1", notice_text="")
    refused = house.memory.consents.heed_signal(nadia.customer, nadia.identity, signal)
    assert {receipt.purpose for receipt in refused} == {Purpose.CONTACT, Purpose.IMPROVE}
    assert house.memory.consents.heed_signal(nadia.customer, nadia.identity, signal) == ()
    house.allow(nadia, Purpose.CONTACT)
    assert house.memory.consents.heed_signal(nadia.customer, nadia.identity, signal) == ()
    held = {grant.purpose: grant.state for grant in house.memory.consents.grants(nadia.customer)}
    assert held == {Purpose.CONTACT: ConsentState.GIVEN, Purpose.IMPROVE: ConsentState.REFUSED}


def test_a_yes_lasts_as_long_as_the_house_says(house: House) -> None:
    """With a term set, a permission runs out by itself and is renewed by a new yes; refusals never run out."""
    settings = house.memory.house.settings()
    rules = msgspec.structs.replace(settings.consent, lasts_days=365)
    house.memory.house.change(msgspec.structs.replace(settings, consent=rules), "eva")
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia)
    house.clock.pass_by(days=365)
    assert house.known(nadia) == []
    assert house.memory.consents.may_ask(nadia.customer, Purpose.MEMORY, house.moment(nadia)).allowed
    house.allow(nadia)
    assert house.known(nadia) == ["wool"]
    assert {grant.state for grant in house.memory.consents.grants(nadia.customer)} == {ConsentState.RENEWED}
