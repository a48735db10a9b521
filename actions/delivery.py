"""How the house delivers: its ways, what they cost, on which days, and where they end."""

import re
from calendar import day_name
from collections.abc import Callable, Iterable, Sequence

from actions.delays import asks_why_so_long
from actions.far_away import far_away_in
from actions.house import HouseTells
from actions.replies import Say, say
from actions.said import FEW_WORDS, Said
from actions.turn import Turn
from actions.which import worth
from actions.wording import Lines, Phrase, phrase
from shop.places import DeliveryOption

_DAYS = tuple(day_name)
_ON_DAY = re.compile(
    rf"(?<!by )(?<!before )(?<!until )(?<!this )(?<!next )\b({'|'.join(_DAYS)})s?\b(?! (?:\d|the))", re.I
)
_KINDS = {
    "cheapest": re.compile(r"\b(?:cheap(?:est|er)?|least)\b", re.I),
    "free": re.compile(r"\bfree\b", re.I),
    "quickest": re.compile(
        r"\b(?:quick(?:est|er)?|fast(?:est|er)?|soonest|next[- ](?:working[- ])?day|express)\b", re.I
    ),
    "named": re.compile(
        r"\b(?:choose|pick|name|set|certain|particular|specific)\b.{0,15}\b(?:day|date|slot|time)\b", re.I
    ),
}
NAMED_DAY = "named"
_SENTENCE = re.compile(r"[^.!?;]+")
_DELIVERS = re.compile(r"\b(?:deliver\w*|ship\w*|post\w*|couriers?|send\w*|come|comes|arriv\w*|bring)\b", re.I)
_DAY_SPAN = re.compile(rf"\b({'|'.join(_DAYS)}) to ({'|'.join(_DAYS)})\b", re.I)


class TellDelivery(HouseTells):
    """The ways of delivery, how long, what they cost; of another country what is known of it."""

    NAME = "action_tell_delivery"

    async def reply(self, turn: Turn, said: Said) -> Say:
        options = await self.door(self.means.shop.house.delivery_options)
        if where := far_away_in(said.text):
            return say("utter_delivery_far_away", where=where)
        if day := delivery_day_in(said.text):
            return _on_day(day, options, turn)
        if asks_why_so_long(said.text) and options:
            quickest = min(options, key=lambda option: (not option.price.amount, option.days_to))
            return say("utter_delivery_why", quickest=_delivery(quickest, turn.language))
        shown = asked_of(said.text, options)
        return say("utter_delivery_options", options=Lines([_delivery(option, turn.language) for option in shown]))


def asked_of(text: str, options: Sequence[DeliveryOption]) -> Sequence[DeliveryOption]:
    """The ways that are asked about: the cheapest, those free from a sum, the quickest, those for a named day; or all.

    Where several of these are asked about, or none has what is asked, all are told.
    """
    asked = [_which(kind, options) for kind, words in _KINDS.items() if words.search(text)]
    return asked[0] if len(asked) == 1 and asked[0] else options


def _which(kind: str, options: Sequence[DeliveryOption]) -> list[DeliveryOption]:
    least, soonest = min(o.price.amount for o in options), min(o.days_to for o in options)
    fits: dict[str, Callable[[DeliveryOption], bool]] = {
        "cheapest": lambda o: o.price.amount == least or o.free_from is not None,
        "free": lambda o: o.free_from is not None or not o.price.amount,
        "quickest": lambda o: bool(o.price.amount) and o.days_to == soonest,
        "named": lambda o: NAMED_DAY in o.id,
    }
    return [option for option in options if fits[kind](option)]


def delivery_day_in(text: str) -> str | None:
    """The day of the week on which it is asked whether anything is delivered at all.

    >>> delivery_day_in("do you deliver sundays?"), delivery_day_in("will it come by Sunday?")
    ('Sunday', None)
    """
    of_it = (one for one in _SENTENCE.findall(text) if _DELIVERS.search(one) or len(one.split()) <= FEW_WORDS)
    found = next(filter(None, map(_ON_DAY.search, of_it)), None)
    return found[1].capitalize() if found else None


def _on_day(day: str, options: Iterable[DeliveryOption], turn: Turn) -> Say:
    """Whether anything is delivered that day, by the days that stand with each way; all ways where none tells."""
    spans = [(option, _DAY_SPAN.search(option.note)) for option in options]
    told = [(option, _days_of(span)) for option, span in spans if span]
    if not told:
        return say("utter_delivery_options", options=Lines([_delivery(option, turn.language) for option, _ in spans]))
    there = [option for option, days in told if day in days]
    response = "utter_delivery_on_day" if there else "utter_delivery_not_on_day"
    shown = there or [option for option, _ in told]
    return say(response, day=day, options=Lines([_delivery(option, turn.language) for option in shown]))


def _days_of(span: re.Match[str]) -> list[str]:
    return list(_DAYS[_DAYS.index(span[1].capitalize()) : _DAYS.index(span[2].capitalize()) + 1])


def _delivery(option: DeliveryOption, language: str) -> Phrase:
    free = phrase("utter_free_from", amount=worth(option.free_from, language)) if option.free_from else ""
    several = option.days_to > 1
    span = (
        f"{option.days_from}–{option.days_to}" if option.days_from != option.days_to else str(option.days_to)
    )
    days = phrase("utter_working_days", days=span) if several else phrase("utter_working_day")
    cost = worth(option.price, language) if option.price.amount else phrase("utter_free")
    return phrase("utter_line_delivery", name=option.name, price=cost, free=free, days=days, note=option.note)
