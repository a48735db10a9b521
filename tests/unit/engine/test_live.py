"""Live trackers: what is kept between turns weighs only so much, however many talk and for how long."""
# ruff: noqa: E402 - Rasa can't be imported before the stand-ins are in place

from bot.engine.without_tensorflow import stand_in

stand_in()

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted

from bot.engine.live import TRACKER_WEIGHT, Live, LiveTrackers
from bot.engine.tracker import LeanTracker

DOMAIN = Domain.empty()
ROOM_FOR_THREE = 3 * (TRACKER_WEIGHT + 10)


def talked(conversation: str, events: int = 10) -> Live:
    tracker = LeanTracker(conversation, DOMAIN)
    for _ in range(events):
        tracker.update(ActionExecuted("action_listen"), DOMAIN)
    return Live(tracker, epoch=0, sequence=events)


def kept(live: LiveTrackers, *conversations: str) -> list[str]:
    return [one for one in conversations if live.take(one) is not None]


def test_who_was_silent_longest_goes_first() -> None:
    """Speaking again brings a conversation to the end of the line."""
    live = LiveTrackers(ROOM_FOR_THREE)
    for one in ("a", "b", "c", "a", "d"):
        live.keep(one, live.take(one) or talked(one))
    assert kept(live, "a", "b", "c", "d") == ["a", "c", "d"]


def test_a_long_conversation_takes_the_room_of_several() -> None:
    """What counts is what they weigh, not how many they are."""
    live = LiveTrackers(ROOM_FOR_THREE)
    for one in ("a", "b"):
        live.keep(one, talked(one))
    live.keep("long", talked("long", events=40))
    assert kept(live, "a", "b", "long") == ["long"]


def test_what_was_taken_and_never_kept_again_leaves_its_room() -> None:
    """A turn that failed leaves its tracker behind; the next ones have the room."""
    live = LiveTrackers(ROOM_FOR_THREE)
    for _ in range(100):
        live.keep("failing", talked("failing"))
        live.take("failing")
    for one in ("a", "b", "c"):
        live.keep(one, talked(one))
    assert kept(live, "a", "b", "c") == ["a", "b", "c"]
