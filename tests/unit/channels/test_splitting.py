"""Long texts keep every word, their order and the provider's limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.splitting import split, utf16_units

TEXTS = st.text(st.sampled_from("aB7é🙂.!? \n\t"), max_size=300)
LIMITS = st.integers(2, 60)


@given(TEXTS, LIMITS)
def test_parts_keep_the_limit_and_every_letter_in_order(text: str, limit: int) -> None:
    """No part is longer than the limit or empty, and joined without spaces they are the text."""
    parts = split(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(TEXTS, LIMITS)
def test_words_that_fit_are_never_cut(text: str, limit: int) -> None:
    """A word no longer than the limit arrives whole, wherever the text is cut."""
    words = [word[:limit] for word in text.split()]
    assert " ".join(split(" ".join(words), limit)).split() == words


@given(TEXTS, LIMITS)
def test_parts_keep_a_limit_counted_in_utf16(text: str, limit: int) -> None:
    """An emoji counts twice where the provider counts so."""
    parts = split(text, limit, utf16_units)
    assert all(utf16_units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("One is here. Two is there.", 20, ("One is here.", "Two is there.")),
        ('She said "no." Then she left.', 20, ('She said "no."', "Then she left.")),
        ("First part\n\nSecond part", 15, ("First part", "Second part")),
        ("no sentence ends in here", 12, ("no sentence", "ends in here")),
        ("It is 3. 50 left over in all", 18, ("It is 3. 50 left", "over in all")),
        ("short", 5, ("short",)),
        ("   ", 5, ()),
    ],
)
def test_cuts_fall_where_a_reader_pauses(text: str, limit: int, parts: tuple[str, ...]) -> None:
    """Sentences and lines first, then words; a number with a point is no sentence."""
    assert split(text, limit) == parts
