"""What a product's record says to what is asked of it: each half of a question that has two."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.features import asks_whether, of_the_feature, told_of_the_feature, trait_asked
from actions.labels import also_contains, made_of, there_is
from actions.on_the_shelf import TO_BE_HAD, Wanted, in_the_variant, of_british, wanted_of
from actions.product_questions import (
    CARE,
    GIVE_BACK,
    IT,
    PACKING,
    PRICE,
    REAL,
    STOCK,
    WHAT_IS_THERE,
    asks_what_is_in_it,
)
from actions.replies import Say, say
from actions.said import Said
from actions.turn import Means, Turn
from actions.which import worth
from actions.word_of_goods import again_unknown, asks_of_more
from actions.wording import phrase
from shop.values import Product, ProductQuery

_IS_IT_BACK = re.compile(r"^\W*(?:(?:and|so|ok|but)\W+)*(?:is|are|do you have|have you got|got)\b", re.I)
MOST = 2
_OF_STOCK = (
    "utter_product_one_way",
    "utter_product_sized_otherwise",
    "utter_product_not_made",
    "utter_product_not_there",
    "utter_product_stock",
    "utter_product_stock_plain",
    "utter_product_sold_out",
)
_CLAUSE = re.compile(r"[,.;?]\s+")
_HALF = re.compile(r"\s*(?:[?;,]|\.{2,}|[.!](?=\s)|\band\b|\bbut\b|\bplus\b)\s*", re.I)


def order_button(product: Product) -> dict[str, Any]:
    """The choice that orders this product, by its name."""
    title = phrase("utter_choice_product", name=product.name)
    return {"title": title, "payload": choice_payload("place_order", product)}


def choice_payload(intent: str, product: Product, wanted: ProductQuery | None = None) -> str:
    """What a choice of this product stands for, in the size and colour that was asked about."""
    variant = {"size": wanted.size, "color": wanted.colour} if wanted else {}
    return f"/{intent}{json.dumps({'product': product.id, **{name: one for name, one in variant.items() if one}})}"


async def about_product(
    means: Means, product: Product, said: Said, turn: Turn, earlier: Sequence[Said] = ()
) -> list[Say]:
    """What a product's record says to the question asked, in its halves; and how a British size comes out in ours.

    `earlier` is what was said before: a colour asked for after a size is meant in that size.
    """
    if len(halves := await _halves_of(means, product, said, turn)) > 1:
        return halves
    wanted = await wanted_of(means, product, said, earlier)
    words = _to_the_point(product, said, turn, wanted)
    words = words or say("utter_product", order_it(product), **_record_of(product, turn))
    return [words, *filter(None, [of_british(wanted)])]


async def _halves_of(means: Means, product: Product, said: Said, turn: Turn) -> list[Say]:
    """An answer to each thing that is asked, where they are of different matters: the price, and the wrapping."""
    told: dict[str, Say] = {}
    for begins, ends in _parts(said.text):
        part = said.part(begins, ends)
        words = _packing(part) or _to_the_point(product, part, turn, await wanted_of(means, product, part))
        matter = _matter_of(words) if words else ""
        if words and matter in told:
            return []  # "in navy, and in L?" is one question
        if words:
            told[matter] = words
    return list(told.values())[:MOST]


def _parts(text: str) -> list[tuple[int, int]]:
    cuts = [found.span() for found in _HALF.finditer(text)]
    begins = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(one, other) for one, other in zip(begins, ends, strict=True) if other > one]


def _matter_of(words: Say) -> str:
    return "stock" if words.response in (*TO_BE_HAD, *_OF_STOCK) else words.response


def _packing(said: Said) -> Say | None:
    return say("utter_packing") if PACKING.search(said.text) else None


def _to_the_point(product: Product, said: Said, turn: Turn, wanted: Wanted | None) -> Say | None:
    """What is asked and nothing beside it; `wanted` is the size and colour that is named."""
    asked = _without_name(said, product)
    whether = any(map(asks_whether, _CLAUSE.split(said.text)))
    return (
        (_has_the_trait(product, asked, turn) if whether else None)
        or _comes_in_again(product, asked, turn)
        or care_of(product, asked)
        or _has_the_trait(product, asked, turn)
        or _made_of(product, said if REAL.search(said.text) else asked, turn)
        or _in_the_variant(product, wanted, asked, turn)
        or told_of_the_feature(product, asked)
        or _price_or_stock(product, asked, turn)
        or of_the_feature(product, asked, turn.language)
    )


def _comes_in_again(product: Product, said: Said, turn: Turn) -> Say | None:
    """That nobody here knows when more of it comes, where that is asked."""
    there = _IS_IT_BACK.search(said.text) and all(variant.stock > 0 for variant in product.variants)
    return again_unknown([product], turn.language) if asks_of_more(said.text) and not there else None


def _record_of(product: Product, turn: Turn) -> dict[str, Any]:
    return {"name": product.name, "price": worth(product.price, turn.language), "about": product.description}


def order_it(product: Product, wanted: ProductQuery | None = None) -> dict[str, Any]:
    return {"title": phrase("utter_choice_order_it"), "payload": choice_payload("place_order", product, wanted)}


def _without_name(said: Said, product: Product) -> Said:
    """The message without what the product is called: nobody asks how to iron an iron casserole."""
    called = "|".join(re.escape(word) for word in product.name.split() if len(word) > 1)
    return said.without(re.compile(rf"\b(?:{called})\b", re.I))


def _has_the_trait(product: Product, said: Said, turn: Turn) -> Say | None:
    """Whether it is warm, or a gift, where that is asked; "what crime books" asks for none."""
    if WHAT_IS_THERE.search(said.text) or not (said.asks or IT.search(said.text)):
        return None
    if trait := trait_asked(product, said):
        return say("utter_product_is", order_it(product), **_record_of(product, turn), trait=trait)
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
    return replace(words, buttons=(order_it(product, wanted.as_ours),))


def _price_or_stock(product: Product, said: Said, turn: Turn) -> Say | None:
    if PRICE.search(said.text):
        return say("utter_product_price", order_it(product), **_record_of(product, turn))
    if not STOCK.search(said.text):
        return None
    there = there_is(product, turn.language)
    if there == product.name:  # it comes in one way alone
        return say("utter_product_stock_plain", order_it(product), **_record_of(product, turn))
    if there:
        return say("utter_product_stock", order_it(product), name=product.name, there=there)
    return say("utter_product_sold_out", name=product.name)


def care_of(product: Product, said: Said) -> Say | None:
    """How it is cared for, or given back when it is worn out, where that is asked and known."""
    if CARE.search(said.text) and product.care:
        return say("utter_product_care", name=product.name, care=product.care)
    if GIVE_BACK.search(said.text) and (product.give_back or product.reuse):
        given_back = " ".join(part for part in (product.reuse, product.give_back) if part)
        return say("utter_product_give_back", name=product.name, give_back=given_back)
    return None
