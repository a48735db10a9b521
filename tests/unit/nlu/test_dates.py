from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.dates import resolve_date

LONDON = ZoneInfo("Europe/London")
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-11-18"), ("tonight", "2026-11-18"), ("tomorrow", "2026-11-19"),
        ("2moro", "2026-11-19"), ("the day after tomorrow", "2026-11-20"), ("yesterday", "2026-11-17"),
        ("the day before yesterday", "2026-11-16"), ("Friday", "2026-11-20"), ("fri", "2026-11-20"),
        ("on Friday", "2026-11-20"), ("this Friday", "2026-11-20"), ("next Friday", "2026-11-27"),
        ("Friday next week", "2026-11-27"), ("next week Tuesday", "2026-11-24"),
        ("Friday week", "2026-11-27"), ("a week on Friday", "2026-11-27"), ("a week today", "2026-11-25"),
        ("two weeks on Friday", "2026-12-04"), ("tomorrow week", "2026-11-26"),
        ("coming Monday", "2026-11-23"), ("Wednesday", "2026-11-25"), ("this Wednesday", "2026-11-18"),
        ("Friday after next", "2026-11-27"), ("last Friday", "2026-11-13"), ("since Monday", "2026-11-16"),
        ("Thurs", "2026-11-19"), ("Tues", "2026-11-24"), ("in two weeks", "2026-12-02"),
        ("in 3 days", "2026-11-21"), ("in a fortnight", "2026-12-02"), ("two weeks from now", "2026-12-02"),
        ("in a month", "2026-12-18"), ("three days ago", "2026-11-15"), ("a week ago", "2026-11-11"),
        ("2 weeks back", "2026-11-04"), ("in a couple of weeks", "2026-12-02"),
        ("in ten days' time", "2026-11-28"), ("six weeks later", "2026-12-30"), ("in a year", "2027-11-18"),
        ("the 3rd", "2026-12-03"), ("the 18th", "2026-11-18"), ("the 31st", "2026-12-31"),
        ("the twenty-first", "2026-11-21"), ("3rd of May", "2027-05-03"), ("May 3", "2027-05-03"),
        ("3 May 2028", "2028-05-03"), ("24 Dec", "2026-12-24"), ("December 24th", "2026-12-24"),
        ("Dec. 24th, 2027", "2027-12-24"), ("the second of January", "2027-01-02"),
        ("Friday the 20th", "2026-11-20"), ("Sat 5th", "2026-12-05"), ("Saturday 28 November", "2026-11-28"),
        ("Friday 4th December", "2026-12-04"), ("3/12", "2026-12-03"), ("03/12/2026", "2026-12-03"),
        ("24.12.", "2026-12-24"), ("24.12.26", "2026-12-24"), ("2026-12-24", "2026-12-24"),
        ("24-12-2026", "2026-12-24"), ("12/24", "2026-12-24"), ("the 5th of next month", "2026-12-05"),
        ("Christmas Eve", "2026-12-24"), ("boxing day", "2026-12-26"), ("new year's eve", "2026-12-31"),
        ("New Year’s Day", "2027-01-01"), ("valentines", "2027-02-14"), ("Easter Monday", "2027-03-29"),
        ("Easter", "2027-03-28"), ("end of the month", "2026-11-30"), ("end of next month", "2026-12-31"),
        ("end of the week", "2026-11-20"), ("29 February", "2028-02-29"), ("tomorrow evening", "2026-11-19"),
        ("by Friday", "2026-11-20"), ("Mondays", "2026-11-23"), ("1st sept", "2027-09-01"),
        ("1 sep", "2027-09-01"), ("21st of march", "2027-03-21"),
    ],
)  # fmt: skip
def test_a_day_is_understood(said: str, day: str) -> None:
    """A day is read from Wednesday, 18 November 2026, as a British customer means it."""
    assert resolve_date(said, WEDNESDAY) == day


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("this week", "2026-11-18/2026-11-22"), ("next week", "2026-11-23/2026-11-29"),
        ("last week", "2026-11-09/2026-11-15"), ("this weekend", "2026-11-21/2026-11-22"),
        ("next weekend", "2026-11-28/2026-11-29"), ("the weekend", "2026-11-21/2026-11-22"),
        ("at the weekend", "2026-11-21/2026-11-22"), ("next month", "2026-12-01/2026-12-31"),
        ("this month", "2026-11-01/2026-11-30"), ("next year", "2027-01-01/2027-12-31"),
        ("March", "2027-03-01/2027-03-31"), ("in December", "2026-12-01/2026-12-31"),
        ("March 2028", "2028-03-01/2028-03-31"), ("mid-December", "2026-12-11/2026-12-20"),
        ("early January", "2027-01-01/2027-01-10"), ("late Feb", "2027-02-21/2027-02-28"),
    ],
)  # fmt: skip
def test_a_span_of_days_is_understood(said: str, span: str) -> None:
    """Weeks, weekends and months are spans, and no day is guessed within them."""
    assert resolve_date(said, WEDNESDAY) == span


@pytest.mark.parametrize(
    "said", ["", "soon", "the 31st of June", "99/99", "32nd", "whenever", "half seven", "£3", "👍"]
)
def test_what_is_no_day_is_none(said: str) -> None:
    """Impossible days and other words name none."""
    assert resolve_date(said, WEDNESDAY) is None


def test_today_is_the_day_on_the_wall() -> None:
    """At half past midnight in London in summer it is still yesterday in UTC, and today is London's day."""
    instant = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert resolve_date("today", instant.astimezone(LONDON)) == "2026-07-01"


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever is typed gives an ISO 8601 day, a span, or nothing."""
    day = resolve_date(text, WEDNESDAY)
    assert day is None or len(day) in (10, 21)
