"""Goods that a message names, among those of somebody's orders, or in none of them."""

import re
from collections.abc import Callable, Sequence

from actions.said import Said, telling_words
from actions.turn import Means
from shop.values import Order, OrderLine, ProductQuery

LOOKED_AT = 10  # of the newest orders, for goods that are named
EVERYTHING = 1000
# What came and is spoken of; of an order that shall be changed the thing named may be the new one.
_OF_WHAT_CAME = frozenset({"report_item_problem", "return_item", "track_order"})
_NEW_ONE = re.compile(r"\b(?:instead|swap\w*|exchang\w*|chang\w*|another|rather|add)\b", re.I)
_BEGINS = re.compile(r"^\W*(?:(?:hi|hello|sorry|well|it'?s|but|and)\W+)*(?:the|my) (?P<thing>[a-z-]{3,})\b", re.I)


async def never_ordered(means: Means, said: Said, orders: Sequence[Order]) -> str:
    """The thing that is said to have come or to be on its way, where none of the orders has it; "" where one may.

    It must be a thing that the shop sells: the box that it came in is none.
    """
    thing = _thing_in(said)
    if not (thing and orders) or said.intent not in _OF_WHAT_CAME or _NEW_ONE.search(said.text):
        return ""
    such = await _called(means, thing)
    return thing if such and not (with_things_named(thing, list(orders)) or _having(such, orders)) else ""


async def with_kind_named(means: Means, said: Said, orders: Sequence[Order]) -> list[Order]:
    """Those with a product that goes by the word that is said: the trainers where "sneakers" are meant."""
    thing = _thing_in(said)
    return _having(await _called(means, thing), orders) if thing and orders else []


def _thing_in(said: Said) -> str:
    """The thing that is named, or that it begins with: "the record was wrong"."""
    begins = _BEGINS.match(said.text)
    return said.words_for("product") or (begins["thing"] if begins else "")


async def _called(means: Means, thing: str) -> frozenset[str]:
    """The products, by their ids, that the shop knows by this word."""
    such = await means.door(means.shop.products.search, ProductQuery(category=thing), EVERYTHING)
    return frozenset(one.id for one in such)


def _having(products: frozenset[str], orders: Sequence[Order]) -> list[Order]:
    return [order for order in orders if any(line.product in products for line in order.lines)]


def with_goods_named(text: str, orders: list[Order]) -> list[Order]:
    """Those with most of the goods that a message names, where it names any."""
    return _sharing_most(text, orders, line_in_words)


def with_things_named(text: str, orders: list[Order]) -> list[Order]:
    """The same by the things themselves: a colour by itself may be one that is wished for."""
    return _sharing_most(text, orders, lambda line: f"{line.name} {line.category}")


def _sharing_most(text: str, orders: list[Order], words_of: Callable[[OrderLine], str]) -> list[Order]:
    goods = [telling_words(" ".join(map(words_of, order.lines))) for order in orders[:LOOKED_AT]]
    shared = [len(telling_words(text) & words) for words in goods]
    most = max(shared, default=0)
    return [order for order, count in zip(orders, shared, strict=False) if count == most and most]


def line_in_words(line: OrderLine) -> str:
    """All by which a line may be meant: its name, kind, colour and size."""
    return f"{line.name} {line.category} {line.colour} {line.size}"
