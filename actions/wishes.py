"""What customers wish of being written to, read from one message: when to remind, how often, by which way."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions.said import Said
from store.reminders import after, interval

MORNING = time(10)  # when a day was named and no hour

_UNITS = {
    "day": (1, "D"), "week": (1, "W"), "fortnight": (2, "W"), "month": (1, "M"), "quarter": (3, "M"), "year": (1, "Y"),
}  # fmt: skip
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "other": 2, "second": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_OFTEN = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M", "yearly": "P1Y", "annual": "P1Y"}
_EVERY = re.compile(rf"\b(?:every|each)\b|\b(?:{'|'.join(_OFTEN)})\b", re.I)
_COUNTED = rf"(?:{'|'.join(_NUMBERS)}|[1-9]\d{{0,2}})"
_LENGTH = re.compile(
    rf"\b(?:(?:every|each)\s+(?:(?P<every>{_COUNTED})\s+)?|in\s+(?P<after>{_COUNTED})\s+)"
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
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_LEADS = re.compile(
    r"^(?:[\s,.:;!]|(?:please|can you|could you|will you|would you|i'd like|i would like|i want|set|give me|drop me|"
    r"send me|let me know|don't let me forget|remind me|remind|tell me(?: again)?|ping me|nudge me|nudge|poke me|"
    r"message me|a message|daily|weekly|monthly|quarterly|yearly|annual|a reminder|reminder|"
    r"erinner\w*(?: sie)? mich|recu[eé]rd\w+(?: me)?|avís\w+me|bitte|por favor|daran|dass|an|de|que|"
    r"an?|about|of|for|that|to|so)\b)+",
    re.I,
)
_TRAILS = re.compile(r"(?:[\s,.:;!]|\b(?:please|pls|reminder|reminders|ok|thanks|on|at|in|every|each|by)\b)+$", re.I)
_NO = re.compile(r"\b(?:no|not|never|don'?t|dont|do not|without|stop|rather than|instead of)\b[^.,;]*$", re.I)
_SIDE = re.compile(r"\b(after|past|from|before|until|till?|by)\s*$", re.I)
_BETWEEN = re.compile(r"\bbetween\b|\d\s*(?:-|–|to|til|till|until)\s*\d", re.I)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PARTS = {"morning": ("09:00", "12:00"), "afternoon": ("12:00", "17:00"), "evening": ("17:00", "20:00")}
_PART = re.compile(rf"\b({'|'.join(_PARTS)})s?\b", re.I)
_DAY = re.compile(r"\b(weekdays?|weekends?|working days|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b", re.I)
_COUNTS = {"once": 1, "one": 1, "a single": 1, "twice": 2, "two": 2, "three": 3, "four": 4}
_COUNT = re.compile(
    r"\b(once|twice|one|a single|two|three|four|\d{1,2})\b"
    r"(?:\s+(?:times?|messages?|mails?|emails?|letters?|newsletters?|offers?))?"
    r"\s+(?:an?|per|every|each|in (?:a|the))\s+(day|week|month|year)\b",
    re.I,
)
_SPACED = re.compile(r"\b(?:every|once in)\b", re.I)
_WAYS = {
    "text": "twilio", "texts": "twilio", "sms": "twilio", "txt": "twilio", "text message": "twilio",
    "facebook": "messenger", "messenger": "messenger", "whatsap": "whatsapp", "whatsapp": "whatsapp",
    "telegram": "telegram", "slack": "slack", "chat": "web", "web": "web", "app": "web", "here": "web",
}  # fmt: skip
_BY_WAY = re.compile(rf"\b(?:on|by|via|through|over|using) (?:the )?({'|'.join(_WAYS)})\b", re.I)


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


def too_often(text: str) -> bool:
    """Whether it is to come back more than once a day: "every 5 minutes", "every 0 days", "hourly".

    >>> too_often("every 5 minutes to breathe"), too_often("every 0 days"), too_often("every 2 days")
    (True, True, False)
    """
    return bool(_TOO_OFTEN.search(text))


def remind_of(said: Said) -> str:
    """What to remind of, in the customer's own words, without the when and the asking; may be empty."""
    text = said.text
    for entity in sorted(said.entities, key=lambda one: one.get("start") or 0, reverse=True):
        if entity["entity"] in ("date", "time", "duration") and entity.get("end"):
            before = re.sub(r"\b(?:in|on|at|every|each|by|this|next|from)\s*$", "", text[: entity["start"]], flags=re.I)
            text = before + text[entity["end"] :]
    if _EVERY.search(text) or not said.value("date"):
        text = _LENGTH.sub("", text, count=1)
    return " ".join(_TRAILS.sub("", _LEADS.sub("", _TOO_OFTEN.sub("", text))).split())


def contact_terms(said: Said) -> dict[str, Any]:
    """How, when and how often, as a consent's terms have it; empty where the message says none of it."""
    wishes: dict[str, Any] = {}
    channels = _channels(said)
    if channels:
        wishes["channels"] = channels
    wishes |= _hours(said)
    wishes |= _weekdays(said.text)
    at_most = _at_most(said)
    if at_most:
        wishes["at_most"] = at_most
    return wishes


def named_club(text: str, entities: Sequence[str], clubs: Sequence[str]) -> str | None:
    """The house's club that the words name, by its stem: "bakers" name "baking"."""
    words = {_stem(word) for entity in (*entities, text) for word in re.findall(r"[a-z]+", entity.lower())}
    return next((club for club in clubs if _stem(club.lower()) in words), None)


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ers?|s)$", "", word) if len(word) > 4 else word


def _every(said: Said) -> str | None:
    if not _EVERY.search(said.text):
        return None
    often = next((_OFTEN[word] for word in _OFTEN if re.search(rf"\b{word}\b", said.text, re.I)), None)
    length = _length(said)
    if often or length:
        return often or length
    return "P1W" if said.value("date") else None


def only_how_long(text: str) -> bool:
    """Whether it says nothing but when, or how often, by a length of time.

    >>> only_how_long("every two weeks."), only_how_long("in 3 days"), only_how_long("at most every two weeks")
    (True, True, False)
    """
    return bool(_LENGTH.fullmatch(text.strip(" .,!")))


def _length(said: Said) -> str | None:
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
    return f"P{(_NUMBERS.get(count) or int(count)) * size}{letter}"


def _first(said: Said, every: str | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    today = now.astimezone(zone).date()
    hour, day = _hour(said), _day(said, today) or _weekday_named(said, today)
    if day is not None:
        return datetime.combine(day, hour or MORNING, zone).astimezone(UTC)
    length = every or _length(said)
    if length is not None:
        then = after(now, length, zone).astimezone(zone)
        return datetime.combine(then.date(), hour or MORNING, zone).astimezone(UTC)
    soon = _HOURS.fullmatch(str(said.value("duration") or ""))
    if soon and any(soon.groups()):
        return now + timedelta(hours=int(soon[1] or 0), minutes=int(soon[2] or 0))
    return _today_or_tomorrow(hour, now, zone) if hour else None


def _today_or_tomorrow(hour: time, now: datetime, zone: ZoneInfo) -> datetime:
    today = datetime.combine(now.astimezone(zone).date(), hour, zone)
    return (today if today > now else today + timedelta(days=1)).astimezone(UTC)


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
    named = _weekdays(said.text).get("weekdays", ())
    if len(named) != 1 or _EVERY.search(said.text):
        return None
    return today + timedelta((named[0] - today.isoweekday() - 1) % 7 + 1)


def _hour(said: Said) -> time | None:
    found = _CLOCK.search(str(said.value("time") or ""))
    return time.fromisoformat(found[0]) if found else None


def ways_in(text: str) -> frozenset[str]:
    """The channels that a sentence names, by our own names for them."""
    return frozenset(_WAYS[word] for word in re.findall(r"\w+", text.lower()) if word in _WAYS)


def _channels(said: Said) -> list[str]:
    named = [e for e in said.entities if e["entity"] == "channel" and not _denied(said.text, e)]
    words = [str(e.get("value") or "").lower() for e in named] or _ways_by_words(said.text)
    return sorted({_WAYS.get(word, _WAYS.get(word.removesuffix("s"), word)) for word in words if word})


def _ways_by_words(text: str) -> list[str]:
    return [found[1].lower() for found in _BY_WAY.finditer(text) if not _NO.search(text[: found.start()])]


def _hours(said: Said) -> dict[str, str]:
    times = [e for e in said.entities if e["entity"] == "time" and _CLOCK.search(str(e.get("value")))]
    plain = [str(e["value"]) for e in times if "/" not in str(e["value"])]
    if len(plain) >= 2 and _BETWEEN.search(said.text):
        return {"not_before": plain[0], "not_after": plain[1]}
    wishes: dict[str, str] = {}
    for one in times:
        wishes |= _span(str(one["value"]), _denied(said.text, one), _side(said.text, one))
    return wishes or _part_of_day(said.text)


def _part_of_day(text: str) -> dict[str, str]:
    """The hours of "weekday mornings", where one part of the day is wished for."""
    wanted = {part[1].lower() for part in _PART.finditer(text) if not _NO.search(text[: part.start()])}
    if len(wanted) != 1:
        return {}
    not_before, not_after = _PARTS[wanted.pop()]
    return {"not_before": not_before, "not_after": not_after}


def _span(value: str, denied: bool, side: str) -> dict[str, str]:  # noqa: FBT001 - what was read, not a switch
    begins, slash, ends = value.partition("/")
    if not slash:
        later = side in ("after", "past", "from")
        begins, ends = (value, "..") if later else ("..", value)
        if not side:
            return {}
    if not denied:
        return {name: at for name, at in (("not_before", begins), ("not_after", ends)) if at != ".."}
    if ends == ".." or (begins != ".." and begins >= "17:00"):
        return {"not_after": begins}
    return {"not_before": ends}


def _side(text: str, entity: Mapping[str, Any]) -> str:
    found = _SIDE.search(text[: entity.get("start") or 0])
    return found[1].lower() if found else ""


def _weekdays(text: str) -> dict[str, Any]:
    """The days wished for; or `not_weekdays`, where only days are named that they don't want."""
    wanted: set[int] = set()
    unwanted: set[int] = set()
    for found in _DAY.finditer(text):
        (unwanted if _NO.search(text[: found.start()]) else wanted).update(_days(found[1].lower()))
    if wanted - unwanted:
        return {"weekdays": sorted(wanted - unwanted)}
    return {"not_weekdays": sorted(unwanted)} if unwanted else {}


def _days(name: str) -> set[int]:
    if name in ("weekday", "weekdays", "working days"):
        return {1, 2, 3, 4, 5}
    if name.startswith("weekend"):
        return {6, 7}
    return {_DAYS.index(name.removesuffix("s")) + 1}


def _at_most(said: Said) -> dict[str, Any] | None:
    found = _COUNT.search(said.text)
    if found:
        count = _COUNTS.get(found[1].lower()) or int(found[1])
        return {"count": count, "per": found[2].lower()}
    length = _length(said) if _SPACED.search(said.text) else None
    months, days = (interval(length) if length else None) or (0, 0)
    apart = months * 30 + days
    return {"count": max(1, 365 // apart), "per": "year"} if apart > 30 else _in_span(apart)


def _in_span(apart: int) -> dict[str, Any] | None:
    spans = {1: "day", 7: "week", 30: "month"}
    fitting = [name for days, name in spans.items() if 0 < apart <= days]
    return {"count": 1, "per": fitting[0]} if fitting else None


def _denied(text: str, entity: Mapping[str, Any]) -> bool:
    return bool(_NO.search(text[: entity.get("start") or 0]))
