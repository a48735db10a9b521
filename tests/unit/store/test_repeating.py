"""What counts as having to say it again."""

from datetime import UTC, datetime, timedelta

import pytest

from store.repeating import Line, repeated, says_again

TOLD = "my third teapot came broken, order 31-7704, write to nadia@example.org"
TEN = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return TEN + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text",
    [
        "as I said, it is broken",
        "I already told your colleague",
        "I've just given you the number",
        "do I have to explain everything again?",
        "how often must I tell you",
        "it's order 31 7704",
        "NADIA@example.org",
        "the third teapot came broken",
        "wie schon gesagt, kaputt",
        "ya se lo dije",
    ],
)
def test_what_is_said_again(text: str) -> None:
    """In words, by the same number or address however it is written, or by most of the same telling words."""
    assert says_again(text, [TOLD])


@pytest.mark.parametrize(
    "text",
    ["thank you", "yes please", "the blue one", "order 31-9900", "is my teapot coming?", "could you send it again"],
)
def test_what_is_new(text: str) -> None:
    """An answer, a thanks, another number or one word in common repeat nothing."""
    assert not says_again(text, [TOLD])


def test_only_what_comes_after_somebody_took_over_counts() -> None:
    """Saying it twice to the assistant is not repeating to a person; saying it to the second person is."""
    lines = [Line(TOLD, at(0)), Line("the third teapot came broken", at(1))]
    assert not repeated(lines, [])
    assert not repeated(lines, [at(2)])
    assert repeated(lines, [at(1)])
    assert not repeated([Line("the blue teapot please", at(2)), Line("the blue teapot please", at(3))], [at(1)])
    assert repeated([Line("the blue teapot please", at(2)), Line("the blue teapot please", at(4))], [at(1), at(3)])
