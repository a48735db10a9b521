"""A reply as the messages that a channel can carry: in parts, the last one with the choices."""

from collections.abc import Callable

from bot.channels.numbered import with_lines
from bot.channels.splitting import split
from bot.channels.values import Wording
from store import Choice, Reply

Choices = tuple[Choice, ...]


def spoken(reply: Reply) -> str:
    """The words; a person's with their name before them, so that nobody takes them for the machine's."""
    return f"{reply.name}: {reply.text}" if reply.sender == "agent" and reply.name else reply.text


def in_parts(
    reply: Reply,
    fit: Callable[[Choices], bool],
    wording: Wording,
    limit: int,
    measure: Callable[[str], int] = len,
) -> tuple[tuple[str, Choices], ...]:
    """Texts in order with the buttons each has; choices that do not `fit` buttons become numbered lines."""
    buttons = reply.choices if reply.text and fit(reply.choices) else ()
    text = spoken(reply) if buttons else with_lines(spoken(reply), reply.choices, wording)
    parts = split(text, limit, measure)
    last = len(parts) - 1
    return tuple((part, buttons if number == last else ()) for number, part in enumerate(parts))
