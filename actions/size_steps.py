"""Sizes told by steps from what somebody has: "one size bigger", "the next size down"."""

import re
from collections.abc import Sequence

_BIGGER, _SMALLER = r"(?:up|bigger|larger|above)", r"(?:down|smaller|below)"
_STEP = re.compile(
    rf"\b(?:(?P<many>one|a|an?other|1|two|2|next|half a)[ -])?(?:full )?sizes? (?:(?P<up>{_BIGGER})|{_SMALLER})\b", re.I
)
_TWO = frozenset({"two", "2"})


def steps_in(text: str) -> int:
    """How many sizes up, or down below nought, a message asks for; 0 where it speaks of none, or of half a one.

    >>> steps_in("make them one size bigger"), steps_in("two sizes down"), steps_in("a bigger one")
    (1, -2, 0)
    """
    found = _STEP.search(text)
    if found is None or (found["many"] or "").lower() == "half a":
        return 0
    many = 2 if (found["many"] or "").lower() in _TWO else 1
    return many if found["up"] else -many


def stepped(text: str, own: str, sizes: Sequence[str]) -> str:
    """The size that is so many steps from their own, of those it is made in; "" where there is none or none is meant.

    >>> stepped("a size up please", "44", ["43", "44", "45"]), stepped("a size up please", "45", ["43", "44", "45"])
    ('45', '')
    """
    steps = steps_in(text)
    if not steps or own not in sizes:
        return ""
    place = sizes.index(own) + steps
    return sizes[place] if 0 <= place < len(sizes) else ""
