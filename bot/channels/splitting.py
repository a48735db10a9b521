"""Long texts in parts: at the end of a paragraph, line, sentence or word, within a provider's limit."""

import re
from collections.abc import Callable

_SENTENCE_END = re.compile(r"(?<!\d)[.!?…。！？][\"'”’)\]]*\s+|\n+")
_SPACE = re.compile(r"\s+")
_LEAST_SHARE = 4  # a part shorter than a quarter of the limit is not worth a message of its own


def split(text: str, limit: int, measure: Callable[[str], int] = len) -> tuple[str, ...]:
    """The text in parts of at most `limit`, as `measure` counts: every word, in order, none empty.

    >>> split("It left Leeds today. It comes on Friday.", 25)
    ('It left Leeds today.', 'It comes on Friday.')
    """
    parts, rest = [], text.strip()
    while measure(rest) > limit:
        end = _best_end(rest, _fitting(rest, limit, measure))
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return (*parts, rest) if rest else tuple(parts)


def utf16_units(text: str) -> int:
    """The length as Telegram counts it.

    >>> utf16_units("a🙂")
    3
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _fitting(text: str, limit: int, measure: Callable[[str], int]) -> int:
    # a character measures at least 1, so that the first `limit` hold every prefix that can fit
    end = min(limit, len(text))
    while end > 1 and measure(text[:end]) > limit:
        end -= max(1, (measure(text[:end]) - limit) // 2)
    return end


def _best_end(text: str, fitting: int) -> int:
    """Where to cut: no later than the longest prefix that fits, which may be followed by space."""
    seen = text[: fitting + 1]
    for boundary in (_SENTENCE_END, _SPACE):
        ends = [found.start() + len(found.group().rstrip()) for found in boundary.finditer(seen)]
        good = [end for end in ends if fitting // _LEAST_SHARE < end <= fitting]
        if good:
            return good[-1]
    return next((found.start() for found in _SPACE.finditer(seen) if found.start()), fitting)
