"""Fetching a person."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import CareAction, turn_of
from store import Once

Events = list[dict[str, Any]]


class HandOver(CareAction):
    """Puts the conversation into the queue with the customer's own words as the reason."""

    NAME = "action_hand_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        await self.door(
            self.memory.owners.ask_for_person, tracker.sender_id, turn.text, turn.moment, once=Once(turn.id, self.NAME)
        )
        dispatcher.utter_message(response="utter_handing_over")
        return []
