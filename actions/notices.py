"""Questions for permissions: what goes with one when it is put, and what was shown when one is answered."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from rasa_sdk import Tracker

from actions.turn import entity
from store import Purpose

REMEMBER, REMEMBER_ONE = "remember", "remember_one"
# the open question of each permission, which only a yes may answer
QUESTION = {
    Purpose.MEMORY: REMEMBER,
    Purpose.CONTACT: "permit_contact",
    Purpose.STAFF: "permit_staff",
    Purpose.IMPROVE: "permit_improve",
}
TERMS = "terms"  # the question on which terms we may write at all
FOR_PERMISSION = frozenset({REMEMBER_ONE, TERMS, *QUESTION.values()})
TOGETHER = (Purpose.MEMORY, Purpose.PERSONALISE)  # what one plain question about remembering says


class Shown(NamedTuple):
    """The words of a question for a permission as it was shown, and the version of them."""

    text: str = ""
    version: str = ""


NOTHING_SHOWN = Shown()


def notice(*purposes: Purpose, about: Iterable[str] = ()) -> dict[str, Any]:
    """What a reply is marked with that asks for these permissions, or for remembering these matters alone."""
    return {"purposes": [purpose.value for purpose in purposes], "about": list(about)}


def shown(tracker: Tracker, purpose: Purpose) -> Shown:
    """The question for this permission that is answered now; nothing where it was said without being asked."""
    told = entity(tracker, "told")  # a button of a question about one matter names the message that it was about
    if not (was_chosen(tracker) or tracker.get_slot("asked") in FOR_PERMISSION):
        return NOTHING_SHOWN
    found = None
    for event in reversed(tracker.events):
        marks = event["event"] == "bot" and event.get("metadata") or {}
        put = marks.get("notice")
        if not put or purpose.value not in put["purposes"]:
            continue
        found = found or Shown(event["text"] or "", put.get("version", ""))
        if put.get("joins"):  # it named more beside the question before it, and all of it
            continue
        if told in (None, marks.get("told")):
            return found
        found = None
    return NOTHING_SHOWN


def was_chosen(tracker: Tracker) -> bool:
    """Whether a choice that we offered was taken, instead of words typed."""
    return bool(tracker.latest_message["intent"].get("confidence") == 1.0)


def method(tracker: Tracker) -> str:
    """How the answer came: by a button or in words."""
    return "button" if was_chosen(tracker) else "words"
