"""Numbers as people type them, matched against the customer's own."""

from __future__ import annotations

import re
from collections.abc import Iterable


def matching(typed: str, own: Iterable[str]) -> tuple[str, ...]:
    """Which of the own numbers `typed` can mean, in their order: `12`, `#4471`, `317704`, `order 31-7704`.

    The closest reading wins: all digits alike; the whole last part without its leading zeros; its end,
    from two digits on.
    """
    digits = _digits(typed)
    numbers = tuple(own)
    if not digits:
        return ()
    exact = tuple(n for n in numbers if _digits(n) == digits)
    last_part = tuple(n for n in numbers if _last_part(n) == digits.lstrip("0"))
    end = tuple(n for n in numbers if len(digits) > 1 and _digits(n).endswith(digits))
    return exact or last_part or end


def _last_part(number: str) -> str:
    return re.split(r"\D", number)[-1].lstrip("0")


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text[:100])
