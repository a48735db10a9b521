"""Suggestions: what fits the words, and what the customer said of themselves, or nothing at all."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.said import Said
from actions.tasks import LOW, Events, failure, noted
from actions.tastes import Tastes, tastes_of, wanted_now
from actions.turn import CareAction, Turn, turn_of
from actions.which import worth
from actions.wording import Lines, Phrase, listing, phrase
from shop.errors import ShopError
from shop.values import Money, Product, ProductQuery
from store import Brief, Purpose, Reader

SHOWN = 3  # options at once, at most
_GIFT = re.compile(r"\b(?:gift|present|birthday|christmas)\b", re.I)
LOOKED_AT = 40
SHOES = "shoes"


class Recommend(CareAction):
    """At most three things that fit, saying what was respected; says so when nothing does."""

    NAME = "action_recommend"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        if turn.mood in LOW:
            dispatcher.utter_message(response="utter_feeling_first")
            return []  # nothing is sold to somebody who is hurt
        brief: Brief = await self.door(
            self.memory.recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment
        )
        tastes = tastes_of(brief.facts, tracker.get_slot("heard") or ())
        said = Said.last(tracker)
        wanted, occasion = wanted_now(said), _GIFT.findall(said.text) and ("gift",)
        if not (wanted.words or wanted.material or wanted.colour or wanted.price_to or occasion or tastes.likes):
            dispatcher.utter_message(response="utter_ask_recommend_what")
            return []
        try:
            found, respected = await self._fitting(wanted, tastes, occasion)
        except ShopError as error:
            failure(error).by(dispatcher)
            return []
        if not found:
            return self._nothing(dispatcher, turn, wanted, tastes)
        return self._show(dispatcher, turn, found, respected, (wanted, tastes))

    async def _fitting(
        self, wanted: ProductQuery, tastes: Tastes, occasion: Sequence[str]
    ) -> tuple[list[Product], list[str]]:
        """What fits, best first, and which of the tastes made a difference to it."""
        search = self.means.shop.products.search
        everything = await self.door(search, wanted, LOOKED_AT)
        if not everything and wanted.colour:
            wanted, trait = replace(wanted, colour=""), wanted.colour  # "a warm coat": no colour, but a trait
            everything = [p for p in await self.door(search, wanted, LOOKED_AT) if _has(p, trait)]
        shown = {product.id for product in everything}
        fitting = [p for p in await self.door(search, asked_with(wanted, tastes), LOOKED_AT) if p.id in shown]
        in_size = [p for p in fitting if _comes_in(p, tastes)]
        chosen = preferred(in_size, (*tastes.likes, *occasion))[:SHOWN]
        return chosen, respected_in(everything, in_size, wanted, tastes)

    def _show(
        self,
        dispatcher: CollectingDispatcher,
        turn: Turn,
        found: Sequence[Product],
        respected: Sequence[str],
        asked: tuple[ProductQuery, Tastes],
    ) -> Events:
        wanted, tastes = asked
        products = Lines([product_line(product, turn.language) for product in found])
        values = {"count": phrase(f"utter_count_{len(found)}"), "products": products}
        buttons = [_order_button(product) for product in found]
        avoided = list(dict.fromkeys([*wanted.avoid, *(one for one in respected if one in tastes.avoid)]))
        kept_to = [one for one in respected if one not in tastes.avoid]
        response = "utter_recommend"
        if avoided:
            response, values["avoided"] = "utter_recommend_respecting", listing(avoided, turn.language)
        elif kept_to:
            response, values["kept"] = "utter_recommend_keeping", _kept(kept_to, tastes, turn.language)
        because = tastes.facts_behind(respected)
        dispatcher.utter_message(response=response, buttons=buttons, because=because, **values)
        return noted({"about_products": [product.id for product in found]})

    def _nothing(
        self, dispatcher: CollectingDispatcher, turn: Turn, wanted: ProductQuery, tastes: Tastes
    ) -> Events:
        ruled_out = list(dict.fromkeys([*wanted.avoid, *tastes.avoid]))
        if ruled_out:
            avoided = listing(ruled_out, turn.language)
            because = tastes.facts_behind(tastes.avoid)
            dispatcher.utter_message(response="utter_nothing_fits_without", avoided=avoided, because=because)
        else:
            dispatcher.utter_message(response="utter_nothing_fits")
        return []


def asked_with(wanted: ProductQuery, tastes: Tastes) -> ProductQuery:
    """The words of the moment with what is known added; what was said now outranks what is remembered."""
    named = {wanted.material.casefold(), *wanted.words.casefold().split()}
    avoid = tuple(dict.fromkeys([*wanted.avoid, *(thing for thing in tastes.avoid if thing not in named)]))
    return replace(wanted, avoid=avoid, needs=tastes.needs, price_to=wanted.price_to or tastes.price_to)


def preferred(products: Sequence[Product], liked: Sequence[str]) -> list[Product]:
    """The same products, those first that have most of what is liked."""
    return sorted(products, key=lambda product: -sum(_has(product, thing) for thing in liked))


def respected_in(
    everything: Sequence[Product], fitting: Sequence[Product], wanted: ProductQuery, tastes: Tastes
) -> list[str]:
    """The tastes that a suggestion may name: those that left something out, or that what is shown meets."""
    left_out = [product for product in everything if product.id not in {one.id for one in fitting}]
    respected = [thing for thing in tastes.avoid if any(_has(p, thing) for p in left_out)]
    if not respected and left_out:
        respected = list(tastes.avoid)
    respected += [need for need in tastes.needs if any(not _has(p, need) for p in left_out)]
    if tastes.price_to and not wanted.price_to and any(p.price.amount > tastes.price_to for p in left_out):
        respected.append("budget")
    sized = [key for key in ("size", "shoe size") if key in tastes.because]
    respected += [key for key in sized if any((p.department == SHOES) is (key == "shoe size") for p in fitting)]
    return respected + [liked for liked in tastes.likes if any(_has(p, liked) for p in fitting[:SHOWN])]


def _comes_in(product: Product, tastes: Tastes) -> bool:
    """Whether it is there in the customer's size, as far as it has sizes of that kind."""
    size = tastes.shoe_size if product.department == SHOES else tastes.size
    kinds = {v.size for v in product.variants if v.size}
    comparable = {one for one in kinds if one.isdigit() is size.isdigit()} if size else set()
    return not comparable or any(v.size.casefold() == size.casefold() and v.stock > 0 for v in product.variants)


def _has(product: Product, thing: str) -> bool:
    parts = [*(m.name for m in product.materials), *product.contains, *product.traits, product.category]
    return any(thing in part or part in thing for part in (*parts, *(v.colour for v in product.variants if v.colour)))


def product_line(product: Product, language: str) -> Phrase:
    """A product on one line: name, price, and the first sentence about it."""
    first = product.description.split(";")[0].split(". ")[0].strip(" .")
    return phrase("utter_line_product", name=product.name, price=worth(product.price, language), why=first)


def _order_button(product: Product) -> dict[str, Any]:
    title = phrase("utter_choice_product", name=product.name)
    return {"title": title, "payload": f'/place_order{{"product": "{product.id}"}}'}


def _kept(kept_to: Sequence[str], tastes: Tastes, language: str) -> Phrase:
    """The first thing kept to, in words."""
    first = kept_to[0]
    if first in ("size", "shoe size"):
        return phrase("utter_kept_size", size=tastes.shoe_size if first == "shoe size" else tastes.size)
    if first == "budget":
        return phrase("utter_kept_budget", limit=worth(Money(amount=tastes.price_to or Decimal(0)), language))
    return phrase("utter_kept_thing", thing=first)
