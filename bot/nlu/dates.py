"""Days as people say them when they book, as ISO 8601: a day "2026-12-24" or a span "2026-12-05/2026-12-06".

`now` is aware and in the house's zone: "today" is the day on the customer's wall, not in UTC. What can be
past or to come is to come ("Friday", "the 3rd", "March"), unless words look back ("last", "ago", "since").
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.nlu.day_words import DAY, DAY_OF_MONTH, MONTH, NTH, UNIT, month_of, ordinal_of, weekday_of
from bot.nlu.feasts import FEASTS, easter
from bot.nlu.numbers import NUMBER, number_in

Reading = date | tuple[date, date] | None

@dataclass(frozen=True)
class _Rule:
    """A form of words, and what it means when it is said on a given day."""

    form: re.Pattern[str]
    read: Callable[[re.Match[str], date], Reading]


def resolve_date(text: str, now: datetime) -> str | None:
    """The day or span of days that a phrase names, seen from `now`; None for none or an impossible one."""
    low = " ".join(text.lower().replace("’", "'").split())
    today = now.date()
    for rule in RULES:
        found = rule.form.search(low)
        if found:
            try:
                return _written(rule.read(found, today))
            except (ValueError, OverflowError):  # the 31st of June, the year 0, ten thousand years on
                return None
    return None


def _written(reading: Reading) -> str | None:
    if reading is None:
        return None
    if isinstance(reading, tuple):
        return f"{reading[0].isoformat()}/{reading[1].isoformat()}"
    return reading.isoformat()


def _coming(today: date, weekday: int) -> date:
    """The first such day after today."""
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _monday(today: date) -> date:
    return today - timedelta(today.weekday())


def _months_on(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _next_year_if_past(today: date, month: int, day: int) -> date:
    year = today.year if (month, day) >= (today.month, today.day) else today.year + 1
    while day == 29 and month == 2 and monthrange(year, 2)[1] < 29:
        year += 1
    return date(year, month, day)


def _step(today: date, count: int, unit: str) -> date:
    if unit.startswith("month"):
        return _months_on(today, count)
    if unit.startswith("year"):
        return _months_on(today, 12 * count)
    return today + timedelta(count * {"w": 7, "f": 14}.get(unit[0], 1))


def _iso(found: re.Match[str], _today: date) -> Reading:
    return date(int(found[1]), int(found[2]), int(found[3]))


def _numeric(found: re.Match[str], today: date) -> Reading:
    day, month = int(found[1]), int(found[2])
    if month > 12 >= day:  # 12/24: written the American way round, and only readable so
        day, month = month, day
    if not found[3]:
        return _next_year_if_past(today, month, day)
    return date(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, day)


def _day_and_month(day: str, month: str, year: str | None, today: date) -> Reading:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month_of(month), ordinal_of(day))
    return _next_year_if_past(today, month_of(month), ordinal_of(day))


def _relative_day(found: re.Match[str], today: date) -> Reading:
    away = {
        "today": 0, "tonight": 0, "now": 0, "tomorrow": 1, "tomorow": 1, "tomorrows": 1, "tmrw": 1, "tmr": 1,
        "2moro": 1, "2morrow": 1, "tomoz": 1, "yesterday": -1,
    }  # fmt: skip
    return today + timedelta(away[found[1]])


def _around(found: re.Match[str], today: date) -> Reading:
    return today + timedelta(2 if "tomorrow" in found[0] else -2)


def _in_a_while(found: re.Match[str], today: date) -> Reading:
    return _step(today, number_in(found[1]) or 1, found[2])


def _ago(found: re.Match[str], today: date) -> Reading:
    return _step(today, -(number_in(found[1]) or 1), found[2])


def _weeks_from_day(found: re.Match[str], today: date) -> Reading:
    start = _anchor(found[2], today)
    return start + timedelta(7 * (2 if "fortnight" in found[1] else number_in(found[1]) or 1))


def _anchor(word: str, today: date) -> date:
    if word == "today":
        return today
    return today + timedelta(1) if word == "tomorrow" else _coming(today, weekday_of(word))


def _day_week(found: re.Match[str], today: date) -> Reading:
    return _anchor(found[1], today) + timedelta(7)


def _day_of_next_week(found: re.Match[str], today: date) -> Reading:
    return _monday(today) + timedelta(7 + weekday_of(found[1]))


def _day_of_this_week(found: re.Match[str], today: date) -> Reading:
    day = _monday(today) + timedelta(weekday_of(found[1]))
    return day if day >= today else day + timedelta(7)


def _day_after_next(found: re.Match[str], today: date) -> Reading:
    return _coming(today, weekday_of(found[1])) + timedelta(7)


def _last_day(found: re.Match[str], today: date) -> Reading:
    return today - timedelta((today.weekday() - weekday_of(found[1]) - 1) % 7 + 1)


def _plain_day(found: re.Match[str], today: date) -> Reading:
    return _coming(today, weekday_of(found[1]))


def _day_and_nth(found: re.Match[str], today: date) -> Reading:
    """ "Friday the 3rd": the next 3rd, and one that is a Friday where there is one within the year."""
    return _friday_the_nth(weekday_of(found[1]), ordinal_of(found[2]), today)


def _friday_the_nth(weekday: int, nth: int, today: date) -> date:
    candidates = (_on_day(_months_on(today.replace(day=1), months), nth) for months in range(12))
    days = [day for day in candidates if day and day >= today]
    return next((day for day in days if day.weekday() == weekday), days[0])


def _on_day(month: date, nth: int) -> date | None:
    return date(month.year, month.month, nth) if nth <= monthrange(month.year, month.month)[1] else None


def _plain_nth(found: re.Match[str], today: date) -> Reading:
    nth = ordinal_of(found[1])
    months = (_on_day(_months_on(today.replace(day=1), ahead), nth) for ahead in range(3))
    return next((day for day in months if day and day >= today), None)


def _nth_of_next_month(found: re.Match[str], today: date) -> Reading:
    return _months_on(today.replace(day=1), 1).replace(day=ordinal_of(found[1]))


def _nth_of_this_month(found: re.Match[str], today: date) -> Reading:
    return today.replace(day=ordinal_of(found[1]))


def _whole(found: re.Match[str], today: date) -> Reading:
    step = {"this": 0, "next": 1, "following": 1, "coming": 1, "last": -1}[found[1]]
    if found[2] == "week":
        start = _monday(today) + timedelta(7 * step)
        return (today if step == 0 else start), start + timedelta(6)
    if found[2] == "weekend":
        saturday = _monday(today) + timedelta(5 + 7 * (0 if found[1] == "coming" else step))
        return saturday, saturday + timedelta(1)
    if found[2] == "month":
        month = _months_on(today.replace(day=1), step)
        return _whole_month(month.year, month.month)
    return date(today.year + step, 1, 1), date(today.year + step, 12, 31)


def _weekend(_found: re.Match[str], today: date) -> Reading:
    saturday = _monday(today) + timedelta(5)
    return saturday, saturday + timedelta(1)


def _end_of(found: re.Match[str], today: date) -> Reading:
    if "week" in found[0]:
        return _monday(today) + timedelta(4)
    if "year" in found[0]:
        return date(today.year, 12, 31)
    month = _months_on(today.replace(day=1), 1 if "next" in found[0] else 0)
    return _whole_month(month.year, month.month)[1]


def _part_of_month(found: re.Match[str], today: date) -> Reading:
    first, last = _named_month(month_of(found[2]), today)
    if found[1].startswith(("early", "beginning", "start")):
        return first, first.replace(day=10)
    return (
        (first.replace(day=11), first.replace(day=20))
        if found[1].startswith("mid")
        else (first.replace(day=21), last)
    )


def _month_alone(found: re.Match[str], today: date) -> Reading:
    if found[2]:
        return _whole_month(int(found[2]), month_of(found[1]))
    return _named_month(month_of(found[1]), today)


def _named_month(month: int, today: date) -> tuple[date, date]:
    return _whole_month(today.year + (month < today.month), month)


def _feast(found: re.Match[str], today: date) -> Reading:
    return _next_year_if_past(today, *FEASTS[found[1]])


def _easter_day(found: re.Match[str], today: date) -> Reading:
    offset = {"good friday": -2, "easter monday": 1}.get(found[0], 0)
    this_year = easter(today.year) + timedelta(offset)
    return this_year if this_year >= today else easter(today.year + 1) + timedelta(offset)


def _rule(form: str, read: Callable[[re.Match[str], date], Reading]) -> _Rule:
    return _Rule(re.compile(form), read)


# The first form that is found decides, so the longer come first.
RULES = (
    _rule(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", _iso),
    _rule(r"(?<![\d/.-])(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?(?![\d/])", _numeric),
    _rule(r"(?<![\d/.-])(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})(?![\d/])", _numeric),
    _rule(
        rf"\b({DAY_OF_MONTH})\s*(?:of\s+)?({MONTH})\b\.?,?(?:\s+(?:in\s+)?'?(\d{{4}}|\d{{2}}))?(?![\d:])",
        lambda found, today: _day_and_month(found[1], found[2], found[3], today),
    ),
    _rule(
        rf"\b({MONTH})\.?\s+(?:the\s+)?({DAY_OF_MONTH})\b(?!\s*(?:[ap]m|:))(?:,?\s+(\d{{4}}))?",
        lambda found, today: _day_and_month(found[2], found[1], found[3], today),
    ),
    _rule(r"\bday after (?:tomorrow|tmrw|tomorow)\b|\bday before yesterday\b|\bovermorrow\b", _around),
    _rule(
        rf"\b({NUMBER}\s+weeks?|fortnight)\s+(?:(?:from|on|after)\s+)?(today|tomorrow|{DAY})\b",
        _weeks_from_day,
    ),
    _rule(rf"\b({NUMBER})\s*({UNIT})\s+(?:ago|back|before)\b", _ago),
    _rule(r"\b(a) (fortnight) ago\b", _ago),
    _rule(rf"\b(?:in|within)\s+(?:about\s+)?({NUMBER})\s*(?:more\s+|of\s+)?({UNIT})\b", _in_a_while),
    _rule(rf"\b({NUMBER})\s*({UNIT})(?:'s?)?\s+(?:from now|from today|later|time|hence)\b", _in_a_while),
    _rule(r"\b(a)\s+(fortnight)\b", _in_a_while),
    _rule(rf"\b({DAY})\s+(?:of\s+)?next week\b", _day_of_next_week),
    _rule(rf"\bnext week(?:'s)?,?\s+(?:on\s+)?({DAY})\b", _day_of_next_week),
    _rule(rf"\b({DAY})\s+after next\b", _day_after_next),
    _rule(rf"\b(today|tomorrow|{DAY})\s+week\b", _day_week),
    _rule(rf"\b({DAY})\s*,?\s+(?:the\s+)?({NTH}|\d{{1,2}}(?=$|\s*,))", _day_and_nth),
    _rule(rf"\b({NTH})\s+of\s+next month\b", _nth_of_next_month),
    _rule(rf"\b({NTH})\s+of\s+(?:this|the) month\b", _nth_of_this_month),
    _rule(rf"\b(?:last|previous|past)\s+({DAY})\b", _last_day),
    _rule(rf"\bsince\s+(?:last\s+)?({DAY})\b", _last_day),
    _rule(rf"\bnext\s+({DAY})\b", _day_of_next_week),
    _rule(rf"\b(?:this|coming|the coming)\s+({DAY})\b", _day_of_this_week),
    _rule(r"\b(?:the )?end of (?:the |this |next )?(?:week|month|year)\b", _end_of),
    _rule(r"\b(this|next|following|coming|last) (weekend|week|month|year)\b", _whole),
    _rule(r"\bweekend\b", _weekend),
    _rule(rf"\b(early|beginning of|start of|mid|middle of|late|end of)[\s-]+({MONTH})\b", _part_of_month),
    _rule(rf"\b({'|'.join(sorted(FEASTS, key=len, reverse=True))})\b", _feast),
    _rule(r"\b(?:good friday|easter monday|easter(?: sunday)?)\b", _easter_day),
    _rule(
        r"\b(today|tonight|now|tomorrows?|tomorow|tmrw|tmr|2moro|2morrow|tomoz|yesterday)\b", _relative_day
    ),
    _rule(rf"\b({DAY})\b", _plain_day),
    _rule(rf"\b({NTH})\b", _plain_nth),
    _rule(rf"^(?:in |for |by |until |during |this |coming )?({MONTH})(?:\s+(\d{{4}}))?\b", _month_alone),
)
