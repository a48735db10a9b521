"""What answers a question of ours, though by itself it would be read as something else."""

import re
from collections.abc import Mapping, Set
from typing import Any

from actions.call_times import names_day, names_part_of_day
from actions.notices import REMEMBER, REMEMBER_ONE
from actions.number_on_file import asks_which_number, means_number_on_file
from actions.permissions import is_question
from actions.right_alone import CORRECTION, names_what_is_right
from actions.wall import off_the_wall
from actions.when import only_how_long

WRITES = re.compile(
    r"\b(?:write|text|message|e-?mail|(?:in|by|through) (?:the |this )?(?:chat|message|writing)|"
    r"schreib\w*|escrib\w*)\b",
    re.I,
)
_WHEN = frozenset({"date", "time", "duration"})
# What a day or an hour by itself is read as, where it says when to ring.
_OF_DAYS = frozenset(
    {"set_contact_terms", "change_booking", "book_visit", "state_preference", "deny", "share_life_event"}
)
_OF_WRITING = frozenset({"set_contact_terms", "allow_contact", "deny"})
# Questions that bear the name of the wish they confirm: what is done then is done for good.
_TELLING = frozenset({"state_preference", "deny"})
CANNOT_BE_UNDONE = frozenset({"forget_me", "leave"})
_ON_CONDITION = re.compile(r"\b(?:but|except|apart from|without|only|not|keep|don['’]?t|wait)\b", re.I)
_YES = re.compile(
    r"^\W*(?:(?:ok|okay|right|well|oh|and)\W+)*(?:yes|yep|yeah|yea|yup|sure|please do|do it|go ahead|"
    r"i'?m sure|confirm(?:ed)?)\b"
    r"(?!.*\b(?:but|don'?t|do not|not|except|wait)\b)",
    re.I,
)
_SOME_NO = re.compile(r"\b(?:no|never|forget|leave|skip|nothing|without|delete)\b|n['’]t\b", re.I)
_RATHER_SO = re.compile(r"^\W*no\W+(?:just|only|rather|actually|i mean|i meant|it['’]?s)\b", re.I)
_CLUBS = {"club": "join_club", "unclub": "leave_club"}
# Of what is said when words for the wall are asked for, these are meant for us.
_FOR_US = frozenset(
    {
        "abort", "affirm", "deny", "ask_human", "request_callback", "in_distress", "forget_me", "stop_memory", "wait",
        "repeat", "goodbye", "bot_challenge", "why_said", "ask_memory", "export_data", "stop_contact",
    }
)  # fmt: skip
FEW, SOME = 3, 8  # words of an answer that sounds like something else, and of one that sounds like nothing much


def meant_by_the_question(
    read: Mapping[str, Any], text: str, asked: str | None, unsure: frozenset[str]
) -> str | None:
    """The intent of a message that answers the open question; None where it answers none."""
    intent, told = str(read["intent"]["name"]), {str(one["entity"]) for one in read.get("entities") or ()}
    if asked == "reminder" and (told & _WHEN and intent in unsure or only_how_long(text)):
        return "inform"
    tells = asked in (REMEMBER, REMEMBER_ONE) and read.get("statements")
    if tells and (meant := _and_tells(text, intent, str(asked))):
        return meant
    if asked == CORRECTION and intent in unsure | _TELLING and (len(text.split()) > 2 or names_what_is_right(text)):
        return "correct_memory"
    if asked in CANNOT_BE_UNDONE and (meant := _confirms(asked, intent, text)):
        return meant
    return _answers_a_task(asked, intent, text, told, unsure)


def _and_tells(text: str, intent: str, asked: str) -> str | None:
    """How what is told with a no or a yes is read: "no, just Mr Whitfield" puts right what was asked about.

    "Yes, I'm a 12 and hate wool" says yes to the one question about remembering; what takes a yes of its own gets
    its own question.
    """
    if intent == "deny" and _RATHER_SO.match(text):
        return "state_preference"
    agrees = asked == REMEMBER and intent == "state_preference" and _YES.match(text) and not is_question(text)
    return "allow_memory" if agrees and not (_ON_CONDITION.search(text) or _SOME_NO.search(text)) else None


def _confirms(asked: str, intent: str, text: str) -> str | None:
    """How words are read after "shall I?" of what is done for good."""
    if intent == "affirm" and _ON_CONDITION.search(text):
        return "nlu_fallback"  # "yes, but keep my orders": it is asked again
    says_yes = intent == asked and _YES.match(text) and not is_question(text)
    return "affirm" if says_yes else None  # "yes, forget me" says yes to it


def _answers_a_task(
    asked: str | None, intent: str, text: str, told: Set[str], unsure: frozenset[str]
) -> str | None:
    if asked == "callback" and "phone" in told:
        return "inform"
    if asked == "callback" and _YES.match(text) and (len(text.split()) <= FEW or told & _WHEN):
        return "request_callback"
    if asked == "callback" and (means_number_on_file(text) or asks_which_number(text)):
        return "request_callback"
    names_time = told & _WHEN or names_part_of_day(text) or names_day(text)
    if asked == "callback" and names_time and intent in unsure | _OF_DAYS:
        return "request_callback"
    if asked == "callback" and intent in unsure | _OF_WRITING and WRITES.search(text):
        return "request_callback"
    if asked in _CLUBS and _names_one(intent, text, unsure):
        return _CLUBS[asked]
    if asked == "wall" and off_the_wall(text):
        return "abort"
    if asked == "wall" and intent not in _FOR_US and len(text.split()) > 1 and not is_question(text):
        return "share_message"
    return None


def _names_one(intent: str, text: str, unsure: frozenset[str]) -> bool:
    few = intent in {"ask_product", "recommend", "state_preference", "place_order"} and len(text.split()) <= FEW
    return not is_question(text) and (few or (intent in unsure and len(text.split()) <= SOME))
