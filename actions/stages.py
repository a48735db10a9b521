"""Where a form stands in a turn, and how tasks wait for one another and end without a trace."""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.replies import Events, filled, waits_for_answer
from actions.said import Said
from actions.yes_and_no import begins_with_no

CONFIRMED, RETURN = "confirmed", "return_form"
# A task, and the one that takes its place: what is ordered or changed instead is not come back from.
GIVES_WAY = frozenset(
    {("reorder_form", "buy_form"), ("cancel_form", "change_form"), ("change_form", "cancel_form"),
     ("move_form", "unbook_form"), ("unbook_form", "move_form")}
)
# Slots of all tasks; a test holds them against the tasks and the domain.
SLOTS = (
    "told", "order_number", "order_line", "change", "wish", "problem", "address_begun", "address", "target",
    "detail", "new_value",
    "points", "wanted", "basket", "product", "variant", "color", "size", "quantity", "packing", "lines", "delivery",
    "visit", "place", "date", "time", "people", "note", "booking",
    CONFIRMED, "missed",
)  # fmt: skip

# "No wait, change my address first": what it comes between goes on afterwards.
_FIRST = re.compile(r"\b(?:wait|first|before|hang on|hold on|one (?:sec\w*|moment))\b", re.I)


class Stage(Enum):
    """Where a form stands in this turn."""

    STARTED = "started by this message"
    ANSWERED = "its question may be answered by this message"
    RESUMED = "something else was answered first"


def stage_of(tracker: Tracker, form: str) -> Stage:
    """Where the form stands since the latest message."""
    latest = since_message(tracker)
    happened = {(event["event"], event.get("name")) for event in latest}
    taken_up = any(e["event"] == "slot" and (e["name"], e["value"]) == ("taken_up", form) for e in latest)
    if taken_up or ("action_execution_rejected", form) in happened:
        return Stage.RESUMED
    return Stage.STARTED if ("active_loop", form) in happened else Stage.ANSWERED


def interruptions(tracker: Tracker, form: str) -> int:
    """How often in a row something else was said than what the form asked for."""
    count, between = 0, False
    for event in reversed(tracker.events):
        if event["event"] == "user":
            if not between:
                return count
            count, between = count + 1, False
        between = between or (event["event"], event.get("name")) == ("action_execution_rejected", form)
    return count


def since_message(tracker: Tracker) -> list[Mapping[str, Any]]:
    """What happened since the latest message."""
    events: list[Mapping[str, Any]] = []
    for event in reversed(tracker.events):
        if event["event"] == "user":
            break
        events.insert(0, event)
    return events


def clean(tracker: Tracker) -> Events:
    """Empties every slot that some task filled."""
    return [SlotSet(slot, None) for slot in SLOTS if tracker.get_slot(slot) is not None]


def left(tracker: Tracker) -> Events:
    """Ends the form; nothing that it was told stays."""
    return [*clean(tracker), SlotSet("requested_slot", None)]


def left_for_good(tracker: Tracker) -> Events:
    """Ends the form, and lets go of those that waited for it."""
    return [SlotSet("next_wishes", None), *left_for_what_comes(tracker)]


def left_for_what_comes(tracker: Tracker) -> Events:
    """The same, where what is wished for instead stands in the same message."""
    return [SlotSet("set_aside", None), *left(tracker)]


def set_aside(tracker: Tracker, form: str) -> Events:
    """Keeps what another task knew when this one came between, so that it goes on afterwards."""
    between = [e["name"] for e in since_message(tracker) if e["event"] == "action_execution_rejected"]
    waiting = [task for task in tracker.get_slot("set_aside") or [] if task["form"] not in (form, *between)]
    known = {slot: value for slot in SLOTS if (value := tracker.get_slot(slot)) is not None}
    said = Said.last(tracker)
    instead = said.chosen("instead") or (begins_with_no(said.text) and not _FIRST.search(said.text))
    gives_way = {name for name in between if instead or (name, form) in GIVES_WAY}
    waiting += [{"form": name, "slots": known} for name in between[:1] if name not in (form, *gives_way)]
    return [SlotSet("set_aside", waiting or None)]


def taken_up_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Goes on with the task that was set aside last; says so when some turns have passed."""
    waiting = tracker.get_slot("set_aside") or []
    if not waiting:
        return []
    if _is_done_with(waiting[-1], tracker):
        return [SlotSet("set_aside", waiting[:-1] or None)]
    form = waiting[-1]["form"]
    if not any(
        e["event"] == "action_execution_rejected" and e["name"] == form for e in since_message(tracker)
    ):
        dispatcher.utter_message(response="utter_back_to_it")
    return [
        *filled(waiting[-1]["slots"]),
        ActiveLoop(form),
        SlotSet("taken_up", form),
        SlotSet("set_aside", waiting[:-1] or None),
    ]


def put_by(tracker: Tracker) -> Events:
    """Keeps the task that a call for a person breaks off, for whoever thinks better of the person.

    Not where it only waited for a yes: one said after calling off the person does nothing.
    """
    waits_for_yes = tracker.get_slot("requested_slot") == CONFIRMED
    form = None if waits_for_yes else (tracker.active_loop or {}).get("name")
    known = {slot: value for slot in SLOTS if (value := tracker.get_slot(slot)) is not None}
    return [SlotSet("put_by", {"form": form, "slots": known} if form else None)]


def gone_back(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Goes on with the task that a call for a person broke off, now that no person comes."""
    waits = tracker.get_slot("put_by")
    dispatcher.utter_message(response="utter_back_to_it")
    begun = [ActiveLoop(waits["form"]), SlotSet("taken_up", waits["form"]), SlotSet("put_by", None)]
    return [*left_for_good(tracker), *filled(waits["slots"]), *begun, FollowupAction(waits["form"])]


def _is_done_with(waits: Mapping[str, Any], tracker: Tracker) -> bool:
    """Whether a return waits for an order with which, meanwhile, it was put right that something was wrong."""
    order = tracker.get_slot("order_number")
    put_right = tracker.get_slot("problem") and tracker.get_slot(CONFIRMED)
    return bool(put_right and waits["form"] == RETURN and waits["slots"].get("order_number") == order)


def just_asked(tracker: Tracker) -> bool:
    """Whether this very turn has put a question already: one question at a time."""
    return any(
        (
            event["event"] == "slot"
            and event["name"] == "asked"
            and waits_for_answer(event["value"])
        )
        or (event["event"] == "bot" and (event.get("metadata") or {}).get("asks"))
        for event in since_message(tracker)
    )
