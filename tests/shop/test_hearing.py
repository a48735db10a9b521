"""What the demo house hears from the shop's other systems."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine

from shop.demo import DemoHouse
from shop.errors import NotValid, OnceUsed, SlotTaken
from shop.places import BookingStatus
from shop.values import OrderStatus, RefundStatus, ReturnRequest
from tests.shop.conftest import NOW
from tests.shop.test_orders import KWAME, NADIA, STRANGER, TOM
from tests.shop.test_shelves_and_rooms import table

PLACED: dict[str, Any] = {
    "order": "88-1203",
    "placed_at": "2026-11-20T09:00:00Z",
    "currency": "GBP",
    "touchpoint": "store",
    "lines": [
        {
            "sku": "cd-player-oak",
            "name": "Table CD player",
            "category": "players",
            "quantity": 1,
            "unit_price": "179.00",
        },
        {
            "sku": "unknown-1",
            "name": "Lamp",
            "category": "light",
            "quantity": 2,
            "unit_price": "10.00",
            "total": "18.00",
        },
    ],
}


def test_a_purchase_heard_of_shows_at_once(engine: Engine) -> None:
    """A purchase made elsewhere is an order, and points, in the very next answer; heard twice it is one."""
    shop = DemoHouse(engine)
    points = shop.points.balance(NADIA).points
    for _ in range(2):
        shop.ears.hear(NADIA, "shop.order.placed", PLACED, once="till/1", now=NOW)
    order = shop.orders.find(NADIA, "881203")
    assert order.total.amount == Decimal("197.00") and order.lines[0].product == "cd-player"
    assert shop.points.balance(NADIA).points == points + 197
    assert shop.orders.invoice(NADIA, "881203").total == order.total
    with pytest.raises(OnceUsed):
        shop.ears.hear(NADIA, "shop.order.placed", {**PLACED, "order": "1"}, once="till/1", now=NOW)


def test_an_order_follows_its_parcel(engine: Engine) -> None:
    """Shipped, late, there: each shows in the order."""
    shop = DemoHouse(engine)
    shop.ears.hear(STRANGER, "shop.order.placed", PLACED, once="1", now=NOW)
    sent = {"order": "88-1203", "expected_at": "2026-11-24T18:00:00Z", "carrier": "DPD", "tracking": "D1"}
    shop.ears.hear(STRANGER, "shop.order.shipped", sent, once="2", now=NOW)
    late = {"order": "88-1203", "expected_at": "2026-11-26T18:00:00+00:00"}
    shop.ears.hear(STRANGER, "shop.order.delayed", late, once="3", now=NOW)
    order = shop.orders.find(STRANGER, "88-1203")
    assert (order.status, order.carrier) == (OrderStatus.DELAYED, "DPD")
    assert order.promised_at is not None and order.expected_at is not None
    assert order.expected_at - order.promised_at == timedelta(days=2)
    shop.ears.hear(STRANGER, "shop.order.delivered", {"order": "88-1203"}, once="4", now=NOW)
    shop.ears.hear(STRANGER, "shop.order.shipped", sent, once="5", now=NOW)
    assert shop.orders.find(STRANGER, "88-1203").status is OrderStatus.DELIVERED


def test_points_posted_are_the_shops_word(engine: Engine) -> None:
    """Points posted add up; those for an order whose points are counted already replace that count."""
    shop = DemoHouse(engine)
    before = shop.points.balance(KWAME).points
    shop.ears.hear(KWAME, "shop.points.posted", {"points": 120, "reason": "survey"}, once="1", now=NOW)
    assert shop.points.balance(KWAME).points == before + 120
    shop.ears.hear(KWAME, "shop.order.placed", PLACED, once="2", now=NOW)
    posted = {"points": 400, "reason": "order 88-1203, double points"}
    shop.ears.hear(KWAME, "shop.points.posted", posted, once="3", now=NOW)
    assert shop.points.balance(KWAME).points == before + 520
    shop.ears.hear(KWAME, "shop.points.posted", {"points": -99_999}, once="4", now=NOW)
    assert shop.points.balance(KWAME).points == 0


def test_a_refund_is_followed_to_its_end(engine: Engine) -> None:
    """What came back and what was paid show in the refund."""
    shop = DemoHouse(engine)
    returned = {"order": "31-6203", "sku": "court-trainers-navy-46", "amount": "75.00"}
    shop.orders.send_back(KWAME, "6203", ReturnRequest(line=1), once="r", now=NOW)
    shop.ears.hear(KWAME, "shop.return.received", returned, once="1", now=NOW)
    assert [r.status for r in shop.orders.refunds(KWAME, "6203")] == [RefundStatus.APPROVED]
    shop.ears.hear(KWAME, "shop.refund.paid", returned, once="2", now=NOW)
    paid = shop.orders.refunds(KWAME, "6203")
    assert [(r.status, r.paid_at) for r in paid] == [(RefundStatus.PAID, NOW)]
    shop.ears.hear(NADIA, "shop.refund.paid", {"order": "31-0012", "amount": "5.00"}, once="3", now=NOW)
    assert [str(r.amount.amount) for r in shop.orders.refunds(NADIA, "12")] == ["5.00"]
    shop.ears.hear(TOM, "shop.refund.paid", {"order": "31-0012", "amount": "5.00"}, once="4", now=NOW)
    assert shop.orders.refunds(TOM) == ()


def test_a_booking_made_elsewhere_is_known_here(engine: Engine) -> None:
    """A table booked by telephone is found, follows its changes, and takes its chairs."""
    shop = DemoHouse(engine)
    made = {"booking": "T-77", "place": "York", "at": "2026-11-24T12:00:00Z", "party": 16, "kind": "table"}
    shop.ears.hear(NADIA, "shop.booking.made", made, once="1", now=NOW)
    assert shop.bookings.find(NADIA, "77", now=NOW).party == 16
    with pytest.raises(SlotTaken):
        shop.bookings.make(TOM, table(12), once="k", now=NOW)
    moved = {"booking": "T-77", "at": "2026-11-24T15:00:00Z"}
    shop.ears.hear(TOM, "shop.booking.changed", moved, once="2", now=NOW)
    assert shop.bookings.find(NADIA, "77", now=NOW).starts_at.hour == 12
    shop.ears.hear(NADIA, "shop.booking.changed", moved, once="3", now=NOW)
    assert shop.bookings.find(NADIA, "77", now=NOW).starts_at.hour == 15
    shop.ears.hear(NADIA, "shop.booking.cancelled", {"booking": "T-77"}, once="4", now=NOW)
    assert shop.bookings.find(NADIA, "77", now=NOW).status is BookingStatus.CANCELLED


def test_nobody_is_told_of_anothers_order(engine: Engine) -> None:
    """An event about another customer's order number changes nothing of theirs."""
    shop = DemoHouse(engine)
    shop.ears.hear(TOM, "shop.order.delivered", {"order": "31-4471"}, once="1", now=NOW)
    shop.ears.hear(TOM, "shop.order.placed", {**PLACED, "order": "31-4471"}, once="2", now=NOW)
    assert shop.orders.find(NADIA, "31-4471").status is OrderStatus.SHIPPED
    assert all(o.number != "31-4471" for o in shop.orders.recent(TOM))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"order": "1", "lines": 7},
        {"order": "1", "lines": [{"sku": "x"}]},
        {**PLACED, "placed_at": "yesterday"},
        {**PLACED, "placed_at": "2026-11-20T09:00:00"},
        {**PLACED, "lines": [{**PLACED["lines"][0], "unit_price": "much"}]},
        {**PLACED, "lines": [{**PLACED["lines"][0], "unit_price": "NaN"}]},
    ],
)
def test_an_event_that_cannot_be_right_is_refused(engine: Engine, data: dict[str, Any]) -> None:
    """Nonsense leaves nothing behind."""
    shop = DemoHouse(engine)
    with pytest.raises(NotValid):
        shop.ears.hear(STRANGER, "shop.order.placed", data, once="k", now=NOW)
    assert shop.orders.recent(STRANGER) == ()


def test_other_events_are_let_pass(engine: Engine) -> None:
    """What concerns only the memory leaves the shop as it is."""
    shop = DemoHouse(engine)
    shop.ears.hear(STRANGER, "shop.visit.made", {"place": "York"}, once="k", now=NOW)
    assert {h.rows for h in shop.records.places(STRANGER)} == {0}
