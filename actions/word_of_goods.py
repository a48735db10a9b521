"""Word that goods are there again: whoever wishes for it, or asks when, is told that it can't be seen from here."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.around import Around
from actions.product_questions import RESTOCKED
from actions.replies import GOODS_SHOWN, Say, say
from actions.which import OFFERED
from actions.while_filling import UNSURE, as_intent
from actions.wording import listing
from shop.values import Product

NOT_THERE = (
    "utter_product_not_there", "utter_product_not_made", "utter_product_sold_out", "utter_product_again_unknown",
    "utter_products_not_there",
)  # fmt: skip
_UNSOLD = "utter_not_sold"
_TELL_ME = (
    r"\b(?:(?:let|tell|text|e-?mail|message|notify|alert|ping|inform|contact|ring|call) (?:me|us)|"
    r"write(?: to)? (?:me|us)|(?:give|drop|send) (?:me|us) (?:an? )?(?:\w+ )?(?:line|shout|text|message|call|ring))\b"
)
_TELL_ME_WHEN = re.compile(rf"{_TELL_ME}.{{0,20}}\b(?:when(?:ever)?|if|once|as soon as|the (?:moment|minute))\b", re.I)
_LET_ME_KNOW = re.compile(
    rf"^\W*(?:(?:ok|okay|yes|yeah|please|so|well|and|just|right|can|could|will|would|you|u)\W+)*{_TELL_ME}"
    r"(?: know)?(?: (?:then|please|pls|thanks|thx|ok))*\W*$",
    re.I,
)
_WHEN_THERE = re.compile(
    r"\bwhen(?:['’]?s| is| are| will| do| does| would|'ll)? (?:it|they|that|those|one|you|u|some|more|the \w+)\b"
    r".{0,20}\b(?:back|in|available|there|have|get|got|getting|expecting)\b",
    re.I,
)
_AS_WORD = UNSURE | {
    "allow_contact", "affirm", "ask_booking", "ask_delivery_options", "ask_offers", "ask_product", "remind_me",
    "request_callback", "set_contact_terms", "track_order", "track_refund", "ask_capabilities", "wait",
}  # fmt: skip


def asks_word(text: str) -> bool:
    """Whether word of goods is wished for, or the day on which they are there.

    >>> asks_word("let me know then"), asks_word("when will it be back"), asks_word("tell me about it")
    (True, True, False)
    """
    return any(words.search(text) for words in (_TELL_ME_WHEN, _LET_ME_KNOW, _WHEN_THERE))


def asks_of_more(text: str) -> bool:
    """Whether more of some goods is asked for, by when it comes or by word of it."""
    return bool(RESTOCKED.search(text)) or asks_word(text)


def of_word(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """How such words are read after goods that aren't there; None where they are about something else."""
    if around.form or intent not in _AS_WORD or not asks_word(text):
        return None
    if around.told[:1] == (_UNSOLD,):
        return {**as_intent(read, "out_of_scope"), "plainly": "utter_word_by_a_person"}
    missed = around.products and any(one in NOT_THERE for one in around.told)
    shown = around.products and around.told[:1] and around.told[0].startswith(GOODS_SHOWN)
    return as_intent(read, "ask_product") if missed or (shown and _WHEN_THERE.search(text)) else None


def again_unknown(found: Sequence[Product], language: str) -> Say:
    """That nobody here knows when more of these comes in, and who can ask."""
    names = listing([product.name for product in found[:OFFERED]], language)
    return say("utter_product_again_unknown", name=names)
