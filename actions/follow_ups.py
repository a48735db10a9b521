"""What a few words ask after what was told of an order, of delivery, of a return, of an invoice or of money."""

import re
from collections.abc import Mapping

from actions.around import Around
from actions.replies import PUT_RIGHT, RETURN_BEGUN
from actions.while_filling import UNSURE

_LEAD = r"^\W*(?:(?:and|so|but|ok|okay|oh|right|hi|sorry|no|it'?s|its|what about|how about|or)\W+)*"
_BARE_NUMBER = re.compile(
    rf"{_LEAD}(?:what(?:'?s| is| was) (?:in|with) )?(?:(?:my |the )?order )?(?:number |no\.? ?|#)?\d{{2}}-\d{{4}}\W*"
    r"(?:please|pls|then)?\W*$",
    re.I,
)
_ITS_COST = re.compile(
    rf"{_LEAD}(?:how much(?: (?:is|does|would|will) (?:it|that|this)(?: (?:be|cost|come to))?)?|"
    r"what(?:'?s| is| does| would| will) (?:it|that|the (?:cost|price|charge|amount))(?: (?:cost|be|come to))?|"
    r"(?:is|would|will) (?:it|that|postage|delivery) (?:be )?(?:free|extra)|(?:any|what) (?:charge|cost)s?)"
    r"(?: (?:then|there|too|for that))*\W*$",
    re.I,
)
_ITS_REACH = re.compile(
    rf"(?:{_LEAD}(?:to|in|for)|^\W*(?:(?:and|so|ok|okay|or|but)\W+)*(?:what|how) about) "
    r"(?!(?:my|me|our|him|her|them|the|a|an|it|that|this|your)\b)[a-z][a-z' -]{2,24}\W*$",
    re.I,
)
_ITS_WAY = re.compile(
    rf"{_LEAD}(?:do|can|could|would) (?:you|u|i|we) (?:do|offer|have|get|send|deliver)\b.{{0,15}}"
    r"\b(?:next|same)[- ](?:working[- ])?day\b|"
    rf"{_LEAD}(?:next|same)[- ]day\b[^?]{{0,15}}\?*$",
    re.I,
)
_WHICH_WAY = re.compile(
    rf"{_LEAD}(?:what'?s|what is|which(?: one)? is|whats) (?:the |your )?(?:cheapest|quickest|fastest|slowest)"
    r"(?: (?:one|option|way|delivery|method))?\W*$|"
    rf"{_LEAD}(?:is|does) (?:it|delivery|that) (?:(?:be|get|become) )?free\b.{{0,10}}\b(?:over|above|after|from)\b|"
    rf"{_LEAD}(?:can|could|do) (?:i|you|we) (?:choose|pick|name|set|have|get|do)\b.{{0,12}}"
    r"\b(?:(?:time )?slots?|time|day|date|evenings?|weekends?)\W*$",
    re.I,
)
_NEW_ONE = re.compile(r"\b(?:new|other|replacement|exchange|swapped)(?: ones?| pair)?\b", re.I)
_WHEN_PAID = re.compile(
    rf"{_LEAD}(?:when|what day)\b.{{0,12}}\b(?:was|did|is|were)\b.{{0,12}}"
    r"\b(?:sent|paid|refunded|issued|done|go(?:ne)? (?:out|through|back))\b",
    re.I,
)
_IF_I_BUY = r"if (?:i|we) (?:order|buy|spend|get|take|have)\b"
_FREE_IF = re.compile(
    rf"\b{_IF_I_BUY}.{{0,40}}\b(?:is|would|will|does|do)\b.{{0,20}}\b(?:free|cost|charge\w*|pay)\b|"
    rf"\b(?:is|would|will)\b (?:it|that|delivery|postage)\b.{{0,12}}\bfree\b.{{0,12}}\b{_IF_I_BUY}",
    re.I,
)
_POSTAGE = re.compile(
    r"\b(?:pay|costs?|charge\w*|free|how much|who pays)\b.{0,25}\b(?:post(?:age)?|shipping|delivery|label)\b", re.I
)
_WHERE_SENT = re.compile(
    r"\b(?:where|(?:what|which) address)\b.{0,12}\b(?:do|can|should|shall|must|does|will) (?:i|it|we|they)\b.{0,10}"
    r"\b(?:send|sent|post|go|return)\b|\bhow do (?:i|we) (?:send|post|return) (?:it|them)\b",
    re.I,
)
_NO_MONEY_YET = re.compile(
    r"(?!.*\b(?:parcel|package|order|item|delivery|goods|replacement)\b)"
    r"\b(?:i|we)(?: have|'ve)? ?(?:never|not|haven'?t|havent|didn'?t|still haven'?t|still don'?t)"
    r"(?: even| actually| yet)? (?:got|get|had|have|seen|received?)\b|"
    r"\b(?:it|that|they)(?: has|'s| have)? ?(?:never|not|hasn'?t|hasnt|haven'?t|isn'?t|didn'?t|still hasn'?t)"
    r"(?: been)? (?:come|came|arrived?|there|here|in my|reached|paid)\b|\bnothing (?:in|on|has|came|there)\b",
    re.I,
)
_SO_LONG = re.compile(
    rf"{_LEAD}(?:(?:it'?s|its|that'?s|thats) (?:been|taking|taken)|been waiting|i'?ve (?:been waiting|waited))\b"
    r".{0,12}"
    r"\b(?:ages|forever|weeks?|months?|days|too long|long enough|for ever)\b",
    re.I,
)
_SENT_AGAIN = re.compile(
    r"^(?!.*\b(?:don['’]?t|do not|stop|never) (?:e-?mail|send|mail|post)\b).*(?:"
    r"\b(?:e-?mail|send|resend|re-send|post|forward|mail)\b (?:it|that|me|one|the invoice|a copy)\b|"
    r"\b(?:never|didn'?t|haven'?t|not|can'?t) (?:get|got|find|had|seen?|receive\w*)\b)",
    re.I,
)
_WHEN = re.compile(
    rf"{_LEAD}(?:when|how (?:long|soon)|what day|by when)\b(?=\W*$|.{{0,25}}\b(?:it|that|they|them|get|come|"
    r"arrive\w*|here|take|replacement|new one|have|expect)\b)",
    re.I,
)
_HOW_LATE = re.compile(
    rf"{_LEAD}(?:how late\b|(?:is|are|was) (?:it|they|this|that) (?:\w+ )?(?:lost|stuck|late|delayed|missing)\b|"
    r"(?:has|have) (?:it|they) (?:gone missing|got lost|been lost)\b)",
    re.I,
)
_AND_MY = re.compile(
    rf"{_LEAD}(?:(?:can (?:you|i)|i want to|please) (?:also )?change )?"
    r"my (?:e-?mail|phone|mobile|number|name|surname)\b[^?]{0,25}$",
    re.I,
)
_OF_DETAILS = UNSURE | {"change_address", "deny", "correct_memory", "state_preference"}
_ASKED = re.compile(r"\?|\b(?:when|where|how (?:long|soon|much))\b", re.I)
_GOES_ON_OF_DELIVERY = (_ITS_COST, _FREE_IF)
_OF_DELIVERY = UNSURE | {"ask_product", "ask_delivery_options", "place_order", "change_order", "ask_offers", "deny"}
_AS_WAYS = frozenset({"ask_return_policy", "recommend", "ask_booking", "book_visit", "change_booking"})
_OF_REACH = UNSURE | {"ask_delivery_options", "ask_store_info"}
_OF_A_RETURN = UNSURE | {
    "ask_return_policy", "ask_delivery_options", "ask_payment_methods", "track_order", "return_item",
}  # fmt: skip
_OF_A_REFUND = UNSURE | {
    "ask_product", "track_order", "track_refund", "complain", "deny", "ask_return_policy", "report_item_problem",
}  # fmt: skip
_OF_AN_INVOICE = UNSURE | {"allow_contact", "request_callback", "request_invoice", "track_order", "deny", "export_data"}
# How what was told last begins, as what is then read so, and in which words; and the wish that it is.
_AFTER: Mapping[str, tuple[tuple[frozenset[str], tuple[re.Pattern[str], ...], str], ...]] = {
    "utter_delivery_": (
        (_OF_DELIVERY, _GOES_ON_OF_DELIVERY, "ask_delivery_options"),
        (_OF_REACH, (_ITS_REACH,), "ask_delivery_options"),
        (_OF_DELIVERY | _AS_WAYS, (_ITS_WAY, _WHICH_WAY, _WHEN), "ask_delivery_options"),
    ),
    RETURN_BEGUN: (
        (_OF_A_RETURN, (_WHERE_SENT,), "repeat"),  # the way was told with it
        (_OF_A_RETURN | {"track_refund"}, (_WHEN,), "ask_return_policy"),
    ),
    "utter_return_": ((_OF_A_RETURN | {"ask_product"}, (_POSTAGE, _ITS_COST), "ask_return_policy"),),
    "utter_refund": (
        (_OF_A_REFUND, (_NO_MONEY_YET,), "payment_problem"),
        (_OF_A_REFUND, (_ITS_COST, _WHEN_PAID, _WHEN), "track_refund"),
        (_OF_A_REFUND, (_SO_LONG,), "complain"),
    ),
    "utter_order_": (
        (_OF_A_REFUND, (_SO_LONG,), "complain"),
        (_OF_A_REFUND | {"ask_store_info"}, (_HOW_LATE,), "track_order"),
    ),
    "utter_detail_changed": ((_OF_DETAILS, (_AND_MY,), "change_details"),),
    "utter_invoice": ((_OF_AN_INVOICE, (_SENT_AGAIN,), "request_invoice"),),
}


def asked_after(text: str, intent: str, around: Around) -> str | None:
    """The wish that such words have by what was told last; None where they mean what they say."""
    told = around.told[0] if around.told else ""
    if intent in UNSURE and _BARE_NUMBER.match(text):
        return around.stopped or "track_order"
    if told in PUT_RIGHT and "money" in around.lately and _WHEN.match(text):
        return "track_refund"
    rules = (rule for begins, several in _AFTER.items() if told.startswith(begins) for rule in several)
    wished = next((wish for read_as, words, wish in rules if intent in read_as and _fits(words, text)), None)
    return None if wished == "complain" and _ASKED.search(text) else wished  # "ages, so when does it come?"


def asks_when_paid(text: str, intent: str) -> bool:
    """Whether it is asked when money was sent, of what looks wrong with a payment."""
    return intent in _OF_A_REFUND and bool(_WHEN_PAID.match(text))


def when_put_right(text: str, intent: str, around: Around) -> bool:
    """Whether it is asked when what replaces something comes: no day of it is known here."""
    told = around.told[0] if around.told else ""
    replaced = told in PUT_RIGHT and "money" not in around.lately
    replaced = replaced or (told == RETURN_BEGUN and bool(_NEW_ONE.search(text)))
    return bool(replaced) and intent in _OF_A_REFUND | {"ask_delivery_options"} and bool(_WHEN.match(text))


def _fits(words: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(one.search(text) for one in words)
