"""What the demo house hears from the shop's other systems."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine

from shop.demo import DemoHouse
from shop.errors import NotValid, OnceUsed
from shop.values import OrderStatus
from tests.shop.conftest import NOW
from tests.shop.test_orders import KWAME, NADIA, STRANGER, TOM

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
