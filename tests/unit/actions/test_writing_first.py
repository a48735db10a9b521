"""A permission to write first needs words that give one."""

from typing import Any

import pytest

from actions.notices import QUESTION
from actions.writing_first import of_writing_first
from store import Purpose


def read(text: str, intent: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "intent": {"name": intent, "confidence": 0.6}, "entities": [], **more}


@pytest.mark.parametrize(
    "text",
    [
        "you may write to me", "feel free to email me", "send me your newsletter", "sign me up for your emails",
        "newsletter please",
        "I'd like to hear about offers", "keep me posted", "text me about sales", "happy to get emails", "opt in",
        "I'm annoyed that everyone got the invitation but me. From now on, write to me too!",
        "send offers, not too many",
    ],
)  # fmt: skip
def test_words_that_give_it_are_left_to_give_it(text: str) -> None:
    """They are read as they were."""
    assert of_writing_first(read(text, "allow_contact"), text, None) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ur emails are doing my head in", "stop_contact"),
        ("your emails drive me mad", "stop_contact"),
        ("you emailed me on Friday about 10 percent off", "ask_permission"),
        ("you keep sending me offers", "ask_permission"),
        ("you email me every day", "ask_permission"),
        ("i don't want ur emails", "ask_permission"),
        ("so tired of your emails, please", "ask_permission"),
    ],
)
def test_other_words_give_none(text: str, meant: str) -> None:
    """A grumble stops it; what gives nothing, or gives and grumbles, is answered by how things stand."""
    taken = of_writing_first(read(text, "allow_contact"), text, None)
    assert taken is not None and taken["intent"]["name"] == meant


def test_what_answers_our_question_or_is_said_abroad_is_read_by_its_own_rules() -> None:
    """ "Sounds good" to the question gives it, and German words have cues of their own."""
    assert of_writing_first(read("sounds good", "allow_contact"), "sounds good", QUESTION[Purpose.CONTACT]) is None
    abroad = read("Sie dürfen mir schreiben", "allow_contact", tongue="de")
    assert of_writing_first(abroad, "Sie dürfen mir schreiben", None) is None


@pytest.mark.parametrize(
    "text", ["don't write", "please don't message me", "dont email me any more", "stop writing", "never write"]
)
def test_not_to_write_stops_it(text: str) -> None:
    """Said alone it is no term of it."""
    taken = of_writing_first(read(text, "set_contact_terms"), text, None)
    assert taken is not None and taken["intent"]["name"] == "stop_contact"


@pytest.mark.parametrize(
    "text", ["don't write on Sundays", "don't write, call me", "don't text me", "never after nine"]
)
def test_how_to_write_is_no_stop(text: str) -> None:
    """With a day, an hour or a way beside it, it is how."""
    assert of_writing_first(read(text, "set_contact_terms"), text, None) is None


def test_not_to_write_is_said_of_a_call_where_one_is_being_agreed() -> None:
    """Then it is about the call."""
    assert of_writing_first(read("don't write", "set_contact_terms"), "don't write", "callback") is None


@pytest.mark.parametrize("text", ["sign me up", "ok sign me up then", "yes please, sign us up"])
def test_signing_up_for_nothing_named_is_asked_about(text: str) -> None:
    """Unless leave to write is what was asked for."""
    meant = of_writing_first(read(text, "allow_contact"), text, None)
    assert meant and meant["close"] == ["allow_contact", "join_club"]
    assert of_writing_first(read(text, "allow_contact"), text, QUESTION[Purpose.CONTACT]) is None
