"""Says how a permission stands, and asks for one that is wished for."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.notices import QUESTION, TOGETHER, notice
from actions.permissions import EVERY_ONE
from actions.replies import Events
from actions.terms_in_words import lines_of
from actions.turn import CareAction, Turn, asking, turn_of
from store import PERMITTING, Grant, Purpose, consent


class TellPermission(CareAction):
    """Says how one permission stands, or each; where something was wished that needs it, asks for it in plain words.

    Whoever wishes for it has opened the matter themselves: they get the question also after an earlier no.
    """

    NAME = "action_tell_permission"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, told = turn_of(tracker), tracker.latest_message.get("purpose") or Purpose.MEMORY
        if told == EVERY_ONE:
            for purpose in QUESTION:
                self._say_how(dispatcher, turn, purpose, await self._given(turn, purpose))
            return []
        purpose = Purpose(told)
        given = await self._given(turn, purpose)
        each = given and given.terms.get(consent.ONE_BY_ONE)
        if not tracker.latest_message.get("wished") or (given and not each):
            self._say_how(dispatcher, turn, purpose, given)
            return []
        asked = TOGETHER if purpose is Purpose.MEMORY else (purpose,)
        dispatcher.utter_message(response=f"utter_permission_{purpose}_ask", notice=notice(*asked))
        return [asking(QUESTION[purpose])]

    def _say_how(self, dispatcher: CollectingDispatcher, turn: Turn, purpose: Purpose, given: Grant | None) -> None:
        if given and purpose is Purpose.CONTACT and given.terms:
            dispatcher.utter_message(response="utter_permission_contact_given_so", terms=lines_of(given.terms, turn))
        elif given and given.terms.get(consent.ONE_BY_ONE):
            dispatcher.utter_message(response="utter_permission_memory_given_each")
        else:
            dispatcher.utter_message(response=f"utter_permission_{purpose}_{'given' if given else 'open'}")

    async def _given(self, turn: Turn, purpose: Purpose) -> Grant | None:
        grants = await self.door(self.memory.consents.grants, turn.customer)
        last = next((one for one in grants if one.purpose is purpose and one.fact is None), None)
        if purpose is Purpose.CONTACT:  # given for other hours or channels than these, it is given all the same
            return last if last and consent.state_at(last, turn.moment.now) in PERMITTING else None
        return last if consent.live(purpose, grants, turn.moment).allowed else None
