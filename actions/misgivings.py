"""What the customer told us that speaks against a product: said when they ask about it, and before they order it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Tracker

from actions.product_questions import asks_which_of_them
from actions.replies import Say, say
from actions.tasks import Filling
from actions.tastes import KEEPS_FROM, Tastes, tastes_of
from actions.turn import Means, turn_of
from actions.wording import Phrase, listing, phrase, quoted
from shop.values import Product, ProductQuery
from store import Fact, Purpose, Reader

LOOKED_AT = 10
FROM_ANIMALS = "animal"  # what vegans keep from, as the shelves call it


@dataclass(frozen=True, slots=True)
class Misgiving:
    """A product with something in it that the customer avoids, the words that say so, and the facts behind them."""

    product: Product
    thing: str
    words: str
    facts: tuple[str, ...]


async def warned(f: Filling, facts: Sequence[Fact], products: Iterable[Product], question: Say) -> Say:
    """The same question with what the customer told of it and another way out, where something stands against it.

    Only what may be used in replies is in `facts`; what was said in this conversation itself needs no permission.
    """
    found = await _misgivings(f.means, facts, f.heard, products)
    return _warning(question, found[0]) if found else question


@dataclass(frozen=True, slots=True)
class Against:
    """What the same words of theirs speak against, of goods that they asked about."""

    misgivings: tuple[Misgiving, ...]

    def left_of(self, products: Sequence[Product]) -> list[Product]:
        """The others of these; all of them where nothing else would be left."""
        against = {one.product.id for one in self.misgivings}
        return [product for product in products if product.id not in against] or list(products)

    def said(self, shown: Sequence[Product], language: str) -> Say:
        """What they told us, and that it was left out, or which of what is shown it speaks against."""
        told = dict.fromkeys(quoted(one.words, language) for one in self.misgivings)
        names = listing([one.product.name for one in self.misgivings], language)
        left_out = self.misgivings[0].product.id not in [product.id for product in shown]
        response = "utter_left_out" if left_out else "utter_told_against"
        words = say(response, words=listing(list(told), language), names=names)
        return replace(words, because=tuple(fact for one in self.misgivings for fact in one.facts))


async def spoken_against(means: Means, tracker: Tracker, products: Sequence[Product]) -> Against | None:
    """What they told us that speaks against these, where they weren't spoken of a moment ago."""
    turn, spoken_of = turn_of(tracker), tracker.get_slot("about_products") or ()
    anew = asks_which_of_them(turn.text)
    new = [product for product in products if anew or product.id not in spoken_of]
    if not new:
        return None
    brief = await means.door(
        means.memory.recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment
    )
    heard = [*(tracker.get_slot("heard") or ()), *turn.statements]
    found = await _misgivings(means, brief.facts, heard, new)
    return Against(tuple(found)) if found else None


def _warning(question: Say, found: Misgiving) -> Say:
    kind = found.product.name.split()[-1].capitalize()
    other = {
        "title": phrase("utter_choice_without", kind=kind, thing=_named(found.thing)),
        "payload": '/recommend{"instead": "yes"}',
    }
    about = {"words": found.words, "thing": _named(found.thing), "avoided": found.product.name}
    return replace(
        question,
        response="utter_ask_order_though",
        values={**question.values, **about},
        buttons=(*question.buttons, other),
        because=tuple(dict.fromkeys((*found.facts, *question.because))),
    )


async def _misgivings(
    means: Means, facts: Sequence[Fact], heard: Sequence[Mapping[str, Any]], products: Iterable[Product]
) -> list[Misgiving]:
    """Of each product the first thing in it that is avoided, if any."""
    tastes = tastes_of(facts, heard)
    return [
        Misgiving(product, thing, *_told(thing, tastes, facts, heard))
        for product in products
        if tastes.avoid and (thing := await _avoided_in(means, product, tastes))
    ]


async def _avoided_in(means: Means, product: Product, tastes: Tastes) -> str | None:
    if not await has_any(means, product, *tastes.avoid):
        return None
    for thing in tastes.avoid:
        if await has_any(means, product, thing):
            return thing
    return None


def _told(
    thing: str, tastes: Tastes, facts: Sequence[Fact], heard: Sequence[Mapping[str, Any]]
) -> tuple[str, tuple[str, ...]]:
    """In which words they said that they avoid it, and the facts behind that."""
    behind = tastes.facts_behind([thing])
    told = [fact.words for fact in facts if fact.id in behind]
    called = (thing, *(way for way in tastes.lives if KEEPS_FROM[way] == thing))
    told += [str(one["words"]) for one in heard if any(name in str(one["about"]).casefold() for name in called)]
    return (told[0] if told else thing), behind


def _named(thing: str) -> Phrase | str:
    return phrase("utter_thing_from_animals") if thing == FROM_ANIMALS else thing


async def has_any(means: Means, product: Product, *things: str) -> bool:
    """Whether the shop leaves this product out for somebody who avoids them, by whatever names they have there."""
    find = means.shop.products.search
    there = [one.id for one in await means.door(find, ProductQuery(words=product.name), LOOKED_AT)]
    spared = await means.door(find, ProductQuery(words=product.name, avoid=things), LOOKED_AT)
    return product.id in there and product.id not in [one.id for one in spared]
