"""Words that say something of whoever writes: told by themselves, or beside a wish that is served first."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from actions.around import Around
from actions.asking_beside import asks_for_goods
from actions.facts import has_again
from actions.permissions import is_request, wishes_kept
from actions.while_filling import UNSURE

_NEEDS = re.compile(
    r"^\W*(?:i|we)(?:'m| am| are|'re)? (?:just )?(?:need|needs|want|after|looking for)\b|"
    r"^\W*(?:an?|some) (?:[\w-]+ ){1,3}for (?:me|us)\W*$",
    re.I,
)
_TOLD_BEFORE = re.compile(r"\bi (?:already |just |have |did )*(?:told|said to|tell) (?:you|u)\b", re.I)
HARDLY = 0.3  # whatever is read with less is read as nothing, where something is told
_WHEN = frozenset({"date", "time"})
# What a wish for goods beside something told is read as, where nothing of the conversation stands behind it.
_AS_TOLD = UNSURE | {"state_preference"}
# What "I go by Sam" and "no, I'm human, just call me Sam" are read as.
_AS_NAMES = frozenset(
    {"greet", "request_callback", "bot_challenge", "set_relationship", "link_identity", "chitchat", "deny"}
)
_THING_IS_WRONG = re.compile(
    r"\b(?:the|that) \w+(?: \w+)? (?:thing|bit|part)(?: is| was|['’]s) (?:wrong|not right)\b", re.I
)
_AS_CHANGED = UNSURE | {"change_order", "change_details", "recommend", "state_preference", "correct_memory"}
_CHANGE_MINE = re.compile(
    r"^\W*(?:(?:please|can|could|would|you|i|want|need|like|to|['’]?d|hi|hey|and|also|ok)\W+)*"
    r"(?:change|update|correct|set|raise|put) my (?:[\w'’]+ ){0,2}"
    r"(?:sizes?|budget|birthday|anniversary|diet) (?:to|as|at)\b",
    re.I,
)


def of_themselves(read: Mapping[str, Any], text: str, intent: str, around: Around) -> str | None:
    """The intent of such words: with a wish beside them the wish; alone they are what is told."""
    statements = read.get("statements") or ()
    kinds = {str(one["kind"]) for one in statements}
    if _wishes_beside(read, text, intent) or (intent == "state_preference" and not kinds and _NEEDS.search(text)):
        return "recommend"  # what they say of themselves is heard beside it
    if intent in _AS_NAMES and kinds == {"form_of_address"} and "?" not in text and not _names_a_time(read):
        return "state_preference"  # "call me Joanna"
    if intent == "why_said" and statements and _TOLD_BEFORE.search(text):
        return "state_preference"  # what they told, and was not gone by
    if intent == "ask_memory" and statements and wishes_kept(text) and is_request(text):
        return "state_preference"  # "can you remember that I never wear wool?" asks for it
    if intent == "ask_store_info" and [one["words"] for one in statements] == [text.strip(" .!")]:
        return "state_preference"  # "the Leeds shop is my local"
    if not kinds and _is_put_right(text, intent, around):
        return "correct_memory"
    unsure = intent in UNSURE | {"inform"} or float(read["intent"].get("confidence") or 0) < HARDLY
    alone = unsure and around.asked in (None, "order", "booking") and "?" not in text
    if not kinds or not alone:
        return None
    return "share_life_event" if kinds == {"life_event"} else "state_preference"


def _is_put_right(text: str, intent: str, around: Around) -> bool:
    """Whether something told of themselves holds no longer, is named as wrong, or shall be changed by its name."""
    again = intent in UNSURE | {"state_preference"} and has_again(text)
    wrong = intent == "state_preference" and _THING_IS_WRONG.search(text)
    return bool(again or wrong) or bool(intent in _AS_CHANGED and not around.order and _CHANGE_MINE.match(text))


def _wishes_beside(read: Mapping[str, Any], text: str, intent: str) -> bool:
    told = intent == "state_preference" or (intent in _AS_TOLD and bool(read.get("statements")))
    return told and asks_for_goods(read, text)


def _names_a_time(read: Mapping[str, Any]) -> bool:
    """Whether a day or hour is told that is one: "Tommo" only looks like tomorrow."""
    return any(one["entity"] in _WHEN and _is_read(one) for one in _entities(read))


def _is_read(entity: Mapping[str, Any]) -> bool:
    return str(entity.get("value") or "").casefold() != str(entity.get("text") or "").casefold()


def _entities(read: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return read.get("entities") or ()
