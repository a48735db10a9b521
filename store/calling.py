"""Whether a call for a person says more than the wish for one: values in, a yes or no out."""

import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path

FEWEST = 2  # telling words, below which it is the wish and its manner
SHORTEST = 3  # letters of a telling word: what is shorter says little in any of the house's languages
_ALIKE = 0.76  # how like a word of the wish a mistyped one is
_LONGER = 2  # letters that it may have more or fewer: "breaking" is no "bring"

_NUMBER = re.compile(r"(?<![\d:])\+?\d(?:[\d-]|\s(?=\d))*(?![\d:])")
_DIGITS = range(3, 9)  # of an order's number; a telephone has more, a time of day fewer
_WORD = re.compile(r"[^\W\d_]+")
# What begins the telling part of a sentence: "to a person about my bill".
_ABOUT = frozenset(["about", "regarding", "concerning", "because", "wegen", "weil", "über", "sobre", "porque"])


def says_more(text: str) -> bool:
    """Whether a message that calls for a person says what the matter is as well.

    >>> says_more("I want a person, this is the third broken teapot"), says_more("let me talk to a real person, pls")
    (True, False)
    >>> says_more("a real person pls, your teapots keep breaking")
    True
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    telling = [word for word in words if len(word) >= SHORTEST and not _wishes(word)]
    fewest = 1 if _ABOUT & set(words) else FEWEST
    return len(telling) >= fewest or any(_of_order(number) for number in _NUMBER.findall(text))


def _of_order(number: str) -> bool:
    return len(re.sub(r"\D", "", number)) in _DIGITS


def _wishes(word: str) -> bool:
    alike = get_close_matches(word, _wish(), cutoff=_ALIKE)
    return word in _ABOUT or word in _wish() or any(abs(len(one) - len(word)) <= _LONGER for one in alike)


@cache
def _wish() -> frozenset[str]:
    """What people say when they want a person and nothing more, and how they say it, in the house's languages."""
    return frozenset(Path(__file__).with_name("calling_words.txt").read_text(encoding="utf-8").split())
