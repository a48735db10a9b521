"""Numbers as people type them, matched against the customer's own."""

from __future__ import annotations

import re
from collections.abc import Iterable


def matching(typed: str, own: Iterable[str]) -> tuple[str, ...]:
    """Which of the own numbers `typed` can mean, in their order: `12`, `#4471`, `317704`, `order 31-7704`.

    All digits alike wins; else the number's end, from two digits on or as the whole last part without
    its leading zeros.
    """
    digits = _digits(typed)
    numbers = tuple(own)
    if not digits:
        return ()
    exact = tuple(n for n in numbers if _digits(n) == digits)
    return exact or tuple(n for n in numbers if _ends_with(n, digits))


def _ends_with(number: str, digits: str) -> bool:
    last_part = re.split(r"\D", number)[-1].lstrip("0")
    return digits == last_part or (len(digits) > 1 and _digits(number).endswith(digits))


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text[:100])
