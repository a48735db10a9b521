"""When somebody is to be rung: by an hour, or within hours at which our people are there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions.said import Said
from actions.when import CLOCK, COUNTED, named_day, open_hour, remind_when
from store.hours import is_open, next_opening
from store.house import OpeningHours

_BEFORE = re.compile(r"\b(?:before|until|till|by|up to)\s*$", re.I)
_AFTER = re.compile(r"\b(?:after|past|from|not before)\s*$", re.I)
# "Afternoon, after two": the hour says more than the part of the day.
_HOURS = "|".join(word for word in COUNTED if word not in ("a", "an", "other", "second"))
_SINCE = re.compile(
    rf"\b(?:after|not before) ({_HOURS}|\d{{1,2}})(?: ?o['’]?clock| ?pm)?(?![:.]?\d|\w| ?am\b| (?:\w+ )?"
    r"(?:days?|weeks?|months?|hours?|minutes?|mins?|years?|times?|calls?|rings?|tries)\b)",
    re.I,
)
_FROM = re.compile(r"\bfrom\s*$", re.I)  # "from the afternoon" begins with it
_STEP = timedelta(minutes=15)
_MOMENT = timedelta(seconds=1)
_WEEK = 7
_FARTHEST = timedelta(days=60)  # a day without its year that is further off is one gone by: "25 oct, in November"
# Parts of a day that were not read as hours: "afternoons are best", "tomorrow morning".
PARTS_OF_DAY = {
    "morning": "09:00/12:00", "afternoon": "12:00/17:00", "evening": "17:00/21:00", "lunchtime": "12:00/14:00",
}  # fmt: skip
_DAY = re.compile(r"\b(?:today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.I)
_PART = re.compile(rf"(?<!\bgood )\b({'|'.join(PARTS_OF_DAY)})s?\b", re.I)


@dataclass(frozen=True, slots=True)
class Wish:
    """When it was wished for: by an hour, or since one and perhaps until another, within so many days."""

    at: datetime
    since: datetime | None = None
    until: datetime | None = None
    days: int = 1


@dataclass(frozen=True, slots=True)
class Window:
    """Between when and when somebody rings."""

    opens: datetime
    closes: datetime


def wish_in(said: Said, now: datetime, zone: ZoneInfo) -> Wish | None:
    """What a message wishes; None where it names no time that lies ahead."""
    said = _of_the_call(said, now.astimezone(zone).date())
    due = remind_when(said, now, zone)
    if due is None:
        return None
    begins, _, ends = _hours(said).partition("/")
    if not (ends and CLOCK.fullmatch(begins)):
        return Wish(due.at)
    day = due.at.astimezone(zone).date()
    since = datetime.combine(day, time.fromisoformat(begins), zone)
    until = datetime.combine(day, time.fromisoformat(ends), zone) if CLOCK.fullmatch(ends) else None
    return Wish(due.at, since, until, 1 if said.value("date") else _WEEK)


def names_part_of_day(text: str) -> bool:
    """Whether it names a morning, an afternoon or an evening."""
    return bool(_PART.search(text))


def names_day(text: str) -> bool:
    """Whether it names a day of the week, today or tomorrow."""
    return bool(_DAY.search(text))


def names_hours(text: str) -> bool:
    """Whether it names an hour after which to ring, or a part of the day.

    >>> names_hours("after two o'clock please"), names_hours("after two weeks")
    (True, False)
    """
    return bool(_SINCE.search(text) or _PART.search(text))


def day_wished(said: Said, now: datetime, zone: ZoneInfo) -> date | None:
    """The day on which it was wished for, today included; None where none is named."""
    today = now.astimezone(zone).date()
    day = named_day(_of_the_call(said, today), today)
    return day if day is not None and day >= today else None


def _of_the_call(said: Said, today: date) -> Said:
    """The same message with the one day that is the call's, and a part of the day as its hours."""
    if since := _SINCE.search(said.text):
        said = _since(said, since)
    part = _PART.search(said.text)
    if part and not said.value("time"):
        read = {"entity": "time", "value": PARTS_OF_DAY[part[1].lower()], "start": part.start(), "end": part.end()}
        said = replace(said, entities=(*said.entities, read))
    days = [one for one in said.entities if one["entity"] == "date"]
    ahead = [one for one in days if not _is_far(one, today)]
    hour = next((one.get("start") or 0 for one in said.entities if one["entity"] == "time"), 0)
    nearest = sorted(ahead, key=lambda one: abs((one.get("start") or 0) - hour))[:1]
    others = (one for one in said.entities if one["entity"] != "date")
    return replace(said, entities=(*nearest, *others)) if len(days) != len(nearest) else said


def _since(said: Said, found: re.Match[str]) -> Said:
    hour = open_hour(COUNTED.get(found[1].lower()) or int(found[1]))
    other = [one for one in said.entities if one["entity"] != "time"]
    read = {"entity": "time", "value": hour, "start": found.start(1), "end": found.end(1)}
    return replace(said, entities=(*other, read)) if hour else said


def _is_far(read: Mapping[str, Any], today: date) -> bool:
    try:
        day = date.fromisoformat(str(read.get("value") or "").partition("/")[0])
    except ValueError:
        return False
    return abs(day - today) > _FARTHEST or day < today - timedelta(days=_WEEK)


def _hours(said: Said) -> str:
    """The hours named, an hour after "after" as one that begins them; "before lunch" ends as lunch begins."""
    told = str(said.value("time") or "")
    at = next((one.get("start") or 0 for one in said.entities if one.get("value") == told), 0)
    begins, _, ends = told.partition("/")
    if CLOCK.fullmatch(begins) and CLOCK.fullmatch(ends) and _BEFORE.search(said.text[:at]):
        return f"../{begins}"
    after = _AFTER.search(said.text[:at]) and not (ends and _FROM.search(said.text[:at]))
    return f"{ends or begins}/.." if after and CLOCK.fullmatch(ends or begins) else told


def window_of(wish: Wish, hours: Sequence[OpeningHours], zone: str, minutes: int) -> Window | None:
    """The first hours that were wished for and at which somebody is there; None where nobody ever is, then."""
    if wish.since is None:
        return None
    local, until = wish.since.astimezone(ZoneInfo(zone)), wish.until
    days = (timedelta(days=ahead) for ahead in range(wish.days))
    length = until - local if until else timedelta(minutes=minutes)
    windows = (_on(local + day, local + day + length, hours) for day in days)
    return next((one for one in windows if one), None)


def in_figures(window: Window, zone: ZoneInfo) -> str:
    """Its hours, readable in every language: 17:00–19:00."""
    return f"{window.opens.astimezone(zone):%H:%M}–{window.closes.astimezone(zone):%H:%M}"


def _on(since: datetime, until: datetime, hours: Sequence[OpeningHours]) -> Window | None:
    zone = str(since.tzinfo)
    opens = next_opening(hours, zone, since)
    if opens is None or opens >= until:
        return None
    closes = until
    while closes > opens and not is_open(hours, zone, closes - _MOMENT):
        closes -= _STEP
    return Window(opens, closes) if closes > opens else None
