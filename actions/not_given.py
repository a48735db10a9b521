"""What reads like a permission and gives none: a question without its mark, and a no."""

import re
from collections.abc import Mapping
from typing import Any

from actions.notices import REMEMBER, REMEMBER_ONE
from actions.permissions import ASK_PERMISSION, GIVING, not_to_be_kept
from actions.while_filling import UNSURE, as_intent
from store import Purpose

# "Your staff can they see it", "staff can see it or what", "I was asking if they can": asked without a mark.
_ASKED_ALL_THE_SAME = re.compile(
    r"^\W*(?:(?:and|so|but|hi|hello)\W+)*(?:your|the|our|other|any\w*|some\w*|staff|people|u|you)(?:\s+\w+){0,5}?\s+"
    r"(?:can|could|do|does|did|will|would|may|are|is)(?:n['’]?t)?\s+(?:they|them|he|she|it|u|you|i)\b|"
    r"\bor (?:not|what|no)\W*$|"
    r"\b(?:wonder\w*|asking|curious|(?:want|like|need)(?:ed)? to know|tell me|dunno|don['’]?t know)\s+"
    r"(?:if|whether|who|how|what)\b|\b(?:right|correct|yeah|innit|is that so)\s*\?*\s*$",
    re.I,
)
_AS_TOLD = UNSURE | {"abort", "affirm", "allow_memory", "deny", "forget_fact", "state_preference", "stop_memory"}
_WHO = r"(?:you|u|ya|they|staff|nobody|no one|anyone|anybody|your \w+|the \w+)"
_MAY_NOT = re.compile(
    rf"\b{_WHO}\s+(?:(?:definitely|certainly|really|still|also|absolutely)\s+)?"
    r"(?:can['’]?t|cannot|can not|may not|must ?n['’]?t|must not|should ?n['’]?t|should not|"
    r"(?:are|is) ?(?:not|n['’]t) allowed|aren['’]?t allowed|have(?:n['’]?t| not| no)(?: got)?(?: my)? permission|"
    r"do(?:n['’]?t| not) have my (?:permission|consent|ok))\b(?! (?:forget|lose|stop|wait))|"
    r"\b(?:nobody|no one|none of (?:you|them)) (?:can|may|should|is to)\b|"
    r"^\W*(?:no|nope|nah)\W+(?:nobody|no one|none|never)\b",
    re.I,
)
# Two noes may be a yes, so nothing is taken by them.
_TWICE = re.compile(
    r"\bwhy\b|\b(?:no|not any) reason\b|\b(?:don['’]?t|do not) see\b|\bsay(?:ing)? (?:that )?you\b", re.I
)


def denies_it(text: str) -> bool:
    """Whether it is said that somebody may not: "you can't write to me".

    >>> denies_it("no you can't write to me"), denies_it("why can't you write to me")
    (True, False)
    """
    return bool(_MAY_NOT.search(text)) and not _TWICE.search(text)


def never_by_a_no(read: dict[str, Any], text: str) -> dict[str, Any]:
    """The same parse data; where it is denied or asked in other words, no permission is given by it."""
    purpose = GIVING.get(str(read["intent"]["name"]))
    if purpose is None:
        return read
    if denies_it(text):
        return as_intent(read, f"stop_{purpose.value}")
    return _asked(read, purpose) if _ASKED_ALL_THE_SAME.search(text) or _MAY_NOT.search(text) else read


def _asked(read: Mapping[str, Any], purpose: Purpose) -> dict[str, Any]:
    return {**as_intent(read, ASK_PERMISSION), "purpose": purpose.value}


def not_kept(read: Mapping[str, Any], text: str, asked: str | None) -> dict[str, Any] | None:
    """What is told with the wish that it be not remembered: a no where that was asked, and else only heard."""
    if not read.get("statements") or read["intent"]["name"] not in _AS_TOLD or not not_to_be_kept(text):
        return None
    if asked in (REMEMBER, REMEMBER_ONE):
        return as_intent(read, "deny")
    return {**as_intent(read, "out_of_scope"), "plainly": "utter_heard", "statements": [], "mood": "neutral"}
