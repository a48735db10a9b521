"""Reminders that come again: by the calendar, by the clock on the wall, never in a heap."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.reminders import after, interval, next_time

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("P6W", (0, 42)),
        ("P1M", (1, 0)),
        ("P1Y2M3D", (14, 3)),
        ("P0D", None),
        ("PT5M", None),
        ("P-1M", None),
        ("-P1D", None),
        ("", None),
        ("P", None),
    ],
)
def test_an_interval_is_whole_days_or_more(text: str, whole: tuple[int, int] | None) -> None:
    """Zero, negative and shorter intervals are none."""
    assert interval(text) == whole


@pytest.mark.parametrize(
    ("start", "text", "times", "then"),
    [
        ("2028-02-29T09:00+00:00", "P1Y", 1, "2029-02-28T09:00+00:00"),
        ("2028-02-29T09:00+00:00", "P1Y", 4, "2032-02-29T09:00+00:00"),
        ("2026-01-31T09:00+00:00", "P1M", 1, "2026-02-28T09:00+00:00"),
        ("2026-01-31T09:00+00:00", "P1M", 2, "2026-03-31T09:00+01:00"),
        ("2026-03-28T09:00+00:00", "P1D", 1, "2026-03-29T09:00+01:00"),  # the clocks went forward
        ("2026-10-24T09:00+01:00", "P1W", 1, "2026-10-31T09:00+00:00"),  # and back
    ],
)
def test_it_comes_on_the_same_day_at_the_same_hour_on_the_wall(
    start: str, text: str, times: int, then: str
) -> None:
    """A birthday on 29 February, the last of the month, daylight saving."""
    assert after(at(start), text, LONDON, times) == at(then)


def test_what_was_missed_does_not_come_in_a_heap() -> None:
    """After two years away a weekly reminder comes once, on its next day."""
    found = next_time(at("2026-01-05T09:00+00:00"), "P1W", LONDON, at("2028-01-06T12:00+00:00"))
    assert found == at("2028-01-10T09:00+00:00")


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["P1D", "P6W", "P1M", "P5M", "P1Y", "P2Y", "P4Y"]),
    st.timedeltas(timedelta(days=-400), timedelta(days=9000)),
)
def test_the_next_time_is_the_first_after_now(first: datetime, text: str, gone: timedelta) -> None:
    """Whatever was missed, the next time lies ahead and none before it does."""
    now = first + gone
    found = next_time(first, text, LONDON, now)
    number = next(times for times in range(1, 12_000) if after(first, text, LONDON, times) == found)
    assert found > now
    assert number == 1 or after(first, text, LONDON, number - 1) <= now
