"""Suggestions: what fits the words, and what the customer said of themselves, or nothing at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.asking_beside import only_asked
from actions.demand import note_unsold
from actions.misgivings import spoken_against
from actions.narrowing import (
    adds_to,
    as_sought,
    asks_cheaper,
    asks_others,
    cheaper,
    narrowed,
    says_anything,
    without_cheaper,
    without_unliked,
    without_what_for,
)
from actions.needs import asks_for_need, needed
from actions.products import TellProduct, order_button, there_in
from actions.products_meant import is_variant_of, known, products_meant, search
from actions.ranking import any_present, has, meant_for, named_first, preferred, wished_for
from actions.replies import Events, Say, failure, noted, say, sells_nothing
from actions.respecting import SHOWN, asked_with, comes_in, respected_in
from actions.said import Said, one_of, telling_words
from actions.tastes import KEEPS_FROM, Tastes, names_goods, tastes_of, wanted_now
from actions.tongues import HOUSE_TONGUE
from actions.turn import CareAction, Turn, turn_of
from actions.unclear import say_not_understood
from actions.which import variant_words, worth
from actions.whom import SELF, meant_person, of_facts, of_statements
from actions.wording import Lines, Phrase, listing, phrase
from shop.errors import ShopError
from shop.values import Money, Product, ProductQuery
from store import Brief, Purpose, Reader

FEWEST = 5  # customers behind "others also bought": of fewer somebody could be known
_OCCASIONS = {
    "gift": re.compile(r"\b(?:gift|present|birthday|christmas)\b", re.I),
    "child": re.compile(
        r"\b(?:child\w*|kids?|bab(?:y|ies)|toddlers?|boys?|girls?|sons?|daughters?|nephews?|nieces?|"
        r"grand(?:son|daughter|child\w*|kid)s?|little (?:one|boy|girl)s?|(?:years?|months?|yrs?)[- ]olds?|aged? \d+|"
        r"(?:is|turning|turns|of) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\b",
        re.I,
    ),
}
_GOES_WITH = re.compile(
    r"\b(?:(?:(?:what|which|anything) (?:else )?)?goes? (?:well )?with|to go with|match(?:es)?|others? (?:buy|bought)|"
    r"bought together)\b",
    re.I,
)
_VAGUE = re.compile(r"\b(?:some ?thing|somthing|summat|any ?thing|ideas?|presents?|gifts?)\b", re.I)
LOOKED_AT = 40
SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What fits, and which of the customer's tastes made a difference to it."""

    products: tuple[Product, ...]
    respected: tuple[str, ...]


class Recommend(CareAction):
    """At most three things that fit, saying what was respected; says so when nothing does."""

    NAME = "action_recommend"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, said = turn_of(tracker), Said.last(tracker)
        if sells_nothing(dispatcher, turn, tracker):
            return []
        try:
            reply = await self._reply(turn, said, tracker)
            shown = await known(self.means, reply.about.get("about_products", ()))
            against = await spoken_against(self.means, tracker, shown)
        except ShopError as error:
            reply, against = failure(error), None
        reply.by(dispatcher)
        if against:
            against.said(shown, turn.language).by(dispatcher)
        return noted(reply.about)

    async def _reply(self, turn: Turn, said: Said, tracker: Tracker) -> Say:
        if asks_for_need(said.text):
            need = await needed(self.means, turn)
            if need or turn.language != HOUSE_TONGUE:  # the shelves are described in the house's language alone
                return need or say("utter_only_some_things_here")
        if _GOES_WITH.search(said.text):
            return await self._what_goes_with(said, tracker)
        recall = self.memory.recall
        brief: Brief = await self.door(
            recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment
        )
        heard = [*(tracker.get_slot("heard") or ()), *turn.statements]
        whose = meant_person(said.text, [*of_facts((*brief.facts, *brief.others)), *of_statements(heard)])
        tastes = tastes_of((*brief.facts, *brief.others), heard, whose.subject)
        asked = only_asked(said, turn.statements)
        wanted, occasion = await self._wish(asked, tracker)
        gift = ("gift",) if whose.subject != SELF and not says_anything(wanted) else ()
        occasion = tuple(dict.fromkeys((*occasion, *_occasions(whose.subject), *gift)))
        wanted = wished_for(whose, wanted, tastes)
        shown = _seen(tracker) if asks_others(said.text) else frozenset()
        if not (says_anything(wanted) or occasion or tastes.likes):
            return say("utter_nothing_pressed" if tracker.get_slot("grieving") else "utter_ask_recommend_what")
        suggestion = await self._found(asked, wanted, tastes, occasion, shown)
        if shown and not suggestion.products:
            return say("utter_nothing_else")
        if not suggestion.products:
            if _VAGUE.search(said.text) and not names_goods(asked) and not wanted.avoid:
                return say("utter_ask_recommend_whom")
            await note_unsold(self.means, turn, wanted.words)
            if asks_cheaper(said.text) and (least := await self._cheapest_shown(tracker)):
                return say("utter_nothing_cheaper", name=least.name, price=worth(least.price, turn.language))
        words = worded(suggestion, wanted, tastes, turn.language)
        about = {**words.about, "sought": {**as_sought(wanted, occasion), SEEN: sorted(shown)}}
        return replace(words, about=about, because=tastes.facts_behind(suggestion.respected))

    async def _found(
        self, said: Said, wanted: ProductQuery, tastes: Tastes, occasion: Sequence[str], shown: frozenset[str]
    ) -> Suggestion:
        """What fits the wish; where nothing does, what fits its thing, or what it says before what it is for."""
        told = wanted_now(without_what_for(said))
        nearest = replace(told, price_from=wanted.price_from, price_to=wanted.price_to, avoid=wanted.avoid)
        whatever = any_present(wanted, occasion) if occasion and not names_goods(said) else []
        nearer = [nearest] if occasion or says_anything(told) else []
        wishes = dict.fromkeys((_as_things(wanted), *nearer, *whatever))
        first = await self._fitting(wanted, tastes, occasion, shown)
        if first.products or shown or asks_cheaper(said.text):
            return first
        for wish in wishes:
            nearest_fit = await self._fitting(wish, tastes, occasion, shown)
            if nearest_fit.products:
                return nearest_fit
        return first  # of nothing it is said what it was left out for

    async def _wish(self, said: Said, tracker: Tracker) -> tuple[ProductQuery, Sequence[str]]:
        """What is looked for, and for which occasion: a new wish, or the one before made narrower."""
        wanted = without_unliked(wanted_now(without_cheaper(said)), said.text)
        sought = tracker.get_slot("sought")
        occasion = _occasions(said.text)
        if not sought or (said.intent == "recommend" and wanted.words and not adds_to(said.text)):
            return wanted, occasion
        shown = await self._shown(tracker)
        return cheaper(narrowed(sought, wanted), said.text, shown), occasion or sought["occasion"]

    async def _cheapest_shown(self, tracker: Tracker) -> Product | None:
        return min(await self._shown(tracker), key=lambda product: product.price.amount, default=None)

    async def _shown(self, tracker: Tracker) -> list[Product]:
        return await known(self.means, tracker.get_slot("about_products") or ())

    async def _fitting(
        self, wanted: ProductQuery, tastes: Tastes, occasion: Sequence[str], shown: frozenset[str]
    ) -> Suggestion:
        search = self.means.shop.products.search
        everything = list(await self.door(search, wanted, LOOKED_AT))
        if not everything and wanted.colour:
            wanted, trait = replace(wanted, colour=""), wanted.colour  # "a warm coat": no colour, but a trait
            everything = [p for p in await self.door(search, wanted, LOOKED_AT) if has(p, trait)]
        there = {product.id for product in everything} - shown
        fitting = [p for p in await self.door(search, asked_with(wanted, tastes), LOOKED_AT) if p.id in there]
        sized = [p for p in fitting if comes_in(p, tastes) and not any(has(p, one) for one in wanted.avoid)]
        chosen = named_first(preferred(meant_for(sized, occasion), (*tastes.likes, *occasion)), wanted.words)
        return Suggestion(tuple(chosen[:SHOWN]), tuple(respected_in(everything, chosen, wanted, tastes)))

    async def _what_goes_with(self, said: Said, tracker: Tracker) -> Say:
        said = replace(said, text=_GOES_WITH.sub("", said.text))
        meant = await products_meant(self.means, said, tracker.get_slot("about_products") or ())
        if len(meant) != 1:
            return say("utter_ask_which_product")
        found = await self.door(self.means.shop.products.bought_together, meant[0].id, SHOWN)
        together = [one for one in found if one.customers >= FEWEST]
        if not together:
            return say("utter_nothing_goes_with", name=meant[0].name)
        fewest = min(one.customers for one in together)
        names = Lines([phrase("utter_choice_product", name=one.name) for one in together])
        words = say("utter_bought_together", name=meant[0].name, products=names, customers=fewest)
        return replace(words, about={"about_products": [one.product for one in together]})


class TakeUp(Recommend):
    """What a few words after a suggestion mean: one of the things shown, or more about what is looked for."""

    NAME = "action_take_up"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        said = Said.last(tracker)
        if not tracker.get_slot("about_products"):
            return say_not_understood(dispatcher, tracker)
        try:
            names_one = await self._names_one(said, tracker)
        except ShopError as error:
            failure(error).by(dispatcher)
            return []
        more = adds_to(said.text) or asks_others(said.text)
        narrows = says_anything(wanted_now(said)) or more
        if (names_one and not more) or not narrows or not tracker.get_slot("sought"):
            return await TellProduct(self.means).run(dispatcher, tracker, domain)
        return await super().run(dispatcher, tracker, domain)

    async def _names_one(self, said: Said, tracker: Tracker) -> bool:
        """Whether it is about a product: one of those shown, or another that is called so."""
        shown = await self._shown(tracker)
        if len(shown) == 1 and is_variant_of(shown[0], said.text):
            return True
        if one_of(said.text, [f"{product.name} {product.category}" for product in shown]) is not None:
            return True
        called = telling_words(wanted_now(said).words)
        found = await search(self.means, wanted_now(said), SHOWN) if called and not adds_to(said.text) else []
        return any(called & telling_words(product.name) for product in found)


def _occasions(text: str) -> tuple[str, ...]:
    return tuple(name for name, words in _OCCASIONS.items() if words.search(text))


def _seen(tracker: Tracker) -> frozenset[str]:
    """What was shown for this wish, now and before."""
    before = (tracker.get_slot("sought") or {}).get(SEEN, ())
    return frozenset((*before, *(tracker.get_slot("about_products") or ())))


def worded(suggestion: Suggestion, wanted: ProductQuery, tastes: Tastes, language: str) -> Say:
    """A suggestion as a reply that says what it respected."""
    lived = [way for way in tastes.lives if KEEPS_FROM[way] in suggestion.respected]
    named = [one for one in suggestion.respected if one not in (KEEPS_FROM[way] for way in lived)]
    avoided = list(dict.fromkeys([*wanted.avoid, *(one for one in named if one in tastes.avoid)]))
    kept_to = [*lived, *(one for one in named if one not in tastes.avoid)]
    without = {"avoided": listing(avoided, language)} if avoided else {}
    if not suggestion.products:
        return say("utter_nothing_fits_without" if avoided else "utter_nothing_fits", **without)
    found = suggestion.products
    values: dict[str, Any] = {
        "count": phrase(f"utter_count_{len(found)}"),
        "products": Lines([product_line(product, language) for product in found]),
    }
    response = "utter_recommend_respecting" if avoided else "utter_recommend"
    asked_for = variant_words(wanted.size, wanted.colour)
    if asked_for and not avoided and len(there_in(found, wanted.size, wanted.colour)) == len(found):
        response, values["kept"] = "utter_recommend_keeping", phrase("utter_kept_size", size=asked_for)
    elif kept_to and not avoided:
        response, values["kept"] = "utter_recommend_keeping", _kept(kept_to[0], tastes, language)
    words = say(response, *map(order_button, found), **values, **without)
    return replace(words, about={"about_products": [product.id for product in found]})


def product_line(product: Product, language: str) -> Phrase:
    """A product on one line: name, price, and the first sentence about it."""
    first = product.description.split(";")[0].split(". ")[0].strip(" .")
    return phrase("utter_line_product", name=product.name, price=worth(product.price, language), why=first)


def _as_things(wanted: ProductQuery) -> ProductQuery:
    """The same wish for what one does as for the things it is done with: gardening, the garden; to eat, food."""
    things = ("food" if word == "eat" else re.sub(r"(?<=\w{4})ing$", "", word) for word in wanted.words.split())
    return replace(wanted, words=" ".join(things))


def _kept(thing: str, tastes: Tastes, language: str) -> Phrase:
    """What was kept to, in words."""
    if thing in ("size", "shoe size"):
        return phrase("utter_kept_size", size=tastes.shoe_size if thing == "shoe size" else tastes.size)
    if thing == "budget":
        return phrase("utter_kept_budget", limit=worth(Money(amount=tastes.price_to or Decimal(0)), language))
    return phrase("utter_kept_life" if thing in tastes.lives else "utter_kept_thing", thing=thing)
