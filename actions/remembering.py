"""Yes and no to being remembered: in all, and to one matter that was told with care."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import capture_of, is_plain, new_fact, of_anothers_body
from actions.hearing_beside import HearBeside
from actions.notices import REMEMBER, REMEMBER_ONE, TOGETHER, method, shown, was_chosen
from actions.of_one_thing import of_all_memory
from actions.partly import PARTLY, UNSEEN, parts_in
from actions.remembered import ForgetFact
from actions.replies import Events
from actions.told_so_far import heard_with, still_heard
from actions.turn import CareAction, Turn, entity, turn_of
from actions.wording import listing
from actions.yes_and_no import answer_in
from store import PERMITTING, Capture, ConsentState, Fact, Grant, NotAllowed, Once, Purpose, Sensitivity, consent

Statement = Mapping[str, Any]
_SOMETHING = re.compile(r"\b(?:remember|note|keep in mind)\s+(?:that\s+)?(?:i|i'?m|i'?ve|we|my|our)\b", re.I)
_ANY_OF_IT = re.compile(
    r"\b(?:any(?:thing)?|every(?:thing)?|all|nothing|things|memory|about me|what i (?:say|tell\w*)|i say|"
    r"nichts|alles|nada|todo)\b",
    re.I,
)


class _Remembering(CareAction):
    """Decides about remembering, and keeps what a yes was about."""

    async def _decide(
        self,
        turn: Turn,
        purposes: Iterable[Purpose],
        state: ConsentState,
        capture: Capture,
        terms: Mapping[str, Any] | None = None,
    ) -> None:
        for purpose in purposes:
            await self.door(
                self.memory.consents.decide,
                turn.customer,
                turn.identity,
                purpose,
                state,
                capture,
                terms=terms,
                once=Once(turn.id, f"{self.NAME}.{purpose}"),
            )

    async def _standing(self, turn: Turn) -> tuple[Grant, ...]:
        grants: tuple[Grant, ...] = await self.door(self.memory.consents.grants, turn.customer)
        return grants

    async def _keep(self, turn: Turn, statements: Iterable[Statement], capture: Capture) -> list[Fact]:
        """What could be kept of this; the store may still say no to any of it."""
        kept = [await self._kept(turn, one, capture, number) for number, one in enumerate(statements)]
        return [fact for fact in kept if fact]

    async def _kept(self, turn: Turn, statement: Statement, capture: Capture, number: int) -> Fact | None:
        remember, once = self.memory.facts.remember, Once(turn.id, f"{self.NAME}.{number}")
        try:
            return await self.door(remember, turn.moment, new_fact(statement, turn), explicit=capture, once=once)
        except NotAllowed:
            return None

    async def _keep_part(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, asked: Sequence[Statement]
    ) -> Events:
        """Keeps of what was asked about that which the yes names; the rest gets the no that was said to it."""
        parts = parts_in(turn.text, asked)
        if parts is None:
            dispatcher.utter_message(response="utter_say_plainly")
            return []
        kept, theirs = _theirs_to_tell(parts.kept)
        if theirs:
            dispatcher.utter_message(response="utter_theirs_to_tell")
        capture = capture_of(turn, method(tracker), shown(tracker, Purpose.MEMORY))
        if kept:  # what nobody may keep allows nothing
            await self._keep_from_staff(dispatcher, tracker, turn)
            await self._allow_these(turn, capture)
            self._say_kept(dispatcher, turn, await self._keep(turn, kept, capture))
        about = [str(one["about"]) for one in parts.left]
        refuse, once = self.memory.matters.refuse, Once(turn.id, f"{self.NAME}.left")
        await self.door(refuse, turn.identity, about, capture, once)
        left_out = listing([str(one["restated"]) for one in parts.left], turn.language)
        dispatcher.utter_message(response="utter_left_out_of_memory", restated=left_out)
        rest = [one for one in tracker.get_slot("heard") or [] if one not in asked]
        return [SlotSet("heard", [*rest, *({**one, "refused": True} for one in parts.left)])]

    async def _refuse_these(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, meant: Sequence[Statement]
    ) -> Events:
        """Keeps the no to these, and to nothing else that was allowed."""
        turn, heard = turn_of(tracker), tracker.get_slot("heard") or []
        capture = capture_of(turn, method(tracker), shown(tracker, Purpose.MEMORY))
        about = [str(one["about"]) for one in meant]
        await self.door(self.memory.matters.refuse, turn.identity, about, capture, Once(turn.id, self.NAME))
        dispatcher.utter_message(response="utter_memory_refused")
        return [SlotSet("heard", [{**one, "refused": True} if one in meant else one for one in heard])]

    async def _allow_these(self, turn: Turn, capture: Capture) -> None:
        """The permission that keeping these alone takes, where none stands: everything else is asked about first."""
        grants = await self._standing(turn)
        if not consent.live(Purpose.MEMORY, grants, turn.moment).allowed:
            await self._decide(turn, _first_given(grants), ConsentState.GIVEN, capture, {consent.ONE_BY_ONE: True})

    async def _keep_from_staff(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> None:
        """What a yes was tied to: that nobody else sees it. Before anything is kept, so that nobody ever does."""
        if not tracker.latest_message.get(UNSEEN):
            return
        await self._decide(turn, [Purpose.STAFF], ConsentState.WITHDRAWN, capture_of(turn, method(tracker)))
        dispatcher.utter_message(response="utter_withdrawn_staff")

    def _say_kept(self, dispatcher: CollectingDispatcher, turn: Turn, facts: list[Fact]) -> None:
        if not facts:
            dispatcher.utter_message(response="utter_for_now")
            return
        confided = facts[0].sensitivity is Sensitivity.CONFIDENCE
        dispatcher.utter_message(
            response="utter_remembered_between_us" if confided else "utter_remembered",
            restated=listing([fact.text for fact in facts], turn.language),
            because=tuple(fact.id for fact in facts),
        )


class AllowMemory(_Remembering):
    """Gives memory and its use together, as the question said, and keeps what the question was about."""

    NAME = "action_allow_memory"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        if tracker.get_slot("asked") == REMEMBER_ONE:
            return await AllowOne(self.means).run(dispatcher, tracker, domain)
        turn = turn_of(tracker)
        if tracker.latest_message.get(PARTLY):
            return await self._keep_part(dispatcher, tracker, turn, _to_remember(tracker))
        meant, theirs = _theirs_to_tell(_kept_by_yes(tracker, turn))
        if theirs:
            dispatcher.utter_message(response="utter_theirs_to_tell")
        if theirs and not meant and all(map(of_anothers_body, turn.statements)):
            told = list(map(dict, turn.statements))
            return [heard_with(tracker, told, turn)]  # a yes to what nobody may keep allows nothing
        capture = capture_of(turn, method(tracker), shown(tracker, Purpose.MEMORY))
        await self._keep_from_staff(dispatcher, tracker, turn)
        if meant and not _answers(tracker, turn):
            await self._allow_these(turn, capture)  # "remember that I'm coeliac" is a yes to no more than that
        else:
            grants = await self._standing(turn)
            await self._decide(turn, _said_together(grants, turn), ConsentState.GIVEN, capture, _for_all(grants))
        facts = await self._keep(turn, meant, capture)
        with_care = [one for one in turn.statements if not is_plain(one)]
        if meant:
            self._say_kept(dispatcher, turn, facts)
            return [still_heard(tracker, with_care, turn)]
        unread = not with_care and _SOMETHING.search(turn.text)  # what could not be read is not promised to be kept
        dispatcher.utter_message(response="utter_say_plainly" if unread else "utter_memory_allowed")
        if with_care:
            return await HearBeside(self.means).run(dispatcher, tracker, domain)
        return [still_heard(tracker, [], turn)]


class RefuseMemory(_Remembering):
    """Keeps the refusal and nothing else; takes back what was given before."""

    NAME = "action_refuse_memory"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        if tracker.get_slot("asked") == REMEMBER_ONE and not _ANY_OF_IT.search(turn.text):
            return await RefuseOne(self.means).run(dispatcher, tracker, domain)
        given = {one.purpose for one in await self._standing(turn) if one.state in PERMITTING and one.fact is None}
        asked = [one for one in tracker.get_slot("heard") or [] if one.get("asked") and not one.get("refused")]
        only_these = tracker.get_slot("asked") == REMEMBER and not _ends_it_all(tracker)
        if Purpose.MEMORY in given and only_these:
            return await self._refuse_these(dispatcher, tracker, asked)  # what was allowed before stays allowed
        forget = ForgetFact(self.means)
        if Purpose.MEMORY in given and await forget.is_meant(tracker):
            return await forget.run(dispatcher, tracker, domain)
        state = ConsentState.WITHDRAWN if Purpose.MEMORY in given else ConsentState.REFUSED
        capture = capture_of(turn, method(tracker), shown(tracker, Purpose.MEMORY))
        await self._decide(turn, TOGETHER, state, capture)
        stopped = state is ConsentState.WITHDRAWN
        dispatcher.utter_message(response="utter_memory_stopped" if stopped else "utter_memory_refused")
        # what was said still counts in this conversation; it can't become a fact any more
        said = [{**statement, "refused": True} for statement in tracker.get_slot("heard") or []]
        return [SlotSet("heard", said)]


class AllowOne(_Remembering):
    """Keeps what was told with care, by its own yes; what was taken back on its own is not given again."""

    NAME = "action_allow_one"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, heard = turn_of(tracker), tracker.get_slot("heard") or []
        meant, theirs = _theirs_to_tell(one for one in _asked_about(tracker) if not one.get("refused"))
        if not meant:
            dispatcher.utter_message(response="utter_theirs_to_tell" if theirs else "utter_say_plainly")
            return []
        if tracker.latest_message.get(PARTLY):
            return await self._keep_part(dispatcher, tracker, turn, meant)
        capture = capture_of(turn, method(tracker), shown(tracker, Purpose.MEMORY))
        await self._keep_from_staff(dispatcher, tracker, turn)
        await self._allow_these(turn, capture)
        self._say_kept(dispatcher, turn, await self._keep(turn, meant, capture))
        if beside := _told_beside(heard, meant):  # no yes was given to that, and nobody is asked twice in a row
            dispatcher.utter_message(response="utter_left_unasked", restated=listing(beside, turn.language))
        return [SlotSet("heard", [one for one in heard if one not in meant] or None)]


class RefuseOne(_Remembering):
    """Keeps the no to the matter that was asked about; nothing else that was allowed changes."""

    NAME = "action_refuse_one"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        return await self._refuse_these(dispatcher, tracker, _asked_about(tracker))


def _ends_it_all(tracker: Tracker) -> bool:
    """Whether all remembering is to end, and not what was asked about alone: "I withdraw my permission"."""
    text, stops = str(tracker.latest_message.get("text") or ""), "stop_memory"
    ends = tracker.latest_message["intent"]["name"] == stops and of_all_memory(text)
    return ends or bool(_ANY_OF_IT.search(text))


def _told_beside(heard: Sequence[Statement], meant: Sequence[Statement]) -> list[str]:
    """What was told plainly in one breath with what was asked about by itself, as a question would put it."""
    breaths = {one["message"] for one in meant}
    beside = (one for one in heard if one["message"] in breaths and one not in meant)
    return [str(one["restated"]) for one in beside if is_plain(one) and not one.get("refused")]


def _answers(tracker: Tracker, turn: Turn) -> bool:
    """Whether it answers our question to remember: pressed, or said without telling another thing in its place."""
    if was_chosen(tracker):
        return True
    says_yes = answer_in(turn.text, tracker.latest_message["intent"]["name"])
    return tracker.get_slot("asked") == REMEMBER and (not turn.statements or bool(says_yes))


def _kept_by_yes(tracker: Tracker, turn: Turn) -> list[Statement]:
    """What the open question named, and what is plainly told in the same breath as the yes."""
    told = [one for one in turn.statements if is_plain(one) or of_anothers_body(one)]
    if turn.statements and not _answers(tracker, turn):
        return told
    topics = {one["about"] for one in told}
    return [*(one for one in _to_remember(tracker) if one["about"] not in topics), *told]


def _theirs_to_tell(statements: Iterable[Statement]) -> tuple[list[Statement], list[Statement]]:
    """What may be kept by a yes, and what is another person's own to tell."""
    told = list(statements)
    return [one for one in told if not of_anothers_body(one)], [one for one in told if of_anothers_body(one)]


def _to_remember(tracker: Tracker) -> list[Statement]:
    """What a yes is about: what the question named; in words said after something else was told, that."""
    undecided = [statement for statement in tracker.get_slot("heard") or [] if not statement.get("refused")]
    named = [statement for statement in undecided if statement.get("asked")]
    answers = named and (undecided[-1]["message"] == named[-1]["message"] or was_chosen(tracker))
    return named if answers else [one for one in undecided if one["message"] == undecided[-1]["message"]]


def _asked_about(tracker: Tracker) -> list[Statement]:
    """What is answered: all that the open question and what joined it named, else what its button names."""
    heard, told = tracker.get_slot("heard") or [], entity(tracker, "told")
    careful = [one for one in heard if one["sensitivity"] != Sensitivity.ORDINARY]
    asked = [one for one in careful if one.get("asked")]
    if told is None or any(one["message"] == told for one in asked):
        return asked
    then = [one for one in careful if one["message"] == told]
    return [one for one in then if one["sensitivity"] == then[0]["sensitivity"]]


def _said_together(grants: Sequence[Grant], turn: Turn) -> list[Purpose]:
    """What a yes to being remembered gives: both; where memory stands it renews what stands, and gives nothing back."""
    live = [one for one in TOGETHER if consent.live(one, grants, turn.moment).allowed]
    return live if Purpose.MEMORY in live else list(TOGETHER)


def _for_all(grants: Sequence[Grant]) -> dict[str, Any] | None:
    """The terms of a yes to the question that covers what is told later, where one to a single matter stood so far."""
    stood = next((one.terms for one in grants if one.fact is None and one.terms.get(consent.ONE_BY_ONE)), None)
    return None if stood is None else {name: value for name, value in stood.items() if name != consent.ONE_BY_ONE}


def _first_given(grants: Sequence[Grant]) -> list[Purpose]:
    """What the yes to one matter gives where nothing is remembered yet: its use too, unless that was decided apart."""
    decided = {one.purpose for one in grants if one.fact is None}
    return [one for one in TOGETHER if one is Purpose.MEMORY or one not in decided]
