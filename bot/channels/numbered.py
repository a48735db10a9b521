"""Choices as numbered lines, where a channel has no buttons for them: the number typed is the choice."""

from collections.abc import Sequence

from bot.channels.values import Wording
from store import Choice


def with_lines(text: str, choices: Sequence[Choice], wording: Wording) -> str:
    """The text with its choices beneath, one a line.

    >>> print(with_lines("Shall I?", [Choice("a", "Yes"), Choice("b", "No")], Wording(by_number="Send one.")))
    Shall I?
    <BLANKLINE>
    1. Yes
    2. No
    <BLANKLINE>
    Send one.
    """
    if not choices:
        return text
    lines = "\n".join(f"{number}. {choice.title}" for number, choice in enumerate(choices, 1))
    return "\n\n".join(part for part in (text, lines, wording.by_number) if part)
