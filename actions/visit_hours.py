"""The hour of a visit as it is told: a clock, a bare number put right, and which of two is meant."""

import re

from actions.said import COUNTS, Said
from actions.when import open_hour

_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_CLOCKS = re.compile(rf"{_CLOCK}(?:/{_CLOCK})?")
_HOURS = {"one": 1, "eleven": 11, **{word: many for word, many in COUNTS.items() if " " not in word}}
_HOUR = rf"(\d{{1,2}}|{'|'.join(_HOURS)})"
# What is left of "1 o clock" where a money or a count was read in it.
_O_CLOCK = re.compile(rf"\b{_HOUR} ?o ?['’]? ?clock\b", re.I)
# "Bring it forward to 12": a bare number to which a visit is put earlier or later counts no heads.
_MOVED_TO = re.compile(
    rf"\b(?:forward|back|earlier|later)\b(?: a (?:bit|little))?(?: to| till| until) {_HOUR}"
    r"(?! (?:people|of us|guests|days?|weeks?|december|january))(?: please| then| instead|,|\?|$)",
    re.I,
)
_DENIED = re.compile(r"\b(?:not|instead of|rather than)(?: at)?\s*$", re.I)
# A bare number that puts something right is an hour where nobody counts heads: "make it 4", "11 i said".
_PUT_RIGHT = re.compile(
    rf"\b(?:make|change|switch) (?:it|that)(?: to)?\s+{_HOUR}(?: please| then| instead)?\W*$|"
    rf"^\W*(?:(?:no|sorry|but|oh)\W+)*(?:i (?:said|meant?)\s+{_HOUR}|{_HOUR},? i (?:said|meant?))(?: please)?\W*$",
    re.I,
)


def time_in(said: Said) -> str | None:
    """The time of day told, as ISO 8601: one time, or a span from/to."""
    times = [str(one) for one in said.values("time")]
    return next((one for one in times if _CLOCKS.fullmatch(one)), None) or _oclock_in(said.text) or moved_to(said.text)


def moved_to(text: str) -> str | None:
    """The hour of a bare number to which a visit is put earlier or later.

    >>> moved_to("can i bring my table forward to 12"), moved_to("push it back to 4 people")
    ('12:00', None)
    """
    found = _MOVED_TO.search(text)
    return _as_hour(found[1]) if found else None


def _oclock_in(text: str) -> str | None:
    """The hour that is called one and not denied.

    >>> _oclock_in("how about 1 o clock instead of half 12"), _oclock_in("not 1 o'clock")
    ('13:00', None)
    """
    meant = (one for one in _O_CLOCK.finditer(text) if not _DENIED.search(text[: one.start()]))
    return next((_as_hour(one[1]) for one in meant), None)


def hour_put_right(text: str) -> str | None:
    """The hour of a bare number that puts an hour right.

    >>> hour_put_right("actually leeds, and make it 11"), hour_put_right("11 i said"), hour_put_right("make it 4 mugs")
    ('11:00', '11:00', None)
    """
    found = _PUT_RIGHT.search(text)
    return _as_hour(next(one for one in found.groups() if one)) if found else None


def _as_hour(word: str) -> str | None:
    hour = _HOURS.get(word.casefold()) or int(word)
    return open_hour(hour) if hour else None


def gives_up(said: Said, hour: str) -> bool:
    """Whether it says that it shall not be this hour, and tells no other: "not at half 12"."""
    denied = [str(one.get("value")) for one in said.entities if one["entity"] == "time"]
    return hour in denied and hour not in said.values("time") and time_in(said) is None
