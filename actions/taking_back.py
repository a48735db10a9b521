"""What was just allowed or kept, taken back in the next breath: "no, stop that", "actually no", "take that back"."""

import re
from collections.abc import Mapping
from typing import Any

from actions.answers import FEW
from actions.around import Around
from actions.while_filling import as_intent

_NOES = frozenset({"deny", "abort"})
_BACK = re.compile(
    r"\W*(?:(?:actually|oh|wait|sorry|please|hang on|hm+|ok|okay|no|nope|nah|on second thoughts?|well|i(?:'d|’d)?)\W+)*"
    r"(?:no|nope|nah|stop (?:that|it)|(?:take|taking) (?:that|it|this) back|not (?:that|this)|undo (?:that|it)|"
    r"scrap (?:that|it)|don['’]?t(?: do (?:that|it))?|(?:i(?:['’]ve| have)? )?changed my mind|rather not)"
    r"(?:\W+(?:please|thanks|thank you|then|after all|again))*\W*",
    re.I,
)


def takes_back(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any] | None:
    """A no right after something was allowed takes that permission back, after something was kept that thing."""
    says_no = _BACK.fullmatch(text) or (read["intent"]["name"] in _NOES and len(text.split()) <= FEW)
    if not says_no or not (around.permitted or around.kept):
        return None
    if around.permitted:
        return as_intent(read, f"stop_{around.permitted}")
    return {**as_intent(read, "forget_fact"), "just_said": True}
