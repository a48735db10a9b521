"""Words near to a wish that are none of it: a rule takes what it is for, and leaves the rest."""

import pytest

from actions.around import Around
from actions.calls import asks_to_be_called
from actions.distress import without_false_alarm
from actions.faults_told import told_of_goods
from actions.not_here import says_not_here
from actions.on_file import asks_for_details
from actions.partly import answers_partly
from actions.permissions import not_to_be_kept
from actions.visits_asked import asked_of_visits
from actions.ways import OWN_ADDRESS
from actions.what_is_wrong import problem_in
from shop.values import ProblemKind

ALLERGY = {
    "kind": "allergy", "about": "wool", "words": "I'm allergic to wool", "subject": "self",
    "restated": "you're allergic to wool", "sensitivity": "special",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("no, I hate wool, you needn't remember that", True),
        ("I'd rather you didn't remember that", True),
        ("I hate wool, please don't remember that", True),
        ("don't forget that I hate wool", False),
        ("remember I'm a 12 and I don't like wool", False),
    ],
)
def test_what_is_not_to_be_kept_is_told_from_what_is(text: str, left: bool) -> None:
    assert not_to_be_kept(text) is left


@pytest.mark.parametrize("text", ["between us, I'm okay", "between you and me, I'm ok now"])
def test_who_is_well_between_us_has_said_no_yes(text: str) -> None:
    assert answers_partly(text, "remember_one", [ALLERGY]) is None


@pytest.mark.parametrize(
    "text",
    [
        "I could kill that driver. I can't go on like this, I want to end it all",
        "I want to kill the bloke who hit my son, I have a knife",
    ],
)
def test_danger_beside_a_temper_stays_danger(text: str) -> None:
    read = {"text": text, "intent": {"name": "in_distress", "confidence": 0.9}, "danger": True}
    assert without_false_alarm(read, text)["danger"] is True


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("it's too small", "return_item"),
        ("they've faded", "report_item_problem"),
        ("the trainers don't fit", "return_item"),
        ("my marriage fell apart", None),
        ("my parents split up", None),
        ("the wait was too long", None),
        ("this is too long to wait", None),
        ("these are too big, anything smaller", None),
    ],
)
def test_only_goods_that_came_go_back_or_are_put_right(text: str, wish: str | None) -> None:
    assert told_of_goods(text, "nlu_fallback", Around()) == wish


@pytest.mark.parametrize(
    "text",
    [
        "what phone number do you have in Bath?",
        "what contact details do you have for the York shop?",
        "what address do you have for returns?",
        "what address is on my order?",
        "show me shops near my postcode",
        "have you got my email? I sent it yesterday",
    ],
)
def test_what_is_asked_of_us_or_of_an_order_is_not_asked_of_their_books(text: str) -> None:
    assert not asks_for_details(text)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("no it hasn't come", True),
        ("I never got it", True),
        ("I've never had such poor quality", False),
        ("I haven't had lunch yet", False),
        ("I've never been here before", False),
    ],
)
def test_only_what_was_to_come_is_missing(text: str, missing: bool) -> None:
    assert says_not_here(text) is missing


@pytest.mark.parametrize("text", ["I need to book a table for four", "where is my coffee table?"])
def test_a_wish_to_book_and_an_order_are_no_questions_of_visiting(text: str) -> None:
    assert asked_of_visits(text) is None


def test_an_address_that_is_not_wanted_is_not_taken() -> None:
    assert not OWN_ADDRESS.search("don't send it to my house, I'm away") and OWN_ADDRESS.search("send it to my house")


@pytest.mark.parametrize("text", ["the rustic bowl arrived cracked", "the potato peeler is bent"])
def test_a_name_of_goods_is_no_fault(text: str) -> None:
    assert problem_in(text) is ProblemKind.DAMAGED


@pytest.mark.parametrize(
    ("text", "named"), [("call me Ingrid", True), ("Call me Tonight", False), ("Call me Friday", False)]
)
def test_a_day_is_no_name(text: str, named: bool) -> None:
    assert asks_to_be_called(text) is named
