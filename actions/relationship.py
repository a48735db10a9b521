"""Hearing what customers tell of themselves: care first, then the matter, then perhaps one question."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.distress import care_for_distress
from actions.facts import in_confidence, new_fact, of_anothers_body
from actions.feeling import (
    HARD,
    ILLNESS,
    PEACE_AFTER_DISTRESS,
    PEACE_AFTER_LOSS,
    leave_in_peace,
    tells_of_a_loss,
)
from actions.memory_swaps import asks_more_care, put_right_in_memory
from actions.notices import REMEMBER, REMEMBER_ONE, TOGETHER, notice
from actions.permissions import wishes_kept
from actions.right_alone import swap_for
from actions.swaps import put_right
from actions.told_so_far import decided, heard_with, may_wait, told_anew, waiting_for_yes, was_put_lately
from actions.turn import CareAction, Turn, asking, turn_of
from actions.wording import listing
from store import Decision, Fact, NotAllowed, Once, Purpose, Sensitivity, consent

_ASK = {
    Sensitivity.ORDINARY: "utter_ask_remember",
    Sensitivity.SPECIAL: "utter_ask_remember_special",
    Sensitivity.CONFIDENCE: "utter_ask_confidence",
}
_JOINS = {
    Sensitivity.ORDINARY: "utter_join_remember",
    Sensitivity.SPECIAL: "utter_join_remember",
    Sensitivity.CONFIDENCE: "utter_join_confidence",
}
_NOT_SO = re.compile(
    r"(?:\b(?:not|no|never|isnt|arent)\b|n['’]t\b).{0,25}"
    r"\b(?:allerg\w*|intoleran\w*|vegans?|vegetarians?|coeliac|celiac|diabetic|pregnant|fussy|picky)\b",
    re.I,
)
_GLAD = re.compile(
    r"\b(?:i['’]?m|i am|we['’]?re|we are) (?:\w+ )?(?:pregnant|engaged|getting married|expecting (?:a|our))\b|"
    r"\b(?:had|given birth to|gave birth to) (?:the|a|her|our|their|my)(?: \w+)? (?:baby|boy|girl|twins)\b|"
    r"\b(?:baby|he|she|they|twins?) (?:is|was|were|are) born\b|\b(?:gave|given) birth\b",
    re.I,
)
_NOT_GLAD = re.compile(
    r"\b(?:not|never|was|were|left|leaving|lost|lose|until|before|died|cancer|intensive|hospital|scared|alone|ill)\b|"
    r"n['’]t\b",
    re.I,
)
LOW = ("sad", "upset", "distressed")
_OF_JOY = ("express_feeling", "share_life_event")


class Hear(CareAction):
    """Takes up a statement: remembers it where allowed, asks once where never decided, else lets it be."""

    NAME = "action_hear"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = turn_of(tracker)
        intent = tracker.latest_message["intent"]["name"]
        statements = [in_confidence(s) if intent == "confide" else dict(s) for s in turn.statements]
        if intent == "in_distress" or (turn.mood == "distressed" and intent != "confide"):
            await leave_in_peace(self, turn, PEACE_AFTER_DISTRESS, turn.moment.conversation)
            return await self._care_for_distress(dispatcher, tracker, turn)
        put = await self.put_right(dispatcher, tracker)
        if put is not None:
            return put
        care = _care(turn, intent, statements)
        if care == "utter_loss" or ILLNESS.search(turn.text):
            await leave_in_peace(self, turn, PEACE_AFTER_LOSS)
        if care:
            dispatcher.utter_message(response=care)
        grieves = [SlotSet("grieving", True)] if tells_of_a_loss(turn.text) or ILLNESS.search(turn.text) else []
        hurt = (turn.mood in LOW and not _is_glad(turn)) or care == "utter_loss"
        if hurt and intent == "confide":
            dispatcher.utter_message(response="utter_between_us")
        if hurt or (care == "utter_care_upset" and intent != "confide"):
            return [*grieves, heard_with(tracker, statements, turn)]  # grief and trouble are answered, not filed
        return await self.take_up(dispatcher, tracker, statements)

    async def put_right(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]] | None:
        """Puts right what "Maya, not Mia" corrects, kept or waiting for a yes; None where it fits no one thing told."""
        turn = turn_of(tracker)
        kept = await put_right_in_memory(self, turn, tracker)
        if kept is None:
            return self._told_right(dispatcher, tracker)
        dispatcher.utter_message(response="utter_corrected", restated=kept.text, because=(kept.id,))
        return []

    def _told_right(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]] | None:
        """What was told in this session, as it should have been; where it waits for a yes it is asked about so."""
        turn, heard = turn_of(tracker), tracker.get_slot("heard") or []
        told = (one for one in heard if not one.get("refused"))
        fitting = [(one, swap) for one in told if (swap := swap_for(one, turn.text))]
        if len(fitting) != 1:
            return None
        wrong, swap = fitting[0]
        right = {**put_right(wrong, swap), "message": turn.id}
        if asks_more_care(turn.care, Sensitivity(right["sensitivity"])):
            right["sensitivity"] = turn.care.value
        now = [right if one is wrong else one for one in heard]
        asked = [one for one in now if one.get("asked")]
        if right not in asked:
            self._say_for_now(dispatcher, Sensitivity(right["sensitivity"]))
            return [SlotSet("heard", now)]
        self._put(dispatcher, turn, asked)
        return [SlotSet("heard", now), asking(_question_about(asked))]

    async def take_up(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, statements: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Remembers what is allowed to be, and asks about the rest at most once."""
        turn = turn_of(tracker)
        if not statements:
            self._say_what_was_read(dispatcher, tracker, turn)
            return []
        own = [one for one in statements if not of_anothers_body(one)]
        if not own and wishes_kept(turn.text):
            dispatcher.utter_message(response="utter_theirs_to_tell")
        elif not own:  # it is theirs to tell, so nothing is asked
            self._say_for_now(dispatcher, Sensitivity.ORDINARY)
        if not own:
            return [heard_with(tracker, statements, turn)]
        if len(own) < len(statements):
            dispatcher.utter_message(response="utter_others_for_now")
        left = sorted(await self._without_remembered(dispatcher, turn, own), key=may_wait)
        asked = [one for one in left if one["sensitivity"] == left[0]["sensitivity"]]
        marked = [{**one, "asked": one in asked} for one in statements]
        if asked and (waiting := waiting_for_yes(tracker, asked)) and await self._may_join(turn, asked):
            self._join(dispatcher, turn, waiting, asked)
            return [heard_with(tracker, marked, turn), asking(_question_about(asked))]
        if not asked or not await self._ask(dispatcher, turn, asked):
            return [heard_with(tracker, statements, turn)]
        return [heard_with(tracker, marked, turn, before=decided), asking(_question_about(asked))]

    async def put_again(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict[str, Any]] | None:
        """Puts the question again that something else came in between; None where none waits any more."""
        waiting = [one for one in tracker.get_slot("heard") or [] if one.get("asked") and not one.get("refused")]
        if not waiting or not was_put_lately(tracker):
            return None
        self._put(dispatcher, turn_of(tracker), waiting)
        return [asking(_question_about(waiting))]

    def _say_what_was_read(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> None:
        """Nothing was stated that could be read: nobody is told that it will be gone by."""
        intent = tracker.latest_message["intent"]["name"]
        if _care(turn, intent, []):
            return  # answered already
        # "I'm not allergic, just asking" is nothing to go by, and who grieves need not say it more plainly
        only_heard = _NOT_SO.search(turn.text) or tracker.get_slot("grieving")
        plainly = "utter_heard" if only_heard else "utter_say_plainly"
        words = {"confide": "utter_between_us", "state_preference": plainly}
        dispatcher.utter_message(response=words.get(intent, "utter_heard"))

    async def _without_remembered(
        self, dispatcher: CollectingDispatcher, turn: Turn, statements: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Remembers what is ordinary where that is allowed, and gives what is left to be asked about."""
        kept: list[Fact] = []
        for number, statement in enumerate(statements):
            if statement["sensitivity"] == Sensitivity.ORDINARY and (fact := await self._kept(turn, statement, number)):
                kept.append(fact)
        if not kept:
            return statements
        restated = listing([fact.text for fact in kept], turn.language)
        because = tuple(fact.id for fact in kept)
        dispatcher.utter_message(response="utter_remembered", restated=restated, because=because)
        return [one for one in statements if one["sensitivity"] != Sensitivity.ORDINARY]

    async def _kept(self, turn: Turn, statement: Mapping[str, Any], number: int) -> Fact | None:
        remember, once = self.memory.facts.remember, Once(turn.id, f"{self.NAME}.{number}")
        try:
            return await self.door(remember, turn.moment, new_fact(statement, turn), once=once)
        except NotAllowed:
            return None

    async def _may_join(self, turn: Turn, statements: list[dict[str, Any]]) -> bool:
        """Whether what is told may be named with the question that waits: not what was refused by itself."""
        own = _own_matters(statements)
        return not own or (await self._may_be_asked(turn, own)).allowed

    def _join(
        self,
        dispatcher: CollectingDispatcher,
        turn: Turn,
        waiting: list[dict[str, Any]],
        statements: list[dict[str, Any]],
    ) -> None:
        """What is told while the one question still waits is named with it, and nothing more is asked."""
        still = [one for one in waiting if not told_anew(one, statements)]
        restated = listing([one["restated"] for one in (*still, *statements)], turn.language)
        response = _JOINS[Sensitivity(statements[0]["sensitivity"])]
        dispatcher.utter_message(response=response, restated=restated, notice=_notice(statements) | {"joins": True})

    async def _ask(self, dispatcher: CollectingDispatcher, turn: Turn, statements: list[dict[str, Any]]) -> bool:
        """Asks once whether these may be remembered; says instead how they are held where that may not be asked."""
        sensitivity = Sensitivity(statements[0]["sensitivity"])
        own = _own_matters(statements)
        may = await self._may_be_asked(turn, own)
        if not may.allowed and may != consent.ASKED_LATELY:
            self._say_for_now(dispatcher, sensitivity)
            return False
        here = turn.moment.conversation
        if not (may.allowed and (await self.door(self.memory.balance.may_ask, turn.customer, here)).allowed):
            self._say_how_to_keep(dispatcher, sensitivity)
            return False
        self._put(dispatcher, turn, statements)
        return True

    def _put(self, dispatcher: CollectingDispatcher, turn: Turn, statements: list[dict[str, Any]]) -> None:
        """The question whether these may be remembered."""
        restated = listing([one["restated"] for one in statements], turn.language)
        response, asks = _ASK[Sensitivity(statements[0]["sensitivity"])], _notice(statements)
        dispatcher.utter_message(response=response, restated=restated, told=turn.id, notice=asks)

    def _say_for_now(self, dispatcher: CollectingDispatcher, sensitivity: Sensitivity) -> None:
        confided = sensitivity is Sensitivity.CONFIDENCE
        dispatcher.utter_message(response="utter_between_us" if confided else "utter_for_now")

    def _say_how_to_keep(self, dispatcher: CollectingDispatcher, sensitivity: Sensitivity) -> None:
        """Enough was asked: what is told now is kept only if the customer says so of their own accord."""
        confided = sensitivity is Sensitivity.CONFIDENCE
        dispatcher.utter_message(response="utter_between_us" if confided else "utter_for_now_unless_said")

    async def _may_be_asked(self, turn: Turn, own: list[str]) -> Decision:
        """Whether the question may be put: what is told with care has one of its own, and each matter its own no."""
        if own:
            return await self.door(self.memory.matters.may_ask, turn.customer, own, turn.moment)
        return await self.door(self.memory.consents.may_ask, turn.customer, Purpose.MEMORY, turn.moment)

    async def _care_for_distress(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn
    ) -> list[dict[str, Any]]:
        await care_for_distress(self, dispatcher, tracker, turn)
        return [SlotSet("distressed", True)]


def _of_life(intent: str, statements: list[dict[str, Any]]) -> bool:
    return intent == "share_life_event" or any(statement["kind"] == "life_event" for statement in statements)


def _is_glad(turn: Turn) -> bool:
    """Whether what sounds sad mourns nobody: "I'm pregnant and nothing fits"."""
    hard = _NOT_GLAD.search(turn.text) or ILLNESS.search(turn.text) or HARD.search(turn.text)
    return turn.mood == "sad" and bool(_GLAD.search(turn.text)) and not (hard or tells_of_a_loss(turn.text))


def _care(turn: Turn, intent: str, statements: list[dict[str, Any]]) -> str | None:
    """What is said first to somebody who tells of something hard, or of joy."""
    if tells_of_a_loss(turn.text):
        return "utter_loss"
    if _is_glad(turn):
        return None
    if turn.mood in LOW and _of_life(intent, statements) and not ILLNESS.search(turn.text) and intent != "confide":
        return "utter_loss"
    if turn.mood in LOW or ILLNESS.search(turn.text) or HARD.search(turn.text):
        return "utter_care_upset"
    return "utter_care_happy" if intent in _OF_JOY and turn.mood == "happy" else None


def _own_matters(statements: list[dict[str, Any]]) -> list[str]:
    """What of this takes a yes of its own, by what it is about; nothing where it is ordinary."""
    ordinary = statements[0]["sensitivity"] == Sensitivity.ORDINARY
    return [] if ordinary else [str(one["about"]) for one in statements]


def _notice(statements: list[dict[str, Any]]) -> dict[str, Any]:
    own = _own_matters(statements)
    return notice(Purpose.MEMORY, about=own) if own else notice(*TOGETHER)


def _question_about(statements: list[dict[str, Any]]) -> str:
    return REMEMBER_ONE if _own_matters(statements) else REMEMBER
