"""What comes in wrong, late or on an impossible day has one stated outcome, and writes to nobody by mistake."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.practices.conftest import MONDAY, Customer, House

TOKYO = ZoneInfo("Asia/Tokyo")


async def sock_events(customer: Customer, house: House) -> list[tuple[str, dict[str, Any], datetime]]:
    """Six months of socks, one pair sent back: kind, data and time of each event."""
    placed = [
        (f"{customer.address}-{month}", house.now - timedelta(days=30 * month, hours=1)) for month in range(6, 0, -1)
    ]
    line = {"sku": "socks", "name": "socks", "category": "socks", "quantity": 1, "unit_price": "19.00"}
    events: list[tuple[str, dict[str, Any], datetime]] = [
        ("shop.order.placed", {"order": order, "placed_at": at.isoformat(), "lines": [line], "currency": "GBP"}, at)
        for order, at in placed
    ]
    order, at = placed[0]
    refund = {"order": order, "sku": "socks", "amount": "9.00", "currency": "GBP"}
    return [*events, ("shop.refund.paid", refund, at + timedelta(days=3))]


async def test_events_out_of_order_end_in_the_same_figures_and_the_same_words(house: House) -> None:
    """The newest first, the refund before its order: the same earned, expected and quality, and the same offer."""
    house.at(MONDAY)
    in_order, mixed = house.customer(), house.customer()
    for one in (in_order, mixed):
        await one.says("hello")
        await one.allows("contact")
    for event in await sock_events(in_order, house):
        await in_order.hears_of(*event)
    for event in reversed(await sock_events(mixed, house)):
        await mixed.hears_of(*event)
    reports = [await one.relationship() for one in (in_order, mixed)]
    for part in ("earned", "expected_per_year", "contact_cost", "quality", "kind"):
        assert reports[0][part] == reports[1][part], part
    assert reports[1]["earned"]["all"] == "105.00"
    await house.run_due()
    said = [[one["text"] for one in await one.gets()] for one in (in_order, mixed)]
    assert said[0] == said[1] and len(said[0]) == 1 and "time for socks again" in said[0][0]


async def test_refunds_beyond_what_was_bought_are_shown_as_such_and_change_nothing_else(
    house: House, nadia: Customer
) -> None:
    """Less than nothing was earned, nothing less than nothing is expected, and they are answered as anybody is."""
    stranger = house.customer()
    for one in (nadia, stranger):
        await one.says("hello")
        await one.allows("personalise", "contact")
    await nadia.buys("socks", house.now - timedelta(days=90), order="31-80")
    await nadia.buys("socks", house.now - timedelta(days=10), order="31-81")
    for order in ("31-80", "31-81"):
        await nadia.hears_of("shop.refund.paid", {"order": order, "sku": "socks", "amount": "30.00", "currency": "GBP"})
    report = await nadia.relationship()
    assert (report["earned"]["all"], report["earned"]["by_line"]) == ("-22.00", {"socks": "-22.00"})
    assert report["expected_per_year"] is None or report["expected_per_year"]["all"] == "0.00"
    for text in ("hello", "how can I pay?", "any offers?", "your service is awful, I'm really disappointed"):
        assert await nadia.says(text) == await stranger.says(text), text
    await house.run_due()
    assert await nadia.gets() == []


@pytest.mark.parametrize("orders", [5, 1])
async def test_what_makes_no_interval_makes_no_rhythm_and_nothing_is_due_by_it(
    house: House, nadia: Customer, orders: int
) -> None:
    """Five orders in a minute are one visit, and one visit expects nothing."""
    await nadia.says("hello")
    await nadia.allows("contact", "personalise")
    for _ in range(orders):
        await nadia.buys("socks", house.now)
    report = await nadia.relationship()
    assert report["expected_per_year"] is None and report["expected_from"] == "one_purchase"
    assert [(one["pace"], one["visits"]) for one in report["rhythm"]] == [("unknown", 1)]
    assert "time for" not in await nadia.says("is there anything I need?")
    started = []
    for _ in range(8):
        house.wait(days=45)
        started += [one["concern"] for one in await house.run_due() if one["customer"] == report["customer"]]
    assert started == []


async def test_what_is_dated_ahead_waits_for_its_day(house: House, nadia: Customer) -> None:
    """A till whose clock runs ahead earns nothing yet and shows no rhythm; from its days on it counts."""
    await nadia.says("hello")
    await nadia.allows("contact")
    for days in (1, 31, 61):
        await nadia.buys("socks", house.now + timedelta(days=days))
    await house.run_due()
    report = await nadia.relationship()
    assert (report["earned"]["all"], report["rhythm"]) == ("0.00", []) and await nadia.gets() == []
    house.wait(days=95)
    await house.run_due()
    assert (await nadia.relationship())["earned"]["all"] == "57.00"
    (offer,) = await nadia.gets()
    assert "about every month, last on 23 January" in offer["text"]


async def test_purchases_told_in_two_zones_are_one_rhythm(house: House, nadia: Customer) -> None:
    """A till in Tokyo and one in London: the same moments, the same days; told on the house's own wall."""
    await nadia.says("hello")
    await nadia.allows("contact")
    for month in range(6, 0, -1):
        at = house.now - timedelta(days=30 * month, hours=1)
        await nadia.buys("socks", at.astimezone(TOKYO) if month % 2 else at)
    await house.run_due()
    (offer,) = await nadia.gets()
    assert "about every month, last on 24 October" in offer["text"]


async def test_ten_years_after_29_february_are_thanked_for_from_1_march(house: House, nadia: Customer) -> None:
    """The day before nothing is said of it."""
    house.at(datetime(2026, 2, 28, 10, tzinfo=UTC))
    await nadia.says("hello")
    await nadia.allows("personalise")
    await nadia.buys("bulbs", datetime(2016, 2, 29, 12, tzinfo=UTC))
    house.wait(hours=2)
    assert "10 years" not in await nadia.says("hello")
    house.at(datetime(2026, 3, 1, 13, tzinfo=UTC))
    assert "10 years since your first order with us, on 29 February 2016" in await nadia.says("hello")


async def test_a_birthday_on_29_february_is_reminded_of_each_year(house: House, nadia: Customer) -> None:
    """On the 28th where the year has no 29th, on the 29th where it has one."""
    house.at(datetime(2028, 2, 1, 10, tzinfo=UTC))
    await nadia.says("remind me every year on 29 February at 10am that it's my sister's birthday")
    mine, came = await nadia.id(), []
    for year in (2028, 2029, 2030, 2031, 2032):
        for day in (26, 27, 28, 29, 30):
            house.at(datetime(year, 2, 1, 11, tzinfo=UTC) + timedelta(days=day - 1))
            came += [
                f"{house.now:%Y-%m-%d}" for one in await house.run_due() if one["customer"] == mine and one["said"]
            ]
    assert came == ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]
