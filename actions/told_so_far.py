"""What was told in this session and waits for a yes: what a question named, what came between, what was told anew."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.facts import of_anothers_body
from actions.turn import Turn
from store import Sensitivity

_REASON = re.compile(r"^(?:because |as |since )?(?:it|that|they|this)\b", re.I)  # "it makes me itch"
BETWEEN = 2  # messages after a question at which a late yes asks for it again


def was_put_lately(tracker: Tracker) -> bool:
    """Whether one message alone came between a question for a permission and this one."""
    said = 0
    for event in reversed(tracker.events):
        said += event["event"] == "user"
        if event["event"] == "bot" and (event.get("metadata") or {}).get("notice"):
            return said <= BETWEEN
    return False


def may_wait(statement: Mapping[str, Any]) -> bool:
    """Whether something else is asked about before it: what is told with care, or what it is only the reason of."""
    return bool(statement["sensitivity"] == Sensitivity.ORDINARY or _REASON.match(str(statement["words"])))


def waiting_for_yes(tracker: Tracker, now: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the one question is about that was put before and not answered, where it fits what is told now."""
    told_like_this = (one for one in tracker.get_slot("heard") or [] if one["sensitivity"] == now[0]["sensitivity"])
    return [one for one in told_like_this if one.get("asked") and not one.get("refused")]


def told_anew(statement: Mapping[str, Any], now: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the same is told of the same person now, otherwise or again: what was said last stands."""
    of = (statement["about"], statement.get("subject"))
    return any((one["about"], one.get("subject")) == of for one in now)


def decided(statement: Mapping[str, Any]) -> dict[str, Any]:
    """What an earlier question was about, once another is put."""
    return {**statement, "asked": False}


def still_heard(tracker: Tracker, now: Sequence[Mapping[str, Any]], turn: Turn) -> dict[str, Any]:
    """What is gone by in this session once the rest is kept: what nobody may keep, and what was told with care now."""
    theirs = [one for one in tracker.get_slot("heard") or [] if of_anothers_body(one) and not told_anew(one, now)]
    return SlotSet("heard", [*theirs, *({**one, "message": turn.id} for one in now)] or None)


def heard_with(
    tracker: Tracker,
    statements: list[dict[str, Any]],
    turn: Turn,
    before: Callable[[Mapping[str, Any]], dict[str, Any]] = dict,
) -> dict[str, Any]:
    """What was said of themselves in this session, with what was said now."""
    told = [one for one in tracker.get_slot("heard") or [] if one.get("refused") or not told_anew(one, statements)]
    earlier = [before(one) for one in told]
    return SlotSet("heard", [*earlier, *({**one, "message": turn.id} for one in statements)])
