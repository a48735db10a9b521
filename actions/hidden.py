"""What the house's own people are not to see or hear of: it is never handed to them, and stands nowhere at the desk."""

import re
from collections.abc import Mapping
from typing import Any

from actions.facts import in_confidence
from actions.while_filling import UNSURE, as_intent

# What is to be hidden is never handed over, and no question of ours is opened by it.
_TO_STAFF = UNSURE | {
    "ask_human", "allow_staff", "complain", "place_order", "share_message", "correct_memory", "forget_fact",
}  # fmt: skip
_PEOPLE = (
    r"(?:(?:your|ur|the|any of (?:your|the)|other|all|every\w*|no|any)\s+)*(?:(?:shop|store|desk|sales|till|other)\s+)?"
    r"(?:staff|team|col+e[ag]\w*|agents?|employees?|assistants?|workers?|cashiers?|"
    r"people(?: (?:there|at the \w+|in the \w+))?|crew|humans?|managers?|lot)"
)
_LEARNS = (
    r"(?:see|seen|sees|seeing|know|knew|known|knowing|read|reading|hear\w*|told|tell|find out|get wind|notice\w*|"
    r"look\w*|guess)"
)
_KEEPS_FROM = re.compile(
    rf"\b(?:(?:i(?:['’]d| would)?|we(?:['’]d| would)?) (?:rather|prefer|sooner|hope|"
    rf"like)\b.{{0,15}}\b{_PEOPLE}\b.{{0,12}}"
    rf"(?:n['’]?t|\bnot|\bnever)\b.{{0,15}}\b{_LEARNS}|"
    rf"(?:don['’]?t|do not|never|please not)\s+"
    rf"(?:let {_PEOPLE}\b.{{0,15}}\b{_LEARNS}\b|"
    rf"(?:let on|tell|show|mention (?:it|this|that)|say (?:it|this|that)?)(?: to)?\s+(?:(?:this|that|it) to )?{_PEOPLE}"
    rf"(?:\W*$|\W+(?:that|about|what|which|any of)\b))|"
    rf"(?:don['’]?t|do not|wouldn['’]?t) (?:want|like)\s+(?:to have )?{_PEOPLE}\b.{{0,20}}\b{_LEARNS}|"
    rf"(?:hide|keep|kept|hidden)\b.{{0,25}}\bfrom\s+{_PEOPLE}\b|"
    rf"without\s+{_PEOPLE}\s+{_LEARNS}|(?:nobody|no one|none)\s+(?:at|in|on|of|from)\s+(?:the|your)\s+\w+\s+"
    rf"(?:should|must|may|needs? to|has to|is to|ought to)\b.{{0,15}}\b{_LEARNS}|"
    rf"{_PEOPLE}\s+(?:should ?n['’]?t|must ?n['’]?t|mustn['’]?t|don['’]?t need to|needn['’]?t|must not|should not|"
    rf"may not|"
    rf"are not to)\b.{{0,12}}\b{_LEARNS})",
    re.I,
)


def kept_from_staff(text: str) -> bool:
    """Whether it asks that our own people don't learn of something.

    >>> kept_from_staff("I'd rather the staff didn't see that"), kept_from_staff("your staff didn't see me waiting")
    (True, False)
    """
    return bool(_KEEPS_FROM.search(text))


def hidden_from_staff(read: dict[str, Any], text: str, form: str | None) -> dict[str, Any]:
    """The same parse data; what our people are not to learn of is told between us, and nothing of it is handed over."""
    if not kept_from_staff(text):
        return read
    between_us: Mapping[str, Any] = {
        **read,
        "confided": True,
        "statements": [in_confidence(one) for one in read.get("statements") or ()],
    }
    hands_over = read["intent"]["name"] in _TO_STAFF and form is None
    return as_intent(between_us, "stop_staff") if hands_over else dict(between_us)
