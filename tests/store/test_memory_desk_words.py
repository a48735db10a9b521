"""What an agent does for a customer, and the words that tell them, on both databases: both, or neither."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from store.desk import GestureState
from store.errors import NotOwner
from store.values import Aside, ConsentState, NewReply, Purpose, Reader
from tests.store.store_house import House, a_capture
from tests.store.test_memory_desk import said_by_the_house, staff, waiting

ACTS = ("promise", "late", "gesture", "decided", "consent", "correct", "dispute", "confide")


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_for_a_customer_is_said_in_the_same_step(house: House, act: str) -> None:
    """Words that may not be said leave everything as it was; what is done stands with what tells of it, once."""
    do, conversation = an_act(house, act)
    before = len(house.memory.audit.page(limit=500).items)
    with pytest.raises(NotOwner):
        do(Aside(conversation, NewReply(text="So it is.", sender="agent")))
    assert len(house.memory.audit.page(limit=500).items) == before
    assert said_by_the_house(house, conversation) == []
    do(Aside(conversation, NewReply(text="So it is.", sender="house")))
    assert said_by_the_house(house, conversation) == ["So it is."]


@pytest.mark.parametrize("act", ["correct", "dispute"])
def test_words_of_something_remembered_rest_on_it(house: House, act: str) -> None:
    """What is said of a fact names it."""
    do, conversation = an_act(house, act)
    do(Aside(conversation, NewReply(text="So it is.", sender="house")))
    (because,) = house.memory.conversations.transcript(conversation).items[-1].because
    assert because.text in ("prefers no wool", "merino is fine")


def test_that_it_is_late_is_said_by_the_first_of_two(house: House) -> None:
    """Said from two windows it is told once."""
    do, conversation = an_act(house, "late")
    late = Aside(conversation, NewReply(text="It is late.", sender="house"))
    assert [do(late), do(late)] == [True, False]
    assert said_by_the_house(house, conversation) == ["It is late."]


def test_nothing_is_said_of_a_gesture_before_its_yes(house: House) -> None:
    """Neither that somebody was asked, nor that they refused."""
    people, conversation = staff(house), waiting(house)
    house.memory.desk.claim(conversation, people["Eva"])
    gestures, given = house.memory.gestures, Aside(conversation, NewReply(text="A gift.", sender="house"))
    asked = gestures.grant(conversation, people["Eva"], "credit", Decimal(80), "sorry", given)
    gestures.decide(asked.id, people["Priya"], GestureState.REFUSED, given)
    assert said_by_the_house(house, conversation) == []


def an_act(house: House, act: str) -> tuple[Callable[[Aside], object], str]:
    """Something that Eva does for a customer, and where."""
    memory, people, conversation = house.memory, staff(house), waiting(house)
    eva = people["Eva"]
    memory.desk.claim(conversation, eva)
    found = memory.people.find("telegram", "nadia")
    assert found is not None
    house.allow(found, Purpose.MEMORY, Purpose.STAFF)
    fact, at_hand = house.tell(found).id, memory.looks.at_hand(conversation, eva)
    due, moment = house.clock() + timedelta(days=2), at_hand.moment
    owed = {"origin": "agent", "conversation": conversation, "agent": eva.id}
    made = memory.promises.make(found.identity, "new legs", "Eva", due, **owed)
    asked = memory.gestures.grant(conversation, eva, "credit", Decimal(80), "third time")
    yes = (found.customer, found.identity, Purpose.CONTACT, ConsentState.GIVEN, a_capture())
    known, right = (found.customer, fact, moment), {"words": "merino is fine", "text": "merino is fine"}
    acts: dict[str, Callable[[Aside], object]] = {
        "promise": lambda told: memory.promises.make(found.identity, "a call", "Eva", due, **owed, notice=told),
        "late": lambda told: memory.promises.told_late(made.id, told),
        "gesture": lambda told: memory.gestures.grant(conversation, eva, "credit", Decimal(5), "sorry", told),
        "decided": lambda told: memory.gestures.decide(asked.id, people["Priya"], GestureState.GRANTED, told),
        "consent": lambda told: memory.consents.decide(*yes, notice=told),
        "correct": lambda told: memory.facts.correct(*known, **right, reader=Reader.AGENT, notice=told),
        "dispute": lambda told: memory.facts.dispute(*known, Reader.AGENT, told),
        "confide": lambda told: memory.desk.mark_confidence(at_hand, fact, eva, told),
    }
    return acts[act], conversation
