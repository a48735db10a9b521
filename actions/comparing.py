"""Goods put side by side: which two or three are meant, and what their records say of each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from actions.labels import made_of
from actions.products_meant import called, known, search, words_for_goods
from actions.replies import Say, say
from actions.said import Said, one_named, telling_words
from actions.tastes import wanted_now
from actions.turn import Means
from actions.which import OFFERED, worth
from actions.wording import Lines, phrase
from shop.values import Product, ProductQuery

_COMPARES = re.compile(
    r"\bdifferen(?:ce|ces|t) between\b|\bhow (?:do|does|are) .{1,40}\bdiffer(?:ent)?\b|\bcompar(?:e|ed|ison|ing)\b|"
    r"^\W*(?:(?:and|so|ok|but)\W+)*what(?:['’]?s| is| are)? the differences?\W*$|"
    r"\bversus\b|\bvs\b|\bbetween (?:the (?:two|2|three|3)|both|them|these|those)\b",
    re.I,
)
# "Which is the warmest", "which one's better for two people"; "which other" asks for others.
_WHICH_OF_THEM = re.compile(
    r"^\W*(?:(?:and|so|ok|but|well|hm+|out of (?:them|these|those))\W+)*(?:which|what)"
    r"(?: ones?| of (?:them|these|those|the (?:two|three|2|3)))?(?:['’]?s| is| are|'re| would be| do you think is)?"
    r"(?: the)? (?!(?:other|order|number|under|over|offer|cheaper|dearer|cheapest|dearest|latest|nearest|newest|"
    r"cover|paper|leather|water)\b)"
    r"(?:most (?!expensive\b)\w+|best|better|worse|[a-z]{3,}(?:est|er))\b|"
    r"^\W*(?:(?:and|so|ok)\W+)*which (?:one |of them )?(?:would|do|should) (?:you|i) "
    r"(?:get|choose|pick|recommend|take|go for)\b",
    re.I,
)
_PART = re.compile(r"\b(?:and|or|vs|versus|with|to|than|against)\b|[,;&/]", re.I)
_FEWEST, LOOKED_AT = 2, 10


def compares(text: str) -> bool:
    """Whether goods are to be put side by side.

    >>> compares("what's the difference between the two teapots"), compares("a different teapot")
    (True, False)
    """
    return bool(_COMPARES.search(text))


def asks_which_is_more(text: str) -> bool:
    """Whether it asks which of those in view is more of something.

    >>> asks_which_is_more("which is the warmest"), asks_which_is_more("which other ones have you got")
    (True, False)
    """
    return bool(_WHICH_OF_THEM.match(text))


def is_compared(found: Sequence[Product], said: Said) -> bool:
    """Whether these few are to be put side by side."""
    return 1 < len(found) <= OFFERED and (compares(said.text) or asks_which_is_more(said.text))


def looked_at(said: Said, about: Sequence[str], events: Iterable[Mapping[str, Any]]) -> list[str]:
    """Those in view; where things are compared and one alone is in view, the one looked at just before it too."""
    if len(about) != 1 or not (compares(said.text) or asks_which_is_more(said.text)):
        return list(about)
    told = [event["value"] for event in events if event["event"] == "slot" and event.get("name") == "about_products"]
    before = takewhile(lambda one: len(one) == 1, (one for one in reversed(told) if one))
    return list(dict.fromkeys(one[0] for one in before))[1::-1] or list(about)


async def compared(means: Means, said: Said, about: Sequence[str]) -> list[Product]:
    """The two or three that are meant: those named, else those in view; none where nothing is compared."""
    if not compares(said.text) and not (asks_which_is_more(said.text) and len(about) >= _FEWEST):
        return []
    if named := await named_apart(means, said):
        return named
    in_view = (await known(means, about))[:OFFERED] if len(about) >= _FEWEST else []
    if not compares(said.text):
        of_one = one_named(said.meant, [one.name for one in in_view]) is not None
        return [] if of_one else in_view  # "what's the largest size in the Esk" asks of that one
    return await _of_the_kind_named(means, said) or in_view


async def named_apart(means: Means, said: Said) -> list[Product]:
    """The two or three that a message calls by their names one after the other; none where it doesn't name several."""
    each = [await _named(means, said, start, end) for start, end in _parts(said.text)]
    named = list({one.id: one for one in each if one}.values())
    return named[:OFFERED] if len(named) >= _FEWEST else []


async def _of_the_kind_named(means: Means, said: Said) -> list[Product]:
    """The two or three that there are of the kind it names: "the two teapots"."""
    goods = await words_for_goods(means, wanted_now(said).words)
    found = await search(means, ProductQuery(words=" ".join(goods)), LOOKED_AT) if goods else []
    return found if _FEWEST <= len(found) <= OFFERED else []


async def _named(means: Means, said: Said, start: int, end: int) -> Product | None:
    """The one product that this part of the message calls by its name."""
    part = said.part(start, end)
    words = telling_words(part.text)
    found = await search(means, replace(wanted_now(part), avoid=()), LOOKED_AT) if words else []
    exact = [one for one in found if telling_words(one.name) <= words] or called(found, words)
    return exact[0] if exact else _only_sharing(found, words)


def _only_sharing(found: Sequence[Product], words: frozenset[str]) -> Product | None:
    sharing = [one for one in found if words & telling_words(one.name)]
    return sharing[0] if len(sharing) == 1 else None


def _parts(text: str) -> list[tuple[int, int]]:
    cuts = [*((m.start(), m.end()) for m in _PART.finditer(text)), (len(text), len(text))]
    begins, parts = 0, []
    for ends, following in cuts:
        parts.append((begins, ends))
        begins = following
    return parts


def side_by_side(products: Sequence[Product], language: str) -> Say:
    """What their records say of each, a line a product."""
    lines = [
        phrase(
            "utter_line_compared",
            name=one.name,
            price=worth(one.price, language),
            made_of=made_of(one, language),
            about=one.description,
        )
        for one in products
    ]
    words = say("utter_products_compared", products=Lines(lines))
    return replace(words, about={"about_products": [one.id for one in products]})
