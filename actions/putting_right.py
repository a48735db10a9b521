"""What is remembered, put right by what its customer says now."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import has_again, named, new_fact, no_longer_holds
from actions.memory_swaps import asks_more_care
from actions.relationship import Hear
from actions.remembered import OwnMemory, meant_of
from actions.replies import Events
from actions.right_alone import CORRECTION
from actions.swaps import swap_in
from actions.tongues import HOUSE_TONGUE
from actions.turn import Turn, asking, turn_of
from actions.unclear import say_not_understood
from store import Fact, Once, Sensitivity
from store.supersession import replaces

_DATE = "date_to_remember"
_NOT_SO = re.compile(r"\b(?:wrong|untrue|rubbish|nonsense|never said|(?:not|n['’]t) (?:true|right|correct|so))\b", re.I)


class Correct(OwnMemory):
    """Puts a remembered thing right by what the customer states now."""

    NAME = "action_correct"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, hear = turn_of(tracker), Hear(self.means)
        put = await hear.put_right(dispatcher, tracker)
        if put is not None:
            return put
        facts = await self._told_before(turn)
        disputed = _disputed(facts, turn, tracker)
        if not turn.statements and tracker.get_slot("asked") == CORRECTION and not disputed:
            dispatcher.utter_message(response="utter_correct_how_plainly")
            return [asking(CORRECTION)]
        pointed = meant_of(_without_other_days(facts, turn), turn, tracker)
        meant = disputed or pointed or _of_the_same_kind(facts, turn)
        if not meant and (turn.statements or has_again(turn.text)):  # nothing there to be put right: it is told first
            return await hear.run(dispatcher, tracker, domain)
        if swap_in(turn.text) and not meant:
            return say_not_understood(dispatcher, tracker)
        if not facts:
            dispatcher.utter_message(response="utter_nothing_there")
        elif len(meant) != 1:
            self._list(dispatcher, "utter_correct_which", meant or facts, turn, "correct_memory")
        elif has_again(turn.text) and meant[0].sensitivity is not Sensitivity.ORDINARY:
            self._list(dispatcher, "utter_forget_which", meant, turn, "forget_fact")  # of health it is asked first
        elif not turn.statements and no_longer_holds(turn.text, meant[0]):
            await self._let_go(dispatcher, turn, meant[0])
        elif (disputed or turn.statements) and not _says_it_is_not_so(turn, meant[0]):
            rest = await self._put_right(dispatcher, turn, meant[0])
            return await hear.take_up(dispatcher, tracker, rest) if rest else []
        else:
            return await self._dispute(dispatcher, turn, meant[0])
        return []

    async def _let_go(self, dispatcher: CollectingDispatcher, turn: Turn, fact: Fact) -> None:
        """What holds no longer goes; nobody must say it in other words."""
        once = Once(turn.id, self.NAME)
        await self.door(self.memory.facts.forget, turn.customer, fact.id, turn.moment, once=once)
        dispatcher.utter_message(response="utter_forgotten", words=named(fact))

    async def _dispute(self, dispatcher: CollectingDispatcher, turn: Turn, fact: Fact) -> Events:
        await self.door(self.memory.facts.dispute, turn.customer, fact.id, turn.moment)
        dispatcher.utter_message(response="utter_correct_how")
        return [SlotSet("to_correct", fact.id), asking(CORRECTION)]

    async def _put_right(self, dispatcher: CollectingDispatcher, turn: Turn, fact: Fact) -> list[dict[str, Any]]:
        """Puts it right by what is told of the same thing, else by what is told first; answers what is left to take up.

        What is told with more care than the thing was takes a yes of its own: then that is left, and this disputed.
        """
        told = list(turn.statements) or [_as_typed(turn, fact)]
        right = next((one for one in told if one["about"] == fact.about), told[0])
        if asks_more_care(Sensitivity(right["sensitivity"]), fact.sensitivity):
            await self.door(self.memory.facts.dispute, turn.customer, fact.id, turn.moment)
            return [dict(one) for one in told]
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
        return [dict(one) for one in told if one is not right]


def _as_typed(turn: Turn, fact: Fact) -> dict[str, Any]:
    """What is told in words that can't be read here, as the thing that it puts right was told."""
    told = {"kind": fact.kind, "stance": fact.stance, "about": fact.about, "subject": fact.subject}
    return {**told, "words": turn.text, "restated": turn.text, "sensitivity": turn.care.value}


def _disputed(facts: list[Fact], turn: Turn, tracker: Tracker) -> list[Fact]:
    """What we asked the right words for, when they come: read in English, as they are typed elsewhere."""
    answers = tracker.get_slot("asked") == CORRECTION and (turn.statements or turn.language != HOUSE_TONGUE)
    return [fact for fact in facts if answers and fact.id == tracker.get_slot("to_correct")]


def _says_it_is_not_so(turn: Turn, fact: Fact) -> bool:
    """Whether what is kept is only told again, to say that it isn't so."""
    told = [(one["stance"], one["about"]) for one in turn.statements]
    return told == [(fact.stance, fact.about)] and bool(_NOT_SO.search(turn.text))


def _without_other_days(facts: list[Fact], turn: Turn) -> list[Fact]:
    """The facts without the days that no day told now puts right: a birthday is no wedding's."""
    told = [new_fact(one, turn) for one in turn.statements if one["kind"] == _DATE]
    return [one for one in facts if one.kind != _DATE or not told or any(replaces(new, one) for new in told)]


def _of_the_same_kind(facts: list[Fact], turn: Turn) -> list[Fact]:
    """What is put right by what is stated now: "I'm vegan" is about the diet, whatever it was."""
    kinds = {statement["kind"] for statement in turn.statements}
    return [fact for fact in _without_other_days(facts, turn) if fact.kind in kinds]
