"""One message read where it stands: what it asks for after what was said just before, and what is never done.

The language pipeline reads a line by itself. "I'll take the first one" after three coats, "when does it come?" after an
order, or a question about another customer need the conversation, so they are read again here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.narrowing import adds_to
from actions.product_questions import PACKING, asks_of_product
from actions.replies import SPOKEN_OF
from actions.tongues import HOUSE_TONGUE, SCRIPTS, asks_for_tongue, tongue_of, wish_in_tongue

UNKNOWN = "nlu_fallback"
BUYING = "buy_form"
OTHERS, RULES = "others", "rules"  # what is refused: another customer's matters, and breaking the house's rules
_UNSURE = frozenset({UNKNOWN, "inform", "out_of_scope", "chitchat", "wait", "repeat", "ask_capabilities"})
_POLITE = frozenset({"thank", "praise", "greet", "affirm", "goodbye", "express_feeling"}) | _UNSURE
_TALK = frozenset({"express_feeling", "share_life_event", "confide", "complain"}) | _UNSURE

_TAKES = re.compile(
    r"\b(?:i'?ll|i will|i'?d like to|i want to|let me|can i|could i|shall)\s+"
    r"(?:take|have|go for|go with|get|buy|order)\b|"
    r"\b(?:order|buy|get me|give me|send me|put me down for|going with|go for)\b|\bi'?ll have\b",
    re.I,
)
_ONE_SHOWN = re.compile(
    r"\b(?:first|second|third|last|1st|2nd|3rd|cheap(?:est|er)|it|that|them|those|this)\b(?:\s+one)?", re.I
)
_WHEN_COMES = re.compile(
    r"\bwhen\b.*\b(?:come|comes|coming|arrive|arrives|here|get it|have it|deliver\w*|expect\w*|be with me|ship\w*)\b|"
    r"\bhow long\b.*\b(?:take|till|until|be)\b|\bwhere(?:'s| is) it\b|\bis it (?:on its way|coming|late)\b",
    re.I,
)
_SELLS = re.compile(r"\b(?:do you|d'you|do u|you)\s+(?:sell|stock|have|do|carry)\b|\bhave you got\b|\bin stock\b", re.I)
_OFFER = re.compile(
    r"\b(?:offers?|sales?|discount\w*|vouchers?|gift ?cards?|deals?|promo\w*|codes?|reduced|cheap\w*)\b", re.I
)
_CANCEL_IT = re.compile(
    r"\bcancel\s+(?:it|that|this|them|everything|the (?:whole )?(?:thing|order|lot)|my order)\b", re.I
)
_BOOKED = re.compile(r"\b(?:book\w*|table|fitting|appointment|visit)\b", re.I)
_THAT_ORDER = re.compile(r"\border\b|\b\d{4,6}\b|\bwhere\b.*\b(?:it|they)\b|\bparcel\b", re.I)
_WHERE_NUMBER = re.compile(
    r"^\W*(?:and )?(?:where(?:'?s| is| are)?|when(?:'?s| is| does| will)?|what about|how about|track|status of)\b"
    r".{0,20}?\b\d{4,6}\b.{0,20}$",
    re.I,
)
_CARE = re.compile(
    r"\b(?:how (?:do|should|can|to|best)|can (?:i|it|they|you)|is it|are they|should i)\b.*"
    r"\b(?:wash|clean|iron|tumble|dry|care|look after|dishwasher|machine|hand[- ]?wash|bleach|microwave|oven)",
    re.I,
)
_IN_A_COLOUR = re.compile(
    r"\b(?:have|got|comes?|get|want|take|is|are)\b.*\bin (?:an? )?(?!stock|store|shop|leeds|york|bath)[\w-]+\W*$", re.I
)
_WHETHER_IT = re.compile(
    r"^\W*(?:and |but |so )?(?:is|are|does|do|will|would) (?:it|they|this|that|these|those)\b", re.I
)
_ASKS_FOR = re.compile(
    r"\b(?:recommend|suggest|show me|find me|looking for|any ideas|(?:have you|do you have|do you sell|you got) \w+)\b",
    re.I,
)
_IT = re.compile(r"\b(?:it|its|it's|them|they|this|that|these|those)\b", re.I)
_SARCASM = re.compile(
    r"\bthanks? for nothing\b|\bslow ?claps?\b|"
    r"\b(?:great|good|nice|brilliant|fantastic|wonderful|lovely|top|superb) (?:job|work|service|one)\b.*"
    r"\b(?:los(?:t|ing)|late|broke\w*|wrong|nothing|again|ignor\w*|ruin\w*|never|still|wait\w*|useless)\b|"
    r"\boh,? (?:great|brilliant|fantastic|wonderful|lovely|perfect)\b.*"
    r"\b(?:late|broken|wrong|again|another|still|no)\b|"
    r"\b(?:well done|congrat\w*|bravo)\b.*\b(?:los(?:t|ing)|late|broke\w*|wrong|again|ruin\w*|mess\w*)\b|"
    r"\bthanks? (?:a lot|so much|very much)?,? ?"
    r"for (?:losing|ruining|breaking|ignoring|wasting|the wrong|sending the wrong|nothing)",
    re.I,
)
_INSULT = re.compile(
    r"\b(?:you(?:'re| are|r)?|ur|this (?:is|shop|bot|thing)|it'?s|what a)\s+(?:so |all |a |an |absolutely |completely |"
    r"totally |just |fucking |bloody )*(?:useless|rubbish|hopeless|terrible|awful|pathetic|a joke|stupid|idiots?|crap|"
    r"shit\w*|garbage|worthless|incompetent|disgrace\w*|waste of (?:time|space))\b",
    re.I,
)
_RULES = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,30}"
    r"\b(?:instructions?|rules?|prompts?|guidelines|programming|restrictions?|training)\b|"
    r"\b(?:system|hidden|initial) prompt\b|\bdeveloper mode\b|\bjailbreak\b|"
    r"\b(?:print|dump|show|reveal|list|give|export|read)\b.{0,30}\b(?:all|every|other|your)\b.{0,20}"
    r"\b(?:customers?|users?|database|tables?|passwords?|api keys?|secrets?|people'?s)\b|"
    r"\bselect \* from\b|\bdrop table\b|\byou are now\b|\bpretend (?:to be|you(?:'re| are))\b|"
    r"\bact as (?:an? )?(?:admin|root|developer)\b",
    re.I,
)
_OF_OTHERS = (
    r"(?:orders?|order(?:ed|ing)|buy|bought|purchas\w*|parcels?|address|e-?mail|phone|number|bookings?|booked|account|"
    r"points|details|live|lives|know|remember|told|say|said|conversations?|messages?|invoices?|refunds?|card|customers?)"
)
_PRIVATE = re.compile(r"\b(?:account|address|e-?mail|phone|card|points|booked|invoices?|refunds?|a customer)\b", re.I)
_KIN = (
    r"(?:ex(?:[- ]?\w+)?|husband|wife|partner|boyfriend|girlfriend|neighbou?r|boss|colleague|friend|sister|brother|"
    r"mother|mum|mom|father|dad|son|daughter|flatmate|mate|cousin|aunt|uncle)"
)
_SOMEBODY = (
    rf"(?:(?:my|his|her|their|the) {_KIN}(?:'s)?|"
    r"(?:another|a different|some ?(?:one|body) else(?:'s)?|other) (?:customers?|persons?|people|users?|guests?)?)"
)
_ASK = (
    r"(?:what|where|when|which|who|how many|how much|did|does|has|is|was|tell me|show me|give me|look up|find|can you|"
    r"do you (?:know|have))"
)
_ABOUT_SOMEBODY = re.compile(
    rf"\b{_ASK}\b.*\b{_SOMEBODY}\b.*\b{_OF_OTHERS}\b|"
    rf"\b{_ASK}\b.*\b{_OF_OTHERS}\b.*\b(?:of|for|from|belong\w* to)\b.*\b{_SOMEBODY}",
    re.I,
)
_NAME = r"(?-i:[A-Z][a-z]+(?:[ -][A-Z][a-z]+)+)"
_ABOUT_NAME = re.compile(
    rf"\b{_ASK}\b.*\b{_NAME}(?:'s)?\b.*\b{_OF_OTHERS}\b|"
    rf"\b{_ASK}\b.*\b{_OF_OTHERS}\b.*\b(?:of|for|from|about)\b.*\b{_NAME}\b",
    re.I,
)
_OWN = re.compile(r"(?<!tell )(?<!show )(?<!give )\b(?:my|mine|i|i'm|i've|i'd|me)\b", re.I)
_A_GIFT = re.compile(r"\b(?:gift|present|for my|recommend|suggest|birthday)\b", re.I)
_NOBODY = re.compile(r"\b(?:Royal Mail|Harris Tweed)\b")
# Wishes in which a name in capitals is a product's, a shop's or a colleague's.
_NAMES_THINGS = frozenset(
    {"ask_product", "recommend", "ask_offers", "ask_delivery_options", "ask_store_info", "ask_promise", "praise"}
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stood in the conversation when a message came."""

    form: str | None = None
    asked: str | None = None  # the open question, or what was last spoken of
    order: str | None = None
    products: tuple[str, ...] = ()
    language: str | None = None
    complained: bool = False  # in one of the last turns
    in_vain: bool = False  # an order was looked for, and none is to be seen from here
    clarified: bool = False  # whether the last message was answered with "which of the two?"


def in_context(read: Mapping[str, Any], around: Around) -> dict[str, Any]:
    """The same parse data, with the intent that the message has where it stands."""
    text = str(read.get("text") or "")
    read = _in_their_tongue(read, text, around)
    intent = str(read["intent"]["name"])
    refused = refused_in(text, intent)
    if refused:
        return {**_as(read, "out_of_scope"), "refused": refused}
    if intent in _POLITE and _SARCASM.search(text):
        return _as(read, "complain")
    if intent in _POLITE | {"deny", "abort"} and _INSULT.search(text) and not around.form:
        return _as(read, "complain")
    if read.get("mood") == "distressed" and intent in _TALK:
        return _as(read, "in_distress")
    if read.get("mood") in ("angry", "upset") and intent in ("out_of_scope", "chitchat", UNKNOWN) and not around.form:
        return _as(read, "complain")
    return _after_what_was_said(read, text, intent, around)


def _in_their_tongue(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any]:
    """What was said in another language than the pipeline's, by its cues; not understood where there is none."""
    tongue = tongue_of(text)
    if around.language and len(text.split()) == 1 and tongue not in SCRIPTS:
        tongue = None  # "merci" and "ciao" are said in any language
    if asks_for_tongue(text):
        return {**_as(read, "ask_capabilities"), "tongue": tongue}
    wish = wish_in_tongue(text, tongue or around.language or HOUSE_TONGUE)
    if wish or tongue not in (None, HOUSE_TONGUE):
        return {**_as(read, wish or UNKNOWN), "tongue": tongue, "statements": [], "mood": "neutral"}
    return {**read, "tongue": tongue}


def refused_in(text: str, intent: str) -> str | None:
    """Whether a message asks for what is never done, whoever asks: known from its words alone."""
    if _RULES.search(text):
        return RULES
    if _A_GIFT.search(text) or (intent in _NAMES_THINGS and not _PRIVATE.search(text)):
        return None
    named = _ABOUT_NAME.search(_NOBODY.sub("", text)) and not _OWN.search(text)
    return OTHERS if named or _ABOUT_SOMEBODY.search(text) else None


def _after_what_was_said(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any]:
    if around.form:
        return _in_a_form(read, text, intent, around)
    meant = _meant_after(text, intent, around) or _meant_by_cue(text, intent) or _stated(read, intent, around)
    if meant:
        return _as(read, meant)
    if read.get("close_readings") and around.asked in (None, *SPOKEN_OF.values()) and not around.clarified:
        return {**_as(read, UNKNOWN), "close": list(read["close_readings"])}
    return dict(read)


def _meant_after(text: str, intent: str, around: Around) -> str | None:
    """What words mean by what stands before them."""
    if around.products and _takes_one_shown(text, intent):
        return "place_order"
    if around.products and around.asked in ("product", "remember") and intent in _UNSURE and adds_to(text):
        return "inform"
    if around.in_vain and around.asked in (None, "person") and intent in _UNSURE and _THAT_ORDER.search(text):
        return "track_order"
    if around.order and intent in _UNSURE | {"ask_delivery_options"} and _WHEN_COMES.search(text):
        return "track_order"
    return "cancel_order" if _cancels_what_went_wrong(text, intent, around) else None


def _meant_by_cue(text: str, intent: str) -> str | None:
    """What words mean wherever they stand."""
    if intent == "ask_offers" and _SELLS.search(text) and not _OFFER.search(text):
        return "ask_product"
    if intent in _UNSURE | {"ask_offers", "ask_delivery_options"} and PACKING.search(text) and "?" in text:
        return "ask_product"
    if intent == "state_preference" and _ASKS_FOR.search(text):
        return "recommend"  # what they say of themselves is heard beside it
    if intent in _UNSURE and _WHERE_NUMBER.search(text):
        return "track_order"
    return "ask_product" if intent in _UNSURE | {"ask_return_policy"} and _CARE.search(text) else None


def _stated(read: Mapping[str, Any], intent: str, around: Around) -> str | None:
    """A few words that say something of themselves and ask for nothing: "allergic to nickel btw"."""
    kinds = {str(one["kind"]) for one in read.get("statements") or ()}
    alone = intent in _UNSURE and around.asked in (None, "order", "booking") and "?" not in str(read.get("text"))
    if not kinds or not alone:
        return None
    return "share_life_event" if kinds == {"life_event"} else "state_preference"


def _cancels_what_went_wrong(text: str, intent: str, around: Around) -> bool:
    """A bare "just cancel it" once an order was spoken of or complained about, and nothing else is open."""
    bare = intent in _UNSURE | {"abort", "complain", "cancel_booking", "leave"} and not _BOOKED.search(text)
    there = around.order or around.complained
    return bool(bare and there and around.asked in (None, SPOKEN_OF["about_order"]) and _CANCEL_IT.search(text))


def _in_a_form(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any]:
    if intent in _UNSURE and _takes_one_shown(text, intent):
        return _as(read, "inform")
    return _while_buying(read, text, intent) if around.form == BUYING else dict(read)


def _while_buying(read: Mapping[str, Any], text: str, intent: str) -> dict[str, Any]:
    """A question about the product is one; naming a size, a colour or how to pack it tells what is wanted."""
    if intent in _UNSURE | {"track_order"} and _WHEN_COMES.search(text):
        return _as(read, "ask_delivery_options")  # of what is not ordered yet
    whether = {"recommend"} if _WHETHER_IT.match(text) else set()  # "is it a good gift?"
    if intent not in _UNSURE | {"ask_product", "ask_return_policy", "ask_offers"} | whether:
        return dict(read)
    variant = any(one["entity"] in ("color", "size") for one in read.get("entities") or ())
    told = variant or PACKING.search(text) or _IN_A_COLOUR.search(text)
    if asks_of_product(text) and not told:
        return _as(read, "ask_product")
    return _as(read, "inform") if told or intent == "ask_product" else dict(read)


def _takes_one_shown(text: str, intent: str) -> bool:
    if intent not in _UNSURE | {"affirm", "recommend", "ask_product", "reorder"}:
        return False
    return bool(_TAKES.search(text) and _ONE_SHOWN.search(text)) and "?" not in text


def _as(read: Mapping[str, Any], intent: str) -> dict[str, Any]:
    likeliest = {"name": intent, "confidence": max(0.9, float(read["intent"].get("confidence") or 0.0))}
    if read["intent"]["name"] == intent:
        likeliest = dict(read["intent"])
    return {**read, "intent": likeliest}
