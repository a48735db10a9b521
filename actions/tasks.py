"""Tasks: what customers want done, told in any order, confirmed once, then carried out.

A task is one of Rasa's forms with three kinds of action: `validate_<form>` reads every message for all that the task
must know, `action_ask_<slot>` asks for what is missing (both in `actions.forms`), and the task itself, run at the
form's end, carries it out.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.customers import Counter, counter_for
from actions.money_words import beside_points
from actions.replies import SPOKEN_OF, Events, Say, failure, noted, say
from actions.said import Said, in_short, yes_or_no
from actions.stages import CONFIRMED, clean, taken_up_again
from actions.tongues import HOUSE_TONGUE
from actions.turn import CareAction, Means, Turn, turn_of
from actions.yes_and_no import rider_in
from shop.errors import ShopError
from shop.values import CustomerRef

LOOKED_BACK = 6  # of their messages


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
    before: tuple[str, ...] = ()  # what the customer wrote in the last turns, this one included
    earlier: tuple[Said, ...] = ()  # the same since the last task ended, without this one, as it was read
    heard: tuple[Mapping[str, Any], ...] = ()  # what the customer said of themselves in this session


Read = Callable[[Filling], Awaitable[Any]]
Ask = Callable[[Filling], Awaitable[Say]]


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that a task must know. `read` gives None where the message doesn't tell it."""

    read: Read
    ask: Ask
    shapes: frozenset[str] = frozenset()  # slots that mean nothing any more once this one has changed


async def _confirmed(f: Filling) -> bool | None:
    """A no with more behind it, such as "no, the other one", declines nothing unless that is how it was read; a yes
    to more than was asked is put again, with what can't be done of it."""
    if f.said.asked_for != CONFIRMED:
        return None
    answer = yes_or_no(replace(f.said, text=beside_points(f.said.text)))
    if answer and (rider := rider_in(f.said.text)):
        raise Unfit(say("utter_not_with_it", words=in_short(rider)))
    return None if answer is False and f.said.intent != "deny" and not f.said.is_bare_no else answer


async def _never_asked(f: Filling) -> Say:
    raise NotImplementedError  # `propose` asks for the confirmation; the words that began a task are never missing


async def _first_words(f: Filling) -> str | None:
    return None if f.slots["told"] else in_short(f.said.text)


CONFIRMATION = Detail(read=_confirmed, ask=_never_asked)
TOLD = Detail(read=_first_words, ask=_never_asked)


class Task(CareAction):
    """Something to be done; run at the end of its form."""

    FORM: ClassVar[str]
    OWN: ClassVar[frozenset[str]]  # intents that belong to this task while it is under way
    DETAILS: ClassVar[Mapping[str, Detail]]
    OPENING: ClassVar[str | None] = None  # what is said before the first question
    TONGUES: ClassVar[frozenset[str]] = frozenset({HOUSE_TONGUE})  # in which its replies are written

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
        return [*clean(tracker), *noted(about), *self._put_right(), *taken_up_again(dispatcher, tracker)]

    def _put_right(self) -> Events:
        """What is only told can be asked again for another: "no, order 12, not 21"."""
        return [] if CONFIRMED in self.DETAILS else [SlotSet("stopped", min(self.OWN))]

    async def _done(self, f: Filling) -> Say:
        try:
            return await self.carry_out(f)
        except (Stop, Unfit) as ended:
            return ended.words
        except ShopError as error:
            return failure(error)


async def filling(task: Task, tracker: Tracker) -> Filling:
    """What there is to go by for a task as its tracker stands."""
    turn = turn_of(tracker)
    if turn.language not in task.TONGUES:
        turn = replace(turn, language=HOUSE_TONGUE)  # no German day in an English sentence
    return Filling(
        said=Said.last(tracker),
        turn=turn,
        slots={slot: tracker.get_slot(slot) for slot in task.DETAILS},
        about={slot: tracker.get_slot(slot) for slot in SPOKEN_OF},
        counter=await counter_for(task.means, turn),
        means=task.means,
        before=_written_lately(tracker),
        earlier=read_lately(tracker),
        heard=tuple(tracker.get_slot("heard") or ()),
    )


def _written_lately(tracker: Tracker) -> tuple[str, ...]:
    written = [str(event.get("text") or "") for event in tracker.events if event["event"] == "user"]
    return tuple(written[-LOOKED_BACK:])


def read_lately(tracker: Tracker) -> tuple[Said, ...]:
    """What was said since the last task ended, without this message, as it was read."""
    ended = (n for n, event in enumerate(tracker.events) if event["event"] == "active_loop" and not event.get("name"))
    since = tracker.events[max(ended, default=-1) + 1 :]
    written = [Said.of(event) for event in since if event["event"] == "user"]
    return tuple(written[:-1][-LOOKED_BACK:])


def spoken_of(slots: Mapping[str, Any]) -> dict[str, Any]:
    """What a task was about, for "it" and "that one" later in this session."""
    product = slots.get("product")
    about = {"about_order": slots.get("order_number"), "about_booking": slots.get("booking")}
    return {
        **{slot: value for slot, value in about.items() if value},
        **({"about_products": [product]} if product else {}),
    }


def own_ref(f: Filling) -> CustomerRef:
    """The name that new orders and bookings go under; Stop for nobody in particular."""
    if f.counter.ref is None:
        raise Stop(say("utter_sign_in_for_that"))
    return f.counter.ref
