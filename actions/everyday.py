"""Greeting, and saying it again."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.customers import counter_for
from actions.replies import SPOKEN_OF
from actions.turn import CareAction, Turn, turn_of
from actions.which import items_of
from actions.wording import day
from shop.values import Order, OrderStatus
from store import Call, Once, Purpose, Reader

Events = list[dict[str, Any]]
# Channels whose page has said who speaks, and that a person is near, before anybody wrote.
_GREETS_BY_ITSELF = frozenset({"web"})
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
        elif call := await self._to_notice(turn):
            dispatcher.utter_message(response=_greeting_for(call), **self._told(call, turn))
        else:
            introduced = turn.moment.channel in _GREETS_BY_ITSELF
            dispatcher.utter_message(response="utter_greet_back" if introduced else "utter_greet")
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

    async def _to_notice(self, turn: Turn) -> Call | None:
        """A first purchase, the years together or a long silence, for a customer who allowed us to think of it."""
        once = Once(turn.id, f"{self.NAME}.notice")
        return await self.door(self.memory.noticing.notice, turn.customer, turn.moment, once)

    def _told(self, call: Call, turn: Turn) -> dict[str, Any]:
        year = call.at.astimezone(self.means.zone).year
        told = {"category": call.category or "", "years": call.years, "year": year}
        return told | {"day": day(call.at, turn.language, self.means.zone)}

    def _greet_about(self, dispatcher: CollectingDispatcher, order: Order, turn: Turn) -> None:
        response = "utter_greet_late" if order.status is OrderStatus.DELAYED else "utter_greet_on_its_way"
        dispatcher.utter_message(
            response=response,
            items=items_of(order.lines, turn.language),
            number=order.number,
            expected=day(order.expected_at or order.placed_at, turn.language, self.means.zone),
        )


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


def _greeting_for(call: Call) -> str:
    return f"utter_greet_{call.concern}{'_years' if call.years else ''}"


def _spoken(tracker: Tracker) -> bool:
    for event in reversed(tracker.events):
        if event["event"] == "session_started":
            return False
        if event["event"] == "bot":
            return True
    return False
