"""How an order comes, once it is placed or while it is only thought of; and what is added to one that stands."""

import re

from actions.around import Around
from actions.order_questions import spoken_of
from actions.postal import address_in
from actions.while_filling import UNSURE

_ADD_TO_ORDER = re.compile(
    r"\badd\b.{2,60}\b(?:to|in|on) (?:my|the|that|this|it)\b"
    r"(?: (?:order|parcel|one|existing|last|open))*\b(?! basket)",
    re.I,
)
# "Oh, can I add a pair of gloves?", where an order stands that it can be added to.
_ADD_ONE = re.compile(
    r"\b(?:can|could|may) (?:i|you|we)(?: (?:please|also|still|just|quickly))* add (?:(?:an?|some|one|the) )?"
    r"(?!(?:\w+ )?(?:note|message|card|voucher|code|discount|name|person|reminder|gift|line|phone|number|e-?mail|"
    r"address|points?|delivery|account|fact|thing)\b)(?!(?:to|it|up|on|my|that|this|them|in)\b)\w",
    re.I,
)
_FASTER = re.compile(
    r"\b(?:chang\w+|upgrad\w+|switch|make|speed|get)\b.{0,20}\b(?:deliver\w*|order|parcel|shipping|it)\b.{0,15}"
    r"\b(?:next[- ](?:working[- ])?day|express|faster|quicker|sooner|named day)\b|"
    r"\bget (?:my|the|this|that) [\w-]+(?: [\w-]+)? (?:any )?(?:faster|quicker|sooner|earlier)\b|"
    r"\b(?:send|deliver|ship|post) (?:it|them|that)\b.{0,12}\b(?:next[- ]day|express|faster|quicker|sooner)\b|"
    r"\b(?:hurry|speed|rush) (?:it|that|this|them|(?:my|the) (?:order|parcel|delivery))(?: up| along)?\b|"
    r"\bcan (?:i|we) (?:collect|pick up|fetch|pick) (?:it|them|that|this)\b(?: up)?.{0,15}"
    r"\b(?:instead|from (?:a|the|your) (?:\w+ )?shop)\b|"
    r"\b(?:chang\w+|switch|make)\b (?:it|that|(?:my|the) [\w-]+(?: [\w-]+)?) (?:to|for|into) (?:a )?"
    r"(?:click (?:and|&) )?collect(?:ion)?\b",
    re.I,
)
_OF_THEIRS = re.compile(r"\bmy\b|\bget the\b", re.I)
_COLLECTS_IT = re.compile(
    r"\b(?:can|could|may) (?:i|we) (?:collect|pick up|fetch|pick|get) (?:it|them|that|this|the (?:order|parcel))\b"
    r"(?: up)?(?: instead)? (?:in|from|at) [\w ]{3,24}\W*$",
    re.I,
)
_MAIL_SENT = re.compile(
    r"\b(?:did|do|will|should|shall|have|has|am|is|are|was)\b (?:i|you|u|we|there)\b.{0,30}"
    r"\b(?:e-?mail(?:ed)?|confirmation|confirmed)\b(?! address)|\bconfirmation (?:e-?mail|mail|message)\b",
    re.I,
)
_MAIL_CAME = re.compile(
    r"\b(?:did|have|has|was)\b (?:i|you|u|we|there)\b.{0,25}\b(?:e-?mail(?:ed)?|confirmation)\b(?! address)|"
    r"\bconfirmation (?:e-?mail|mail|message)\b",
    re.I,
)
_OF_AN_ADDRESS = re.compile(r"\baddress\b|\b(?:have|got|my) (?:new |old |right )?e-?mail\b", re.I)
_AS_MAIL = UNSURE | {"request_callback", "allow_contact", "track_order", "ask_booking", "ask_promise", "thank"}
_BEFORE_ORDERING = re.compile(
    r"\b(?:thinking of|if (?:i|we)|before (?:i|we)|when (?:i|we)) (?:order|buy|get)\w*\b", re.I
)
_SENDS_ELSEWHERE = re.compile(
    r"\b(?:send|deliver|ship|post)(?:ed)?\b.{0,25}\bto (?:an?other|a different|some(?:one|body) else|my (?:mum|mom|dad|"
    r"sister|brother|friend|gran|nan|son|daughter|parents)|him|her|them)\b",
    re.I,
)
_FOR_ANOTHER = re.compile(
    r"\b(?:chang\w*|swap\w*|switch\w*)\b.{0,40}\b(?:to|for|with|into) "
    r"(?:something|anything|a different (?:one|thing|book|product|item)|another (?:thing|product|item|book))\b",
    re.I,
)
_PRICE_HIDDEN = re.compile(
    r"\bprices?\b.{0,25}\b(?:on|in|with|inside|show\w*|visible|hidden|left off)\b.{0,25}"
    r"\b(?:receipt|invoice|parcel|box|slip|note|package|packet|it)\b|"
    r"\bgift receipt\b|"
    r"\b(?:receipt|invoice|slip|note)\b.{0,20}\b(?:show|with|without|have|has)\b.{0,12}\bprices?\b",
    re.I,
)


def adds_to_order(text: str) -> bool:
    """Whether something is to be added to an order, in so many words."""
    return bool(_ADD_TO_ORDER.search(text))


def adds_something(text: str) -> bool:
    """Whether something is to be added, to an order or to nothing that is named.

    >>> adds_something("oh can I add a hat?"), adds_something("can I add a note?")
    (True, False)
    """
    return adds_to_order(text) or bool(_ADD_ONE.search(text))


def answered_of_its_way(text: str, intent: str, around: Around) -> str | None:
    """The reply to what is asked of how an order comes; the name of the response."""
    if intent == "request_invoice" and _PRICE_HIDDEN.search(text):
        return "utter_not_written"
    if around.form:
        return None
    if intent == "change_order" and _FOR_ANOTHER.search(text):
        return "utter_out_and_in"
    if _BEFORE_ORDERING.search(text) and _SENDS_ELSEWHERE.search(text) and not address_in(text, ""):
        return "utter_to_another_address"
    if _FASTER.search(text) and (around.order or _OF_THEIRS.search(text)):
        return "utter_way_stays"
    if intent in _AS_MAIL and _MAIL_CAME.search(text) and not _OF_AN_ADDRESS.search(text):
        return "utter_mail_unseen"
    if not spoken_of(around):
        return None
    if _MAIL_SENT.search(text) and not _OF_AN_ADDRESS.search(text):
        return "utter_mail_unseen"
    return "utter_way_stays" if _COLLECTS_IT.search(text) else None
