"""Opening hours, by the house's own zone."""

from datetime import UTC, datetime

import pytest

from store.hours import after_minutes, is_open, next_opening, when_there
from store.house import HouseSettings

HOURS = HouseSettings().desk_hours  # Monday to Friday, 9:00 to 17:30
LONDON = "Europe/London"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "there"),
    [
        ("2026-11-20T08:59", False),
        ("2026-11-20T09:00", True),
        ("2026-11-20T17:29", True),
        ("2026-11-20T17:30", False),
        ("2026-11-21T12:00", False),
        ("2026-07-01T08:00", True),
    ],
)
def test_open_between_its_hours(now: str, there: bool) -> None:
    """It is open from the first minute to before the last, in summer by summer time."""
    assert is_open(HOURS, LONDON, at(now)) is there


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-20T10:00", "2026-11-20T10:00"),
        ("2026-11-20T18:00", "2026-11-23T09:00"),
        ("2026-11-21T22:00", "2026-11-23T09:00"),
        ("2026-11-23T03:00", "2026-11-23T09:00"),
    ],
)
def test_the_next_opening(now: str, opens: str) -> None:
    """While open it is now; else the next day that has hours."""
    assert next_opening(HOURS, LONDON, at(now)) == at(opens)


def test_a_house_without_hours_never_opens() -> None:
    """Without hours nobody is promised; minutes run by the clock."""
    now = at("2026-11-20T10:00")
    assert next_opening((), LONDON, now) is None
    assert after_minutes((), LONDON, now, 60) == at("2026-11-20T11:00")


def test_minutes_run_only_while_it_is_open() -> None:
    """An hour from Friday 17:00 ends on Monday at 9:30."""
    assert after_minutes(HOURS, LONDON, at("2026-11-20T17:00"), 60) == at("2026-11-23T09:30")


@pytest.mark.parametrize(
    ("wished", "due"),
    [
        ("2026-11-24T14:00", "2026-11-24T14:00"),
        ("2026-11-24T17:30", "2026-11-24T17:30"),
        ("2026-11-24T18:00", "2026-11-25T09:30"),
        ("2026-11-22T03:00", "2026-11-23T09:30"),
    ],
)
def test_nothing_is_promised_for_when_nobody_is_there(wished: str, due: str) -> None:
    """A time that was wished for holds while somebody is there, up to closing; else it is soon after the opening."""
    assert when_there(HOURS, LONDON, at(wished), 30) == at(due)
