"""What somebody may need next, by their own rhythm; and plainly when that is nothing."""

from collections.abc import Mapping
from datetime import datetime

from actions.replies import Say, say
from actions.tongues import need_cues
from actions.turn import Means, Turn
from actions.wording import day, listing
from store.rhythm import Pace, Rhythm


def asks_for_need(text: str) -> bool:
    """Whether somebody asks what they need, rather than for something.

    >>> asks_for_need("what might I need?"), asks_for_need("was brauche ich bald?"), asks_for_need("I need a coat")
    (True, True, False)
    """
    return any(cue.search(text.lower()) for cue in need_cues())


async def needed(means: Means, turn: Turn) -> Say | None:
    """What is due by their rhythm, or that nothing is; None for who has none, or doesn't allow us to look."""
    known: Mapping[str, Rhythm] = await means.door(means.memory.noticing.rhythms, turn.customer, turn.moment)
    steady = [one for one in known.values() if one.due_at is not None]
    due = [one.category for one in steady if one.pace is Pace.DUE]
    if due:
        return say("utter_needed", things=listing(sorted(due), turn.language))
    ahead = min((one for one in steady if one.pace is Pace.ON_TIME), key=_due, default=None)
    if ahead is None:
        return None
    return say("utter_nothing_needed", thing=ahead.category, day=day(_due(ahead), turn.language, means.zone))


def _due(rhythm: Rhythm) -> datetime:
    return rhythm.due_at or rhythm.last_at
