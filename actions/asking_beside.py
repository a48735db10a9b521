"""What is asked for beside what somebody tells of themselves: "I'm vegan, any biscuits?" asks for biscuits."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from actions.said import Said

_LEAD = r"^\W*(?:(?:so|and|but|then|ok|okay|well|hi|hello|hey|please|now|also)\b\W*)*"
# How people ask to be shown goods; where it is not the beginning, only in words that are said of nothing else.
_ASKS = re.compile(
    rf"{_LEAD}(?:got |have (?:you|u) (?:got )?)?any\s+"
    r"(?!(?:chance|idea|news|questions?|update|way|problem|more of)\b)\w|"
    rf"{_LEAD}(?:can|could|may) (?:i|we) (?:see|have a look at|look at)\s+(?!(?:my|what you|your)\b)\w|"
    rf"{_LEAD}what (?:can|could|should|may) (?:i|we|he|she|they) (?:eat|drink|have|wear)\b|"
    rf"{_LEAD}(?:what|which) \w+ (?:do|have) (?:you|u) (?:have|got|sell|recommend|suggest|do)\b|"
    rf"{_LEAD}(?:what|whats|what's) (?:do |have )?(?:(?:you|u|ye) (?:have|got|sell|recommend|suggest|do)\b|"
    r"(?:is |would be )?(?:safe|good|nice|suitable|there)\b)|"
    r"\b(?:recommend|suggest|show (?:me|us)|find (?:me|us)|looking for|any ideas|"
    r"(?:have (?:you|u)|do (?:you|u) have|do (?:you|u) sell|(?:you|u) got) \w+)\b",
    re.I | re.M,
)
_MARK = re.compile(r"\?\W*$")
_GOODS = frozenset({"product", "category"})
# Questions whose mark doesn't make them wishes for goods: of orders, of us, of what is kept.
_OTHERWISE = re.compile(
    r"\b(?:orders?|parcel|deliver\w*|remember|know|keep|kept|store[ds]?|forget|call me|my name|opens?|open|clos\w+|"
    r"refund|return|why|who|when|points)\b",
    re.I,
)


def asks_for_goods(read: Mapping[str, Any], text: str) -> bool:
    """Whether a message, apart from what it tells of the customer, asks to be shown goods."""
    rest = _beside(read, text)
    if _ASKS.search(rest):
        return not _OTHERWISE.search(rest)
    named = any(one["entity"] in _GOODS and str(one.get("text") or one.get("value")) in rest for one in _entities(read))
    return named and bool(_MARK.search(rest)) and not _OTHERWISE.search(rest)


def only_asked(said: Said, statements: Iterable[Mapping[str, Any]]) -> Said:
    """The same message without what it tells of them: what is looked for is not called "I hate wool".

    Where nothing else is said, what is told is the wish: "I like green coats, please".
    """
    for one in statements:
        found = re.search(re.escape(str(one["words"])), said.text, re.I)
        rest = said.without(re.compile(re.escape(str(one["words"])), re.I))
        if found and rest.text.strip(" .,;!?"):
            left = tuple(e for e in said.entities if not found.start() <= (e.get("start") or 0) < found.end())
            said = replace(rest, entities=left)
    return said


def _beside(read: Mapping[str, Any], text: str) -> str:
    """What is left without the words of its statements, each part on a line of its own."""
    rest = text
    for one in read.get("statements") or ():
        rest = re.sub(re.escape(str(one["words"])), "\n", rest, flags=re.I)
    return re.sub(r"(?<=[.!;,])\s+", "\n", rest)


def _entities(read: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(read.get("entities") or ())
