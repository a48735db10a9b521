"""When the house's people are there: opening hours over aware times, in the house's own zone."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from store.house import OpeningHours

_DAYS_AHEAD = 14


def is_open(hours: Iterable[OpeningHours], zone: str, now: datetime) -> bool:
    """Whether somebody is there at this moment."""
    return any(opens <= now < closes for opens, closes in _spans(hours, zone, now, days=1))


def next_opening(hours: Iterable[OpeningHours], zone: str, now: datetime) -> datetime | None:
    """When somebody is there next: now while it is open, None where it opens not within two weeks."""
    coming = [max(opens, now) for opens, closes in _spans(hours, zone, now, _DAYS_AHEAD) if closes > now]
    return min(coming, default=None)


def after_minutes(hours: Iterable[OpeningHours], zone: str, now: datetime, minutes: int) -> datetime:
    """The moment that lies so many open minutes ahead; by the clock alone where it never opens."""
    left = timedelta(minutes=minutes)
    for opens, closes in sorted(_spans(hours, zone, now, _DAYS_AHEAD)):
        begins = max(opens, now)
        if closes - begins >= left:
            return begins + left
        left -= max(timedelta(0), closes - begins)
    return now + left


def when_there(hours: Iterable[OpeningHours], zone: str, wished: datetime, minutes: int) -> datetime:
    """The moment that was wished for where somebody is there up to it; else so many open minutes after it."""
    by_weekday = tuple(hours)
    if is_open(by_weekday, zone, wished) or is_open(by_weekday, zone, wished - timedelta(seconds=1)):
        return wished
    return after_minutes(by_weekday, zone, wished, minutes)


def _spans(
    hours: Iterable[OpeningHours], zone: str, now: datetime, days: int
) -> list[tuple[datetime, datetime]]:
    local = now.astimezone(ZoneInfo(zone))
    by_weekday = tuple(hours)
    coming = [local.date() + timedelta(days=ahead) for ahead in range(days)]
    return [
        (_at(day, span.opens, zone), _at(day, span.closes, zone))
        for day in coming
        for span in by_weekday
        if span.weekday == day.isoweekday()
    ]


def _at(day: date, clock: str, zone: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone))
