"""When a reminder comes again: whole days, weeks, months and years by the customer's own calendar."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_DURATION = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?")


def interval(text: str) -> tuple[int, int] | None:
    """Months and days of an ISO 8601 duration of whole days or more; None for anything else, or nothing."""
    found = _DURATION.fullmatch(text)
    if not found:
        return None
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    whole = (years * 12 + months, weeks * 7 + days)
    return whole if any(whole) else None


def after(start: datetime, text: str, zone: ZoneInfo, times: int = 1) -> datetime:
    """The time `times` intervals after the start, at the same time of day on the wall.

    Counted from the start each time, so that the 31st, or 29 February, comes back where a month has it.
    Raises ValueError for an interval that is none.
    """
    whole = interval(text)
    if whole is None:
        raise ValueError("This is no interval of whole days.")
    months, days = whole
    local = start.astimezone(zone)
    day = _months_after(local.date(), months * times) + timedelta(days=days * times)
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


def next_time(first: datetime, text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The first of its times that lies after now: what was missed meanwhile does not come in a heap.

    Raises ValueError for an interval that is none.
    """
    months, days = interval(text) or (0, 0)
    longest = timedelta(days=months * 31 + days)
    times = 1
    while (at := after(first, text, zone, times)) <= now:
        times += max(1, int((now - at) / longest))
    return at


def _months_after(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
