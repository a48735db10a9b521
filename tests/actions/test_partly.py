"""A yes to a part keeps that part and no other, and to be named is no yes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.partly import PARTLY, UNSEEN, answers_partly, parts_in

ALLERGY = {
    "kind": "allergy", "about": "latex and gluten", "words": "I'm allergic to latex and gluten", "subject": "self",
    "restated": "you're allergic to latex and gluten", "sensitivity": "special",
}  # fmt: skip
SIZE = {
    "kind": "size", "about": "size 10", "words": "I wear a size 10", "restated": "you wear a size 10",
    "subject": "self", "sensitivity": "ordinary",
}  # fmt: skip
COLOURS = {**SIZE, "kind": "dislike", "about": "bright colours", "words": "no bright colours"}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("the gluten yes, leave out the latex", ["gluten"]),
        ("yes but not the latex", ["gluten"]),
        ("only the gluten", ["gluten"]),
        ("leave out the latex, keep the rest", ["gluten"]),
        ("yes the gluten, not the latex, and nobody else sees it", ["gluten"]),
        ("you can keep the latex but forget the gluten", ["latex"]),
    ],
)
def test_a_yes_to_a_part_is_to_that_part(said: str, kept: list[str]) -> None:
    parts = parts_in(said, [ALLERGY])
    assert parts is not None and [one["about"] for one in parts.kept] == kept


@pytest.mark.parametrize(
    "said",
    [
        "gluten is the bad one, please stop asking",
        "please get me a person, gluten makes me ill",
        "the gluten is a nightmare, please tell me which biscuits are ok",
        "no thanks, don't keep any of it. gluten is my own business",
        "keep the gluten, no wait, not the gluten",
        "only the gluten is really bad",
        "yes please",
        "no",
    ],
)
def test_what_is_only_named_gets_no_yes(said: str) -> None:
    """Neither does what a later no takes back, and all or nothing is no part."""
    assert parts_in(said, [ALLERGY]) is None


def test_things_told_apart_are_answered_apart() -> None:
    parts = parts_in("The colours yes, not the shoe size thank you, my feet are swelling", [SIZE, COLOURS])
    assert parts is not None and list(parts.kept) == [COLOURS] and list(parts.left) == [SIZE]


WORDS = ("gluten", "latex", "is", "bad", "the", "makes", "me", "ill", "and", "please", "note")


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_no_words_without_a_yes_keep_anything(words: list[str]) -> None:
    """In whatever order they come."""
    assert parts_in(" ".join(words), [ALLERGY]) is None


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ("yes but only you, not your colleagues", {UNSEEN: True}),
        ("yes but don't tell the staff", {UNSEEN: True}),
        ("ok, as long as none of your people see it", {UNSEEN: True}),
        ("yes the gluten, not the latex, and nobody else sees it", {PARTLY: True, UNSEEN: True}),
        ("keep it between us", {UNSEEN: True}),
        ("between us, my husband is leaving me", None),
        ("my sister and nobody else likes the blue one", None),
        ("fine, do not keep it, nor anyone else", None),
        ("ok but no, I don't like people keeping that", None),
        ("ok no, I'd rather not tell anybody", None),
        ("sure, you can ask, but not keep it, nobody else does", None),
    ],
)
def test_a_yes_for_the_assistant_alone_has_no_other_no_in_it(said: str, marks: dict[str, bool] | None) -> None:
    assert answers_partly(said, "remember_one", [ALLERGY]) == marks
