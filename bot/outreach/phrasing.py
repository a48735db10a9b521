"""How what we bring up first is put: the response that fits a call, and the values of its places."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, format_timedelta

from store import Call, NewReply

_LOCALES = {"en": "en_GB", "de": "de_DE", "es": "es_ES"}
_DAYS = {"de_DE": "d. MMMM", "es_ES": "d 'de' MMMM"}


class Speaker(Protocol):
    """The engine, as far as it puts the domain's responses into words."""

    async def says(self, response: str, language: str | None, place: str, **values: Any) -> NewReply: ...


async def in_words(
    speaker: Speaker, manner: str, call: Call, place: str, language: str | None, values: Mapping[str, Any]
) -> NewReply:
    """What a call says, with what the kind of relationship has stand beside it, and what all of it rests on."""
    said = await speaker.says(response_for(call, manner), language, place, **values)
    beside = [await speaker.says(f"utter_beside_{code}", language, f"{place}.{code}") for code in call.beside]
    return replace(_together(said, beside), because=call.grounds)


def _together(said: NewReply, beside: Sequence[NewReply]) -> NewReply:
    """One message of several, no choice in it twice."""
    every = [choice for one in (said, *beside) for choice in one.choices]
    choices = {choice.payload: choice for choice in reversed(every)}.values()
    return replace(said, text=" ".join(one.text for one in (said, *beside)), choices=tuple(reversed(choices)))


def response_for(call: Call, manner: str) -> str:
    """The domain's response after its `manner`: `utter_reach_thanks`; for years together `utter_reach_thanks_years`."""
    return f"{manner}{call.topic}"


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
