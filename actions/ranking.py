"""What of the fitting products comes first: what is liked, what is meant for whom, what is called so."""

from collections.abc import Sequence
from dataclasses import replace

from actions.said import telling_words
from actions.tastes import Tastes
from actions.whom import SELF, Telling
from shop.values import Product, ProductQuery

CHILDREN, FOR_A_CHILD = "children", "child"


def preferred(products: Sequence[Product], liked: Sequence[str]) -> list[Product]:
    """The same products, those first that have most of what is liked."""
    return sorted(products, key=lambda product: -sum(answers(product, thing) for thing in liked))


def answers(product: Product, liked: str) -> bool:
    """Whether a product is of what somebody likes, or is called by it: a book about a hare, for who loves hares."""
    return has(product, liked) or bool(telling_words(liked) & telling_words(product.name))


def meant_for(products: Sequence[Product], occasion: Sequence[str]) -> list[Product]:
    """What is made for children only for a child, or where there is nothing else: a puzzle, dungarees."""
    grown = [product for product in products if product.department != CHILDREN]
    return list(products) if FOR_A_CHILD in occasion or not grown else grown


def any_present(wanted: ProductQuery, occasion: Sequence[str]) -> list[ProductQuery]:
    """Any present at all, where none is named: for a child what is made for children."""
    whatever = replace(wanted, words="")
    return [*([replace(whatever, category=CHILDREN)] if FOR_A_CHILD in occasion else []), whatever]


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


def wished_for(person: Telling, wanted: ProductQuery, tastes: Tastes) -> ProductQuery:
    """The same wish without the name of whom it is for; where it names nothing else, what they are told to like."""
    if person.subject == SELF:
        return wanted
    words = " ".join(word for word in wanted.words.split() if word.removesuffix("'s") not in person.names)
    named = words or wanted.colour or wanted.material
    return replace(wanted, words=words if named else " ".join(tastes.likes))
