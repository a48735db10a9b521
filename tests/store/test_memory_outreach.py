"""Contact that we start: planned once, judged at that very moment, said once, held back for a stated reason."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from store import (
    Arrival,
    Assurance,
    ConsentState,
    ImpossibleTime,
    InboundMessage,
    Moment,
    NewEvent,
    NewReply,
    NotAllowed,
    Once,
    Purpose,
)
from store.delivery import DeliveryState
from store.handoff import Event
from store.memory.outreach import Call
from store.outreach import Code, Concern
from store.relationship import Kind, Norm
from tests.store.store_house import House, a_capture
from tests.store.talk import settled

_numbers = count(1)


def talks(house: House, address: str = "nadia", channel: str = "telegram") -> Arrival:
    """Somebody who has written to us once, some time ago."""
    message = InboundMessage(
        channel=channel, account="main", message_id=f"m{next(_numbers)}", address=address, text="hello"
    )
    house.memory.conversations.accept(message)
    found = house.memory.people.find(channel, address)
    assert found is not None
    return found


def buys(house: House, at: datetime, category: str = "socks", subject: str = "telegram:nadia") -> None:
    number = f"o{next(_numbers)}"
    line = {"sku": "s-1", "name": "Three pairs", "category": category, "quantity": 1, "total": "19.00"}
    data = {"order": number, "placed_at": at.isoformat(), "lines": [line], "currency": "GBP"}
    event = NewEvent(
        id=number, source="shop", type="shop.order.placed", subject=subject, at=at, data=data
    )
    assert house.memory.records.take(event).status == "taken"


def monthly(house: House, until: datetime, times: int = 6) -> None:
    for number in range(times):
        buys(house, until - timedelta(days=30 * (times - 1 - number)))


def round_of(house: House) -> list[tuple[Concern, str]]:
    """One round of due work; what was said, by what it concerns."""
    house.memory.outreach.fall_due()
    house.memory.outreach.look()
    said = []
    for call in house.memory.outreach.due().calls:
        ruling = house.memory.outreach.send(call.id, NewReply(text=_words(call)))
        if ruling.allowed:
            said.append((call.concern, call.what or call.category or ""))
    return said


def _words(call: Call) -> str:
    return f"{call.concern}: {call.what or call.category or ''}"


def heard(house: House, who: Arrival) -> list[str]:
    """Everything that was said to this customer first."""
    return [
        item.text
        for conversation in house.memory.conversations.of_customer(who.customer)
        for item in house.memory.conversations.transcript(conversation).items
        if item.sender != "customer"
    ]


def moment(house: House, who: Arrival) -> Moment:
    conversation = house.memory.conversations.of_customer(who.customer)[0]
    return Moment(
        now=house.clock(),
        channel="telegram",
        identity=who.identity,
        conversation=conversation,
        assurance=Assurance.CHANNEL,
    )


def a_monday(house: House) -> None:
    house.clock.now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_due_for_more_is_said_once_when_due_and_allowed(house: House) -> None:
    """P1: the reminder comes when the customer's own rhythm says so, once, whatever the rounds and restarts."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=30))
    assert round_of(house) == [(Concern.DUE, "socks")]
    assert round_of(house) == []
    house.clock.pass_by(days=10)
    assert round_of(house) == []
    assert heard(house, who) == ["due: socks"]


def test_where_somebody_despaired_only_what_is_owed_is_said_ever_again(house: House) -> None:
    """The month of silence passes and the offer still isn't made in that conversation; the reminder comes."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    here = moment(house, who).conversation
    house.memory.relationship.leave_in_peace(who.identity, 30, for_good_in=here)
    house.clock.pass_by(days=63)
    monthly(house, house.clock() - timedelta(days=30))
    house.memory.reminders.set(moment(house, who), "goose", house.clock() + timedelta(hours=1), a_capture())
    assert round_of(house) == []
    assert [one.ruling.code for _, one in house.memory.outreach.ahead(house.clock())] == [Code.SILENCE]
    house.clock.pass_by(hours=2)
    assert round_of(house) == [(Concern.REMINDER, "goose")]


def test_before_it_is_due_nothing_is_said(house: House) -> None:
    """A rhythm of a month says nothing after three weeks."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=21))
    assert round_of(house) == []
    house.clock.pass_by(days=9)
    assert round_of(house) == [(Concern.DUE, "socks")]


def test_without_permission_it_is_held_back_and_the_operator_sees_why(house: House) -> None:
    """Nothing goes out; what is held back stands there with its reason, and goes once it is allowed."""
    who = talks(house)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=30))
    assert round_of(house) == [] and heard(house, who) == []
    seen = [one for _, one in house.memory.outreach.ahead(house.clock())]
    assert [(one.planned.concern, one.ruling.code) for one in seen] == [(Concern.DUE, Code.NO_CONSENT)]
    house.allow(who, Purpose.CONTACT)
    house.clock.pass_by(days=1, minutes=1)
    assert round_of(house) == [(Concern.DUE, "socks")]


def test_withdrawal_bites_between_planning_and_saying(house: House) -> None:
    """Consent is read at the moment of saying, and again at the moment of delivery."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=30))
    house.memory.outreach.look()
    (call,) = house.memory.outreach.due().calls
    house.withdraw(who, Purpose.CONTACT)
    assert house.memory.outreach.send(call.id, NewReply(text="…")).code is Code.NO_CONSENT
    assert heard(house, who) == []


@pytest.mark.parametrize("change", ["grief", "just_business"])
def test_what_waits_for_delivery_heeds_grief_and_relationship(house: House, change: str) -> None:
    """An offer already in the outbox does not reach somebody who has lost someone since, or wants just business."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=30))
    round_of(house)
    (conversation,) = house.memory.conversations.of_customer(who.customer)
    offer = house.memory.conversations.transcript(conversation).items[-1]
    if change == "grief":
        house.memory.relationship.leave_in_peace(who.identity, 90)
    else:
        house.memory.relationship.say(who.identity, "just business", norm=Norm.EXCHANGE)
    cleared = house.memory.outreach.cleared(offer.id, who.customer, "telegram")
    assert cleared.reason == (Code.SILENCE if change == "grief" else Code.RELATIONSHIP)


def test_what_waits_for_delivery_is_judged_once_more(house: House) -> None:
    """A message already in the outbox does not leave after a withdrawal, nor in the night."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=30))
    round_of(house)
    (delivery,) = settled(house.memory.outbox, "telegram").items
    assert delivery.outreach
    cleared = house.memory.outreach.cleared
    assert cleared(delivery.id, who.customer, "telegram").allowed
    house.clock.pass_by(hours=13)
    assert cleared(delivery.id, who.customer, "telegram").reason == Code.QUIET
    house.clock.pass_by(hours=11)
    house.withdraw(who, Purpose.CONTACT)
    assert cleared(delivery.id, who.customer, "telegram").reason == Code.NO_CONSENT


def test_who_bought_meanwhile_is_not_told_that_they_are_due(house: House) -> None:
    """A reason that has gone takes the contact with it."""
    who = talks(house)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=30))
    round_of(house)
    buys(house, house.clock())
    house.allow(who, Purpose.CONTACT)
    house.clock.pass_by(days=1, minutes=1)
    assert round_of(house) == []


def test_eight_months_of_silence_is_noticed_once_by_a_question_of_care(house: House) -> None:
    """P5: against a monthly rhythm, once, and with nothing for sale beside it."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    house.clock.pass_by(days=245)
    monthly(house, house.clock() - timedelta(days=244))
    assert round_of(house) == [(Concern.CARE, "")]
    for _ in range(5):
        house.clock.pass_by(days=30)
        assert round_of(house) == []


def test_the_first_purchase_in_a_category_is_thanked_for_once(house: House) -> None:
    """P3: thanks, and no offer in the same breath."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    for week in range(10, 0, -1):
        buys(house, house.clock() - timedelta(days=7 * week), "books")
    buys(house, house.clock() - timedelta(hours=1), "audio")
    assert round_of(house) == [(Concern.THANKS, "audio")]
    house.clock.pass_by(days=1)
    assert round_of(house) == []


def test_just_business_ends_what_we_start_and_not_what_is_owed(house: House) -> None:
    """P13: after that sentence only reminders asked for and news of our own failing come."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    house.memory.relationship.say(who.identity, "just business, please", norm=Norm.EXCHANGE)
    monthly(house, house.clock() - timedelta(days=30))
    assert round_of(house) == []
    house.memory.reminders.set(moment(house, who), "the goose", house.clock() + timedelta(hours=2), a_capture())
    house.clock.pass_by(hours=3)
    assert round_of(house) == [(Concern.REMINDER, "the goose")]


def test_after_grief_nothing_is_started_for_a_while(house: House) -> None:
    """The house keeps until when, and not why."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    house.memory.relationship.leave_in_peace(who.identity, 20)
    monthly(house, house.clock() - timedelta(days=30))
    assert round_of(house) == []
    house.clock.pass_by(days=21)
    assert round_of(house) == [(Concern.DUE, "socks")]


def test_the_receipt_of_a_withdrawal_counts_what_is_on_its_way(house: House) -> None:
    """Pending while a message of ours waits to be judged again; done once that one was turned away."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=30))
    assert round_of(house) == [(Concern.DUE, "socks")]
    house.withdraw(who, Purpose.CONTACT)
    assert outgoing(house, who) == ("pending", "on the way, and judged again before it goes out")
    (delivery,) = settled(house.memory.outbox, "telegram").items
    house.memory.outbox.report(delivery.id, DeliveryState.REFUSED, "contact_not_allowed")
    assert outgoing(house, who) == ("done", "nothing from before it is on its way")


def outgoing(house: House, who: Arrival) -> tuple[str, str]:
    """What the receipt of their withdrawal says now of what goes out."""
    places = [place for _, record in house.memory.receipts.of(who.customer) for place in record.get("propagation", ())]
    (going,) = (place for place in places if place["system"] == "what is planned or queued")
    return going["status"], going["why"]


def test_a_reminder_comes_once_without_any_other_permission(house: House) -> None:
    """Asking for it is the permission for it; another round, or a clock set back, does not repeat it."""
    who = talks(house)
    a_monday(house)
    house.memory.reminders.set(moment(house, who), "water filters", house.clock() + timedelta(days=2), a_capture())
    assert round_of(house) == []
    house.clock.pass_by(days=2, minutes=1)
    assert round_of(house) == [(Concern.REMINDER, "water filters")]
    house.clock.pass_by(days=-1)
    assert round_of(house) == []
    house.clock.pass_by(days=3)
    assert round_of(house) == []
    assert heard(house, who) == ["reminder: water filters"]


def test_a_reminder_at_intervals_comes_each_time(house: House) -> None:
    """Every six weeks means every six weeks; what a long absence missed does not come in a heap."""
    who = talks(house)
    a_monday(house)
    first = house.clock() + timedelta(days=42)
    house.memory.reminders.set(moment(house, who), "cat food", first, a_capture(), every="P6W")
    came = 0
    for _ in range(9):
        house.clock.pass_by(days=14)
        came += len(round_of(house))
    assert came == 3
    house.clock.pass_by(days=400)
    assert len(round_of(house)) <= 1


def test_a_reminder_waits_for_the_morning(house: House) -> None:
    """Quiet hours hold for it too, in the customer's own zone; a Sunday that they named is theirs."""
    who = talks(house)
    house.clock.now = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    at = datetime(2026, 11, 29, 7, 0, tzinfo=UTC)  # a Sunday
    house.memory.reminders.set(moment(house, who), "mother's day", at, a_capture())
    house.clock.now = at + timedelta(minutes=5)
    assert round_of(house) == []
    house.clock.now = at + timedelta(hours=2, minutes=5)
    assert round_of(house) == [(Concern.REMINDER, "mother's day")]


def test_stop_ends_reminders_too(house: House) -> None:
    """No more messages means none."""
    who = talks(house)
    a_monday(house)
    house.memory.reminders.set(moment(house, who), "goose", house.clock() + timedelta(hours=2), a_capture())
    house.clock.pass_by(hours=1)
    house.decide(who, Purpose.CONTACT, state=ConsentState.WITHDRAWN)
    house.clock.pass_by(hours=2)
    assert round_of(house) == []


@pytest.mark.parametrize(
    ("at", "every"), [(timedelta(hours=-1), None), (timedelta(days=1), "P0D"), (timedelta(days=1), "PT1H")]
)
def test_impossible_reminders_are_refused(house: House, at: timedelta, every: str | None) -> None:
    """A time gone by, or an interval that is none, is said so at once."""
    who = talks(house)
    with pytest.raises(ImpossibleTime):
        house.memory.reminders.set(moment(house, who), "x", house.clock() + at, a_capture(), every=every)
    with pytest.raises(NotAllowed):
        house.memory.reminders.set(
            Moment(now=house.clock(), channel="web"), "x", house.clock() + timedelta(days=1), a_capture()
        )


def test_a_reminder_asked_for_twice_by_one_turn_is_one(house: House) -> None:
    """A repeated turn finds it done."""
    who = talks(house)
    a_monday(house)
    once, at = Once("turn-1", "remind"), house.clock() + timedelta(days=1)
    first = house.memory.reminders.set(moment(house, who), "goose", at, a_capture(), once=once)
    again = house.memory.reminders.set(moment(house, who), "goose", at, a_capture(), once=once)
    assert first == again and len(house.memory.reminders.of(who.customer)) == 1


def test_a_late_promise_is_owned_up_to_by_us_first(house: House) -> None:
    """Before it falls due its owner is warned, once; when it is late the customer hears it, once."""
    who = talks(house)
    a_monday(house)
    conversation = house.memory.conversations.of_customer(who.customer)[0]
    due = house.clock() + timedelta(hours=3)
    house.memory.promises.make(who.identity, "call about the sofa", "Eva", due, conversation=conversation)
    margin = timedelta(hours=4)
    assert [warning.owner for warning in house.memory.outreach.warnings(margin)] == ["Eva"]
    assert house.memory.outreach.warnings(margin) == ()
    assert round_of(house) == []
    house.clock.pass_by(hours=4)
    assert round_of(house) == [(Concern.PROMISE, "call about the sofa")]
    assert round_of(house) == []


def test_a_promise_kept_in_time_needs_no_apology(house: House) -> None:
    """What is closed is closed."""
    who = talks(house)
    a_monday(house)
    conversation = house.memory.conversations.of_customer(who.customer)[0]
    due = house.clock() + timedelta(hours=3)
    promise = house.memory.promises.make(who.identity, "call", "Eva", due, conversation=conversation)
    house.memory.promises.keep(promise.id, "Eva")
    house.clock.pass_by(hours=4)
    assert round_of(house) == []


def test_nothing_is_said_into_a_persons_conversation(house: House) -> None:
    """While an agent has the conversation what we start waits."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    conversation = house.memory.conversations.of_customer(who.customer)[0]
    house.memory.owners.move(conversation, Event.ASK_HUMAN, reason="a person please")
    monthly(house, house.clock() - timedelta(days=30))
    assert round_of(house) == []
    (held,) = [one for _, one in house.memory.outreach.ahead(house.clock())]
    assert held.ruling.code is Code.WITH_PERSON


def test_it_goes_to_the_channel_they_chose(house: House) -> None:
    """The terms of the permission name the channel; elsewhere nothing is started."""
    who = talks(house)
    other = talks(house, "nadia-on-slack", "slack")
    house.memory.links.link(who.identity, other.identity, "seen both", "operator")
    house.memory.consents.decide(
        who.customer,
        who.identity,
        Purpose.CONTACT,
        ConsentState.GIVEN,
        a_capture(),
        terms={"channels": ["slack"]},
    )
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=30))
    round_of(house)
    assert len(settled(house.memory.outbox, "slack").items) == 1
    assert house.memory.outbox.stream("telegram").items == ()


def test_what_lies_ahead_is_shown_before_it_comes(house: House) -> None:
    """The operator sees what would go out by a day, to whom and why, and what would not."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=21))
    house.memory.reminders.set(moment(house, who), "goose", house.clock() + timedelta(days=2), a_capture())
    house.memory.outreach.look()
    assert house.memory.outreach.ahead(house.clock()) == ()
    by = house.clock() + timedelta(days=10)
    seen = [one for _, one in house.memory.outreach.ahead(by)]
    assert {one.planned.concern for one in seen} == {Concern.REMINDER, Concern.DUE}
    assert all(one.ruling.allowed or one.ruling.code for one in seen)


def test_all_budgets_are_one(house: House) -> None:
    """A mailing by another system of the house counts as contact: ours then waits."""
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    data = {"touchpoint": "mail", "cost": "0.50", "note": ""}
    mailing = NewEvent(
        id="mailing", source="crm", type="shop.contact.made", subject="telegram:nadia", at=house.clock(), data=data
    )
    house.memory.records.take(mailing)
    monthly(house, house.clock() - timedelta(days=30))
    assert round_of(house) == []
    house.clock.pass_by(days=8)
    assert round_of(house) == [(Concern.DUE, "socks")]


def test_what_customers_say_of_the_relationship_holds(house: House) -> None:
    """Said outranks seen, and the last word counts; unknown is unknown."""
    who = talks(house)
    relationship = house.memory.relationship
    assert relationship.of(who.customer).source == "unknown"
    for _ in range(3):
        relationship.note(who.identity, "complaint")
    assert relationship.of(who.customer).kind is Kind.ENMITY
    relationship.say(who.identity, "just business, please", norm=Norm.EXCHANGE)
    house.clock.pass_by(minutes=1)
    relationship.say(who.identity, "you can be less formal", norm=Norm.COMMUNAL)
    said = relationship.of(who.customer)
    assert (said.kind, said.norm, said.source) == (None, Norm.COMMUNAL, "stated")


def test_clubs_are_joined_and_left_and_the_wall_waits_for_a_person(house: House) -> None:
    """P12: nothing is public before somebody of the house accepted it."""
    who, community = talks(house), house.memory.community
    assert community.join(who.identity, "gardening") == ("gardening",)
    assert community.join(who.identity, "gardening") == ("gardening",)
    assert community.leave(who.customer, "gardening") == ()
    community.share(who.identity, "My tomatoes are in!")
    assert community.wall() == ()
    (waiting,) = community.waiting()
    community.accept(waiting.id, "Eva")
    assert [shown.text for shown in community.wall()] == ["My tomatoes are in!"]


def test_a_message_for_the_wall_is_taken_back_by_who_sent_it_and_nobody_else(house: House) -> None:
    """The newest first, shown or waiting; the same turn tried again takes nothing more."""
    who, other, community = talks(house), talks(house, "kwame"), house.memory.community
    for words in ("first", "second"):
        community.share(who.identity, words)
        house.clock.pass_by(minutes=1)
    community.accept(community.waiting()[-1].id, "Eva")
    assert community.take_back(other.customer, other.identity) is None
    once = Once("turn-1", "back")
    assert community.take_back(who.customer, who.identity, once) == "second"
    assert community.take_back(who.customer, who.identity, once) is None
    assert community.waiting() == () and [one.text for one in community.wall()] == ["first"]
    assert community.take_back(who.customer, who.identity) == "first"
    assert community.wall() == () and community.take_back(who.customer, who.identity) is None


def test_rulings_go_on_until_none_is_left(house: House) -> None:
    """A page of rulings says how many it judged, so that the round goes on until none is left."""
    a_monday(house)
    for address in ("nadia", "kwame", "ruth"):
        talks(house, address)
        for number in range(6):
            buys(house, house.clock() - timedelta(days=30 * (number + 1)), subject=f"telegram:{address}")
    house.memory.outreach.look()
    pages = [house.memory.outreach.due(2) for _ in range(3)]
    assert [page.judged for page in pages] == [2, 1, 0]
    assert all(page.calls == () for page in pages)


def test_all_of_it_is_in_the_customers_file_and_gone_after_erasure(house: House) -> None:
    """Reminders, what was said of the relationship, clubs and the wall: shown in words, then nowhere."""
    who = talks(house)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=30))
    reminders, community = house.memory.reminders, house.memory.community
    reminders.set(moment(house, who), "CANARY goose", house.clock() + timedelta(days=1), a_capture())
    house.memory.relationship.say(who.identity, "CANARY business", norm=Norm.EXCHANGE)
    house.memory.relationship.note(who.identity, "praise")
    house.memory.relationship.leave_in_peace(who.identity, 3)
    community.join(who.identity, "reading")
    community.share(who.identity, "CANARY greeting")
    round_of(house)
    held = house.memory.rights.export(who.customer, moment(house, who))
    for word in ("goose", "business", "greeting"):
        assert f"CANARY {word}" in str(held)
    receipt = house.memory.rights.erase(who.customer, moment(house, who))
    assert receipt.complete
    found = {place.place: place.found for place in receipt.places}
    tables = ("reminders", "contacts", "standings", "silences", "signs", "memberships", "wall", "watches")
    assert all(found[table] for table in tables)
    house.clock.pass_by(days=2)
    assert round_of(house) == [] and community.waiting() == ()
