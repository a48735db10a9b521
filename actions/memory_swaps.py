"""A remembered thing put right by the word that takes the place of another in it."""

import re
from collections.abc import Sequence

from rasa_sdk import Tracker

from actions.facts import matching
from actions.replies import shaped_just_now
from actions.right_alone import CORRECTION, right_alone, says_what_is_right
from actions.swaps import Swap, swap_in
from actions.turn import CareAction, Turn
from store import Fact, Once, Purpose, Reader, Sensitivity

NEAR = 6  # how far a body moves between two sizes of one system
_SIZE = re.compile(r"\b(?:\d{1,2}(?:\.5)?|x{0,3}[sl]|m)\b", re.I)
_MOVED = re.compile(
    r"\b(?:moved|gone|went|dropped|came|come|jumped|changed|slimmed|shrunk|grown|outgrown|used to be|any ?more|"
    r"no longer|"
    r"these days|nowadays|now)\b",
    re.I,
)


async def put_right_in_memory(action: CareAction, turn: Turn, tracker: Tracker) -> Fact | None:
    """The one fact that the message puts right by a word, put right; None where it fits none, or several.

    A word that takes the place of another is looked for in all that is kept; one by itself in what was just told or
    asked about, or in what the message names as it names its kind.
    """
    swap, asks_how = swap_in(turn.text), tracker.get_slot("asked") == CORRECTION
    alone = f"I meant {turn.text}" if asks_how else turn.text
    if not (swap or says_what_is_right(alone) or _MOVED.search(turn.text)):
        return None
    brief = await action.door(action.memory.recall, turn.customer, Purpose.SERVICE, Reader.CUSTOMER, turn.moment)
    live = [fact for fact in (*brief.facts, *brief.others) if fact.superseded_by is None]
    if swap := swap or _outgrown(turn, live):
        fitting = [(fact, swap) for fact in live if swap.fits(fact.words)]
    else:
        told = {tracker.get_slot("to_correct")} if asks_how else shaped_just_now(tracker)
        spoken_of = [fact for fact in live if fact.id in told] or matching(live, turn.text, ())
        fitting = [(fact, right) for fact in spoken_of if (right := right_alone(alone, fact.words, fact.about))]
    if len(fitting) != 1 or asks_more_care(turn.care, fitting[0][0].sensitivity):
        return None  # what is told with more care takes a yes of its own
    return await _put_right(action, turn, *fitting[0])


def asks_more_care(words: Sensitivity, told: Sensitivity) -> bool:
    """Whether words have to be kept with more care than what they would put right."""
    return words is not Sensitivity.ORDINARY and told is Sensitivity.ORDINARY


async def _put_right(action: CareAction, turn: Turn, meant: Fact, swap: Swap) -> Fact:
    right: Fact = await action.door(
        action.memory.facts.correct,
        turn.customer,
        meant.id,
        turn.moment,
        words=swap.put_into(meant.words),
        text=swap.put_into(meant.text),
        about=swap.put_into(meant.about).lower(),
        message=turn.id,
        once=Once(turn.id, f"{action.NAME}.swap"),
    )
    return right


def _outgrown(turn: Turn, live: Sequence[Fact]) -> Swap | None:
    """The size that "I've gone down to a 43" takes the place of, where one kept size can be meant; else None."""
    told = [one for one in turn.statements if (one["kind"], one.get("subject") or "self") == ("size", "self")]
    if len(told) != 1 or not _MOVED.search(turn.text) or (new := _size_in(str(told[0]["about"]))) is None:
        return None
    sizes = [_size_in(fact.about) for fact in live if (fact.kind, fact.subject) == ("size", "self")]
    near = [size for size in sizes if size and size != new and _are_alike(size, new)]
    return Swap(new, near[0]) if len(near) == 1 else None


def _size_in(about: str) -> str | None:
    found = _SIZE.search(about)
    return found[0] if found else None


def _are_alike(one: str, other: str) -> bool:
    """Whether one size can have become the other: both letters, or numbers of one system."""
    if not (one[0].isdigit() and other[0].isdigit()):
        return one[0].isdigit() == other[0].isdigit()
    return abs(float(one) - float(other)) <= NEAR
