"""What has a fixed form: order numbers, money, phone numbers, e-mail addresses, and times as a clock shows them."""

import re
from collections.abc import Iterator
from itertools import chain

import phonenumbers

from bot.nlu.crf import Span
from bot.nlu.day_words import DAY, MONTH, NTH

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
# "Friday around 7" says when and "Friday about 2 shirts" counts: behind such an hour stands what may follow an hour.
_AFTER_AN_HOUR = (
    r"(?:at|by|for|from|in|on|but|to|that|if|with|works?|is|was|would|will|then|instead|please|pls|plz|thanks?|thx|"
    r"ok(?:ay)?|sharp|ish|about|so|because|when|i|we|my|you|can|could)\b"
)
_HOUR_ENDS = rf"(?=\s*(?:$|[,;?!)]|\.(?!\d))|\s+{_AFTER_AN_HOUR})"
HOUR_OF_A_DAY = re.compile(
    rf"\b(?:today|tonight|tomorrow|{DAY}|morning|afternoon|evening)\s+(?:at|around|about)\s+"
    r"(?P<hour>(?:1?\d|2[0-3])(?![\d:/-]|\.\d|\s?(?:[ap]\.?m\b|st\b|nd\b|rd\b|th\b|people\b|persons?\b|of us\b)))"
    rf"(?:(?<=\bat \d)|(?<=\bat \d\d)|{_HOUR_ENDS})",
    re.I,
)
_AN_HOUR = r"(?:1?\d|2[0-4])(?:[:.][0-5]\d)?(?:\s?[ap]\.?m\b)?"
BETWEEN = re.compile(rf"\bbetween\s+(?:{_AN_HOUR}|noon|midday)\s+and\s+(?:{_AN_HOUR}|noon|midday)(?![\d:/-])", re.I)
COUNTED = re.compile(
    rf"\b(?:around|about)\s+(\d{{1,2}})\s+(?!{_AFTER_AN_HOUR}|(?:or|and|o['’]?\s?clock|[ap]\.?m|sharp|today|tonight|tomorrow|"
    rf"this|next|{DAY})\b)[a-z]",
    re.I,
)
_DAY = r"(?:[12]?\d|3[01])"
_DAY_ENDS = rf"(?![\d:/-]|\s?[ap]\.?m\b|\s+(?:people|persons?|of us)\b|\s+{MONTH}\b)"
_OF_YEAR = r"(?:,?\s+(?:in\s+)?20\d\d\b)?"
_MAY_NOT = r"(?!\s+(?:be|have|not|come|need|get|go|well|i|we|you|still|also)\b)"  # "the 2nd may be torn"
WEEKDAY = re.compile(
    r"(?<!\bblack )(?<!\bgood )(?<!\bblue )(?<!\beaster )(?<!\bcyber )"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.I,
)
DAYS_OF_A_MONTH = (
    re.compile(
        rf"(?<![\w£$€.,:/#-])(?:{DAY},?\s+)?(?:the\s+)?(?:{_DAY}\s?(?:st|nd|rd|th)?\s?(?:of\s+)?|{NTH}\s+of\s+)"
        rf"{MONTH}\b\.?{_MAY_NOT}(?!\s+(?:the\s+)?{_DAY}(?:\s?(?:st|nd|rd|th)\b|{_DAY_ENDS}{_HOUR_ENDS})){_OF_YEAR}",
        re.I,
    ),
    re.compile(rf"\b(?:{DAY},?\s+)?{MONTH}\.?\s+(?:the\s+)?{_DAY}\s?(?:st|nd|rd|th)\b{_OF_YEAR}", re.I),
    re.compile(rf"(?<!\bin )\b(?:{DAY},?\s+)?{MONTH}\.?\s+(?:the\s+)?{_DAY}{_DAY_ENDS}{_HOUR_ENDS}", re.I),
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
        yield Span("time", found.start("hour"), found.end("hour"))


def betweens_in(text: str) -> Iterator[Span]:
    """Whole phrases that may name a span of hours: "between 10 and 4"."""
    for found in BETWEEN.finditer(text):
        yield Span("time", found.start(), found.end())


def counts_in(text: str) -> Iterator[Span]:
    """Bare numbers that count what stands behind them, and are no hour: "about 2 missing shirts"."""
    for found in COUNTED.finditer(text):
        yield Span("quantity", found.start(1), found.end(1))


def days_in(text: str) -> Iterator[Span]:
    """A day beside its month, in either order, is one date."""
    for pattern in DAYS_OF_A_MONTH:
        for found in pattern.finditer(text):
            yield Span("date", found.start(), found.end())


def weekdays_in(text: str) -> Iterator[Span]:
    """A day of the week by its name: of few words it may be the only one that tells anything."""
    for found in WEEKDAY.finditer(text):
        yield Span("date", found.start(), found.end())


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
