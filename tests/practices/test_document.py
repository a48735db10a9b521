"""The transcripts in `docs/practices.md` are those that the house has today, word for word."""

import os

import pytest

from tests.practices.conftest import House
from tests.practices.document import Transcript, had_again, same, transcripts, write_down
from tests.practices.stages import BEFORE, DONE

WRITE = "WRITE_PRACTICES"  # set, the document is written anew; read what changed before you keep it


@pytest.mark.parametrize("written", transcripts(), ids=lambda one: one.name)
async def test_what_is_written_is_what_is_said(house: House, written: Transcript) -> None:
    """With its buttons; but for what is drawn by lot or by the day, and what is cut short as "…"."""
    had = await had_again(house, written)
    if os.environ.get(WRITE) and not same(written.text, had):
        write_down(written, had)
        return
    assert same(written.text, had), had


def test_every_row_has_one_and_every_stage_is_used() -> None:
    """P1 to P14; and nothing is staged for a transcript that isn't there."""
    written = list(transcripts())
    assert {one.name.partition(".")[0] for one in written} == {f"P{row}" for row in range(1, 15)}
    assert set(BEFORE) <= {one.name for one in written}
    assert all(any(done in one.text for one in written) for done in DONE)
