"""How what we bring up first is put: the response that fits a call, and the values of its places."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, format_timedelta

from store import Call

_LOCALES = {"en": "en_GB", "de": "de_DE", "es": "es_ES"}
_DAYS = {"de_DE": "d. MMMM", "es_ES": "d 'de' MMMM"}


def response_for(call: Call, manner: str) -> str:
    """The domain's response: `utter_reach_thanks`, or `utter_reach_thanks_years` for the years together."""
    return f"utter_{manner}_{call.concern}{'_years' if call.years else ''}"


def values_of(call: Call, zone: ZoneInfo, language: str | None = None) -> dict[str, Any]:
    """What the places of a response are filled with, in the customer's language and the house's zone."""
    locale = _LOCALES.get(language or call.language or "en", "en_GB")
    local = call.at.astimezone(zone)
    return {
        "what": call.what,
        "category": call.category or "",
        "day": _day(local, locale),
        "year": local.year,
        "years": call.years,
        "time": format_time(local, "HH:mm", locale=locale),
        "every": format_timedelta(call.every, locale=locale) if call.every else "",
    }


def _day(local: datetime, locale: str) -> str:
    return format_date(local.date(), _DAYS.get(locale, "d MMMM"), locale=locale)
