"""What customers may know and decide about what is kept of them, in the conversation itself."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.attention import SetContactTerms
from actions.facts import capture_of
from actions.feeling import tells_of_a_loss
from actions.notices import QUESTION, TERMS, method, shown
from actions.permissions import GIVING, TAKING
from actions.said import Said
from actions.turn import CareAction, asking, turn_of
from actions.wishes import contact_terms, limits_otherwise
from actions.wording import Lines, Phrase, phrase
from store import FILE_PATH, ConsentState, ErasureReceipt, Once, Purpose
from store.datamap import PROOFS

WITH_PAGE = frozenset({"web", "account"})  # channels beside which the customer's own page stands
Events = list[dict[str, Any]]


class AskForgetMe(CareAction):
    """Says what forgetting will do before it is done."""

    NAME = "action_ask_forget_me"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        dispatcher.utter_message(response="utter_ask_forget_me")
        return [asking("forget_me")]


class ForgetMe(CareAction):
    """Erases the customer everywhere and says what was found and what is left."""

    NAME = "action_forget_me"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        erase = self.memory.rights.erase
        receipt = await self.door(erase, turn.customer, turn.moment, reason="asked in the conversation")
        failed = [place for place in receipt.places if place.left != 0]  # None: it could not be read
        if failed:
            dispatcher.utter_message(response="utter_forgotten_partly", failed=len(failed), places=len(receipt.places))
            return []
        dispatcher.utter_message(
            response="utter_forgotten_all",
            places=len(receipt.places),
            found=sum(place.found or 0 for place in receipt.places),
            kept=Lines([phrase("utter_kept_proof"), *_kept_elsewhere(receipt)]),
            receipt=receipt.id,
        )
        return []


class Export(CareAction):
    """Says where the customer's data lies ready; where there is no page of theirs, by a link that serves once."""

    NAME = "action_export"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        if turn.moment.channel in WITH_PAGE or not self.means.public_url:
            dispatcher.utter_message(response="utter_export")
            return []
        open_link = self.memory.sessions.open_file_link
        token = await self.door(open_link, turn.identity, turn.moment.assurance)
        link = f"{self.means.public_url.rstrip('/')}{FILE_PATH}{token}"
        dispatcher.utter_message(response="utter_export_link", link=link)
        return []


class _Decide(CareAction):
    """Records a decision about writing first or about staff: said by itself, or the answer to our question."""

    STATE: ConsentState
    RESPONSES: Mapping[Purpose, str]

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        purpose = _purpose_of(tracker)
        await self.door(
            self.memory.consents.decide,
            turn.customer,
            turn.identity,
            purpose,
            self.STATE,
            capture_of(turn, method(tracker), shown(tracker, purpose)),
            once=Once(turn.id, self.NAME),
        )
        dispatcher.utter_message(response=self.RESPONSES[purpose])
        return []


class Permit(_Decide):
    """Gives what was allowed, and never more: a limit that can't be kept allows nothing."""

    NAME, STATE = "action_permit", ConsentState.GIVEN
    RESPONSES = {one: f"utter_permitted_{one}" for one in (Purpose.CONTACT, Purpose.STAFF, Purpose.IMPROVE)}

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        said_itself = tracker.latest_message["intent"]["name"] == "allow_contact"
        if said_itself and limits_otherwise(turn_of(tracker).text):
            dispatcher.utter_message(response="utter_permission_limit_unkept")
            return []
        if said_itself and contact_terms(Said.last(tracker)):  # a way, an hour or a number is part of what is allowed
            return await SetContactTerms(self.means).run(dispatcher, tracker, domain)
        return await super().run(dispatcher, tracker, domain)


class Withdraw(_Decide):
    NAME, STATE = "action_withdraw", ConsentState.WITHDRAWN
    RESPONSES = {one: f"utter_withdrawn_{one}" for one in (Purpose.CONTACT, Purpose.STAFF, Purpose.IMPROVE)}

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        """Where somebody died, whose name it came in, that is spoken of first, and with a person at hand."""
        if tells_of_a_loss(turn_of(tracker).text):
            dispatcher.utter_message(response="utter_loss")
        return await super().run(dispatcher, tracker, domain)


class TellKeptHowLong(CareAction):
    """Says for how long what is written here is kept, and what was allowed to be remembered."""

    NAME = "action_tell_kept_how_long"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        kept = (await self.door(self.memory.house.settings)).retention
        dispatcher.utter_message(response="utter_kept_how_long", messages=kept.messages_days, facts=kept.facts_days)
        return []


def _purpose_of(tracker: Tracker) -> Purpose:
    said = {**GIVING, **TAKING}.get(tracker.latest_message["intent"]["name"])
    asked = {question: one for one, question in QUESTION.items()} | {TERMS: Purpose.CONTACT}
    return said or asked[tracker.get_slot("asked")]


def _kept_elsewhere(receipt: ErasureReceipt) -> list[Phrase]:
    return [
        phrase("utter_kept_by_law", count=record.count, why=record.reason)
        for record in receipt.kept
        if record.place not in PROOFS
    ]
