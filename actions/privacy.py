"""What customers may know and decide about what is kept of them, in the conversation itself."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import capture_of, new_fact
from actions.permissions import GIVING, QUESTION, TAKING
from actions.turn import CareAction, asking, turn_of
from actions.wording import Lines, Phrase, listing, phrase
from store import PERMITTING, ConsentState, ErasureReceipt, Once, Purpose, Sensitivity
from store.erasure import PROOFS

Events = list[dict[str, Any]]
_SOMETHING = re.compile(r"\b(?:remember|note|keep in mind)\s+(?:that\s+)?(?:i|i'?m|i'?ve|we|my|our)\b", re.I)
_BOTH = (Purpose.MEMORY, Purpose.PERSONALISE)


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
    """Says where the customer's data lies ready as a file."""

    NAME = "action_export"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        dispatcher.utter_message(response="utter_export")
        return []


class AllowMemory(CareAction):
    """Gives memory and its use together, as the question said, and keeps what the question was about."""

    NAME = "action_allow_memory"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        capture = capture_of(turn, _method(tracker), last_question(tracker))
        for purpose in _BOTH:
            await self.door(
                self.memory.consents.decide,
                turn.customer,
                turn.identity,
                purpose,
                ConsentState.GIVEN,
                capture,
                once=Once(turn.id, f"{self.NAME}.{purpose}"),
            )
        facts = [
            await self.door(
                self.memory.facts.remember,
                turn.moment,
                new_fact(statement, turn),
                explicit=capture,
                once=Once(turn.id, f"{self.NAME}.{number}"),
            )
            for number, statement in enumerate(turn.statements or _to_remember(tracker))
        ]
        if not facts:
            unread = _SOMETHING.search(turn.text)  # what could not be read is not promised to be kept
            dispatcher.utter_message(response="utter_say_plainly" if unread else "utter_memory_allowed")
            return [SlotSet("heard", None)]
        confided = facts[0].sensitivity is Sensitivity.CONFIDENCE
        dispatcher.utter_message(
            response="utter_remembered_between_us" if confided else "utter_remembered",
            restated=listing([fact.text for fact in facts], turn.language),
            because=tuple(fact.id for fact in facts),
        )
        return [SlotSet("heard", None)]


def _to_remember(tracker: Tracker) -> list[Mapping[str, Any]]:
    """What a yes is about: what the question named; in words said after something else was told, that."""
    undecided = [statement for statement in tracker.get_slot("heard") or [] if not statement.get("refused")]
    named = [statement for statement in undecided if statement.get("asked")]
    answers = named and (undecided[-1] in named or _method(tracker) == "button")
    return named if answers else undecided[-1:]


class RefuseMemory(CareAction):
    """Keeps the refusal and nothing else; takes back what was given before."""

    NAME = "action_refuse_memory"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        grants = await self.door(self.memory.consents.grants, turn.customer)
        given = {grant.purpose for grant in grants if grant.state in PERMITTING and grant.fact is None}
        state = ConsentState.WITHDRAWN if Purpose.MEMORY in given else ConsentState.REFUSED
        capture = capture_of(turn, _method(tracker), last_question(tracker))
        for purpose in _BOTH:
            await self.door(
                self.memory.consents.decide,
                turn.customer,
                turn.identity,
                purpose,
                state,
                capture,
                once=Once(turn.id, f"{self.NAME}.{purpose}"),
            )
        stopped = state is ConsentState.WITHDRAWN
        dispatcher.utter_message(response="utter_memory_stopped" if stopped else "utter_memory_refused")
        # what was said still counts in this conversation; it can't become a fact any more
        said = [{**statement, "refused": True} for statement in tracker.get_slot("heard") or []]
        return [SlotSet("heard", said)]


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
            capture_of(turn, _method(tracker), last_question(tracker)),
            once=Once(turn.id, self.NAME),
        )
        dispatcher.utter_message(response=self.RESPONSES[purpose])
        return []


class Permit(_Decide):
    NAME, STATE = "action_permit", ConsentState.GIVEN
    RESPONSES = {Purpose.CONTACT: "utter_permitted_contact", Purpose.STAFF: "utter_permitted_staff"}


class Withdraw(_Decide):
    NAME, STATE = "action_withdraw", ConsentState.WITHDRAWN
    RESPONSES = {Purpose.CONTACT: "utter_withdrawn_contact", Purpose.STAFF: "utter_withdrawn_staff"}


def _purpose_of(tracker: Tracker) -> Purpose:
    said = {**GIVING, **TAKING}.get(tracker.latest_message["intent"]["name"])
    return said or next(one for one, question in QUESTION.items() if question == tracker.get_slot("asked"))


def _kept_elsewhere(receipt: ErasureReceipt) -> list[Phrase]:
    return [
        phrase("utter_kept_by_law", count=record.count, why=record.reason)
        for record in receipt.kept
        if record.place not in PROOFS
    ]


def last_question(tracker: Tracker) -> str:
    """The words that the assistant showed last: what a yes or no was an answer to."""
    return next((event["text"] or "" for event in reversed(tracker.events) if event["event"] == "bot"), "")


def _method(tracker: Tracker) -> str:
    return "button" if tracker.latest_message["intent"].get("confidence") == 1.0 else "words"
