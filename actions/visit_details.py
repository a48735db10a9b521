"""What else is told of a visit: which of several days is its own, a bare hour, what the shop must know."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.replies import Say
from actions.said import MANY, Said, count_of, in_short
from actions.tasks import Detail, Filling
from actions.visits_asked import NEED
from actions.when import open_hour

# What a day may be told of beside the visit: "a wedding in March, can I get a fitting next week".
_OCCASION = re.compile(
    r"\b(?:weddings?|birthdays?|part(?:y|ies)|christening|funeral|trip|holidays?|interview|ball|anniversary|prom|"
    r"graduation|married)\b(?:\W+(?:is|in|on|at|the|this|next|early|late|of|it|it's))*\W*$",
    re.I,
)
_DAY = r"(?:today|tomorrow|tmrw|tmr|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|\d(?:st|nd|rd|th))"
_HOUR_AFTER_DAY = re.compile(rf"\b{_DAY},?\s+(?:at\s+)?(\d{{1,2}})(?: ?(?:please|pls|thanks))?(?=\W*$|,)", re.I)
_CLAUSE = re.compile(r"[,.;!?]+\s*|\s+(?:and|but|so)\s+(?=(?:one|two|we|i|my|there|the|she|he|they)\b)", re.I)

# The whole, of whom others are named in part: "a party of six, two of us vegetarian"; "for 7:30" is an hour.
_PARTY = re.compile(
    rf"\b(?:party|group|table|family|tea|lunch|dinner|supper|breakfast|brunch|scones|meal|cake) (?:of|for) {MANY}"
    r"(?![:.]\d|\s?[ap]\.?m\b|\s?o['’]?\s?clock|\s?(?:st|nd|rd|th)\b|"
    r"\s(?:of )?(?:jan|feb|march|apr|may|june?|july?|aug|sep|oct|nov|dec))",
    re.I,
)
_JUST_US = re.compile(
    r"^\W*(?:(?:no|oh|well|it'?s|it'?ll be|it will be|for|there'?s)\W+)*"
    r"(?:(?P<one>(?:just|only) (?:for )?(?:me|myself|one))|"
    r"(?:just |only )?(?:for )?(?:the )?(?:two of us|us two|both of us|me and (?:my|a) [\w-]+))"
    r"(?: please| thanks)?\W*$",
    re.I,
)
_THIS_DAY = re.compile(
    r"(?<!not )(?<!n't )(?<!n’t )(?<!n't make )(?<!n’t make )"
    r"\b(?:tonight|today|this (?:morning|afternoon|evening))\b",
    re.I,
)


def says_today(text: str) -> bool:
    """Whether it names the very day: "tonight", which may be read as an hour alone.

    >>> says_today("a table tonight at 6"), says_today("I can't make tonight")
    (True, False)
    """
    return bool(_THIS_DAY.search(text))


def day_meant(said: Said) -> str:
    """The day of the visit as it was read: no other occasion's, and rather one day than a span of days."""
    days = [one for one in said.entities if one["entity"] == "date" and one["value"] in said.values("date")]
    own = [one for one in days if not _of_an_occasion(said.text, one)] or days
    values = [str(one["value"]) for one in own]
    return next((value for value in values if "/" not in value), next(iter(values), ""))


def _of_an_occasion(text: str, entity: Mapping[str, Any]) -> bool:
    return bool(_OCCASION.search(text[: entity.get("start") or 0]))


def hour_after_day(text: str) -> str | None:
    """The hour that stands by itself behind a day, as shops are open.

    >>> hour_after_day("a table for 2 tomorrow 12"), hour_after_day("a table tomorrow for 2")
    ('12:00', None)
    """
    found = _HOUR_AFTER_DAY.search(text)
    return open_hour(int(found[1])) if found and int(found[1]) else None


async def _need(f: Filling) -> str | None:
    """What of a message the shop must know before they come, in their words; "" where nothing was told yet."""
    told = [in_short(part) for part in _CLAUSE.split(f.said.text) if part and NEED.search(part)]
    return ", ".join(told) or ("" if f.slots["note"] is None else None)


async def _never_asked(f: Filling) -> Say:
    raise NotImplementedError  # whoever needs nothing is not asked


NEEDS = Detail(read=_need, ask=_never_asked)


def party_in(text: str) -> int | None:
    """How many all of them are, where the words say so.

    >>> party_in("a party of six, two of us vegetarian"), party_in("a table for 7:30"), party_in("table for 8 pm")
    (6, None, None)
    """
    if alone := _JUST_US.match(text):
        return 1 if alone["one"] else 2
    found = _PARTY.search(text)
    return count_of(found[1]) if found else None


def without_heads(said: Said) -> Said:
    """The same message without an hour that is read in how many they are: "a table for 8 tonight"."""
    found = _PARTY.search(said.text)
    heads = found.start(1) if found else -1
    left = (one for one in said.entities if one["entity"] != "time" or one.get("start") != heads)
    return replace(said, entities=tuple(left))
