"""Whether a customer had to say something again to the next person: values in, a yes or no out.

Repeated is what comes after a person took over and either says so in words ("as I said") or says again what
stood there before: the same number or address, or most of the telling words of a message.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

MOST = 0.6  # of the telling words of the shorter of two messages
FEWEST = 3  # telling words, below which two messages are alike by chance
SHORTEST = 4  # letters of a telling word: what is shorter says little in any of the house's languages

_SAYS_SO = re.compile(
    r"""\b(?:as|like)\ i(?:'ve|\ have)?\ (?:already\ )?(?:said|told|wrote|mentioned|explained)\b
    |\bi(?:'ve|\ have)?\ (?:already|just)\ (?:said|told|gave|given|wrote|sent|explained|mentioned)\b
    |\bi\ (?:said|told|gave|wrote|explained)\ (?:that|this|it|you|your|all)\b[^.?!]*\b(?:already|before|earlier)\b
    |\b(?:say|repeat|explain|tell)\ (?:it|this|that|myself|everything|you)?\ ?(?:all\ )?(?:over\ )?again\b
    |\bhow\ (?:many\ times|often)\ (?:do|must|should)\ i\b
    |\bwie\ (?:bereits\ |schon\ )?gesagt\b|\b(?:schon|bereits)\ (?:gesagt|geschrieben|erklärt)\b
    |\bcomo\ (?:ya\ )?(?:dije|he\ dicho)\b|\bya\ (?:lo\ |se\ lo\ )?(?:dije|he\ dicho|expliqué)\b""",
    re.I | re.X,
)
_NAMED = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\+?\d[\d\s/-]{2,}\d")  # what one gives once: numbers, addresses
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the customer's, and when it came."""

    text: str
    at: datetime


def repeated(lines: Sequence[Line], took_over: Iterable[datetime]) -> bool:
    """Whether any line says again, to whoever took over since, what was said before them."""
    moments = sorted(took_over)
    return any(_repeats(line, lines, moments) for line in lines)


def says_again(text: str, before: Iterable[str]) -> bool:
    """Whether a message says so itself, or says what one of these said.

    >>> says_again("order 31-7704", ["my order 31-7704 came broken"]), says_again("thank you", ["my order"])
    (True, False)
    """
    earlier = tuple(before)
    if _SAYS_SO.search(text):
        return True
    named = _named(text)
    return any(named & _named(one) or _alike(_telling(text), _telling(one)) for one in earlier)


def _repeats(line: Line, lines: Sequence[Line], moments: Sequence[datetime]) -> bool:
    since = next((moment for moment in reversed(moments) if moment <= line.at), None)
    if since is None:
        return False
    return says_again(line.text, [one.text for one in lines if one.at < since])


def _named(text: str) -> frozenset[str]:
    return frozenset(re.sub(r"[\s/-]", "", found.group()).lower() for found in _NAMED.finditer(text))


def _telling(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text) if len(word) >= SHORTEST)


def _alike(text: frozenset[str], before: frozenset[str]) -> bool:
    shorter = min(len(text), len(before))
    return shorter >= FEWEST and len(text & before) >= MOST * shorter
