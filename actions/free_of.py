"""Whether goods suit who keeps from something: "is the shortbread gluten free?", "are they ok for a vegetarian?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.avoiding import avoided_in
from actions.labels import also_contains, made_of
from actions.misgivings import FROM_ANIMALS, has_any
from actions.occasions import age_in, told_of_age
from actions.product_questions import STUFF
from actions.replies import Say, say
from actions.said import Said
from actions.tastes import KEEPS_FROM, Tastes
from actions.turn import Means, Turn
from actions.which import OFFERED, worth
from actions.wording import Lines, Phrase, listing, phrase
from shop.values import Product, ProductQuery

_FREE = re.compile(rf"\b{STUFF}[- ]free\b|\bfree (?:of|from) {STUFF}\b", re.I)
_SOMEBODY = (
    r"(?:me|us|him|her|them|(?:my|our|your) \w+|(?:an? |some|people |those )?(?:strict )?"
    r"(?:vegans?|vegetarians?|veggies?|coeliacs?|celiacs?)|(?:someone|somebody|people|anyone|an?) .{1,40})"
)
_SUITS = re.compile(
    rf"\b(?:ok(?:ay)?|safe|suitable|fine|al{{1,2}} ?right|good|allowed) (?:to eat )?"
    r"(?:for|with|if (?:i|we|he|she|they))\b"
    rf"|\b(?:can|could|may) {_SOMEBODY} (?:eat|have|drink|wear)\b"
    r"|\b(?:can|could|may) (?:i|we|he|she|they) (?:eat|drink)\b",
    re.I,
)
_IS_SO = re.compile(r"\b(?:is|are|be)\b.*\b(?:vegan|vegetarian|veggie)(?: friendly)?(?: or not| at all)?\W*$", re.I)
_WAYS = {
    "vegan": (re.compile(r"\bvegans?\b", re.I), FROM_ANIMALS),
    "vegetarian": (re.compile(r"\b(?:vegetarians?|veggies?)\b", re.I), "meat"),
}
_OF_HEALTH = re.compile(r"\b(?:al{1,2}er?g\w+|intoleran\w+|coeliacs?|celiacs?|safe)\b", re.I)
_COUNTED = re.compile(r"^((?:pea|hazel|wal)?nut|almond|egg)$")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What goods are asked to be without, and the ways of living that they are asked to suit."""

    things: tuple[str, ...]
    ways: tuple[str, ...]


def asks_whether_free(text: str) -> bool:
    """Whether it asks if goods are without something, or suit somebody.

    >>> [asks_whether_free(one) for one in ("is it nut free?", "are both ok for a vegan?", "is it warm?")]
    [True, True, False]
    """
    return bool(_FREE.search(text) or _SUITS.search(text) or _IS_SO.search(text))


def asks_whether_it_suits(text: str) -> bool:
    """Whether it asks if goods suit somebody: who asks that orders nothing yet.

    >>> asks_whether_it_suits("is the honey ok for a vegan?"), asks_whether_it_suits("ok, the honey for my vegan aunt")
    (True, False)
    """
    return bool(_SUITS.search(text))


async def told_whether_free(
    means: Means, said: Said, found: Sequence[Product], tastes: Tastes, turn: Turn
) -> list[Say]:
    """What the labels of these say to that, and what else of the kind is without it; nothing where that isn't asked."""
    if not asks_whether_free(said.text) or not 0 < len(found) <= OFFERED:
        return []
    if of_age := _of_age(found, said.text):
        return of_age
    asked, language = _asked(said.text, tastes), turn.language
    if asked is None:
        return _made_of_each(found, language) if len(found) > 1 and _SUITS.search(said.text) else []
    each = {one.id: await _against(means, one, asked) for one in found}
    if len(found) > 1 and not any(each.values()) and not _SUITS.search(said.text):
        return []  # they were looked for without it
    lines = Lines([_line(one, each[one.id], asked, language) for one in found])
    told = [say("utter_products_each", products=lines)]
    if any(each.values()):
        told += await _others_without(means, found, asked, language)
    elif _OF_HEALTH.search(turn.text):
        told.append(say("utter_label_only"))
    return told


def _of_age(found: Sequence[Product], text: str) -> list[Say]:
    """Whether it is for a child of the age told, where its record says from which age it is."""
    age = age_in(text)
    told = told_of_age(found[0], age) if age is not None and len(found) == 1 else None
    if told is None:
        return []
    fits, trait = told
    return [say("utter_for_that_age" if fits else "utter_not_for_that_age", name=found[0].name, trait=trait)]


def _made_of_each(found: Sequence[Product], language: str) -> list[Say]:
    """What is in each, where nobody told what it shall be without."""
    lines = [phrase("utter_product_made_of", name=one.name, made_of=_all_in(one, language)) for one in found]
    return [say("utter_products_each", products=Lines(lines))]


def _asked(text: str, tastes: Tastes) -> _Asked | None:
    """What is named; where only somebody is, what was told of them."""
    ways = tuple(way for way, (named, _) in _WAYS.items() if named.search(text))
    things = tuple(one for one in avoided_in(text) if one not in (*ways, FROM_ANIMALS))
    if not (ways or things):
        ways = tuple(way for way in tastes.lives if way in _WAYS)
        things = tuple(one for one in tastes.avoid if one not in [KEEPS_FROM.get(way) for way in ways])
    return _Asked(things, ways) if ways or things else None


async def _against(means: Means, product: Product, asked: _Asked) -> list[str]:
    """What is in it of what it is asked to be without."""
    of_ways = [_WAYS[way][1] for way in asked.ways if not _is_marked(product, way)]
    return [one for one in (*asked.things, *of_ways) if await has_any(means, product, one)]


def _is_marked(product: Product, way: str) -> bool:
    """Whether it is marked for that way of living; who eats nothing from animals eats no meat."""
    return way in product.traits or (way == "vegetarian" and "vegan" in product.traits)


def _line(product: Product, against: Sequence[str], asked: _Asked, language: str) -> Phrase:
    told = {"name": product.name, "made_of": _all_in(product, language)}
    if against:
        return phrase("utter_line_has_in_it", things=_named(against, language), **told)
    if not asked.things:
        return phrase("utter_line_is_so", way=listing(list(asked.ways), language), **told)
    return phrase("utter_line_is_without", things=_named(asked.things, language), **told)


def _all_in(product: Product, language: str) -> str:
    return ", ".join(filter(None, (made_of(product, language), also_contains(product, language))))


def _named(things: Sequence[str], language: str) -> Phrase | str:
    if FROM_ANIMALS in things:
        return phrase("utter_thing_from_animals")
    return listing([_COUNTED.sub(r"\1s", one) for one in things], language)


async def _others_without(means: Means, found: Sequence[Product], asked: _Asked, language: str) -> list[Say]:
    """What else there is of the same kind without it."""
    avoid = (*asked.things, *(_WAYS[way][1] for way in asked.ways))
    query = ProductQuery(category=found[0].category, avoid=avoid)
    there = [one for one in await means.door(means.shop.products.search, query, OFFERED + 1) if one not in found]
    others = [one for one in there if one.category == found[0].category][:OFFERED]
    lines = [phrase("utter_line_product_short", name=one.name, price=worth(one.price, language)) for one in others]
    return [say("utter_others_without", products=Lines(lines))] if lines else []
