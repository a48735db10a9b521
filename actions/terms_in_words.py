"""The terms on which somebody may be written to, in words."""

from collections.abc import Mapping
from functools import reduce
from typing import Any

from actions.turn import Turn
from actions.wording import Lines, Phrase, listing, phrase, weekday_name

_NAMED_OTHERWISE = frozenset({"twilio", "sms", "email", "web"})  # the rest bear their own names


def lines_of(terms: Mapping[str, Any], turn: Turn) -> Lines:
    """The terms, one a line."""
    return Lines([_term(name, value, turn) for name, value in terms.items()])


def _term(name: str, value: Any, turn: Turn) -> Phrase:
    if name == "channels":
        return phrase("utter_term_channels", channels=reduce(_or, map(_way, value)))
    if name == "weekdays":
        days = [weekday_name(day, turn.language) for day in value]
        return phrase("utter_term_weekdays", days=listing(days, turn.language))
    if name == "not_about":
        return phrase("utter_term_not_about", things=listing(value, turn.language))
    if name == "at_most":
        return phrase(f"utter_term_per_{value['per']}", count=value["count"])
    return phrase(f"utter_term_{name}", time=value)


def _way(channel: str) -> Phrase | str:
    """A channel as people call it: nobody knows who carries our text messages."""
    return phrase(f"utter_way_{channel}") if channel in _NAMED_OTHERWISE else _BRANDS.get(channel, channel.capitalize())


def _or(one: Phrase | str, other: Phrase | str) -> Phrase:
    return phrase("utter_ways", one=one, other=other)


_BRANDS = {"whatsapp": "WhatsApp"}
