"""Which of the reminders that wait is meant, by its words, its day, or because it was just set."""

import re
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from actions.said import Said, one_named
from actions.when import named_day
from store import Reminder

# What is wished of it, which is no word of what it is about: "make it Friday" is no cake to be made.
_WISHED = re.compile(
    r"\b(?:cancel|delete|drop|remove|forget|scrap|stop|end|clear|undo|get rid of|don'?t (?:need|want)|"
    r"no longer (?:need|want)|move|make|change|put|shift|push|switch|bring|postpone|reschedule|"
    r"remind(?:ers?|ing)?|me|one|every|all)\b",
    re.I,
)
_ONE_OF_THEM = re.compile(r"\bthe (?:\S+ ){1,4}one\b", re.I)
_TIMES = frozenset({"date", "time", "duration"})


def naming(said: Said) -> str:
    """The words by which something could be named: without what is wished of it, and without days and hours."""
    text = said.text
    for one in said.entities:
        if one["entity"] in _TIMES and one.get("end"):
            begins, ends = one.get("start") or 0, one["end"]
            text = text[:begins] + " " * (ends - begins) + text[ends:]
    return _WISHED.sub(" ", text)


def names_one(text: str) -> bool:
    """Whether one of several is pointed out: "the window cleaner one"."""
    return bool(_ONE_OF_THEM.search(text))


def to_move(waiting: Sequence[Reminder], said: Said, just_set: str | None) -> Reminder | None:
    """The one that the words name, else the one just set, or the only one; None in doubt."""
    named = one_named(naming(said), [one.what for one in waiting])
    if named is not None:
        return waiting[named]
    if names_one(said.text):
        return None
    last = (one for one in waiting if one.id == just_set)
    return next(last, waiting[0] if len(waiting) == 1 else None)


def to_end(
    waiting: Sequence[Reminder], said: Said, just_set: str | None, today: date, zone: ZoneInfo
) -> Reminder | None:
    """The one that the words name, that of the day named, the one just set, or the only one; None in doubt."""
    day = named_day(said, today)
    named = one_named(naming(said), [one.what for one in waiting])
    if day is None or named is not None:
        return to_move(waiting, said, just_set)
    then = [one for one in waiting if one.next_at.astimezone(zone).date() == day]
    return then[0] if len(then) == 1 else None
