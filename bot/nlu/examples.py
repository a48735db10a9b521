"""What the training files say beside each example."""

from typing import Any

from rasa.shared.nlu.training_data.message import Message


def _noted(example: Message, name: str) -> str | None:
    metadata: dict[str, Any] = example.get("metadata") or {}
    value = (metadata.get("example") or {}).get(name)
    return None if value is None else str(value)


def style_of(example: Message) -> str | None:
    """How the example is written: plain, fragment, long, angry, joking, typo, second_language or regional."""
    return _noted(example, "style")


def requested_slot_of(example: Message) -> str | None:
    """The slot that had been asked for when the example was said."""
    return _noted(example, "requested_slot")
