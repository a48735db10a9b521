"""Of what they had before, what they want this time: which things of it, how many, in which colour and size."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.labels import matching_variants
from actions.packs import in_packs, pairs_in
from actions.replies import say
from actions.said import MANY, count_in, count_of, label_in, telling_words
from actions.tasks import Filling, Stop, Unfit
from actions.tastes import size_label
from actions.which import variant_words
from actions.wording import listing
from shop.errors import NoSuchProduct
from shop.values import Item, Order, OrderLine, Product

MOST, SHOWN = 99, 6
Wanted = dict[str, Any]  # a line's number, how many of it, its size and colour
_WITHOUT = re.compile(
    r"\b(?:no(?! more\b)|not|without|drop|skip|minus|except|but not|leave (?:out|off)|take (?:out|off)|"
    r"don'?t (?:want|need))\s+"
    r"(?P<things>[^,.;!?]+?)(?=\s+(?:just|only|but)\b|[,.;!?]|$)",
    re.I,
)
_ONLY = re.compile(r"\b(?:only|just)\b", re.I)
_TOO = re.compile(r"\b(?:and|also|too|with|plus|as well|both)\b", re.I)
_AS_OFTEN = {"double": 2, "triple": 3}
_TIMES = re.compile(r"\b(?P<times>double|triple)(?= (?:it|that|this|up)\b)", re.I)


async def wanted_of(f: Filling) -> list[Wanted] | None:
    """The lines that are wanted, as this message leaves them; all of the order where it speaks of none."""
    if f.slots["order_number"] is None:
        return None
    _, order = await f.counter.order(f.slots["order_number"])
    before = f.slots["lines"]
    known = before or [_as_it_was(line) for line in order.lines]
    if not f.said.text:
        return None if before else known
    kept = _kept(f, order, known)
    alone = 0 if len(kept) < len(known) and _counts_the_lines(f, order) else len(kept)
    counted = [await _in_number(one, order, f, alone=alone) for one in kept]
    wanted = [await _in_variant(one, order, f, len(kept)) for one in counted]
    return None if wanted == before else wanted


def _counts_the_lines(f: Filling, order: Order) -> bool:
    """Whether the number told is of all that was in it: "my two books, but not the atlas" wants one of the other."""
    left_out = _WITHOUT.search(f.said.text)
    counts = re.search(rf"\bmy {MANY}", f.said.text[: left_out.start()], re.I) if left_out else None
    return counts is not None and count_of(counts[1]) == len(order.lines)


def _as_it_was(line: OrderLine) -> Wanted:
    return {"line": line.line, "quantity": line.quantity, "size": line.size, "colour": line.colour}


def line_of(order: Order, one: Mapping[str, Any]) -> OrderLine:
    """The line of that order that is wanted."""
    return next(line for line in order.lines if line.line == one["line"])


def is_other_goods(order: Order, wanted: Sequence[Wanted]) -> bool:
    """Whether they are other goods than in that order, and not only more or fewer of them."""
    parts = ("line", "size", "colour")
    return [[one[p] for p in parts] for one in wanted] != [[_as_it_was(x)[p] for p in parts] for x in order.lines]


def item_of(order: Order, one: Wanted) -> Item:
    """What is to be ordered of a line."""
    line = line_of(order, one)
    if (one["size"], one["colour"]) == (line.size, line.colour):
        return Item(product=line.sku, quantity=one["quantity"])
    return Item(product=line.product, quantity=one["quantity"], size=one["size"], colour=one["colour"])


async def product_of(f: Filling, line: OrderLine) -> Product:
    """The product of a line as it is sold today; Stop where it isn't any more."""
    try:
        return await f.means.door(f.means.shop.products.details, line.product)
    except NoSuchProduct:
        raise Stop(say("utter_out_of_stock_product", name=line.name)) from None


def _kept(f: Filling, order: Order, known: list[Wanted]) -> list[Wanted]:
    """The lines left of the known by "not the shortbread" and "just the tea"; with one more by "the shortbread too"."""
    if len(order.lines) == 1:
        return known
    refused = " ".join(found["things"] for found in _WITHOUT.finditer(f.said.text))
    dropped, named = _named(order, refused), _named(order, _WITHOUT.sub(" ", f.said.text))
    first = f.slots["lines"] is None
    if named and (first or _ONLY.search(f.said.text)):
        known = [one for one in known if one["line"] in named]
    elif named and _TOO.search(f.said.text):
        there = [one["line"] for one in known]
        known = [*known, *(_as_it_was(x) for x in order.lines if x.line in named and x.line not in there)]
    return [one for one in known if one["line"] not in dropped] or known


def _named(order: Order, text: str) -> set[int]:
    """The lines that have words of this text to themselves."""
    words = {line.line: telling_words(f"{line.name} {line.category}") for line in order.lines}
    said = telling_words(text)
    own = {n: w - frozenset().union(*(x for m, x in words.items() if m != n)) for n, w in words.items()}
    return {n for n, w in own.items() if w & said}


async def _in_number(one: Wanted, order: Order, f: Filling, *, alone: int) -> Wanted:
    """As many of it as are told: of the only thing there is, or right before its name."""
    line, text = line_of(order, one), f.said.text
    if times := _TIMES.search(text):
        return {**one, "quantity": min(_AS_OFTEN[times["times"].lower()] * line.quantity, MOST)}
    own = "|".join(map(re.escape, telling_words(line.name)))
    found = re.search(rf"(?<![\w-]){MANY}\W+(?:\w+\W+){{0,2}}?(?:{own})", text, re.I)
    told = str(count_of(found[1]) if found else "")
    if not told and alone == 1:
        told = str(f.said.value("quantity") or f.said.count_now or f.said.count_but or count_in(text) or "")
    if not told.isdigit() or not int(told):
        return one
    product = await product_of(f, line)
    many = min(in_packs(int(told), text, product), MOST)
    if f.slots["lines"] and many == one["quantity"] != int(told):
        raise Unfit(say("utter_sold_together", name=line.name, each=pairs_in(product), count=many))
    return {**one, "quantity": many}


async def _in_variant(one: Wanted, order: Order, f: Filling, alone: int) -> Wanted:
    """The same thing in the colour and size that are told, where it comes in them."""
    line = line_of(order, one)
    product = await product_of(f, line)
    stocked = [v for v in product.variants if v.stock > 0]
    size = label_in(f.said.meant, sorted({v.size for v in stocked} - {line.size}))
    colour = label_in(f.said.meant, sorted({v.colour for v in stocked} - {line.colour}))
    if alone == 1 and line.size:
        size = size or size_label(str(f.said.value("size") or ""))
    if alone == 1 and line.colour and str(f.said.value("color") or "") not in product.name.casefold():
        colour = colour or str(f.said.value("color") or "")
    if not size and not colour:
        return one
    there = matching_variants(product, size or one["size"], colour or one["colour"])
    if found := next((v for v in there if v.stock > 0), None):
        return {**one, "size": found.size, "colour": found.colour}
    near = [v for v in stocked if v.size == one["size"]] or stocked
    labels = list(dict.fromkeys(" ".join(part for part in (v.colour, v.size) if part) for v in near))[:SHOWN]
    asked = variant_words(size, colour)
    there_are = listing(labels, f.turn.language)
    raise Unfit(say("utter_not_in_that_variant", name=product.name, wanted=asked, there=there_are))
