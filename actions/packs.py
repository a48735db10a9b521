"""How many of what comes in bundles: "three pairs" of socks that are sold in threes is one bundle."""

import re

from actions.said import MANY, UNITS, count_in, number_of
from shop.values import Product

_PAIRS = re.compile(rf"(?<![\w-]){MANY}[ -](?:\w+ )?pairs?\b", re.I)
_COUNTS_PACKS = re.compile(rf"\b(?:{MANY}|one) (?:\w+ )?{UNITS}\b", re.I)


def in_packs(count: int, text: str, product: Product) -> int:
    """So many as the shop counts them, where pairs are told and the product is a bundle of several."""
    if _COUNTS_PACKS.search(text):
        return count_in(text) or count
    told, each = number_of(_PAIRS.search(text)), pairs_in(product)
    if not told or each < 2:
        return count
    return -(-told // each)  # nobody gets fewer pairs than they said


def pairs_in(product: Product) -> int:
    """The pairs in one of it; 1 where it says nothing of any."""
    says = ". ".join((*product.traits, product.description))
    return number_of(_PAIRS.search(says)) or 1
