"""What somebody may need next, by their own rhythm; and plainly when that is nothing."""

import re
from collections.abc import Mapping
from datetime import datetime

from actions.replies import Say, say
from actions.turn import Means, Turn
from actions.wording import day, listing
from store.rhythm import Pace, Rhythm

_NEED = re.compile(
    r"\b(?:(?:do|might|would|will) (?:i|we) need|(?:i|we) (?:might |may )?need\s*\?|"
    r"should (?:i|we) (?:buy|get|order) next|(?:am i|are we) (?:out of|due)|time for (?:me|us) to (?:buy|order))",
    re.I,
)
_ANYTHING = re.compile(r"\b(?:anything|something|what)\b(?:.{0,12}\b(?:i|we)\b.{0,8}\bneed\b)", re.I)


def asks_for_need(text: str) -> bool:
    """Whether somebody asks what they need, rather than for something."""
    return bool(_NEED.search(text) or _ANYTHING.search(text))


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
