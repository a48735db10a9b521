"""What is asked of the shop and its goods, where it reads as something else: wishes beside what is told, a list."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.avoiding import asks_what_else_fits, names_goods_without
from actions.comparing import asks_which_is_more, compares
from actions.occasions import CHILD, GIFT, occasions_in
from actions.permissions import is_question
from actions.product_questions import BRITISH
from actions.replies import waits_for_answer
from actions.while_filling import UNSURE
from actions.whom import RELATION

_A_THING = re.compile(r"^\W*(?:an?|some|any) ", re.I)
_PRICED = re.compile(r"\b(?:under|below|less than|up to|at most|no more than|max\w*|around|about) £?\d{2,4}\b", re.I)
_ASKS_OF_IT = re.compile(
    r"(?:^|[,.;:]\s*)(?:is|are|does|do|has|have|can|will|was) (?:it|they|the|this|that|these)\b", re.I
)
_FITS = re.compile(r"\b(?:would|will|does|do)\b.{0,40}\bfit(?: (?:me|him|her|them|us))?\W*$", re.I)
_CAN_HAVE = re.compile(
    r"^\W*(?:(?:so|and|but|ok|then)\W+)*(?:what|which)\b(?! (?:times?|days?|dates?|hours?)\b).*\b"
    r"(?:can|could|may|should) (?:i|we|he|she|they) "
    r"(?:have|eat|drink|wear|get|give)\b",
    re.I,
)
_ANYTHING_TO = re.compile(
    r"\b(?:have|got|sell|stock|recommend) (?:(?:you|u) (?:got )?)?(?:anything|something) (?:nice |good )?"
    r"(?:to|for|that)\b|"
    r"^\W*(?:(?:is|are) there )?(?:anything|something)\b.{0,20}\b(?:in|from) (?:the|your) \w+.{0,15}\bfor\b",
    re.I,
)
_SOME_TO = re.compile(
    r"^\W*(?:any ?thing|something|some|any)\b.*\bto (?:eat|drink|wear|read)\b|\b(?:stuff|snacks?|treats?)\W*$", re.I
)
_SOMEBODY = re.compile(r"\b(?:i|i['’]?m|i['’]?ve|my|me|we|our|he|she|his|her|they|no|not|never|without)\b", re.I)
_IN_MY_SIZE = re.compile(
    r"\bin my (?:shoe |dress )?size\b|\bto fit me\b|\bthat(?:['’]d| would| will| might)? fits? me\b", re.I
)
_OF_ONE_SEEN = re.compile(r"\b(?:it|this|these|those|them|one)\b", re.I)
# Of goods there are, for whom they are to fit: their sizes may be known.
_IN_THEIR_SIZE = re.compile(
    rf"\b(?:have|got|sell|stock|are there)\b.*\b(?:for (?:her|him|them|(?:my|our) (?:\w+ )?{RELATION})|"
    r"in (?:my|her|his|their|(?:my|our) \w+['’]?s) (?:own )?size)\W*$",
    re.I,
)
_IN_A_COLOUR = re.compile(r"\bwhat (?:have|do) (?:you|u) (?:got|have|do|sell|stock) in\b", re.I)
FEW = 3  # words, as of "warm vegan boots"
ORDERED = 0.4  # how surely something is read as an order that names no more than a thing
# As a wish for goods that names what shall not be in them is misread.
_AS_TOLD = UNSURE | {"state_preference", "correct_memory", "ask_product", "set_contact_terms", "deny"}
_AS_ASKED = UNSURE | {"ask_product", "ask_memory", "place_order"}
# As a wish to see goods side by side is misread; of delivery or of offers the difference is another matter.
_AS_COMPARED = UNSURE | {"recommend", "confide", "state_preference", "place_order", "share_message", "change_order"}


def in_british_sizes(text: str, intent: str, around: Around) -> str | None:
    """The intent of words that say which British size they take, where it is about shoes or nothing else is open."""
    asked = intent in UNSURE | {"state_preference", "deny", "correct_memory"} and BRITISH.search(text)
    return "ask_product" if asked and not waits_for_answer(around.asked) else None


def puts_side_by_side(text: str, intent: str, around: Around) -> str | None:
    """The intent of a wish to have goods compared, those in view or those it names."""
    if intent not in _AS_COMPARED or waits_for_answer(around.asked):
        return None
    in_view = len(around.products) > 1
    if compares(text) and (in_view or intent in UNSURE | {"recommend", "change_order"}):
        return "ask_product"
    return "ask_product" if in_view and asks_which_is_more(text) else None


def looks_for_goods(read: Mapping[str, Any], text: str, intent: str, around: Around) -> str | None:
    """The intent of a wish for goods that is read as nothing, or as something told; None where it is none.

    What they say of themselves or others is heard beside it.
    """
    if waits_for_answer(around.asked) and intent not in ("state_preference", "ask_product"):
        return None
    if intent in _AS_TOLD and (asks_what_else_fits(text) or _only_without(text, around)):
        return "recommend"
    if intent in UNSURE | {"express_feeling", "ask_offers"} and _ANYTHING_TO.search(text):
        return "recommend"
    if intent in UNSURE | {"place_order"} and _CAN_HAVE.search(text):
        return "recommend"  # "what biscuits can I have" orders none
    if intent == "place_order" and _FITS.search(text):
        return "ask_product"  # nobody orders by asking whether it would fit
    if intent in _AS_ASKED and _IN_MY_SIZE.search(text):  # a suggestion goes by the size that they told
        return "ask_product" if around.products and _OF_ONE_SEEN.search(text) else "recommend"
    if _is_for_somebody(read, text, intent):
        return "recommend"
    if intent == "state_preference":
        return None if read.get("statements") else _asks_for_goods(read, text)
    if intent == "place_order" and float(read["intent"].get("confidence") or 0) < ORDERED and len(text.split()) <= FEW:
        return _in_a_size(read)
    return "recommend" if intent in UNSURE and _names_goods_and_price(read, text) else None


def _is_for_somebody(read: Mapping[str, Any], text: str, intent: str) -> bool:
    """Whether it tells for whom it is, to fit or with what it may cost, or asks for a colour, however it is read."""
    present = intent in UNSURE | {"ask_product"} and _is_a_present_for(read, text)
    child = intent in UNSURE | {"share_life_event"} and _is_for_a_child(read, text)
    return present or child or _asks_what_there_is(read, text, intent)


def _asks_what_there_is(read: Mapping[str, Any], text: str, intent: str) -> bool:
    """Whether it asks what there is in a colour or the like, or in the size of whom it is for."""
    of_a_kind = any(one["entity"] in ("color", "material", "size") for one in read.get("entities") or ())
    asks = intent == "ask_memory" and of_a_kind and _IN_A_COLOUR.search(text)
    return bool(asks or (intent == "ask_product" and _IN_THEIR_SIZE.search(text)))


def _is_for_a_child(read: Mapping[str, Any], text: str) -> bool:
    """Whether a child and what it may cost are named: "my granddaughter is turning five, max £25"."""
    priced = any(one["entity"] == "money" for one in read.get("entities") or ())
    return priced and CHILD in occasions_in(text)


def _is_a_present_for(read: Mapping[str, Any], text: str) -> bool:
    """Whether a present and what it may cost are named and no thing: "a stocking filler under a tenner"."""
    named = {str(one["entity"]) for one in read.get("entities") or ()}
    return "money" in named and not named & {"product", "category"} and GIFT in occasions_in(text)


def _only_without(text: str, around: Around) -> bool:
    """Whether it is no more than a thing and what shall not be in it; of goods in view it narrows the choice."""
    return names_goods_without(text) and not (around.products and is_question(text))


def _asks_for_goods(read: Mapping[str, Any], text: str) -> str | None:
    """What is asked of goods, or looked for, where nothing is told: "vegan shoes", "the down coat, is it ethical"."""
    if size := _in_a_size(read):
        return size
    if _SOME_TO.search(text) and not _SOMEBODY.search(text):
        return "recommend"
    if not any(one["entity"] == "product" for one in read.get("entities") or ()):
        return None
    if _ASKS_OF_IT.search(text):
        return "ask_product"
    return "recommend" if len(text.split()) <= FEW and not _SOMEBODY.search(text) else None


def _in_a_size(read: Mapping[str, Any]) -> str | None:
    """ "Size 10 dress" asks for a thing in a size."""
    named = {str(one["entity"]) for one in read.get("entities") or ()}
    return "ask_product" if {"size", "product"} <= named else None


def _names_goods_and_price(read: Mapping[str, Any], text: str) -> bool:
    """ "A coat under £150": a thing and what it may cost is a wish for a suggestion."""
    goods = any(one["entity"] in ("product", "category") for one in read.get("entities") or ())
    return bool(goods and _A_THING.match(text) and _PRICED.search(text))
