"""Whether a gift card is to be bought here, which a person sees to."""

import re

# What offers are asked after, where they go by another word: "do they expire?".
GIFT_CARDS = {"entity": "category", "value": "gift card", "start": 0, "end": 0}
_GIFT_CARD = re.compile(r"\bgift ?(?:cards?|vouchers?)\b", re.I)
_BUYS = re.compile(
    r"\b(?:how|where) (?:do|can|could|would|to) (?:(?:i|we) )?(?:buy|get|order|purchase)\b|"
    r"\bto (?:get|buy) (?:one|an?)\b|"
    r"\b(?:i|we)(?:['’]?d| would|['’]?ll)? ?(?:like to |want to |wanna |need to )?(?:buy|order|take|get) "
    r"(?:it|one|that|an?\b|the\b)|^\W*(?:please )?(?:buy|order) ",
    re.I,
)


def names_gift_card(text: str) -> bool:
    """Whether gift cards are spoken of."""
    return bool(_GIFT_CARD.search(text))


def is_to_be_bought(text: str) -> bool:
    """Whether it asks to buy it, or how.

    >>> is_to_be_bought("I want to buy a gift card"), is_to_be_bought("do you sell gift cards")
    (True, False)
    """
    return bool(_BUYS.search(text))
