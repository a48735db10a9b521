"""What is remembered, shown, explained, put right and forgotten by its customer, in the conversation itself."""

from itertools import dropwhile, islice, takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.attention import say_standing
from actions.facts import lines, matching, naming_words, told
from actions.relationship import Hear
from actions.replies import Events, shaped_by
from actions.turn import CareAction, Turn, entity, turn_of
from actions.whys import why_first
from store import Brief, Fact, Once, Purpose, Reader


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
        first = await why_first(self.means, turn)
        if first is not None:
            dispatcher.utter_message(**first)
            return []
        shaped = _because_of_last_reply(tracker)
        facts = [fact for fact in await self._live(turn) if fact.id in shaped]
        for fact in facts[:1]:
            dispatcher.utter_message(
                response="utter_why", words=fact.words, because=(fact.id,), **told(fact, turn, self.means.zone)
            )
        if facts:
            return []
        standing = await self.door(self.memory.relationship.told, turn.customer, turn.moment)
        if shaped & set(standing.grounds):
            say_standing(dispatcher, standing)
        else:
            dispatcher.utter_message(response="utter_why_nothing")
        return []


class Correct(_OwnMemory):
    """Puts a remembered thing right by what the customer states now."""

    NAME = "action_correct"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        facts = await self._live(turn)
        meant = _meant(facts, turn, tracker) or _of_the_same_kind(facts, turn)
        if turn.statements and not meant:  # nothing there to be put right: it is told for the first time
            return await Hear(self.means).run(dispatcher, tracker, domain)
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
            message=turn.id,
            once=Once(turn.id, self.NAME),
        )
        dispatcher.utter_message(response="utter_corrected", restated=corrected.text, because=(corrected.id,))


class ForgetFact(_OwnMemory):
    """Forgets the one thing that the customer names."""

    NAME = "action_forget_fact"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        facts = await self._live(turn)
        meant = _meant(facts, turn, tracker)
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


def _because_of_last_reply(tracker: Tracker) -> frozenset[str]:
    said = (event.get("metadata") or {} for event in reversed(tracker.events) if event["event"] == "bot")
    return frozenset(next(filter(None, map(shaped_by, said)), ()))


def _meant(facts: list[Fact], turn: Turn, tracker: Tracker) -> list[Fact]:
    """What is to be corrected or forgotten: the one pointed at, what the words name, or "that": what was just said."""
    named = _pointed_at(facts, tracker) or matching(facts, turn.text, turn.statements)
    if named or naming_words(turn.text):
        return named
    just_said = _because_just_now(tracker)
    return [fact for fact in facts if fact.id in just_said]


def _of_the_same_kind(facts: list[Fact], turn: Turn) -> list[Fact]:
    """What is put right by what is stated now: "I'm vegan" is about the diet, whatever it was."""
    kinds = {statement["kind"] for statement in turn.statements}
    return [fact for fact in facts if fact.kind in kinds]


def _because_just_now(tracker: Tracker) -> frozenset[str]:
    """The facts behind the replies to the message before this one."""
    before = dropwhile(lambda event: event["event"] != "user", reversed(tracker.events))
    replies = takewhile(lambda event: event["event"] != "user", islice(before, 1, None))
    said = (event.get("metadata") or {} for event in replies if event["event"] == "bot")
    return frozenset(fact for meta in said for fact in shaped_by(meta))


def _pointed_at(facts: list[Fact], tracker: Tracker) -> list[Fact]:
    wanted = entity(tracker, "fact")
    return [fact for fact in facts if wanted and fact.id == wanted]
