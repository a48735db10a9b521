"""Which days a question about our shops means: by date, by name, or by the day named before it. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from actions.said import Said
from shop.places import Shop

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OF_WEEK = "|".join(_DAYS)
_DAY_OF_WEEK = re.compile(rf"\b({_OF_WEEK})s?\b", re.I)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_AS_WRITTEN = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b", re.I)
# "The day after", "the sunday after that", "the following monday": by the day that was named before it.
_THEN = re.compile(
    rf"\b(?:the )?(?:(day) (after|before)(?! tomorrow| yesterday)|({_OF_WEEK}) after(?: that)?|"
    rf"following ({_OF_WEEK}|day))\b",
    re.I,
)
# "The 27th" after another day is the one that follows it.
_SHORT = "|".join(month[:3] for month in _MONTHS)
_OF_MONTH = re.compile(rf"\b(?:the )?(\d{{1,2}})(?:st|nd|rd|th)\b(?! (?:of )?(?:{_SHORT}))", re.I)
_BY_NAME = re.compile(r"\b[a-z'’]+ (?:day|eve)\b", re.I)
_XMAS = re.compile(r"\bx-?mas\b", re.I)
_NYE = re.compile(r"\bnye\b", re.I)
_AT_CHRISTMAS = re.compile(
    r"\b(?:over|at|during|around|between) (?:the )?(?:christmas|festive (?:period|season)|holidays)\b"
    r"(?! (?:day|eve)\b)|"
    r"\bchristmas (?:opening|hours|times|period|holidays?)\b",
    re.I,
)
_YEARS_END = ((12, 24), (12, 25), (12, 26), (12, 31), (1, 1))
_YEAR = 366  # days
FEW = 9  # words that go on about the days of a shop


def with_days(said: Said, shops: Sequence[Shop], today: date, told: str) -> Said:
    """The same message with the days that its question means, and none of its story; told is our last reply."""
    begins = said.text.find(said.question.text)
    asked = said.part(max(begins, 0), len(said.text))
    days = days_asked(shops, asked, today, _day_told(told, today))
    days = days or days_asked(shops, said, today, None)
    others = [one for one in said.entities if one["entity"] != "date"]
    meant = [{"entity": "date", "value": day.isoformat(), "start": 0, "end": 0} for day in days]
    return replace(said, entities=(*others, *meant))


def days_asked(shops: Sequence[Shop], said: Said, today: date, before: date | None) -> list[date]:
    """The days asked about, in the order said; a day told of just before says which "the sunday after" is."""
    days: list[date] = []
    ends = -1
    for starts, ended, found in sorted(_found(shops, said), key=lambda one: (one[0], -one[1])):
        if starts < ends:
            continue
        last = days[-1] if days else before
        day = found if isinstance(found, date) else _after(found, last, today)
        ends = ended
        if day and day not in days:
            days.append(day)
    return days


def names_a_day(text: str) -> bool:
    """Whether a few words name a day by the one before, or by its place in the month or the week.

    >>> names_a_day("and the sunday after that?"), names_a_day("no the 31st"), names_a_day("and the socks?")
    (True, True, False)
    """
    few = len(text.split()) <= FEW
    return few and any(words.search(text) for words in (_THEN, _OF_MONTH, _DAY_OF_WEEK, _BY_NAME, _NYE))


def _day_told(text: str, today: date) -> date | None:
    """The last day that one of our replies named in so many words."""
    told = list(_AS_WRITTEN.finditer(text))
    if not told:
        return None
    day, month = int(told[-1][1]), _MONTHS.index(told[-1][2].casefold()) + 1
    ahead = (today + timedelta(days=one) for one in range(_YEAR))
    return next((one for one in ahead if (one.month, one.day) == (month, day)), None)


def _found(shops: Sequence[Shop], said: Said) -> Iterator[tuple[int, int, date | re.Match[str]]]:
    yield from _special(shops, said.text)
    yield from _over_christmas(shops, said.text)
    yield from ((found.start(), found.end(), found) for found in _THEN.finditer(said.text))
    yield from ((found.start(), found.end(), found) for found in _OF_MONTH.finditer(said.text))
    yield from ((found.start(), found.end(), found) for found in _DAY_OF_WEEK.finditer(said.text))
    for one in said.entities:
        if one["entity"] == "date" and one["value"] in said.values("date") and (day := day_in(str(one["value"]))):
            yield one.get("start") or 0, one.get("end") or 0, day


def _over_christmas(shops: Sequence[Shop], text: str) -> Iterator[tuple[int, int, date]]:
    """The special days of the year's end, where all of them are meant: "which days do you shut over christmas"."""
    found = _AT_CHRISTMAS.search(_XMAS.sub("christmas", text))
    days = {special.day for shop in shops for special in shop.special_days} if found else set()
    last = [day for day in sorted(days) if (day.month, day.day) in _YEARS_END][: len(_YEARS_END)]
    yield from ((found.start() + n, found.start() + n, day) for n, day in enumerate(last) if found)


def _special(shops: Sequence[Shop], text: str) -> Iterator[tuple[int, int, date]]:
    plain = _NYE.sub("new years eve", _XMAS.sub("christmas", text.casefold()))
    for one in {special.day: special for shop in shops for special in shop.special_days}.values():
        named = re.escape(one.name.casefold()).replace("'s", "(?:['’]?s)?")
        yield from ((found.start(), found.end(), one.day) for found in re.finditer(rf"\b{named}\b", plain))


def _after(found: re.Match[str], last: date | None, today: date) -> date | None:
    """The day that such words mean after the one named before them."""
    words = found[0].casefold()
    if found.re is _OF_MONTH:
        return _in_month(int(found[1]), last or today)
    week = _DAY_OF_WEEK.search(words)
    if week and found.re is _DAY_OF_WEEK:
        return _next(week[1], today)
    if last is None:
        return None
    if week:
        return _next(week[1], last + timedelta(days=1))
    return last + timedelta(days=-1 if "before" in words else 1)


def _next(name: str, since: date) -> date:
    return since + timedelta(days=(_DAYS.index(name.casefold()) - since.weekday()) % len(_DAYS))


def _in_month(number: int, since: date) -> date | None:
    days = (since + timedelta(days=ahead) for ahead in range(62))
    return next((day for day in days if day.day == number), None)


def day_in(value: str) -> date | None:
    """The day of an ISO date or span of dates; None where it is neither."""
    try:
        return date.fromisoformat(value.split("/")[0][:10])
    except ValueError:
        return None
