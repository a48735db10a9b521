"""What customers may know and decide about what is kept of them, in the conversation itself."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import capture_of, lines, matching, new_fact, told
from actions.turn import CareAction, Turn, asking, entity, turn_of
from actions.wording import phrase
from store import PERMITTING, Brief, ConsentState, Fact, Once, Purpose, Reader

Events = list[dict[str, Any]]
_BOTH = (Purpose.MEMORY, Purpose.PERSONALISE)
_PURPOSE_OF = {
    "allow_contact": Purpose.CONTACT,
    "stop_contact": Purpose.CONTACT,
    "allow_staff": Purpose.STAFF,
    "stop_staff": Purpose.STAFF,
}


class _OwnMemory(CareAction):
    """An action on what the customer themself may see."""

    async def _known(self, turn: Turn) -> Brief:
        return await self.door(self.memory.recall, turn.customer, Purpose.SERVICE, Reader.CUSTOMER, turn.moment)

    async def _live(self, turn: Turn) -> list[Fact]:
        brief = await self._known(turn)
        return [fact for fact in (*brief.facts, *brief.others) if fact.superseded_by is None]

    def _list(self, dispatcher: CollectingDispatcher, response: str, facts: list[Fact], turn: Turn) -> None:
        dispatcher.utter_message(
            response=response,
            facts=lines(facts, turn, self.means.zone),
            because=tuple(fact.id for fact in facts),
        )


class TellMemory(_OwnMemory):
    """Says what is kept, newest first, each with when and where it was told."""

    NAME = "action_tell_memory"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        facts = await self._live(turn)
        if facts:
            self._list(dispatcher, "utter_known", facts, turn)
        else:
            dispatcher.utter_message(response="utter_known_nothing")
        return []


class Explain(_OwnMemory):
    """Says which remembered words shaped the last reply that used any."""

    NAME = "action_explain"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        shaped = _because_of_last_reply(tracker)
        facts = [fact for fact in await self._live(turn) if fact.id in shaped]
        for fact in facts[:1]:
            dispatcher.utter_message(
                response="utter_why", words=fact.words, because=(fact.id,), **told(fact, turn, self.means.zone)
            )
        if not facts:
            dispatcher.utter_message(response="utter_why_nothing")
        return []


class Correct(_OwnMemory):
    """Puts a remembered thing right by what the customer states now."""

    NAME = "action_correct"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        facts = await self._live(turn)
        meant = _pointed_at(facts, tracker) or matching(facts, turn.text, turn.statements)
        if not facts:
            dispatcher.utter_message(response="utter_nothing_there")
        elif len(meant) != 1:
            self._list(dispatcher, "utter_correct_which", meant or facts, turn)
        elif not turn.statements:
            await self._dispute(dispatcher, turn, meant[0])
        else:
            await self._put_right(dispatcher, turn, meant[0])
        return []

    async def _dispute(self, dispatcher: CollectingDispatcher, turn: Turn, fact: Fact) -> None:
        await self.door(self.memory.facts.dispute, turn.customer, fact.id, turn.moment)
        dispatcher.utter_message(response="utter_correct_how")

    async def _put_right(self, dispatcher: CollectingDispatcher, turn: Turn, fact: Fact) -> None:
        right = turn.statements[0]
        corrected = await self.door(
            self.memory.facts.correct,
            turn.customer,
            fact.id,
            turn.moment,
            words=right["words"],
            text=right["restated"],
            stance=right["stance"],
            about=right["about"],
            once=Once(turn.id, self.NAME),
        )
        dispatcher.utter_message(response="utter_corrected", restated=corrected.text, because=(corrected.id,))


class ForgetFact(_OwnMemory):
    """Forgets the one thing that the customer names."""

    NAME = "action_forget_fact"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        facts = await self._live(turn)
        meant = _pointed_at(facts, tracker) or matching(facts, turn.text, turn.statements)
        if len(meant) == 1:
            await self._forget(turn, meant[0])
            dispatcher.utter_message(response="utter_forgotten", words=meant[0].words)
        elif meant:
            self._list(dispatcher, "utter_forget_which", meant, turn)
        else:
            dispatcher.utter_message(response="utter_nothing_there")
        return [SlotSet("heard", None)]

    async def _forget(self, turn: Turn, fact: Fact) -> None:
        once = Once(turn.id, self.NAME)
        await self.door(self.memory.facts.forget, turn.customer, fact.id, turn.moment, once=once)


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
        failed = [place for place in receipt.places if place.left]
        if failed:
            dispatcher.utter_message(
                response="utter_forgotten_partly", failed=len(failed), places=len(receipt.places)
            )
            return []
        dispatcher.utter_message(response="utter_forgotten_all", places=len(receipt.places), receipt=receipt.id)
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
        heard = [statement for statement in tracker.get_slot("heard") or [] if not statement.get("refused")][-1:]
        for statement in heard:
            fact = await self.door(
                self.memory.facts.remember,
                turn.moment,
                new_fact(statement, turn),
                explicit=capture,
                once=Once(turn.id, self.NAME),
            )
            dispatcher.utter_message(response="utter_remembered", restated=fact.text, because=(fact.id,))
        if not heard:
            dispatcher.utter_message(response="utter_memory_allowed")
        return [SlotSet("heard", None)]


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
    """Records a decision about writing first or about staff, by the intent that said it."""

    STATE: ConsentState
    RESPONSE: str

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        purpose = _PURPOSE_OF[tracker.latest_message["intent"]["name"]]
        await self.door(
            self.memory.consents.decide,
            turn.customer,
            turn.identity,
            purpose,
            self.STATE,
            capture_of(turn, _method(tracker), last_question(tracker)),
            once=Once(turn.id, self.NAME),
        )
        dispatcher.utter_message(response=self.RESPONSE, purpose=phrase(f"utter_purpose_{purpose}"))
        return []


class Permit(_Decide):
    NAME, STATE, RESPONSE = "action_permit", ConsentState.GIVEN, "utter_permitted"


class Withdraw(_Decide):
    NAME, STATE, RESPONSE = "action_withdraw", ConsentState.WITHDRAWN, "utter_withdrawn"


def last_question(tracker: Tracker) -> str:
    """The words that the assistant showed last: what a yes or no was an answer to."""
    return next((event["text"] or "" for event in reversed(tracker.events) if event["event"] == "bot"), "")


def _method(tracker: Tracker) -> str:
    return "button" if tracker.latest_message["intent"].get("confidence") == 1.0 else "words"


def _because_of_last_reply(tracker: Tracker) -> frozenset[str]:
    said = [event.get("metadata") or {} for event in reversed(tracker.events) if event["event"] == "bot"]
    return frozenset(next((meta["because"] for meta in said if meta.get("because")), ()))


def _pointed_at(facts: list[Fact], tracker: Tracker) -> list[Fact]:
    wanted = entity(tracker, "fact")
    return [fact for fact in facts if wanted and fact.id == wanted]
