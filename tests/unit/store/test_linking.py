"""Codes as people type them, and as they never are."""

import pytest

from store.linking import code_in, is_code, new_code


@pytest.mark.parametrize(
    "text", ["K7Q2M9XP", "link k7q2m9xp", "K7Q2 M9XP", "the code is K7Q2-M9XP, thanks", "Link My WhatsApp: k7Q2m9xP."]
)
def test_a_code_is_known_however_it_is_typed(text: str) -> None:
    """Small or capital, in one piece or two, alone or in a sentence."""
    assert code_in(text) == "K7Q2M9XP"


@pytest.mark.parametrize(
    "text",
    ["LINK MY WHATSAPP", "link my 2 accounts", "strangers", "number 7799 4468", "order 31-7704", "the code is K7PQ2X"],
)
def test_a_word_or_a_number_is_no_code(text: str) -> None:
    """Nothing that people say of themselves costs them a try."""
    assert code_in(text) is None


def test_every_code_given_is_one_that_is_known_again() -> None:
    """Also the one in twelve that chance would make of letters alone."""
    assert all(is_code(new_code()) for _ in range(200))
