"""Goods that are named where a message is read as nothing that we do: "crime novels", "the ninth carriage"."""

import re

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.feeling import care_first
from actions.narrowing import narrows
from actions.products import TellProduct
from actions.products_meant import words_for_goods
from actions.recommend import Recommend
from actions.replies import Events
from actions.said import Said, telling_words
from actions.tastes import wanted_now
from actions.tongues import HOUSE_TONGUE
from actions.turn import Means, turn_of
from shop.errors import ShopError
from shop.values import Product, ProductQuery

FEW, LOOKED_AT = 5, 10  # words of a message that does no more than name something
# A wish for goods: with it a kind of goods is enough, and the words around it needn't fit.
_WISHES = re.compile(
    r"\b(?:i|we)(?:['’]?m| am| are|['’]?re|['’]?d)? (?:really |just |also )?(?:need|want|like|after|fancy)\b|"
    r"\bjust (?:want|need|after)\b|"
    r"\b(?:show|find|get|recommend|suggest) (?:me|us)\b|\b(?:looking for|searching for|in need of)\b",
    re.I,
)
_ASKS_FOR = re.compile(
    r"\b(?:got|have you|do (?:you|u|ya) (?:have|sell|stock|do)|d['’]?you (?:have|sell)|is there|are there) "
    r"(?:an?y?|some|the|your)\b|\b(?:what|which) (?:\w+ ){1,3}(?:have you|do you|you)(?: (?:have|got|sell|stock))",
    re.I,
)
_IN_PEACE = ("distressed", "grieving")  # then nothing is sold unasked
_ASKS = re.compile(r"\?|^\W*(?:who|what|when|where|why|how|is|are|does|do|did|can|could|will|would|should)\b", re.I)


async def show_goods_named(means: Means, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """Shows what of ours the message names; None where it names nothing, or nobody should be sold anything now."""
    turn, said = turn_of(tracker), Said.last(tracker)
    if tracker.active_loop.get("name") or care_first(turn.text, turn.mood) or any(map(tracker.get_slot, _IN_PEACE)):
        return None
    if narrows(said.text):
        return None  # "not a book" names what is not wanted
    if turn.language != HOUSE_TONGUE or tracker.latest_message.get("tongue") not in (None, HOUSE_TONGUE):
        return None
    try:
        named = await _names_goods(means, said)
    except ShopError:
        return None
    if not named:
        return None
    action = Recommend(means) if _WISHES.search(said.text) or wanted_now(said).price_to else TellProduct(means)
    return await action.run(dispatcher, tracker, {})


async def _names_goods(means: Means, said: Said) -> bool:
    """Whether it names goods of ours: by a wish for a kind of them, or by words that all fit one of them."""
    words = wanted_now(said).words
    goods = await words_for_goods(means, words)
    if not goods:
        return False
    if _WISHES.search(said.text) or _ASKS_FOR.search(said.text):
        return True
    if _ASKS.search(said.text) or len(said.text.split()) > FEW:
        return False
    query = ProductQuery(words=words, category=goods[0], needs=tuple(words.split()))
    fitting = await means.door(means.shop.products.search, query, LOOKED_AT)
    return any(len(goods) > 1 or _is_called(one, goods[0]) for one in fitting)


def _is_called(product: Product, word: str) -> bool:
    """Whether one word says what kind of thing it is, not which of its kind: a pan, not the "Year" of a title."""
    named, last = telling_words(word), product.name.split()[-1]
    kind = telling_words(f"{product.category} {last if last.islower() else ''}")
    return bool(named & kind) or not named & telling_words(product.name)
