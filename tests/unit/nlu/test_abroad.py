"""Days and hours as they are written in German and Spanish."""

from datetime import UTC, datetime

import pytest

from bot.nlu.abroad import times_abroad
from bot.nlu.values import Here, value_of

HERE = Here(datetime(2026, 11, 21, 10, tzinfo=UTC), "GB")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Erinnern Sie mich am 5. Mai an Socken", ["2027-05-05"]),
        ("morgen um 10", ["2026-11-22", "10:00"]),
        ("am Montag um 14 Uhr", ["2026-11-23", "14:00"]),
        ("in drei Wochen", ["2026-12-12"]),
        ("recuérdame el 5 de mayo comprar calcetines", ["2027-05-05"]),
        ("pasado mañana a las 9:30", ["2026-11-23", "09:30"]),
        ("dentro de dos semanas", ["2026-12-05"]),
        ("Guten Morgen", []),
        ("por la mañana", []),
        ("I like mayo", []),
    ],
)
def test_days_and_hours_are_read(text: str, values: list[str]) -> None:
    """And a greeting or a sauce is none."""
    spans = sorted(times_abroad(text), key=lambda span: span.start)
    assert [value_of(span.entity, text[span.start : span.end], HERE) for span in spans] == values
