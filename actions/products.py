"""Questions about a product: price, stock, sizes, what it is made of, how to care for it and give it back."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.comparing import compared, is_compared, side_by_side
from actions.demand import note_unsold
from actions.features import asks_whether, feature_of_each, of_the_feature, told_of_the_feature, trait_asked
from actions.labels import also_contains, made_of, matching_variants, there_is
from actions.misgivings import spoken_against
from actions.on_the_shelf import (
    TO_BE_HAD,
    Wanted,
    british_alone,
    in_our_sizes,
    in_the_variant,
    of_british,
    shelf_of_one_shop,
    there_as_asked,
    wanted_of,
    wanted_of_all,
)
from actions.product_questions import (
    CARE,
    GIVE_BACK,
    IT,
    PACKING,
    PRICE,
    STOCK,
    TRACES,
    asks_what_is_in_it,
)
from actions.products_meant import products_meant
from actions.replies import Events, Say, failure, noted, say, was_said
from actions.said import Said
from actions.tastes import wanted_now
from actions.turn import CareAction, Turn, turn_of
from actions.which import OFFERED, variant_words, worth
from actions.while_filling import BUYING
from actions.wording import Lines, Phrase, listing, phrase
from shop.errors import ShopError
from shop.values import Product, ProductQuery

_ASKS_FOR = re.compile(
    r"\b(?:have|got|sell|sold|stock|stocks|carry|keep|make|do you do|any|some|need|want|wanted|want to buy|buy|order|"
    r"(?:look|search)(?:ing)? for|after|find|show|is there|are there|price of|how much (?:is|are)|what about|how about)"
    r"(?:\W+(?!(?:it|this|that|them|an?\W+(?:question|query))\b)\w)",
    re.I,
)
_CLAUSE = re.compile(r"[,.;?]\s+")
_WHAT_IS_THERE = re.compile(
    r"^\W*(?:and |so )?(?:what|which|do you|have you)\b.*\b(?:have|got|sell|stock|are there)\b", re.I
)


def asks_for_a_thing(text: str) -> bool:
    """Whether something is asked for by having, selling or wanting it, whatever its name.

    >>> asks_for_a_thing("do you sell sofas"), asks_for_a_thing("hi, question about a product")
    (True, False)
    """
    return bool(_ASKS_FOR.search(text))


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
        spoken_of = [ordering] if ordering else tracker.get_slot("about_products") or ()
        try:
            found = await compared(self.means, said, spoken_of) or await products_meant(self.means, said, spoken_of)
            against = None if ordering else await spoken_against(self.means, tracker, found)
            found = against.left_of(found) if against else found
            reply, *more = await self._answers(found, said, turn, tracker)
        except ShopError as error:
            failure(error).by(dispatcher)
            return []
        if ordering in [product.id for product in found]:
            reply = replace(reply, buttons=())  # it is being ordered already
        if reply.response == "utter_not_sold":
            await note_unsold(self.means, turn, str(reply.values["thing"]))
        told = [against.said(found, turn.language)] if against else []
        for words in (reply, *more, *told):
            words.by(dispatcher)
        if len(found) == 1:
            await self._say_what_staff_know(dispatcher, found[0])
        return noted(reply.about or {"about_products": [product.id for product in found]}) if found else []

    async def _answers(self, found: Sequence[Product], said: Said, turn: Turn, tracker: Tracker) -> list[Say]:
        """The answer, how a British size comes out in ours, and what can't be seen of the shop that they name."""
        wanted = await wanted_of(self.means, found[0], said) if len(found) == 1 else None
        there = await there_as_asked(self.means, found, said) if len(found) > 1 else found
        shelf = await self._shelf(said, turn, tracker) if found else None
        return [_reply(found, said, turn, wanted, there), *(one for one in (of_british(wanted), shelf) if one)]

    async def _shelf(self, said: Said, turn: Turn, tracker: Tracker) -> Say | None:
        """Of a shop that they name, once, that its shelf can't be seen from here."""
        words = await shelf_of_one_shop(self.means, said, turn)
        return None if words and was_said(words.response, str(words.values["town"]), tracker) else words

    async def _say_what_staff_know(self, dispatcher: CollectingDispatcher, product: Product) -> None:
        note = await self.door(self.memory.house_notes.on, f"{product.name} {product.category}")
        if note:
            dispatcher.utter_message(response="utter_house_note", note=note.text)


def _reply(
    found: Sequence[Product], said: Said, turn: Turn, wanted: Wanted | None, there: Sequence[Product]
) -> Say:
    """The answer: about the one product meant, a choice of a few, or that the shop has no such thing."""
    if found and TRACES.search(said.text):
        names = listing([product.name for product in found[:OFFERED]], turn.language)
        return say("utter_traces_unknown", name=names)
    if len(found) == 1:
        return about_product(found[0], said, turn, wanted)
    if is_compared(found, said):
        return side_by_side(found, turn.language)
    if found:
        return of_each(found, said, turn) or _choice_of(found, said, turn, there)
    if british := british_alone(said.text):
        return british
    if said.value("product") or (wanted_now(said).words and asks_for_a_thing(said.text)):
        return say("utter_not_sold", thing=said.words_for("product") or wanted_now(said).words)
    return say("utter_ask_which_product")


def _choice_of(found: Sequence[Product], said: Said, turn: Turn, there: Sequence[Product]) -> Say:
    """A few to choose from: those that are there in the size and colour asked for, where it was asked."""
    wanted = wanted_of_all(said)
    named = bool(wanted.size or wanted.colour)
    wanted = in_our_sizes(wanted, found)
    shown = (there if named and there else found)[:OFFERED]
    values: dict[str, Any] = {
        "products": Lines([_short_line(p, wanted.colour if there else "", turn) for p in shown])
    }
    response = "utter_products_sold" if _WHAT_IS_THERE.search(said.text) else "utter_products"
    if named and there:
        response, values["variant"] = "utter_products_there", variant_words(wanted.size, wanted.colour)
    elif named:
        response, values["variant"] = "utter_products_not_there", variant_words(wanted.size, wanted.colour)
    buttons = ({"title": p.name, "payload": _payload("ask_product", p, wanted)} for p in shown)
    return replace(say(response, *buttons, **values), about={"about_products": [product.id for product in shown]})


def _short_line(product: Product, colour: str, turn: Turn) -> Phrase:
    """Name and price, and the shades that a colour asked for has in it: of red, brick."""
    told = {"name": product.name, "price": worth(product.price, turn.language)}
    shades = list(dict.fromkeys(v.colour for v in product.variants if v.colour))
    if not colour or colour.casefold() in shades:
        return phrase("utter_line_product_short", **told)
    return phrase("utter_line_product_shades", **told, shades=listing(shades, turn.language))


def of_each(found: Sequence[Product], said: Said, turn: Turn) -> Say | None:
    """What holds for each of a few is told of each: nobody must choose first to learn what is in stock."""
    wanted = wanted_now(said)
    if (told := (feature_of_each(found, said) if len(found) <= OFFERED else None) or _of_all(found, said)) is not None:
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


def about_product(product: Product, said: Said, turn: Turn, wanted: Wanted | None = None) -> Say:
    """What a product's record says to the question asked; `wanted` is the size and colour that it names."""
    asked = _without_name(said, product)
    whether = any(map(asks_whether, _CLAUSE.split(said.text)))
    return (
        (_has_the_trait(product, asked, turn) if whether else None)
        or care_of(product, asked)
        or _has_the_trait(product, asked, turn)
        or _made_of(product, asked, turn)
        or _in_the_variant(product, wanted, asked, turn)
        or told_of_the_feature(product, asked)
        or _price_or_stock(product, asked, turn)
        or of_the_feature(product, asked, turn.language)
        or say("utter_product", _order_it(product), **_record_of(product, turn))
    )


def _record_of(product: Product, turn: Turn) -> dict[str, Any]:
    return {"name": product.name, "price": worth(product.price, turn.language), "about": product.description}


def _order_it(product: Product, wanted: ProductQuery | None = None) -> dict[str, Any]:
    return {"title": phrase("utter_choice_order_it"), "payload": _payload("place_order", product, wanted)}


def _without_name(said: Said, product: Product) -> Said:
    """The message without what the product is called: nobody asks how to iron an iron casserole."""
    called = "|".join(re.escape(word) for word in product.name.split() if len(word) > 1)
    return said.without(re.compile(rf"\b(?:{called})\b", re.I))


def _has_the_trait(product: Product, said: Said, turn: Turn) -> Say | None:
    """Whether it is warm, or a gift, where that is asked; "what crime books" asks for none."""
    if _WHAT_IS_THERE.search(said.text) or not (said.asks or IT.search(said.text)):
        return None
    if trait := trait_asked(product, said):
        return say("utter_product_is", _order_it(product), **_record_of(product, turn), trait=trait)
    return None


def _made_of(product: Product, said: Said, turn: Turn) -> Say | None:
    if not asks_what_is_in_it(said.text):
        return None
    told = {"name": product.name, "made_of": made_of(product, turn.language)}
    if contains := also_contains(product, turn.language):
        return say("utter_product_contains", **told, contains=contains)
    return say("utter_product_made_of", **told)


def _in_the_variant(product: Product, wanted: Wanted | None, said: Said, turn: Turn) -> Say | None:
    words = in_the_variant(product, wanted, said, turn)
    if words is None or wanted is None or words.response not in TO_BE_HAD:
        return words
    return replace(words, buttons=(_order_it(product, wanted.as_ours),))


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
