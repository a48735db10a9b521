"""Why something takes so long, and when a person comes: asked after what was just spoken of, and about that."""

import re
from collections.abc import Sequence

from actions.while_filling import UNKNOWN, UNSURE

_WHY = r"(?:why|how come|what'?s|what is|whats)"
_SO_LONG = re.compile(
    rf"\b{_WHY}\b.*\b(?:(?:so|this|that|too|such a) (?:very |damn |bloody |flipping )?(?:long|slow|late)|taking ages|"
    r"tak(?:es?|ing) (?:ages|forever)|(?:the |this |a )?(?:delay|hold[- ]?up|wait)|delayed|"
    r"(?:it|that|this|my \w+) late)\b",
    re.I,
)
LONGEST = 12  # words; in a longer message it stands beside something else
_READ_AS = UNSURE | {
    "why_said", "goodbye", "complain", "express_feeling", "track_order", "track_refund", "ask_delivery_options",
    "ask_return_policy",
}  # fmt: skip
# What our responses spoke of, by how their names begin.
_SPOKE_OF = {
    "utter_refund": "track_refund",
    "utter_order_": "track_order",
    "utter_greet_late": "track_order",
    "utter_delivery_": "ask_delivery_options",
}


def asks_why_so_long(text: str) -> bool:
    """Whether a few words ask for the reason of a wait.

    >>> asks_why_so_long("why so long"), asks_why_so_long("why did you say that?")
    (True, False)
    """
    return bool(_SO_LONG.search(text)) and len(text.split()) <= LONGEST


# What is awaited of a person, by how what we said of it begins; the queue is told of where they stand in it.
_AWAITED = {
    "utter_handing_over": "ask_human",
    "utter_already_waiting": "ask_human",
    "utter_complaint_": "ask_promise",
    "utter_callback_ring": "ask_promise",
    "utter_callback_write": "ask_promise",
    "utter_callback_already": "ask_promise",
    "utter_promises": "ask_promise",
}
_WHO = r"(?: (?:i|we|you|u|they|he|she|it|that|this|some(?:one|body)|any(?:one|body)|a person))*"
_TILL_WHEN = re.compile(
    r"^\W*(?:(?:ok|okay|and|so|but|right|well|yes)\W+)*(?:how (?:long|soon)\b.{0,12}\b(?:take|be|wait|queue|that|this)|"
    rf"(?:by )?when (?:will|is|can|do|are|does|would){_WHO} (?:be|hear|answer\w*|reply|replies|com\w+|"
    r"r[iu]ng\w*|call\w*|writ\w+|happen|there|that|expect\w*))"
    r"(?: (?:from|back|me|to|for|it|that|you|somebody|someone|then|now|an answer|a reply))*\W*$",
    re.I,
)
_AS_A_WAIT = UNSURE | {
    "ask_booking", "ask_delivery_options", "ask_product", "ask_promise", "ask_return_policy", "ask_store_info",
    "request_callback", "track_order", "track_refund", "ask_memory", "allow_contact", "ask_human",
}  # fmt: skip


def asks_till_when(text: str) -> bool:
    """Whether a few words ask when something comes, and name nothing of what it is.

    >>> asks_till_when("and when will someone come?"), asks_till_when("when will my coat come?")
    (True, False)
    """
    return bool(_TILL_WHEN.match(text))


def awaited(text: str, intent: str, told: Sequence[str]) -> str | None:
    """The wish that asks when a person comes, rings or answers, where that was the last thing spoken of."""
    if intent not in _AS_A_WAIT or not asks_till_when(text):
        return None
    last = told[0] if told else ""
    return next((wish for begins, wish in _AWAITED.items() if last.startswith(begins)), None)


def waited_for(text: str, intent: str, told: Sequence[str]) -> str | None:
    """The wish that asks after what takes so long, by what we spoke of in the last turns; no farewell in any case."""
    if comes := awaited(text, intent, told):
        return comes
    if intent not in _READ_AS or not asks_why_so_long(text):
        return None
    spoken = (wish for one in told for begins, wish in _SPOKE_OF.items() if one.startswith(begins))
    return next(spoken, UNKNOWN if intent == "goodbye" else None)
