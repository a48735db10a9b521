"""The indexed rules predict what Rasa's own predict, for the product's rules and any conversation."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.without_tensorflow import stand_in

stand_in()

from rasa.core.policies.rule_policy import RulePolicy  # noqa: E402 - Rasa needs the stand-ins first
from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.generator import TrainingDataGenerator  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from rasa.shared.core.training_data.loading import load_data_from_files  # noqa: E402
from rasa.shared.core.training_data.structures import StoryGraph  # noqa: E402

from bot.engine.importer import TOPICS, joined  # noqa: E402
from bot.engine.rules import IndexedRulePolicy, RuleTooLong  # noqa: E402
from bot.engine.tracker import STATES_KEPT, LeanTracker  # noqa: E402
from bot.engine.training import ROOT  # noqa: E402

PATHS = [ROOT / "domain.yml", *sorted(TOPICS.glob("*.yml"))]
DOMAIN = Domain.from_dict(joined([yaml.safe_load(path.read_text()) or {} for path in PATHS]))
OPENING: list[Event] = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]

Policies = tuple[RulePolicy, IndexedRulePolicy]


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Policies:
    """Rasa's policy trained on the product's rules, and ours over the same lookup."""
    files = [str(path) for path in (ROOT / "data" / "rules").glob("*.yml")]
    graph = StoryGraph(load_data_from_files(files, DOMAIN))
    rules = TrainingDataGenerator(graph, DOMAIN, remove_duplicates=True, augmentation_factor=0).generate()
    theirs = _policy(RulePolicy, tmp_path_factory.mktemp("theirs"))
    theirs.train(rules, DOMAIN)
    ours = _policy(IndexedRulePolicy, tmp_path_factory.mktemp("ours"))
    ours.lookup = theirs.lookup
    return theirs, ours


def _policy(kind: type[RulePolicy], folder: Path) -> RulePolicy:
    return kind(
        {**kind.get_default_config(), "core_fallback_threshold": 0.3, "enable_fallback_prediction": True},
        LocalModelStorage(folder),
        Resource("rules"),
        ExecutionContext(GraphSchema({})),
    )


a_message = st.sampled_from(DOMAIN.intents).map(lambda name: UserUttered("words", {"name": name, "confidence": 1.0}))
an_event = st.one_of(
    a_message,
    st.sampled_from(DOMAIN.action_names_or_texts).map(ActionExecuted),
    st.just(ActionExecuted("action_listen")),
    st.sampled_from([*DOMAIN.form_names, None]).map(ActiveLoop),
    st.sampled_from(DOMAIN.form_names).map(ActionExecutionRejected),
    st.builds(SlotSet, st.just("asked"), st.sampled_from(["remember", "forget_me", "person", None])),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(an_event, max_size=12))
def test_the_next_action_is_rasas(policies: Policies, events: list[Event]) -> None:
    """For any events the same action, with the same confidence and the same events of the prediction."""
    theirs, ours = policies
    plain, lean = DialogueStateTracker("c", DOMAIN.slots), LeanTracker("c", DOMAIN)
    for event in [*OPENING, *events]:
        plain.update(event)
        lean.update(event)
        expected = theirs.predict_action_probabilities(plain, DOMAIN)
        predicted = ours.predict_action_probabilities(lean, DOMAIN)
        assert predicted.probabilities == expected.probabilities
        assert predicted.events == expected.events
        assert predicted.is_no_user_prediction == expected.is_no_user_prediction


@pytest.mark.parametrize("form", DOMAIN.form_names[:3])
def test_a_task_runs_as_in_rasa(policies: Policies, form: str) -> None:
    """A form, an interruption and its end are predicted alike, many turns long."""
    theirs, ours = policies
    plain, lean = DialogueStateTracker("c", DOMAIN.slots), LeanTracker("c", DOMAIN)
    for event in [*OPENING, *_task(form), *_task(form)]:
        plain.update(event)
        lean.update(event)
        expected = theirs.predict_action_probabilities(plain, DOMAIN)
        assert ours.predict_action_probabilities(lean, DOMAIN).probabilities == expected.probabilities


def _task(form: str) -> list[Event]:
    def said(intent: str) -> UserUttered:
        return UserUttered("words", {"name": intent, "confidence": 1.0})

    listen = ActionExecuted("action_listen")
    return [
        *[said("track_order"), ActionExecuted(form), ActiveLoop(form), SlotSet("requested_slot", "x"), listen],
        *[said("greet"), ActionExecutionRejected(form), ActionExecuted("action_greet"), ActionExecuted(form), listen],
        *[said("inform"), ActionExecuted(form), listen],
        *[said("affirm"), ActionExecuted(form), ActiveLoop(None), SlotSet("requested_slot", None), listen],
        *[said("thank"), ActionExecuted("utter_welcome"), listen],
    ]


def test_a_rule_that_looks_too_far_back_is_refused(tmp_path: Path) -> None:
    """Rather than never applying, a rule longer than the kept states stops the engine at its first turn."""
    ours = _policy(IndexedRulePolicy, tmp_path)
    listening = '{"prev_action": {"action_name": "action_listen"}}'
    ours.lookup = {"rules": {f"[{', '.join([listening] * (STATES_KEPT + 1))}]": "action_greet"}}
    with pytest.raises(RuleTooLong):
        ours.predict_action_probabilities(LeanTracker("c", DOMAIN), DOMAIN)
