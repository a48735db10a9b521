"""What is thought to come by itself: nothing does here, so a subscription to be stopped is none of our letters."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.while_filling import UNSURE, as_intent

_READ_SO = UNSURE | {"stop_contact", "cancel_order", "change_order", "stop_staff", "stop_memory", "deny", "abort"}
_LETTERS = (
    r"(?:news\w*|e-?mails?|mails?|messages?|letters?|reminders?|offers?|texts?|calls?|updates?|catalogues?|posts?|statements?|"
    r"visits?|fittings?|bookings?)"
)
_COMES_BY_ITSELF = re.compile(
    r"\b(?:stop|cancel|end|pause|unsubscribe from|get rid of)\b[^.?!]{0,20}"
    rf"(?:\b(?:monthly|weekly|fortnightly|yearly|quarterly|regular|recurring) (?!(?:\w+ )?{_LETTERS}\b)\w+|"
    rf"\b(?!{_LETTERS}\b)\w+ subscription\b(?!.*\b{_LETTERS}\b))",
    re.I,
)


def of_a_subscription(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any] | None:
    """How a wish to stop goods that come by themselves is read; None where it is none, or of a reminder of theirs."""
    if around.reminders or read["intent"]["name"] not in _READ_SO or not _COMES_BY_ITSELF.search(text):
        return None
    return {**as_intent(read, "out_of_scope"), "plainly": "utter_no_subscription"}
