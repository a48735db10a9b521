"""The house's figures: what a relationship earned, may bring, and cost, tying out in every view."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.figures import Entry, Figures, Kind, Split, figures

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def an_entry(kind: Kind = Kind.PURCHASE, amount: str = "19.00", at: datetime = NOW, **more: str) -> Entry:
    return Entry(kind=kind, at=at, amount=Decimal(amount), **({"currency": "GBP", "order": str(at)} | more))


def at(year: int, month: int = 6) -> datetime:
    return datetime(year, month, 15, tzinfo=UTC)


def money(text: str) -> Decimal:
    return Decimal(text)


def sock_buyer(first: int = 2011) -> list[Entry]:
    """Fifteen years of 2 × 3 pairs for 19.00 and 30 mailings at 0.50."""
    years = range(first, first + 15)
    pairs = [an_entry(at=at(year, month), line="socks") for year in years for month in (3, 9)]
    mailings = [an_entry(Kind.CONTACT, "0.50", at(year, month)) for year in years for month in (2, 8)]
    return pairs + mailings


def test_the_sock_makers_very_figures() -> None:
    """570.00 earned, 38.00 a year to come, 15.00 of mailing spent."""
    found = figures(sock_buyer(), "GBP", NOW)
    assert (found.earned.in_all, found.contact_cost.in_all) == (money("570.00"), money("15.00"))
    assert found.expected_per_year is not None and found.expected_per_year.in_all == money("38.00")
    assert found.service_cost.in_all == money("0.00")


@pytest.mark.parametrize("days", [180, 182, 182.5, 183, 184])
def test_the_very_figures_hold_whatever_the_days(days: float) -> None:
    """Buying about twice a year is 38.00 a year, whichever days those fall on."""
    last = NOW - timedelta(days=20)
    entries = [an_entry(at=last - timedelta(days=days * number)) for number in range(30)]
    found = figures(entries, "GBP", NOW)
    assert found.earned.in_all == money("570.00")
    assert found.expected_per_year is not None and found.expected_per_year.in_all == money("38.00")


@pytest.mark.parametrize(
    ("entries", "earned", "expected", "source"),
    [
        ([], "0.00", None, "nothing_bought"),
        ([an_entry()], "19.00", None, "one_purchase"),
        ([an_entry(), an_entry(line="hats")], "38.00", None, "one_purchase"),  # one order, two lines
        ([an_entry(order="1"), an_entry(order="2", at=NOW - timedelta(hours=1))], "38.00", None, "one_purchase"),
        ([an_entry(), an_entry(at=NOW - timedelta(days=2))], "38.00", "38.00", "average_since_the_first"),
        ([an_entry(at=at(2026, 1)), an_entry(at=at(2026, 5))], "38.00", "38.00", "average_since_the_first"),
        (
            [an_entry(at=at(2026, 1)), an_entry(at=at(2026, 5)), an_entry(Kind.REFUND, "57.00", at(2026, 6))],
            "-19.00",
            "0.00",
            "average_since_the_first",
        ),
        ([an_entry(at=at(2030)), an_entry(at=at(2031))], "0.00", None, "nothing_bought"),  # not yet
        (
            [an_entry(at=at(2018)), an_entry(at=at(2019))],  # then seven years of nothing
            "38.00",
            "0.00",
            "median_of_whole_years",
        ),
    ],
)
def test_every_odd_history_has_its_stated_outcome(
    entries: list[Entry], earned: str, expected: str | None, source: str
) -> None:
    """One purchase expects nothing, refunds may exceed purchases, what is to come doesn't count."""
    found = figures(entries, "GBP", NOW)
    assert (found.earned.in_all, found.source) == (money(earned), source)
    assert (found.expected_per_year and found.expected_per_year.in_all) == (expected and money(expected))


def test_other_currencies_stand_beside_and_are_not_converted() -> None:
    """Pounds are pounds; euros are told apart, less what was paid back of them."""
    euros = [an_entry(amount="7.00", currency="EUR"), an_entry(Kind.REFUND, "2.00", currency="EUR")]
    found = figures([an_entry(), *euros], "GBP", NOW)
    assert found.earned.in_all == money("19.00")
    assert found.elsewhere == {"EUR": money("5.00")}


def test_line_channel_and_account_are_three_views_of_one_sum() -> None:
    """Each amount is found under its line, its channel and its account."""
    entries = [
        an_entry(amount="10.00", line="socks", channel="web", account="a"),
        an_entry(amount="5.00", line="hats", channel="store", account="a"),
        an_entry(Kind.REFUND, "4.00", line="hats", channel="store", account="a"),
        an_entry(Kind.SERVICE, "2.50", line="socks", channel="call_centre", account="b"),
    ]
    found = figures(entries, "GBP", NOW)
    assert found.earned.by_line == {"socks": money("10.00"), "hats": money("1.00")}
    assert found.earned.by_channel == {"web": money("10.00"), "store": money("1.00")}
    assert found.service_cost.by_account == {"b": money("2.50")}


PENCE = st.integers(-10_000, 1_000_000).map(lambda pence: Decimal(pence).scaleb(-2))
ENTRIES = st.lists(
    st.builds(
        Entry,
        kind=st.sampled_from(Kind),
        at=st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
        amount=PENCE,
        currency=st.sampled_from(["GBP", "EUR"]),
        line=st.sampled_from(["socks", "hats", "coats"]),
        channel=st.sampled_from(["web", "store"]),
        account=st.sampled_from(["a", "b"]),
        order=st.sampled_from(["1", "2", "3"]),
    ),
    max_size=25,
)


@given(ENTRIES)
def test_every_view_adds_up_to_all(entries: list[Entry]) -> None:
    """By line, by channel and by account the sums tie out, to the penny."""
    found = figures(entries, "GBP", NOW)
    for one in (found.earned, found.contact_cost, found.service_cost):
        assert all(total == one.in_all for total in _totals(one))
    if found.expected_per_year is not None and found.expected_per_year.in_all:
        shared = [total for total, view in zip(_totals(found.expected_per_year), _views(found), strict=True) if view]
        assert all(total == found.expected_per_year.in_all for total in shared)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_events_makes_no_difference(entries: list[Entry], chance: object) -> None:
    """Events that come late or mixed up end in the same figures."""
    mixed = list(entries)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert figures(entries, "GBP", NOW) == figures(mixed, "GBP", NOW)


def _totals(split: Split) -> list[Decimal]:
    views = (split.by_line, split.by_channel, split.by_account)
    return [sum(view.values(), money("0.00")) for view in views]


def _views(found: Figures) -> list[object]:
    assert found.expected_per_year is not None
    return [found.expected_per_year.by_line, found.expected_per_year.by_channel, found.expected_per_year.by_account]
