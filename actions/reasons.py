"""Why somebody leaves or stays: heard in answer to our one question, sorted, and not argued with."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.demand import note_unsold
from actions.feeling import tells_of_a_loss
from actions.turn import CareAction, turn_of

LEAVING, STAYING = "leaving", "staying"
OTHER = "other"
# In order: what is named first of these counts.
_REASONS = {
    "price": r"pric\w+|expensive|cheap\w*|costs?\b|afford\w*|discount\w*|value|money",
    "messages": r"messages?\b|e-?mails?\b|spam\w*|newsletters?\b|mailings?\b|too often",
    "delivery": r"deliver\w*|parcels?\b|postage|shipping|courier|always late|slow\w*",
    "quality": r"quality|broke\w*|fell apart|fall apart|well[- ]made|lasts?\b|sturdy|worn out|faulty",
    "service": r"service|staff|people|kind\b|friendly|rude\w*|help\w*|answer\w*|phone|complain\w*",
    "choice": r"choice|range|selection|sizes?\b|stock|styles?\b|colours?\b",
    "life": r"mov(?:e|ed|ing)\b|abroad|retir\w*|new job|baby|no longer need|don'?t need",
    "elsewhere": r"elsewhere|other shops?\b|another shop|competitor\w*|amazon",
}
_FOUND = re.compile("|".join(rf"\b(?P<{code}>{words})" for code, words in _REASONS.items()), re.I)


_WHY_STAYING = frozenset(
    {"nlu_fallback", "inform", "out_of_scope", "chitchat", "praise", "express_feeling", "state_preference"}
)
_WHY_LEAVING = _WHY_STAYING | {
    "complain", "share_life_event", "stop_contact", "leave", "ask_offers", "ask_delivery_options", "ask_product",
}  # fmt: skip


def tells_why(read: Mapping[str, Any], text: str, why: str) -> bool:
    """Whether words answer the question why: no question, nothing wished, and no grief, which is met with care."""
    says = _WHY_LEAVING if why == LEAVING else _WHY_STAYING
    hurt = read.get("mood") in ("sad", "distressed") or tells_of_a_loss(text)
    return read["intent"]["name"] in says and "?" not in text and not hurt


def reason_in(text: str) -> str:
    """Which of a few reasons the words give.

    >>> reason_in("too expensive"), reason_in("your people are so kind"), reason_in("hm")
    ('price', 'service', 'other')
    """
    found = _FOUND.search(text)
    return (found.lastgroup if found else None) or OTHER


class TellWhy(CareAction):
    """Thanks for the reason, and offers a person; where they allow us to learn, the reason counts among others."""

    NAME = "action_tell_why"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = turn_of(tracker)
        why = str(tracker.latest_message.get("why"))
        await note_unsold(self.means, turn, f"{why}: {reason_in(turn.text)}")
        dispatcher.utter_message(response=f"utter_told_why_{why}")
        return []
