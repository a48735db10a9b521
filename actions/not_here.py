"""What is said to have come and has not: put on record as missing, or told once more where it is."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.permissions import is_question
from actions.while_filling import UNSURE, as_intent

_COME = r"(?:come|came|arrived?|gotten|got|get|received?|had|seen|here|there|turned up|shown up|been delivered|landed)"
_NOT_HERE = re.compile(
    r"\b(?:(?:has|have|did|was|is|were|are)(?:n['’]?t| not)|hasnt|havent|didnt|wasnt|isnt|never|not|still no)\b"
    rf"(?: (?:even|actually|really|it|yet|ever|been|a|any|my))*(?: {_COME}\b|\W+no\b)"
    r"(?! (?:on|up|to|with|any(?:thing)? (?:else|other)|time|an? |the |my |our |off|round|what|why|how|much)\b)|"
    r"\bnothing(?:'s| has| is)? (?:came|come|arrived|here|there|in the (?:post|porch|hall)|was left)\b|"
    r"\bno (?:sign of (?:it|them)|parcel|package|delivery|box)\b(?! (?:number|note|slip|charge|fee))|"
    r"^\W*(?:no|nope|nah|er|um|but|well|it|they|sorry)\W+(?:it|they|that)?\W*"
    r"(?:has|have|was|were|did)(?:n['’]?t| not)\W*$|"
    r"\bnot delivered\b",
    re.I,
)
_SAYS_DELIVERED = re.compile(
    r"\b(?:says?|said|saying|shows?|showing|marked|told|tracking|status|supposed(?:ly)?|apparently|app|e-?mail)\b"
    r".{0,30}\b(?:delivered|arrived)\b|^\W*delivered\b",
    re.I,
)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:money|refund|cash|link|e-?mail|code|points|voucher|answer|reply|call|invoice|receipt|label|password|if)\b",
    re.I,
)
# "I've never had such poor quality", "I haven't had lunch": nothing that was to come.
_OF_ONESELF = re.compile(
    r"\b(?:i|we)(?:['’]ve| have)?(?:n['’]t| not)?(?: never)?(?: \w+)? "
    r"(?:had|seen|been)\b(?! (?:it|them|that|my|the|any)\b)(?=\s+\w)",
    re.I,
)
_READ_AS = UNSURE | {
    "abort", "ask_product", "complain", "correct_memory", "deny", "express_feeling", "in_distress",
    "report_item_problem", "state_preference", "track_order", "forget_fact", "why_said", "stop_memory",
}  # fmt: skip
_DELIVERED, _OTHER_WHEREABOUTS = "utter_order_delivered", "utter_order_"
_MISSING = {"entity": "problem", "value": "missing", "start": 0, "end": 0}


def not_here(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """What has not come: missing where it was said to be delivered, else its order is looked at again; or None."""
    if around.form or intent not in _READ_AS or not says_not_here(text):
        return None
    if _was_delivered(text, around):
        return {**as_intent(read, "report_item_problem"), "entities": [*(read.get("entities") or ()), _MISSING]}
    spoken_of = around.told[:1] and around.told[0].startswith(_OTHER_WHEREABOUTS) and not around.late
    return as_intent(read, "track_order") if spoken_of and intent in UNSURE | {"deny", "abort"} else None


def says_not_here(text: str) -> bool:
    """Whether it is told that something has not come.

    >>> says_not_here("no it hasn't come"), says_not_here("it hasn't come with a lid"), says_not_here("has it come?")
    (True, False, False)
    """
    told = _NOT_HERE.search(text) and not (_OF_SOMETHING_ELSE.search(text) or _OF_ONESELF.search(text))
    return bool(told) and not (is_question(text) or text.rstrip().endswith("?"))


def _was_delivered(text: str, around: Around) -> bool:
    """Whether we said so last, or they tell that the carrier says so."""
    return around.told[:1] == (_DELIVERED,) or bool(_SAYS_DELIVERED.search(text))
