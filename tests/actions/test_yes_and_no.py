"""A yes that anything speaks against does nothing."""

import pytest

from actions.yes_and_no import answer_in, rider_in


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ok don't cancel it", False),
        ("ok please dont cancel it", False),
        ("ok dont", False),
        ("yes i mean no sorry", False),
        ("yeah no", False),
        ("ok I changed my mind", False),
        ("yes but not yet", False),
        ("hmm ok no dont cancel it", False),
        ("yes, not the navy one", None),
        ("yes wait", None),
        ("no actually yes", None),
        ("yes no problem", True),
        ("ok, no worries, go ahead", True),
        ("sure, why not", True),
        ("yes, and don't forget the card", True),
        ("yes, don't worry about the box", True),
    ],
)
@pytest.mark.parametrize("intent", ["inform", "affirm", "deny"])
def test_a_no_beats_the_yes_before_it(text: str, answer: bool | None, intent: str) -> None:  # noqa: FBT001
    """Whatever such words are read as: only a no is a no, and both at once are asked again."""
    assert answer_in(text, intent) is answer


@pytest.mark.parametrize(
    ("text", "rider"),
    [
        ("yes and write happy birthday dad on a card", "write happy birthday dad on a card"),
        ("ok please, but only if it comes by Friday", "only if it comes by Friday"),
        ("yes if it's in stock", "if it's in stock"),
        ("yes and thanks very much", ""),
        ("yes please and quickly", ""),
        ("yes, go ahead and order it", ""),
        ("yes please, do that", ""),
    ],
)
def test_what_is_tied_to_a_yes_is_heard(text: str, rider: str) -> None:
    """Manners are none; all else is told of before anything is done."""
    assert rider_in(text) == rider
