"""One person on two channels: a code asked for on one side, given on the other, and parted again by a word."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.tongues import asks_to_part
from actions.turn import CareAction, Turn, turn_of
from actions.wishes import ways_in
from store import NotAllowed, Once
from store.linking import code_in


class LinkIdentity(CareAction):
    """Gives a code to be said on the other channel, takes the code that was given there, or parts what was joined."""

    NAME = "action_link"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = turn_of(tracker)
        given = code_in(turn.text)
        if given is not None:
            dispatcher.utter_message(response=await self._redeemed(turn, given))
        elif asks_to_part(turn.text):
            dispatcher.utter_message(response=await self._parted(turn))
        else:
            code = await self.door(self.memory.links.offer_code, turn.moment)
            dispatcher.utter_message(response="utter_link_code", code=code)
        return []

    async def _redeemed(self, turn: Turn, code: str) -> str:
        try:
            await self.door(self.memory.links.redeem, turn.moment, code, Once(turn.id, self.NAME))
        except NotAllowed:
            return "utter_link_refused"
        return "utter_linked"

    async def _parted(self, turn: Turn) -> str:
        part, named = self.memory.links.part_by_words, ways_in(turn.text)
        parted = await self.door(part, turn.moment, named, Once(turn.id, self.NAME))
        return "utter_parted" if parted else "utter_not_linked"
