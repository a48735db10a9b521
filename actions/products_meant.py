"""Which products a message can mean: those it names, "it" of those last spoken of, or what fits its words."""

import re
from asyncio import gather
from collections.abc import Sequence
from dataclasses import replace

from actions.narrowing import asks_others, by_price, what_is_had
from actions.product_questions import (
    COLOURS,
    INGREDIENT,
    IT,
    NEEDED,
    SUCH_ONES,
    TRACES,
    asks_another_colour,
    names_only_stuff,
)
from actions.said import Said, one_of, telling_words
from actions.tastes import wanted_now
from actions.turn import Means
from actions.which import OFFERED
from shop.errors import NoSuchProduct
from shop.values import Product, ProductQuery

LOOKED_AT, MOST_WORDS = 10, 8
_ANY_OF_A_KIND = re.compile(r"\b(?:an?y|got|sell|stock|have you|do you (?:have|do))\b", re.I)
# "Do you sell belts" names another thing, which we may not have; "do you do them in navy" names none.
_SELLS_ANY = re.compile(
    r"\b(?:do|d'?) ?(?:you|u|ya) (?:guys )?(?:also )?(?:sell|stock) (?:any |some )?"
    r"(?!(?:it|its|this|these|those|others?|ones|sizes|colou?rs|the|your|refills|spares)\b)[a-z]{3,}s\W*$",
    re.I,
)
_THE_OTHER = re.compile(r"\bthe other(?: one)?\b", re.I)
_POINTED_AT = re.compile(r"\b(?:the|that|this|your) ([a-z-]{3,})", re.I)


async def products_meant(means: Means, said: Said, about: Sequence[str], limit: int = OFFERED + 1) -> list[Product]:
    """What a message can mean: the product it names or chooses, else "it" of those last spoken of; else what fits."""
    chosen = said.chosen("product")
    spoken_of = await known(means, [chosen] if chosen else about)
    if chosen or (about and not spoken_of):
        return spoken_of
    said = said.without(TRACES)
    if named := _the_other(said, spoken_of) or await _by_its_name(means, said):
        return [named]
    if another := await _another_pointed_at(means, said, spoken_of):
        return [another]
    if such := await _such_ones(means, said, spoken_of):
        return such
    goods = await _goods_beside(means, said, spoken_of)
    anew = goods and _ANY_OF_A_KIND.search(said.text) and not _named_by(goods, spoken_of)
    index = None if anew else one_of(said.meant, [f"{product.name} {product.category}" for product in spoken_of])
    if one := spoken_of[index] if index is not None else by_price(spoken_of, said.text):
        return [one]
    if len(spoken_of) == 1 and is_variant_of(spoken_of[0], said.text):
        return spoken_of
    said = said.without(INGREDIENT)  # nuts in the shortbread
    wanted = wanted_now(said)
    if spoken_of and (asks_another_colour(said.text) or names_only_stuff(said.text)):
        return spoken_of
    if spoken_of and not (said.value("product") or anew) and (IT.search(said.text) or not wanted.words):
        return spoken_of[:1] if len(spoken_of) == 1 else spoken_of
    sells_none = bool(spoken_of) and not goods and bool(_SELLS_ANY.search(said.text))
    if sells_none or (spoken_of and not said.value("product") and not goods):
        return [] if sells_none else spoken_of  # it names nothing that we sell: it goes on about what is in view
    return await _searched_for(means, wanted, said, limit) if wanted.words else []


async def _searched_for(means: Means, wanted: ProductQuery, said: Said, limit: int) -> list[Product]:
    """What fits the words: the one called so, the only such thing, or those of the kind."""
    found, words = await search(means, wanted, limit), telling_words(said.text)
    exact = [product for product in found if telling_words(product.name) <= words]
    found = [one for one in found if not _only_titled_so(one, said.text)]
    meant = exact[:1] or called(found, words) or _only_such(found, said.text) or of_kind(found, said)
    # a search for a size or colour shows no other; whoever asks about one product may hear of all it comes in
    return await known(means, [meant[0].id]) if len(meant) == 1 else meant


async def _goods_beside(means: Means, said: Said, spoken_of: Sequence[Product]) -> list[str]:
    """The words for something that we sell, in a message that comes after goods were spoken of."""
    wanted = wanted_now(said.without(INGREDIENT))
    return await words_for_goods(means, wanted.words) if wanted.words and spoken_of else []


def _the_other(said: Said, spoken_of: Sequence[Product]) -> Product | None:
    """The one of two that they don't have: "I've got The Ninth Carriage already, I'll take the other one"."""
    had = one_of(what_is_had(said.text), [one.name for one in spoken_of])
    if had is None or len(spoken_of) != 2 or not _THE_OTHER.search(said.text):
        return None
    return spoken_of[1 - had]


async def named_in_full(means: Means, said: Said) -> Product | None:
    """The product whose name the message has in it, but for at most one of its words."""
    named = await _by_its_name(means, replace(said, text=said.meant))
    missing = telling_words(named.name) - telling_words(said.meant) if named else frozenset()
    return named if named and len(missing) <= 1 else None


async def _by_its_name(means: Means, said: Said) -> Product | None:
    """The one product that the message calls by its whole name, or by more words of its name than any other's."""
    wanted, words = wanted_now(said), telling_words(said.text)
    called_so = " ".join(filter(None, (wanted.words, wanted.material, wanted.colour)))
    if len(called_so.split()) < 2:
        return None
    goods = await words_for_goods(means, called_so)
    query = replace(wanted, words=" ".join(goods), colour="", size="")
    found = await search(means, query, LOOKED_AT) if goods else []
    exact = [product for product in found if telling_words(product.name) <= words] or called(found, words)
    return await _in_full(means, exact[0]) if exact else None


async def _another_pointed_at(means: Means, said: Said, spoken_of: Sequence[Product]) -> Product | None:
    """One that is pointed at as known and is none of those in view: "what about the bear, is it washable?"."""
    in_view = telling_words(" ".join(f"{one.name} {one.category}" for one in spoken_of))
    pointed = telling_words(" ".join(_POINTED_AT.findall(said.meant))) - in_view
    goods = await words_for_goods(means, " ".join(sorted(pointed))) if spoken_of else []
    found = await search(means, ProductQuery(words=goods[0]), LOOKED_AT) if len(goods) == 1 else []
    such = _only_such(found, said.meant)
    return await _in_full(means, such[0]) if such else None


async def _such_ones(means: Means, said: Said, spoken_of: Sequence[Product]) -> list[Product]:
    """Those of the kind in view that are so: "the vegan ones"; "the stoneware one", though the glass one is shown."""
    pointed = [*SUCH_ONES.findall(said.meant), *NEEDED.findall(said.meant)]
    words = telling_words(pointed[0]) if pointed and spoken_of and not asks_others(said.text) else frozenset()
    if not words:
        return []
    if so := [one for one in spoken_of if _is_such(one, words)]:
        return so
    kind = await means.door(means.shop.products.search, ProductQuery(category=spoken_of[0].category), LOOKED_AT)
    others = [one for one in kind if one.category == spoken_of[0].category and _is_such(one, words)]
    things = {one.name.split()[-1] for one in spoken_of}
    others = [one for one in others if one.name.split()[-1] in things] or others  # a teapot, not the mugs beside it
    return [await _in_full(means, one) for one in others]


def _is_such(product: Product, words: frozenset[str]) -> bool:
    """Whether all the words say how it is called, of what it is or how: a cord one is of corduroy."""
    parts = (product.name, *(m.name for m in product.materials), *product.traits)
    known_by = telling_words(" ".join(parts))
    return all(any(one.startswith(word) for one in known_by) for word in words)


def _named_by(goods: Sequence[str], products: Sequence[Product]) -> bool:
    """Whether all of the words name what one of these is: "record players" are no records."""
    return telling_words(" ".join(goods)) <= telling_words(" ".join(f"{p.name} {p.category}" for p in products))


async def _in_full(means: Means, product: Product) -> Product:
    """The product in all that it comes in: a search for a size or colour shows no other."""
    return (await known(means, [product.id]) or [product])[0]


async def words_for_goods(means: Means, words: str) -> list[str]:
    """Those of the words by which something that we sell is called."""
    find = means.shop.products.search
    each = words.split()[:MOST_WORDS]
    sold = await gather(*(means.door(find, ProductQuery(category=one), 1) for one in each))  # a shop far off waits once
    return [one for one, found in zip(each, sold, strict=True) if found]


def called(found: Sequence[Product], words: frozenset[str]) -> list[Product]:
    """The one whose name shares more of the words than any other's: "the tarn coat" among coats."""
    shared = [len(words & telling_words(f"{one.name} {one.name.replace('-', ' ')}")) for one in found]
    most = max(shared, default=0)
    return [found[shared.index(most)]] if most > 1 and shared.count(most) == 1 else []


def _only_such(found: Sequence[Product], text: str) -> list[Product]:
    """The only one of several that is the thing spoken of: in "does the bear have small parts" the bear."""
    such = [one for one in found if _is_pointed_at(one.name.split()[-1], text)]
    return such if len(such) == 1 else []


def _is_pointed_at(head: str, text: str) -> bool:
    """Whether a thing, not a title, is spoken of as known: "the bear"."""
    return head.islower() and bool(re.search(rf"\b(?:the|that|this|your) {re.escape(head)}\b", text, re.I))


def _only_titled_so(product: Product, text: str) -> bool:
    """Whether things are asked for by one word that is only in this title: "any lamps?" is no wish for a novel."""
    words, name = telling_words(text), telling_words(product.name)
    if product.name.split()[-1].islower() or words & telling_words(product.category) or len(words & name) != 1:
        return False
    word = re.escape(next(iter(words & name)))
    return bool(re.search(rf"\b(?:an?|any|some) {word}s?\b|\b{word}s\b", text, re.I)) and f"{word}s" not in name


def is_variant_of(product: Product, text: str) -> bool:
    """Whether few words name nothing but a colour or size of this product: "navy?", "and in M"."""
    labels = telling_words(" ".join(f"{v.colour} {v.size}" for v in product.variants)) | COLOURS
    labels |= {"small", "medium", "large"} if {"S", "M", "L"} & {v.size for v in product.variants} else set()
    said = telling_words(text) - {"in", "size", "available", "got", "it", "what", "about", "how", "and"}
    return bool(said) and said <= labels


async def known(means: Means, products: Sequence[str]) -> list[Product]:
    """These products; none where one of them is no longer there."""
    try:
        return [await means.door(means.shop.products.details, one) for one in products]
    except NoSuchProduct:
        return []


def of_kind(found: Sequence[Product], said: Said) -> list[Product]:
    """Those that are the thing named, where some are: a teapot, not the mugs that go with it."""
    thing = telling_words(said.words_for("product"))
    alike = [product for product in found if thing & telling_words(f"{product.name} {product.category}")]
    of_stuff = [product for product in alike if telling_words(said.words_for("material")) & telling_words(product.name)]
    return of_stuff or alike or list(found)


async def search(means: Means, wanted: ProductQuery, limit: int) -> list[Product]:
    """What fits; where a size or colour leaves nothing, what is called by it ("the tarn coat"), or fits without it."""
    bare = ProductQuery(words=wanted.words, avoid=wanted.avoid)
    name = replace(bare, words=f"{wanted.colour} {wanted.words}")
    # what is there only with what they keep from is sold all the same
    for query in dict.fromkeys((wanted, name, bare, replace(bare, avoid=()))):
        if found := await means.door(means.shop.products.search, query, limit):
            return list(found)
    return []
