"""What is said so plainly that it is that, whatever else the message may be read as."""

import re
from collections.abc import Mapping
from typing import Any

from actions.answers import FEW
from actions.around import Around
from actions.calls import (
    asks_to_be_called,
    asks_to_be_rung,
    calls_for_person,
    declines_person,
    gives_number_to_ring,
    rings_themselves,
)
from actions.feeling import hurt_by_themselves, was_an_accident
from actions.notices import REMEMBER, REMEMBER_ONE
from actions.permissions import is_question, is_request
from actions.refused import refused_in
from actions.standing_orders import of_a_subscription
from actions.tongues import use_decided
from actions.while_filling import UNSURE, as_intent, surely

TALK = frozenset({"express_feeling", "share_life_event", "confide", "complain"}) | UNSURE
PROBLEM = "report_item_problem"
_OF_GOODS = frozenset({"problem_form", "return_form"})
# What a plain call for a person is beside: they are in danger, or are to be rung.
_BEFORE_A_PERSON = frozenset({"in_distress", "request_callback"})
_OVER_A_CALL = _BEFORE_A_PERSON | {"ask_human"}
_ASKED_BEFORE = re.compile(
    r"\b(?:second|third|fourth|fifth|2nd|3rd|[4-9]th|\d\dth|umpteenth|hundredth) time\b.{0,25}"
    r"\b(?:ask|tell|told|say|said|writ|wrote|messag|contact|chas|ring|rang|rung|call|try|tried)\w*|"
    r"\b(?:asked|told|written|messaged|contacted|chased|rung|called) (?:you |this |for it |about (?:it|this) )*"
    r"(?:twice|(?:three|four|five|ten|\d+) times|already)\b|\bhow many times (?:do|must|have) i\b",
    re.I,
)


def in_plain_words(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """What is never done, a call for a person, an accident, or whether one remembered thing is used; else None."""
    if use := _use_of_memory(text, around):
        return {**as_intent(read, "forget_fact"), "use": use}
    if refused := refused_in(text, intent):
        return {**as_intent(read, "out_of_scope"), "refused": refused}
    if none := of_a_subscription(read, text, around):
        return none
    return _of_people(read, text, intent, around) or _of_an_accident(read, text, intent, around)


def _of_people(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """A call for somebody, or to be rung; that they ring themselves, that nobody need come, or have asked before."""
    despairs, rings = read.get("mood") == "distressed" and intent in TALK, asks_to_be_rung(text)
    if intent == "request_callback" and not around.form and rings_themselves(text):
        return {**as_intent(read, "out_of_scope"), "plainly": "utter_fine"}
    numbered = gives_number_to_ring(read, text)
    if intent == "request_callback" and not (around.form or rings or numbered) and asks_to_be_called(text):
        return as_intent(read, "state_preference" if read.get("statements") else "ask_own_name")
    if intent not in _OVER_A_CALL and not despairs and rings:
        return as_intent(read, "request_callback")
    if not despairs and not around.form and intent != "in_distress" and numbered:
        return surely(read, "request_callback")
    if intent not in _BEFORE_A_PERSON and not despairs and calls_for_person(text):
        return surely(read, "ask_human")
    if intent == "ask_human" and declines_person(text):
        return {**as_intent(read, "deny"), "mood": "neutral"}
    if intent in TALK | {"abort", "deny"} and not around.form and _ASKED_BEFORE.search(text):
        return {**as_intent(read, "complain"), "mood": "upset"}
    return None


def _of_an_accident(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    thing = _thing_spoken_of(read, around)
    if intent in TALK | {"in_distress"} and was_an_accident(text, thing):
        return {**as_intent(read, PROBLEM), "mood": "upset"}
    if intent == PROBLEM and not thing and hurt_by_themselves(text):
        return {**as_intent(read, "in_distress"), "mood": "distressed"}
    return None


def _thing_spoken_of(read: Mapping[str, Any], around: Around) -> str | None:
    """What may have hurt them: a product named now, else what is complained about or dealt with already."""
    named = next((str(one["value"]) for one in read.get("entities") or () if one["entity"] == "product"), None)
    form = around.form if around.form in _OF_GOODS else None
    return named or around.order or form or (PROBLEM if around.complained else None)


def _use_of_memory(text: str, around: Around) -> str | None:
    """What is decided about using something remembered; a few words in the middle of a task are about the task."""
    waits = around.asked in (REMEMBER, REMEMBER_ONE) or (around.form and len(text.split()) <= FEW)
    return None if waits or is_question(text) and not is_request(text) else use_decided(text)
