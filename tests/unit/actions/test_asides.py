"""A parcel that may come another day is no booking."""

from typing import Any

import pytest

from actions.asides import said_aside
from actions.while_filling import OTHER_MATTER


def read(text: str) -> dict[str, Any]:
    return {"text": text, "intent": {"name": "change_booking", "confidence": 0.9}, "entities": []}


@pytest.mark.parametrize(
    "text",
    [
        "can it come on thursday instead", "Can it come on Friday the 27th", "could my parcel arrive on Monday",
        "can you deliver it on Friday", "I'd like the delivery to come on Saturday instead",
    ],
)  # fmt: skip
def test_what_comes_is_a_parcel(text: str) -> None:
    """A person takes that up."""
    taken = said_aside(read(text), text)
    assert taken is not None and taken[OTHER_MATTER]


@pytest.mark.parametrize(
    "text",
    [
        "can we come on thursday instead", "can my table come forward to Thursday", "move it to Friday",
        "bring it forward an hour", "make it Thursday", "can it be on Thursday instead", "I'll come at 3 instead",
        "that appointment, can it come on Thursday",
    ],
)  # fmt: skip
def test_who_comes_has_a_booking(text: str) -> None:
    """Their own coming, or what they call by its name."""
    assert said_aside(read(text), text) is None
