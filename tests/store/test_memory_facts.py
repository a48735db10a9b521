"""Remembering, recalling, correcting and forgetting, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from store.errors import CustomerUnknown, FactUnknown, ImpossibleTime, NaiveTime, NotAllowed, TooLong
from store.values import Assurance, ConsentState, Moment, Once, Provenance, Purpose, Reader, Sensitivity
from tests.store.store_house import START, House, a_capture, a_fact


def test_nothing_is_remembered_before_consent(house: House) -> None:
    """Without a live `memory` consent a fact is refused and nothing is left of it."""
    nadia = house.arrive()
    with pytest.raises(NotAllowed):
        house.tell(nadia)
    house.allow(nadia)
    assert house.known(nadia) == []


def test_what_was_said_is_recalled_with_its_words_and_its_origin(house: House) -> None:
    """A fact comes back with the words as said, when, where and by which message."""
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia, words="never anything with wool", conversation="c1", message="m7")
    house.clock.pass_by(days=12)
    brief = house.memory.recall(nadia.customer, Purpose.PERSONALISE, Reader.ASSISTANT, house.moment(nadia))
    (fact,) = brief.facts
    assert (fact.words, fact.said_at, fact.channel) == ("never anything with wool", START, "web")
    assert (fact.conversation, fact.message, fact.provenance) == ("c1", "m7", Provenance.STATED)
    assert brief.withheld == ()


def test_withdrawal_bites_in_the_next_statement(house: House) -> None:
    """After withdrawing, the very next recall is empty and names the permission that is missing."""
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia)
    house.withdraw(nadia, Purpose.PERSONALISE)
    brief = house.memory.recall(nadia.customer, Purpose.PERSONALISE, Reader.ASSISTANT, house.moment(nadia))
    assert brief.facts == ()
    assert brief.withheld == (Purpose.PERSONALISE,)


def test_an_agent_needs_the_staff_permission(house: House) -> None:
    """Agents see nothing until `staff` is given, and then nothing told in confidence."""
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia)
    secret = dict(sensitivity=Sensitivity.CONFIDENCE, explicit=a_capture())
    house.tell(nadia, "a divorce", **secret)
    assert house.known(nadia, Purpose.STAFF, Reader.AGENT) == []
    house.allow(nadia, Purpose.STAFF)
    assert house.known(nadia, Purpose.STAFF, Reader.AGENT) == ["wool"]


@pytest.mark.parametrize("sensitivity", [Sensitivity.SPECIAL, Sensitivity.CONFIDENCE])
def test_what_is_told_with_care_needs_its_own_yes(house: House, sensitivity: Sensitivity) -> None:
    """Special categories and confidences are kept only with a yes that names them, and go when it goes."""
    nadia = house.arrive()
    house.allow(nadia)
    with pytest.raises(NotAllowed):
        house.tell(nadia, sensitivity=sensitivity)
    fact = house.tell(nadia, sensitivity=sensitivity, explicit=a_capture(words="Yes, remember"))
    assert house.known(nadia) == ["wool"]
    house.decide(nadia, Purpose.MEMORY, state=ConsentState.WITHDRAWN, fact=fact.id)
    assert house.known(nadia) == []


def test_a_customer_sees_all_of_their_own_without_any_permission(house: House) -> None:
    """Looking at what is held takes no consent, also of what is disputed or held back."""
    nadia = house.arrive()
    house.allow(nadia)
    fact = house.tell(nadia)
    house.memory.facts.restrict(nadia.customer, fact.id, house.moment(nadia))
    house.withdraw(nadia, Purpose.MEMORY, Purpose.PERSONALISE)
    assert house.known(nadia, Purpose.SERVICE, Reader.CUSTOMER) == ["wool"]


@pytest.mark.parametrize("mark", ["dispute", "restrict"])
def test_a_fact_in_dispute_or_held_back_is_used_for_nothing(house: House, mark: str) -> None:
    """Dispute and restriction end every use at once; releasing a restriction brings it back."""
    nadia = house.arrive()
    house.allow(nadia)
    fact = house.tell(nadia)
    getattr(house.memory.facts, mark)(nadia.customer, fact.id, house.moment(nadia))
    assert house.known(nadia) == []
    if mark == "restrict":
        house.memory.facts.release(nadia.customer, fact.id, house.moment(nadia))
        assert house.known(nadia) == ["wool"]


def test_a_newer_saying_replaces_the_older(house: House) -> None:
    """What was said before of the same thing is never used again."""
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia, "shoes", kind="size", text="takes 44")
    house.clock.pass_by(days=1)
    house.tell(nadia, " Shoes ", kind="size", text="takes 46")
    brief = house.memory.recall(nadia.customer, Purpose.PERSONALISE, Reader.ASSISTANT, house.moment(nadia))
    assert [fact.text for fact in brief.facts] == ["takes 46"]


def test_what_was_told_outranks_what_was_seen(house: House) -> None:
    """An observation does not replace a statement, whichever came first."""
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia, "fish", text="told: no fish")
    house.tell(nadia, "fish", text="seen: orders fish", provenance=Provenance.OBSERVED)
    brief = house.memory.recall(nadia.customer, Purpose.PERSONALISE, Reader.ASSISTANT, house.moment(nadia))
    assert [fact.text for fact in brief.facts] == ["told: no fish"]


def test_a_correction_replaces_what_was_wrong_and_keeps_its_own_yes(house: House) -> None:
    """Correcting answers the right fact, of the same care, usable at once; the wrong one is not used."""
    nadia = house.arrive()
    house.allow(nadia)
    wrong = house.tell(nadia, "wool", sensitivity=Sensitivity.SPECIAL, explicit=a_capture())
    moment = house.moment(nadia)
    right = house.memory.facts.correct(
        nadia.customer, wrong.id, moment, words="it's nickel", text="nickel gives a rash", about="nickel"
    )
    assert right.sensitivity is Sensitivity.SPECIAL
    assert house.known(nadia) == ["nickel"]


def test_forgetting_takes_the_history_along(house: House) -> None:
    """A forgotten fact is gone with everything it had replaced; the others stay."""
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia, "shoes", text="takes 44")
    newest = house.tell(nadia, "shoes", text="takes 46")
    house.tell(nadia, "wool")
    gone = house.memory.facts.forget(nadia.customer, newest.id, house.moment(nadia))
    assert len(gone) == 2
    assert house.known(nadia, Purpose.SERVICE, Reader.CUSTOMER) == ["wool"]


def test_a_repeated_turn_finds_its_work_done(house: House) -> None:
    """The same turn and action again changes nothing and answers the same."""
    nadia = house.arrive()
    house.allow(nadia)
    once = Once("turn-1", "action_remember")
    first = house.memory.facts.remember(house.moment(nadia), a_fact(), once=once)
    again = house.memory.facts.remember(house.moment(nadia), a_fact(), once=once)
    assert again == first
    assert house.known(nadia) == ["wool"]


def test_another_customer_reaches_nothing(house: House) -> None:
    """With another's fact id or customer id, whoever asks learns not even that it exists."""
    nadia, kwame = house.arrive(), house.arrive("kwame")
    house.allow(nadia)
    fact = house.tell(nadia)
    for customer in (nadia.customer, kwame.customer):
        with pytest.raises(FactUnknown):
            house.memory.facts.forget(customer, fact.id, house.moment(kwame, Assurance.VERIFIED))
    moment = house.moment(kwame, Assurance.VERIFIED)
    for reader, purpose in ((Reader.CUSTOMER, Purpose.SERVICE), (Reader.ASSISTANT, Purpose.PERSONALISE)):
        assert house.memory.recall(nadia.customer, purpose, reader, moment).facts == ()


def test_nobody_in_particular_is_told_nothing(house: House) -> None:
    """Without assurance nothing is kept and nothing is shown."""
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia)
    assert house.known(nadia, assurance=Assurance.ANONYMOUS) == []
    with pytest.raises(NotAllowed):
        house.memory.facts.remember(house.moment(nadia, Assurance.ANONYMOUS), a_fact())


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"said_at": datetime(2026, 11, 21)}, NaiveTime),
        ({"said_at": START + timedelta(seconds=1)}, ImpossibleTime),
        ({"valid_to": START - timedelta(days=1)}, ImpossibleTime),
        ({"words": "w" * 1_000_000}, TooLong),
    ],
)
def test_impossible_facts_are_refused(
    house: House, change: dict[str, object], error: type[Exception]
) -> None:
    """Naive and impossible dates and endless texts are refused with a reason and leave nothing."""
    nadia = house.arrive()
    house.allow(nadia)
    with pytest.raises(error):
        house.memory.facts.remember(house.moment(nadia), a_fact(**change))
    assert house.known(nadia) == []


def test_an_identity_that_never_wrote_is_refused(house: House) -> None:
    """An identity from nowhere is unknown, not made."""
    stranger = Moment(now=START, channel="web", identity="nobody", assurance=Assurance.CHANNEL)
    with pytest.raises(CustomerUnknown):
        house.memory.facts.remember(stranger, a_fact())


def test_a_fact_is_unusable_from_the_second_it_runs_out(house: House) -> None:
    """A fact with an end, or at the end of its retention, serves until the second before and not after."""
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia, "a cast", valid_to=START + timedelta(days=40))
    house.tell(nadia, "wool")
    house.clock.now = START + timedelta(days=40) - timedelta(seconds=1)
    assert set(house.known(nadia)) == {"a cast", "wool"}
    house.clock.now = START + timedelta(days=40)
    assert house.known(nadia) == ["wool"]
    house.clock.now = START + timedelta(days=1095) - timedelta(seconds=1)
    assert house.known(nadia) == ["wool"]
    house.clock.now = START + timedelta(days=1095)
    assert house.known(nadia) == []


def test_facts_about_others_are_kept_apart(house: House) -> None:
    """What is told about another person comes apart from the customer's own, and no agent gets it."""
    nadia = house.arrive()
    house.allow(nadia, Purpose.MEMORY, Purpose.PERSONALISE, Purpose.STAFF)
    house.tell(nadia, "opera", subject="her mother")
    brief = house.memory.recall(nadia.customer, Purpose.PERSONALISE, Reader.ASSISTANT, house.moment(nadia))
    assert brief.facts == ()
    assert [fact.subject for fact in brief.others] == ["her mother"]
    desk = house.memory.recall(nadia.customer, Purpose.STAFF, Reader.AGENT, house.moment(nadia))
    assert (desk.facts, desk.others) == ((), ())
    with pytest.raises(NotAllowed):
        house.tell(
            nadia, "an illness", subject="her mother", sensitivity=Sensitivity.SPECIAL, explicit=a_capture()
        )


@pytest.mark.parametrize("reader", list(Reader))
@pytest.mark.parametrize("purpose", list(Purpose))
def test_unknown_pairs_of_reader_and_purpose_see_nothing(
    sqlite_house: House, reader: Reader, purpose: Purpose
) -> None:
    """Only the readers and purposes that the house knows see anything, whatever was allowed."""
    nadia = sqlite_house.arrive()
    sqlite_house.allow(nadia, *(one for one in Purpose if one is not Purpose.SERVICE))
    sqlite_house.tell(nadia)
    known = {
        (Reader.CUSTOMER, Purpose.SERVICE),
        (Reader.CUSTOMER, Purpose.MEMORY),
        (Reader.ASSISTANT, Purpose.PERSONALISE),
        (Reader.AGENT, Purpose.STAFF),
        (Reader.OUTREACH, Purpose.CONTACT),
        (Reader.OPERATOR, Purpose.IMPROVE),
        (Reader.OPERATOR, Purpose.SERVICE),
    }
    assert bool(sqlite_house.known(nadia, purpose, reader)) == ((reader, purpose) in known)


def test_a_moment_is_judged_by_the_houses_clock(house: House) -> None:
    """A caller's stale moment does not bring back what has run out."""
    nadia = house.arrive()
    house.allow(nadia)
    house.tell(nadia, "a cast", valid_to=START + timedelta(days=1))
    stale = house.moment(nadia)
    house.clock.pass_by(days=2)
    brief = house.memory.recall(nadia.customer, Purpose.PERSONALISE, Reader.ASSISTANT, stale)
    assert brief.facts == ()
    assert replace(stale, now=START.astimezone(UTC)) == stale


def test_who_moves_lives_where_they_lived_no_more(house: House) -> None:
    """A new town takes the old one's place, said as such or as moving; what had been said stays as history alone."""
    nadia = house.arrive()
    house.allow(nadia)
    for kind, about in (("home_town", "york"), ("home_town", "bath")):
        house.clock.pass_by(days=1)
        house.tell(nadia, about, kind=kind, stance="need", words=f"I live in {about}")
    assert house.known(nadia) == ["bath"]
    house.tell(nadia, "moved to a bigger flat", kind="life_event", stance="need", words="I moved to a bigger flat")
    assert "bath" in house.known(nadia)
    house.tell(nadia, "moved to leeds", kind="life_event", stance="need", words="I moved to Leeds")
    assert sorted(house.known(nadia)) == ["moved to a bigger flat", "moved to leeds"]
    house.tell(nadia, "york", kind="home_town", stance="need", words="my sister lives in York", subject="sister")
    house.tell(nadia, "leeds", kind="home_town", stance="need", words="I live in Leeds")
    assert "leeds" in house.known(nadia)


@pytest.mark.parametrize(
    ("kind", "subject", "before", "now"),
    [
        ("budget", "self", ("50", "your budget is 50"), ("80", "your budget is 80 now")),
        ("date_to_remember", "self", ("3 may", "your birthday is 3 May"), ("5 may", "your birthday is 5 May")),
        ("form_of_address", "self", ("jo", "you'd like to be called Jo"), ("sam", "you'd like to be called Sam")),
        ("age", "my daughter", ("8", "your daughter is 8"), ("9", "your daughter is 9 now")),
    ],
)
def test_a_new_value_takes_the_place_of_the_old(
    house: House, kind: str, subject: str, before: tuple[str, str], now: tuple[str, str]
) -> None:
    """What one has once is the newest that was told of it, whatever the value was."""
    nadia = house.arrive()
    house.allow(nadia)
    for about, text in (before, now):
        house.clock.pass_by(days=1)
        house.tell(nadia, about, kind=kind, stance="need", text=text, subject=subject)
    brief = house.memory.recall(nadia.customer, Purpose.SERVICE, Reader.CUSTOMER, house.moment(nadia))
    assert [fact.text for fact in (*brief.facts, *brief.others) if fact.superseded_by is None] == [now[1]]


@pytest.mark.parametrize(
    ("kind", "subject", "one", "other"),
    [
        ("budget", "self", ("50", "your budget for gifts is 50"), ("80", "your budget for shoes is 80")),
        ("date_to_remember", "self", ("3 may", "your birthday is 3 May"), ("5 may", "your anniversary is 5 May")),
        ("date_to_remember", "my sister", ("3 may", "her birthday is 3 May"), ("5 may", "her birthday is 5 May")),
        ("form_of_address", "self", ("jo", "you'd like to be called Jo"), ("they", "you'd be addressed as they")),
        ("age", "my daughter", ("8", "your daughter is 8"), ("5", "your daughter is 5")),
    ],
)
def test_what_one_can_have_several_of_stands_side_by_side(
    house: House, kind: str, subject: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    """Two sisters have two birthdays, and a budget for shoes is none for gifts."""
    nadia = house.arrive()
    house.allow(nadia)
    for about, text in (one, other):
        house.tell(nadia, about, kind=kind, stance="need", text=text, subject=subject)
    brief = house.memory.recall(nadia.customer, Purpose.SERVICE, Reader.CUSTOMER, house.moment(nadia))
    kept = {fact.text for fact in (*brief.facts, *brief.others) if fact.superseded_by is None}
    assert kept == {one[1], other[1]}


def test_of_two_addresses_the_town_told_last_counts(house: House) -> None:
    """Linked, each keeps what it told, and only the newer town is used; parted, each has its own again."""
    nadia, there = house.arrive(), house.arrive("nadia-on-slack", "slack")
    for who, town in ((nadia, "york"), (there, "bath")):
        house.allow(who)
        house.clock.pass_by(days=1)
        house.tell(who, town, kind="home_town", stance="need", words=f"I live in {town}")
    house.memory.links.link(nadia.identity, there.identity, "seen both", "operator")
    moment = house.moment(there, assurance=Assurance.VERIFIED)
    brief = house.memory.recall(nadia.customer, Purpose.PERSONALISE, Reader.ASSISTANT, moment)
    assert [fact.about for fact in brief.facts] == ["bath"]
