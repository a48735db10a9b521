import pytest

from bot.nlu.durations import duration_value
from bot.nlu.numbers import amount_in, number_in, people_in
from bot.nlu.patterns import (
    betweens_in,
    clocks_in,
    counts_in,
    days_in,
    hours_in,
    order_number_value,
    patterns_in,
    phone_value,
)


def found(text: str) -> list[tuple[str, str]]:
    return [(span.entity, text[span.start : span.end]) for span in patterns_in(text, "GB")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("where is 31-7704?", "31-7704"), ("#4471 please", "#4471"), ("order 12, not the other", "12"),
        ("no. 317704", "317704"), ("order number 31-8120", "31-8120"), ("ordr no 317704", "317704"),
        ("my order is 5519", "5519"), ("Order #90215!", "#90215"),
    ],
)  # fmt: skip
def test_order_numbers(text: str, number: str) -> None:
    """Order numbers are found in the ways that people write them."""
    assert found(text) == [("order_number", number)]


@pytest.mark.parametrize(
    "text",
    ["order 2 pairs of socks", "2026-11-21", "a table for 4 at 7.30", "size 12-14", "the 3rd of 4", "£31-40"],
)
def test_other_numbers_are_no_order(text: str) -> None:
    """Dates, sizes, people and counts are not taken for orders."""
    assert "order_number" not in [entity for entity, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("£19.99", "money"), ("20 quid", "money"), ("€ 1,250", "money"), ("a tenner", "money"),
        ("50p", "money"), ("mo@shop.example", "email"), ("j.o-b+x@mail.shop.example", "email"),
        ("07700 900123", "phone"), ("+44 20 7946 0958", "phone"), ("(0113) 496 0000", "phone"),
    ],
)  # fmt: skip
def test_fixed_forms(text: str, entity: str) -> None:
    """Money, e-mail addresses and phone numbers are found whole, in the middle of a sentence."""
    assert found(f"it is {text}, thanks") == [(entity, text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("07700 900123", "+447700900123"),
        ("+49 30 901820", "+4930901820"),
        ("0044 7700 900123", "+447700900123"),
        ("12", None),
    ],
)
def test_phones_in_e164(text: str, value: str | None) -> None:
    """A phone number is kept as E.164, read as dialled at home."""
    assert phone_value(text, "GB") == value


@pytest.mark.parametrize(
    ("text", "value"), [("#4471", "4471"), ("31-7704", "31-7704"), ("no 12", "12"), ("none", None)]
)
def test_order_number_values(text: str, value: str | None) -> None:
    """An order number is its digits, with the hyphen where it has one."""
    assert order_number_value(text) == value


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("4", 4), ("four of us", 4), ("party of six", 6), ("a dozen", 12), ("half a dozen", 6),
        ("a couple", 2), ("two adults and three kids", 5), ("me and my wife", 2), ("me plus 3", 4),
        ("just me", 1), ("twenty-two", 22), ("6 people", 6), ("for 2", 2), ("everyone", None),
    ],
)  # fmt: skip
def test_people(text: str, people: int | None) -> None:
    """People are counted, those who speak included."""
    assert people_in(text) == people


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£19.99", "19.99"), ("20 quid", "20"), ("£1,250", "1250"), ("19,99 €", "19.99"), ("a fiver", "5"),
        ("50p", "0.50"), ("twenty pounds", "20"), ("£2k", "2000"), ("lots", None),
    ],
)  # fmt: skip
def test_amounts(text: str, amount: str | None) -> None:
    """Money is kept as a plain decimal."""
    assert amount_in(text) == amount


@pytest.mark.parametrize(
    ("text", "number"), [("two", 2), ("a pair", 2), ("forty five", 45), ("3 of them", 3), ("some", None)]
)
def test_numbers(text: str, number: int | None) -> None:
    """Numbers are read in digits and in words."""
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("two weeks", "P2W"), ("9 days", "P9D"), ("an hour", "PT1H"), ("half an hour", "PT30M"),
        ("a fortnight", "P2W"), ("3 to 5 working days", "P5D"), ("six months", "P6M"), ("ages", None),
    ],
)  # fmt: skip
def test_durations(text: str, duration: str | None) -> None:
    """Lengths of time are ISO 8601 durations."""
    assert duration_value(text) == duration


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("move my table to 1.30pm", ["1.30pm"]), ("10:15 a.m. or 7.45 PM", ["10:15 a.m.", "7.45 PM"]),
        ("£1.30pm", []), ("version 1.30.45pm", []), ("it's 1.30", []),
    ],
)  # fmt: skip
def test_times_as_a_clock_shows_them(text: str, times: list[str]) -> None:
    """With a point or a colon, where morning or afternoon stands behind it."""
    assert [text[span.start : span.end] for span in clocks_in(text)] == times


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("remind me on 5 december to buy crackers", ["5 december"]), ("the 5th of december", ["the 5th of december"]),
        ("december 5 at 3", ["december 5"]), ("on Friday 5 Dec", ["Friday 5 Dec"]), ("5 dec 2026", ["5 dec 2026"]),
        ("December the 5th", ["December the 5th"]), ("the first of may", ["the first of may"]), ("5 may", ["5 may"]),
        ("from jan 5 to jan 8", ["jan 5", "jan 8"]), ("a table for 2 december 5th", ["december 5th"]),
        ("a table for 4 december 5 at 3", ["december 5"]), ("5 december 10:30", ["5 december"]),
        ("in december 2 coats were late", []), ("5 people in december", []), ("the 2nd may be torn", []),
        ("december 5 people", []), ("december 5pm", []), ("£5 december", []), ("may 2 of us come", []),
    ],
)  # fmt: skip
def test_a_day_beside_its_month_is_one_date(text: str, days: list[str]) -> None:
    """In either order, with its weekday and year; a count beside a month is no day."""
    assert [text[span.start : span.end] for span in days_in(text)] == days


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("tomorrow at 1", ["1"]), ("friday around 7", ["7"]), ("friday around 7 please", ["7"]),
        ("Friday about 7.", ["7"]),
        ("tomorrow at 12 for 2", ["12"]), ("tomorrow around 10 works", ["10"]), ("this evening at 8, for two", ["8"]),
        ("I rang on Monday about 2 missing shirts", []), ("remind me tomorrow about 3 parcels", []),
        ("you emailed me on Friday about 10 percent off", []), ("this morning around 5 boxes came", []),
        ("tomorrow at 4 people", []), ("Friday about 7.50", []), ("tomorrow at 2nd", []),
    ],
)  # fmt: skip
def test_the_bare_hour_of_a_day(text: str, hours: list[str]) -> None:
    """It is an hour where nothing follows that it could count."""
    assert [text[span.start : span.end] for span in hours_in(text)] == hours


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("I rang about 2 missing shirts", ["2"]), ("around 5 boxes came", ["5"]), ("about 10 percent off", ["10"]),
        ("a table about 7 tomorrow", []), ("about 7 for two", []), ("around 3 o'clock", []), ("about 5 or 6", []),
        ("about 10 in the morning", []), ("around 8 pm", []),
    ],
)  # fmt: skip
def test_a_number_that_counts_is_no_hour(text: str, counts: list[str]) -> None:
    """ "About 2 shirts" tells no time."""
    assert [text[span.start : span.end] for span in counts_in(text)] == counts


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("only on weekdays between 10 and 4", ["between 10 and 4"]),
        ("between 2pm and 4:30 please", ["between 2pm and 4:30"]),
        ("between 9 and noon", ["between 9 and noon"]), ("between 50 and 100 pounds", []), ("between you and me", []),
        ("between 5 and 8/12", []),
    ],
)  # fmt: skip
def test_what_may_be_a_span_of_hours(text: str, spans: list[str]) -> None:
    """Two numbers that may both be hours."""
    assert [text[span.start : span.end] for span in betweens_in(text)] == spans
