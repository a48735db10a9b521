"""One word put in the place of another: "Maya, not Mia", "the 5th of May, not the 3rd", "wool, not cotton"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SIGNS = " ,.;:!\"'“”"
MOST = 4  # words of what is right, and of what is wrong
_LEAD = re.compile(
    r"^(?:(?:no|nope|nah|sorry|actually|wait|oh|wrong|hang on|well|please|that'?s wrong|"
    r"(?:it|that|she|he|they)(?:'?s| is| was| should be|'?re| are)|"
    r"(?:my|our|her|his|their|the) [\w']+(?: [\w']+)?(?:'s| is| are)|"
    r"i (?:said|say|meant|mean|take|wear|told you)|i'?m|i am|make (?:it|that)|"
    r"called|size|an?|the|on|in)\b[\s,.:;!–-]*)+",
    re.I,
)
_NOT = re.compile(r"[\s,;–-]+(?:and |und )?(?:not|nicht)\s+(?:(?:the|an?|size|on|in|called)\s+)*", re.I)
# "it's not Mia, it's Maya", with its comma or without
_OTHER_WAY = re.compile(r"^(.*?)\bnot\s+([^,;]+?)(?:[,;]|\s+but|(?=\s+it['’]?s\b))\s+(.+)$", re.I)
# "I said Mia but meant Maya", "the polyester thing is wrong, it's acrylic I hate", "her name is Maya, you wrote Mia"
_WROTE = r"(?:said|wrote|typed|put|noted|keep (?:saying|writing))(?: down)?"
_W = r"\w+(?: \w+){0,2}?"
_IT_IS = r"[\s,.;:–-]+(?:(?:but|and|no)\s+)*(?:i\s+)?(?:meant?|it['’]?s|it (?:is|should (?:be|say)))\s+(?P<right>.+)$"
_I_MEANT = r"[\s,.;:–-]+(?:(?:but|and|no)\s+)*(?:i\s+)?meant?\s+(?P<right>.+)$"
_STANDS = r"(?:i (?:hate|love|like|dislike|avoid|need)|i can['’]?t (?:stand|wear|eat|have))"
_SAID_OTHERWISE = tuple(
    re.compile(words, re.I)
    for words in (
        rf"\bi {_WROTE} (?P<wrong>{_W})(?: down)?{_I_MEANT}",
        rf"\byou {_WROTE} (?P<wrong>{_W})(?: down)?{_IT_IS}",
        rf"\b(?:the|that) (?P<wrong>{_W}) (?:thing|one|bit|part)(?: is| was|['’]s) (?:wrong|not right|a typo|a mistake)"
        rf"{_IT_IS}",
        rf"^(?P<right>[^,.;]+?)[\s,.;–-]+(?:(?:and|but)\s+)?you {_WROTE} (?P<wrong>[^,.;]+)$",
        rf"^(?P<wrong>\w+(?: \w+)?) (?:is|are) (?:fine|ok(?:ay)?|alright)(?: actually| now)?[\s,.;–-]+(?:but )?"
        rf"it['’]?s (?P<right>.+ {_STANDS})\W*$",
    )
)
# What "lactose" is no more than a part of: "I'm not lactose intolerant, it's gluten".
_GOVERNED = re.compile(r"[ -](?:intolerant|allergic)$", re.I)
_WHOLE_DIET = re.compile(r"vegan|vegetarian|coeliac|celiac|diabetic|pescatarian|kosher|halal", re.I)
# "scrap the 12, I'm a 14", "I moved up to a 14, the 12 is wrong now": a number in the place of another
_N = r"(?:an?\s+|the\s+|my\s+|size\s+)*(?P<{}>\d{{1,2}}(?:\.5)?|x{{0,3}}[sl]|m)"
_WAS = _N.format("wrong")
_IS = _N.format("right")
_SCRAPPED = re.compile(
    rf"^\W*(?:(?:no|sorry|please|ok|well|oh|actually|and)\W+)*(?:scrap|forget|drop|bin|ignore|delete|lose|cancel|"
    rf"remove|not)\s+{_WAS}"
    rf"\b(?! (?:of|and)\b)[\s,.;:-]+(?:and |now |cos |because )?(?:i['’]?m|i am|i take|i wear|it['’]?s|make it|"
    rf"put(?: me down as)?|"
    rf"remember|keep)?\s*(?:now\s+|actually\s+|really\s+|back (?:to|in|down to)\s+)*{_IS}\b(?: now| instead|"
    rf" these days| please)*\W*$",
    re.I,
)
_OUTGROWN = re.compile(
    rf"\b(?:i['’]?m|i am|i take|i wear|(?:moved|gone|went|dropped|come) (?:up|down) to)\s+(?:now\s+|"
    rf"actually\s+)*{_IS}\b.*"
    rf"[,.;:-]\s*(?:and |so )?(?:the|my|that|size)\s+(?:old\s+|size\s+)?(?P<wrong>\d{{1,2}}(?:\.5)?|x{{0,3}}[sl]|m)\s+"
    r"(?:is|was|['’]s|isn['’]?t)\s+(?:all |now )?(?:wrong|old|out of date|history|no longer|not right|right any|out|"
    r"gone|too)\b",
    re.I,
)
_NO_THING = re.compile(
    r"\b(?:i|we|you|do|does|did|would|could|can|will|should|have|has|had|is|am|are|was|were|might|must|why|if|or|"
    r"definitely|certainly|probably|preferably|rather|absolutely|really|please|just|only|that|this|it|them|thanks?|now|"
    r"later|today|yet|sure|all|much)\b",
    re.I,
)
_ENDS = re.compile(r"[,.;!?–-]|\s(?:that|which|who|i|we|as|like|please|thanks)\b", re.I)
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)?$", re.I)


@dataclass(frozen=True, slots=True)
class Swap:
    """What is right, and what it takes the place of."""

    right: str
    wrong: str

    def fits(self, words: str) -> bool:
        """Whether what is wrong stands in these words."""
        return bool(self._places().search(words))

    def put_into(self, words: str) -> str:
        """The words with what is right in the place of what is wrong.

        >>> Swap("5th of May", "3rd").put_into("my birthday is the 3rd of May")
        'my birthday is the 5th of May'
        """
        return self._places().sub(lambda _: self.right, words, count=1)

    def _places(self) -> re.Pattern[str]:
        said = self.right.split()
        tails = [re.escape(" ".join(said[first:])) for first in range(1, len(said))]  # "of May", which both share
        number = _ORDINAL.match(self.wrong)
        wrong = rf"{number[1]}(?:st|nd|rd|th)?" if number else re.escape(self.wrong)
        tail = rf"(?:\s+(?:{'|'.join(tails)}))?" if tails else ""
        return re.compile(rf"(?<!\w){wrong}{tail}(?!\w)", re.I)


def swap_in(text: str) -> Swap | None:
    """The one thing that a few words put in the place of another; None where they do anything else.

    >>> swap_in("it's wool, not cotton, that I can't stand"), swap_in("I'm not sure")
    (Swap(right='wool', wrong='cotton'), None)
    """
    if number := _SCRAPPED.match(text) or _OUTGROWN.search(text):
        return Swap(number["right"], number["wrong"])
    if found := next(filter(None, (words.search(text) for words in _SAID_OTHERWISE)), None):
        return _swap(_ENDS.split(found["right"], maxsplit=1)[0], found["wrong"])
    other = _OTHER_WAY.match(text.strip())
    if other and not _LEAD.sub("", other[1]).strip(" ,"):
        return _swap(other[3], other[2])
    parts = _NOT.split(text.strip(), maxsplit=1)
    return _swap(*parts) if len(parts) == 2 and "?" not in text else None


def _swap(right: str, wrong: str) -> Swap | None:
    right = _LEAD.sub("", right.strip()).strip(_SIGNS)
    wrong = _ENDS.split(_LEAD.sub("", wrong.strip()), maxsplit=1)[0].strip(_SIGNS)
    if (governed := _GOVERNED.search(wrong)) and len(right.split()) == 1 and not _WHOLE_DIET.fullmatch(right):
        right = f"{right}{governed[0]}"
    few = all(1 <= len(words.split()) <= MOST for words in (right, wrong))
    return Swap(right, wrong) if few and not _NO_THING.search(f"{right} {wrong}") else None


def put_right(statement: Mapping[str, Any], swap: Swap) -> dict[str, Any]:
    """The statement as it should have been told."""
    told = {name: swap.put_into(str(statement[name])) for name in ("words", "restated")}
    return {**statement, **told, "about": swap.put_into(str(statement["about"])).lower()}
