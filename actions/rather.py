"""What the others shall be rather than those in view: "not wool ones", "nothing too heavy", and nothing of why."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.said import Said
from shop.values import ProductQuery

# What is too much of it, and what it should be instead: "nothing too heavy" asks for light ones.
TOO_MUCH = re.compile(
    r"\b(?:not|n['’]?t|nothing|any ?thing|too|less|without|never)\b(?: [\w'’]+){0,3}? "
    r"(heavy|bulky|thick|thin|cold|stiff)\b",
    re.I,
)
_RATHER = {"heavy": "light", "bulky": "light", "thick": "light", "thin": "warm", "cold": "warm", "stiff": "soft"}
_NOT_SUCH = re.compile(
    r"^\W*(?:(?:but|and|ok|please|well|also|or|no)\W+)*"
    r"(?:(?:something|anything|ones?|some) (?:that['’]?s |that is )?not (?:too |so |very |really |as )?\w+|"
    r"not (?:the )?(?:too )?\w+ ones?|nothing (?:too|very|that) ?\w*)"
    r"(?: (?:ones?|please|though|then))*(?=\W*$|\W+(?:she|he|they|s?hes|it|cos|because|as)\b|,)",
    re.I,
)


def rules_out_such(text: str) -> bool:
    """Whether it says of goods in view what the others shall not be, and tells nothing of anybody.

    >>> rules_out_such("not wool ones, she washes everything"), rules_out_such("not really")
    (True, False)
    """
    return bool(_NOT_SUCH.match(text))


def without_reason(said: Said) -> Said:
    """The same message up to why: "not wool ones, she washes everything" looks for nothing washed."""
    found = _NOT_SUCH.match(said.text)
    return said.part(0, found.end()) if found else said


def rather(wanted: ProductQuery, text: str, sought: Mapping[str, Any] | None) -> ProductQuery:
    """The same wish with the opposite of what shall not be too much: a light one of those where one is too heavy."""
    much = {found[1].casefold() for found in TOO_MUCH.finditer(text)}
    left = [word for word in wanted.words.split() if word not in much]
    words = [*(_RATHER[word] for word in sorted(much)), *(left or (sought or {}).get("words", "").split())]
    return replace(wanted, words=" ".join(filter(None, words))) if much else wanted
