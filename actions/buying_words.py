"""What is bought, sent back or sent elsewhere in words that by themselves are read as another of these."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.comparing import compares
from actions.money_words import beside_points, refuses_points
from actions.permissions import is_question
from actions.postal import address_in, without_address
from actions.product_questions import PACKING
from actions.replies import GOODS_SHOWN
from actions.sending_back import is_sent_back
from actions.stages import CONFIRMED
from actions.ways import asks_for_sum, way_in
from actions.while_filling import BUYING, ORDERING, POINTS, UNSURE, as_intent, surely
from actions.yes_and_no import answer_in

# What is said in place of an order that was begun: that is let go.
INSTEAD = {"entity": "instead", "value": "yes", "start": 0, "end": 0}
ONE_ADDRESS = "utter_one_address"
_GOODS = frozenset({"product", "category"})
_BUYS = UNSURE | {"place_order", "reorder", "change_order", "recommend", "ask_product"}
_ASKED = frozenset({"ask_product", "ask_delivery_options", "recommend"})
# "Order moor boots", where "order" is what they do: "order 4471 came", "order number" and "order status" are none.
_ORDERS = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok|okay|yes|so|right|then|now|please|pls|just|can (?:i|you|we)|could (?:i|you|we)|"
    r"i'?d like to|i would like to|i want to|i wanna|let me|i'?ll|we'?ll)\b\W*)*(?:order|buy|purchase)\b"
    r"(?! ?(?:#|\d{2}-|\d{4}|for\b|of\b|with\b|from\b|to\b|in\b|no\b|nr\b|number|status|history|details|confirm|"
    r"was\b|is\b|has|hasn|came|arriv|not\b|never|again|it\b|that\b|this\b|them\b|same\b|date|"
    r"on\b|by\b|before|after|me the same))",
    re.I,
)
_CHANGES = re.compile(
    r"\b(?:chang\w*|swap\w*|instead|rather|exchang\w*|replac\w*|make (?:it|that|them)|again|usual|add|remove|cancel\w*|"
    r"already|my (?:last|other|new) order)\b",
    re.I,
)
_SO_MANY_OF = re.compile(r"(?:\bx ?\d{1,2}|\b\d{1,2} ?x)\W*$", re.I)
_ELSEWHERE = re.compile(
    r"\b(?:my (?:order|parcel)|(?:the|that|this) (?:order|parcel)|moved|moving|new address|chang\w*|redirect\w*|"
    r"instead|from now on|always|future|already|ordered|send my)\b",
    re.I,
)
# Of several that were ordered together, one is to go elsewhere.
_ONE_OF_THEM = re.compile(
    r"\b(?:(?:only |just )?(?:one|1|half|some|two|the other(?: one)?|the second(?: one)?)"
    r"(?: of (?:the|them|those|these)(?: \w+)?)?)\b",
    re.I,
)
_GOES_ELSEWHERE = re.compile(
    r"\b(?:send|sent|deliver\w*|post(?:ed)?|ship(?:ped)?|go(?:es)?)\b[^.?!]{0,30}?"
    r"\b(?:to (?!me\b|the shop\b)|elsewhere|somewhere else|(?:another|different|other) address)|"
    r"\b(?:one|1|half)\b(?: of \w+)? to (?!me\b|be\b|the shop\b|return|cancel|change|swap|send)[a-z]",
    re.I,
)
_GETS_ONE = re.compile(
    r"^\W*(?:(?:ok|okay|yes|yeah|great|lovely|perfect|nice|then|so|right|please|can you|could you)\W+)*"
    r"(?:(?:one|two|three|\d) of (?:them|those|these)(?: please| then)?\W*$|"
    r"(?:(?:get|order|send|buy)(?: me)?|i'?ll (?:have|take|buy|order)) (?:one|two|three|\d) ?"
    r"(?:of (?:them|those|these)|(?:please|then|pls)\W*$|(?:in|size)\b|,|\W*$))",
    re.I,
)
# Whoever looks for some slippers orders none yet, though they name a size.
_LOOKS_FOR = re.compile(
    r"^\W*(?:(?:hi|hello|hey|hiya|so|ok|and|please|morning|afternoon|evening|good)\W+)*"
    r"(?:(?:i['’]?m|i am|am|we['’]?re|we are|i['’]?ve been|was) )?"
    r"(?:(?:looking|searching|hunting|after|on the hunt|on the lookout) (?:for )?|(?:i |we )?need )"
    r"(?:some|an?|any)\b(?! (?:more|another|few)\b)|"
    r"^\W*(?:(?:hi|hello|hey|so|ok)\W+)*(?:(?:i['’]?m|i am|we['’]?re) )?(?:looking|searching|hunting) for "
    r"(?!the\b|my\b)",
    re.I,
)
# What is put beside goods, as it is misread.
_AS_PACKING = UNSURE | {
    "ask_payment_methods", "share_message", "remind_me", "ask_offers", "forget_fact", "change_order",
    "set_relationship",
}  # fmt: skip
_RATHER_SEES = re.compile(r"^\W*(?:no\W+)?i(?:'?d| would) rather (?:see|look at|have a look|be shown)\b", re.I)
_ORDER_IT = re.compile(
    r"^\W*(?:i )?\W*(?:(?:just|please|ok|then|so)\W+)*order (?:it|them|that|those|the [\w ]+)\W*(?:please)?\W*$", re.I
)
_SEND_NEXT = re.compile(r"\b(?:want|like|need|order|buy|too|also|as well|another|more)\b", re.I)
_OF_ADDRESS = "address_form"
_JUST_ORDERED = ("utter_ordered", "utter_ask_address", "utter_ask_target", "utter_order_redirected", ONE_ADDRESS)


def of_buying(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """The same parse data as it is meant; None where it is as it reads."""
    if _parts_an_order(text, around):
        plain = {"plainly": ONE_ADDRESS, "statements": [], "mood": "neutral"}
        return {**as_intent(read, "out_of_scope"), **plain, "entities": [INSTEAD]}
    if around.form in (*ORDERING, POINTS) and refuses_points(text):
        return _without_points(read, text, around)
    if intent in _BUYS and is_sent_back(text, intent):
        return _sent_back(read, around)
    if intent == "recommend" and _RATHER_SEES.match(text):
        return {**as_intent(read, intent), "statements": []}
    if around.form in ORDERING and compares(text):
        return surely(read, "ask_product")  # it names two, and takes neither
    if intent in _AS_PACKING and around.form in (None, BUYING) and not around.order and PACKING.search(text):
        return {**as_intent(read, "inform" if around.form else "ask_product"), "statements": []}
    if around.form is None and intent == "place_order" and _LOOKS_FOR.match(text):
        return as_intent(read, "recommend")
    if around.form is None and _is_bought(read, text, intent, around):
        return {**as_intent(read, "place_order"), "statements": []}
    return None


def _without_points(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any]:
    """Points refused beside an order: the order stands, and only a yes in so many words says yes to it."""
    if around.form == POINTS:
        return surely(read, "abort")
    rest = beside_points(text)
    agrees = answer_in(rest, "inform") or (_ORDER_IT.match(rest) and around.slot == CONFIRMED)
    return as_intent(read, "affirm" if agrees else "inform")


def _parts_an_order(text: str, around: Around) -> bool:
    """Whether one of several things that one order holds is to go to another address."""
    spoken_of = around.order and any(one.startswith(_JUST_ORDERED) for one in around.told[:2])
    if not (around.form == _OF_ADDRESS or (spoken_of and around.form is None)) or _SEND_NEXT.search(text):
        return False
    one = _ONE_OF_THEM.search(without_address(text))
    return bool(one) and bool(_GOES_ELSEWHERE.search(text) or address_in(text, "") or "other stays" in text.casefold())


def _sent_back(read: Mapping[str, Any], around: Around) -> dict[str, Any] | None:
    if around.form is None:
        return as_intent(read, "return_item")
    if around.form not in ORDERING:
        return None
    return {**as_intent(read, "return_item"), "entities": [*(read.get("entities") or ()), INSTEAD]}


def _is_bought(read: Mapping[str, Any], text: str, intent: str, around: Around) -> bool:
    named = any(one["entity"] in _GOODS for one in read.get("entities") or ())
    if around.products and around.told[:1] and around.told[0].startswith(GOODS_SHOWN) and _GETS_ONE.match(text):
        return True
    if intent in _BUYS and not _CHANGES.search(text):
        unsure = intent in {"change_order", "nlu_fallback", "inform"} or read.get("close_readings")
        so_many = intent not in UNSURE and not is_question(text) and _SO_MANY_OF.search(text)
        if so_many or (unsure and named and _ORDERS.match(text)):
            return True
    if named and intent in _ASKED and asks_for_sum(text) and way_in(text):
        return True  # "the coat in L, next day to York, total?"
    sent = intent in UNSURE | {"change_address", "change_details"} and address_in(text, "")
    return bool(sent and around.order is None and (named or around.products) and not _ELSEWHERE.search(text))
