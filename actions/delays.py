"""Why something takes so long: asked after a refund, an order or the ways of delivery, and about that."""

import re
from collections.abc import Iterable

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


def waited_for(text: str, intent: str, told: Iterable[str]) -> str | None:
    """The wish that asks after what takes so long, by what we spoke of in the last turns; no farewell in any case."""
    if intent not in _READ_AS or not asks_why_so_long(text):
        return None
    spoken = (wish for one in told for begins, wish in _SPOKE_OF.items() if one.startswith(begins))
    return next(spoken, UNKNOWN if intent == "goodbye" else None)
