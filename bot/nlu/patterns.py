"""What has a fixed form: order numbers, money, phone numbers, e-mail addresses, and times as a clock shows them."""

import re
from collections.abc import Iterator
from itertools import chain

import phonenumbers

from bot.nlu.crf import Span
from bot.nlu.day_words import DAY

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<![.-])", re.IGNORECASE)
_MARK = r"(?:order|ord(?:e)?r|booking|invoice)?\s*(?:number|numbr|nr|no|num|#|№)[.:]?\s*#?\s*"
ORDER_NUMBERS = (
    re.compile(r"(?<![\w£$€.,/-])(\d{2}-\d{4})(?![\w/-]|[.,]\d)"),
    re.compile(r"(?<![\w&])(#\s?\d{1,8}(?:-\d{2,6})?)\b(?![-/]\d)"),
    re.compile(
        rf"\border\s+(?:is\s+|was\s+)?(?:{_MARK})?(\d{{1,8}}(?:-\d{{2,6}})?)\b(?!\s*(?:x|of|pairs?|pcs)\b)",
        re.I,
    ),
    re.compile(r"\bno\.?\s?(\d{4,8}(?:-\d{2,6})?)\b", re.I),
)
_AMOUNT = r"\d{1,3}(?:[, ]\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{1,2})?"
MONEY = re.compile(
    rf"(?:[£$€]\s?(?:{_AMOUNT})k?\b|(?<![\w.-])(?:{_AMOUNT})\s?(?:£|€|\$"
    r"|(?:quid|pounds?(?:\s+sterling)?|gbp|euros?|eur|dollars?|usd|bucks|pence|p|rupees|naira|fiver|tenner)\b))"
    r"|\b(?:a\s+)?(?:fiver|tenner)\b",
    re.I,
)
FEWEST_DIGITS = 9  # of a phone number; shorter ones are orders, dates and amounts
SIZES = re.compile(r"(?<![\w-])(?:x{1,3}s|x{1,4}l|[2-6]xl)(?![\w-])", re.I)
CLOCKS = re.compile(r"(?<![\w.:£$€])\d{1,2}[.:][0-5]\d\s?[ap]\.?m\b\.?", re.I)
HOUR_OF_A_DAY = re.compile(
    rf"\b(?:today|tonight|tomorrow|{DAY}|morning|afternoon|evening)\s+(?:at|around|about)\s+"
    r"((?:1?\d|2[0-3])(?![\d:./-]|\s?(?:[ap]\.?m\b|st\b|nd\b|rd\b|th\b|people\b|persons?\b|of us\b)))",
    re.I,
)
CLOCK_ALONE = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
NUMBER_OF_ORDER = re.compile(r"\d{1,8}(?:-\d{2,6})?")


def sizes_in(text: str) -> Iterator[Span]:
    """Letter sizes that nothing else is written like: XXS, XL, 3XL."""
    for found in SIZES.finditer(text):
        yield Span("size", found.start(), found.end())


def clocks_in(text: str) -> Iterator[Span]:
    """Times of day that can be nothing else: 1.30pm, 10:15 am."""
    for found in CLOCKS.finditer(text):
        yield Span("time", found.start(), found.end())


def hours_in(text: str) -> Iterator[Span]:
    """The bare hour of a day that is named: "tomorrow at 1"."""
    for found in HOUR_OF_A_DAY.finditer(text):
        yield Span("time", found.start(1), found.end(1))


def emails_in(text: str) -> Iterator[Span]:
    """E-mail addresses."""
    for found in EMAIL.finditer(text):
        yield Span("email", found.start(), found.end())


def phones_in(text: str, region: str) -> Iterator[Span]:
    """Numbers long enough for a phone, read as dialled from `region` (ISO 3166)."""
    for found in phonenumbers.PhoneNumberMatcher(text, region, phonenumbers.Leniency.POSSIBLE):
        if sum(letter.isdigit() for letter in found.raw_string) >= FEWEST_DIGITS:
            yield Span("phone", found.start, found.end)


def order_numbers_in(text: str) -> Iterator[Span]:
    """Numbers written as order numbers: 31-7704, #4471, order 12, no. 317704."""
    for pattern in ORDER_NUMBERS:
        for found in pattern.finditer(text):
            yield Span("order_number", found.start(1), found.end(1))


def money_in(text: str) -> Iterator[Span]:
    """Amounts with their sign or word."""
    for found in MONEY.finditer(text):
        yield Span("money", found.start(), found.end())


def patterns_in(text: str, region: str) -> list[Span]:
    """Everything with a fixed form, in order; where two overlap, the more certain kind."""
    chosen: list[Span] = []
    for span in chain(emails_in(text), order_numbers_in(text), money_in(text), sizes_in(text), phones_in(text, region)):
        if not any(span.overlaps(other) for other in chosen):
            chosen.append(span)
    return sorted(chosen, key=lambda span: span.start)


def phone_value(text: str, region: str) -> str | None:
    """The number in E.164, or None when no such number can exist."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def order_number_value(text: str) -> str | None:
    """The digits and hyphens of an order number: "#4471" is 4471."""
    found = NUMBER_OF_ORDER.search(text.replace(" ", ""))
    return found and found[0]
