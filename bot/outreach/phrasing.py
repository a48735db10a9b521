"""How what we bring up first is put: the response that fits a call, and the values of its places."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from actions.wording import clock_time, day, span
from store import Call, NewReply


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
    spoken = language or call.language or "en"
    return {
        "what": call.what,
        "category": call.category or "",
        "day": day(call.at, spoken, zone),
        "year": call.at.astimezone(zone).year,
        "years": call.years,
        "time": clock_time(call.at, spoken, zone),
        "every": span(call.every, spoken) if call.every else "",
    }
