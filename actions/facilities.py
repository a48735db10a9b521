"""What is asked of a shop itself: parking, the way in, dogs. Told where its directions say it, else not known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.permissions import is_question
from actions.replies import Say, say
from actions.while_filling import UNSURE
from actions.wording import Lines, phrase
from shop.places import Shop

FEW = 4  # words that ask without being a question: "and toilets there"
_MISREAD_AS = UNSURE | {"ask_product", "ask_offers", "place_order", "book_visit", "track_order", "state_preference"}


@dataclass(frozen=True, slots=True)
class _Facility:
    """How it is asked after, and the words by which directions speak of it."""

    asked: re.Pattern[str]
    told: re.Pattern[str]


def _facility(asked: str, told: str) -> _Facility:
    return _Facility(re.compile(asked, re.I), re.compile(rf"\b(?:{told})\b", re.I))


FACILITIES = {
    "parking": _facility(
        r"\b(?:parking|car ?parks?|(?:can|could|to|do) (?:i |we |you )?park)\b", r"park(?:ing)?|car ?park"
    ),
    "way_in": _facility(
        r"\b(?:wheelchairs?|mobility scooters?|step[- ]?free|(?:disabled|level) access|accessible|accessibility|"
        r"(?:is there|are there|have you got|do you have|got) (?:a |an |any )?(?:lifts?|ramps?|steps|stairs))\b",
        r"level access|steps?|ramp|lift|stairs?",
    ),
    "toilets": _facility(
        r"\b(?:toilets?|loos?|restrooms?|baby[- ]chang\w+)\b(?! (?:rolls?|paper|brush\w*|seats?|bags?|mats?|tables?))",
        r"toilets?|loo|restroom",
    ),
    "dogs": _facility(
        r"\b(?:bring|take|come (?:in )?with|allow\w*|welcome)\b.{0,20}\b(?:dogs?|pets?)\b"
        r"(?! (?:beds?|toys?|food|leads?|bowls?|coats?|baskets?))|"
        r"\b(?:dogs?|pets?)\b.{0,12}\b(?:allowed|welcome|inside|come in)\b|"
        r"\b(?:shop|place|you|store|there)\b.{0,12}\b(?:dog|pet)[- ]friendly\b",
        r"dogs?|pets?",
    ),
    "wifi": _facility(r"(?<!need )(?<!needs )(?<!use )(?<!have )\bwi-?fi\b(?! (?:speaker|bulb|lamp|radio))", r"wi-?fi"),
    "changing_rooms": _facility(r"\b(?:changing|fitting) rooms?\b", r"(?:changing|fitting) rooms?"),
}


def facility_in(text: str) -> str | None:
    """What of a shop is asked after, by its name here.

    >>> facility_in("is there parking in York?"), facility_in("do you have toilet brushes?")
    ('parking', None)
    """
    if not is_question(text) and len(text.split()) > FEW:
        return None
    return next((name for name, one in FACILITIES.items() if one.asked.search(text)), None)


def asks_of_a_shop(text: str, intent: str) -> bool:
    """Whether it asks what there is in a shop of ours, though it was read as a wish for goods, or as nothing."""
    return intent in _MISREAD_AS and facility_in(text) is not None


def told_of(facility: str, shops: Sequence[Shop]) -> Say:
    """What the shops' own directions say of it, or that they don't, with who can tell."""
    known = [shop for shop in shops if FACILITIES[facility].told.search(shop.directions)]
    if known:
        lines = [phrase("utter_line_facility", name=shop.name, directions=shop.directions) for shop in known]
        return say("utter_facility", shops=Lines(lines))
    what = phrase(f"utter_facility_{facility}")
    if len(shops) == 1:
        return say("utter_facility_unknown", what=what, name=shops[0].name, phone=shops[0].phone)
    return say("utter_facility_unknown_anywhere", what=what)
