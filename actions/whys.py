"""Why we brought something up first, in the customer's own reasons."""

import re
from typing import Any

from actions.turn import Means, Turn
from actions.wording import day, listing, span
from store import Why

WHY_NOT = re.compile(r"^\W*(?:and |but )?why not\W*$", re.I)  # asked of what was just said
DAYS_NAMED = 4  # the newest of the days that a message of ours rested on


async def why_first(means: Means, turn: Turn) -> dict[str, Any] | None:
    """The response that says why, with its values; None where nothing was brought up since they spoke before."""
    why: Why | None = await means.door(means.memory.noticing.why, turn.customer, turn.moment)
    if why is None:
        return None
    days = [day(at, turn.language, means.zone) for at in why.at[-DAYS_NAMED:]]
    return {
        "response": f"utter_why_{why.concern}",
        "category": why.category or "",
        "days": listing(days, turn.language),
        "every": span(why.every, turn.language) if why.every else "",
    }
