"""What goes back to us by the customer's words: that it is no purchase, one thing more, and several things at once."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.permissions import is_question, is_request
from actions.replies import RETURN_BEGUN
from actions.while_filling import ORDERING, UNSURE, as_intent

RETURN_FORM = "return_form"
NEXT_WISH = "next_wish"  # in the parse data: what is taken up once the task under way is settled
_AND_BACK = (
    r" (?!(?:me|us)\b)(?:(?!money\b|refund\b|cash\b|points?\b|what\b)[\w'’.-]*[\w'’-] ){0,12}?back\b"
    r"(?! (?:to (?:school|work|bed|me|us)|me|us|what)\b)"
)
_GOES_BACK = r"\b(?:goes|going|go) back\b(?! (?:to(?! you\b)|in|on|there|over|through)\b)"
_BACK = re.compile(
    r"\breturn(?:ing)?\b(?! (?:policy|ticket|address|label|customer))|"
    rf"\b(?:send(?:ing)?|post(?:ing)?|bring(?:ing)?|tak(?:e|ing)|giv(?:e|ing)){_AND_BACK}|{_GOES_BACK}",
    re.I,
)
# What can be said of goods alone, where "take that back" may be of anything and "the return" of one that is begun.
_SENT_BACK = re.compile(
    rf"\bsend(?:ing)?{_AND_BACK}|{_GOES_BACK}|"
    r"\breturn (?:it|this|that|them|the|my|one|both|two)\b|\b(?:want|like|need|have|wish) to return\b",
    re.I,
)
_BUYS = re.compile(
    r"(?:^\W*|\b(?:to|i'?ll|please|can (?:i|you)|could (?:i|you)|want|then|and|just)\s+)(?:order|buy|get me|send me)\b",
    re.I,
)
_IN_ITS_PLACE = re.compile(r"\b(?:another|a new|replacement|instead|swap|exchange)\b", re.I)
_NOT_BUYING = re.compile(
    r"(?:\b(?:not|dont|never|rather than|instead of)|n['’]t) (?:\w+ ){0,3}?(?:buy|order)\w*"
    r"(?: (?:another|it|one|a new)\b)*",
    re.I,
)
_READ_AS_BUYING = frozenset({"place_order", "reorder", "recommend", "change_order", "ask_product"})

_COUNTED = r"(?:two|2|three|3|a couple of|couple of|a few|some|both|several)"
_LEAD = re.compile(
    rf"^.*?\b(?:{_COUNTED} (?:of )?(?:things?|items?|bits|pieces|orders|products)\b.{{0,20}}?"
    r"\b(?:return(?:ing)?|(?:send|give|bring|take|go(?:ing)?)(?:ing)? back)(?: please)?|"
    r"return(?:ing)?|send(?:ing)? back|bring(?:ing)? back)\b[\s:;.,-]*(?P<things>.+)$",
    re.I | re.S,
)
_AROUND = re.compile(r"\b(?:send|bring|take|give) (?P<things>(?:the|my|both|one) .+?) back\b(?P<rest>.*)$", re.I | re.S)
_BETWEEN = re.compile(r"\s*(?:[,;&+]|\n|\b(?:and|plus)\b)\s*(?:also |then )?|\s+(?=\b[1-3][.):]?\s)", re.I)
_NUMBERED = re.compile(r"^[1-3][.):]?\s+|^(?:the )?(?:first(?:ly)?|second(?:ly)?)[:,]?\s+(?:is )?", re.I)
_THING = re.compile(
    r"^(?:the|my|one of (?:the|my|those)|one|that|those|these|an?)\s+(?!(?:money|refund|rest|label|other|new|way|"
    r"best)\b)"
    r"(?:(?!(?:i|is|was|are|were|it|them|for|because|as|since|but|size|didn'?t|doesn'?t|get|want|refund|exchange|"
    r"how|where|when|which|that|please)\b)[\w'’.-]+ ?){1,8}$",
    re.I,
)
_POLITE = re.compile(r"[\s,]*\b(?:please|pls|thanks|thank you|ta|cheers|today|too|as well|also)\b[\s.!?]*$", re.I)
MOST = 3
_ANOTHER = re.compile(
    r"^\W*(?:(?:and|ok|okay|oh|also|plus|now|then|right|yes|good|great|thanks|same (?:again )?(?:for|with)|"
    r"what about|how about|the same (?:for|with)|next)\b\W*)+"
    r"(?P<thing>(?:the|my|one of the|that|those) [\w'’ -]+?(?:,? (?:from|in|of) [\w' -]+)?)(?: too| as well| also|"
    r" back)*\W*$",
    re.I,
)
_NO_THING = re.compile(
    r"\b(?:money|refund|label|shop|store|post|postage|receipt|box|delivery|number|address|is|are|does|do|did|was|can|"
    r"will|when|how|date|policy|voucher|points|price|same)\b",
    re.I,
)
_ON_CONDITION = re.compile(r"\b(?:if|in case|unless)\b", re.I)  # asked of what is not bought yet
_BEGINS = re.compile(
    r"^\W*(?:please )?(?:return|send back) (?:the|my|one of|this|these|those) "
    r"(?!(?:\w+ )?(?:money|refund|cash|deposit|payment|difference|rest|form|label)\b)\w",
    re.I,
)
_WHAT_IF_NOT = re.compile(
    r"\b(?:can|could|may|will|would) (?:i|we|you|it)\b.{0,40}\b(?:if|in case)\b.{0,40}"
    r"\b(?:doesn'?t|does not|don'?t|isn'?t|aren'?t|won'?t|not|too)\b|"
    r"\b(?:(?:can|could|may|would) (?:i|we|you|it)|(?:need|want|like|have|going) to (?:return|send))\b.{0,40}"
    r"\b(?:when|once|as soon as|after) (?:it|they|that|i|we)\b.{0,12}"
    r"\b(?:comes?|arrives?|here|gets? (?:it|them|here)|got (?:it|them)|delivered)\b",
    re.I,
)
_SHORT = 10  # words


def sends_back(text: str) -> bool:
    """Whether something is to go back to us, and nothing is wished in its place.

    >>> sends_back("I want to send back The Lamp, I've read it"), sends_back("order it again")
    (True, False)
    """
    said = _NOT_BUYING.sub(" ", text)
    return bool(_BACK.search(said)) and not (_BUYS.search(said) or _IN_ITS_PLACE.search(said))


def is_sent_back(text: str, intent: str) -> bool:
    """Whether something is to go back by words that are read as buying or as nothing, and ask for no rules."""
    if _ON_CONDITION.search(text) or (is_question(text) and not is_request(text)):
        return False
    told = _NOT_BUYING.sub(" ", text)
    surely = _SENT_BACK.search(told) and not _BUYS.search(told)
    return bool(surely) or (intent in _READ_AS_BUYING and sends_back(text))


def asks_what_if_not(text: str, intent: str) -> bool:
    """Whether it is only asked if something could come back: "and can I send it back if we don't like it?"."""
    return intent == "return_item" and bool(_WHAT_IF_NOT.search(text))


def is_to_go_back(text: str, intent: str, around: Around) -> str | None:
    """The wish to return where it reads as a purchase, or names one thing more once a return is begun."""
    if asks_what_if_not(text, intent):
        return "ask_return_policy"
    if around.form is None and _BEGINS.match(text) and sends_back(text):
        return "return_item"
    if intent in _READ_AS_BUYING and sends_back(text) and not _ON_CONDITION.search(text):
        return "return_item"
    more = intent in _READ_AS_BUYING | UNSURE | {"praise", "track_order", "state_preference"}
    return "return_item" if more and RETURN_BEGUN in around.told and another_thing(text) else None


def returned_instead(text: str, intent: str, around: Around) -> str | None:
    """The wish to return in the middle of an order, which by that is let go: "no, I want to return it, not buy it"."""
    refuses = _NOT_BUYING.search(text) or re.match(r"\W*(?:no|nope|what|stop)\b", text, re.I)
    wished = around.form in ORDERING and refuses and sends_back(text)
    return "return_item" if wished and intent in _READ_AS_BUYING | UNSURE | {"return_item", "deny", "abort"} else None


def one_more(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """Something else to send back, named while one return is being filled in: it is next, and not lost."""
    if around.form != RETURN_FORM or around.slot not in ("confirmed", "wish", "change"):
        return None
    thing = another_thing(text) if intent not in ("affirm", "deny", "abort") else None
    if thing is None:
        return None
    told = {"plainly": "utter_that_next", NEXT_WISH: f"send back {thing}", "statements": [], "mood": "neutral"}
    return {**as_intent(read, "out_of_scope"), **told}


def another_thing(text: str) -> str | None:
    """The thing that a few words add to what goes back: "and the novel?"; None where they don't.

    >>> another_thing("and the novel?"), another_thing("and the money?")
    ('the novel', None)
    """
    found = _ANOTHER.match(text) if len(text.split()) <= _SHORT else None
    return None if found is None or _NO_THING.search(found["thing"]) else found["thing"].strip()


def each_to_return(text: str) -> list[str]:
    """A wish for each thing where a message names several to send back; none where it names one.

    >>> each_to_return("2 things to return please. 1 the CD player, 2 the novel from november")
    ['send back the CD player', 'send back the novel from november']
    """
    found = _AROUND.search(text) or _LEAD.match(text)
    if not found or not _BACK.search(text):
        return []
    said = " ".join(part for part in (found["things"], found.groupdict().get("rest")) if part)
    parts = (_NUMBERED.sub("", part.strip(" .!?")) for part in _BETWEEN.split(_POLITE.sub("", said)))
    things = [part for part in parts if part]
    if not 1 < len(things) <= MOST or not all(map(_THING.match, things)):
        return []
    return [f"send back {thing}" for thing in things]
