"""What is asked of goods spoken of, in words that read as anything: something similar, more of it, a safe one."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.free_of import asks_whether_free
from actions.gift_cards import GIFT_CARDS, asks_terms, is_to_be_bought, names_gift_card
from actions.narrowing import asks_others, asks_similar
from actions.product_questions import RESTOCKED, SUCH_ONES
from actions.while_filling import UNSURE, as_intent

_FEW = 8  # words that do no more than pick some of those in view
_AS_SIMILAR = UNSURE | {"deny", "repeat", "reorder", "ask_product", "correct_memory", "state_preference", "recommend"}
_AS_ASKED = UNSURE | {
    "ask_memory", "state_preference", "recommend", "place_order", "correct_memory", "deny", "set_contact_terms",
}  # fmt: skip
_AS_BOUGHT = frozenset({"place_order", "ask_offers", "change_order", "request_invoice"})
_WHATS_SAFE = re.compile(
    r"\bwhat(?:['’]?s| is| are|s|(?: \w+)? can (?:i|he|she|they|we)) (?:safe|ok|okay|suitable|alright|eat|have)"
    r"(?: (?:for|to) \w+(?: \w+)?)?(?: then)?\W*$",
    re.I,
)
_TAKES = re.compile(r"\b(?:take|have|buy|order|get|want|send)\b", re.I)
_QUESTION = re.compile(
    r"\?|(?:^|[,.;!]|\b(?:meant|mean|asked|no|but|so|and|ok)\b)\W*(?:is|are|would|will|can|could|do|does)\b", re.I
)
_OFF = re.compile(
    r"\b(?:(?:a )?(?:quarter|third|half|fifth)|\d+ ?%|\w+ ?percent|money|something) off\b|\bon offer\b", re.I
)


def of_goods_again(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """How such words are read; None where they mean what they read like."""
    if _buys_a_gift_card(text, intent, around):
        return {**as_intent(read, "out_of_scope"), "plainly": "utter_gift_card_by_a_person"}
    if intent in UNSURE | {"ask_product", "ask_return_policy"} and _told_of_gift_cards(around) and asks_terms(text):
        return {**as_intent(read, "ask_offers"), "entities": [*(read.get("entities") or ()), GIFT_CARDS]}
    if intent in _AS_SIMILAR and asks_similar(text):
        return as_intent(read, "recommend")
    if _asks_of_goods(read, text, intent, around):
        return as_intent(read, "ask_product")
    if intent in UNSURE | {"deny"} and around.products and _WHATS_SAFE.search(text):
        return as_intent(read, "recommend")
    offers = around.told[:2] and any(one.startswith(("utter_offers", "utter_product")) for one in around.told)
    if offers and intent in UNSURE | {"ask_store_info", "ask_product"} and _OFF.search(text):
        return as_intent(read, "ask_offers")
    return None


def _asks_of_goods(read: Mapping[str, Any], text: str, intent: str, around: Around) -> bool:
    """Whether it asks if goods suit somebody, when there is more of them, or picks some of those in view."""
    asks = bool(_QUESTION.search(text))
    if intent in _AS_ASKED and asks and asks_whether_free(text):
        return True
    named = any(one["entity"] == "product" for one in read.get("entities") or ())
    if not (around.products or named) or intent not in _AS_ASKED | {"ask_delivery_options"}:
        return False
    few = bool(around.products) and len(text.split()) <= _FEW and intent not in ("place_order", "deny")
    picks = few and bool(SUCH_ONES.search(text)) and not (asks_others(text) or _TAKES.search(text))
    return picks or bool(RESTOCKED.search(text) and intent != "place_order")


def _buys_a_gift_card(text: str, intent: str, around: Around) -> bool:
    """Whether a gift card is to be bought: named now, or just told of."""
    bought = intent in UNSURE | _AS_BOUGHT and is_to_be_bought(text)
    return bool(bought and (names_gift_card(text) or _told_of_gift_cards(around)))


def _told_of_gift_cards(around: Around) -> bool:
    last = around.told[0] if around.told else ""
    return last.startswith(("utter_offers", "utter_gift_card")) and names_gift_card(around.lately)
