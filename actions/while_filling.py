"""One message read while something is being filled in: what is told, what is asked of the goods, what is a farewell."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.postal import address_in
from actions.product_questions import PACKING, asks_of_product
from actions.remarks import said_beside
from actions.size_steps import steps_in
from actions.stages import CONFIRMED
from actions.ways import OWN_ADDRESS, asks_for_sum, way_in
from actions.yes_and_no import only_refuses, refuses_in

UNKNOWN, OTHER_MATTER = "nlu_fallback", "other_matter"
CERTAIN = 0.9  # how surely something is read by its words
BESIDE = "beside"  # read so, a message has a feeling beside its wish
BUYING, POINTS = "buy_form", "redeem_form"
ORDERING = frozenset({BUYING, "reorder_form"})
_COMING = frozenset({"booking_form", "move_form"})
_TELLS_WHO = frozenset(
    {UNKNOWN, "inform", "out_of_scope", "chitchat", "affirm", "state_preference", "change_order", "repeat", "reorder"}
)
_WHO_COMES = re.compile(
    r"^\W*(?:[\w']+ ){0,2}?(?:just|only|the two|two of|both of|me and)\b(?: [\w'-]+){0,3}\W*$", re.I
)
SAME_TIME = re.compile(
    r"^\W*(?:(?:ok|and|but|yes|just|at)\W+)*(?:the )?same (?:time|hour)(?: again| please| then)?\W*$",
    re.I,
)
_CHANGES_IT = re.compile(
    r"^\W*(?:(?:actually|wait|sorry|oh|no|ok|and|please)\W+)*(?:(?:can|could) (?:i|we|you) )?(?:please )?"
    r"(?:change|make|switch) (?:it|that|this)\b",
    re.I,
)
_PUTTING_RIGHT = frozenset({"problem_form", "return_form"})
_BUYS = frozenset({"reorder", "place_order", "recommend", "ask_product"})
_ANOTHER = re.compile(
    r"\b(?:new|another|fresh|proper) (?:one|pair|set|pot|\w+ one)\b|\breplace\w*\b|\bre-?send\b|"
    r"\bsend (?:it|them|one|me)\b.*\bagain\b",
    re.I,
)
UNSURE = frozenset({UNKNOWN, "inform", "out_of_scope", "chitchat", "wait", "repeat", "ask_capabilities"})

# What is read where a way of delivery, the sum of it all, or a part of the usual is meant.
_OF_THE_ORDER = UNSURE | {
    "abort", "ask_delivery_options", "ask_product", "ask_offers", "ask_store_info", "change_address", "change_order",
    "deny", "forget_fact", "place_order", "recommend", "redeem_points", "set_contact_terms", "state_preference",
    "track_order",
}  # fmt: skip
_PART_OF_IT = re.compile(r"^\W*(?:(?:no|yes|ok|but|and|actually)\W+)*(?:no|not|without|just|only)\b|\bonly\W*$", re.I)

_TAKES = re.compile(
    r"\b(?:i'?ll|i will|i'?d like to|i want to|let me|can i|could i|shall)\s+"
    r"(?:take|have|go for|go with|get|buy|order)\b|"
    r"\bi'?d (?:like|take|have) (?:(?:that|it|this|those|them)(?: one| please| then| too)*\W*$|the\b)|"
    r"\b(?:order|buy|get me|give me|send me|put me down for|going with|go for)\b|\bi'?ll have\b",
    re.I,
)
_ONE_SHOWN = re.compile(
    r"\b(?:first|second|third|last|1st|2nd|3rd|cheap(?:est|er)|it|that|them|those|this)\b(?:\s+one)?", re.I
)
WHEN_COMES = re.compile(
    r"\bwhen (?:can|could|may|do) (?:i|we) (?:collect|fetch|pick (?:(?:it|them|that|this|those) )?up)\b|"
    r"\bwhen\b.*\b(?:come|comes|coming|arrive|arrives|here|get it|have it|deliver\w*|expect\w*|be with me|ship\w*)\b|"
    r"\bhow long\b.*\b(?:take|till|until|be)\b|\bwhere(?:'s| is) it\b|\bis it (?:on its way|coming|late)\b|"
    r"\bhow late (?:is|will|are)\b",
    re.I,
)
TAKES_OUT = re.compile(r"^\W*(?:please |can you )?(?:remove|take (?:out|off|away)|leave (?:out|off)|drop)\b", re.I)
_FAREWELL = re.compile(
    r"\b(?:(?:good)?bye\w*|cheerio|see (?:you|ya)|ciao|farewell|good ?night|later|take care|ta-?ra)\b", re.I
)
KEEPS_IT = re.compile(
    r"^\W*(?:(?:actuall?y|yes|yeah|no|sorry|wait|oh|ok|well|then|but|i'?ll|i will|let me|just|please)\b\W*)*"
    r"(?:keep|leave) (?:it|them|that|this)(?: then| as it is| alone| after all| please)?\W*$",
    re.I,
)
_NO_BUT_IN = re.compile(
    r"^\W*(?:no|nope|nah)\b\W*(?:(?:actually|sorry|rather|please|make it|i meant|i want|in|the|an?|size)\b\W*)*"
    r"(x{0,3}[sl]|m|small|medium|large)\W*$",
    re.I,
)
_IN_A_COLOUR = re.compile(
    r"\b(?:have|got|comes?|get|want|take|is|are)\b.*\bin (?:an? )?(?!stock|store|shop|leeds|york|bath)[\w-]+\W*$", re.I
)
_HOW_LONG_IT_TAKES = re.compile(
    r"\bhow (?:long|quick\w*|soon)\b.{0,25}\b(?:swaps?|exchang\w+|returns?|refunds?|replacement)\b", re.I
)
_HOW_LONG_THEN = re.compile(r"\bhow (?:long|soon|quick\w*) (?:does|will|would|is|do) (?:it|that|this|you)\b", re.I)
_HAS_SIZE = re.compile(
    r"(?:\b(?:got|have|do|get|stock) (?:you (?:got |have )?)?(?:it|them|these|those|any)? ?(?:in )?|^\W*)(?:size |"
    r"an? )*"
    r"(\d{1,2}(?:\.5)?|x{0,3}[sl]|medium|small|large)(?=\W*$| (?:if|please|then|instead|would|at)\b)",
    re.I,
)
_WHETHER_IT = re.compile(
    r"^\W*(?:and |but |so )?(?:is|are|does|do|will|would) (?:it|they|this|that|these|those)\b", re.I
)


def in_a_form(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any]:
    """The same parse data, with the intent that it has in the form under way."""
    form = around.form
    if intent in UNSURE and takes_one_shown(text, intent):
        return as_intent(read, "inform")
    if beside := said_beside(read, text, intent, around):
        meant, answer = beside
        return {**as_intent(read, meant), **({"plainly": answer, "statements": []} if answer else {})}
    if plain := _plainly_meant(text, intent, form):
        return as_intent(read, plain)
    if intent not in ("ask_human", "in_distress") and _asks_how_long(text, form):
        return surely(read, "ask_return_policy")  # asked, and nothing told
    if form in _PUTTING_RIGHT and intent in _BUYS | {"repeat"} and _ANOTHER.search(text):
        return as_intent(read, "inform")  # "a new one, same size" is what they want for it
    if form == "return_form" and intent in UNSURE | {"ask_product", "recommend"} and (size := _HAS_SIZE.search(text)):
        return _in_size(read, size)  # "got them in a 47?" asks for another one in its place
    if form in ORDERING and intent == "change_address" and address_in(text, ""):
        return as_intent(read, "inform")  # of what is not ordered yet
    if form in ORDERING and _says_how(text, intent, around):
        return {**as_intent(read, "inform"), "statements": []}
    of_visit = intent in _TELLS_WHO and not read.get("danger") and (_WHO_COMES.match(text) or SAME_TIME.match(text))
    of_visit = of_visit or (intent == "change_order" and _CHANGES_IT.match(text))
    if (form in _COMING and of_visit) or _changes_by_steps(text, intent, form):
        return as_intent(read, "inform")
    return _while_buying(read, text, intent) if form == BUYING else dict(read)


def _plainly_meant(text: str, intent: str, form: str | None) -> str | None:
    """ "From now on" is no farewell; "keep it" is said of the goods, and allows no memory; "how late is it" asks."""
    if intent in UNSURE and form == "cancel_form" and WHEN_COMES.search(text):
        return "track_order"
    if intent == "goodbye" and not _FAREWELL.search(text):
        return "inform"
    return "abort" if intent not in ("deny", "abort") and KEEPS_IT.match(text) else None


def _changes_by_steps(text: str, intent: str, form: str | None) -> bool:
    """Whether another size is told of what has not left the house: "make them one size bigger" sends nothing back."""
    return form == "change_form" and intent in UNSURE | {"return_item", "state_preference"} and bool(steps_in(text))


def _asks_how_long(text: str, form: str | None) -> bool:
    return bool(_HOW_LONG_IT_TAKES.search(text) or (form in _PUTTING_RIGHT and _HOW_LONG_THEN.search(text)))


def _says_how(text: str, intent: str, around: Around) -> bool:
    """Whether it tells how or where an order is to come, asks for its sum, or takes a part of the usual: "tea only"."""
    if intent in _OF_THE_ORDER | {"reorder"} and OWN_ADDRESS.search(text):
        return True
    if intent not in _OF_THE_ORDER:
        return False
    confirms = around.slot == CONFIRMED
    if way_in(text) or (confirms and asks_for_sum(text)):
        return True
    return confirms and around.form != BUYING and bool(_PART_OF_IT.search(text)) and not only_refuses(text)


def _while_buying(read: Mapping[str, Any], text: str, intent: str) -> dict[str, Any]:
    """A question about the product is one; naming a size, a colour or how to pack it tells what is wanted."""
    if intent in ("deny", "abort") and (put_right := _NO_BUT_IN.match(text)):
        return _in_size(read, put_right)  # "no, actually L" drops nothing
    if intent in UNSURE | {"track_order"} and WHEN_COMES.search(text):
        return as_intent(read, "ask_delivery_options")  # of what is not ordered yet
    if intent == "forget_fact" and TAKES_OUT.search(text):
        return as_intent(read, "inform")  # out of the basket, not out of the memory
    whether = {"recommend"} if _WHETHER_IT.match(text) else set()  # "is it a good gift?"
    if intent not in UNSURE | {"ask_product", "ask_return_policy", "ask_offers"} | whether:
        return dict(read)
    variant = any(one["entity"] in ("color", "size") for one in read.get("entities") or ())
    told = variant or PACKING.search(text) or _IN_A_COLOUR.search(text)
    if asks_of_product(text) and not told:
        return as_intent(read, "ask_product")
    return as_intent(read, "inform") if told or intent == "ask_product" else dict(read)


def _in_size(read: Mapping[str, Any], said: re.Match[str]) -> dict[str, Any]:
    begins, ends = said.span(1)
    size = {"entity": "size", "value": said[1], "text": said[1], "start": begins, "end": ends}
    return {**as_intent(read, "inform"), "entities": [*(read.get("entities") or ()), size]}


def takes_one_shown(text: str, intent: str) -> bool:
    """Whether one of what was just shown is taken: "I'll have the second one"."""
    if intent not in UNSURE | {"affirm", "recommend", "ask_product", "reorder"}:
        return False
    return takes_one(text) and bool(_ONE_SHOWN.search(text)) and "?" not in text


def takes_one(text: str) -> bool:
    """Whether something is taken: "I'll have …"."""
    return bool(_TAKES.search(text))


def as_intent(read: Mapping[str, Any], intent: str) -> dict[str, Any]:
    """The same parse data under this intent."""
    likeliest = {"name": intent, "confidence": max(CERTAIN, float(read["intent"].get("confidence") or 0.0))}
    if read["intent"]["name"] == intent:
        likeliest = dict(read["intent"])
    return {**read, "intent": likeliest}


def surely(read: Mapping[str, Any], intent: str) -> dict[str, Any]:
    """The same parse data under this intent, in no doubt: also where it was read so, and hardly."""
    return {**read, "intent": {"name": intent, "confidence": CERTAIN}}


def as_said(read: dict[str, Any], text: str) -> dict[str, Any]:
    """The same parse data; what is read as a yes and has a no in it is that no, or neither: "yes, I mean no"."""
    if read["intent"]["name"] != "affirm" or not refuses_in(text):
        return read
    return as_intent(read, "deny" if only_refuses(text) else UNKNOWN)
