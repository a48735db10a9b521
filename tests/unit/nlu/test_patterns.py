import pytest

from bot.nlu.durations import duration_value
from bot.nlu.numbers import amount_in, number_in, people_in
from bot.nlu.patterns import clocks_in, order_number_value, patterns_in, phone_value


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
