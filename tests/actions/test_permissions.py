"""What allows something to be kept, and what only reads like it."""

from typing import Any

import pytest

from actions.around import Around
from actions.context import in_context
from actions.permissions import told_to_keep

WOOL = {"kind": "preference", "stance": "never", "about": "wool", "words": "…", "restated": "…", "subject": "self"}


def read(text: str, intent: str, **more: object) -> dict[str, Any]:
    told = [{**WOOL, "sensitivity": "ordinary"}]
    return {"text": text, "intent": {"name": intent, "confidence": 0.9}, "statements": told, "mood": "neutral", **more}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("please remember I never wear wool", "state_preference"),
        ("I never wear wool, don't forget that", "state_preference"),
        ("don't forget I never wear wool", "forget_fact"),
        ("Please do not forget I never wear wool", "forget_fact"),
    ],
)
def test_a_taste_told_to_be_kept_is_that_permission(text: str, intent: str) -> None:
    """Whoever says it that plainly needs no question."""
    assert (told_to_keep(read(text, intent), text) or {})["intent"]["name"] == "allow_memory"


@pytest.mark.parametrize("intent", ["state_preference", "forget_fact"])
@pytest.mark.parametrize(
    "text",
    [
        "remember I told you I hate wool, forget it",
        "don't forget my size, it's wrong, delete it",
        "Please note I never wear wool, so why did you show me wool?",
        "please note I never wear wool so why did you show me wool",
        "remember I hate wool? scrap that",
        "note that I never wear wool. Who sees that?",
        "don't forget I never wear wool, ok?",
    ],
)
def test_a_wish_to_forget_or_a_question_beside_it_allows_nothing(text: str, intent: str) -> None:
    """When in doubt nothing is kept."""
    assert (told_to_keep(read(text, intent), text) or read(text, intent))["intent"]["name"] != "allow_memory"


@pytest.mark.parametrize("text", ["don't forget my size is 43, ok?", "don't forget I never wear wool, why would I?"])
def test_dont_forget_is_no_wish_to_forget(text: str) -> None:
    """What shall stay isn't lost by a word in the sentence."""
    assert (told_to_keep(read(text, "forget_fact"), text) or {})["intent"]["name"] == "state_preference"


@pytest.mark.parametrize("form", [None, "return_form"])
@pytest.mark.parametrize(
    ("text", "intent", "purpose"),
    [
        ("are you keeping that about her", "allow_memory", "memory"),
        ("can staff see that", "allow_staff", "staff"),
        ("you can keep it cant you", "allow_memory", "memory"),
        ("you may show staff, can't they", "allow_staff", "staff"),
        ("are you allowed to email me offers", "allow_contact", "contact"),
    ],
)
def test_a_question_gives_no_permission_in_the_middle_of_a_task_either(
    text: str, intent: str, purpose: str, form: str | None
) -> None:
    """It is answered by how things stand."""
    heard = in_context(read(text, intent), Around(form=form))
    assert (heard["intent"]["name"], heard["purpose"]) == ("ask_permission", purpose)


NOES = ("no", "stop that", "actually no", "take that back", "not that", "actually no stop that", "No, I take that back")


@pytest.mark.parametrize("text", NOES)
@pytest.mark.parametrize("intent", ["deny", "abort", "return_item", "nlu_fallback"])
def test_a_no_right_after_takes_back_what_was_allowed_or_kept(text: str, intent: str) -> None:
    """Whatever the words by themselves read like."""
    for purpose in ("memory", "contact", "staff", "improve"):
        heard = in_context(read(text, intent, statements=[]), Around(permitted=purpose))
        assert heard["intent"]["name"] == f"stop_{purpose}"
    heard = in_context(read(text, intent, statements=[]), Around(kept=True))
    assert (heard["intent"]["name"], heard["just_said"]) == ("forget_fact", True)


@pytest.mark.parametrize(
    "text", ["stop that parcel", "take that coat back", "not that I mind", "thanks", "no wool please"]
)
def test_anything_else_right_after_takes_nothing_back(text: str) -> None:
    """Only a plain no does."""
    heard = in_context(read(text, "return_item", statements=[]), Around(permitted="staff", kept=True))
    assert heard["intent"]["name"] not in ("stop_staff", "forget_fact")
    plain = in_context(read("no", "deny", statements=[]), Around())
    assert plain["intent"]["name"] == "deny"


@pytest.mark.parametrize(
    ("text", "told", "meant"),
    [
        ("i have been diagnosed with parkinsons so buttons are a pain", ("utter_between_us",), "confide"),
        ("between you and me, I've been diagnosed with MS", (), "confide"),
        ("my husband left me", ("utter_between_us",), "confide"),
        ("i have been diagnosed with parkinsons so buttons are a pain", (), "share_life_event"),
        ("my mum had a stroke and your website is useless", (), "complain"),
    ],
)
def test_what_ails_them_is_no_complaint(text: str, told: tuple[str, ...], meant: str) -> None:
    """It is cared for; told between us, it stays between us."""
    heard = in_context(read(text, "nlu_fallback") | {"mood": "angry"}, Around(told=told))
    assert heard["intent"]["name"] == meant


@pytest.mark.parametrize(
    ("text", "intent", "meant"),
    [
        ("now wipe the anniversary", "share_life_event", "forget_fact"),
        ("forget my address", "change_address", "forget_fact"),
        ("delete my address", "change_address", "change_address"),
        ("forget the birthday reminder", "share_life_event", "remind_me"),
        ("back to Priya now", "goodbye", "greet"),
        ("back to work now", "goodbye", "goodbye"),
    ],
)
def test_plain_words_mean_what_they_say(text: str, intent: str, meant: str) -> None:
    """Whatever they are read like."""
    assert in_context(read(text, intent, statements=[]), Around())["intent"]["name"] == meant


@pytest.mark.parametrize(
    ("more", "meant"),
    [({"sensitivity": "special"}, "confide"), ({"kind": "life_event"}, "confide"), ({}, "state_preference")],
)
def test_what_is_told_with_care_after_between_us_is_between_us(more: dict[str, str], meant: str) -> None:
    """A size is not, nor what is told when that was said long ago."""
    told = [{**WOOL, "sensitivity": "ordinary", **more}]
    text = "I'm diabetic"
    heard = in_context(read(text, "state_preference", statements=told), Around(told=("utter_between_us",)))
    assert heard["intent"]["name"] == meant
    assert in_context(read(text, "state_preference", statements=told), Around())["intent"]["name"] == "state_preference"
