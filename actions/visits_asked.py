"""What is asked of coming to a shop and is no booking: workshops, what a fitting is, a coat put aside."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.offered import as_entities
from actions.replies import Say, say
from actions.said import MANY, count_of
from actions.while_filling import UNSURE, as_intent, surely

# What has to be known of who comes, so that the shop is ready for them.
NEED = re.compile(
    r"\b(?:wheel ?chairs?|high ?chairs?|push ?chairs?|prams?|buggy|walking frame|mobility scooter|crutches|"
    r"guide dog|assistance dog|dogs?|hard of hearing|deaf|blind|partially sighted|allerg\w+|vegans?|vegetarians?|"
    r"coeliacs?|gluten[- ]free|by the window|window (?:seat|table)|quiet (?:table|corner|spot)|ground floor|"
    r"birthday cake)\b",
    re.I,
)
_COMES = (
    r"(?:come|coming|attend|join|book|sign (?:\w+ )?up|sign on|go|going|register|run|running|do|have|hold|offer|put on|"
    r"any|there|take part|interested)"
)
_OTHER_VISIT = re.compile(
    rf"\b{_COMES}\b.{{0,25}}\b(workshops?|class(?:es)?|courses?|lessons?|(?:tea |wine )?tastings?|reading groups?|"
    r"author talks?|book signings?|craft evenings?|demonstrations?)\b",
    re.I,
)
_WHAT_IS_IT = re.compile(
    r"\b(?:what|how)\b.{0,25}\b(?:fittings?|appointments?|advice|tea room)\b.{0,15}"
    r"\b(?:involves?|includes?|like|works?|entails?|mean|about|happens?)\b|"
    r"\bwhat (?:happens|goes on|do you do|is done) (?:at|in|during) (?:an? |the )?(?:fitting|appointment)\b|"
    r"\bwhat(?:['’]?s| is) an? (?:fitting|appointment)\b",
    re.I,
)
_PUTS_ASIDE = re.compile(
    r"\b(?:put|set|lay|keep|hold)\b.{0,40}\b(?:aside|to one side|on hold|(?:by|back) for (?:me|us))\b|"
    r"\b(?:hold|reserve|keep)\b (?!(?:a|the) (?:table|seat|slot|fitting|place)\b)"
    r"(?:on to )?(?:it|one|that|this|these|those|some\w*|things?|stuff|items?|(?:the|an?) (?:\w+ ){0,3}?\w+) "
    r"for (?:me|us)\b",
    re.I,
)
# Guests at their own table are told of: "I've got eight people for dinner on saturday".
_OWN_GUESTS = re.compile(
    r"\b(?:i|we)(?:['’]ve| have)?(?: got)? (?:(?!book|reserv)[\w'’]+ ){1,4}?"
    r"(?:(?:coming|over|round)(?: (?:for|to) (?:dinner|lunch|tea|supper|christmas|mine|ours|the weekend))?|"
    r"(?:for|to) (?:dinner|lunch|supper|christmas))\b",
    re.I,
)
_WISHES = re.compile(r"\b(?:book|table|reserv\w*|space|room for|fit us|come in|please|can|could|want|like)\b|\?", re.I)
_NEAREST = re.compile(r"\b(?:nearest|closest|nearer|closer)\b(?! (?:size|match|colou?r|thing|slot|time|day)\b)", re.I)
_TRIES_ON = re.compile(
    r"\btry (?:(?:it|them|this|that|one|some|these|those|the \w+(?: \w+){0,2}) )?on\b(?!\w)", re.I
)
_AS_VISITS = UNSURE | {
    "book_visit", "ask_booking", "ask_store_info", "ask_product", "recommend", "place_order", "join_club",
    "ask_payment_methods", "payment_problem", "track_order",
    "change_order", "ask_offers", "state_preference", "wait", "ask_delivery_options", "share_message", "cancel_order",
    "deny",
    "abort",
}  # fmt: skip
WORKSHOP, WHAT_IS_IT = "utter_other_visit", "utter_visit_undescribed"
_MUST_BOOK = re.compile(
    r"\b(?:(?:do|must|should) (?:i|we|you)(?: have| need)?(?: to)? (?:book|reserve)\b(?! (?:with|through|by|at)\b)|"
    r"(?:book\w*|reserv\w+|an appointment) (?:needed|necessary|required|essential)|"
    r"(?:can|could|may) (?:i|we|you) (?:just |simply )?(?:turn up|walk in|drop in|pop in|show up)|"
    r"(?:do|will|would|does|if) (?:i|we|you|one)\b.{0,12}\bneed (?:to book|a booking|an appointment|a reservation))\b",
    re.I,
)
_COSTS = re.compile(
    r"\b(?:how much|what|is there a|any)\b.{0,25}\b(?:charge|cost|fee|pay|price)\w*\b.{0,20}"
    r"\b(?:fittings?|appointments?|advice|consultations?|measuring)\b|"
    r"\b(?:how much|what) (?:is|are|does|do|would) (?:an? |the )?(?:fittings?|appointments?)(?: cost)?\W*$|"
    r"\b(?:fittings?|appointments?|advice|consultations?)\b.{0,10}\b(?:free|for nothing|cost anything)\b",
    re.I,
)
_WHERE = re.compile(
    r"\b(?:which (?:shops?|stores?|branch(?:es)?|of (?:them|your shops|the shops))|"
    r"where(?! (?:is|are|['’]s) (?:my|the|our)\b)(?: can| could| do| is| are)?|"
    r"what shops?)\b(?! (?:is|are|['’]s) (?:my|the|our)\b)"
    r".{0,25}\b(?:fittings?|fitted|measured|appointments?|tea ?rooms?|advice|advis\w+|tables?)\b|"
    r"\bwhere (?:can|could) (?:i|we) (?:have|drink|eat) (?:a )?(?:cup of |pot of )?(?:tea|lunch|scones?)\b|"
    r"\b(?:have|got|do|is there|are there|there['’]?s) (?:you (?:got |have )?)?(?:an?y? )"
    r"(?:cafe|café|tea ?room|tea shop|coffee shop|restaurant)s?\b|"
    r"\b(?:anywhere|somewhere|place) to (?:eat|sit down for|(?:have|get|grab) (?:an? |some )?"
    r"(?:tea|lunch|coffee|cuppa|bite|snack|food|cake))\b",
    re.I,
)
MUST_BOOK, COSTS, WHERE = "utter_visit_must_book", "utter_visit_cost", "utter_visits_where"
ASIDE, NOTE, TO_BRING = "utter_put_aside", "utter_booking_note", "utter_what_to_bring"
# Once a booking was told of: how many they are by now, and what they should bring.
_SO_MANY_NOW = re.compile(
    rf"\b(?:(?:we|it|there)(?:['’]?re| are|['’]?s| is|['’]?ll be| will be)(?: now)?(?: (?:going to|gonna) be)?(?: now)?"
    rf"|make (?:it|that)) (?:a (?:table|party) (?:for|of) )?{MANY}(?! ?(?:o['’]? ?clock|[ap]\.?m|:\d|st|nd|rd|th))"
    r"(?: of us| people)?(?: now| instead| after all| then| please| coming)*\W*$",
    re.I,
)
_BRINGS = re.compile(
    r"\bwhat (?:do|should|shall|must|will|would) (?:i|we) (?:need to |have to )?(?:bring|wear)\b", re.I
)
_COMES_TOO = re.compile(
    r"\b(?:can|could|may|is it (?:ok|okay|fine|alright) if|would it be ok(?:ay)? if) "
    r"(?:i bring (?:my|a|an|someone|somebody)\b(?: \w+)?|"
    r"(?:my \w+|a (?!person|human|colleague)\w+|s?he|they|some(?:one|body) else|one more)(?: \w+)?(?= ))"
    r"(?: (?:come|comes|join|joins|tag along|too|along|as well|with me|us|me))*\W*$",
    re.I,
)
_WHERE_IS_IT = re.compile(r"^\W*(?:(?:and|so|ok)\W+)*where(?:abouts)?(?:['’]?s| is) (?:it|that|this)\b", re.I)
_CANCELS_IT = re.compile(
    r"(?:^|\b(?:i|we) can(?:no|['’]?)t (?:make (?:it|that)|come|do (?:it|that))\b.*[,.;]|\bso)\W*"
    r"(?:(?:please|pls|can|could|will|would|you|u|just|and|then|i want to|i need to)\W+)*"
    r"cancel(?: (?:it|that|this))?(?: (?:please|pls|then|for me))*\W*$",
    re.I,
)
_BRINGS_ALONG = re.compile(
    r"\b(?:can|could|may|should) (?:i|we) (?:bring(?: in| along)?|take (?:in|along)) (?:my|our|an?|the|some)\b"
    r"(?!.*\b(?:back|returns?|refund|exchange\w*)\b)",
    re.I,
)
_LATELY = 3  # of our replies, in which a booking was told of
_JUST_BOOKED = ("utter_booked", "utter_moved")
_OF_BOOKING = (*_JUST_BOOKED, "utter_bookings")
_ASKED = (
    (ASIDE, _PUTS_ASIDE), (WORKSHOP, _OTHER_VISIT), (WHAT_IS_IT, _WHAT_IS_IT), (MUST_BOOK, _MUST_BOOK),
    (COSTS, _COSTS), (WHERE, _WHERE),
)  # fmt: skip
_HOW_LONG = re.compile(
    r"^\W*(?:(?:and|so|ok)\W+)*how long (?:does|will|is) (?:it|this|that|(?:an? |the )?(?:fitting|appointment))"
    r"(?: (?:take|last|be))?(?: usually)?\W*$",
    re.I,
)
_WHERE_TOLD = ("utter_store", "utter_facility")  # where a visit is to, told after it
_NEVER_BESIDE = frozenset({"in_distress", "ask_human", "request_callback", "return_item", "ask_return_policy"})
_BOOKING = frozenset({"booking_form", "move_form"})
OF_VISIT = "of_visit"  # under which the reading of a message says so


def asked_of_visits(text: str) -> str | None:
    """What of these is asked, by its name here.

    >>> asked_of_visits("do you run workshops in York?"), asked_of_visits("book me a fitting in York")
    ('utter_other_visit', None)
    """
    return next((name for name, words in _ASKED if words.search(text)), None)


def asks_nearest(text: str) -> bool:
    """Whether it asks which of our shops lies nearest."""
    return bool(_NEAREST.search(text))


def of_a_visit(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """How words about coming to a shop are read; None where they are about something else."""
    lately = frozenset(around.told[:_LATELY]) & {*_OF_BOOKING, NOTE} if around.form is None else frozenset()
    if lately and intent not in _NEVER_BESIDE and (beside := _beside_the_booking(text)):
        return {**as_intent(read, "ask_store_info"), OF_VISIT: beside, "statements": []}
    of_it = lately and (around.told[0] in {*_OF_BOOKING, NOTE} or around.told[0].startswith(_WHERE_TOLD))
    if of_it and _CANCELS_IT.search(text):
        return as_intent(read, "cancel_booking")
    if intent not in _AS_VISITS:
        return None
    if around.form is None and intent == "book_visit" and _OWN_GUESTS.search(text) and not _WISHES.search(text):
        return as_intent(read, "complain" if around.overdue or around.complained else "share_life_event")
    if _TRIES_ON.search(text):
        told = as_entities({"visit": "fitting", "instead": "yes"})  # what is being ordered is left for it
        return {**as_intent(read, "book_visit"), "entities": [*(read.get("entities") or ()), *told]}
    if around.told[:1] and around.told[0] in _OF_BOOKING and (meant := _of_the_booking(read, text, around.lately)):
        return meant
    just_booked = around.told[:1] and around.told[0] in _JUST_BOOKED
    asked = NOTE if just_booked and NEED.search(text) and intent != "book_visit" else asked_of_visits(text)
    return {**as_intent(read, "ask_store_info"), OF_VISIT: asked} if asked else None


def _beside_the_booking(text: str) -> str | None:
    """What is said of a visit just told of, that the shop must know or that isn't written here."""
    if _BRINGS_ALONG.search(text) or _COMES_TOO.search(text):
        return NOTE
    return WHAT_IS_IT if _HOW_LONG.match(text) else None


def beside_a_booking(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any] | None:
    """What is asked of coming in general while a visit is being booked; None where it is told or something else."""
    asked = asked_of_visits(text) if around.form in _BOOKING else None
    asked = WHAT_IS_IT if around.form in _BOOKING and _HOW_LONG.match(text) else asked
    return {**surely(read, "ask_store_info"), OF_VISIT: asked} if asked in (MUST_BOOK, COSTS, WHAT_IS_IT) else None


def _of_the_booking(read: Mapping[str, Any], text: str, told: str) -> dict[str, Any] | None:
    """How words are read right after a booking was told of; heads are counted of a table alone."""
    if _WHERE_IS_IT.match(text):
        return as_intent(read, "ask_store_info")
    if _BRINGS.search(text):
        return {**as_intent(read, "ask_store_info"), OF_VISIT: TO_BRING}
    many = _SO_MANY_NOW.search(text) if "table" in told else None
    if many is None:
        return None
    others = [one for one in read.get("entities") or () if not _overlaps(one, many.span(1))]
    heads = str(count_of(many[1]))
    counted = {"entity": "people", "value": heads, "text": many[1], "start": many.start(1), "end": many.end(1)}
    return {**as_intent(read, "change_booking"), "entities": [*others, counted]}


def _overlaps(entity: Mapping[str, Any], span: tuple[int, int]) -> bool:
    return bool((entity.get("start") or 0) < span[1] and span[0] < (entity.get("end") or 0))


def told_of_visits(asked: str, text: str) -> Say:
    """That it is not to be had from here, and what is."""
    found = _OTHER_VISIT.search(text)
    return say(asked, thing=found[1]) if asked == WORKSHOP and found else say(asked)
