"""A customer's own rhythm: learned from what happened, shown with its evidence, silent when it knows nothing."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rhythm import Bought, Pace, first_in_category, lapsed, learn

START = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def bought(*days: float, category: str = "socks") -> list[Bought]:
    """Purchases of a category so many days after the start."""
    return [Bought(category=category, at=START + timedelta(days=day), order=f"{category}-{day}") for day in days]


def day(number: float) -> datetime:
    return START + timedelta(days=number)


@pytest.mark.parametrize(
    ("days", "now", "pace"),
    [
        ((0, 30, 60, 90), 100, Pace.ON_TIME),
        ((0, 30, 60, 90), 119.9, Pace.ON_TIME),
        ((0, 30, 60, 90), 120, Pace.DUE),
        ((0, 30, 60, 90), 149, Pace.DUE),
        ((0, 30, 60, 90), 150, Pace.LAPSED),
        ((0, 28, 61, 89), 330, Pace.LAPSED),
        ((0, 30, 60, 90, 400), 420, Pace.ON_TIME),  # one long pause doesn't move the median
        ((0, 30), 500, Pace.UNKNOWN),
        ((0,), 500, Pace.UNKNOWN),
        ((0, 2, 90, 91.5, 300, 303, 600), 900, Pace.UNKNOWN),  # no rhythm to speak of
    ],
)
def test_a_customer_is_measured_against_their_own_rhythm(
    days: tuple[float, ...], now: float, pace: Pace
) -> None:
    """Due after the usual interval, lapsed after twice that or more, unknown where there is no rhythm."""
    assert learn(bought(*days), day(now)).rhythms["socks"].pace is pace


def test_twice_a_year_for_fifteen_years_is_due_half_a_year_later() -> None:
    """The sock buyer's rhythm is about 182 days, with its newest orders as evidence."""
    history = [
        Bought(category="socks", at=datetime(year, month, 15, tzinfo=UTC), order=f"{year}-{month}")
        for year in range(2011, 2026)
        for month in (3, 9)
    ]
    found = learn(history, datetime(2026, 3, 20, tzinfo=UTC)).rhythms["socks"]
    assert found.visits == 30 and found.days is not None and 181 <= found.days <= 184
    assert found.pace is Pace.DUE
    assert found.source == "median_of_intervals" and found.evidence[-1] == "2025-9"


def test_each_category_has_its_own_rhythm() -> None:
    """Monthly coffee says nothing about yearly coats."""
    history = [*bought(0, 30, 60, 90, category="coffee"), *bought(0, 365, 730, category="coats")]
    found = learn(history, day(800)).rhythms
    assert (found["coffee"].pace, found["coats"].pace) == (Pace.LAPSED, Pace.ON_TIME)


def test_several_purchases_in_a_day_are_one_visit() -> None:
    """Zero intervals do not make a rhythm."""
    found = learn(bought(0, 0, 0.1, 0.2, 0.3), day(5)).rhythms["socks"]
    assert found.visits == 1 and found.source == "too_few_visits"


def test_what_has_not_happened_yet_does_not_count() -> None:
    """With the clock set back, later purchases are left out."""
    assert learn(bought(10, 20), day(5)).rhythms == {}
    assert learn(bought(10), day(5)).whole is None


def test_eight_months_of_silence_against_a_monthly_rhythm_is_a_lapse() -> None:
    """Silence means neither buying nor speaking with us."""
    rhythm = learn(bought(0, 30, 61, 90, 121), day(121 + 240)).whole
    assert lapsed(rhythm, None, day(121 + 240))
    assert lapsed(rhythm, day(100), day(121 + 240))
    assert not lapsed(rhythm, day(121 + 230), day(121 + 240))


def test_who_has_no_rhythm_never_lapses() -> None:
    """Silence is not read as dislike where nothing else was to be expected."""
    assert not lapsed(learn(bought(0, 30), day(2000)).whole, None, day(2000))
    assert not lapsed(None, None, day(0))


def test_the_first_purchase_in_a_new_category_is_noticed() -> None:
    """Forty-six books, then a CD player: that one opened a category."""
    books = bought(*range(0, 46 * 7, 7), category="books")
    player = bought(330, category="audio")
    found = first_in_category(learn([*books, *player], day(331)), timedelta(days=30))
    assert found == player[0]


@pytest.mark.parametrize(
    ("history", "now"),
    [
        (bought(0), 1),  # the first purchase of all opens nothing new
        ([*bought(0), *bought(0.2, category="coats")], 1),  # nor does the rest of the same visit
        ([*bought(0), *bought(100, category="coats")], 200),  # long ago: the moment for thanks is over
        ([*bought(0), *bought(100, 190, category="coats")], 191),  # the second one is not the first
        ([], 1),
    ],
)
def test_nothing_else_counts_as_a_first(history: list[Bought], now: float) -> None:
    """Only a fresh purchase that opens a category to someone who bought before is thanked for."""
    assert first_in_category(learn(history, day(now)), timedelta(days=30)) is None


HISTORIES = st.lists(st.floats(0, 4000, allow_nan=False), min_size=1, max_size=30)


@given(HISTORIES, st.randoms(use_true_random=False), st.floats(0, 5000))
def test_events_out_of_order_make_no_difference(days: list[float], chance: object, now: float) -> None:
    """The same purchases in any order, and in any zone, give the same rhythm."""
    history = bought(*days)
    mixed = [
        Bought(category=one.category, at=one.at.astimezone(timezone(timedelta(hours=9))), order=one.order)
        for one in history
    ]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert learn(history, day(now)).rhythms == learn(mixed, day(now)).rhythms


@given(HISTORIES, st.floats(0, 5000))
def test_a_rhythm_is_never_faster_than_a_day_and_due_comes_before_lapse(days: list[float], now: float) -> None:
    """No interval is shorter than a day; nobody lapses before they are due."""
    for found in learn(bought(*days), day(now)).rhythms.values():
        if found.days is not None:
            assert found.days >= 1
            assert found.last_at < found.due_at < found.lapsed_at
