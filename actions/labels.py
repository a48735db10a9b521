"""What stands on a product's labels: its colours and sizes, in stock or not, and what it is made of."""

import re
from collections.abc import Sequence

from actions.wording import Phrase, listing, phrase
from shop.values import Product, Variant

LONG_RUN = 5  # sizes one after the other


def matching_variants(product: Product, size: str, colour: str) -> list[Variant]:
    """The variants in that size and colour; what is not given matches all."""
    return [
        v
        for v in product.variants
        if (not size or _same_size(v.size, size))
        and (not colour or v.colour.casefold() == colour.casefold())
    ]


def _same_size(label: str, told: str) -> bool:
    """Whether a label is the size that was told, with or without its unit: "32 cm", "32cm", "32"."""
    ours, theirs = ("".join(one.casefold().split()) for one in (label, told))
    return ours == theirs or (theirs.isdigit() and bool(re.fullmatch(rf"{theirs}(?:cm|mm|ml|l|in|inch(?:es)?)", ours)))


def there_is(product: Product, language: str) -> str:
    """The colours and sizes that are in stock, as in a sentence; "" when none is.

    Where one colour has other sizes left than another, each is told with its own.
    """
    stocked = [v for v in product.variants if v.stock > 0]
    by_colour = {v.colour: [one.size for one in stocked if one.colour == v.colour] for v in stocked}
    if len({tuple(sizes) for sizes in by_colour.values()}) > 1:
        every = list(dict.fromkeys(v.size for v in product.variants))
        each = [f"{colour} ({_spans(sizes, every)})" for colour, sizes in by_colour.items()]
        return listing(each, language)
    return _labels(product, stocked, language) or (product.name if stocked else "")


def _spans(sizes: Sequence[str], every: Sequence[str]) -> str:
    """Sizes with what lies between the ends of a long run left out: `37–45, 47`."""
    runs: list[list[str]] = []
    for size in sizes:
        follows = runs and every.index(size) == every.index(runs[-1][-1]) + 1
        runs[-1].append(size) if follows else runs.append([size])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) >= LONG_RUN else ", ".join(run) for run in runs)


def comes_in(product: Product, language: str) -> str:
    """The colours and sizes that it is made in, whether in stock or not."""
    return _labels(product, product.variants, language)


def _labels(product: Product, variants: Sequence[Variant], language: str) -> str:
    colours = list(dict.fromkeys(v.colour for v in variants if v.colour))
    there = {v.size for v in variants if v.size}
    sizes = [size for size in dict.fromkeys(v.size for v in product.variants) if size in there]
    parts = [listing(colours, language) if colours else "", ", ".join(sizes)]
    return "; ".join(part for part in parts if part)


def made_of(product: Product, language: str) -> str:
    """Materials with their shares: `65% cotton and 35% recycled polyester`."""
    return listing([m.name if m.percent == 100 else f"{m.percent}% {m.name}" for m in product.materials], language)


def also_contains(product: Product, language: str) -> str:
    """What is in it beside what it is made of, as those must know who can't have it: `milk`; "" where nothing is."""
    made = {material.name for material in product.materials}
    return listing([one for one in product.contains if one not in made], language)


def line_of_all_in_it(product: Product, language: str) -> Phrase:
    """What a product is made of and has in it, as one line of several."""
    told = {"name": product.name, "made_of": made_of(product, language)}
    if contains := also_contains(product, language):
        return phrase("utter_product_contains", **told, contains=contains)
    return phrase("utter_product_made_of", **told)
