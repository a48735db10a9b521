"""What is so hard that it comes before the matter: a loss, an illness; and the peace that follows it."""

import re

from actions.turn import CareAction, Turn
from store import Once

_LOST = (
    r"(?:husband|wife|mum|mom|mother|dad|father|son|daughter|baby|brother|sister|partner|friend|dog|cat|gran\w*|nan\w*|job)"
)
LOSS = re.compile(
    rf"\b(?:died|passed (?:away|on)|(?:is|was|are) dead|funeral|lost my (?:\w+ )?{_LOST}|miscarr\w+|"
    r"put (?:him|her|it) down|terminally ill|has cancer)\b",
    re.I,
)
ILLNESS = re.compile(
    r"\b(?:diagnosed|(?:got|have|having|with|it'?s|is) cancer|chemo\w*|radiotherapy|tumou?r|terminal(?:ly)?|a stroke|"
    r"heart attack|in intensive care|in (?:a )?hospice)\b",
    re.I,
)
PEACE_AFTER_DISTRESS, PEACE_AFTER_LOSS = 30, 90  # days in which nothing is started; why is not kept


def said_first(text: str) -> str | None:
    """What is said before the matter to somebody who tells of a loss or an illness beside it."""
    if LOSS.search(text):
        return "utter_loss_first"
    return "utter_illness_first" if ILLNESS.search(text) else None


async def leave_in_peace(action: CareAction, turn: Turn, days: int, for_good_in: str | None = None) -> None:
    """Starts nothing with them for so many days; in the conversation `for_good_in` never again."""
    once, peace = Once(turn.id, f"{action.name()}.peace"), action.memory.relationship.leave_in_peace
    await action.door(peace, turn.identity, days, once, for_good_in=for_good_in)
