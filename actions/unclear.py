"""What is said where a message was not understood, by how often that happened lately."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.replies import Events
from actions.turn import asking

NOT_UNDERSTOOD, DECLINE = "action_default_fallback", "action_decline"
LOOKED_BACK = 3  # turns, this one included


def say_not_understood(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Asks in other words the first time; then offers a person."""
    if times := _times_failed(tracker):
        # nobody reads the same sentence over and over
        dispatcher.utter_message(response="utter_not_understood_thrice" if times > 1 else "utter_not_understood_again")
        return [asking("person")]
    dispatcher.utter_message(response="utter_not_understood")
    return []


def failed_lately(tracker: Tracker) -> bool:
    """Whether one of the last turns was not understood, in a task or outside one, or not a shop's business."""
    return _times_failed(tracker) > 0


def _times_failed(tracker: Tracker) -> int:
    times, turns = int(bool(tracker.get_slot("missed"))), 0
    for event in reversed(tracker.events):
        turns += event["event"] == "user"
        if turns > LOOKED_BACK:
            break
        times += event["event"] == "action" and event["name"] in (NOT_UNDERSTOOD, DECLINE)
    return times
