"""What of the fitting products comes first: what is liked, what is meant for whom, what is called so."""

from collections.abc import Sequence

from actions.said import telling_words
from shop.values import Product

CHILDREN, FOR_A_CHILD = "children", "child"


def preferred(products: Sequence[Product], liked: Sequence[str]) -> list[Product]:
    """The same products, those first that have most of what is liked."""
    return sorted(products, key=lambda product: -sum(has(product, thing) for thing in liked))


def meant_for(products: Sequence[Product], occasion: Sequence[str]) -> list[Product]:
    """What is made for children only for a child, or where there is nothing else: a puzzle, dungarees."""
    grown = [product for product in products if product.department != CHILDREN]
    return list(products) if FOR_A_CHILD in occasion or not grown else grown


def named_first(products: Sequence[Product], words: str) -> list[Product]:
    """The same products, those first that are called by these words: tea before teapots."""
    called = telling_words(words)
    return sorted(
        products, key=lambda product: -len(called & telling_words(f"{product.name} {product.category}"))
    )


def has(product: Product, thing: str) -> bool:
    """Whether a product is made of, contains, or is known for something, by whatever part of its name."""
    kinds = (product.category, product.department)
    parts = [*(m.name for m in product.materials), *product.contains, *product.traits, *kinds]
    return any(
        thing in part or part in thing for part in (*parts, *(v.colour for v in product.variants if v.colour))
    )
