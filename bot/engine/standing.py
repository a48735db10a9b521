"""Questions that stand until they are settled: what comes between is answered first, then they are put again.

So nothing that was about to be done is lost without a word, and a yes always answers the question put last.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from actions.forms import HURT, LEAVING
from actions.replies import waits_for_answer

SLOT, ASKED = "standing", "asked"
# The questions by their name in `asked`, with the actions that settle each.
SETTLED_BY = {
    "forget_me": frozenset({"action_forget_me"}),
    "leave": frozenset({"action_leave"}),
    "terms": frozenset({"action_set_contact_terms", "action_withdraw"}),
    "reminder": frozenset({"action_remind_me"}),
    "callback": frozenset({"action_call_back"}),
    "club": frozenset({"action_join_club"}),
    "unclub": frozenset({"action_leave_club"}),
    "wall": frozenset({"action_share_message"}),
}
PUT_AGAIN = 2  # times that a question is put again to somebody who doesn't answer it
LET_GO = "utter_question_left"


@dataclass(frozen=True, slots=True)
class Standing:
    """What becomes of a question after a turn: whether it stands, how often it was put again, what is said now."""

    question: str | None = None
    times: int = 0
    says: str | None = None  # "" where it was said again already

    def events(self) -> list[Event]:
        """What is noted of it; it is open again only where it has just been said."""
        kept = {"question": self.question, "times": self.times} if self.question else None
        opened = [SlotSet(ASKED, self.question)] if self.question and self.says is not None else []
        return [SlotSet(SLOT, kept), *opened]


def after_turn(tracker: DialogueStateTracker, asked: str | None, happened: Sequence[Event]) -> Standing | None:
    """What becomes of the question that stood when the turn began; None where there is none.

    `asked` is what was open then, `happened` the events of the turn.
    """
    put = tracker.get_slot(ASKED)
    if put in SETTLED_BY:
        return Standing(put)
    held = tracker.get_slot(SLOT) or {}
    question = asked if asked in SETTLED_BY else held.get("question")
    if question is None:
        return None
    if _is_settled(question, asked, happened):
        return Standing()
    if asked == question and _was_repeated(happened):
        return Standing(question, int(held.get("times") or 0), "")
    times = int(held.get("times") or 0)
    if waits_for_answer(put) or tracker.active_loop or _is_no_moment(happened):
        return Standing(question, times)
    return Standing(says=LET_GO) if times == PUT_AGAIN else Standing(question, times + 1, f"utter_still_{question}")


def _is_settled(question: str, asked: str | None, happened: Sequence[Event]) -> bool:
    done = {event.action_name for event in happened if isinstance(event, ActionExecuted)}
    said = {event.intent.get("name") for event in happened if isinstance(event, UserUttered)}
    if done & {*SETTLED_BY[question], "action_hand_over"} or said & {"abort", *LEAVING}:
        return True
    return asked == question and bool(said & {"affirm", "deny"})


def _was_repeated(happened: Sequence[Event]) -> bool:
    return any(isinstance(event, UserUttered) and event.intent.get("name") == "repeat" for event in happened)


def _is_no_moment(happened: Sequence[Event]) -> bool:
    """Whether another question was put just now, or somebody is hurt."""
    said = [event.text or "" for event in happened if isinstance(event, BotUttered)]
    moods = {(event.parse_data or {}).get("mood") for event in happened if isinstance(event, UserUttered)}
    return bool(said and said[-1].rstrip().endswith("?")) or bool(moods & HURT)
