import pytest

from bot.nlu.speller import Speller, build_index


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(build_index(["where", "want", "order", "refund", "shoebox"]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wher is my oreder pls", "where is my order please"),
        ("i wnat to cancle my ordr 31-7704", "i want to cancel my order 31-7704"),
        ("recieved the worng jumpper", "received the wrong jumper"),
        ("my parcl", "my parcel"),
        ("dont refnud it", "don't refund it"),
    ],
)
def test_mistyped_words_are_understood(speller: Speller, typed: str, meant: str) -> None:
    """Left out, doubled, swapped and wrong letters are put right, and chat spelling is spelt out."""
    assert speller.correct(typed) == meant


def test_pictures_are_read_by_their_names(speller: Speller) -> None:
    """An emoji is read as words, so that a thumb up is not a thumb down."""
    assert speller.correct("👍👎").split() == ["thumbs", "up", "sign", "thumbs", "down", "sign"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "the shoebox", "favourite colour jewellery", "31-7704", "a@b.example", "wxqzkvp", "你好"),
        *("to the U.S. by 3 p.m.", "to the U.S by plane"),
    ],
)
def test_what_is_known_or_hopeless_stays(speller: Speller, text: str) -> None:
    """Our own words, British spelling, abbreviations, numbers, other scripts and noise are left as typed."""
    assert speller.correct(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("c u 2moro", "c you tomorrow"), ("l8r", "later"), ("order 31-7704", "order 31-7704"), ("2pcs", "2pcs")],
)
def test_words_with_figures_in_them(typed: str, meant: str) -> None:
    """Figures that stand for sounds are read; numbers stay as they are."""
    assert Speller(build_index(["order"])).correct(typed) == meant


@pytest.mark.parametrize(
    ("typed", "known"),
    [("I never wear zqrwyvrogf", "I never wear"), ("wher is my oreder", "where is my order"), ("gvcay", "")],
)
def test_what_is_known_of_a_text_leaves_noises_out(speller: Speller, typed: str, known: str) -> None:
    """A word that is nobody's, however near a far one, is no word."""
    assert speller.known_part(typed) == known
