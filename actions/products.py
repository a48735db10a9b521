"""Questions about a product: price, stock, sizes, what it is made of, how to care for it and give it back."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.comparing import compared, is_compared, looked_at, named_apart, side_by_side
from actions.demand import note_unsold
from actions.features import feature_of_each
from actions.free_of import asks_whether_free, told_whether_free
from actions.labels import line_of_all_in_it, matching_variants, there_is
from actions.misgivings import spoken_against
from actions.narrowing import as_sought
from actions.on_the_shelf import (
    british_alone,
    in_our_sizes,
    shelf_of_one_shop,
    there_as_asked,
    wanted_of_all,
)
from actions.one_product import about_product, care_of, choice_payload, order_button
from actions.product_questions import (
    CARE,
    IT,
    PACKING,
    PRICE,
    STOCK,
    TRACES,
    WHAT_IS_THERE,
    asks_what_is_in_it,
    asks_which_there_are,
)
from actions.products_meant import products_meant
from actions.replies import Events, Say, failure, noted, say, was_said
from actions.said import Said
from actions.sales import sale_on
from actions.tasks import read_lately
from actions.tastes import Tastes, tastes_of, wanted_now
from actions.turn import CareAction, Means, Turn, turn_of
from actions.which import OFFERED, variant_words, worth
from actions.while_filling import BUYING, ORDERING
from actions.word_of_goods import again_unknown, asks_of_more
from actions.wording import Lines, Phrase, listing, phrase
from shop.errors import ShopError
from shop.values import Product, ProductQuery
from store import Purpose, Reader

_ASKS_FOR = re.compile(
    r"\b(?:have|got|sell|sold|stock|stocks|carry|keep|make|do you do|any|some|need|want|wanted|want to buy|buy|order|"
    r"(?:look|search)(?:ing)? for|after|find|show|is there|are there|price of|how much (?:is|are)|what about|how about)"
    r"(?:\W+(?!(?:it|this|that|them|an?\W+(?:question|query))\b)\w)",
    re.I,
)


_ASKS_MORE = re.compile(
    r"^\W*(?:(?:and|also|so|but|or)\W+)*(?:have you|do (?:you|they)|does|is|are|how|what|which|can|could|will)\b", re.I
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
    asks_more = _ASKS_MORE.search(said.text.replace(asked.text, ""))
    return asked if wanted_now(asked).words and not (asks_more or IT.search(asked.text)) else said


class TellProduct(CareAction):
    """Answers what was asked about a product."""

    NAME = "action_tell_product"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, said = turn_of(tracker), _asked_of_goods(Said.last(tracker))
        if PACKING.search(said.text) and not PRICE.search(said.text):
            dispatcher.utter_message(response="utter_packing")
            return []
        form = (tracker.active_loop or {}).get("name")
        ordering = tracker.get_slot("product") if form == BUYING else None
        about = tracker.get_slot("about_products") or ()
        spoken_of = [ordering] if ordering else looked_at(said, about, tracker.events)
        try:
            found = await self._meant(said, spoken_of)
            against = None if ordering else await spoken_against(self.means, tracker, found)
            found = against.left_of(found) if against else found
            reply, *more = await self._answers(found, said, turn, tracker)
        except ShopError as error:
            failure(error).by(dispatcher)
            return []
        if form in ORDERING:
            reply = replace(reply, buttons=())  # it is being ordered already
        if reply.response == "utter_not_sold":
            await note_unsold(self.means, turn, str(reply.values["thing"]))
        told = [against.said(found, turn.language)] if against else []
        for words in (reply, *more, *told):
            words.by(dispatcher)
        if len(found) == 1:
            await self._say_what_staff_know(dispatcher, found[0])
        return noted(reply.about or {"about_products": [product.id for product in found]}) if found else []

    async def _meant(self, said: Said, spoken_of: Sequence[str]) -> list[Product]:
        """What is asked about: several side by side, or what the words mean."""
        apart = await named_apart(self.means, said) if asks_whether_free(said.text) else []
        found = apart or await compared(self.means, said, spoken_of)
        return found or await products_meant(self.means, said, spoken_of)

    async def _answers(self, found: Sequence[Product], said: Said, turn: Turn, tracker: Tracker) -> list[Say]:
        """The answer, a sale that holds, and what can't be seen of the shop that they name."""
        if found and TRACES.search(said.text):
            return [_traces(found, turn)]
        if len(found) > 1 and asks_of_more(said.text):
            return [again_unknown(found, turn.language)]
        if free := await told_whether_free(self.means, said, found, await _tastes(self.means, tracker), turn):
            return [replace(free[0], about={"about_products": [one.id for one in found]}), *free[1:]]
        if len(found) == 1:
            told = await about_product(self.means, found[0], said, turn, read_lately(tracker))
        else:
            told = [_reply(found, said, turn, await there_as_asked(self.means, found, said) if found else found)]
        shelf = await self._shelf(said, turn, tracker) if found else None
        sale = await self._sale(found, said, turn)
        return [*told, *(one for one in (sale, shelf) if one)]

    async def _sale(self, found: Sequence[Product], said: Said, turn: Turn) -> Say | None:
        """The sale that takes something off a price that they ask for."""
        on = await sale_on(self.means, found, turn.moment.now) if len(found) == 1 and PRICE.search(said.text) else None
        return say("utter_product_on_sale", offer=on.title) if on else None

    async def _shelf(self, said: Said, turn: Turn, tracker: Tracker) -> Say | None:
        """Of a shop that they name, once, that its shelf can't be seen from here."""
        words = await shelf_of_one_shop(self.means, said, turn)
        return None if words and was_said(words.response, str(words.values["town"]), tracker) else words

    async def _say_what_staff_know(self, dispatcher: CollectingDispatcher, product: Product) -> None:
        note = await self.door(self.memory.house_notes.on, f"{product.name} {product.category}")
        if note:
            dispatcher.utter_message(response="utter_house_note", note=note.text)


async def _tastes(means: Means, tracker: Tracker) -> Tastes:
    """What is known of what they keep from, and was said of others in this conversation."""
    turn = turn_of(tracker)
    brief = await means.door(means.memory.recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment)
    return tastes_of(brief.facts, [*(tracker.get_slot("heard") or ()), *turn.statements])


def _traces(found: Sequence[Product], turn: Turn) -> Say:
    return say("utter_traces_unknown", name=listing([product.name for product in found[:OFFERED]], turn.language))


def _reply(found: Sequence[Product], said: Said, turn: Turn, there: Sequence[Product]) -> Say:
    """The answer about none or several: side by side, a choice of a few, or that the shop has no such thing."""
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
    response = "utter_products_these" if asks_which_there_are(said.text) else "utter_products"
    response = "utter_products_sold" if WHAT_IS_THERE.search(said.text) else response
    if named and there:
        response, values["variant"] = "utter_products_there", variant_words(wanted.size, wanted.colour)
    elif named:
        response, values["variant"] = "utter_products_not_there", variant_words(wanted.size, wanted.colour)
    buttons = ({"title": p.name, "payload": choice_payload("ask_product", p, wanted)} for p in shown)
    about: dict[str, Any] = {"about_products": [product.id for product in shown]}
    kinds = {product.category for product in found}
    if len(kinds) == 1:  # "anything under 80?" then goes on about it
        about["sought"] = as_sought(ProductQuery(words=found[0].category), ())
    return replace(say(response, *buttons, **values), about=about)


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
    features = feature_of_each(found, said, turn.language) if len(found) <= OFFERED else None
    if (told := features or _of_all(found, said)) is not None:
        return replace(told, about={"about_products": [product.id for product in found[:OFFERED]]})
    if len(found) > OFFERED or wanted.size or wanted.colour or WHAT_IS_THERE.search(said.text):
        return None
    if asks_what_is_in_it(said.text):
        lines = [line_of_all_in_it(p, turn.language) for p in found]
    elif CARE.search(said.text) and all(one.care for one in found):
        lines = [phrase("utter_product_care", name=p.name, care=p.care) for p in found]
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


def there_in(found: Sequence[Product], size: str, colour: str) -> list[Product]:
    """Those that are in stock in that size and colour."""
    return [p for p in found if any(v.stock > 0 for v in matching_variants(p, size, colour))]
