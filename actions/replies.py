"""Replies as values: a response of the domain, what goes into it, its choices, and what it speaks of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import dropwhile, islice, takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.feeling import care_first
from actions.narrowing import asks_similar
from actions.turn import Turn
from shop.errors import ShopError

Events = list[EventType]
_A_PRESENT = re.compile(
    r"\b(?:presents?|gifts?)\b|\bsomething (?:\w+ ){1,2}to (?:wear|put on)\b|"
    r"\bsomething (?:\w+ ){0,2}for (?:my|our|his|her|him|them|the|an?)\b",
    re.I,
)
# What was last spoken of ("it", "that one"), and the value of `asked` that says so until the next turn.
SPOKEN_OF = {"about_order": "order", "about_booking": "booking", "about_products": "product"}

# What dropping it undoes, with a question first, once it was said to be done.
CANCELLED = "utter_cancelled"
PUT_RIGHT = frozenset({"utter_problem_on_record", "utter_problem_again"})
GOODS_SHOWN = ("utter_recommend", "utter_product")  # how what shows goods begins
RETURN_BEGUN, RETURN_LEFT = "utter_return_begun", "utter_return_left"
UNDOES = {"utter_ordered": "cancel_form", "utter_booked": "unbook_form"}

FAILURES = {
    "NoSuchOrder": "utter_no_such_order_now",
    "TooLate": "utter_too_late",
    "AlreadyDone": "utter_already_done",
    "NotYetDelivered": "utter_not_yet_delivered",
    "OutOfStock": "utter_out_of_stock",
    "NothingLeft": "utter_nothing_left",
    "NoAddress": "utter_no_address",
    "NotEnoughPoints": "utter_not_enough_points",
    "SlotTaken": "utter_time_just_taken",
    "NoAccount": "utter_no_account",
    "NotValid": "utter_cannot_be",
    "WhichVariant": "utter_cannot_be",
}


@dataclass(frozen=True, slots=True)
class Say:
    """A reply to be said: a response of the domain, its values and choices, and which facts shaped it."""

    response: str
    values: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[Mapping[str, Any], ...] = ()
    because: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()  # records that it speaks of unasked, such as orders, by their ids
    asks: bool = False  # it is itself the next question, choices and all
    # what it speaks of: slots for "it" and "the first one"
    about: Mapping[str, Any] = field(default_factory=dict)

    def by(self, dispatcher: CollectingDispatcher) -> None:
        """Says it."""
        buttons = [dict(button) for button in self.buttons]
        about = {"because": self.because, "rests_on": self.rests_on, "asks": self.asks}
        dispatcher.utter_message(response=self.response, buttons=buttons, **about, **self.values)


def say(response: str, *buttons: Mapping[str, Any], **values: Any) -> Say:
    """`say("utter_cancelled", number=…)`."""
    return Say(response, values, buttons)


def asking_again(words: Say) -> Say:
    """The same words, after which the form needs no question of its own."""
    return replace(words, asks=True)


def failure(error: ShopError) -> Say:
    """What to say of something the shop could not do."""
    return Say(FAILURES.get(type(error).__name__, "utter_shop_away"))


def said_last(tracker: Tracker) -> str | None:
    """The name of our last response."""
    ours = (event.get("metadata") or {} for event in reversed(tracker.events) if event["event"] == "bot")
    return next((told["utter_action"] for told in ours if told.get("utter_action")), None)


def words_said_last(tracker: Tracker) -> str:
    """The words of our last reply; "" where there was none."""
    return next((event["text"] for event in reversed(tracker.events) if event["event"] == "bot" and event["text"]), "")


def was_said(response: str, of: str, tracker: Tracker) -> bool:
    """Whether this was said before, of the same."""
    ours = (event for event in tracker.events if event["event"] == "bot")
    told = ((event.get("metadata") or {}).get("utter_action") == response and event.get("text") or "" for event in ours)
    return any(of in text for text in told)


def shaped_by(metadata: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of what shaped a reply that was said: facts, what else it rests on, and what it is worded by."""
    return tuple(one for kind in ("because", "rests_on", "worded_by") for one in metadata.get(kind) or ())


def shaped_just_now(tracker: Tracker) -> frozenset[str]:
    """The facts behind the replies to the message before this one."""
    before = dropwhile(lambda event: event["event"] != "user", reversed(tracker.events))
    replies = takewhile(lambda event: event["event"] != "user", islice(before, 1, None))
    said = (event.get("metadata") or {} for event in replies if event["event"] == "bot")
    return frozenset(fact for meta in said for fact in shaped_by(meta))


def sells_nothing(dispatcher: CollectingDispatcher, turn: Turn, tracker: Tracker) -> bool:
    """Answers with care first where somebody is hurt or angry now, or despaired in this conversation.

    Then nothing is sold, unless they ask for a thing by its name: that is served after the word of care.
    """
    if tracker.get_slot("distressed"):
        dispatcher.utter_message(response="utter_nothing_for_sale")
        return True
    care = care_first(turn.text, turn.mood)
    if care is None:
        return False
    dispatcher.utter_message(response=care)
    return not _names_a_thing(tracker)


def _names_a_thing(tracker: Tracker) -> bool:
    found = {one["entity"] for one in tracker.latest_message.get("entities") or ()}
    return bool(found & {"product", "category"}) or _wants_some(tracker.latest_message.get("text") or "")


def _wants_some(text: str) -> bool:
    return bool(_A_PRESENT.search(text)) or asks_similar(text)


def noted(about: Mapping[str, Any]) -> Events:
    """Notes what was spoken of, and until the next turn which kind of thing it was."""
    last = next((kind for slot, kind in SPOKEN_OF.items() if slot in about), None)
    return [*filled(about), *([SlotSet("asked", last)] if last else [])]


def waits_for_answer(asked: str | None) -> bool:
    """Whether a question of ours is open; what was last spoken of is none."""
    return asked not in (None, *SPOKEN_OF.values())


def filled(slots: Mapping[str, Any]) -> Events:
    """Sets these slots."""
    return [SlotSet(slot, value) for slot, value in slots.items()]
