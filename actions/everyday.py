"""Greeting, repeating, and saying plainly what was not understood."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.customers import counter_for
from actions.turn import CareAction, Turn, asking, turn_of
from actions.which import items_of
from actions.wording import day
from shop.values import Order, OrderStatus
from store import Purpose, Reader

Events = list[dict[str, Any]]
LOOKED_BACK = 3  # turns, this one included
_WORTH_A_WORD = (OrderStatus.SHIPPED, OrderStatus.DELAYED)


class Greet(CareAction):
    """Says once in a session who speaks and, where the customer allowed it, what of theirs is on its way."""

    NAME = "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        if _spoken(tracker):
            dispatcher.utter_message(response="utter_greet_back")
        elif order := await self._to_speak_of(turn):
            self._greet_about(dispatcher, order, turn)
        else:
            dispatcher.utter_message(response="utter_greet")
        return []

    async def _to_speak_of(self, turn: Turn) -> Order | None:
        """The newest order on its way or late, for a customer who allowed us to think of it unasked."""
        brief = await self.door(
            self.memory.recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment
        )
        if brief.withheld:
            return None
        orders = await (await counter_for(self.means, turn)).orders()
        return next((order for order in orders if order.status in _WORTH_A_WORD and order.expected_at), None)

    def _greet_about(self, dispatcher: CollectingDispatcher, order: Order, turn: Turn) -> None:
        response = "utter_greet_late" if order.status is OrderStatus.DELAYED else "utter_greet_on_its_way"
        dispatcher.utter_message(
            response=response,
            items=items_of(order.lines, turn.language),
            number=order.number,
            expected=day(order.expected_at or order.placed_at, turn.language, self.means.zone),
        )


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
    """Asks in other words; when it failed in the turns just before, offers a person."""

    NAME = "action_default_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        listen = FollowupAction("action_listen")  # also where no rule knows this turn: Rasa would fall back again
        if _failed_lately(tracker):
            dispatcher.utter_message(response="utter_not_understood_again")
            return [asking("person"), listen]
        dispatcher.utter_message(response="utter_not_understood")
        return [listen]


def _spoken(tracker: Tracker) -> bool:
    for event in reversed(tracker.events):
        if event["event"] == "session_started":
            return False
        if event["event"] == "bot":
            return True
    return False


def _failed_lately(tracker: Tracker) -> bool:
    turns = 0
    for event in reversed(tracker.events):
        turns += event["event"] == "user"
        if turns > LOOKED_BACK:
            return False
        if event["event"] == "action" and event["name"] == NotUnderstood.NAME:
            return True
    return False
