"""What answers a question of ours, though by itself it would be read as something else."""

import re
from collections.abc import Mapping
from typing import Any

from actions.permissions import is_question
from actions.wall import off_the_wall
from actions.when import only_how_long

WRITES = re.compile(
    r"\b(?:write|text|message|e-?mail|(?:in|by|through) (?:the |this )?(?:chat|message|writing)|"
    r"schreib\w*|escrib\w*)\b",
    re.I,
)
_WHEN = frozenset({"date", "time", "duration"})
_OF_WRITING = frozenset({"set_contact_terms", "allow_contact", "deny"})
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
    if asked == "correction" and intent in unsure | {"state_preference", "deny"} and len(text.split()) > 2:
        return "correct_memory"
    if asked == "callback" and "phone" in told:
        return "inform"
    if asked == "callback" and told & _WHEN and intent in unsure:
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
