"""Praise of our people, whatever it is read as; and a complaint or promise that was none, crossed out again."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.feeling import speaks_in_anger
from actions.while_filling import UNSURE, as_intent

_OF_SOMEBODY = (
    r"(?:young (?:man|woman|lady|lad)|gentleman|lady|lad|girl|bloke|chap|woman|man|assistant|staff|team|person|"
    r"colleague|boss|manager|he|she|they|[A-Z][a-z]+)"
)
_NAMED_FIRST = re.compile(r"\W*[A-Z][a-z]+ (?:in|at|from|was|on|is|served|helped)\b")
_PRAISES = re.compile(
    r"\b(?:first[- ]rate|first[- ]class|top[- ]notch|couldn['’]?t have been (?:nicer|kinder|more helpful|better)|"
    r"(?:so|very|really|absolutely|ever so|was|were) "
    r"(?:kind|lovely|helpful|patient|brilliant|wonderful|sweet|fantastic)|"
    r"went out of (?:his|her|their) way|a credit to (?:you|the)|ten out of ten|compliments?|commend\w*|"
    r"went above and beyond|made my (?:day|week)|deserves? (?:a|some) (?:raise|medal|praise|thank\w*|pat))\b",
    re.I,
)
_DELIGHTED = re.compile(
    r"\b(?:you(?:['’]?ve| have)? (?:really |just |so )?made my (?:day|week|morning|evening)|that (?:really |"
    r"just )?made my (?:day|week))\b",
    re.I,
)
_NOT_PRAISED = re.compile(
    r"\b(?:not|wasnt|werent|arent|isnt|didnt|never|but|until|used to|except|hardly|supposed|complain\w*|late|broken|"
    r"wrong|refund|rude)\b|n['’]t\b",
    re.I,
)
_PASSES_ON = re.compile(
    r"\b(?:pass(?:ed|ing)?|send)\b.{0,12}\b(?:on|along)\b|"
    r"\btell (?:his|her|their|the) (?:boss|manager|supervisor|team)\b|"
    r"\blet (?:him|her|them|his|their|the)\b.{0,20}\bknow\b|"
    r"\b(?:say|tell) (?:a )?(?:big )?(?:thanks?|thank you) to\b|\bthank (?:him|her|them)\b|"
    r"\b(?:will|does|do|did) (?:she|he|they)\b.{0,20}\b(?:hear|get|know|told|see)\b",
    re.I,
)
_CROSSES_OUT = re.compile(
    r"\b(?:cross|strike|take|scrap|scratch|scrub) (?:that|it|this) (?:out|off|back)\b|"
    r"\b(?:scrap|delete|undo|forget|drop) (?:that|it|this|the complaint)\b|"
    r"\b(?:was|is|it['’]?s|wasn['’]?t|isn['’]?t|not) (?:\w+ )?a (?:compliment|complaint)\b|"
    r"\b(?:not|wasn['’]?t|isn['’]?t|never) complain\w*\b|\bi(?: was|['’]?m| am) (?:praising|being nice)\b",
    re.I,
)
# Who was rude themselves complains of nothing: "I feel terrible, I shouted at your girl in the York shop".
_OWNS_UP = re.compile(
    r"\bi(?:['’]m (?:so |really )?sorry i)? (?:shouted|snapped|swore|yelled|had a go|lost (?:it|my temper)|took it out|"
    r"was (?:so |very |really |a bit |rather )*(?:rude|horrible|nasty|short|mean|awful|unfair))\b",
    re.I,
)
_APOLOGISES = re.compile(
    r"^\W*(?:(?:i['’]?m|i am|so|really|very|ok|and)\W+)*(?:sorry|apologies|i apologi[sz]e) (?:for|about|that i was|"
    r"if i was|i was) "
    r"(?:being |my )?(?:so |a bit |very )?(?:rude|short|grumpy|snappy|mean|angry|cross|impatient|tone|language|"
    r"outburst)\b",
    re.I,
)
_NOT_OURS = re.compile(r"\b(?:because|but|as|since|you (?:lot|never|didn)|still)\b", re.I)
_OF_AN_ORDER = re.compile(r"\b(?:order|parcel|delivery)\b", re.I)  # that is to be cancelled, and no complaint is
_COMPLIMENT = re.compile(r"\b(?:compliment|praise|praising)\b", re.I)
_READ_AS = UNSURE | {
    "complain", "thank", "praise", "share_message", "express_feeling", "ask_human", "state_preference",
    "confide", "share_life_event", "ask_promise", "track_order",
}  # fmt: skip
_BACK_AS = UNSURE | {"deny", "abort", "complain", "correct_memory", "forget_fact", "cancel_order", "praise", "thank"}
TAKEN = "utter_complaint_"


def of_praise(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """How praise of somebody is read, and what takes a complaint back that was none; None where it is neither."""
    if around.form:
        return None
    taken = around.told[:1] and around.told[0].startswith(TAKEN) and not _OF_AN_ORDER.search(text)
    if taken and intent in _BACK_AS and _CROSSES_OUT.search(text):
        return {**as_intent(read, "ask_promise"), "let_go": True, "mood": "neutral"}
    praised = bool(around.told) and around.told[0].startswith("utter_praise")
    if praised and intent in _BACK_AS and _COMPLIMENT.search(text):
        return as_intent(read, "praise")
    if praised and intent in _READ_AS and _PASSES_ON.search(text):
        return {**as_intent(read, "praise"), "passed_on": True}
    if intent in _READ_AS and _APOLOGISES.match(text) and not _NOT_OURS.search(text):
        return {**as_intent(read, "out_of_scope"), "plainly": "utter_fine", "mood": "neutral"}
    if intent == "complain" and _OWNS_UP.search(text) and not _NOT_OURS.search(text):
        return {**as_intent(read, "express_feeling"), "mood": "neutral"}
    if intent in _READ_AS and is_praise(text):
        return {**as_intent(read, "praise"), "mood": "happy", "passed_on": bool(_PASSES_ON.search(text))}
    if intent in _READ_AS and _DELIGHTED.search(text) and not (_NOT_PRAISED.search(text) or speaks_in_anger(text)):
        return {**as_intent(read, "thank"), "mood": "happy"}
    return None


def is_praise(text: str) -> bool:
    """Whether somebody of ours is praised, and nothing is wrong.

    >>> is_praise("the lad who served me was so kind"), is_praise("the coat was not so lovely, refund me")
    (True, False)
    """
    found = _PRAISES.search(text)
    somebody = _NAMED_FIRST.match(text) or re.search(rf"\b{_OF_SOMEBODY}\b", text[1:])
    return bool(found and somebody) and not _NOT_PRAISED.search(text) and not speaks_in_anger(text)
