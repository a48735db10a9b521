"""What a shop's systems report: once, in any order, and never for more than is allowed."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import permutations

import psycopg
import pytest

from store import records
from store.errors import SubjectInvalid
from store.house import HouseSettings, Retention
from store.memory.circumstances import known
from store.memory.purchases import bought_by, bought_of
from store.values import Arrival, Assurance, History, InboundMessage, NewEvent, Purpose, Reader
from tests.store.store_house import START, House

SOCKS = {"sku": "S1", "name": "Wool socks", "category": "socks", "quantity": 3, "unit_price": "7.00"}


def an_event(type: str, data: dict[str, object], id: str = "1", at: datetime | None = START) -> NewEvent:
    return NewEvent(id=id, source="till", type=f"shop.{type}", subject="account:c-1", at=at, data=data)


def placed(order: str = "31-7704", **more: object) -> NewEvent:
    data = {"order": order, "placed_at": START.isoformat(), "lines": [SOCKS], "currency": "GBP", **more}
    return an_event("order.placed", data, id=f"placed {order}")


def seen(house: House, purpose: Purpose = Purpose.SERVICE, reader: Reader = Reader.ASSISTANT) -> History:
    who = house.memory.people.find("account", "c-1")
    assert who is not None
    moment = house.moment(who, Assurance.CHANNEL)
    return house.memory.history(who.customer, purpose, reader, moment)


def test_an_order_of_an_unknown_customer_makes_the_customer(house: House) -> None:
    """The first event of a subject makes its identity; number, lines and money come back as reported."""
    assert house.memory.records.take(placed()).status == "taken"
    (order,) = seen(house).orders
    assert (order.number, order.state, order.total, order.currency) == ("31-7704", "placed", Decimal("21.00"), "GBP")
    (line,) = order.lines
    assert (line.name, line.category, line.quantity, line.total) == ("Wool socks", "socks", 3, Decimal("21.00"))


def test_what_was_paid_for_a_line_counts(house: House) -> None:
    """A line's total stands over quantity times unit price."""
    house.memory.records.take(placed(lines=[SOCKS | {"total": "19.00"}]))
    assert seen(house).orders[0].total == Decimal("19.00")


def test_the_same_event_again_has_no_second_effect(house: House) -> None:
    """Source and id seen before: answered as seen, nothing doubled."""
    points = an_event("points.posted", {"points": 40, "reason": "socks"})
    outcomes = [house.memory.records.take(points) for _ in range(3)]
    assert [outcome.status for outcome in outcomes] == ["taken", "seen", "seen"]
    assert seen(house).points == 40


STEPS = (
    placed(),
    an_event("order.delayed", {"order": "31-7704", "expected_at": "2026-12-01T10:00:00Z"}, "2", START),
    an_event("order.shipped", {"order": "31-7704", "carrier": "Post", "tracking": "T9"}, "3", START),
    an_event("order.delivered", {"order": "31-7704"}, "4", START),
)


def test_events_may_come_in_any_order(sqlite_house: House) -> None:
    """However the four steps of an order arrive, it ends delivered, with its lines and what was told on the way."""
    house = sqlite_house
    house.clock.pass_by(days=1)
    steps = [replace(step, at=START + timedelta(hours=hour)) for hour, step in enumerate(STEPS)]
    for number, order in enumerate(permutations(steps)):
        subject = f"account:c-{number}"
        for step in order:
            event = replace(step, subject=subject, id=f"{number} {step.id}")
            assert house.memory.records.take(event).status == "taken"
        who = house.memory.people.find("account", f"c-{number}")
        (got,) = house.memory.history(who.customer, Purpose.SERVICE, Reader.ASSISTANT, house.moment(who)).orders
        assert (got.state, len(got.lines), got.total) == ("delivered", 1, Decimal("21.00"))


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (placed(placed_at=(START + timedelta(hours=1)).isoformat()), "it lies in the future"),
        (placed(placed_at="1890-01-01T00:00:00Z"), "it lies too far in the past"),
        (placed(placed_at="2026-11-20T10:00:00"), "the data does not fit at data.placed_at"),
        (placed(placed_at="0001-01-01T00:00:00+14:00"), "data.placed_at is no time that can be"),
        (an_event("booking.made", {"booking": "B-1", "at": "9999-12-31T23:59:59-14:00"}), "no time"),
        (placed(lines=[]), "the data does not fit at data.lines"),
        (placed(lines=[SOCKS | {"unit_price": "NaN"}]), "data.unit_price is no amount of money"),
        (placed(lines=[SOCKS | {"quantity": -1}]), "the data does not fit at data.lines[0].quantity"),
        (placed(lines=[SOCKS | {"name": "a\0b"}]), "the data does not fit at data.lines[0].name"),
        (an_event("order.eaten", {}), "this type of event is not known"),
        (an_event("points.posted", {"points": "many"}), "the data does not fit at data.points"),
        (an_event("visit.made", {"place": "Leeds", "at": "2026-11-31T00:00:00Z"}), "data does not fit at data.at"),
        (
            an_event("promise.made", {"what": "call", "by": "Eva", "due_at": "2026-11-20T10:00:00Z"}),
            "it was due before it was promised",
        ),
        (an_event("points.posted", {"points": 4}, at=datetime(2026, 11, 21)), "its time has no zone"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_parked_with_its_reason(house: House, event: NewEvent, reason: str) -> None:
    """A future, impossible or unknown event changes nothing and waits where operators see it, with why."""
    outcome = house.memory.records.take(event)
    assert (outcome.status, reason in outcome.reason) == ("parked", True), outcome
    assert [parked.reason for parked in house.memory.records.parked()] == [outcome.reason]
    assert seen(house) == History(customer=house.memory.people.find("account", "c-1").customer)
    assert house.memory.records.take(event).seen


def test_an_event_from_the_future_is_taken_when_its_time_has_come(house: House) -> None:
    """A parked event that fits by now is taken by the next look, once."""
    house.memory.records.take(placed(placed_at=(START + timedelta(hours=1)).isoformat()))
    assert house.memory.records.retry_parked() == 0
    house.clock.pass_by(hours=1)
    assert house.memory.records.retry_parked() == 1
    assert house.memory.records.retry_parked() == 0
    assert len(seen(house).orders) == 1
    assert house.memory.records.parked() == ()


def test_what_was_kept_long_enough_is_used_no_more_before_any_run(house: House) -> None:
    """G5: a second before its time it answers, at its time it does not, though it still lies there."""
    kept = Retention(purchases_days=20, records_days=20, messages_days=20)
    house.memory.house.change(HouseSettings(retention=kept), "eva")
    house.memory.records.take_all(
        [
            placed(),
            an_event("booking.made", {"booking": "B1", "place": "Leeds"}, "b"),
            an_event("points.posted", {"points": 70}, "p"),
            an_event("promise.made", {"what": "call", "by": "Eva", "due_at": START.isoformat()}, "c"),
        ]
    )
    who = house.memory.people.find("account", "c-1")
    message = InboundMessage(channel="account", account="main", message_id="1", address="c-1", text="hello")
    house.memory.conversations.accept(message)
    turn = house.memory.conversations.next_turn("worker", 30)
    house.clock.pass_by(days=20, seconds=-1)
    assert in_use(house, who, turn.conversation) == [1, 1, 70, 1, 1, 1]
    house.clock.pass_by(seconds=1)
    assert in_use(house, who, turn.conversation) == [0, 0, 0, 0, 0, 0]


def in_use(house: House, who: Arrival, conversation: str) -> list[int]:
    """How many orders, bookings, points, promises, purchases and messages answer now."""
    held = seen(house)
    with house.memory.store.transaction() as tx:
        tx.about(who.customer)
        bought = len(bought_of(tx, who.customer))
        assert len(bought_by(tx, {who.identity: who.customer})[who.customer]) == bought
        assert len(known(tx, who.customer, tx.now).bought) == bought
    promised = house.memory.promises.of(who.customer, Reader.CUSTOMER)
    said = house.memory.conversations.transcript(conversation, 0, 10).items
    return [len(held.orders), len(held.bookings), held.points, len(promised), bought, len(said)]


def test_unfit_events_hold_up_none_whose_time_has_come(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many never fit, what lay ahead is taken in its time; each of the others is looked at in turn."""
    for number in range(3):
        house.memory.records.take(an_event("order.eaten", {"points": 5}, str(number)))
    house.memory.records.take(an_event("points.posted", {"points": 9}, "zone", at=datetime(2026, 11, 21)))
    house.memory.records.take(an_event("points.posted", {"points": 70}, "ahead", at=START + timedelta(hours=1)))
    house.clock.pass_by(hours=1)
    assert [house.memory.records.retry_parked(most=1), seen(house).points] == [1, 70]
    monkeypatch.setitem(records.TYPES, "shop.order.eaten", records.Points)  # as a newer version would know it
    assert sum(house.memory.records.retry_parked(most=1) for _ in range(5)) == 3
    assert seen(house).points == 85
    assert [one.reason for one in house.memory.records.parked()] == [records.NO_ZONE]


def test_a_parked_event_is_taken_by_one_process_alone(postgres_house: House) -> None:
    """While another process settles it, a look goes past it instead of posting its points again."""
    house = postgres_house
    house.memory.records.take(an_event("points.posted", {"points": 70}, at=START + timedelta(hours=1)))
    house.clock.pass_by(hours=1)
    with psycopg.connect(house.url) as other:
        other.execute("SELECT 1 FROM events FOR UPDATE")
        assert house.memory.records.retry_parked() == 0
        other.rollback()
    assert house.memory.records.retry_parked() == 1
    assert seen(house).points == 70


@pytest.mark.parametrize("subject", ["nobody", ":x", "account:", "account:" + "a" * 257, "account:a\nb", "É:x"])
def test_a_subject_is_channel_and_address(house: House, subject: str) -> None:
    """What is no identity is refused."""
    event = NewEvent(id="1", source="till", type="shop.points.posted", subject=subject, at=START, data={})
    with pytest.raises(SubjectInvalid):
        house.memory.records.take(event)


def test_bookings_follow_their_changes(house: House) -> None:
    """A booking stands as last changed; an older change that comes late does not undo a newer one."""
    take = house.memory.records.take
    house.clock.pass_by(days=1)
    evening = "2026-12-01T19:00:00Z"
    take(an_event("booking.made", {"booking": "B1", "place": "Leeds", "at": evening, "party": 2}, "1"))
    take(an_event("booking.cancelled", {"booking": "B1"}, "3", START + timedelta(hours=3)))
    take(an_event("booking.changed", {"booking": "B1", "party": 4}, "2", START + timedelta(hours=2)))
    (booking,) = seen(house).bookings
    assert (booking.number, booking.state, booking.place, booking.party) == ("B1", "cancelled", "Leeds", 2)


def test_records_serve_more_than_the_matter_only_by_permission(house: House) -> None:
    """The assistant sees an order when it is about that order; to personalise, staff or write first it takes a yes."""
    house.memory.records.take(placed())
    who = house.memory.people.find("account", "c-1")
    asked = (
        (Purpose.PERSONALISE, Reader.ASSISTANT),
        (Purpose.STAFF, Reader.AGENT),
        (Purpose.CONTACT, Reader.OUTREACH),
    )
    for purpose, reader in asked:
        assert (seen(house, purpose, reader).orders, seen(house, purpose, reader).withheld) == ((), (purpose,))
        house.allow(who, purpose)
        assert len(seen(house, purpose, reader).orders) == 1
    assert seen(house, Purpose.IMPROVE, Reader.ASSISTANT).orders == ()


def test_orders_stay_with_whom_they_belong(house: House) -> None:
    """On a channel one sees that identity's own records; linked and verified, those of all; a stranger none."""
    house.memory.records.take(placed())
    account = house.memory.people.find("account", "c-1")
    nadia, kwame = house.arrive(), house.arrive("kwame")
    house.memory.links.link(account.identity, nadia.identity, "signed in", "eva")
    nadia = Arrival(identity=nadia.identity, customer=account.customer)

    def orders(who: Arrival, assurance: Assurance) -> int:
        moment = house.moment(who, assurance)
        found = house.memory.history(account.customer, Purpose.SERVICE, Reader.ASSISTANT, moment)
        return len(found.orders)

    assert orders(nadia, Assurance.CHANNEL) == 0
    assert orders(nadia, Assurance.VERIFIED) == 1
    assert orders(kwame, Assurance.VERIFIED) == 0


def test_records_are_exported_erased_and_kept_no_longer_than_set(house: House) -> None:
    """Orders, points, bookings, visits, contacts and promises are in the file, go on erasure, and run out."""
    take = house.memory.records.take
    for subject in ("account:c-1", "account:c-2"):
        for number, (type, data) in enumerate(
            [
                ("order.placed", placed().data),
                ("points.posted", {"points": 5, "reason": "CANARY reason"}),
                ("booking.made", {"booking": "CANARY booking", "at": START.isoformat()}),
                ("visit.made", {"place": "Leeds", "at": START.isoformat(), "note": "CANARY visit"}),
                ("contact.made", {"touchpoint": "mail", "cost": 0.5, "note": "CANARY mail"}),
                ("promise.made", {"what": "CANARY call", "by": "Eva", "due_at": "2026-11-22T10:00:00Z"}),
                ("refund.paid", {"order": "31-7704", "amount": "7.00"}),
                ("order.eaten", {"note": "CANARY parked"}),
            ]
        ):
            take(replace(an_event(type, data, id=f"{subject} {number}"), subject=subject))
    who = house.memory.people.find("account", "c-1")
    held = str(house.memory.rights.export(who.customer, house.moment(who)))
    for word in ("reason", "booking", "visit", "mail", "call", "parked"):
        assert f"CANARY {word}" in held
    receipt = house.memory.rights.erase(who.customer, house.moment(who))
    found = {place.place: place.found for place in receipt.places}
    assert receipt.complete
    assert [found[name] for name in ("orders", "order_lines", "points", "promises", "events")] == [1, 1, 1, 1, 8]
    house.memory.house.change(HouseSettings(retention=Retention(purchases_days=2000)), "operator")
    house.clock.pass_by(days=2000, seconds=-1)
    assert house.memory.retention.run()["orders"] == 0
    house.clock.pass_by(seconds=1)
    assert house.memory.retention.run()["orders"] == 1
