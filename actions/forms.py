"""The forms of tasks: what a message tells them, and what is asked next.

Slots are filled by `validate_<form>` alone, because only the whole message tells whether a number in it is an answer,
a correction, or part of another question.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.feeling import PEACE_AFTER_LOSS, care_first, leave_in_peace, said_first, was_an_accident
from actions.replies import Events, Say, failure, filled, waits_for_answer
from actions.said import SILENCE, SURE, Said, count_in, yes_or_no
from actions.stages import (
    CONFIRMED,
    Stage,
    clean,
    interruptions,
    just_asked,
    left,
    left_for_good,
    left_for_what_comes,
    set_aside,
    stage_of,
)
from actions.tasks import Detail, Filling, Stop, Task, Unfit, filling
from actions.tongues import HOUSE_TONGUE
from actions.turn import CareAction, Means, asking, turn_of
from actions.ways import asks_for_sum
from actions.while_filling import ORDERING, POINTS
from shop.errors import ShopError

HURT = frozenset({"sad", "distressed"})  # nobody is held to a task then
# Intents that answer a question, whatever it was.
ANSWERS = frozenset({"affirm", "deny", "inform", "correct_memory", "nlu_fallback", "abort"})
# They tell a task what is wrong, or they are about how it goes: then they are heard for themselves.
FEELINGS = frozenset({"complain", "express_feeling"})
DROPS = 0.4  # with less the task stands and its question is put again
ASKED_AGAIN = 2  # times at most that a question is put again to somebody who doesn't answer it
# Wishes that nothing in the middle of a task may swallow; after those in LEAVING the task is not taken up again.
ALWAYS_HEARD = frozenset(
    {"repeat", "wait", "why_said", "ask_memory", "stop_memory", "forget_fact", "bot_challenge", "ask_basket",
     "ask_orders", "ask_details"}
)
LEAVING = frozenset({"ask_human", "request_callback", "in_distress", "forget_me", "leave", "goodbye"})


class Fill(CareAction):
    """`validate_<form>`: takes from a message what it tells the task, or leaves the message to others."""

    def __init__(self, means: Means, task: Task) -> None:
        super().__init__(means)
        self.task = task

    def name(self) -> str:
        return f"validate_{self.task.FORM}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        said, stage = Said.last(tracker), stage_of(tracker, self.task.FORM)
        if stage is Stage.RESUMED:
            hurt = turn_of(tracker).mood in HURT
            goes_on = said.chosen("line")  # a word on the wait for a person: it is over, and the task comes back
            leaves = (said.intent in LEAVING and not goes_on) or hurt or said.chosen("instead")
            wanders = interruptions(tracker, self.task.FORM) > ASKED_AGAIN + 1
            return left_for_good(tracker) if leaves or wanders else []
        if stage is Stage.ANSWERED:
            if _belongs_elsewhere(said, self.task, tracker):
                raise ActionExecutionRejection(self.task.FORM)
            if said.intent == "abort" and said.confidence >= DROPS:
                if not self._order_waits(tracker):
                    dispatcher.utter_message(response="utter_dropped")
                return self._let_go(tracker, said)
        return await self._fill(dispatcher, tracker, said, stage)

    def _order_waits(self, tracker: Tracker) -> bool:
        """Whether points were asked about in the middle of an order, which goes on without them."""
        waiting = tracker.get_slot("set_aside") or []
        return self.task.FORM == POINTS and bool(waiting) and waiting[-1]["form"] in ORDERING

    def _let_go(self, tracker: Tracker, said: Said) -> Events:
        if self._order_waits(tracker):
            return left(tracker)
        return left_for_what_comes(tracker) if said.chosen("goes_on") else left_for_good(tracker)

    async def _fill(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, said: Said, stage: Stage
    ) -> Events:
        f = await filling(self.task, tracker)
        if stage is Stage.STARTED:
            told = f.slots.get("order_number") or f.about["about_order"]  # by the task that this one interrupts
            about = {**f.about, "about_order": told}
            f = replace(f, slots=dict.fromkeys(self.task.DETAILS), about=about, said=replace(said, asked_for=None))
        hard = None if tracker.get_slot("grieving") else said_first(said.text)
        if hard:
            await leave_in_peace(self, f.turn, PEACE_AFTER_LOSS)
        opening = hard or self._opening(f, stage)
        if opening:
            dispatcher.utter_message(response=opening)
        grieves = [SlotSet("grieving", True)] if hard else []
        return [*grieves, *await self._read(dispatcher, tracker, f, stage)]

    def _opening(self, f: Filling, stage: Stage) -> str | None:
        if was_an_accident(f.said.text, self.task.FORM):
            return "utter_hurt_first"
        if stage is not Stage.STARTED:
            return None
        return care_first(f.said.text, f.turn.mood) or self.task.OPENING

    async def _read(self, dispatcher: CollectingDispatcher, tracker: Tracker, f: Filling, stage: Stage) -> Events:
        try:
            told, unfit = await read_all(self.task.DETAILS, f)
        except (Stop, ShopError) as end:
            words, noted = _once_in_full(end.words if isinstance(end, Stop) else failure(end), tracker)
            words.by(dispatcher)
            started = stage is Stage.STARTED
            stopped = [SlotSet("stopped", min(self.task.OWN & {f.said.intent}, default=None))]
            about = filled(end.words.about) if isinstance(end, Stop) else []
            return [*(set_aside(tracker, self.task.FORM) if started else ()), *left(tracker), *noted, *stopped, *about]
        if unfit is not None:
            unfit.by(dispatcher)
        if stage is Stage.STARTED:
            return [*set_aside(tracker, self.task.FORM), *clean(tracker), *filled(told)]
        news = {slot: value for slot, value in told.items() if value != f.slots[slot]}
        if news or unfit:
            return [*filled(news), SlotSet("missed", 0)]
        return self._missed(dispatcher, tracker, Said.last(tracker), await tells_again(self.task.DETAILS, f))

    def _missed(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, said: Said, told_again: frozenset[str]
    ) -> Events:
        """What told the task nothing is heard elsewhere, ends it, or has its question put again, not for ever."""
        if _is_for_others(said, self.task):
            raise ActionExecutionRejection(self.task.FORM)
        counts = self.task.FORM in ORDERING and count_in(said.text)
        if told_again or counts or said.values("order_number") or asks_for_sum(said.text):
            return [SlotSet("missed", 0)]  # it is known already, or the question says it: nothing new, nothing amiss
        if said.is_bare_no:
            if not self._order_waits(tracker):
                dispatcher.utter_message(response="utter_dropped")
            return self._let_go(tracker, said)
        missed = int(tracker.get_slot("missed") or 0) + 1
        if missed > ASKED_AGAIN:
            dispatcher.utter_message(response="utter_put_down")
            return [*left_for_good(tracker), asking("person")]
        if said.intent not in self.task.OWN:
            dispatcher.utter_message(response="utter_missed" if missed == 1 else "utter_missed_again")
        return [SlotSet("missed", missed)]


class AskFor(CareAction):
    """`action_ask_<slot>`: the question of whichever task is under way; silent where another question is open."""

    def __init__(self, means: Means, slot: str, tasks: Mapping[str, Task]) -> None:
        super().__init__(means)
        self._slot, self._tasks = slot, tasks

    def name(self) -> str:
        return f"action_ask_{self._slot}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        task = self._tasks[tracker.active_loop["name"]]
        # but for a confirmation: nobody says yes to what was last put three messages ago
        wanders = self._slot != CONFIRMED and interruptions(tracker, task.FORM) > 1
        if just_asked(tracker) or wanders:
            return []
        question = await self._question(task, await filling(task, tracker))
        question.by(dispatcher)
        return filled(question.about)

    async def _question(self, task: Task, f: Filling) -> Say:
        try:
            return await task.question(self._slot, f)
        except (Stop, Unfit) as ended:
            return ended.words
        except ShopError as error:
            return failure(error)


def task_actions(means: Means, kinds: Iterable[type[Task]]) -> list[CareAction]:
    """Every action of these tasks: the tasks, what fills them, and what asks for their slots."""
    tasks = [kind(means) for kind in kinds]
    slots = sorted({slot for task in tasks for slot in task.DETAILS})
    by_form = {task.FORM: task for task in tasks}
    return [*tasks, *(Fill(means, task) for task in tasks), *(AskFor(means, slot, by_form) for slot in slots)]


async def read_all(details: Mapping[str, Detail], f: Filling) -> tuple[dict[str, Any], Say | None]:
    """All slots after this message, and what to say of something told that cannot be.

    What changed takes with it what it shaped, and always the confirmation: nobody agreed to the new thing yet. Where
    one of several things is settled, the next is read from what was told before.
    """
    slots, unfit = await _read_once(details, f)
    while unfit is None and slots.get("wanted") and slots != f.slots:
        f = replace(f, slots=slots, said=replace(f.said, text="", entities=(), asked_for=None, intent="inform"))
        slots, unfit = await _read_once(details, f)
    return slots, unfit


async def _read_once(details: Mapping[str, Detail], f: Filling) -> tuple[dict[str, Any], Say | None]:
    slots = dict(f.slots)
    for slot, detail in details.items():
        try:
            value = await detail.read(replace(f, slots=slots))
        except Unfit as unfit:
            return {**slots, **dict.fromkeys(unfit.unsaid)}, unfit.words
        if value is None or value == slots[slot]:
            continue
        slots[slot] = value
        slots.update(dict.fromkeys(detail.shapes & slots.keys()))
        if slot != CONFIRMED and CONFIRMED in slots:
            f, slots[CONFIRMED] = replace(f, said=replace(f.said, asked_for=None)), None
    return slots, None


async def tells_again(details: Mapping[str, Detail], f: Filling) -> frozenset[str]:
    """The slots whose value these few words say once more; what would be read from silence too, they don't say."""
    if not f.said.is_short:
        return frozenset()
    known = {slot: value for slot, value in f.slots.items() if slot != CONFIRMED and value not in (None, "")}
    again = set()
    for slot, value in known.items():
        with suppress(Unfit, Stop, ShopError):
            heard, unheard = await details[slot].read(f), await details[slot].read(replace(f, said=SILENCE))
            again |= {slot} if heard == value != unheard else set()
    return frozenset(again)


def _once_in_full(words: Say, tracker: Tracker) -> tuple[Say, Events]:
    """That nothing of theirs is seen from here is explained once; after that a person is what helps."""
    if words.response != "utter_no_orders":
        return words, []
    if tracker.get_slot("in_vain"):
        return replace(words, response="utter_no_orders_still"), [asking("person")]
    return words, [SlotSet("in_vain", True)]


def _is_other(said: Said, task: Task) -> bool:
    return said.intent not in task.OWN | ANSWERS and said.confidence >= SURE


def _is_for_others(said: Said, task: Task) -> bool:
    """Whether what told the task nothing was meant for something else, though it might have been an answer."""
    if said.intent in FEELINGS or (said.intent == "correct_memory" and said.intent not in task.OWN):
        return said.confidence >= SURE
    return _is_other(said, task) or (said.asks and said.intent not in task.OWN | ANSWERS)


def _belongs_elsewhere(said: Said, task: Task, tracker: Tracker) -> bool:
    if waits_for_answer(tracker.get_slot("asked")) and yes_or_no(said) is not None:
        return True  # the yes belongs to the question that came between
    read = tracker.latest_message
    if said.chosen("instead"):
        return True  # it takes the place of this task
    if read.get("refused") or read.get("plainly"):
        return True
    if said.intent == "nlu_fallback" and read.get("tongue") not in (None, HOUSE_TONGUE):
        return True
    if said.intent in (ALWAYS_HEARD | LEAVING) - task.OWN and said.confidence >= SURE:
        return True
    return _is_other(said, task) and not said.is_short and not said.corrects
