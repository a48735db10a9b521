"""How courtesies are worded, dropping what is open, and saying it again."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.replies import SPOKEN_OF
from actions.turn import CareAction, turn_of

Events = list[dict[str, Any]]


class FindRegister(CareAction):
    """Notes, as a session begins, how courtesies are worded for whoever speaks."""

    NAME = "action_find_register"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        found = await self.door(self.memory.relationship.register, turn.customer, turn.moment)
        return [SlotSet("register", found and found.value)]


class Drop(CareAction):
    """Drops what is open, and says that nothing was changed only where something was about to be."""

    NAME = "action_drop"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        nothing_open = tracker.get_slot("asked") in (None, *SPOKEN_OF.values()) and not tracker.get_slot("standing")
        dispatcher.utter_message(response="utter_fine" if nothing_open else "utter_dropped")
        return []


class Repeat(CareAction):
    """Says the last reply again, word for word, and does nothing else."""

    NAME = "action_repeat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        last = next((event for event in reversed(tracker.events) if event["event"] == "bot" and event["text"]), None)
        if last is None:
            dispatcher.utter_message(response="utter_nothing_to_repeat")
            return []
        about = last.get("metadata") or {}
        buttons = (last.get("data") or {}).get("buttons") or []
        dispatcher.utter_message(text=last["text"], buttons=buttons, because=about.get("because") or ())
        return []
