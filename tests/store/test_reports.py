"""The operators' report: the figures of a whole history as it came in by events, and who looked."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from store import CustomerUnknown, NewEvent
from store.reports import Reports
from store.rhythm import Pace
from tests.store.store_house import House

SUBJECT = "account:c-1001"


def an_event(house: House, kind: str, id: str, at: datetime, data: dict[str, object]) -> None:
    event = NewEvent(id=id, source="shop", type=kind, subject=SUBJECT, at=at, data=data)
    assert house.memory.records.take(event).status == "taken"


def socks(house: House, number: str, at: datetime, cost_to_serve: str = "0.00") -> None:
    line = {"sku": "sock-3", "name": "Three pairs", "category": "socks", "quantity": 1, "total": "19.00"}
    data = {
        "order": number,
        "placed_at": at.isoformat(),
        "lines": [line],
        "currency": "GBP",
        "touchpoint": "web",
        "cost_to_serve": cost_to_serve,
    }
    an_event(house, "shop.order.placed", number, at, data)


def customer(house: House) -> str:
    found = house.memory.people.find("account", "c-1001")
    assert found is not None
    return found.customer


def test_fifteen_years_of_socks_come_out_to_the_penny(house: House) -> None:
    """P1 by events alone: 570.00 earned, 38.00 a year to come, 15.00 of mailing spent."""
    for year in range(2012, 2027):
        for month in (3, 9):
            at = datetime(year, month, 10, 12, 0, tzinfo=UTC)
            socks(house, f"{year}-{month}", at)
            note = {"touchpoint": "mail", "cost": "0.50", "note": "flier"}
            an_event(house, "shop.contact.made", f"m{year}-{month}", at - timedelta(days=20), note)
    report = Reports(house.memory.store).relationship(customer(house), "operator")
    figures = report.figures
    assert figures.earned.in_all == Decimal("570.00")
    assert figures.expected_per_year is not None
    assert figures.expected_per_year.in_all == Decimal("38.00")
    assert figures.contact_cost.in_all == Decimal("15.00")
    assert figures.earned.by_line == {"socks": Decimal("570.00")}
    assert figures.earned.by_channel == {"web": Decimal("570.00")}
    assert report.rhythm["socks"].pace is Pace.ON_TIME


def test_refunds_and_service_are_booked_where_they_belong(house: House) -> None:
    """What is paid back lessens its own line; the cost to serve stands apart; cancelled orders earned nothing."""
    now = house.clock()
    socks(house, "one", now - timedelta(days=9), cost_to_serve="1.25")
    socks(house, "two", now - timedelta(days=8))
    an_event(house, "shop.order.cancelled", "c", now - timedelta(days=7), {"order": "two"})
    back = {"order": "one", "sku": "sock-3", "amount": "25.00"}
    an_event(house, "shop.refund.paid", "r", now - timedelta(days=6), back)
    figures = Reports(house.memory.store).relationship(customer(house), "operator").figures
    assert figures.earned.in_all == Decimal("-6.00")
    assert figures.earned.by_line == {"socks": Decimal("-6.00")}
    assert figures.service_cost.in_all == Decimal("1.25")


def test_what_a_cancelled_order_never_earned_is_not_lost_by_paying_it_back(house: House) -> None:
    """Paid, cancelled and paid back comes to nothing, on its own line too."""
    now = house.clock()
    socks(house, "kept", now - timedelta(days=9))
    socks(house, "two", now - timedelta(days=8))
    an_event(house, "shop.order.cancelled", "c", now - timedelta(days=7), {"order": "two"})
    an_event(house, "shop.refund.paid", "r", now - timedelta(days=6), {"order": "two", "amount": "19.00"})
    figures = Reports(house.memory.store).relationship(customer(house), "operator").figures
    assert figures.earned.by_line == {"socks": Decimal("19.00")}
    assert figures.earned.in_all == Decimal("19.00")


def test_every_look_is_on_record_and_nobody_unknown_is_reported_on(house: House) -> None:
    """Who looked stands in the audit; a stranger's id gives nothing."""
    socks(house, "one", house.clock() - timedelta(days=9))
    reports = Reports(house.memory.store)
    reports.relationship(customer(house), "operator", "complaint 12")
    looks = [row for row in house.memory.audit.page("", 100).items if row.action == "report.relationship"]
    assert [(row.actor, row.note) for row in looks] == [("operator", "complaint 12")]
    with pytest.raises(CustomerUnknown):
        reports.relationship("nobody", "operator")
