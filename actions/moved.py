"""An order that comes when nobody is in: whether somebody says so, or asks for another day or for other hands."""

import re
from collections.abc import Mapping
from typing import Any

from actions.telling_words import BOOKED
from actions.while_filling import UNSURE

# How such words are read by themselves: as alarm, as how delivery works, as a booking.
_READ_SO = UNSURE | {
    "in_distress", "express_feeling", "share_life_event", "ask_delivery_options", "change_order", "track_order",
    "cancel_booking", "change_booking", "book_visit", "ask_booking", "request_callback",
}  # fmt: skip
_ORDERED = r"(?:it|that|them|they|those|(?:my|the|this|our) (?:\w+ )?\w+)"
_NOBODY_IN = re.compile(
    r"\b(?:nobody|no ?one|none of us)(?:'?s| is|'?ll be| will be)? (?:at )?(?:home|in|there|around)\b|"
    r"\b(?:i|we)(?:'?m| am|'?re| are|'?ll be| will be| (?:might|may|could) be)(?: \w+)? "
    r"(?:away|out|not in|not home|in hospital|on holiday|at work)\b|"
    r"\b(?:i|we) (?:won'?t|will not) be (?:at )?(?:home|in|there|around)\b|"
    r"\bhospital\b.*\b(?:let|discharg\w*|keep\w*)\b",
    re.I,
)
_TO_A_SHOP = re.compile(
    r"\b(?:it|that|them|they) (?:go|be sent|come|be delivered) to (?:the |your |my )?(?:\w+ )?(?:shop|store|branch)\b|"
    r"\b(?:i|we) (?:collect|pick) (?:it|that|them)(?: up)?\b.*\b(?:shop|store|branch)\b",
    re.I,
)
_COMES = re.compile(
    r"\b(?:com(?:es?|ing)|arriv(?:es?|ing)|deliver(?:y|ed)|due|turns? up)\b|\b(?:pick|take|bring)\b", re.I
)
# Who may be out asks what becomes of a parcel; of somebody who won't be around any more that is not taken so.
_OUT = re.compile(
    r"\b(?:i|we)(?:'?m| am|'?ll be| will be| (?:might|may|could) be)(?: \w+)? "
    r"(?:out(?! of\b)|not in|not home|at work)\b",
    re.I,
)
# "What happens to my kids then" asks after no parcel.
_WHAT_THEN = re.compile(
    r"\bwhat happens(?: to (?:it|(?:the|my) (?:order|parcel|delivery)))?(?: then)?\W*$|"
    r"\bwhat then\b|\bthen what\b",
    re.I,
)
_ANOTHER_DAY = re.compile(
    rf"\b(?:deliver|bring|send|post|change the delivery (?:date|day)(?: (?:of|for))?)\b {_ORDERED}\b.*"
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|later|next week|"
    r"(?:an)?other day|different day)\b|"
    rf"\b(?:have|get) {_ORDERED} (?:delivered|sent|brought|come)\b.*"
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|later|next week|(?:an)?other day|different day)\b.*"
    r"\binstead\b|"
    r"\bchange (?:the|my) delivery (?:date|day)\b",
    re.I,
)
_OTHER_HANDS = re.compile(
    r"\b(?:some(?:one|body) else|a neighbou?r|"
    r"my (?:neighbou?r|son|daughter|friend|husband|wife|mum|dad|sister|brother))\b"
    rf".{{0,20}}\b(?:pick {_ORDERED} up|pick up {_ORDERED}|take {_ORDERED} in|collect {_ORDERED}|sign for)\b|"
    r"\bleave (?:it|them|my parcel|the parcel) (?:with|at|next door|outside|behind|in (?:the|my)|by the|on the)\b|"
    r"\b(?:be |get )?left (?:with (?:a|the|my|our) neighbou?rs?|next door|outside|somewhere safe|"
    r"(?:in|behind|by|on) (?:the|my|our|a) (?:\w+ )?(?:porch|shed|door|step|doorstep|bin|garage|gate|place))\b",
    re.I,
)
_MAKE_IT = re.compile(
    r"\b(?:make|move|change|switch|push|have) (?:it|that|them) (?:(?:to|for|on|back|forward|till|until) )*"
    r"(?:(?:the |next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|later|another day|next week)\b",
    re.I,
)


def asks_for_another_day(text: str) -> bool:
    """Whether "it" is to be on another day: "can I make it Thursday?"."""
    return bool(_MAKE_IT.search(text))


def asks_to_move(text: str) -> bool:
    """Whether what was ordered should come on another day or into other hands, or finds nobody in.

    >>> asks_to_move("can you deliver my coat friday instead"), asks_to_move("do you deliver on fridays")
    (True, False)
    """
    away = _NOBODY_IN.search(text) and _COMES.search(text)
    away = away or (_OUT.search(text) and _WHAT_THEN.search(text))
    return bool(away or _ANOTHER_DAY.search(text) or _OTHER_HANDS.search(text))


def nobody_is_in(text: str) -> bool:
    """Whether, of an order that was just told of, it says that nobody will be in, or asks for a shop in its place."""
    return bool(_NOBODY_IN.search(text) or _TO_A_SHOP.search(text))


def of_an_order_on_its_way(read: Mapping[str, Any], text: str) -> bool:
    """Whether the message asks that of an order, whatever it is read as; a life in danger comes before any parcel."""
    meant = read["intent"]["name"] in _READ_SO and not read.get("danger") and not BOOKED.search(text)
    return meant and asks_to_move(text)
