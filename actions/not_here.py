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
    r"\b(?:i|we)(?:['’]?ve| have)? (?:got|received|had) nothing\b(?! (?:to|but|against|else|for|on)\b)|"
    r"\b(?:nowhere to be (?:seen|found)|can['’]?t find (?:it|them|(?:my|the) (?:parcel|package|delivery)))\b|"
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
_NOT_GOT = re.compile(
    r"\b(?:never|didn['’]?t|did not|have(?:n['’]?t| not)|still not)\b(?: \w+)? (?:got|get|received?|had|seen)\b", re.I
)
# What is wanted for it once it was said that a person has to look into it.
_WANTED = re.compile(
    r"\b(?:another|(?:new|right|correct|proper) one|replace\w*|re-?send|send (?:it|them|me|one)|refund\w*|money)\b",
    re.I,
)
# Where they looked already for what the carrier calls delivered.
_LOOKED = re.compile(
    r"\b(?:check\w*|ask\w*|tried|look\w*|been (?:round|to))\b.{0,25}"
    r"\b(?:neighbou?rs?|next door|everywhere|porch|shed|safe place|outside|round the back|(?:down)?stairs|reception)\b|"
    r"\bneighbou?rs? (?:ha(?:s|ve)(?:n['’]?t| not)|do(?:es)?(?:n['’]?t| not)|say|never)\b",
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
SENT_A_LINK = "utter_sign_in_link_sent"
SAID_DELIVERED = "utter_order_said_delivered"
_MAY_BE_LOST = frozenset({"utter_order_shipped", "utter_order_overdue"})
_BY_A_PERSON = frozenset({SAID_DELIVERED, "utter_person_first", "utter_problem_not_come"})
_MISSING = {"entity": "problem", "value": "missing", "start": 0, "end": 0}


def not_here(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """What has not come: missing where it was said to be delivered, else its order is looked at again; or None."""
    if around.form or intent not in _READ_AS or around.told[:1] == (SENT_A_LINK,):
        return None
    if _was_delivered(text, around):
        return {**as_intent(read, "report_item_problem"), "entities": [*(read.get("entities") or ()), _MISSING]}
    if around.told[:1] and around.told[0] in _MAY_BE_LOST and _LOOKED.search(text):
        return as_intent(read, "track_order")
    if not says_not_here(text):
        return None
    spoken_of = around.told[:1] and around.told[0].startswith(_OTHER_WHEREABOUTS) and not around.late
    return as_intent(read, "track_order") if spoken_of and intent in UNSURE | {"deny", "abort"} else None


def waits_for_a_person(text: str, around: Around) -> bool:
    """Whether they go on about what a person has to look into first: it stays so, in fewer words."""
    told = around.form is None and around.told[:1] and around.told[0] in _BY_A_PERSON
    return bool(told and (_LOOKED.search(text) or _WANTED.search(text)))


def looked_for(text: str) -> bool:
    """Whether it is told that the carrier calls something delivered that isn't there, or where they looked for it.

    >>> looked_for("tracking says delivered but I've got nothing"), looked_for("I've got nothing yet")
    (True, False)
    """
    return bool(_LOOKED.search(text)) or is_called_delivered(text)


def is_called_delivered(text: str) -> bool:
    """Whether somebody else calls it delivered, and it isn't there."""
    return bool(_SAYS_DELIVERED.search(text)) and says_not_got(text)


def says_not_got(text: str) -> bool:
    """Whether it is told that something has not come, or that they never got it: "I never got my trainers"."""
    return says_not_here(text) or bool(_NOT_GOT.search(text) and not _OF_SOMETHING_ELSE.search(text))


def says_not_here(text: str) -> bool:
    """Whether it is told that something has not come.

    >>> says_not_here("no it hasn't come"), says_not_here("it hasn't come with a lid"), says_not_here("has it come?")
    (True, False, False)
    """
    told = _NOT_HERE.search(text) and not (_OF_SOMETHING_ELSE.search(text) or _OF_ONESELF.search(text))
    return bool(told) and not (is_question(text) or text.rstrip().endswith("?"))


def _was_delivered(text: str, around: Around) -> bool:
    """Whether it isn't there and we said last that it is, or they tell that the carrier says so."""
    return is_called_delivered(text) or (around.told[:1] == (_DELIVERED,) and says_not_here(text))
