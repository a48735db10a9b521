"""What stands before "not …" is what stands after it: a day for a day, a size for a size."""

from datetime import UTC, datetime

import pytest

from bot.nlu.contrasts import of_one_kind
from bot.nlu.crf import Span
from bot.nlu.values import Here

HERE = Here(datetime(2026, 11, 21, 10, tzinfo=UTC), "GB")


@pytest.mark.parametrize(
    ("text", "denied", "entity", "right"),
    [
        ("the 5th, not the 3rd", "3rd", "date", "5th"),
        ("it's the 5th of May, not the 3rd", "3rd", "date", "5th of May"),
        ("I said L not M", "M", "size", "L"),
        ("at 3 not 2", "2", "people", "3"),
    ],
)
def test_what_is_right_is_of_the_kind_of_what_is_wrong(text: str, denied: str, entity: str, right: str) -> None:
    """Whatever else it was taken for."""
    start = text.rindex(denied)
    mistaken = Span("time", text.index(right), text.index(right) + len(right))
    found = of_one_kind(text, [mistaken, Span(entity, start, start + len(denied))], HERE)
    assert [(one.entity, text[one.start : one.end]) for one in found] == [(entity, right), (entity, denied)]


def test_where_nothing_is_denied_nothing_changes() -> None:
    """Two days are two days."""
    spans = [Span("date", 0, 6), Span("date", 11, 19)]
    assert of_one_kind("Friday and Saturday", spans, HERE) == spans


def test_an_order_number_stays_one() -> None:
    """Its form tells what it is, whatever the number after "not" was taken for."""
    spans = [Span("order_number", 10, 14), Span("quantity", 20, 24)]
    assert of_one_kind("no, order 6850, not 6722", spans, HERE) == spans
