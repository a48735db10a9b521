"""Whether a product is there in the size and colour asked for, by our own labels and by how others size shoes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.house import hours_today
from actions.labels import comes_in, matching_variants, there_is
from actions.local import shop_in
from actions.product_questions import BRITISH, COLOURS, asks_another_colour
from actions.replies import Say, say
from actions.respecting import SHOES
from actions.said import Said, label_in, telling_words
from actions.tastes import SMALLEST_SHOE, letter_in, size_label, wanted_now
from actions.turn import Means, Turn
from actions.which import variant_words, worth
from actions.wording import listing
from shop.values import Product, ProductQuery, Variant

TO_BE_HAD = ("utter_product_in_stock", "utter_product_there_in")
_SHORTENED = re.compile(r"['’](?:s|m|d|ll|re|ve|t)\b", re.I)  # "I'm" names no size M
_ASKS_SIZES = re.compile(r"\b(?:sizes|colou?rs|shades|(?:what|which) (?:size|colou?r))\b", re.I)
_NUMBER = re.compile(r"\d{1,2}(?:[.,]5)?")
LOOKED_AT, EVERYTHING = 10, 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """The size and colour asked for: as named, and as our labels have them."""

    size: str
    colour: str
    british: str = ""  # the size as it was told, where ours is another
    colours: tuple[str, ...] = ()

    def of(self, product: Product) -> list[Variant]:
        """The variants of the product that are meant."""
        return [v for colour in self.colours or ("",) for v in matching_variants(product, self.size, colour)]

    @property
    def as_ours(self) -> ProductQuery:
        """The same for an order, the colour only where it is one of ours."""
        return ProductQuery(size=self.size, colour=self.colours[0] if len(self.colours) == 1 else "")

    @property
    def words(self) -> str:
        """Size and colour as one says them."""
        return variant_words(self.size, self.colours[0] if len(self.colours) == 1 else self.colour)


async def wanted_of(means: Means, product: Product, said: Said, earlier: Sequence[Said] = ()) -> Wanted | None:
    """The size and colour that the message names of this product, one of them as asked before; None for neither."""
    query = labelled(wanted_now(said), product, said.text)
    if not (query.size or query.colour):
        return None
    query = _with_asked_before(query, product, said, earlier)
    ours = in_our_sizes(query, [product]).size
    return Wanted(
        size=_span_for(ours, product) or ours,
        colour=query.colour,
        british=query.size if ours != query.size else "",
        colours=await _shades(means, product, query.colour),
    )


def _with_asked_before(query: ProductQuery, product: Product, said: Said, earlier: Sequence[Said]) -> ProductQuery:
    """The same wish in the size or colour of the question before it: "have you got it in large?", "in navy?"."""
    anew = telling_words(said.words_for("product")) & telling_words(f"{product.name} {product.category}")
    if anew or (query.size and query.colour) or _ASKS_SIZES.search(said.text):
        return query
    sizes, colours = ([getattr(v, kind) for v in product.variants] for kind in ("size", "colour"))
    size = query.size or asked_before(earlier, "size", product, sizes)
    colour = query.colour or asked_before(earlier, "color", product, colours)
    return replace(query, size=size, colour=colour)


def asked_before(earlier: Sequence[Said], entity: str, product: Product | None, options: Sequence[str]) -> str:
    """The label that this product was asked about in, before it was ordered: "have you got it in 47?", "then I'll"."""
    own = telling_words(f"{product.name} {product.category}") if product else frozenset[str]()
    for said in reversed(earlier):
        named = telling_words(said.words_for("product"))
        if named and not named & own:
            return ""  # of another product
        told = {str(one) for one in said.values(entity) if not names_product(product, str(one))}
        told = told or set(filter(None, [label_in(said.text, options)]))
        if entity == "size" and (ours := shoe_size_of(british_in(said.text))):
            told = {ours}
        if told:
            label = size_label(told.pop()) if entity == "size" else told.pop()
            if entity == "size" and product:
                label = in_our_sizes(ProductQuery(size=label), [product]).size
            return label if not told and as_labelled(label, options) else ""
    return ""


def as_labelled(wanted: str, options: Sequence[str]) -> str | None:
    """The one of these that is called so, or the only one with that word in its name: "green" is bottle green."""
    options = list(dict.fromkeys(options))
    exact = next((one for one in options if one.casefold() == wanted.casefold()), None)
    alike = [one for one in options if wanted and wanted.casefold() in one.casefold().split()]
    return exact or (alike[0] if len(alike) == 1 else None)


def names_product(product: Product | None, word: str) -> bool:
    """Whether it is part of what the product is called: "the whitby coat" is no colour."""
    return product is not None and word.casefold() in product.name.casefold().split()


def in_our_sizes(query: ProductQuery, products: Sequence[Product]) -> ProductQuery:
    """The same wish, a British size of shoes as our labels have it."""
    shoes = bool(products) and all(one.department == SHOES for one in products)
    return replace(query, size=shoe_size_of(query.size) or query.size) if shoes else query


def _span_for(size: str, product: Product) -> str:
    """The span of sizes that a single number lies in: 2-3 for a child of three; "" where there is none."""
    spans = (v.size for v in product.variants if re.fullmatch(r"\d{1,2}-\d{1,2}", v.size))
    within = (one for one in spans if size.isdigit() and int(one.split("-")[0]) <= int(size) <= int(one.split("-")[1]))
    return next(within, "")


def wanted_of_all(said: Said) -> ProductQuery:
    """What one message asks for; a colour by itself is one, though nothing was read as such: "red?"."""
    wanted = wanted_now(said)
    if wanted.colour or not asks_another_colour(said.text):
        return wanted
    return replace(wanted, colour=label_in(said.text, sorted(COLOURS)))


async def there_as_asked(means: Means, found: Sequence[Product], said: Said) -> list[Product]:
    """Those of several that are there in the size and colour asked for, each in these alone.

    A colour is meant by its shades, as the shop groups them.
    """
    query = in_our_sizes(wanted_of_all(said), found)
    asked = ProductQuery(colour=query.colour, size=query.size)
    if not (asked.colour or asked.size):
        return list(found)
    there = await means.door(means.shop.products.search, asked, EVERYTHING)
    in_stock = {one.id: one for one in there if any(v.stock > 0 for v in one.variants)}
    return [in_stock[one.id] for one in found if one.id in in_stock]


async def _shades(means: Means, product: Product, colour: str) -> tuple[str, ...]:
    """The product's colours that are meant by a colour: itself, or its shades as the shop groups them."""
    made = [v.colour for v in product.variants if v.colour]
    if not colour or colour.casefold() in (one.casefold() for one in made):
        return (colour,) if colour else ()
    query = ProductQuery(words=product.name, colour=colour)
    found = await means.door(means.shop.products.search, query, LOOKED_AT)
    there = {v.colour for one in found if one.id == product.id for v in one.variants}
    return tuple(dict.fromkeys(one for one in made if one in there)) or (colour,)


def in_the_variant(product: Product, wanted: Wanted | None, said: Said, turn: Turn) -> Say | None:
    """Whether it is there in the size and colour asked for, where that leaves some of its variants out."""
    if wanted is None or (asked_for := wanted.of(product)) == list(product.variants):
        return None
    told = {"name": product.name, "variant": wanted.words, "price": worth(product.price, turn.language)}
    there = [v for v in asked_for if v.stock > 0]
    if not asked_for and not comes_in(product, turn.language):
        return say("utter_product_one_way", name=product.name, about=product.description)
    if not asked_for:
        otherwise = wanted.size and not wanted.british and _sized_otherwise(product, wanted.size)
        response = "utter_product_sized_otherwise" if otherwise else "utter_product_not_made"
        return say(response, name=product.name, variant=wanted.words, there=comes_in(product, turn.language))
    if not there:
        named = {"name": product.name, "variant": wanted.words}
        return say("utter_product_not_there", **named, there=there_is(product, turn.language))
    if _ASKS_SIZES.search(said.text) and not (wanted.size and wanted.colour):
        others = _others(there, wanted, turn)
        return say("utter_product_there_in", name=product.name, variant=wanted.words, there=others)
    return say("utter_product_in_stock", **told)


def of_british(wanted: Wanted | None) -> Say | None:
    """How a British shoe size comes out in ours, where one was told."""
    if wanted is None or not wanted.british:
        return None
    return say("utter_british_size", british=wanted.british, size=wanted.size)


def _others(there: Sequence[Variant], wanted: Wanted, turn: Turn) -> str:
    """The sizes in a colour, or the colours in a size."""
    labels = [v.colour if wanted.size else v.size for v in there]
    return listing(list(dict.fromkeys(labels)), turn.language)


def _sized_otherwise(product: Product, size: str) -> bool:
    """Whether a number is asked for where sizes are letters: a dress in 10, where it comes in S to XL."""
    made = [v.size for v in product.variants if v.size]
    return bool(_NUMBER.fullmatch(size)) and bool(made) and not any(_NUMBER.search(one) for one in made)


def labelled(wanted: ProductQuery, product: Product, text: str) -> ProductQuery:
    """The same wish with the product's own colour and size that the text names, where none was read as one."""
    plain = _SHORTENED.sub("", text)
    named = product.name.casefold().split()
    colour = wanted.colour if wanted.colour.casefold() not in named else ""
    colour = colour or label_in(plain, [v.colour for v in product.variants])
    colour = colour or label_in(plain, sorted(COLOURS - set(named)))
    alone = not (colour or wanted.size)
    sizes = [v.size for v in product.variants if len(v.size) > 1 or alone]  # one letter beside a colour is a word
    size = wanted.size or label_in(plain, sizes) or letter_in(plain, [v.size for v in product.variants])
    return replace(wanted, colour=colour, size=british_in(text) or size)


def british_in(text: str) -> str:
    """The size that is told as a British one; "" where none is."""
    found = BRITISH.search(text)
    return (found["size"] or found["before"]) if found else ""


def british_alone(text: str) -> Say | None:
    """How a British shoe size comes out in ours, whatever it is for."""
    size = shoe_size_of(british_in(text))
    return say("utter_british_size", british=british_in(text), size=size) if size else None


def shoe_size_of(told: str) -> str | None:
    """Our size of a British shoe size; None where it is none.

    By how both are defined (ISO/TS 19407): a British size is the last's length in thirds of an inch less 25, a
    European one the same length in two thirds of a centimetre.

    >>> shoe_size_of("6"), shoe_size_of("8"), shoe_size_of("42")
    ('39', '42', None)
    """
    if not _NUMBER.fullmatch(told) or not 2 <= (british := float(told.replace(",", "."))) < SMALLEST_SHOE:
        return None
    return str(round((british + 25) * 2.54 / 2))


async def shelf_of_one_shop(means: Means, said: Said, turn: Turn) -> Say | None:
    """That a shop's shelf can't be seen from here, and who there can tell; None where they name no shop."""
    shops = await means.door(means.shop.house.shops, turn.moment.now)
    asked = said.question  # a visit that is told of beside it names no shelf
    shop = shop_in(shops, f"{asked.value('place') or ''} {asked.text}")
    if shop is None:
        return None
    today = hours_today(shop, turn, means.zone)
    return say("utter_shelf_unseen", town=shop.address.town, phone=shop.phone, today=today)
