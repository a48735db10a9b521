"""So long before something: "the day before", "two days before my table", "an hour before"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions.said import Said
from actions.when import CLOCK, COUNTED, MORNING, Due
from store import Reminder

_UNITS = {
    "minute": timedelta(minutes=1), "min": timedelta(minutes=1), "hour": timedelta(hours=1), "hr": timedelta(hours=1),
    "day": timedelta(days=1), "night": timedelta(days=1), "evening": timedelta(days=1), "week": timedelta(weeks=1),
    "fortnight": timedelta(weeks=2),
}  # fmt: skip
_BEFORE = re.compile(
    rf"\b(?:on )?(?P<count>the|{'|'.join(COUNTED)}|[1-9]\d?)\s+(?P<unit>{'|'.join(_UNITS)})s?\s+"
    r"(?:before(?:hand)?|ahead(?: of)?|prior(?: to)?|in advance(?: of)?|earlier)\b(?! yesterday)",
    re.I,
)
_WORDED = re.compile(r"\b(?:table|booking|fitting|appointment|reservation)\b", re.I)


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before something, and what the message says beside that."""

    length: timedelta
    beside: Said

    @property
    def is_of_a_booking(self) -> bool:
        """Whether what it comes before is a booking of theirs, and no day is named."""
        return bool(_WORDED.search(self.beside.text)) and _day(self.beside) is None


def lead_in(said: Said) -> Lead | None:
    """How long before something it is to be; None where the message names no such length."""
    found = _BEFORE.search(said.text)
    if found is None:
        return None
    count = found["count"].lower()
    times = 1 if count == "the" else COUNTED.get(count) or int(count)
    return Lead(times * _UNITS[found["unit"].lower()], _without(said, found))


def says_so_long_before(text: str) -> bool:
    """Whether the words name how long before something it is to be."""
    return bool(_BEFORE.search(text))


def due_before(
    lead: Lead, starts: datetime | None, now: datetime, zone: ZoneInfo, usual: time = MORNING
) -> Due | None:
    """So long before what starts then, or before the day named; None where neither is known, or it is too late for it.

    Whole days before, it comes at the hour named, else at the usual one, in the morning.
    """
    day, hour = _day(lead.beside), _hour(lead.beside)
    if starts is None and day is None:
        return None
    if lead.length < timedelta(days=1):
        begins = starts or (datetime.combine(day, hour, zone) if day and hour else None)
        at = begins.astimezone(UTC) - lead.length if begins else None
    else:
        last = day or (starts.astimezone(zone).date() if starts else now.date())
        at = datetime.combine(last - lead.length, hour or usual, zone).astimezone(UTC)
    return Due(at) if at is not None and at > now else None


def moved_before(lead: Lead, before: Reminder, now: datetime, zone: ZoneInfo) -> Due | None:
    """A reminder as it becomes when it shall come so long before, at its hour and as often; None where that is past."""
    due = due_before(lead, before.next_at, now, zone, usual=before.next_at.astimezone(zone).time())
    return replace(due, every=before.every) if due else None


def _without(said: Said, words: re.Match[str]) -> Said:
    beside = tuple(one for one in said.entities if not _overlaps(one, words))
    blank = " " * len(words[0])
    return replace(said, text=said.text[: words.start()] + blank + said.text[words.end() :], entities=beside)


def _overlaps(one: Mapping[str, Any], words: re.Match[str]) -> bool:
    return (one.get("start") or 0) < words.end() and words.start() < (one.get("end") or 0)


def _day(said: Said) -> date | None:
    for value in said.values("date"):
        try:
            return date.fromisoformat(str(value))
        except ValueError:  # "the day before", or a span
            continue
    return None


def _hour(said: Said) -> time | None:
    found = CLOCK.fullmatch(str(said.value("time") or ""))
    return time.fromisoformat(found[0]) if found else None
