"""When, and how often, something is to come: a day, an hour, a length of time, read from one message."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions.often import length_abroad, too_often_abroad, without_length_abroad
from actions.said import Said
from store import Reminder
from store.reminders import after, interval

MORNING = time(10)  # when a day was named and no hour
LAST_AFTERNOON_HOUR = 8

_UNITS = {
    "day": (1, "D"), "week": (1, "W"), "fortnight": (2, "W"), "month": (1, "M"), "quarter": (3, "M"), "year": (1, "Y"),
}  # fmt: skip
COUNTED = {
    "a": 1, "an": 1, "one": 1, "other": 2, "second": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_OFTEN = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M", "yearly": "P1Y", "annual": "P1Y"}
_EVERY = re.compile(rf"\b(?:every|each)\b|\b(?:{'|'.join(_OFTEN)})\b", re.I)
_COUNT_WORDS = rf"(?:{'|'.join(COUNTED)}|[1-9]\d{{0,2}})"
_LENGTH = re.compile(
    rf"\b(?:(?:every|each)\s+(?:(?P<every>{_COUNT_WORDS})\s+)?|in\s+(?P<after>{_COUNT_WORDS})\s+)"
    rf"(?P<unit>{'|'.join(_UNITS)})s?\b(?:['’]?s?\s+time\b)?",
    re.I,
)
_TOO_OFTEN = re.compile(
    r"\b(?:(?:every|each)\s+(?:(?:other|half(?: an?)?|few|couple of|[\d.]+|an?|two|three|four|five|six|ten|fifteen|"
    r"twenty|thirty)\s+)?(?:seconds?|minutes?|mins?|hours?|hrs?)|every\s+0\s*(?:day|week|month|year)s?|hourly|"
    r"(?:twice|(?:[2-9]|\d\d+|two|three|four|five|ten|several|many) times) (?:an?|per|every) (?:day|hour|minute))\b",
    re.I,
)
_HOURS = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?")
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_BEFORE_A_DAY = re.compile(r"\b(?:in|on|at|every|each|by|this|next|from|before)(?: the)?\s*$", re.I)
_WAS_THAT_DAY = re.compile(r"(?:['’]s|\bis)\s+(?=[,.;]|$)", re.I)  # "her birthday's", where the day was taken out
_COMMAS = re.compile(r"(?:\s*,)+ ")
# A day of each month, where no weekday is meant: "every month on the first".
_ON_THE_NTH = re.compile(
    r"\b(?:on )?the (first|\d{1,2}(?:st|nd|rd|th))\b(?! \w+day)(?: day)?(?: of (?:the|each|every) month)?\b", re.I
)
_TOMORROW = re.compile(r"\b(?:tomorrow|tmrw)['’]?s?\b", re.I)
_ASKED = re.compile(
    r"\b(?:(?:and|so|please|pls|plz|(?:can|could|will|would) (?:you|u|ya))\s+)*remind (?:me|us)\b(?!\W*$)"
    r"(?:\s+(?:to|about|of|that)\b)?|"
    r"\b(?:please|pls|plz)\b",
    re.I,
)
_LEADS = re.compile(
    r"^(?:[\s,.:;!]|(?:please|(?:can|could|will|would) (?:you|u|ya)|i'd like|i would like|i want|give me|drop me|"
    r"send me|let me know|don't let me forget|remind me|remind|tell me(?: again)?|ping me|nudge me|nudge|poke me|"
    r"message me|a message|daily|weekly|monthly|quarterly|yearly|annual|a reminder|reminder|and|"
    r"erinner\w*(?: sie)? mich|recu[eé]rd\w+(?: me)?|avís\w+me|bitte|por favor|daran|dass|de|que|"
    r"(?:set|put|make|create|add)(?: up)?(?: me)?(?= (?:an?|another|my) (?:\w+ )?reminder)|"
    r"a|about|of|for|that|to|so)\b)+",
    re.I,
)
_TRAILS = re.compile(
    r"(?:[\s,.:;!]|\b(?:(?:can|could|will|would) (?:you|u|ya)|remind(?: (?:me|us))?|please|pls|reminder|reminders|ok|"
    r"thanks|and|so|on|at|in|every|each|by)\b)+$",
    re.I,
)
NO = re.compile(
    r"\b(?:no|not|never|nothing(?! but\b| except\b| other\b)|don'?t|dont|do not|without|stop|rather than|"
    r"instead of)\b[^.,;]*$",
    re.I,
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(r"\b(weekdays?|weekends?|working days|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b", re.I)


@dataclass(frozen=True, slots=True)
class Due:
    """When to remind first, and how often it comes back (an ISO 8601 duration, or None)."""

    at: datetime
    every: str | None = None


def remind_when(said: Said, now: datetime, zone: ZoneInfo) -> Due | None:
    """The time that the message names; None where it names none that lies ahead."""
    every = _every(said)
    first = _first(said, every, now, zone)
    return Due(first, every) if first is not None and first > now else None


def remind_anew(said: Said, before: Reminder, now: datetime, zone: ZoneInfo) -> Due | None:
    """The time as it becomes when a message changes it: what it doesn't name stays, the day, the hour, how often."""
    was = before.next_at.astimezone(zone)
    every, hour = _every(said), _hour(said)
    if hour and not every and named_day(said, was.date()) is None and length_of(said) is None:
        first: datetime | None = datetime.combine(was.date(), hour, zone).astimezone(UTC)
    else:
        first = _first(said, every, now, zone, usual=was.time())
    return Due(first, every or before.every) if first is not None and first > now else None


def too_often(text: str) -> bool:
    """Whether it is to come back more than once a day: "every 5 minutes", "every 0 days", "hourly".

    >>> too_often("every 5 minutes to breathe"), too_often("every 0 days"), too_often("every 2 days")
    (True, True, False)
    """
    return bool(_TOO_OFTEN.search(text)) or too_often_abroad(text)


def remind_of(said: Said) -> str:
    """What to remind of, in the customer's own words, without the when and the asking; may be empty."""
    text = said.text
    for entity in sorted(said.entities, key=lambda one: one.get("start") or 0, reverse=True):
        if entity["entity"] in ("date", "time", "duration") and entity.get("end"):
            text = _BEFORE_A_DAY.sub("", text[: entity["start"]]) + text[entity["end"] :]
    text = _WAS_THAT_DAY.sub("", text)
    text = _ON_THE_NTH.sub("", text) if _is_monthly(_every(said)) else text
    if _EVERY.search(text) or not said.value("date"):
        text = without_length_abroad(_LENGTH.sub("", text, count=1))
    asked = _ASKED.sub(",", _TOO_OFTEN.sub("", text))
    return _COMMAS.sub(", ", " ".join(_TRAILS.sub("", _LEADS.sub("", asked)).split()))


def _every(said: Said) -> str | None:
    if (abroad := length_abroad(said.text)) is not None:
        return abroad
    if not _EVERY.search(said.text):
        return None
    often = next((_OFTEN[word] for word in _OFTEN if re.search(rf"\b{word}\b", said.text, re.I)), None)
    length = length_of(said)
    if often or length:
        return often or length
    return "P1W" if said.value("date") else None


def only_how_long(text: str) -> bool:
    """Whether it says nothing but when, or how often, by a length of time.

    >>> only_how_long("every two weeks."), only_how_long("in 3 days"), only_how_long("at most every two weeks")
    (True, True, False)
    """
    alone = text.strip(" .,!")
    return bool(_LENGTH.fullmatch(alone)) or (length_abroad(alone) is not None and not without_length_abroad(alone))


def says_how_long(text: str) -> bool:
    """Whether a length of time is named in it, or how often."""
    return bool(_LENGTH.search(text)) or length_abroad(text) is not None


def length_of(said: Said) -> str | None:
    """The length of time named, as the pipeline found it or else by its words."""
    value = str(said.value("duration") or "").lower()
    unit = _UNITS.get(value.removesuffix("s"))
    text = f"P{unit[0]}{unit[1]}" if unit else value.upper()
    return text if interval(text) else _length_in(said.text)


def _length_in(text: str) -> str | None:
    found = _LENGTH.search(text)
    if found is None:
        return None
    count, (size, letter) = (found["every"] or found["after"] or "one").lower(), _UNITS[found["unit"].lower()]
    return f"P{(COUNTED.get(count) or int(count)) * size}{letter}"


def _first(
    said: Said, every: str | None, now: datetime, zone: ZoneInfo, usual: time = MORNING
) -> datetime | None:
    hour, day = _hour(said), named_day(said, now.astimezone(zone).date())
    if day is not None:
        return datetime.combine(day, hour or usual, zone).astimezone(UTC)
    if _is_monthly(every) and (nth := _ON_THE_NTH.search(said.text)):
        return _next_nth(nth[1], hour or usual, now, zone)
    length = every or length_of(said)
    if length is not None:
        then = after(now, length, zone).astimezone(zone)
        return datetime.combine(then.date(), hour or usual, zone).astimezone(UTC)
    soon = _HOURS.fullmatch(str(said.value("duration") or ""))
    if soon and any(soon.groups()):
        return now + timedelta(hours=int(soon[1] or 0), minutes=int(soon[2] or 0))
    return _today_or_tomorrow(hour, now, zone) if hour else None


def _is_monthly(every: str | None) -> bool:
    return (every or "").endswith("M")


def _next_nth(nth: str, hour: time, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next such day of a month ahead; None for a day that no month has."""
    day = 1 if nth.lower() == "first" else int(nth[:-2])
    days = (now.astimezone(zone).date() + timedelta(days=ahead) for ahead in range(62))
    times = (datetime.combine(one, hour, zone).astimezone(UTC) for one in days if one.day == day)
    return next((at for at in times if at > now), None)


def open_hour(hour: int) -> str | None:
    """An hour by its bare number, as shops are open: 6 is in the afternoon.

    >>> open_hour(6), open_hour(10), open_hour(24)
    ('18:00', '10:00', None)
    """
    return f"{hour + 12 if hour <= LAST_AFTERNOON_HOUR else hour:02}:00" if hour <= 23 else None


def _today_or_tomorrow(hour: time, now: datetime, zone: ZoneInfo) -> datetime:
    today = datetime.combine(now.astimezone(zone).date(), hour, zone)
    return (today if today > now else today + timedelta(days=1)).astimezone(UTC)


def named_day(said: Said, today: date) -> date | None:
    """The one day that the message names, by its date, its weekday or as tomorrow."""
    return _day(said, today) or _weekday_named(said, today) or _tomorrow(said.text, today)


def _tomorrow(text: str, today: date) -> date | None:
    return today + timedelta(days=1) if _TOMORROW.search(text) else None


def _day(said: Said, today: date) -> date | None:
    """The day named; of a span that has begun already, tomorrow."""
    begins, _, ends = str(said.value("date") or "").partition("/")
    try:
        first, last = date.fromisoformat(begins), date.fromisoformat(ends or begins)
    except ValueError:
        return None
    return today + timedelta(days=1) if first <= today < last else first


def _weekday_named(said: Said, today: date) -> date | None:
    """The first such day after today, where the words name one weekday that was not read as a date."""
    named = weekdays_in(said.text).get("weekdays", ())
    if len(named) != 1 or _EVERY.search(said.text):
        return None
    return today + timedelta((named[0] - today.isoweekday() - 1) % 7 + 1)


def _hour(said: Said) -> time | None:
    found = CLOCK.search(str(said.value("time") or ""))
    return time.fromisoformat(found[0]) if found else None


def weekdays_in(text: str) -> dict[str, Any]:
    """The days wished for; or `not_weekdays`, where only days are named that they don't want."""
    wanted: set[int] = set()
    unwanted: set[int] = set()
    for found in _DAY.finditer(text):
        (unwanted if NO.search(text[: found.start()]) else wanted).update(_days(found[1].lower()))
    if wanted - unwanted:
        return {"weekdays": sorted(wanted - unwanted)}
    return {"not_weekdays": sorted(unwanted)} if unwanted else {}


def _days(name: str) -> set[int]:
    if name in ("weekday", "weekdays", "working days"):
        return {1, 2, 3, 4, 5}
    if name.startswith("weekend"):
        return {6, 7}
    return {_DAYS.index(name.removesuffix("s")) + 1}
