"""What was not understood, what could mean two things, what is in another language, and what is never done."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.goods_named import show_goods_named
from actions.languages import spoken_here
from actions.replies import Events
from actions.sending_back import NEXT_WISH
from actions.tongues import HOUSE_TONGUE
from actions.turn import CareAction, asking
from actions.unclear import DECLINE, NOT_UNDERSTOOD, failed_lately, say_not_understood
from actions.while_filling import UNKNOWN
from actions.wording import phrase


class NotUnderstood(CareAction):
    """Asks between two readings, or in other words; when it failed in the turns just before, offers a person."""

    NAME = NOT_UNDERSTOOD

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        listen = FollowupAction("action_listen")  # also where no rule knows this turn: Rasa would fall back again
        read = tracker.latest_message
        if read.get("close"):
            _ask_which(dispatcher, read["close"])
            return [listen]
        if read.get("other_matter"):
            dispatcher.utter_message(response="utter_person_takes_that")
            return [asking("person"), listen]
        if read.get("tongue") not in (None, HOUSE_TONGUE) and read["intent"]["name"] == UNKNOWN:
            await self._other_tongue(dispatcher, tracker)
            return [asking("person"), listen]
        shown = await show_goods_named(self.means, dispatcher, tracker)
        return [*(say_not_understood(dispatcher, tracker) if shown is None else shown), listen]

    async def _other_tongue(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        """Says honestly what can be said in this language, and offers a person; the same sentence only once."""
        tongue = tracker.latest_message["tongue"]
        if tongue in await spoken_here(self):
            again = "utter_not_understood_again" if failed_lately(tracker) else "utter_only_some_things_here"
            dispatcher.utter_message(response=again)
            return
        there = phrase(f"utter_not_in_{tongue}")
        dispatcher.utter_message(response="utter_other_language", there=there)


class Decline(CareAction):
    """Says plainly what it does not do; the same words whether or not what was asked after exists."""

    NAME = DECLINE

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        if plainly := tracker.latest_message.get("plainly"):
            dispatcher.utter_message(response=plainly)
            return _taken_up_next(tracker)
        refused = tracker.latest_message.get("refused")
        if refused:
            dispatcher.utter_message(response=f"utter_refused_{refused}")
            return []
        if (shown := await show_goods_named(self.means, dispatcher, tracker)) is not None:
            return shown
        if failed_lately(tracker):
            return say_not_understood(dispatcher, tracker)
        dispatcher.utter_message(response="utter_out_of_scope")
        return []


def _taken_up_next(tracker: Tracker) -> Events:
    """What is wished beside the task under way is kept until that is settled."""
    wish = tracker.latest_message.get(NEXT_WISH)
    return [SlotSet("next_wishes", [*(tracker.get_slot("next_wishes") or ()), wish])] if wish else []


def _ask_which(dispatcher: CollectingDispatcher, close: list[str]) -> None:
    first, second = (phrase(f"utter_reading_{intent}") for intent in close)
    buttons = [{"title": phrase(f"utter_reading_{intent}"), "payload": f"/{intent}"} for intent in close]
    dispatcher.utter_message(
        response="utter_which_reading", first=first, second=second, buttons=buttons, clarifies=True
    )
