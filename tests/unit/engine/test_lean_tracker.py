"""The tracker that does not replay shows the rules what Rasa's own shows them."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.without_tensorflow import stand_in

stand_in()

from rasa.shared.core.domain import Domain, State  # noqa: E402 - Rasa can't be imported before the stand-ins are in place
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.engine.tracker import EVENTS_KEPT, EVENTS_OVER, STATES_KEPT, LeanTracker  # noqa: E402

DOMAIN = Domain.from_yaml("""
version: "3.1"
intents: [greet, order, inform, deny, stop]
entities: [product]
slots:
  asked: {type: categorical, values: [remember, confirm], mappings: [{type: custom}]}
  product: {type: text, influence_conversation: true, mappings: [{type: custom}]}
  sure: {type: bool, mappings: [{type: custom}]}
  language: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  heard: {type: any, mappings: [{type: custom}]}
forms:
  order_form: {required_slots: [product]}
  visit_form: {required_slots: [sure]}
actions: [action_tell, action_hear]
responses: {utter_hello: [{text: Hello}]}
""")
LOOKED_BACK = 9


def said(intent: str, product: str | None = None) -> UserUttered:
    entities = [{"entity": "product", "value": product}] if product else []
    return UserUttered(f"words of {intent}", {"name": intent, "confidence": 1.0}, entities)


def did(*actions: str) -> list[Event]:
    return [ActionExecuted(action) for action in actions]


OPENING: list[Event] = [ActionExecuted("action_session_start"), SessionStarted(), *did("action_listen")]
TURN: list[Event] = [said("greet"), *did("utter_hello"), BotUttered("Hello"), *did("action_listen")]
HEARD: list[Event] = [said("deny"), *did("action_hear")]
ASKED: list[Event] = [said("order"), *did("order_form"), ActiveLoop("order_form"), SlotSet("requested_slot", "product")]
TOLD: list[Event] = [*did("action_listen"), said("inform", "socks"), *did("order_form"), SlotSet("product", "socks")]
ENDED: list[Event] = [ActiveLoop(None), SlotSet("requested_slot", None), *did("action_tell", "action_listen")]
REFUSED: list[Event] = [ActionExecutionRejected("order_form"), *did("utter_hello", "order_form", "action_listen")]

STORIES = {
    "a greeting": [*OPENING, *TURN, *TURN],
    "slots": [*OPENING, *HEARD, SlotSet("asked", "remember"), SlotSet("heard", ["x"]), *TURN],
    "a form": [*OPENING, *ASKED, *TOLD, *ENDED, *TURN, *TURN],
    "a form twice": [*OPENING, *ASKED, *TOLD, *ENDED, *ASKED, *TOLD, *ENDED, *TURN],
    "a form that runs on after its end": [*OPENING, *ASKED, *ENDED, *TOLD, *TOLD, *TURN],
    "a form interrupted": [*OPENING, *ASKED, *did("action_listen"), said("greet"), *REFUSED, *TOLD, *ENDED, *TURN],
    "a form given up": [*OPENING, *ASKED, *did("action_listen"), said("stop"), ActiveLoop(None), *TURN, *TURN],
    "reverted": [*OPENING, *TURN, *HEARD, ActionReverted(), *TURN, UserUtteranceReverted(), *TURN],
    "a second session": [*OPENING, *ASKED, *TOLD, *OPENING, *TURN],
    "a restart": [*OPENING, *ASKED, Restarted(), *did("action_listen"), *TURN],
}


def rasas(events: Iterable[Event]) -> DialogueStateTracker:
    tracker = DialogueStateTracker("c", DOMAIN.slots)
    for event in events:
        tracker.update(event)
    return tracker


def assert_alike(lean: LeanTracker, events: list[Event]) -> None:
    theirs: list[State] = rasas(events).past_states(DOMAIN)
    assert lean.latest_states(LOOKED_BACK) == theirs[-LOOKED_BACK:]
    assert lean.past_states(DOMAIN)[-STATES_KEPT - 1 :] == theirs[-STATES_KEPT - 1 :]


@pytest.mark.parametrize("events", STORIES.values(), ids=STORIES)
def test_every_moment_of_a_conversation_looks_as_in_rasa(events: list[Event]) -> None:
    """After each event the states are those that Rasa's tracker gives after replaying the session."""
    lean = LeanTracker("c", DOMAIN)
    for number, event in enumerate(events, 1):
        lean.update(event)
        assert_alike(lean, events[:number])


an_event = st.one_of(
    st.builds(said, st.sampled_from(DOMAIN.intents[:5]), st.sampled_from([None, "socks"])),
    st.builds(ActionExecuted, st.sampled_from(["action_listen", "action_tell", "order_form", "visit_form"])),
    st.builds(ActiveLoop, st.sampled_from(["order_form", "visit_form", None])),
    st.builds(SlotSet, st.just("asked"), st.sampled_from(["remember", "confirm", None])),
    st.builds(SlotSet, st.just("product"), st.sampled_from(["socks", None])),
    st.builds(ActionExecutionRejected, st.sampled_from(["order_form", "visit_form"])),
    st.builds(ActionReverted),
    st.builds(UserUtteranceReverted),
    st.builds(SessionStarted),
    st.builds(Restarted),
)
a_piece = st.one_of(st.sampled_from([TURN, ASKED, TOLD, ENDED, REFUSED, OPENING]), st.lists(an_event, max_size=3))


@settings(max_examples=150, deadline=None)
@given(st.lists(a_piece, max_size=12), st.integers(0, 40))
def test_any_sequence_of_events_looks_as_in_rasa(pieces: list[list[Event]], copied_at: int) -> None:
    """Whatever happens in whatever order, also to a copy taken in the middle, which leaves its original alone."""
    events = [event for piece in pieces for event in piece]
    lean = LeanTracker("c", DOMAIN)
    for number, event in enumerate(events, 1):
        if number == copied_at:
            lean.copy().update_with_events([*ASKED, *ENDED], DOMAIN)
            lean = lean.copy()
        lean.update(event)
        assert_alike(lean, events[:number])


def test_what_a_policy_writes_into_the_states_stays_with_it() -> None:
    """Rasa's policies remove words from the states that they are given; the tracker's own stay whole."""
    lean = LeanTracker("c", DOMAIN)
    lean.update_with_events([*OPENING, *TURN], DOMAIN)
    for state in lean.latest_states(LOOKED_BACK):
        state.get("user", {}).clear()
    assert_alike(lean, [*OPENING, *TURN])


@pytest.mark.parametrize("story", ["a greeting", "a form", "a form interrupted"])
def test_a_trimmed_tracker_looks_as_in_rasa(story: str) -> None:
    """However long the session, few events are kept, and the states looked back on are those of all of them."""
    lean, events = LeanTracker("c", DOMAIN), list(OPENING)
    lean.update_with_events(OPENING, DOMAIN)
    for _ in range(100):
        turn = [SlotSet("sure", True), *STORIES[story][len(OPENING) :]]
        lean.update_with_events(turn, DOMAIN)
        lean.trim()
        events += turn
        assert len(lean.events) <= EVENTS_KEPT + EVENTS_OVER
    assert lean.latest_states(LOOKED_BACK) == rasas(events).past_states(DOMAIN)[-LOOKED_BACK:]
    assert lean.current_slot_values() == rasas(events).current_slot_values()
