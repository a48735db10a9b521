"""One person on two channels: a code asked for on one side, given on the other."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import CareAction, turn_of
from store import NotAllowed

CODE = re.compile(r"\b(?=[A-Z0-9]*\d)[A-Z0-9]{8}\b|\b[A-Z]{8}\b")


class LinkIdentity(CareAction):
    """Gives a code to be said on the other channel, or takes the code that was given there."""

    NAME = "action_link"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = turn_of(tracker)
        given = CODE.search(turn.text)
        if given is None:
            code = await self.door(self.memory.links.offer_code, turn.moment)
            dispatcher.utter_message(response="utter_link_code", code=code)
            return []
        try:
            await self.door(self.memory.links.redeem, turn.moment, given.group())
        except NotAllowed:
            dispatcher.utter_message(response="utter_link_refused")
        else:
            dispatcher.utter_message(response="utter_linked")
        return []
