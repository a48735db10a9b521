"""What was just allowed or kept, taken back in the next breath: "no, stop that", "actually no", "take that back"."""

import re
from collections.abc import Mapping
from typing import Any

from actions.answers import FEW
from actions.around import Around
from actions.while_filling import as_intent
from actions.wishes import part_of_day
from actions.writing_first import nothing_more
from store import Purpose

JOINED = "utter_club_joined"
_NOES = frozenset({"deny", "abort"})
_BACK = re.compile(
    r"\W*(?:(?:actually|oh|wait|sorry|please|hang on|hm+|ok|okay|no|nope|nah|on second thoughts?|well|i(?:'d|’d)?)\W+)*"
    r"(?:no|nope|nah|stop (?:that|it)|(?:take|taking) (?:that|it|this) back|not (?:that|this)|undo (?:that|it)|"
    r"(?:scrap|forget|delete|drop) (?:that|it|about (?:that|it))|(?:don['’]?t|do not)(?: (?:do|remember|keep|save|"
    r"note) (?:that|it|this))?|"
    r"(?:i(?:['’]ve| have)? )?changed my mind|rather not)"
    r"(?:\W+(?:please|thanks|thank you|then|after all|again))*\W*",
    re.I,
)
# Whoever only asked, or says that they never allowed it, has allowed nothing: more than a plain no may stand beside it.
_NEVER_ALLOWED = re.compile(
    r"\bi (?:was|am|'m) (?:only |just )?asking\b|\b(?:it|that) was (?:only |just )?a question\b|"
    r"\bi (?:only |just )?asked\b|"
    r"\bi (?:did ?n['’]?t|did not|never) (?:say|said|mean|meant|want|wanted|agree|agreed|allow|allowed|ask)\b|"
    r"\b(?:take|taking) (?:that|it|this) back\b|\bundo (?:that|it|this)\b|\bnot what i (?:said|meant|asked)\b",
    re.I,
)

# "No wait, I'm not really, forget it" says why as well.
_AFTER_ALL_NOT = re.compile(r"\b(?:forget|scrap|delete|drop|don['’]?t (?:keep|remember|save)) (?:that|it)\W*$", re.I)

_OFF_IT = re.compile(
    r"\b(?:take|get|put|pull|cross|strike) me (?:back )?(?:off|out)\b|\b(?:remove|unsubscribe|drop) me\b|"
    r"\b(?:leave|quit) (?:it|that|the club)(?: then| again)?\W*$",
    re.I,
)


def takes_back(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any] | None:
    """A no right after something was allowed takes that permission back, after something was kept that thing."""
    if around.told[:1] == (JOINED,) and (_BACK.fullmatch(text) or _OFF_IT.search(text)):
        return as_intent(read, "leave_club")
    if not (around.permitted or around.kept):
        return None
    if around.permitted == Purpose.CONTACT and part_of_day(text):  # "no wait, not in the mornings" is how, and no end
        return as_intent(read, "set_contact_terms")
    nothing = around.permitted == Purpose.CONTACT and nothing_more(text)
    refuses = read["intent"]["name"] in _NOES and (len(text.split()) <= FEW or _AFTER_ALL_NOT.search(text))
    says_no = nothing or refuses or _BACK.fullmatch(text)
    if not says_no and not (around.permitted and _NEVER_ALLOWED.search(text)):
        return None
    if around.permitted:
        return as_intent(read, f"stop_{around.permitted}")
    return {**as_intent(read, "forget_fact"), "just_said": True}
