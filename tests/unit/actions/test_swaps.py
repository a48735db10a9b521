"""One word in the place of another: what is read as such, and what becomes of the words that it puts right."""

import pytest

from actions.swaps import Swap, swap_in


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        ("the 5th of May, not the 3rd", "5th of May", "3rd"),
        ("Maya not Mia", "Maya", "Mia"),
        ("I said L not M", "L", "M"),
        ("size 42 not 43", "42", "43"),
        ("it's wool not cotton I can't stand", "wool", "cotton"),
        ("no, it's not Mia, it's Maya", "Maya", "Mia"),
        ("my daughter is called Maya, not Mia", "Maya", "Mia"),
        ("not wool but cotton", "cotton", "wool"),
        ("Maya, nicht Mia", "Maya", "Mia"),
    ],
)
def test_what_takes_the_place_of_what(said: str, right: str, wrong: str) -> None:
    """In the few ways in which people put one word right."""
    assert swap_in(said) == Swap(right, wrong)


@pytest.mark.parametrize(
    "said",
    [
        "I'm not sure",
        "I have a nut allergy. It's serious",
        "I have wool, it's itchy",
        "wool is fine, it's scratchy",
        "the coat is wrong, it's too small",
        "I'm a size 12 and you have great coats",
        "not now, later",
        "please do not send it",
        "definitely not pink",
        "why not",
        "I'd rather not say",
        "it's not urgent, thanks",
        "is it Maya, not Mia?",
        "",
    ],
)
def test_a_no_is_no_correction(said: str) -> None:
    """Where nothing takes another's place nothing is put right."""
    assert swap_in(said) is None


@pytest.mark.parametrize(
    ("words", "swap", "right"),
    [
        ("my birthday is the 3rd of May", Swap("5th of May", "3rd"), "my birthday is the 5th of May"),
        ("my birthday is on 3 May", Swap("5th", "3rd"), "my birthday is on 5th May"),
        ("I take a size 43", Swap("42", "43"), "I take a size 42"),
        ("Mia loves mia socks", Swap("Maya", "Mia"), "Maya loves mia socks"),
    ],
)
def test_the_words_keep_the_rest(words: str, swap: Swap, right: str) -> None:
    """Nothing but the one place changes, and what both share is not said twice."""
    assert swap.fits(words) and swap.put_into(words) == right


def test_a_part_of_a_word_is_not_meant() -> None:
    """ "Mia" is not in "Miami", nor 4 in 43."""
    assert not Swap("Maya", "Mia").fits("I live in Miami") and not Swap("5", "4").fits("size 43")
