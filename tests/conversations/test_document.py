"""The conversations in `docs/conversations.md` are those that the assistant has today."""

import os

import pytest

from tests.conversations.conftest import House
from tests.conversations.document import Conversation, conversations, had_again, same, write_down

WRITE = "WRITE_CONVERSATIONS"  # set, the document is written anew; read what changed before you keep it


@pytest.mark.parametrize("written", conversations(), ids=lambda one: one.title)
async def test_what_is_written_is_what_is_said(house: House, written: Conversation) -> None:
    """Word for word, with its buttons and reasons; but for a receipt's number and the counts in it."""
    had = await had_again(house, written)
    if os.environ.get(WRITE):
        write_down(written, had)
        return
    now_written, now_had = same(written.text, had)
    assert now_had == now_written


def test_there_are_twenty_at_least() -> None:
    """Fewer would show less than was promised."""
    assert len(conversations()) >= 20
