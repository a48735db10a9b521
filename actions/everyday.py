"""How courtesies are worded, dropping what is open, and saying it again."""

import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.replies import RETURN_BEGUN, RETURN_LEFT, UNDOES, said_last, shaped_by, waits_for_answer
from actions.turn import CareAction, turn_of
from store import PERMITTING, Grant, Purpose, Reader
from store.relationship import Standing, register

Events = list[dict[str, Any]]
_UNDO = re.compile(r"\bundo\b|\b(?:take|put|change|turn) (?:that|it|this) back\b|\breverse (?:that|it|this)\b", re.I)


class FindRegister(CareAction):
    """Notes, as a session begins, how courtesies are worded for whoever speaks."""

    NAME = "action_find_register"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        return worded_for(await self.door(self.memory.relationship.told, turn.customer, turn.moment))


def worded_for(standing: Standing) -> Events:
    """Notes how courtesies are worded from here on, and what for."""
    found = register(standing)
    grounds = list(standing.grounds) if found else None
    return [SlotSet("register", found and found.value), SlotSet("register_because", grounds)]


class Drop(CareAction):
    """Drops what is open, or undoes what was just done; nothing was changed only where something was about to be."""

    NAME = "action_drop"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        told = said_last(tracker)
        open_still = waits_for_answer(tracker.get_slot("asked")) or tracker.get_slot("standing")
        if told in UNDOES and not open_still:
            return [FollowupAction(UNDOES[told])]
        stays = "utter_done_and_stays" if _UNDO.search(turn_of(tracker).text) and not open_still else "utter_fine"
        closed = RETURN_LEFT if told == RETURN_BEGUN else stays
        dispatcher.utter_message(response="utter_dropped" if open_still else closed)
        return []


class Repeat(CareAction):
    """Says the last reply again, word for word, unless what it rested on was taken back since."""

    NAME = "action_repeat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        last = next((event for event in reversed(tracker.events) if event["event"] == "bot" and event["text"]), None)
        if last is None:
            dispatcher.utter_message(response="utter_nothing_to_repeat")
            return []
        about = last.get("metadata") or {}
        because = about.get("because") or ()
        if not await self._still_stands(tracker, because, datetime.fromtimestamp(last["timestamp"], UTC)):
            dispatcher.utter_message(response="utter_not_repeated")
            return []
        buttons = (last.get("data") or {}).get("buttons") or []
        rests_on = [one for one in shaped_by(about) if one not in because]
        dispatcher.utter_message(text=last["text"], buttons=buttons, because=because, rests_on=rests_on)
        return []

    async def _still_stands(self, tracker: Tracker, because: Collection[str], said_at: datetime) -> bool:
        turn = turn_of(tracker)
        grants = await self.door(self.memory.consents.grants, turn.customer)
        if any(ended_since(grant, said_at, turn.moment.now) for grant in grants):
            return False
        if not because:
            return True
        brief = await self.door(self.memory.recall, turn.customer, Purpose.SERVICE, Reader.CUSTOMER, turn.moment)
        standing = {fact.id for fact in (*brief.facts, *brief.others) if not (fact.restricted or fact.disputed)}
        return standing.issuperset(because)


def ended_since(grant: Grant, then: datetime, now: datetime) -> bool:
    """Whether a permission was taken back, or ran out, after that moment."""
    if grant.state in PERMITTING:
        return grant.until is not None and then < grant.until <= now
    return grant.at > then
