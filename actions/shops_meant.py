"""Which shop and which day a question means that names neither in so many words. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rasa_sdk import Tracker

from actions.local import shop_in
from actions.said import Said
from shop.places import Shop

_GOES_ON = re.compile(
    r"\b(?:there|they|them|address|postcode|post code|(?:tele)?phone|number|directions?|serve|close|shut)\b", re.I
)
# A region may well have a shop of ours, and these name no town at all.
_NO_TOWN = re.compile(
    r"\b(?:my|your|our|the|this|that|an?|here|there|near|town|city|centre|center|area|shops?|stores?|england|uk|britain|"
    r"country|yorkshire|somerset|north\w*|south\w*|east|west|person|advance|time|stock)\b",
    re.I,
)


def special_day_in(shops: Sequence[Shop], text: str) -> date | None:
    """The next day with hours of its own that is called by its name: "boxing day"."""
    plain = text.casefold().replace("’", "'")
    named = (one.day for shop in shops for one in shop.special_days if one.name.casefold() in plain)
    return min(named, default=None)


def of_the_shop_before(said: Said, shops: Sequence[Shop], tracker: Tracker) -> Said:
    """The same message with the shop that our last reply was about, where it goes on about it: "parking there?"."""
    if shop_in(shops, f"{said.value('place') or ''} {said.text}") or not _GOES_ON.search(said.text):
        return said
    last = next((str(one.get("text") or "") for one in reversed(tracker.events) if one["event"] == "bot"), "")
    named = [shop.address.town for shop in shops if shop.address.town.casefold() in last.casefold()]
    if len(named) != 1:
        return said
    others = [one for one in said.entities if one["entity"] != "place"]
    return replace(said, entities=(*others, {"entity": "place", "value": named[0], "start": 0, "end": 0}))


def town_without_shop(shops: Sequence[Shop], said: Said) -> str:
    """The town asked about in which there is no shop of ours, as one writes it; "" where none is."""
    town = said.words_for("place").strip(" ?.!")
    if not town or _NO_TOWN.search(town) or not re.search(rf"\bin {re.escape(town)}\b", said.text, re.I):
        return ""
    known = " ".join(f"{shop.name} {shop.address.street} {shop.address.town} {shop.directions}" for shop in shops)
    if town.casefold() in known.casefold():
        return ""
    return town.title() if town.islower() else town
