"""What a bare yes means where nothing is asked: it takes up the one thing that was offered, or is asked which."""

import json
import re
from collections.abc import Sequence
from typing import Any

from actions.answers import FEW
from actions.around import Around
from actions.replies import waits_for_answer
from actions.while_filling import as_intent

SEVERAL, OPEN = "several", "open"  # why a yes needs a question: more than one thing was offered, or none by name
# What a yes may begin, as each of these asks once more before anything is done; the rest is taken by its button.
_BEGUN_BY_YES = frozenset(
    {
        "place_order", "reorder", "return_item", "cancel_order", "ask_product", "recommend", "track_order",
        "ask_return_policy", "ask_human",
    }
)  # fmt: skip
# "Is there something we should put right?", "Isn't it there?"
_ONLY_IF_ASKED = frozenset({"complain", "report_item_problem"})
# Ways out that stand beside an offer, and answer no question by a yes.
_WAYS_OUT = frozenset({"deny", "stop_contact", "set_contact_terms", "forget_me", "ask_promise", "stop_memory"})
_HEARD = re.compile(  # it says that they have read it, and asks for nothing
    r"^\W*(?:o\.?k\w*|k|alright|all right|fine|good|great|cool|right|i see|perfect|lovely|got it|noted|understood|true|"
    r"that'?s (?:it|right|fine|good|great)|in ordnung|gut|genau|stimmt|vale|de acuerdo|correcto)\b(?!.*\bplease\b)",
    re.I,
)


def read_payload(payload: str) -> tuple[str, dict[str, Any]]:
    """The intent that a choice stands for, and the details it carries: `/intent{"entity": …}`.

    >>> read_payload('/place_order{"product": "p-1"}')
    ('place_order', {'product': 'p-1'})
    """
    intent, brace, rest = payload.removeprefix("/").partition("{")
    return intent, json.loads(brace + rest) if brace else {}


def as_entities(values: dict[str, Any]) -> list[dict[str, Any]]:
    """The details of a choice as the pipeline would have found them."""
    return [{"entity": name, "value": value, "start": 0, "end": 0} for name, value in values.items()]


def taken_up(read: dict[str, Any], text: str, around: Around) -> dict[str, Any]:
    """The same parse data; a yes to what we offered in passing is read as a wish for it."""
    nothing_asked = around.form is None and not waits_for_answer(around.asked)
    if read["intent"]["name"] != "affirm" or not nothing_asked or len(text.split()) > FEW + 1 or _HEARD.match(text):
        return read
    offered = [read_payload(one) for one in around.offered]
    asks = around.lately.rstrip().endswith("?")
    unclear = asks and _are_several(offered)
    begun = [one for one in offered if one[0] in _BEGUN_BY_YES | (_ONLY_IF_ASKED if asks else frozenset())]
    if len(begun) == 1 and not unclear:
        intent, values = begun[0]
        return {**as_intent(read, intent), "entities": [*(read.get("entities") or ()), *as_entities(values)]}
    if len(begun) > 1 or unclear:
        return {**read, "needs": SEVERAL}
    return {**read, "needs": OPEN} if asks else read


def _are_several(offered: Sequence[tuple[str, dict[str, Any]]]) -> bool:
    """Whether these are things that a yes can't tell apart: "Which do you mean?"."""
    return sum(intent not in _WAYS_OUT for intent, _ in offered) > 1
