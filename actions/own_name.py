"""What we call somebody, when they ask."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.greeting import form_of_address, name_among
from actions.turn import CareAction, turn_of
from store import Purpose, Reader


class TellOwnName(CareAction):
    """Says how they asked to be called: in this conversation, else as it is remembered; or that they never did."""

    NAME = "action_tell_own_name"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = turn_of(tracker)
        told = name_among(tracker.get_slot("heard") or ())
        recall = self.memory.recall
        brief = await self.door(recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment)
        kept, because = form_of_address(brief)
        name = told or kept.removeprefix(", ")
        if name:
            dispatcher.utter_message(response="utter_called", name=name, because=() if told else because)
        else:
            dispatcher.utter_message(response="utter_called_nothing")
        return []
