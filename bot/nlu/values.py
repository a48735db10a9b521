"""What a found phrase stands for, as a form would store it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.nlu.abroad import in_english
from bot.nlu.dates import resolve_date
from bot.nlu.durations import duration_value
from bot.nlu.numbers import amount_in, number_in, people_in
from bot.nlu.patterns import order_number_value, phone_value
from bot.nlu.times import resolve_time


@dataclass(frozen=True)
class Here:
    """Where and when something was said: an aware time in the house's zone, and its ISO 3166 region."""

    now: datetime
    region: str


def _counted(number: int | None) -> str | None:
    return None if number is None else str(number)


_EVERY_YEAR = re.compile(r"\s*\b(?:every|each) year\b\s*", re.I)  # how often is no part of the day

READ: dict[str, Callable[[str, Here], str | None]] = {
    "date": lambda text, here: resolve_date(in_english(text) or _EVERY_YEAR.sub("", text), here.now),
    "time": lambda text, _here: resolve_time(in_english(text) or text),
    "duration": lambda text, _here: duration_value(text),
    "people": lambda text, _here: _counted(people_in(text)),
    "quantity": lambda text, _here: _counted(number_in(text)),
    "money": lambda text, _here: amount_in(text),
    "phone": lambda text, here: phone_value(text, here.region),
    "order_number": lambda text, _here: order_number_value(text),
}
AS_TYPED = {"person_name", "place"}


def value_of(entity: str, text: str, here: Here) -> str:
    """ISO 8601 for dates, times and durations, digits for numbers, E.164 for phones, else the words.

    Names and places keep their capitals, all else is lower case. A phrase that can't be read keeps its words.
    """
    read = READ.get(entity)
    words = " ".join(text.split())
    return (read and read(words, here)) or (words if entity in AS_TYPED else words.lower())


def answer_to(asked: str, text: str, here: Here) -> str | None:
    """The value of a whole short message as the answer to what was asked, where it can be read as one."""
    read = READ.get(asked)
    return read(text, here) if read else None
