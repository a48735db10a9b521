import pytest

from bot.nlu.times import resolve_time


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("half seven", "19:30"), ("half past seven", "19:30"), ("half 7", "19:30"), ("half-seven", "19:30"),
        ("quarter past 5", "17:15"), ("a quarter to six", "17:45"), ("quarter to one", "12:45"),
        ("ten past four", "16:10"), ("twenty to 3", "14:40"), ("25 past 2", "14:25"),
        ("twenty five to eight", "19:35"), ("5 to 12", "11:55"), ("7pm", "19:00"), ("7 pm", "19:00"),
        ("7 p.m.", "19:00"), ("7.30pm", "19:30"), ("7:30 am", "07:30"), ("19:30", "19:30"),
        ("19.30", "19:30"), ("1930", "19:30"), ("1930hrs", "19:30"), ("730pm", "19:30"), ("18h30", "18:30"),
        ("09:00", "09:00"), ("07:15", "07:15"), ("12:30", "12:30"), ("12am", "00:00"), ("12pm", "12:00"),
        ("12", "12:00"), ("at 1", "13:00"), ("7", "19:00"), ("at 9", "09:00"), ("11", "11:00"),
        ("9 in the evening", "21:00"), ("9 tonight", "21:00"), ("8 in the morning", "08:00"),
        ("eight in the evening", "20:00"), ("13", "13:00"), ("seven thirty", "19:30"),
        ("six fifteen", "18:15"), ("eleven forty-five", "11:45"), ("seven o'clock", "19:00"),
        ("7 o’clock", "19:00"), ("7ish", "19:00"), ("about half six", "18:30"), ("around 8", "20:00"),
        ("noon", "12:00"), ("midday", "12:00"), ("midnight", "00:00"), ("five pm", "17:00"),
        ("ten in the morning", "10:00"),
    ],
)  # fmt: skip
def test_a_time_is_understood(said: str, time: str) -> None:
    """A clock time is read as people mean it when they book at a shop."""
    assert resolve_time(said) == time


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("after 5", "17:00/.."), ("any time after half six", "18:30/.."), ("from 6 onwards", "18:00/.."),
        ("6 or later", "18:00/.."), ("before noon", "../12:00"), ("by 6", "../18:00"),
        ("until 8pm", "../20:00"), ("between 5 and 7", "17:00/19:00"), ("from 10 to 12", "10:00/12:00"),
        ("5-7pm", "17:00/19:00"), ("between 9 and 11 am", "09:00/11:00"), ("10am - 2pm", "10:00/14:00"),
        ("morning", "09:00/12:00"), ("in the late afternoon", "16:00/18:00"), ("evening", "17:00/21:00"),
        ("lunchtime", "12:00/14:00"), ("tonight", "17:00/23:00"), ("mornings", "09:00/12:00"),
    ],
)  # fmt: skip
def test_a_span_of_time_is_understood(said: str, span: str) -> None:
    """Limits and parts of the day are spans; an open end is two dots, as in ISO 8601-2."""
    assert resolve_time(said) == span


@pytest.mark.parametrize("said", ["", "whenever", "soon", "25:99", "£7", "#4471", "99", "👍"])
def test_what_is_no_time_is_none(said: str) -> None:
    """Nothing is guessed where no time was said."""
    assert resolve_time(said) is None
