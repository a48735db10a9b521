"""Which products a message can mean: those it names, "it" of those last spoken of, or what fits its words."""

from collections.abc import Sequence
from dataclasses import replace

from actions.narrowing import by_price
from actions.product_questions import COLOURS, INGREDIENT, IT, asks_another_colour, names_only_stuff
from actions.said import Said, one_of, telling_words
from actions.tastes import wanted_now
from actions.turn import Means
from actions.which import OFFERED
from shop.errors import NoSuchProduct
from shop.values import Product, ProductQuery


async def products_meant(means: Means, said: Said, about: Sequence[str], limit: int = OFFERED + 1) -> list[Product]:
    """What a message can mean: the product it names or chooses, else "it" of those last spoken of; else what fits."""
    chosen = said.chosen("product")
    spoken_of = await known(means, [chosen] if chosen else about)
    if chosen or (about and not spoken_of):
        return spoken_of
    index = one_of(said.text, [f"{product.name} {product.category}" for product in spoken_of])
    if one := spoken_of[index] if index is not None else by_price(spoken_of, said.text):
        return [one]
    if len(spoken_of) == 1 and is_variant_of(spoken_of[0], said.text):
        return spoken_of
    said = said.without(INGREDIENT)  # nuts in the shortbread
    wanted, text_words = wanted_now(said), telling_words(said.text)
    if spoken_of and (asks_another_colour(said.text) or names_only_stuff(said.text)):
        return spoken_of
    if spoken_of and not said.value("product") and (IT.search(said.text) or not wanted.words):
        return spoken_of[:1] if len(spoken_of) == 1 else spoken_of
    found = await search(means, wanted, limit) if wanted.words else []
    exact = [product for product in found if telling_words(product.name) <= text_words]
    meant = exact[:1] or called(found, text_words) or of_kind(found, said)
    # a search for a size or colour shows no other; whoever asks about one product may hear of all it comes in
    return await known(means, [meant[0].id]) if len(meant) == 1 else meant


def called(found: Sequence[Product], words: frozenset[str]) -> list[Product]:
    """The one whose name shares more of the words than any other's: "the tarn coat" among coats."""
    shared = [len(words & telling_words(product.name)) for product in found]
    most = max(shared, default=0)
    return [found[shared.index(most)]] if most > 1 and shared.count(most) == 1 else []


def is_variant_of(product: Product, text: str) -> bool:
    """Whether few words name nothing but a colour or size of this product: "navy?", "and in M"."""
    labels = telling_words(" ".join(f"{v.colour} {v.size}" for v in product.variants)) | COLOURS
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
    return alike or list(found)


async def search(means: Means, wanted: ProductQuery, limit: int) -> list[Product]:
    """What fits; where a size or colour leaves nothing, what is called by it ("the tarn coat"), or fits without it."""
    bare = ProductQuery(words=wanted.words, avoid=wanted.avoid)
    name = replace(bare, words=f"{wanted.colour} {wanted.words}")
    for query in dict.fromkeys((wanted, name, bare)):
        if found := await means.door(means.shop.products.search, query, limit):
            return list(found)
    return []
