"""A wish made narrower after something was suggested: "around £30", "she likes tea", "something cheaper"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.avoiding import as_spelt
from actions.rather import TOO_MUCH
from actions.said import Said, telling_words
from shop.values import Product, ProductQuery

_CHEAPER = re.compile(
    r"\b(?:(?:any ?thing|some ?thing|a bit|a little|(?:a )?lot|much|even) )*"
    r"(?:cheaper|less (?:expensive|dear|pricey)|more affordable|not (?:so|that) (?:dear|expensive)|"
    r"(?<!nothing )(?<!not )too (?:dear|expensive|pricey|steep)|"
    r"^\W*(?:(?:oh|no|still|just|that'?s|it'?s|bit|a bit|way|far)\W+)*too much\W*$|"
    r"can'?t afford (?:it|that|them|those))\b",
    re.I,
)
_MORE_SO = re.compile(
    r"^\W*(?:(?:ok|and|but|no|maybe|have you|got|something|anything|any|an?|bit|little|much|slightly|even)\W+)*"
    r"(soft|warm|light|smart|cool|strong|plain)er\b(?: ones?)?(?: please| then| though)?\W*$",
    re.I,
)
# "Anything with pockets" is of what was shown.
_WITH_IT = re.compile(
    r"^\W*(?:(?:and|or|ok|but|is there|are there|got|have you got|have you|do you have|do any|does any)\W+)*"
    r"(?:any ?thing|any|ones?|some|something)(?: of them)? (?:with|have|has|that (?:has|have)|having) "
    r"(?!(?:nuts?|wool|it|them|that|this|you)\b)[a-z]",
    re.I,
)
_OF_SOMEBODY = re.compile(
    r"\b(?:she|he|they|(?:dad|mum|mom|wife|husband|partner|brother|sister|son|daughter|nan|gran|grandad|friend|"
    r"girlfriend|boyfriend|boss|aunt|uncle|niece|nephew|cousin)(?:['’]?s \d+ and)?)(?:'s|'re| is| are)?\s+"
    r"(?:\w+ )?(?:likes?|loves?|into|enjoys?|wants?|prefers?|collects?|"
    r"(?:mad|crazy|nuts|bonkers) about|obsessed with|keen on|fond of)\b",
    re.I,
)
_UNLIKED = re.compile(
    r"\b(?:hates?|dislikes?|can'?t (?:stand|have|wear|eat)|does(?:n'?t| not) (?:like|wear|eat|drink)|allergic to)"
    r"\s+(?!(?:any ?thing|things?|stuff|it|them|that|this|too|very)\b)([a-z]+)",
    re.I,
)
_NOT_THAT = re.compile(
    r"^\W*(?:(?:but|and|please|ok|no)\W+)?(?:(?:something|anything|ones?|it) )?"
    r"(?:not|no|nothing with|anything but|except|without)\s+(?:any |a |an )?"
    r"(?!thanks?\b|thank\b|dear\b|love\b|mate\b|pal\b|sorry\b|please\b|one\b|problem\b|way\b|idea\b|now\b|yet\b|really\b|that\b|those\b|these\b|them\b|any\b|it\b|more\b|longer\b|sure\b|bad\b)"
    r"([a-z]{3,})(?: (?:please|thanks|thank you|though|this time|today|again))?\W*$",
    re.I,
)
_OTHERS = re.compile(
    r"^\W*(?:(?:no|ok|and|please|but|show me|do you have|have you got|have you|got|what|any)\b\W*)*"
    r"(?:(?:something|anything|ones?|others?) (?:else|other|different)|others|other ones|(?:some |a few )?more|"
    r"not (?:that|those|these|them|any of (?:them|those|these))(?: ones?)?|none of (?:them|those|these))"
    r"(?: please| then)?\W*$",
    re.I,
)
_HAS_IT = re.compile(
    r"\balready (?:has|have|had|got|owns?|read|seen|bought|tried)\b[^.?!,;]{0,40}(?!\w)|"
    r"\b(?:has|have|got|owns?)\b[^.?!]{0,20}\balready\b|"
    r"\b(?:i|we|s?he)(?:['’]ve|['’]s| have| has) (?:just |already |now )*(?:finished|read)\b[^.?!,;]{0,40}(?!\w)|"
    r"(?:\b(?:has|have|got)|\b(?:i|we|they|you)['’]?ve) (?:already )?(?:read|seen|got|tried|had|owned?|bought) "
    r"(?:it|that(?: one)?|them|both|those|these|all(?: of them)?)\b|"
    r"^\W*(?:have|already) (?:read|seen|tried) (?:it|that(?: one)?|them|both|those|these)\W*$",
    re.I,
)
_ANOTHER = re.compile(
    r"\b(?:(?:an?|any|some|another|the) )?(?:other|different)(?= (?!colou?rs?\b|sizes?\b|shades?\b)\w)", re.I
)
_OTHER_THAN = re.compile(
    r"\b(?:other|different|else|another|anything|something)\b.{0,30}?\b(?:than|besides|except|apart from)\b(.*)", re.I
)
_SIMILAR = re.compile(
    r"\b(?:something|anything|ones?|any(?: more| others?)?|more|others?|have you|got|another)\b.{0,25}"
    r"\b(?:similar|like (?:it|that|this|them|those|these)(?: ones?)?|"
    r"(?:of|in|along) (?:that|the same|this|those|similar) (?:sort|type|kind|vein|style|lines?))\b|"
    r"\bmore (?:\w+ )?(?:by|from) (?:whoever|him|her|them|the same|that|this)\b|"
    r"^\W*(?:\w+ )?similar\b(?=[\w ]{0,15}\W*$)",
    re.I,
)
# "that's clothes. I want something to eat": what was shown is not the thing
_NO_SUCH_THING = re.compile(
    r"^\W*(?:no\W+|but\W+)*(?:that['’]?s|those are|these are|they['’]?re|it['’]?s) (?:all |just |only )?"
    r"[a-z ]{2,20}[.,;!]+\s*"
    r"(?=(?:and |but )?i(?:['’]?d| would|['’]?m| was)? ?(?:want|need|meant|mean|asked|said|like|after|looking)\b)",
    re.I,
)
_BY_PRICE = re.compile(r"\b(?:cheapest|least expensive|dearest|most expensive|priciest)\b", re.I)
_LEAST = re.compile(r"\b(?:cheap(?:est|er one)|least expensive)\b", re.I)
_MOST = re.compile(r"\b(?:dear(?:est|er one)|most expensive|priciest)\b", re.I)
_OF_THESE = re.compile(
    r"^\W*(?:(?:and|ok|so|but|well|which|what|what'?s|is|one|the|are|of|these|those|them)\W+)*"
    rf"(?:{_LEAST.pattern}|{_MOST.pattern})"
    r"(?: (?:one|of|is|then|these|those|them|the|three|two|please|pls))*\W*$",
    re.I,
)
FEWEST_WORDS = 4
_SHELVES = {"clothes": ("clothing",)}  # as departments are called, where people say it otherwise
_WHAT_FOR = re.compile(r"\s*(?:\bfor\b|[,;.–]).*", re.I | re.S)
_PENNY = Decimal("0.01")
_PRICES = ("price_from", "price_to")
_DETAILS = ("words", "colour", "size", "material", *_PRICES)


def as_sought(wanted: ProductQuery, occasion: Sequence[str]) -> dict[str, Any]:
    """A wish as the session keeps it until the next one."""
    told = {name: value for name in _DETAILS if (value := getattr(wanted, name))}
    prices = {name: str(told[name]) for name in _PRICES if name in told}
    return {**told, **prices, "avoid": list(wanted.avoid), "occasion": list(occasion)}


def adds_to(text: str) -> bool:
    """Whether a message says more about the wish before it, whatever words it has.

    >>> adds_to("she's really into tea"), adds_to("something cheaper"), adds_to("a warm coat")
    (True, True, False)
    """
    more = (_CHEAPER, _OF_SOMEBODY, _UNLIKED, _MORE_SO, _NOT_THAT, TOO_MUCH, _WITH_IT)
    return any(one.search(text) for one in more)


def more_so(wanted: ProductQuery, text: str, sought: Mapping[str, Any] | None) -> ProductQuery:
    """What was sought before, and more so than what was shown, where the message asks for that: "something softer"."""
    found = _MORE_SO.match(text)
    before = (sought or {}).get("words", "")
    if before and wanted.words and _WITH_IT.match(text):
        return replace(wanted, words=f"{before} {wanted.words}")
    return replace(wanted, words=f"{found[1].casefold()} {before}".strip()) if found else wanted


def tells_of_somebody(text: str) -> bool:
    """Whether it says what somebody likes, whom something may be looked for.

    >>> tells_of_somebody("my dad loves trains"), tells_of_somebody("I love trains")
    (True, False)
    """
    return bool(_OF_SOMEBODY.search(text))


def narrows(text: str) -> bool:
    """Whether a few words by themselves say more about a suggestion: what it shall not be, or that it costs less.

    >>> narrows("not books"), narrows("cheaper"), narrows("no thanks"), narrows("not on Sundays")
    (True, True, False, False)
    """
    return bool(_NOT_THAT.match(text) or (_CHEAPER.search(text) and len(text.split()) <= FEWEST_WORDS))


def says_anything(wanted: ProductQuery) -> bool:
    """Whether there is anything in it that a search can go by."""
    return bool(wanted.avoid) or any(getattr(wanted, name) for name in _DETAILS)


def without_unliked(wanted: ProductQuery, text: str) -> ProductQuery:
    """The same wish; what somebody is said not to like or to bear is left out instead of looked for."""
    said = (found[1].casefold() for found in (*_UNLIKED.finditer(text), *_NOT_THAT.finditer(text)))
    unliked = tuple(name for word in said for name in (word, *_SHELVES.get(word, ())))
    named = telling_words(" ".join(unliked))
    words = " ".join(word for word in wanted.words.split() if not telling_words(word) & named)
    material = "" if wanted.material.casefold() in unliked else wanted.material
    avoid = dict.fromkeys([*wanted.avoid, *map(as_spelt, unliked)])
    return replace(wanted, words=words, material=material, avoid=tuple(avoid))


def asks_cheaper(text: str) -> bool:
    """Whether it asks for the same at a lower price."""
    return bool(_CHEAPER.search(text))


def asks_others(text: str) -> bool:
    """Whether it asks for others than those shown: "something else", "a different one", "I've read both"."""
    return any(others.search(text) for others in (_OTHERS, _HAS_IT, _ANOTHER, _OTHER_THAN))


def asks_similar(text: str) -> bool:
    """Whether it asks for more of the same sort: "anything similar?", "more like it"; "like a scarf" does not."""
    return bool(_SIMILAR.search(text))


def without_similar(said: Said) -> Said:
    """The same message without the words that ask for the same sort."""
    return said.without(_SIMILAR)


def than_which(text: str) -> str:
    """What the others shall be other than, in their words; "" where that isn't said."""
    found = _OTHER_THAN.search(text)
    return found[1] if found else ""


def what_is_had(text: str) -> str:
    """What they say that is there already, in their words; "" where they don't."""
    found = _HAS_IT.search(text)
    return found[0] if found else ""


def without_others(said: Said) -> Said:
    """The same message without the words that ask for others, or say what is there already."""
    if found := _OTHER_THAN.search(said.text):
        said = replace(said, text=said.text[: found.start(1)], entities=_before(said, found.start(1)))
    said = said.without(_NO_SUCH_THING)
    return said.without(_HAS_IT).without(_ANOTHER) if asks_others(said.text) else said


def _before(said: Said, end: int) -> tuple[Mapping[str, Any], ...]:
    return tuple(one for one in said.entities if (one.get("end") or 0) <= end)


def asks_by_price(text: str) -> bool:
    """Whether it asks for the cheapest or the dearest there is."""
    return bool(_BY_PRICE.search(text))


def sorted_by_price(products: Sequence[Product], text: str) -> list[Product]:
    """The cheapest or the dearest first, where that is asked for; else as they are."""
    if not asks_by_price(text):
        return list(products)
    by_cost = sorted(products, key=lambda product: product.price.amount)
    return by_cost if _LEAST.search(text) else by_cost[::-1]


def asks_which_by_price(text: str) -> bool:
    """Whether it asks for the cheapest or dearest of what was shown.

    >>> asks_which_by_price("which is the cheapest"), asks_which_by_price("the cheapest coat you have")
    (True, False)
    """
    return bool(_OF_THESE.match(text))


def by_price(shown: Sequence[Product], text: str) -> Product | None:
    """The cheapest or dearest of several, where that is how one is meant."""
    if len(shown) < 2 or not (_LEAST.search(text) or _MOST.search(text)):
        return None
    by_cost = sorted(shown, key=lambda product: product.price.amount)
    return by_cost[0 if _LEAST.search(text) else -1]


def without_cheaper(said: Said) -> Said:
    """The same message without the words for a lower price: no shelf is marked "cheaper"."""
    return said.without(_CHEAPER).without(_BY_PRICE)


def without_what_for(said: Said) -> Said:
    """The same message up to what it is for, or what else is told: no shelf is marked with a hospital visit.

    "something warm for hospital visits, it's freezing in there" is first of all something warm.
    """
    return replace(said, text=_WHAT_FOR.sub("", said.text, count=1))


def narrowed(sought: Mapping[str, Any], wanted: ProductQuery) -> ProductQuery:
    """The wish before with what is told now: new details stand instead of old ones of their kind."""
    before = {**sought, **{price: Decimal(sought[price]) for price in _PRICES if sought.get(price)}}
    if wanted.price_from is not None or wanted.price_to is not None:
        before |= dict.fromkeys(_PRICES)
    told = {name: getattr(wanted, name) or before.get(name) or getattr(wanted, name) for name in _DETAILS}
    return ProductQuery(**told, avoid=tuple(dict.fromkeys([*before.get("avoid", ()), *wanted.avoid])))


def cheaper(wanted: ProductQuery, text: str, shown: Sequence[Product]) -> ProductQuery:
    """The same wish below the price of all that was shown, where the message asks for that."""
    if not shown or not asks_cheaper(text):
        return wanted
    return replace(wanted, price_from=None, price_to=min(one.price.amount for one in shown) - _PENNY)
