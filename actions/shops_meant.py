"""Which shop a question means that names none in so many words. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk import Tracker

from actions.around import Around
from actions.days_asked import names_a_day
from actions.facilities import asks_of_a_shop, facility_in
from actions.local import shop_in
from actions.replies import words_said_last
from actions.said import Said
from actions.visits_asked import NEED, asks_nearest
from actions.while_filling import UNSURE
from shop.places import Shop

_GOES_ON = re.compile(
    r"\b(?:there|they|them|where(?:abouts)?(?:['’]?s| is) (?:it|that|this)|address|postcode|post code|"
    r"(?:tele)?phone|number|directions?|serve|close|shut)\b",
    re.I,
)
_ON_A_DAY = re.compile(
    r"^\W*(?:(?:and|or|so|ok|what|how|about|is it|are you|are they|open|on)\W+)*(?:today|tomorrow|tmrw|tonight)\W*$",
    re.I,
)
_GOES_ON_AS = UNSURE | {
    "ask_delivery_options", "change_address", "ask_booking", "deny", "correct_memory", "track_order", "ask_offers",
    "set_contact_terms", "change_booking", "why_said", "share_life_event", "complain",
}  # fmt: skip
_OF_ALL = re.compile(r"\b(?:shops|stores|branches|any of|all of)\b", re.I)
_JUST_BOOKED = ("utter_booked", "utter_moved")
_ONLY_DOGS = re.compile(r"^\W*(?:(?:and|no|the|my|what about|i meant?)\W+)*(?:dogs?|pets?)\W*$", re.I)
_ANSWERS = re.compile(r"^\W*(?:yes|yep|yeah|yea|yup|sure|ok|okay|no|nope|nah)\b", re.I)  # the task's own question
# A region may well have a shop of ours, and these name no town at all.
_NO_TOWN = re.compile(
    r"\b(?:my|your|our|the|this|that|an?|here|there|near|town|city|centre|center|area|shops?|stores?|england|uk|britain|"
    r"country|yorkshire|somerset|north\w*|south\w*|east|west|person|advance|time|stock)\b",
    re.I,
)


def asks_of_our_shops(text: str, intent: str, around: Around) -> bool:
    """Whether it asks what there is in a shop of ours, or goes on about one just told of, whatever it is read as."""
    if around.form:
        return not _ANSWERS.match(text) and asks_of_a_shop(text, intent)
    if around.told[:1] and around.told[0] in _JUST_BOOKED and NEED.search(text):
        return False  # of the booking that was just made
    told = bool(around.told) and around.told[0].startswith(("utter_store", "utter_facility"))
    goes_on = told and intent in _GOES_ON_AS and (names_a_day(text) or bool(_ONLY_DOGS.match(text)))
    goes_on = goes_on or (told and intent in _GOES_ON_AS | {"ask_store_info"} and asks_nearest(text))
    return goes_on or asks_of_a_shop(text, intent)


def of_the_shop_before(said: Said, shops: Sequence[Shop], tracker: Tracker) -> Said:
    """The same message with the shop that our last reply was about, where it goes on about it: "parking there?"."""
    on_a_day = names_a_day(said.text) or bool(_ON_A_DAY.match(said.text))
    goes_on = _GOES_ON.search(said.text) or facility_in(said.text) or on_a_day
    goes_on = goes_on and not _OF_ALL.search(said.text)
    if shop_in(shops, f"{said.value('place') or ''} {said.text}") or not goes_on:
        return said
    last = words_said_last(tracker)
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
