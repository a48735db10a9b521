"""Hearing what customers tell of themselves: care first, then the matter, then perhaps one question."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import in_confidence, new_fact
from actions.turn import CareAction, Turn, asking, turn_of
from actions.wording import Lines, phrase
from store import NotAllowed, Once, Purpose, Sensitivity, consent

_ASK = {
    Sensitivity.ORDINARY: "utter_ask_remember",
    Sensitivity.SPECIAL: "utter_ask_remember_special",
    Sensitivity.CONFIDENCE: "utter_ask_confidence",
}
_LOW = ("sad", "upset", "distressed")
_LOST = (
    r"(?:husband|wife|mum|mom|mother|dad|father|son|daughter|baby|brother|sister|partner|friend|dog|cat|gran\w*|nan\w*|job)"
)
_LOSS = re.compile(
    rf"\b(?:died|passed (?:away|on)|(?:is|was|are) dead|funeral|lost my (?:\w+ )?{_LOST}|miscarr\w+|"
    r"put (?:him|her|it) down|terminally ill|has cancer|got cancer|diagnosed)\b",
    re.I,
)
PEACE_AFTER_DISTRESS, PEACE_AFTER_LOSS = 30, 90  # days in which nothing is started; why is not kept


class Hear(CareAction):
    """Takes up a statement: remembers it where allowed, asks once where never decided, else lets it be."""

    NAME = "action_hear"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = turn_of(tracker)
        intent = tracker.latest_message["intent"]["name"]
        statements = [in_confidence(s) if intent == "confide" else dict(s) for s in turn.statements]
        if intent == "in_distress" or turn.mood == "distressed":
            await self._leave_in_peace(turn, PEACE_AFTER_DISTRESS)
            return await self._care_for_distress(dispatcher, turn)
        if _LOSS.search(turn.text) or (turn.mood in _LOW and _of_life(intent, statements)):
            await self._leave_in_peace(turn, PEACE_AFTER_LOSS)
            dispatcher.utter_message(response="utter_loss")
        elif turn.mood in _LOW:
            dispatcher.utter_message(response="utter_care_upset")
        elif intent == "express_feeling" and turn.mood == "happy":
            dispatcher.utter_message(response="utter_care_happy")
        heard = [SlotSet("grieving", True)] if _LOSS.search(turn.text) else []
        heard += [SlotSet("heard", [*(tracker.get_slot("heard") or []), *_stamped(statements, turn)])]
        if turn.mood in _LOW or _LOSS.search(turn.text):
            return heard  # grief and trouble are answered, not filed
        return heard + await self._take_up(dispatcher, turn, statements, intent)

    async def _take_up(
        self, dispatcher: CollectingDispatcher, turn: Turn, statements: list[dict[str, Any]], intent: str
    ) -> list[dict[str, Any]]:
        if not statements:
            dispatcher.utter_message(response="utter_between_us" if intent == "confide" else "utter_for_now")
            return []
        statement = statements[0]
        if statement["sensitivity"] == Sensitivity.ORDINARY and await self._remembered(dispatcher, turn, statement):
            return []
        return await self._ask(dispatcher, turn, statement)

    async def _remembered(self, dispatcher: CollectingDispatcher, turn: Turn, statement: Mapping[str, Any]) -> bool:
        try:
            fact = await self.door(
                self.memory.facts.remember, turn.moment, new_fact(statement, turn), once=Once(turn.id, self.NAME)
            )
        except NotAllowed:
            return False
        dispatcher.utter_message(response="utter_remembered", restated=statement["restated"], because=(fact.id,))
        return True

    async def _ask(
        self, dispatcher: CollectingDispatcher, turn: Turn, statement: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        sensitivity = Sensitivity(statement["sensitivity"])
        if not await self._may_ask(turn, sensitivity):
            quiet = "utter_between_us" if sensitivity is Sensitivity.CONFIDENCE else "utter_for_now"
            dispatcher.utter_message(response=quiet)
            return []
        dispatcher.utter_message(response=_ASK[sensitivity], restated=statement["restated"])
        once = Once(turn.id, f"{self.NAME}.asked")
        await self.door(self.memory.balance.ask, turn.identity, "permission", turn.moment.conversation, once)
        return [asking("remember")]

    async def _may_ask(self, turn: Turn, sensitivity: Sensitivity) -> bool:
        """Whether the question may be put: where remembering is allowed, what is told with care has its own.

        Nothing is asked where more was asked than given.
        """
        if not (await self.door(self.memory.balance.may_ask, turn.customer)).allowed:
            return False
        may = await self.door(self.memory.consents.may_ask, turn.customer, Purpose.MEMORY, turn.moment)
        if may.allowed or sensitivity is Sensitivity.ORDINARY:
            return may.allowed
        grants = await self.door(self.memory.consents.grants, turn.customer)
        return consent.live(Purpose.MEMORY, grants, turn.moment).allowed

    async def _leave_in_peace(self, turn: Turn, days: int) -> None:
        once = Once(turn.id, f"{self.NAME}.peace")
        await self.door(self.memory.relationship.leave_in_peace, turn.identity, days, once)

    async def _care_for_distress(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]]:
        await care_for_distress(self, dispatcher, turn, "utter_distress")
        return [SlotSet("distressed", True)]


async def care_for_distress(
    action: CareAction, dispatcher: CollectingDispatcher, turn: Turn, response: str
) -> None:
    """Care in a line, a person, and the house's help lines: those in the customer's language where there are any."""
    house = await action.door(action.memory.house.settings)
    spoken = [line for line in house.help_lines if line.language == turn.language] or house.help_lines
    lines = Lines([phrase("utter_help_line", name=line.name, reach=line.reach) for line in spoken])
    dispatcher.utter_message(response=response)
    if spoken:
        dispatcher.utter_message(response="utter_help_lines", lines=lines)


def _of_life(intent: str, statements: list[dict[str, Any]]) -> bool:
    return intent == "share_life_event" or any(statement["kind"] == "life_event" for statement in statements)


def _stamped(statements: list[dict[str, Any]], turn: Turn) -> list[dict[str, Any]]:
    return [{**statement, "message": turn.id} for statement in statements]
