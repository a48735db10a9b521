import numpy as np
import pytest

from bot.nlu.manner import manner_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("let your staff see my notes", "don't let your staff see my notes"),
        ("sign me up for the book club", "take me out of the book club"),
        ("do you have it in wool?", "I don't wear wool"),
        ("remember me", "stop remembering me"),
    ],
)
def test_opposite_wishes_differ_in_manner(one: str, other: str) -> None:
    """What sounds alike and wants the opposite is apart in manner."""
    assert np.square(manner_of(one) - manner_of(other)).sum() >= 0.3


def test_like_wishes_are_alike_in_manner() -> None:
    """The same wish in other words is near in manner."""
    apart = np.square(manner_of("stop sending me texts") - manner_of("quit sending me emails")).sum()
    assert apart == 0
