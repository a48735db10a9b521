"""Explicit words for a person, beside anything else."""

import pytest

from actions.around import Around
from actions.calls import calls_for_person
from actions.context import in_context
from tests.actions.test_context import read


@pytest.mark.parametrize(
    "text",
    [
        "wait I need a person, wrong size came",
        "I want a person to close his account",
        "I want a person who can close my account",
        "can I talk to somebody? my parcel never came",
        "get me a human, this is the third time",
        "let me speak to someone about my refund",
        "put me through to an agent",
        "could i please speak with a member of staff, the teapot is broken",
        "I don't want a bot, I want a person",
        "speak to a person",
        "a person please",
    ],
)
def test_a_plain_call_is_one_whatever_it_is_about(text: str) -> None:
    """Also in the middle of a task, and whatever else the line may be read as."""
    assert calls_for_person(text)
    for around in (Around(), Around(form="return_form"), Around(asked="remember")):
        assert in_context(read(text, "report_item_problem"), around)["intent"]["name"] == "ask_human"


@pytest.mark.parametrize(
    "text",
    [
        "is there a person in the photo",
        "I don't want a person",
        "I don't want to talk to a person",
        "I'd rather not talk to a person",
        "please don't put me through to a person",
        "do I need to speak to a person to cancel?",
        "can I cancel without talking to a person",
        "I need a person's name on the mug",
        "I need a human sized teddy",
        "can I get a gift for a person who likes tea",
        "can you give a person my order",
        "are you a person",
        "book a table for one person",
        "I need a gift for somebody",
    ],
)
def test_a_person_spoken_of_is_not_called_for(text: str) -> None:
    """The word alone fetches nobody."""
    assert not calls_for_person(text)


def test_danger_is_heard_before_the_call() -> None:
    """Who is in danger gets the help lines, with a person beside them."""
    danger = read("I want to end my life, I need to talk to somebody", "in_distress", mood="distressed")
    assert in_context(danger, Around())["intent"]["name"] == "in_distress"


@pytest.mark.parametrize("text", ["I don't want a person", "I don't need a human", "I'd rather not talk to a person"])
def test_who_wants_no_person_gets_none(text: str) -> None:
    """Read as a call for one by its words, it declines."""
    assert in_context(read(text, "ask_human"), Around())["intent"]["name"] == "deny"


@pytest.mark.parametrize(
    ("text", "around", "intent"),
    [
        ("and I burnt myself", Around(order="31-7704"), "report_item_problem"),
        ("the knife was loose and i cut myself", Around(), "report_item_problem"),
        ("I cut myself", Around(order="31-7704"), "in_distress"),
        ("I burnt myself again last night", Around(order="31-7704"), "in_distress"),
    ],
)
def test_hurt_by_a_thing_is_no_despair(text: str, around: Around, intent: str) -> None:
    """What a thing did is about the thing; what they do to themselves is not."""
    assert in_context(read(text, "in_distress", mood="distressed"), around)["intent"]["name"] == intent


def test_burnt_by_nothing_is_no_complaint() -> None:
    """Where nothing is named that did it, danger is heard."""
    assert in_context(read("I burnt myself", "report_item_problem"), Around())["intent"]["name"] == "in_distress"


@pytest.mark.parametrize("text", ["my account", "account"])
def test_naming_the_account_closes_none(text: str) -> None:
    """It is asked what is wanted of it."""
    understood = in_context(read(text, "leave"), Around())
    assert understood["intent"]["name"] == "nlu_fallback" and "leave" not in understood["close"]
