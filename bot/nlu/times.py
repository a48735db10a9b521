"""Times of day as people say them when they book, as ISO 8601: a time "19:30" or a span "17:00/21:00"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.nlu.numbers import WORDS, number_in

# An hour without am or pm is one at which shops and tea rooms are open: 1 to 8 in the afternoon, 9 to 11
# in the morning.
LAST_AFTERNOON_HOUR = 8

PARTS = {
    "early morning": "07:00/09:00", "first thing": "09:00/10:00", "breakfast": "08:00/10:00",
    "late morning": "10:30/12:00", "mid morning": "10:00/11:30", "mid-morning": "10:00/11:30",
    "morning": "09:00/12:00", "early afternoon": "12:00/14:00", "late afternoon": "16:00/18:00",
    "mid afternoon": "14:00/16:00", "afternoon": "12:00/17:00", "lunchtime": "12:00/14:00",
    "lunch time": "12:00/14:00", "lunch": "12:00/14:00", "teatime": "15:00/17:00", "tea time": "15:00/17:00",
    "early evening": "17:00/19:00", "late evening": "20:00/23:00", "evening": "17:00/21:00",
    "dinner": "18:00/21:00", "supper": "18:00/21:00", "tonight": "17:00/23:00", "night": "19:00/23:00",
    "end of the day": "16:00/18:00", "end of day": "16:00/18:00", "close of business": "16:00/17:00",
    "after work": "17:00/20:00", "brunch": "10:00/13:00",
}  # fmt: skip
NAMED = {"noon": (12, 0), "midday": (12, 0), "mid-day": (12, 0), "midnight": (0, 0)}

_HOUR = r"(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_MINUTE_WORDS = "five|ten|quarter|a quarter|twenty|twenty[- ]five|half"
_HALF_OF_DAY = re.compile(r"(?<![a-z])([ap])\.?\s?m\b\.?", re.I)
_MORNING = re.compile(r"\bmorning\b|\bbreakfast\b")
_LATER = re.compile(r"\b(?:afternoon|evening|night|tonight|dinner|supper)\b")


@dataclass(frozen=True)
class Clock:
    """Hour and minute as said, and whether the hour already is one of twenty-four."""

    hour: int
    minute: int
    certain: bool = False


def _past(found: re.Match[str]) -> Clock:
    return Clock(_number(found[2]), _minutes(found[1]))


def _to(found: re.Match[str]) -> Clock:
    hour = _number(found[2])
    return Clock((hour - 1) or 12, 60 - _minutes(found[1]))


def _half(found: re.Match[str]) -> Clock:
    return Clock(_number(found[1]), 30)  # British: half seven is half past seven


def _colon(found: re.Match[str]) -> Clock:
    return Clock(
        int(found[1]), int(found[2]), int(found[1]) > 12 or len(found[1]) == 2 and found[1][0] == "0"
    )


def _digits(found: re.Match[str]) -> Clock:
    return Clock(int(found[1][:-2]), int(found[1][-2:]), int(found[1][:-2]) > 12 or found[1][0] == "0")


def _spoken_minutes(found: re.Match[str]) -> Clock:
    return Clock(_number(found[1]), _number(found[2].removeprefix("oh").strip()))


def _hour(found: re.Match[str]) -> Clock:
    hour = _number(found[1])
    return Clock(hour, 0, hour > 12)


_SPOKEN = "oh five|five|ten|fifteen|(?:twenty|thirty|forty|fifty)(?:[- ]five)?"
FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Clock]], ...] = (
    (re.compile(rf"\b({_MINUTE_WORDS}|\d{{1,2}})(?:\s+minutes?)?\s+(?:past|after)\s+{_HOUR}\b"), _past),
    (re.compile(rf"\b({_MINUTE_WORDS}|\d{{1,2}})(?:\s+minutes?)?\s+(?:to|before|til|till)\s+{_HOUR}\b"), _to),
    (re.compile(rf"\bhalf[\s-]+{_HOUR}\b"), _half),
    (re.compile(r"(?<!\d)([01]?\d|2[0-4])\s?[:.h]\s?([0-5]\d)(?!\d)"), _colon),
    (
        re.compile(r"(?<![\d£$€#])((?:[1-9]|0\d|1\d|2[0-3])[0-5]\d)(?=\s*(?:h|hrs|hours|[ap]\.?m)?\b)"),
        _digits,
    ),
    (re.compile(rf"\b{_HOUR}[\s-]+({_SPOKEN})\b"), _spoken_minutes),
    (re.compile(rf"(?<![\d£$€#.]){_HOUR}(?=\s*(?:ish|o'?\s?clock|o’clock|h\b|[ap]\.?\s?m\b|\b))"), _hour),
)

_BETWEEN = re.compile(r"(?:between|from)?\s*(.+?)\s*(?:\band\b|\bto\b|\btill?\b|\buntil\b|-|–)\s*(.+)")
_RANGE = re.compile(
    r"\d\s*(?:[ap]\.?m\.?\s*(?:-|–|to\b)|-|–)\s*\d"
)  # "5 to 7" may also be five minutes to seven
_OPEN_START = re.compile(r"\b(?:before|by|until|till?|no later than|not later than|latest)\b")
_OPEN_END = re.compile(r"\b(?:after|from|past|not before|onwards|or later|earliest)\b")


def resolve_time(text: str) -> str | None:
    """The time named, or None: "HH:MM", "HH:MM/HH:MM", "HH:MM/.." (from), "../HH:MM" (until)."""
    low = " ".join(text.lower().replace("’", "'").split())
    return _between(low) or _limited(low) or _part_of_day(low)


def _between(text: str) -> str | None:
    found = _BETWEEN.fullmatch(text)
    if not found or not (text.startswith(("between", "from")) or _RANGE.search(text)):
        return None
    last = _clock(found[2], found[2])
    first = _clock(found[1], found[1] if _says_half_of_day(found[1]) else f"{found[1]} {_half_of_day(text)}")
    if first is None or last is None:
        return None
    return f"{_written(first)}/{_written(last)}" if _minutes_of(first) < _minutes_of(last) else None


def _limited(text: str) -> str | None:
    clock = _clock(text, text)
    if clock is None:
        return None
    exact = re.search(r"\b(?:past|after|to|before|til|till)\s+\S+", text) and _exact(text)
    if not exact and _OPEN_END.search(text):
        return f"{_written(clock)}/.."
    if not exact and _OPEN_START.search(text):
        return f"../{_written(clock)}"
    return _written(clock)


def _exact(text: str) -> bool:
    """Whether "past" and "to" tell minutes, as in "ten past six", and don't limit, as in "past six"."""
    return any(form.search(text) for form, _read in FORMS[:2])


def _part_of_day(text: str) -> str | None:
    return next((span for name, span in PARTS.items() if re.search(rf"\b{name}s?\b", text)), None)


def _clock(text: str, context: str) -> Clock | None:
    for name, (hour, minute) in NAMED.items():
        if re.search(rf"\b{name}\b", text):
            return Clock(hour, minute, certain=True)
    for form, read in FORMS:
        found = form.search(text)
        if found:
            return _placed(read(found), context)
    return None


def _placed(said: Clock, context: str) -> Clock | None:
    """The clock on twenty-four hours, or None when there is no such time."""
    if said.hour > 24 or said.minute > 59:
        return None
    half = _half_of_day(context)
    if said.certain or said.hour > 12:
        return Clock(said.hour % 24, said.minute)
    if half == "am" or not half and said.hour > LAST_AFTERNOON_HOUR:
        return Clock(0 if said.hour == 12 and half == "am" else said.hour, said.minute)
    return Clock(said.hour % 12 + 12, said.minute)


def _half_of_day(text: str) -> str:
    found = _HALF_OF_DAY.search(text)
    if found:
        return f"{found[1].lower()}m"
    if _MORNING.search(text):
        return "am"
    return "pm" if _LATER.search(text) else ""


def _says_half_of_day(text: str) -> bool:
    return bool(_half_of_day(text))


def _written(clock: Clock) -> str:
    return f"{clock.hour:02}:{clock.minute:02}"


def _minutes_of(clock: Clock) -> int:
    return clock.hour * 60 + clock.minute


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else WORDS.get(word) or number_in(word) or 0


def _minutes(word: str) -> int:
    if "quarter" in word:
        return 15
    return 30 if word == "half" else _number(word)
