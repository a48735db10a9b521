"""Lengths of time as ISO 8601 durations: "two weeks" is P2W."""

import re

from bot.nlu.numbers import NUMBER, number_in

_UNITS = {
    "second": ("PT", "S"), "sec": ("PT", "S"), "minute": ("PT", "M"), "min": ("PT", "M"), "hour": ("PT", "H"),
    "hr": ("PT", "H"), "day": ("P", "D"), "night": ("P", "D"), "week": ("P", "W"), "wk": ("P", "W"),
    "month": ("P", "M"), "year": ("P", "Y"), "yr": ("P", "Y"),
}  # fmt: skip
_COUNTED = re.compile(rf"\b({NUMBER})\s*(?:of\s+)?(?:working\s+|business\s+)?({'|'.join(_UNITS)})s?\b")
_FIXED = {"half an hour": "PT30M", "half hour": "PT30M", "an hour and a half": "PT90M", "fortnight": "P2W",
          "quarter of an hour": "PT15M", "half a year": "P6M"}  # fmt: skip


def duration_value(text: str) -> str | None:
    """The length of time that a phrase names, or None."""
    low = text.lower()
    fixed = next((value for phrase, value in _FIXED.items() if phrase in low), None)
    found = _COUNTED.search(low)
    if fixed or not found:
        return fixed
    prefix, suffix = _UNITS[found[2]]
    return f"{prefix}{number_in(found[1])}{suffix}"
