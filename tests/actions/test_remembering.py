"""A yes to what nobody may keep: said so plainly, and nothing is allowed by it."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.remembering import AllowMemory, AllowOne
from actions.turn import Means
from store import Assurance, NotAllowed

THEO = {
    "kind": "allergy", "stance": "avoid", "about": "milk", "words": "Theo is allergic to milk", "message": "m-1",
    "restated": "your grandson Theo is allergic to milk", "subject": "my grandson theo", "sensitivity": "special",
}  # fmt: skip
LINEN = {**THEO, "kind": "preference", "about": "linen", "subject": "self", "sensitivity": "ordinary"}
NUTS = {**THEO, "about": "nuts", "subject": "self", "asked": True}


class Shut:
    """A memory that lets nothing be kept, and writes down what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        memory = SimpleNamespace(
            consents=SimpleNamespace(grants="grants", decide="decide"), facts=SimpleNamespace(remember="remember")
        )
        self.means = cast(Means, SimpleNamespace(memory=memory, door=self, shop=None))

    async def __call__(self, call: Any, *_: object, **__: object) -> Any:
        self.asked.append(call)
        if call == "remember":
            raise NotAllowed("not now")
        return ()


def a_yes(heard: list[dict[str, Any]], *now: dict[str, Any], asked: str | None = None) -> Tracker:
    about = {
        "now": "2026-11-21T10:00:00+00:00", "channel": "web", "identity": "i", "assurance": Assurance.VERIFIED.value,
        "turn": "m-2", "customer": "c",
    }  # fmt: skip
    message = {
        "text": "yes, remember that", "intent": {"name": "allow_memory", "confidence": 0.9}, "entities": [],
        "statements": list(now), "metadata": about,
    }  # fmt: skip
    slots = {"heard": heard, "asked": asked, "language": "en"}
    return Tracker("conversation", slots, message, [], False, None, {}, "action_listen")


async def answer(action: Any, tracker: Tracker) -> tuple[list[str], list[Any], list[str]]:
    shut, dispatcher = Shut(), CollectingDispatcher()
    events = await action(shut.means).run(dispatcher, tracker, {})
    return [one["response"] for one in dispatcher.messages], events, shut.asked


@pytest.mark.parametrize(("heard", "now"), [([THEO], ()), ([], (THEO,))])
async def test_what_is_anothers_to_tell_is_not_kept_and_allows_nothing(heard: list[Any], now: tuple[Any, ...]) -> None:
    """Theirs to tell; it is gone by while we talk."""
    said, events, asked = await answer(AllowMemory, a_yes(heard, *now))
    assert said == ["utter_theirs_to_tell"] and asked == []
    assert [one["about"] for one in events[0]["value"]] == [one["about"] for one in (*heard, *now)]


async def test_what_is_anothers_takes_nothing_from_what_is_their_own() -> None:
    """Their own may be kept by the same yes; here the memory refuses it, which is said."""
    said, _, asked = await answer(AllowMemory, a_yes([LINEN, THEO]))
    assert said == ["utter_theirs_to_tell", "utter_for_now"] and asked != []


async def test_the_same_holds_for_a_matter_with_a_yes_of_its_own() -> None:
    """Nothing reaches the memory."""
    said, _, asked = await answer(AllowOne, a_yes([{**THEO, "asked": True}], asked="remember_one"))
    assert said == ["utter_theirs_to_tell"] and asked == []


@pytest.mark.parametrize(
    ("action", "heard", "asked"),
    [
        (AllowMemory, [LINEN], None),
        (AllowMemory, [{**LINEN, "asked": True}], "remember"),
        (AllowOne, [NUTS], "remember_one"),
    ],
)
async def test_whatever_the_memory_refuses_is_a_reply(action: Any, heard: list[Any], asked: str | None) -> None:
    """No turn breaks off, and nobody is told that it is kept."""
    said, _, _ = await answer(action, a_yes(heard, asked=asked))
    assert said == ["utter_for_now"]
