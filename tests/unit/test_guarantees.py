"""The list of broken lines stays true to the code and to its page."""

from pathlib import Path

import pytest

from tests.guarantees.breaks import BREAKS, Break

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "guarantees.md"


@pytest.mark.parametrize("one", BREAKS, ids=lambda one: f"{one.guarantee} {one.says}")
def test_each_break_finds_its_line_and_its_test(one: Break) -> None:
    """The line to be broken is there, once; the test that must notice is there; the page names it."""
    assert (ROOT / one.file).read_text().count(one.line) == 1
    file, _, name = one.test.partition("[")[0].partition("::")
    assert f"def {name}(" in (ROOT / file).read_text()
    assert one.says in PAGE.read_text()
    assert name in PAGE.read_text()
