"""What is asked of a shop itself: parking, the way in, dogs. Told where its directions say it, else who can tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.permissions import is_question
from actions.replies import Say, say
from actions.while_filling import UNSURE
from actions.wording import Lines, Phrase, phrase
from shop.places import Shop

FEW = 4  # words that ask without being a question: "and toilets there"
_MISREAD_AS = UNSURE | {
    "ask_product", "ask_offers", "place_order", "book_visit", "track_order", "state_preference", "change_booking",
    "ask_booking", "complain", "report_item_problem", "express_feeling", "deny", "correct_memory", "share_life_event",
    "forget_fact", "return_item", "ask_human", "account_problem", "ask_delivery_options", "cancel_booking",
    "bot_challenge", "recommend", "change_order", "share_message", "ask_store_info",
}  # fmt: skip
_SENTENCE = re.compile(r"(?<=[?.!])\s+|,\s+")
_MEANT = re.compile(r"^\W*no\W|\b(?:i|we) (?:meant?|said|asked)\b", re.I)  # "no i meant parking"
_GOODS = re.compile(r"\b(?:sell|stock|order|buy)\b", re.I)
_TOLD = frozenset({"lost"})  # what is told and not asked: "I left my umbrella there"
# What we do say of our shops: what is asked of anything else is not known here.
_SAID_OF_SHOPS = re.compile(
    r"\b(?:open\w*|hours?|times?|clos\w+|shut\w*|late|until|till|when|where|address|postcode|directions?|near\w*|far|"
    r"station|phone|number|call|ring|shops?(?= (?:in|near|around|at)\b)|stores?(?= (?:in|near|around|at)\b)|branch\w*|"
    r"locat\w+|tea ?rooms?|cafe|café|today|tomorrow|\w+days?|weekends?|christmas|easter|"
    r"eve|bring (?:it|this|them|that|something|things) back|return\w*|collect\w*|pick (?:it|this|them|up)|book\w*|"
    r"table|fittings?|appointment|advice|stock\w*|website|online|closest|get there|find you|which|how many|"
    r"visit|come in)\b",
    re.I,
)
_WHETHER = re.compile(
    r"^\W*(?:(?:and|so|also|but|ok|hi|hello)\W+)*(?:is|are|do|does|have|has|can|could|may|will|would) "
    r"(?:there|you|u|i|we|it|they|the|your|people|anyone|somebody|someone|my|kids|children)\b",
    re.I,
)


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
    "lost": _facility(
        r"\blost (?:property|and found)\b|\bhanded (?:(?:it|them|one|anything|my \w+) )?in\b|"
        r"\b(?:left|lost|forgot(?:ten)?|dropped|mislaid) (?:my|our|his|her|an?|some) (?:\w+ ){1,3}?"
        r"(?:in|at|behind)\b.{0,12}\b(?:shop|store|tea ?room|there|leeds|york|bath|\w+ing room|branch)\b|"
        r"\bi left (?:it|them) (?:there|behind|in (?:the|your) (?:shop|store|tea ?room))\b",
        r"lost property",
    ),
    "jobs": _facility(
        r"\b(?:are|is|r) (?:you|u|they|anyone|anybody) (?:hiring|recruiting|taking (?:people|staff|anyone) on)\b|"
        r"\bvacanc(?:y|ies)\b|\bwork experience\b|"
        r"\b(?:apply|applying|looking) for (?:a |any )?(?:\w+ )?(?:jobs?|work)\b|"
        r"\b(?:any|a|got|have|saturday|christmas|weekend|part[- ]?time|temp\w*) jobs?\b(?! lot)|"
        r"\bjobs? (?:going|available|there|with you|for)\b|\bwork (?:for you|at your|in (?:the|your) shop)\b",
        r"jobs?|vacanc\w+",
    ),
    "entrance": _facility(
        r"\b(?:entrance|front door|doorway|door)\b.{0,25}\b(?:level|steps?|flat|wide)\b|\blevel entrance\b|"
        r"\b(?:is there|are there|is it|any|got) (?:a |an |any |many )?steps?\b",
        r"level access|steps?|ramp",
    ),
    "prams": _facility(
        r"(?<!sell )(?<!stock )\b(?:prams?|bugg(?:y|ies)|push ?chairs?|double buggy)\b(?! (?:covers?|toys?|coats?))",
        r"level access|steps?|ramp|lift",
    ),
    "changing_table": _facility(
        r"\b(?:baby )?chang(?:e|ing)[- ](?:tables?|facilit\w+|area|units?|station)\b|\bnappy[- ]chang\w+",
        r"baby[- ]chang\w+|changing table",
    ),
    "high_chairs": _facility(r"(?<!sell )(?<!stock )(?<!buy )\bhigh ?chairs?\b", r"high ?chairs?"),
    "own_food": _facility(
        r"\b(?:bring|brought|eat|take|have) (?:in )?(?:our|my|your|their) own (?:\w+ )?(?:cakes?|food|lunch|sandwiches|"
        r"picnic|wine|drinks?|bottle|snacks?)\b|\bbring (?:in )?(?:a|our|my|the) (?:\w+ )?(?:birthday )?cakes?\b",
        r"own (?:cake|food)",
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
        r"^\W*(?:(?:and|no|the|my|what about|i meant?)\W+)*(?:dogs?|pets?)\W*$|"
        r"\b(?:shop|place|you|store|there)\b.{0,12}\b(?:dog|pet)[- ]friendly\b|"
        r"^\W*(?:(?:and|so|also)\W+)*(?:is|are) (?:it|they|that|this) (?:dog|pet)[- ]friendly\b",
        r"dogs?|pets?",
    ),
    "alterations": _facility(
        r"^\W*(?:(?:hi|hello|and|so|also)\W+)*(?:do|can|could|would|will) (?:you|u|they|the shops?) (?:guys )?"
        r"(?:(?:do|offer) )?(?:any )?(?:clothes |clothing )?"
        r"(?:alterations?|alter (?:things|clothes)|repairs?|mending)\W*$",
        r"alter\w*",
    ),
    "station": _facility(
        r"\b(?:near|close to|far|from|by|next to|beside|opposite|at)\b.{0,12}"
        r"\b(?:(?:train|railway|bus|tube) )?stations?\b(?!ery)",
        r"station|spa",
    ),
    "menu": _facility(
        r"\b(?:on|see|got|have|is there|read) (?:the |your |a )?(?:\w+ )?menus?\b|^\W*(?:the |a )?menu\W*$|"
        r"\b(?:serve|do|have) (?:any )?(?:vegan|vegetarian|veggie|gluten[- ]free|dairy[- ]free) "
        r"(?:food|options?|cakes?|lunch\w*|scones?|meals?|milk|sandwich\w*)\b",
        r"menu",
    ),
    "wifi": _facility(r"(?<!need )(?<!needs )(?<!use )(?<!have )\bwi-?fi\b(?! (?:speaker|bulb|lamp|radio))", r"wi-?fi"),
    "changing_rooms": _facility(r"\b(?:changing|fitting) rooms?\b", r"(?:changing|fitting) rooms?"),
}


def facility_in(text: str) -> str | None:
    """What of a shop is asked after, by its name here.

    >>> facility_in("is there parking in York?"), facility_in("do you have toilet brushes?")
    ('parking', None)
    """
    if _GOODS.search(text):
        return None
    asks = len(text.split()) <= FEW or bool(_MEANT.search(text)) or any(map(is_question, _SENTENCE.split(text)))
    found = (name for name, one in FACILITIES.items() if one.asked.search(text))
    return next((name for name in found if asks or name in _TOLD), None)


def asks_something_else(text: str) -> bool:
    """Whether it asks of a shop what nothing is said of here.

    >>> asks_something_else("do you have a cash machine?"), asks_something_else("do you open on sundays?")
    (True, False)
    """
    asked = next((one for one in _SENTENCE.split(text.strip()) if one.endswith("?")), text)
    return bool(_WHETHER.search(asked)) and not _SAID_OF_SHOPS.search(text)


def asks_of_a_shop(text: str, intent: str) -> bool:
    """Whether it asks what there is in a shop of ours, though it was read as a wish for goods, or as nothing."""
    return intent in _MISREAD_AS and len(text.split()) > 1 and facility_in(text) is not None


def told_of(facility: str, shops: Sequence[Shop]) -> Say:
    """What the shops' own directions say of it, or that they don't, with who can tell."""
    known = [shop for shop in shops if FACILITIES[facility].told.search(shop.directions)]
    if known:
        lines = [phrase("utter_line_facility", name=shop.name, directions=shop.directions) for shop in known]
        return say("utter_facility", shops=Lines(lines))
    return not_told(phrase(f"utter_facility_{facility}"), shops)


def not_told(what: Phrase, shops: Sequence[Shop]) -> Say:
    """That nothing is said of it here, with the number of who can tell."""
    if len(shops) == 1:
        return say("utter_facility_unknown", what=what, name=shops[0].name, phone=shops[0].phone)
    lines = [phrase("utter_line_phone", name=shop.name, phone=shop.phone) for shop in shops]
    return say("utter_facility_unknown_anywhere", what=what, shops=Lines(lines))
