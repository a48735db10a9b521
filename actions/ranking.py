"""What of the fitting products comes first: what is liked, what is meant for whom, what is called so."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.said import telling_words
from actions.tastes import Tastes
from actions.whom import SELF, Telling
from shop.values import Product, ProductQuery

CHILDREN, FOR_A_CHILD, FOR_A_YOUNG_ONE = "children", "child", "young"

_WORN_OUTDOORS = frozenset({"coats", "boots"})
_STAYS_IN = re.compile(
    r"\b(?:for|on|in) (?:the |my |our )?(?:sofa|couch|settee|armchair|bed|evenings? in|nights? in|lounging)\b|"
    r"\b(?:round|around|about) the house\b|\bindoors\b",
    re.I,
)


def preferred(products: Sequence[Product], liked: Sequence[str]) -> list[Product]:
    """The same products, those first that have most of what is liked."""
    return sorted(products, key=lambda product: -sum(answers(product, thing) for thing in liked))


def answers(product: Product, liked: str) -> bool:
    """Whether a product is of what somebody likes, or is called by it: a book about a hare, for who loves hares."""
    return has(product, liked) or bool(telling_words(liked) & telling_words(product.name))


def meant_for(products: Sequence[Product], occasion: Sequence[str]) -> list[Product]:
    """What is made for children only for a child, or where there is nothing else: a puzzle, dungarees.

    For a young one it is those alone, where there are any.
    """
    made_for = [product for product in products if product.department == CHILDREN]
    if FOR_A_YOUNG_ONE in occasion and made_for:
        return made_for
    grown = [product for product in products if product.department != CHILDREN]
    return list(products) if FOR_A_CHILD in occasion or not grown else grown


def indoors(products: Sequence[Product], text: str) -> list[Product]:
    """The same products; where one stays in with them, without what is worn outdoors: no coat for the sofa."""
    within = [one for one in products if one.category not in _WORN_OUTDOORS] if _STAYS_IN.search(text) else []
    return within or list(products)


def named_first(products: Sequence[Product], words: str) -> list[Product]:
    """The same products, those first that are called by these words: tea before teapots."""
    called = telling_words(words)

    def likeness(product: Product) -> tuple[bool, int]:
        shared = called & telling_words(f"{product.name} {product.category}")
        return called != telling_words(product.category), -len(shared)

    return sorted(products, key=likeness)


def has(product: Product, thing: str) -> bool:
    """Whether a product is made of, contains, or is known for something, by whatever part of its name."""
    kinds = (product.category, product.department)
    traits = [trait for trait in product.traits if not _is_free_of(trait, thing)]
    parts = [*(m.name for m in product.materials), *product.contains, *traits, *kinds]
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


def _is_free_of(trait: str, thing: str) -> bool:
    """Whether a trait says that the thing is not in it: "caffeine free"."""
    return bool(re.search(rf"\b(?:{re.escape(thing)}[- ]free|(?:no|without) {re.escape(thing)})\b", trait))
