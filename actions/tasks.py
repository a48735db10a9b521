"""Tasks: what customers want done, told in any order, confirmed once, then carried out.

A task is one of Rasa's forms with three kinds of action: `validate_<form>` reads every message for all that the task
must know, `action_ask_<slot>` asks for what is missing, and the task itself, run at the form's end, carries it out.
Slots are filled by `validate_<form>` alone, because only the whole message tells whether a number in it is an answer,
a correction, or part of another question.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, ClassVar

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.customers import Counter, counter_for
from actions.said import SURE, Said, yes_or_no
from actions.turn import CareAction, Means, Turn, turn_of
from shop.errors import ShopError

Events = list[EventType]
CONFIRMED = "confirmed"
LONGEST = 200
LOW = frozenset({"upset", "angry", "sad", "distressed"})
HURT = frozenset({"sad", "distressed"})  # nobody is held to a task then
# What was last spoken of ("it", "that one"), and the value of `asked` that says so until the next turn.
SPOKEN_OF = {"about_order": "order", "about_booking": "booking", "about_products": "product"}

# Intents that answer a question, whatever it was.
ANSWERS = frozenset({"affirm", "deny", "inform", "correct_memory", "nlu_fallback", "abort"})
# Wishes that nothing in the middle of a task may swallow; after those in LEAVING the task is not taken up again.
ALWAYS_HEARD = frozenset({"repeat", "wait", "why_said", "ask_memory", "stop_memory", "forget_fact", "bot_challenge"})
LEAVING = frozenset({"ask_human", "request_callback", "in_distress", "forget_me", "leave", "goodbye"})


@dataclass(frozen=True, slots=True)
class Say:
    """A reply to be said: a response of the domain, its values and choices, and which facts shaped it."""

    response: str
    values: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[Mapping[str, Any], ...] = ()
    because: tuple[str, ...] = ()
    asks: bool = False  # it is itself the next question, choices and all
    about: Mapping[str, Any] = field(default_factory=dict)  # what it speaks of: slots for "it", "the first one"

    def by(self, dispatcher: CollectingDispatcher) -> None:
        """Says it."""
        buttons = [dict(button) for button in self.buttons]
        about = {"because": self.because, "asks": self.asks}
        dispatcher.utter_message(response=self.response, buttons=buttons, **about, **self.values)


def say(response: str, *buttons: Mapping[str, Any], **values: Any) -> Say:
    """`say("utter_cancelled", number=…)`."""
    return Say(response, values, buttons)


def asking_again(words: Say) -> Say:
    """The same words, after which the form needs no question of its own."""
    return replace(words, asks=True)


class Stop(Exception):
    """The task cannot go on; `words` says why and what can be done instead."""

    def __init__(self, words: Say) -> None:
        super().__init__(words.response)
        self.words = words


class Unfit(Exception):
    """What was told cannot be; `words` says why, and what is in `unsaid` is asked again."""

    def __init__(self, words: Say, *unsaid: str) -> None:
        super().__init__(words.response)
        self.words = words
        self.unsaid = unsaid


@dataclass(frozen=True, slots=True)
class Filling:
    """What there is to go by in one turn: the message, what the task knows so far, and the shop's counter."""

    said: Said
    turn: Turn
    slots: Mapping[str, Any]
    about: Mapping[str, Any]
    counter: Counter
    means: Means


Read = Callable[[Filling], Awaitable[Any]]
Ask = Callable[[Filling], Awaitable[Say]]


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that a task must know. `read` gives None where the message doesn't tell it."""

    read: Read
    ask: Ask
    shapes: frozenset[str] = frozenset()  # slots that mean nothing any more once this one has changed


async def _confirmed(f: Filling) -> bool | None:
    return yes_or_no(f.said) if f.said.asked_for == CONFIRMED else None


async def _never_asked(f: Filling) -> Say:
    raise NotImplementedError  # `propose` asks for the confirmation; the words that began a task are never missing


async def _first_words(f: Filling) -> str | None:
    return None if f.slots["told"] else in_short(f.said.text)


def in_short(text: str) -> str:
    """A customer's words as the shop's systems take them: printable, at most LONGEST characters."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:LONGEST]


CONFIRMATION = Detail(read=_confirmed, ask=_never_asked)
TOLD = Detail(read=_first_words, ask=_never_asked)


class Task(CareAction):
    """Something to be done; run at the end of its form."""

    FORM: ClassVar[str]
    OWN: ClassVar[frozenset[str]]  # intents that belong to this task while it is under way
    DETAILS: ClassVar[Mapping[str, Detail]]
    OPENING: ClassVar[str | None] = None  # what is said before the first question

    async def propose(self, f: Filling) -> Say:
        """What is about to be done, with everything that matters, as a question."""
        raise NotImplementedError

    async def carry_out(self, f: Filling) -> Say:
        """Does it and says so. At most one write, with `self.once(f)` as its key."""
        raise NotImplementedError

    def once(self, f: Filling) -> str:
        """The key under which this turn's write happens once."""
        return f"{f.turn.id}:{self.NAME}"

    async def question(self, slot: str, f: Filling) -> Say:
        """The question for a slot."""
        return await (self.propose(f) if slot == CONFIRMED else self.DETAILS[slot].ask(f))

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        f = await filling(self, tracker)
        about = spoken_of(f.slots)
        if f.slots.get(CONFIRMED) is False:
            dispatcher.utter_message(response="utter_left_as_it_is")
        elif all(value is not None for value in f.slots.values()):
            done = await self._done(f)
            done.by(dispatcher)
            about |= done.about
        return [*clean(tracker), *noted(about), *taken_up_again(dispatcher, tracker)]

    async def _done(self, f: Filling) -> Say:
        try:
            return await self.carry_out(f)
        except (Stop, Unfit) as ended:
            return ended.words
        except ShopError as error:
            return failure(error)


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
            return _left_for_good(tracker) if said.intent in LEAVING or hurt else []
        if stage is Stage.ANSWERED:
            if _belongs_elsewhere(said, self.task, tracker):
                raise ActionExecutionRejection(self.task.FORM)
            if said.intent == "abort":
                dispatcher.utter_message(response="utter_dropped")
                return _left_for_good(tracker)
        return await self._fill(dispatcher, tracker, said, stage)

    async def _fill(self, dispatcher: CollectingDispatcher, tracker: Tracker, said: Said, stage: "Stage") -> Events:
        f = await filling(self.task, tracker)
        if stage is Stage.STARTED:
            f = replace(f, slots=dict.fromkeys(self.task.DETAILS), said=replace(said, asked_for=None))
            opening = "utter_feeling_first" if f.turn.mood in LOW else self.task.OPENING
            if opening:
                dispatcher.utter_message(response=opening)
        try:
            told, unfit = await read_all(self.task.DETAILS, f)
        except (Stop, ShopError) as end:
            (end.words if isinstance(end, Stop) else failure(end)).by(dispatcher)
            started = stage is Stage.STARTED
            return [*(_set_aside(tracker, self.task.FORM) if started else ()), *_left(tracker)]
        if unfit is not None:
            unfit.by(dispatcher)
        if stage is Stage.STARTED:
            return [*_set_aside(tracker, self.task.FORM), *clean(tracker), *_set(told)]
        news = {slot: value for slot, value in told.items() if value != f.slots[slot]}
        if news or unfit:
            return [*_set(news), SlotSet("missed", 0)]
        return self._missed(dispatcher, tracker, said)

    def _missed(self, dispatcher: CollectingDispatcher, tracker: Tracker, said: Said) -> Events:
        if _is_other(said, self.task):
            raise ActionExecutionRejection(self.task.FORM)
        missed = int(tracker.get_slot("missed") or 0) + 1
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
        if _just_asked(tracker):
            return []
        task = self._tasks[tracker.active_loop["name"]]
        question = await self._question(task, await filling(task, tracker))
        question.by(dispatcher)
        return _set(question.about)

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

    What changed takes with it what it shaped, and always the confirmation: nobody agreed to the new thing yet.
    """
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


async def filling(task: Task, tracker: Tracker) -> Filling:
    """What there is to go by for a task as its tracker stands."""
    turn = turn_of(tracker)
    return Filling(
        said=Said.last(tracker),
        turn=turn,
        slots={slot: tracker.get_slot(slot) for slot in task.DETAILS},
        about={slot: tracker.get_slot(slot) for slot in SPOKEN_OF},
        counter=await counter_for(task.means, turn),
        means=task.means,
    )


class Stage(Enum):
    """Where a form stands in this turn."""

    STARTED = "started by this message"
    ANSWERED = "its question may be answered by this message"
    RESUMED = "something else was answered first"


def stage_of(tracker: Tracker, form: str) -> Stage:
    """Where the form stands since the latest message."""
    latest = since_message(tracker)
    happened = {(event["event"], event.get("name")) for event in latest}
    taken_up = any(e["event"] == "slot" and (e["name"], e["value"]) == ("taken_up", form) for e in latest)
    if taken_up or ("action_execution_rejected", form) in happened:
        return Stage.RESUMED
    return Stage.STARTED if ("active_loop", form) in happened else Stage.ANSWERED


def since_message(tracker: Tracker) -> list[Mapping[str, Any]]:
    """What happened since the latest message."""
    events: list[Mapping[str, Any]] = []
    for event in reversed(tracker.events):
        if event["event"] == "user":
            break
        events.insert(0, event)
    return events


def clean(tracker: Tracker) -> Events:
    """Empties every slot that some task filled."""
    return [SlotSet(slot, None) for slot in SLOTS if tracker.get_slot(slot) is not None]


def spoken_of(slots: Mapping[str, Any]) -> dict[str, Any]:
    """What a task was about, for "it" and "that one" later in this session."""
    product = slots.get("product")
    about = {"about_order": slots.get("order_number"), "about_booking": slots.get("booking")}
    return {
        **{slot: value for slot, value in about.items() if value},
        **({"about_products": [product]} if product else {}),
    }


def noted(about: Mapping[str, Any]) -> Events:
    """Notes what was spoken of, and until the next turn which kind of thing it was."""
    last = next((kind for slot, kind in SPOKEN_OF.items() if slot in about), None)
    return [*_set(about), *([SlotSet("asked", last)] if last else [])]


def failure(error: ShopError) -> Say:
    """What to say of something the shop could not do."""
    return Say(FAILURES.get(type(error).__name__, "utter_shop_away"))


# Slots of all tasks; a test holds them against the tasks and the domain.
SLOTS = (
    "told", "order_number", "order_line", "change", "wish", "problem", "address", "target", "detail", "new_value", "points",
    "product", "color", "size", "quantity", "visit", "place", "date", "time", "people", "booking", CONFIRMED, "missed",
)  # fmt: skip

FAILURES = {
    "NoSuchOrder": "utter_no_such_order_now",
    "TooLate": "utter_too_late",
    "AlreadyDone": "utter_already_done",
    "NotYetDelivered": "utter_not_yet_delivered",
    "OutOfStock": "utter_out_of_stock",
    "NothingLeft": "utter_nothing_left",
    "NoAddress": "utter_no_address",
    "NotEnoughPoints": "utter_not_enough_points",
    "SlotTaken": "utter_time_just_taken",
    "NoAccount": "utter_no_account",
    "NotValid": "utter_cannot_be",
    "WhichVariant": "utter_cannot_be",
}


def _set(slots: Mapping[str, Any]) -> Events:
    return [SlotSet(slot, value) for slot, value in slots.items()]


def _left(tracker: Tracker) -> Events:
    return [*clean(tracker), SlotSet("requested_slot", None)]


def _left_for_good(tracker: Tracker) -> Events:
    return [SlotSet("set_aside", None), *_left(tracker)]


def _set_aside(tracker: Tracker, form: str) -> Events:
    """Keeps what another task knew when this one came between, so that it goes on afterwards."""
    between = [e["name"] for e in since_message(tracker) if e["event"] == "action_execution_rejected"]
    waiting = [task for task in tracker.get_slot("set_aside") or [] if task["form"] not in (form, *between)]
    known = {slot: value for slot in SLOTS if (value := tracker.get_slot(slot)) is not None}
    waiting += [{"form": name, "slots": known} for name in between[:1] if name != form]
    return [SlotSet("set_aside", waiting or None)]


def taken_up_again(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Goes on with the task that was set aside last; says so when some turns have passed."""
    waiting = tracker.get_slot("set_aside") or []
    if not waiting:
        return []
    form = waiting[-1]["form"]
    if not any(e["event"] == "action_execution_rejected" and e["name"] == form for e in since_message(tracker)):
        dispatcher.utter_message(response="utter_back_to_it")
    return [
        *_set(waiting[-1]["slots"]),
        ActiveLoop(form),
        SlotSet("taken_up", form),
        SlotSet("set_aside", waiting[:-1] or None),
    ]


def _is_other(said: Said, task: Task) -> bool:
    return said.intent not in task.OWN | ANSWERS and said.confidence >= SURE


def _belongs_elsewhere(said: Said, task: Task, tracker: Tracker) -> bool:
    if tracker.get_slot("asked") not in (None, *SPOKEN_OF.values()) and yes_or_no(said) is not None:
        return True  # the yes belongs to the question that came between
    if said.intent in (ALWAYS_HEARD | LEAVING) - task.OWN and said.confidence >= SURE:
        return True
    return _is_other(said, task) and not said.is_short and not said.corrects


def _just_asked(tracker: Tracker) -> bool:
    """Whether this very turn has put a question already: one question at a time."""
    return any(
        (event["event"] == "slot" and event["name"] == "asked" and event["value"] not in (None, *SPOKEN_OF.values()))
        or (event["event"] == "bot" and (event.get("metadata") or {}).get("asks"))
        for event in since_message(tracker)
    )
