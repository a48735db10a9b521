"""What is hard to tell, read where it stands: cared for, nobody's fault, and between us where that was said."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.feeling import in_confidence, tells_of_their_illness, was_left
from actions.permissions import is_question
from actions.plain_words import TALK
from actions.while_filling import UNSURE, as_intent

BETWEEN_US = "utter_between_us"

# A bad day of theirs is nobody's fault here; whatever names us or what we do is no such day.
_THEIR_DAY = re.compile(
    r"\b(?:what an?|rubbish|awful|terrible|horrible|bad|long|rough|tough|hard|shit\w*|worst)\b(?: \w+)? "
    r"(?:day|week|morning|evening|night|month|year)\b|"
    r"\b(?:my|the) (?:boss|bus|train|commute) "
    r"(?:was|is|got|had|never|didn'?t|broke|left|late|shout\w*|yell\w*|cancell?ed)\b",
    re.I,
)
# What was usual with somebody who is gone is told, and nothing to go by.
_AS_IT_WAS = re.compile(r"\b(?:s?he|they|we|it) (?:used to|always|loved|liked|adored|would have|never)\b", re.I)
_FEELS_LOW = re.compile(
    r"\b(?:i|i'?m)(?: am)?(?: (?:feel|feeling))?(?: (?:so|really|very|a bit|pretty|just|quite|rather))* (?:sick|ill|"
    r"poorly|"
    r"rough|unwell|exhausted|worn out|run down|low|down|lonely|anxious|stressed|overwhelmed|knackered)"
    r"(?: (?:today|now|lately|at the moment|again))?\W*$",
    re.I,
)
_OURS = re.compile(
    r"\b(?:you|u|your|ur|yours|shop|store|staff|website|site|app|bot|orders?|parcel|package|deliver\w*|courier|refund|"
    r"return\w*|money|account|bought|came|arriv\w*|waiting)\b|[\d?]",
    re.I,
)
_TELLS = frozenset({"complain", "express_feeling", "share_life_event"})
_COURTESIES = frozenset({"thank", "greet", "goodbye"})  # as "thanks. it's cancer" is read
_LOW = frozenset({"sad", "angry", "upset"})


def of_something_hard(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """What is told of a parting, an illness or despair, which is cared for and nobody's fault; else None."""
    confided = in_confidence(text) or BETWEEN_US in around.told  # said before, it is of what is told now as well
    if intent in TALK | {"in_distress"} and was_left(text):
        return {**as_intent(read, "confide" if confided else "share_life_event"), "mood": "sad"}
    if read.get("mood") == "distressed" and intent in TALK:
        return as_intent(read, "in_distress")
    if around.form or intent not in TALK | {"state_preference"} | _COURTESIES:
        return None
    if intent not in _COURTESIES and "utter_loss" in around.told and _AS_IT_WAS.search(text) and not is_question(text):
        return {**as_intent(read, "express_feeling"), "mood": "neutral", "statements": []}
    if confided and intent not in _COURTESIES and (tells_of_their_illness(text) or _is_told_with_care(read)):
        return {**as_intent(read, "confide"), "mood": "neutral"}
    if intent in _TELLS | UNSURE and _FEELS_LOW.search(text) and not _OURS.search(text):
        return {**as_intent(read, "express_feeling"), "mood": "sad"}
    if (intent in _TELLS or read.get("mood") in _LOW) and _THEIR_DAY.search(text) and not _OURS.search(text):
        return {**as_intent(read, "express_feeling"), "mood": "sad"}
    ill = intent in TALK | _COURTESIES and tells_of_their_illness(text)
    return {**as_intent(read, "share_life_event"), "mood": "sad"} if ill else None


def _is_told_with_care(read: Mapping[str, Any]) -> bool:
    """Whether nobody would shout across a shop what is told."""
    told = read.get("statements") or ()
    return any(one["kind"] == "life_event" or one["sensitivity"] == "special" for one in told)
