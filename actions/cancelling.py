"""What is really wished where "cancel" is said: nothing, one thing of several, or word of what was cancelled."""

import re

from actions.around import Around
from actions.elsewhere import ELSEWHERE
from actions.no_call import needs_no_call
from actions.replies import CANCELLED, RETURN_BEGUN
from actions.while_filling import UNSURE

_READ_SO = UNSURE | {"cancel_order", "cancel_booking", "change_order", "abort", "reorder", "deny"}
_SELLS = frozenset({"place_order", "reorder", "recommend", "ask_product", "change_order"})
_OF_A_CALL = _READ_SO | {"request_callback", "set_contact_terms"}
_UNDOABLE = frozenset({CANCELLED, RETURN_BEGUN})
_SAYS_SO = _READ_SO | {"complain", "express_feeling", "correct_memory", "forget_fact", "return_item", "place_order"}
_NOT_CANCELLED = re.compile(
    r"\b(?:don'?t|didn'?t|never|not)\b(?: (?:want|wanted|need|going|gonna|wish|wanna|asked?|said|mean))?"
    r"(?: you| me)?(?: to)? cancel",
    re.I,
)
_CHANGED = re.compile(r"\b(?:chang\w*|swap|instead)\b", re.I)
_WHAT_BECAME = re.compile(
    r"\bwhy\b.*\bcancell?ed\b|"
    r"\b(?:has|have|been|was|were|got|you) (?:my |mine |the |it |that )?(?:\w+ )?(?:been )?cancell?ed\b|"
    r"\bdid(?:n'?t| not) cancel\b|"
    r"\bknow (?:that )?(?:it|its|it's|that|this|you|my \w+)\b.{0,12}\bcancell?ed\b",
    re.I,
)
_PART = re.compile(
    r"\bcancel\b.{0,40}\b(?:from|off|out of)\b.{0,15}\border\b|\bcancel\b.+\bbut (?:keep|not the|leave)\b|"
    r"\bcancel (?:just|only) (?:the|one)\b|\bcancel (?:the|one) [\w ]+ only\b|\bonly (?:want to )?cancel (?:the|one)\b|"
    r"\b(?:take|drop|remove)\b.{0,30}\b(?:off|from|out of)\b.{0,10}\b(?:order\b|(?:\d{2}-)?\d{4}\b)",
    re.I,
)
# What was just done is not what they wanted: "undo that", "I said don't", "no, I didn't want it cancelled".
_UNDO = re.compile(
    r"\b(?:un-?do|un-?cancel|reverse|revert|restore|reinstate|put it back)\b|\btake (?:that|it) back\b|"
    r"\b(?:bring|get|put|have|give)\b.{0,12}\b(?:my |the )?(?:it|that|order|return)\b.{0,12}\bback\b|"
    r"\bi (?:said|told you|asked you|meant|mean)\b.{0,15}\b(?:no|not|don'?t|keep)\b|"
    r"\b(?:didn'?t|did not|never) (?:want|ask|say|mean|tell)\b|\b(?:by|a) mistake\b|"
    r"\b(?:changed my mind|still want (?:it|them|that|my))\b",
    re.I,
)
_CANCELS = re.compile(r"\bcancel (?:it|that|this|them|the|my|order|all)\b", re.I)
_GOES_BACK = re.compile(
    r"\b(?:return\w*|(?:send|sent|bring|give|take|post)\w*\b"
    r"(?!(?: me| us)?(?: my| the| our)? (?:money|cash|refund)\b).{1,30}\bback)\b|\bdon'?t\b",
    re.I,
)
_STILL_BUYS = re.compile(r"\b(?:instead|order (?:the|an?|me)|buy (?:the|an?|me)|send me|change|swap)\b", re.I)
# Straight after a booking nothing else is meant by "cancel it", unless an order is named.
_JUST_BOOKED = frozenset({"utter_booked", "utter_moved"})
_OF_BOOKING = {"move_form": "cancel_booking", "booking_form": "abort"}  # what is not booked yet is let go
_CANCEL_IT = re.compile(
    r"^(?!.*\b(?:orders?|parcel|\d{4,})\b).*\bcancel\b(?:\W+(?:it|that|this|please|sorry|again)\b|\W*$)", re.I
)
# Straight after an order "those socks" are what was ordered.
_CANCEL_THOSE = re.compile(r"\bcancel (?:those|them|these|that|the)\b(?! (?:table|booking|fitting|appointment))", re.I)


def takes_a_part(text: str) -> bool:
    """Whether one thing is taken out of an order, and the rest stays.

    >>> takes_a_part("cancel the book from my order but keep the coat"), takes_a_part("cancel my order")
    (True, False)
    """
    return bool(_PART.search(text))


def cancels(text: str, intent: str, around: Around) -> str | None:
    """The intent of such words; None where they mean what they say."""
    if _undoes(text, intent, around):
        return "abort"
    if _cancels_for_the_money(text, intent) or (intent in _SELLS and _cancels_and_buys_elsewhere(text)):
        return "cancel_order"
    if around.called and intent in _OF_A_CALL and needs_no_call(text):
        return "request_callback"
    if intent not in _READ_SO:
        return None
    if takes_a_part(text):
        return "change_order"
    if _WHAT_BECAME.search(text):
        return "track_order"
    just_booked = around.told[:1] and around.told[0] in _JUST_BOOKED
    if (just_booked or around.form in _OF_BOOKING) and _CANCEL_IT.search(text):
        return _OF_BOOKING.get(around.form or "", "cancel_booking")
    if around.told[:1] == ("utter_ordered",) and _CANCEL_THOSE.search(text):
        return "cancel_order"
    if _NOT_CANCELLED.search(text):
        return "change_order" if _CHANGED.search(text) else "deny"
    return None


def _undoes(text: str, intent: str, around: Around) -> bool:
    """Whether what was just done is to be undone."""
    just_done = around.form is None and around.told[:1] and around.told[0] in _UNDOABLE
    return bool(just_done and intent in _SAYS_SO and _UNDO.search(text))


def _cancels_for_the_money(text: str, intent: str) -> bool:
    """Whether the money is for what is cancelled, and nothing goes back: "cancel it and give me my money back"."""
    return intent == "return_item" and bool(_CANCELS.search(text)) and not _GOES_BACK.search(text)


def _cancels_and_buys_elsewhere(text: str) -> bool:
    """Whether an order is cancelled as they buy it in another shop: "cancel it, I'll get one in town"."""
    rest = ELSEWHERE.sub(" ", text)
    wished = rest != text and bool(_CANCELS.search(rest))
    return wished and not (_NOT_CANCELLED.search(rest) or _STILL_BUYS.search(rest))
