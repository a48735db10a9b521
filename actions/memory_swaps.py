"""A remembered thing put right by the word that takes the place of another in it."""

import re

from actions.swaps import Swap
from actions.turn import CareAction, Turn
from store import Fact, Once, Purpose, Reader

NEAR = 6  # how far a body moves between two sizes of one system
_SIZE = re.compile(r"\b(?:\d{1,2}(?:\.5)?|x{0,3}[sl]|m)\b", re.I)
_MOVED = re.compile(
    r"\b(?:moved|gone|went|dropped|came|come|jumped|changed|slimmed|shrunk|grown|outgrown|used to be|any ?more|"
    r"no longer|"
    r"these days|nowadays|now)\b",
    re.I,
)


async def swap_in_memory(action: CareAction, turn: Turn, swap: Swap) -> Fact | None:
    """The one fact that the swap can mean, put right; None where it fits none, or several."""
    memory = action.memory
    brief = await action.door(memory.recall, turn.customer, Purpose.SERVICE, Reader.CUSTOMER, turn.moment)
    live = (fact for fact in (*brief.facts, *brief.others) if fact.superseded_by is None)
    fitting = [fact for fact in live if swap.fits(fact.words)]
    if len(fitting) != 1:
        return None
    meant = fitting[0]
    right: Fact = await action.door(
        memory.facts.correct,
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


async def outgrown_in_memory(action: CareAction, turn: Turn) -> Swap | None:
    """The size that "I've gone down to a 43" takes the place of, where one kept size can be meant; else None."""
    told = [one for one in turn.statements if (one["kind"], one.get("subject") or "self") == ("size", "self")]
    if len(told) != 1 or not _MOVED.search(turn.text) or (new := _size_in(str(told[0]["about"]))) is None:
        return None
    brief = await action.door(action.memory.recall, turn.customer, Purpose.SERVICE, Reader.CUSTOMER, turn.moment)
    facts = (fact for fact in (*brief.facts, *brief.others) if fact.superseded_by is None)
    sizes = [_size_in(fact.about) for fact in facts if (fact.kind, fact.subject) == ("size", "self")]
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
