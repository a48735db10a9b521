"""What a message answers: values meant, corrections, yes or no, one of several."""

import pytest

from actions.said import Said, one_named, one_of, yes_or_no


def said(text: str, *entities: tuple[str, str], intent: str = "inform") -> Said:
    marked = tuple(
        {"entity": name, "value": value, "start": text.index(value), "end": text.index(value) + len(value)}
        for name, value in entities
    )
    return Said(text=text, intent=intent, confidence=0.9, entities=marked)


@pytest.mark.parametrize(
    ("text", "numbers", "meant"),
    [
        ("no, order 12, not 21", ("12", "21"), "12"),
        ("not 21, 12", ("21", "12"), "12"),
        ("order 12 instead of 21", ("12", "21"), "12"),
        ("it isn't 21 but 12", ("21", "12"), "12"),
        ("order 21, sorry, 12", ("21", "12"), "12"),
        ("I mean 12", ("12",), "12"),
        ("order 12", ("12",), "12"),
    ],
)
def test_what_is_said_not_to_be_meant_is_left_out(text: str, numbers: tuple[str, ...], meant: str) -> None:
    """A correction names the right value and often the wrong one too; the right one is read."""
    assert said(text, *(("order_number", number) for number in numbers)).value("order_number") == meant


@pytest.mark.parametrize(
    ("text", "corrects"),
    [
        ("no, the other one", True),
        ("York, sorry, Leeds", True),
        ("when do you open?", False),
        ("the jumper", False),
    ],
)
def test_a_correction_is_known_by_its_words(text: str, corrects: bool) -> None:  # noqa: FBT001
    """Only a message that takes something back is a correction."""
    assert said(text).corrects is corrects


@pytest.mark.parametrize(
    ("text", "intent", "answer"),
    [
        ("yes", "affirm", True),
        ("yes please, do that", "cancel_order", True),
        ("go ahead", "inform", True),
        ("no", "deny", False),
        ("nah leave it", "inform", False),
        ("nothing else", "inform", None),
        ("tomorrow", "inform", None),
    ],
)
def test_yes_and_no_are_read_from_intent_or_words(text: str, intent: str, answer: bool | None) -> None:  # noqa: FBT001
    """A yes with a request behind it is still a yes; anything else is neither."""
    assert yes_or_no(said(text, intent=intent)) is answer


OPTIONS = ["Stoneware teapot cream", "Glass teapot", "Pair of tea mugs"]


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("the second", 1),
        ("2", 1),
        ("the last one", 2),
        ("glass please", 1),
        ("mugs", 2),
        ("teapot", None),
        ("eh", None),
    ],
)
def test_one_of_a_list_is_chosen_by_place_or_by_what_only_it_has(text: str, index: int | None) -> None:
    """Two that fit equally are not guessed between."""
    assert one_of(text, OPTIONS) == index


def test_a_place_means_nothing_where_no_list_was_shown() -> None:
    """ "My third teapot" is a teapot, not the third of a list."""
    assert one_named("my third glass teapot broke", OPTIONS) == 1
    assert one_named("my third parcel", OPTIONS) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ok and my tulips, one bag was all mouldy", None),
        ("right but what if i miss them", None),
        ("okay so when does it come", None),
        ("ok", True),
        ("ok do it", True),
        ("right, go on", True),
        ("yes and thanks", True),
    ],
)
def test_ok_before_another_matter_is_no_yes(text: str, answer: bool | None) -> None:
    """Nothing is done on a word that only leads on."""
    assert yes_or_no(Said(text=text, intent="report_item_problem", confidence=0.8, entities=())) is answer
