"""What actions hand over to be said: names of phrases in the domain's files, and values that read well."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a reply whose words stand in the domain; the engine puts them in."""

    name: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lines:
    """Several phrases, one a line."""

    phrases: Sequence[Phrase]


def phrase(name: str, /, **values: Any) -> Phrase:
    """`phrase("utter_line_fact", words=…)` is that response of the domain with these values."""
    return Phrase(name, values)


def day(moment: datetime | date, language: str, zone: ZoneInfo) -> str:
    """A day as people write it: 21 November."""
    local = moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
    return format_date(local, _DAY.get(language, "d MMMM"), locale=_locale(language))


def dated(moment: datetime, now: datetime, language: str, zone: ZoneInfo) -> str:
    """A day of the past: with its year where that is another than now's."""
    local = moment.astimezone(zone)
    this_year = local.year == now.astimezone(zone).year
    return day(moment, language, zone) if this_year else format_date(local, "long", locale=_locale(language))


def long_day(day: date, language: str) -> str:
    """A day with its year: 9 April 2024."""
    return format_date(day, "long", locale=_locale(language))


def weekday(moment: datetime | date, language: str, zone: ZoneInfo) -> str:
    """A day with its name, for what is to come: Friday 27 November."""
    local = moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
    comma = "," if language == "de" else ""
    return f"{format_date(local, 'EEEE', locale=_locale(language))}{comma} {day(local, language, zone)}"


def weekday_name(number: int, language: str) -> str:
    """A weekday's name; Monday is 1."""
    return format_date(date.fromisocalendar(2026, 1, number), "EEEE", locale=_locale(language))


def clock_time(moment: datetime, language: str, zone: ZoneInfo) -> str:
    """A time of day as people write it; in German with Uhr, and on the hour without minutes.

    >>> nine = datetime.fromisoformat("2026-11-23T09:00+00:00")
    >>> [clock_time(nine, language, ZoneInfo("UTC")) for language in ("en", "de", "es")]
    ['09:00', '9 Uhr', '9:00']
    """
    local = moment.astimezone(zone)
    sharp = language == "de" and local.minute == 0
    return format_time(local, "H 'Uhr'" if sharp else _TIME.get(language, "HH:mm"), locale=_locale(language))


def span(length: timedelta, language: str) -> str:
    """A length of time as it stands after "every"; in German as it stands alone.

    >>> [span(timedelta(days=30), language) for language in ("en", "de", "es")]
    ['month', '1 Monat', 'mes']
    """
    said = format_timedelta(length, locale=_locale(language))
    return said if language == "de" else said.removeprefix("1 ")


def money(amount: Decimal, currency: str, language: str) -> str:
    """£19.00 in the customer's language."""
    return format_currency(amount, currency, locale=_locale(language))


def listing(items: Sequence[str], language: str) -> str:
    """Items joined as in a sentence: a coat, a scarf and gloves."""
    return format_list(list(items), locale=_locale(language))


def alternatives(items: Sequence[str], language: str) -> str:
    """Items to choose from, as in a question: a coat, a scarf or gloves."""
    return format_list(list(items), style="or", locale=_locale(language))


def quoted(words: str, language: str) -> str:
    """Somebody's own words, in the marks of the language that they stand in.

    >>> [quoted("wool", language) for language in ("en", "de", "es")]
    ['“wool”', '„wool“', '«wool»']
    """
    before, after = _MARKS.get(language, ("“", "”"))
    return f"{before}{words}{after}"


_DAY = {"de": "d. MMMM", "es": "d 'de' MMMM"}
_TIME = {"de": "H:mm 'Uhr'", "es": "H:mm"}
_MARKS = {"de": ("„", "“"), "es": ("«", "»")}


def _locale(language: str) -> str:
    return {"en": "en_GB", "de": "de_DE", "es": "es_ES"}.get(language, "en_GB")
