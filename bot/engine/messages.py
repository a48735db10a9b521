"""A message that says this or that part of what was written, as the engine takes it."""

from collections.abc import Mapping
from typing import Any

from rasa.core.channels.channel import UserMessage


def saying(read: Mapping[str, Any], message: UserMessage) -> UserMessage:
    """The message as it was read."""
    return UserMessage(
        read["text"],
        message.output_channel,
        message.sender_id,
        parse_data=read,
        input_channel=message.input_channel,
        message_id=message.message_id,
        metadata=message.metadata,
    )


def never_a_command(text: str | None) -> str:
    """Rasa reads a leading slash as an intent; what people type is text."""
    return (text or "").lstrip("/ ") or "…"
