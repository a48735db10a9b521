"""A bare value is an answer where something was asked, and hardly ever elsewhere.

"Two duvet covers" after "what is it about?" names what it is about; out of the blue it is an order. Words alone
can't tell, the conversation can.
"""

import re
from dataclasses import replace
from enum import Enum

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.pool import Judgement

# "how about the blue one" proposes an answer
_ASKS_BACK = re.compile(
    r"^\W*(?:(?:and|but|ok(?:ay)?|so|well|oh|also|wait|hang on)\W+)*"
    r"(?:where|when|who|why|what(?!\s+about)|how(?!\s+about))(?:\b|s\b)",
    re.I,
)
ANSWER = "inform"
QUESTION = "asked"  # the slot that holds an open yes-or-no question


class Expecting(Enum):
    """What the house waits for when something is said; the value is how much likelier that makes an answer."""

    A_VALUE = 5.0
    A_DECISION = 1.0  # a task is under way or a question open: "yes", or a correction of what was told
    NOTHING = 0.1


def asked_slot(tracker: DialogueStateTracker | None) -> str | None:
    """The slot that was asked for, by its name, or None."""
    if tracker is None or REQUESTED_SLOT not in tracker.slots:
        return None
    return tracker.get_slot(REQUESTED_SLOT) or None


def expected_in(tracker: DialogueStateTracker | None, text: str) -> Expecting:
    """What this conversation waits for; who asks back has not given the value that was asked for."""
    if asked_slot(tracker) and not _ASKS_BACK.search(text):
        return Expecting.A_VALUE
    if tracker is not None and (tracker.active_loop_name or _is_open_question(tracker)):
        return Expecting.A_DECISION
    return Expecting.NOTHING


def _is_open_question(tracker: DialogueStateTracker) -> bool:
    return QUESTION in tracker.slots and tracker.get_slot(QUESTION) is not None


def in_context(judgement: Judgement, expecting: Expecting) -> Judgement:
    """The judgement as what was waited for makes it."""
    weighed = [(name, share * expecting.value if name == ANSWER else share) for name, share in judgement.ranking]
    total = sum(share for _name, share in weighed)
    ranking = sorted(((name, share / total) for name, share in weighed), key=lambda one: -one[1])
    return replace(judgement, ranking=tuple(ranking))
