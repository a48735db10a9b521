"""When somebody is rung, and when nobody is to ring after all."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions.call_times import in_figures, window_of, wish_in
from actions.no_call import needs_no_call
from actions.said import Said
from store.house import OpeningHours

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)  # a Saturday
LONDON = ZoneInfo("Europe/London")
ON_WEEKDAYS = tuple(OpeningHours(weekday=day, opens="09:00", closes="17:30") for day in range(1, 6))
ALWAYS = tuple(OpeningHours(weekday=day, opens="00:00", closes="23:59") for day in range(1, 8))
TWO_HOURS = 120


def said(text: str, **values: Any) -> Said:
    entities = []
    for name, given in values.items():
        words, _, value = given.partition("=")
        start = text.index(words)
        entities.append({"entity": name, "start": start, "end": start + len(words), "value": value})
    return Said(text=text, intent="inform", confidence=0.9, entities=tuple(entities))


@pytest.mark.parametrize(
    ("message", "hours", "day", "between"),
    [
        (said("after 5", time="after 5=17:00/.."), ON_WEEKDAYS, 23, "17:00–17:30"),
        (said("ring me after 5", time="5=17:00"), ON_WEEKDAYS, 23, "17:00–17:30"),
        (said("after 5", time="after 5=17:00/.."), ALWAYS, 21, "17:00–19:00"),
        (said("after lunch", time="lunch=12:00/14:00"), ON_WEEKDAYS, 23, "14:00–16:00"),
        (
            said("on monday between 2 and 4", date="monday=2026-11-23", time="between 2 and 4=14:00/16:00"),
            ON_WEEKDAYS,
            23,
            "14:00–16:00",
        ),
        (said("between 8 and 10", time="between 8 and 10=08:00/10:00"), ON_WEEKDAYS, 23, "09:00–10:00"),
    ],
)
def test_it_is_within_the_hours_that_suit(
    message: Said, hours: tuple[OpeningHours, ...], day: int, between: str
) -> None:
    """Not before, not after, and while somebody is there."""
    wish = wish_in(message, NOW, LONDON)
    window = wish and window_of(wish, hours, "Europe/London", TWO_HOURS)
    assert window is not None
    assert (window.opens.astimezone(LONDON).day, in_figures(window, LONDON)) == (day, between)


@pytest.mark.parametrize(
    "message",
    [
        said("after 6", time="after 6=18:00/.."),
        said("on sunday after 5", date="sunday=2026-11-22", time="after 5=17:00/.."),
        said("by 5", time="by 5=../17:00"),
        said("any time before lunch", time="lunch=12:00/14:00"),
        said("at 5", time="5=17:00"),
    ],
)
def test_where_nobody_is_there_or_no_hours_were_named_there_are_none(message: Said) -> None:
    """A wish for hours at which nobody works is not promised away, and one hour is no span of them."""
    wish = wish_in(message, NOW, LONDON)
    assert wish is not None and window_of(wish, ON_WEEKDAYS, "Europe/London", TWO_HOURS) is None


@pytest.mark.parametrize(
    "text",
    [
        "actually no call needed", "no need to call", "please do not ring me back", "I don't want you to ring me",
        "cancel my monday call", "needn't call", "don't need a callback", "I'd rather not speak on the phone",
        "bitte nicht anrufen", "rufen Sie mich nicht an", "kein Rückruf", "no hace falta que llamen", "no me llamen",
        "no quiero que me llamen", "sin llamada",
    ],
)  # fmt: skip
def test_a_call_that_is_not_wanted(text: str) -> None:
    """In each language that is spoken here."""
    assert needs_no_call(text)


@pytest.mark.parametrize(
    "text",
    [
        "bitte rufen Sie an falls das nicht klappt", "rufen Sie an wenn es nicht geht",
        "si no contesto llamen otra vez",
        "no puedo esperar llámenme ya", "no tengo prisa llamen mañana", "if I don't answer call again",
        "it's not working call me", "I can't wait call me", "rufen Sie nicht vor 9 Uhr an", "call me at 5",
        "don't write, call me", "no one rang me",
    ],
)  # fmt: skip
def test_a_no_to_something_else_lets_no_call_go(text: str) -> None:
    """What is denied is not the call."""
    assert not needs_no_call(text)
