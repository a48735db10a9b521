"""Questions about a product: price, stock, sizes, what it is made of, how to care for it and give it back."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.demand import note_unsold
from actions.labels import also_contains, comes_in, made_of, matching_variants, there_is
from actions.misgivings import spoken_against
from actions.product_questions import (
    CARE,
    COLOURS,
    GIVE_BACK,
    IT,
    PACKING,
    PRICE,
    STOCK,
    asks_another_colour,
    asks_what_is_in_it,
)
from actions.products_meant import products_meant
from actions.replies import Events, Say, failure, noted, say
from actions.said import Said, label_in
from actions.tastes import wanted_now
from actions.turn import CareAction, Turn, turn_of
from actions.which import OFFERED, variant_words, worth
from actions.while_filling import BUYING
from actions.wording import Lines, Phrase, phrase
from shop.errors import ShopError
from shop.values import Product, ProductQuery

_WHAT_IS_THERE = re.compile(
    r"^\W*(?:and |so )?(?:what|which|do you|have you)\b.*\b(?:have|got|sell|stock|are there)\b", re.I
)

def _asked_of_goods(said: Said) -> Said:
    """The sentence of a story that asks, where it names what it asks of; else the whole story may."""
    asked = said.question
    return asked if wanted_now(asked).words and not IT.search(asked.text) else said


class TellProduct(CareAction):
    """Answers what was asked about a product."""

    NAME = "action_tell_product"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, said = turn_of(tracker), _asked_of_goods(Said.last(tracker))
        if PACKING.search(said.text):
            dispatcher.utter_message(response="utter_packing")
            return []
        ordering = tracker.get_slot("product") if (tracker.active_loop or {}).get("name") == BUYING else None
        try:
            found = await products_meant(
                self.means, said, [ordering] if ordering else tracker.get_slot("about_products") or ()
            )
            against = None if ordering else await spoken_against(self.means, tracker, found)
        except ShopError as error:
            failure(error).by(dispatcher)
            return []
        found = against.left_of(found) if against else found
        reply = reply_about(found, said, turn)
        if ordering in [product.id for product in found]:
            reply = replace(reply, buttons=())  # it is being ordered already
        if reply.response == "utter_not_sold":
            await note_unsold(self.means, turn, str(reply.values["thing"]))
        reply.by(dispatcher)
        if against:
            against.said(found, turn.language).by(dispatcher)
        if len(found) == 1:
            await self._say_what_staff_know(dispatcher, found[0])
        spoken_of = reply.about or {"about_products": [product.id for product in found]}
        return noted(spoken_of) if found else []

    async def _say_what_staff_know(self, dispatcher: CollectingDispatcher, product: Product) -> None:
        note = await self.door(self.memory.house_notes.on, f"{product.name} {product.category}")
        if note:
            dispatcher.utter_message(response="utter_house_note", note=note.text)


def reply_about(found: Sequence[Product], said: Said, turn: Turn) -> Say:
    """The answer: about the one product meant, a choice of a few, or that the shop has no such thing."""
    if len(found) == 1:
        return about_product(found[0], said, turn)
    if found:
        return of_each(found, said, turn) or _choice_of(found, said, turn)
    if said.value("product") or (wanted_now(said).words and not CARE.search(said.text)):
        return say("utter_not_sold", thing=said.words_for("product") or wanted_now(said).words)
    return say("utter_ask_which_product")


def _choice_of(found: Sequence[Product], said: Said, turn: Turn) -> Say:
    """A few to choose from: those that are there in the size and colour asked for, where it was asked."""
    wanted = wanted_now(said)
    if asks_another_colour(said.text):
        wanted = replace(wanted, colour=wanted.colour or label_in(said.text, sorted(COLOURS)))
    named = bool(wanted.size or wanted.colour)
    there = there_in(found, wanted.size, wanted.colour)
    shown = (there if named and there else found)[:OFFERED]
    values: dict[str, Any] = {
        "products": Lines(
            [phrase("utter_line_product_short", name=p.name, price=worth(p.price, turn.language)) for p in shown]
        )
    }
    response = "utter_products_sold" if _WHAT_IS_THERE.search(said.text) else "utter_products"
    if named and there:
        response, values["variant"] = "utter_products_there", variant_words(wanted.size, wanted.colour)
    elif named:
        response, values["variant"] = "utter_products_not_there", variant_words(wanted.size, wanted.colour)
    buttons = ({"title": p.name, "payload": _payload("ask_product", p, wanted)} for p in shown)
    return replace(say(response, *buttons, **values), about={"about_products": [product.id for product in shown]})


def of_each(found: Sequence[Product], said: Said, turn: Turn) -> Say | None:
    """What holds for each of a few is told of each: nobody must choose first to learn what is in stock."""
    wanted = wanted_now(said)
    if (told := _of_all(found, said)) is not None:
        return replace(told, about={"about_products": [product.id for product in found[:OFFERED]]})
    if len(found) > OFFERED or wanted.size or wanted.colour or _WHAT_IS_THERE.search(said.text):
        return None
    if asks_what_is_in_it(said.text):
        lines = [phrase("utter_product_made_of", name=p.name, made_of=made_of(p, turn.language)) for p in found]
    elif STOCK.search(said.text):
        lines = [_stock_line(p, turn.language) for p in found]
    else:
        return None
    words = say("utter_products_each", *map(order_button, found), products=Lines(lines))
    return replace(words, about={"about_products": [product.id for product in found]})


def _of_all(found: Sequence[Product], said: Said) -> Say | None:
    """How all of one kind are cared for or given back, where that is the same for each."""
    told = care_of(found[0], said) if len({(p.category, p.care, p.reuse, p.give_back) for p in found}) == 1 else None
    return told and replace(told, values={**told.values, "name": found[0].category.capitalize()})


def _stock_line(product: Product, language: str) -> Phrase:
    there = there_is(product, language)
    return phrase("utter_product_stock" if there else "utter_product_sold_out", name=product.name, there=there)


def order_button(product: Product) -> dict[str, Any]:
    """The choice that orders this product, by its name."""
    return {"title": phrase("utter_choice_product", name=product.name), "payload": _payload("place_order", product)}


def _payload(intent: str, product: Product, wanted: ProductQuery | None = None) -> str:
    """What a choice of this product stands for, in the size and colour that was asked about."""
    variant = {"size": wanted.size, "color": wanted.colour} if wanted else {}
    return f"/{intent}{json.dumps({'product': product.id, **{name: one for name, one in variant.items() if one}})}"


def there_in(found: Sequence[Product], size: str, colour: str) -> list[Product]:
    """Those that are in stock in that size and colour."""
    return [p for p in found if any(v.stock > 0 for v in matching_variants(p, size, colour))]


def about_product(product: Product, said: Said, turn: Turn) -> Say:
    """What a product's record says to the question asked."""
    return (
        care_of(product, said)
        or _what_it_is(product, said, turn)
        or _in_the_variant(product, said, turn)
        or _price_or_stock(product, said, turn)
        or say("utter_product", _order_it(product), **_record_of(product, turn))
    )


def _record_of(product: Product, turn: Turn) -> dict[str, Any]:
    return {"name": product.name, "price": worth(product.price, turn.language), "about": product.description}


def _order_it(product: Product, wanted: ProductQuery | None = None) -> dict[str, Any]:
    return {"title": phrase("utter_choice_order_it"), "payload": _payload("place_order", product, wanted)}


def _what_it_is(product: Product, said: Said, turn: Turn) -> Say | None:
    """Whether it is warm, a gift, and what it is made of."""
    trait = next((trait for trait in product.traits if re.search(rf"\b{re.escape(trait)}\b", said.text, re.I)), None)
    if trait:
        return say("utter_product_is", _order_it(product), **_record_of(product, turn), trait=trait)
    if asks_what_is_in_it(said.text):
        told = {"name": product.name, "made_of": made_of(product, turn.language)}
        contains = also_contains(product, turn.language)
        if contains:
            return say("utter_product_contains", **told, contains=contains)
        return say("utter_product_made_of", **told)
    return None


def _in_the_variant(product: Product, said: Said, turn: Turn) -> Say | None:
    """Whether it is there in the size and colour asked for, where that leaves some of its variants out."""
    wanted = wanted_now(said)
    wanted = wanted if wanted.size or wanted.colour else _labelled(wanted, product, said.text)
    asked_for = matching_variants(product, wanted.size, wanted.colour)
    if not (wanted.size or wanted.colour) or asked_for == list(product.variants):
        return None
    named = {"name": product.name, "variant": variant_words(wanted.size, wanted.colour)}
    if any(v.stock > 0 for v in asked_for):
        told = {**named, "price": worth(product.price, turn.language)}
        return say("utter_product_in_stock", _order_it(product, wanted), **told)
    if not asked_for:
        return say("utter_product_not_made", **named, there=comes_in(product, turn.language))
    return say("utter_product_not_there", **named, there=there_is(product, turn.language))


def _price_or_stock(product: Product, said: Said, turn: Turn) -> Say | None:
    if PRICE.search(said.text):
        return say("utter_product_price", _order_it(product), **_record_of(product, turn))
    if not STOCK.search(said.text):
        return None
    there = there_is(product, turn.language)
    if there == product.name:  # it comes in one way alone
        return say("utter_product_stock_plain", _order_it(product), **_record_of(product, turn))
    if there:
        return say("utter_product_stock", _order_it(product), name=product.name, there=there)
    return say("utter_product_sold_out", name=product.name)


def care_of(product: Product, said: Said) -> Say | None:
    """How it is cared for, or given back when it is worn out, where that is asked and known."""
    if CARE.search(said.text) and product.care:
        return say("utter_product_care", name=product.name, care=product.care)
    if GIVE_BACK.search(said.text) and (product.give_back or product.reuse):
        given_back = " ".join(part for part in (product.reuse, product.give_back) if part)
        return say("utter_product_give_back", name=product.name, give_back=given_back)
    return None


def _labelled(wanted: ProductQuery, product: Product, text: str) -> ProductQuery:
    """The same wish with the product's own colour or size that the text names, where none was read as one."""
    colour = label_in(text, [v.colour for v in product.variants]) or label_in(text, sorted(COLOURS))
    size = label_in(text, [v.size for v in product.variants]) if not colour else ""
    return replace(wanted, colour=colour, size=size)
