"""Whether a gift card is to be bought here, which a person sees to."""

import re

# What offers are asked after, where they go by another word: "do they expire?".
GIFT_CARDS = {"entity": "category", "value": "gift card", "start": 0, "end": 0}
_GIFT_CARD = re.compile(r"\bgift ?(?:cards?|vouchers?)\b", re.I)
_BUYS = re.compile(
    r"\b(?:how|where) (?:do|can|could|would|to) (?:(?:i|we) )?(?:buy|get|order|purchase)\b|"
    r"\bto (?:get|buy) (?:one|an?)\b|"
    r"\b(?:i|we)(?:['’]?d| would|['’]?ll)? ?(?:like to |want to |wanna |need to )?(?:buy|order|take|get) "
    r"(?:it|one|that|an?\b|the\b)|"
    r"\b(?:can|could|may) (?:i|we|you) (?:please |just )?(?:get|buy|have|order|send|e-?mail|do)\b"
    r"(?: (?:me|her|him|them|my \w+))? (?:one|two|it|an?\b|\d|£)|^\W*(?:please )?(?:buy|order) ",
    re.I,
)


# What is asked of gift cards just told of, which their terms answer.
_TERMS = re.compile(
    r"\b(?:how much|cost|price|expir\w*|run out|lapse|valid|last|use by|minimum|maximum|smallest|biggest|amounts?|"
    r"e-?mail\w*|post(?:ed)?)\b",
    re.I,
)


def asks_terms(text: str) -> bool:
    """Whether their price, their life or how they come is asked after.

    >>> asks_terms("does it expire"), asks_terms("do you sell socks")
    (True, False)
    """
    return bool(_TERMS.search(text))


def names_gift_card(text: str) -> bool:
    """Whether gift cards are spoken of."""
    return bool(_GIFT_CARD.search(text))


def is_to_be_bought(text: str) -> bool:
    """Whether it asks to buy it, or how.

    >>> is_to_be_bought("I want to buy a gift card"), is_to_be_bought("do you sell gift cards")
    (True, False)
    """
    return bool(_BUYS.search(text))
