"""Greeting, repeating, and saying plainly what was not understood."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import CareAction, asking

Events = list[dict[str, Any]]


class Greet(CareAction):
    """Says once in a session who speaks; later greets back."""

    NAME = "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        dispatcher.utter_message(response="utter_greet_back" if _spoken(tracker) else "utter_greet")
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


class NotUnderstood(CareAction):
    """Asks once in other words; the second time offers a person."""

    NAME = "action_default_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        if _failed_last_time(tracker):
            dispatcher.utter_message(response="utter_not_understood_again")
            return [asking("person")]
        dispatcher.utter_message(response="utter_not_understood")
        return []


def _spoken(tracker: Tracker) -> bool:
    for event in reversed(tracker.events):
        if event["event"] == "session_started":
            return False
        if event["event"] == "bot":
            return True
    return False


def _failed_last_time(tracker: Tracker) -> bool:
    done = [event["name"] for event in reversed(tracker.events) if event["event"] == "action"]
    earlier = [name for name in done if name not in ("action_listen", "action_session_start")]
    return bool(earlier) and earlier[0] == NotUnderstood.NAME
