"""Promises with an owner and a time, and the balance of what was given and asked."""

from datetime import datetime, timedelta

import pytest

from store.errors import ImpossibleTime, NaiveTime, PromiseUnknown
from store.promises import Care
from store.relationship import Kind
from store.values import Balance, Once, Reader
from tests.store.store_house import START, House
from tests.store.talk import a_message

MONDAY = START + timedelta(days=2)
MARGIN = timedelta(hours=4)


def test_a_promise_is_written_down_with_owner_and_time(house: House) -> None:
    """Who promised what by when comes back as said; the same turn again makes no second one."""
    nadia = house.arrive()
    make = house.memory.promises.make
    first = make(nadia.identity, "Eva rings before six", "eva", MONDAY, once=Once("t1", "promise"))
    again = make(nadia.identity, "Eva rings before six", "eva", MONDAY, once=Once("t1", "promise"))
    assert first == again
    assert house.memory.promises.of(nadia.customer, Reader.ASSISTANT) == (first,)
    assert (first.what, first.owner, first.due_at, first.state) == ("Eva rings before six", "eva", MONDAY, "open")


@pytest.mark.parametrize(("after", "state"), [(timedelta(0), "exceeded"), (timedelta(seconds=1), "late")])
def test_more_than_was_promised_counts_in_time_alone(house: House, after: timedelta, state: str) -> None:
    """However much came, after its time it came late."""
    promise = house.memory.promises.make(house.arrive().identity, "new legs", "marcus", MONDAY)
    house.clock.now = MONDAY + after
    assert house.memory.promises.exceed(promise.id, "marcus").state == state


@pytest.mark.parametrize(("after", "state"), [(timedelta(0), "kept"), (timedelta(seconds=1), "late")])
def test_kept_in_time_and_late_are_told_apart_to_the_second(house: House, after: timedelta, state: str) -> None:
    """Up to its time it is kept, after it is late, and closing it twice changes nothing."""
    nadia = house.arrive()
    promise = house.memory.promises.make(nadia.identity, "new legs", "marcus", MONDAY)
    house.clock.now = MONDAY + after
    assert house.memory.promises.keep(promise.id, "marcus").state == state
    house.clock.pass_by(days=1)
    assert house.memory.promises.exceed(promise.id, "marcus").state == state


def test_the_owner_is_warned_before_and_the_customer_told_once_after(house: House) -> None:
    """From the margin on the owner is warned; past its time the customer is to be told, until told."""
    nadia = house.arrive()
    promise = house.memory.promises.make(nadia.identity, "new legs", "marcus", MONDAY)

    def cares() -> list[Care]:
        return [care for _, care in house.memory.promises.due(MARGIN)]

    house.clock.now = MONDAY - MARGIN - timedelta(seconds=1)
    assert cares() == []
    house.clock.now = MONDAY - MARGIN
    assert cares() == [Care.WARN_OWNER]
    house.clock.now = MONDAY + timedelta(seconds=1)
    assert cares() == [Care.TELL_CUSTOMER]
    house.memory.promises.told_late(promise.id)
    assert cares() == []


def test_the_rate_counts_what_was_due(house: House) -> None:
    """Kept and exceeded over all whose time has come, the overdue among them; released ones don't count."""
    nadia = house.arrive()
    assert house.memory.promises.kept_rate() is None
    made = [house.memory.promises.make(nadia.identity, f"thing {n}", "eva", MONDAY) for n in range(5)]
    house.memory.promises.keep(made[0].id, "eva")
    house.memory.promises.exceed(made[1].id, "eva")
    house.memory.promises.release(made[2].id, "nadia")
    house.clock.now = MONDAY + timedelta(hours=1)
    house.memory.promises.keep(made[3].id, "eva")
    assert house.memory.promises.kept_rate() == 0.5


@pytest.mark.parametrize(("due_at", "error"), [(START, ImpossibleTime), (datetime(2026, 11, 23), NaiveTime)])
def test_a_promise_lies_ahead(house: House, due_at: datetime, error: type[Exception]) -> None:
    """Nothing is promised for a time that has passed or is not known."""
    with pytest.raises(error):
        house.memory.promises.make(house.arrive().identity, "late already", "eva", due_at)
    with pytest.raises(PromiseUnknown):
        house.memory.promises.keep("nothing", "eva")


def test_asking_stops_when_it_runs_ahead_of_giving(house: House) -> None:
    """After three asked and nothing given no more is asked; a kept promise or help makes room again."""
    nadia = house.arrive()
    balance = house.memory.balance
    for _ in range(3):
        assert balance.may_ask(nadia.customer).allowed
        balance.ask(nadia.identity, "offer")
    assert not balance.may_ask(nadia.customer).allowed
    promise = house.memory.promises.make(nadia.identity, "new legs", "marcus", MONDAY)
    house.memory.promises.keep(promise.id, "marcus")
    assert balance.of(nadia.customer) == Balance(given=1, asked=3)
    assert balance.may_ask(nadia.customer).allowed


def test_a_best_friend_is_asked_only_after_more_was_given(house: House) -> None:
    """Who named it a best friendship is asked nothing before something was given, and then only so much."""
    nadia = house.arrive()
    balance = house.memory.balance
    assert balance.may_ask(nadia.customer).allowed
    house.memory.relationship.say(nadia.identity, "treat us as best friends", kind=Kind.BEST_FRIENDSHIP)
    assert not balance.may_ask(nadia.customer).allowed
    balance.give(nadia.identity, "answer")
    assert balance.may_ask(nadia.customer).allowed
    balance.ask(nadia.identity, "offer")
    assert not balance.may_ask(nadia.customer).allowed


@pytest.mark.parametrize("kind", ["question", "permission", "survey"])
def test_one_personal_question_in_a_conversation(house: House, kind: str) -> None:
    """A second one waits for another encounter, on whatever turn and channel; a repeated turn counts once."""
    nadia = house.arrive()
    balance = house.memory.balance
    for _ in range(2):
        balance.ask(nadia.identity, kind, "c1", Once("t1", "ask"))
    assert balance.of(nadia.customer).asked == 1
    assert not balance.may_ask(nadia.customer, "c1").allowed
    assert not balance.may_ask(nadia.customer, "c2").allowed
    house.clock.pass_by(minutes=60)
    assert balance.may_ask(nadia.customer, "c1").allowed


def test_an_encounter_of_hours_is_one_conversation(house: House) -> None:
    """Who talks on and on is asked once, until the encounter ends."""
    accept, balance = house.memory.conversations.accept, house.memory.balance
    said = accept(a_message("hello", "1"))
    nadia = house.memory.people.find("telegram", a_message("hello", "1").address)
    assert nadia is not None
    house.clock.pass_by(minutes=1)
    balance.ask(nadia.identity, "permission", said.conversation)
    for number in range(2, 5):
        house.clock.pass_by(minutes=50)
        accept(a_message("and another thing", str(number)))
        assert not balance.may_ask(nadia.customer, said.conversation).allowed
    house.clock.pass_by(minutes=61)
    accept(a_message("hello", "5"))
    assert balance.may_ask(nadia.customer, said.conversation).allowed
