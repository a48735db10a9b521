"""Training lines counted quickly are counted as Rasa counts them: equal ones once, all others by themselves."""

import itertools

import pytest
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.quick_lines import count_quickly

TOKENS = [
    Token("coat", 0),
    Token("coat", 4),
    Token("coats", 0),
    Token("coat", 0, 5),
    Token("coat", 0, data={"number": 1}),
    Token("coat", 0, data={"number": "1"}),
    Token("coat", 0, lemma="coats"),
]


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Message, "__hash__", Message.__hash__)  # put back afterwards
    monkeypatch.setattr(Token, "fingerprint", Token.fingerprint)
    monkeypatch.setattr(Message, "__deepcopy__", None, raising=False)  # taken away afterwards
    count_quickly()


def test_a_line_that_was_judged_counts_as_well() -> None:
    """The intent is a mapping then."""
    judged = Message(data={"text": "13", "intent": {"name": "inform", "confidence": 0.9}})
    assert len({judged, Message(data=dict(judged.data))}) == 1


def test_only_equal_lines_are_one() -> None:
    """What differs in anything is another line."""
    told = [
        {"text": "13", "intent": "inform", "metadata": {"example": {"requested_slot": "time"}}},
        {"text": "13", "intent": "inform", "metadata": {"example": {"requested_slot": "people"}}},
        {"text": "13", "intent": "inform", "entities": [{"entity": "time", "start": 0, "end": 2}]},
        {"text": "13", "intent": "affirm"},
        {"action_name": "action_explain"},
        {"text": "13", "intent": "affirm"},
        {"action_name": "action_explain"},
    ]
    kept = TrainingData([Message(data=one) for one in told]).training_examples
    assert [one.data for one in kept] == told[:5]


def test_a_token_has_one_fingerprint() -> None:
    assert all(one.fingerprint() != other.fingerprint() for one, other in itertools.combinations(TOKENS, 2))
    assert Token("coat", 0).fingerprint() == Token("coat", 0).fingerprint()


def test_a_joined_line_is_one_of_its_own() -> None:
    """What one set of lines notes on it later is not on the other's; all that was known of it is."""
    line = Message(data={"text": "two coats", "entities": [{"entity": "quantity"}]}, output_properties={"mood"})
    joined = TrainingData([line]).merge(TrainingData()).training_examples[0]
    assert (joined.data, joined.output_properties) == (line.data, line.output_properties)
    joined.set("intent", "place_order", add_to_output=True)
    assert line.get("intent") is None and "intent" not in line.output_properties
