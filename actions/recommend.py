"""Suggestions: what fits the words, and what the customer said of themselves, or nothing at all."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.asking_beside import only_asked
from actions.avoiding import avoided_in
from actions.demand import note_unsold
from actions.finding import Suggestion, Wish, alike, before_what_it_goes_with, for_whom, found, near_to, without
from actions.misgivings import spoken_against
from actions.narrowing import (
    adds_to,
    as_sought,
    asks_by_price,
    asks_cheaper,
    asks_others,
    asks_similar,
    cheaper,
    more_so,
    narrowed,
    says_anything,
    than_which,
    what_is_had,
    without_cheaper,
    without_others,
    without_similar,
    without_unliked,
)
from actions.needs import asks_for_need, needed
from actions.occasions import age_in, occasions_in, without_occasion
from actions.products import TellProduct
from actions.products_meant import is_variant_of, known, products_meant, search, words_for_goods
from actions.rather import rather, without_reason
from actions.replies import Events, Say, failure, noted, say, sells_nothing
from actions.respecting import SHOWN
from actions.said import Said, one_named, one_of, telling_words
from actions.suggested import nearest_worded, worded
from actions.tastes import Tastes, names_goods, tastes_of, wanted_now
from actions.tongues import HOUSE_TONGUE
from actions.turn import CareAction, Turn, turn_of
from actions.unclear import say_not_understood
from actions.which import worth
from actions.whom import meant_person, of_facts, of_statements
from actions.wording import Lines, phrase
from shop.errors import ShopError
from shop.values import Product
from store import Brief, Purpose, Reader

FEWEST = 5  # customers behind "others also bought": of fewer somebody could be known
_GOES_WITH = re.compile(
    r"\b(?:(?:(?:what|which|anything) (?:else )?)?(?:(?:would|will|could|might|can) )?"
    r"go(?:es)? (?:(?:well|nicely|best) )?with|to go with|match(?:es)?|others? (?:buy|bought)|"
    r"bought together)\b",
    re.I,
)
_FOR_WHOM = re.compile(r"\bfor (?:my|our|an?|his|her|their) \w+", re.I)
_VAGUE = re.compile(r"\b(?:some ?thing|somthing|summat|any ?thing|ideas?|presents?|gifts?)\b", re.I)
SEEN = "seen"


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
        said = await before_what_it_goes_with(self.means, said)
        if _GOES_WITH.search(said.text):
            return await self._what_goes_with(said, tracker)
        recall = self.memory.recall
        brief: Brief = await self.door(recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment)
        heard = [*(tracker.get_slot("heard") or ()), *turn.statements]
        facts = (*brief.facts, *brief.others)
        told = of_statements(heard)
        whose = meant_person(said.text, [*of_facts(facts), *told], told)
        tastes = tastes_of(facts, heard, whose.subject)
        asked = without_reason(only_asked(said, turn.statements))
        wish = for_whom(without(await self._wish(asked, tastes, tracker), avoided_in(said.text)), whose)
        wanted = wish.wanted
        if like := await self._like(said, tracker):
            shown = wish.shown | _seen(tracker) | {like.id}
            wish = replace(wish, wanted=cheaper(wanted, said.text, [like]), shown=shown)
            others = await alike(self.means, wish, like)
            if not others.products:  # of its kind all were shown: those say best what is like it
                others = await alike(self.means, replace(wish, shown=frozenset([like.id])), like)
            if not others.products:
                return say("utter_nothing_else")
            others = replace(others, let_go=() if wanted.words else None)  # by the same hand, or by the sea: not known
            return self._noted(worded(others, wanted, tastes, turn.language), others, wish)
        if not (says_anything(wanted) or wish.occasion or tastes.likes or asks_by_price(said.text)):
            return say("utter_nothing_pressed" if tracker.get_slot("grieving") else "utter_ask_recommend_what")
        return await self._fitting(wish, asked, tastes, turn, tracker)

    async def _fitting(self, wish: Wish, asked: Said, tastes: Tastes, turn: Turn, tracker: Tracker) -> Say:
        """What fits, or plainly that nothing does and what comes nearest."""
        said, wanted = Said.last(tracker), wish.wanted
        suggestion = await found(self.means, wish)
        if wish.shown and not suggestion.products:
            return say("utter_nothing_else")
        if not suggestion.products:
            if asks_cheaper(said.text) and (least := await self._cheapest_shown(tracker)):
                return say("utter_nothing_cheaper", name=least.name, price=worth(least.price, turn.language))
            if least := suggestion.dearer:
                told = say("utter_nothing_at_that", name=least.name, price=worth(least.price, turn.language))
                return self._noted(replace(told, about={"about_products": [least.id]}), suggestion, wish)
            if _VAGUE.search(said.text) and not names_goods(asked) and not wanted.avoid:
                return say("utter_ask_recommend_whom")
            await note_unsold(self.means, turn, wanted.words)
            if (near := await near_to(self.means, wish)).products:
                return self._noted(nearest_worded(near, wish, turn.language), near, wish)
        return self._noted(worded(suggestion, wanted, tastes, turn.language), suggestion, wish)

    def _noted(self, words: Say, suggestion: Suggestion, wish: Wish) -> Say:
        """The words with what was looked for, for when it is narrowed, and the facts that shaped it."""
        sought = {**as_sought(wish.wanted, wish.occasion), "age": wish.age, SEEN: sorted(wish.shown)}
        because = wish.tastes.facts_behind(suggestion.respected)
        return replace(words, about={**words.about, "sought": sought}, because=because)

    async def _wish(self, said: Said, tastes: Tastes, tracker: Tracker) -> Wish:
        """What is looked for, for whom and for which occasion: a new wish, or the one before made narrower."""
        occasion, age = occasions_in(said.text), age_in(said.text)
        plain = without_others(without_cheaper(without_occasion(said, occasion)))
        sought = tracker.get_slot("sought")
        wanted = more_so(rather(without_unliked(wanted_now(plain), said.text), said.text, sought), said.text, sought)
        seen = await self._left_out(said, tracker)
        anew = wanted.words or (_VAGUE.search(said.text) and _FOR_WHOM.search(said.text))
        if not sought or (said.intent == "recommend" and anew and not adds_to(said.text)):
            return Wish(said.text, plain, wanted, tastes, occasion, age, seen)
        told = cheaper(narrowed(sought, wanted), said.text, await self._shown(tracker))
        age = sought.get("age") if age is None else age
        return Wish(said.text, plain, told, tastes, occasion or tuple(sought["occasion"]), age, seen)

    async def _left_out(self, said: Said, tracker: Tracker) -> frozenset[str]:
        """What shall not be shown again where others are asked for: the one named, else all that was shown."""
        if not asks_others(said.text):
            return frozenset()
        shown = await self._shown(tracker)
        index = one_named(than_which(said.text) or what_is_had(said.text), [one.name for one in shown])
        return _seen(tracker) if index is None else frozenset([shown[index].id])

    async def _cheapest_shown(self, tracker: Tracker) -> Product | None:
        return min(await self._shown(tracker), key=lambda product: product.price.amount, default=None)

    async def _shown(self, tracker: Tracker) -> list[Product]:
        return await known(self.means, tracker.get_slot("about_products") or ())

    async def _like(self, said: Said, tracker: Tracker) -> Product | None:
        """The one that others shall be like: the one named, else the first of those in view; or what they have."""
        about = tracker.get_slot("about_products") or ()
        if not asks_similar(said.text):
            return None if tracker.get_slot("sought") else await self._had(said, about)
        said = without_similar(said)
        meant = await products_meant(self.means, said, about)
        goods = telling_words(" ".join(await words_for_goods(self.means, wanted_now(said).words)))
        named = goods - telling_words(meant[0].name) if meant else goods
        return None if named or not meant else meant[0]  # "something similar, a mystery" names what it shall be

    async def _had(self, said: Said, about: Sequence[str]) -> Product | None:
        """The one product that they say they have, where nothing else was looked for."""
        had = what_is_had(said.text)
        meant = await products_meant(self.means, replace(said, text=had), about) if had else []
        return meant[0] if len(meant) == 1 else None

    async def _what_goes_with(self, said: Said, tracker: Tracker) -> Say:
        said = replace(said, text=_GOES_WITH.sub("", said.text))
        meant = await products_meant(self.means, said, tracker.get_slot("about_products") or ())
        if len(meant) != 1:
            return say("utter_ask_which_product")
        bought = await self.door(self.means.shop.products.bought_together, meant[0].id, SHOWN)
        together = [one for one in bought if one.customers >= FEWEST]
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
        more = adds_to(said.text) or asks_others(said.text) or age_in(said.text) is not None
        narrows = says_anything(wanted_now(said)) or more
        looks = tracker.get_slot("sought") or asks_others(said.text)
        if (names_one and not more) or not narrows or not looks:
            return await TellProduct(self.means).run(dispatcher, tracker, domain)
        return await super().run(dispatcher, tracker, domain)

    async def _names_one(self, said: Said, tracker: Tracker) -> bool:
        """Whether it is about a product: one of those shown, or another that is called so."""
        shown = await self._shown(tracker)
        of_it = said.value("color") and said.is_short and not _VAGUE.search(said.text)
        if len(shown) == 1 and (of_it or is_variant_of(shown[0], said.text)):
            return True
        if one_of(said.text, [f"{product.name} {product.category}" for product in shown]) is not None:
            return True
        called = telling_words(wanted_now(said).words)
        sold = await search(self.means, wanted_now(said), SHOWN) if called and not adds_to(said.text) else []
        return any(called & telling_words(product.name) for product in sold)


def _seen(tracker: Tracker) -> frozenset[str]:
    """What was shown for this wish, now and before."""
    before = (tracker.get_slot("sought") or {}).get(SEEN, ())
    return frozenset((*before, *(tracker.get_slot("about_products") or ())))
