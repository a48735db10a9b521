"""What is told of oneself beside a wish."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.feeling import PEACE_AFTER_LOSS, leave_in_peace, said_first
from actions.relationship import LOW, Hear
from actions.turn import turn_of
from store import Sensitivity


class HearBeside(Hear):
    """What was said of themselves beside a wish: the wish is served first, then it is taken up, in few words."""

    NAME = "action_hear_beside"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = turn_of(tracker)
        if said_first(turn.text):
            await leave_in_peace(self, turn, PEACE_AFTER_LOSS)
            return [SlotSet("grieving", True)]
        if not turn.statements or turn.mood in LOW or tracker.get_slot("distressed"):
            return []
        return await self.take_up(dispatcher, tracker, [dict(statement) for statement in turn.statements])

    def _say_for_now(self, dispatcher: CollectingDispatcher, sensitivity: Sensitivity) -> None:
        """Nothing: what was suggested shows that it was heard."""

    _say_how_to_keep = _say_for_now
