"""What a suggestion keeps to of what is known, and which of it made a difference. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from actions.ranking import answers, has
from actions.tastes import Tastes, system_of
from shop.values import Product, ProductQuery

SHOWN = 3  # options at once, at most
SHOES = "shoes"


def asked_with(wanted: ProductQuery, tastes: Tastes) -> ProductQuery:
    """The words of the moment with what is known added; what was said now outranks what is remembered."""
    named = {wanted.material.casefold(), *wanted.words.casefold().split()}
    avoid = tuple(dict.fromkeys([*wanted.avoid, *(thing for thing in tastes.avoid if thing not in named)]))
    return replace(wanted, avoid=avoid, price_to=wanted.price_to or tastes.price_to)


def respected_in(
    everything: Sequence[Product], fitting: Sequence[Product], wanted: ProductQuery, tastes: Tastes
) -> list[str]:
    """The tastes that a suggestion may name: those that left something out, or that what is shown meets."""
    left_out = [product for product in everything if product.id not in {one.id for one in fitting}]
    respected = [thing for thing in tastes.avoid if any(has(p, thing) for p in left_out)]
    if not respected and left_out:
        respected = list(tastes.avoid)  # left out under another name: tweed, for one who avoids wool
    if tastes.price_to and not wanted.price_to and any(p.price.amount > tastes.price_to for p in left_out):
        respected.append("budget")
    sizes_told = not any(_in_other_sizes(product, tastes) for product in fitting[:SHOWN])
    sized = [key for key in ("size", "shoe size") if key in tastes.because and sizes_told]
    by_size = [*fitting, *(product for product in left_out if not comes_in(product, tastes))]
    respected += [
        key for key in sized if any((p.department == SHOES) is (key == "shoe size") for p in by_size)
    ]
    return respected + [liked for liked in tastes.likes if any(answers(p, liked) for p in fitting[:SHOWN])]


def comes_in(product: Product, tastes: Tastes) -> bool:
    """Whether it is there in the customer's size, as far as it has sizes of that kind; a child's is none of theirs."""
    size = _size_for(product, tastes)
    if is_childs(size) and _in_other_sizes(product, tastes):
        return False
    comparable = [v for v in product.variants if size and v.size and system_of(v.size) == system_of(size)]
    return not comparable or any(v.size == size and v.stock > 0 for v in comparable)


def is_childs(size: str) -> bool:
    """Whether it is a span of two years, as children's clothes have it; socks span more.

    >>> is_childs("4-5"), is_childs("6-8"), is_childs("12")
    (True, False, False)
    """
    begins, _, ends = size.partition("-")
    return ends.isdigit() and begins.isdigit() and int(ends) - int(begins) == 1


def _in_other_sizes(product: Product, tastes: Tastes) -> bool:
    """Whether it has sizes and none that the customer's can be compared with: a jumper in S to XL, for a 14."""
    size, made = _size_for(product, tastes), [v.size for v in product.variants if v.size]
    return bool(size and made) and system_of(size) not in map(system_of, made)


def _size_for(product: Product, tastes: Tastes) -> str:
    return tastes.shoe_size if product.department == SHOES else tastes.size
