"""What is asked or told of money and of what came wrong, where it reads as a wish to buy, to cancel or to send back."""

import re

from actions.around import Around
from actions.replies import CANCELLED, PUT_RIGHT
from actions.telling_words import BOOKED
from actions.what_is_wrong import BROKEN
from actions.while_filling import ORDERING, UNSURE

_BUYS = frozenset({"place_order", "reorder", "recommend", "change_order", "ask_product"})
_OF_MONEY = UNSURE | {
    "ask_payment_methods", "ask_offers", "track_refund", "payment_problem", "ask_return_policy", "points_balance",
    "ask_delivery_options", "track_order", "affirm", "return_item",
}  # fmt: skip
_BACK = re.compile(
    r"(?:\bmoney|\bcash|£ ?\d[\d.]*|\b\d+ (?:pounds?|quid)) back\b|\brefund(?: me)?\b(?! policy)|"
    r"\bgive me (?:back )?my money\b",
    re.I,
)
_NO_OTHER = re.compile(
    r"\b(?:don'?t|didn'?t|not) (?:want|need|like)?\b.{0,12}"
    r"\b(?:another|a new one|a replacement|one more|any more)\b",
    re.I,
)
_OTHER_THAN_MONEY = re.compile(
    r"\b(?:exchang\w+|swap\w*)\b|\b(?:don'?t|not|no) (?:want )?(?:a |my |any )?(?:refund|money)\b", re.I
)
# What they ordered, and what was sent in its place, told in whatever tense.
_SENT_ANOTHER = re.compile(
    r"\bi(?:'ve| have)? (?:order(?:ed)?|bought|paid for|asked for)\b.{2,60}"
    r"\b(?:(?:you|u|they)(?:'ve| have)? (?:sent|send|sended|gave|give|delivered)\b|"
    r"(?:but|and) (?:i )?(?:got|received?)\b|(?:but|and) .{1,25} (?:came|arrived|turned up)\b)",
    re.I,
)
_HOW_BACK = re.compile(
    r"\b(?:go(?:es|ing)?|come|put|paid|sent|refunded|back|returned)\b.{0,25}\b(?:on(?:to)?|to|into|as|by)\b "
    r"(?:(?:my|the|a|an|same|original|store)\b ?)*(?:card|paypal|bank|account|voucher|credit|gift)\b",
    re.I,
)
_WHICH_WAY = re.compile(
    r"\b(?:which|what|whose) (?:card|account|way|bank)\b.{0,25}"
    r"\b(?:go(?:es|ing)?|com(?:e|ing)|paid|sent|land|back|to)\b",
    re.I,
)
_HOW_LONG = re.compile(
    r"^\W*(?:(?:and|so|ok|but)\W+)*(?:how (?:long|soon)|when)\b(?!.*\b(?:order|parcel)\b)"
    r"(?=\W*$|.{0,25}\b(?:that|this|money|refund|cash|paid|back)\b|.{0,12}\bit take\b)",
    re.I,
)
_DID_I_GET = re.compile(
    r"\b(?:did|have) (?:i|we)\b.{0,15}\b(?:get|got|receive|had)\b.{0,12}\b(?:money|cash|refund)\b|"
    r"\bhow (?:do|will|would) (?:i|we) get (?:my|the|our) (?:money|cash|refund)\b(?! off)",
    re.I,
)
_OF_POST = re.compile(r"\b(?:postage|posting|delivery|shipping|deliver)\b", re.I)
_NOT_RETURNS = re.compile(r"\bnot\b.{0,12}\b(?:returns?|returning|refunds?|sending back)\b", re.I)
_MAY_COME_BACK = re.compile(
    r"\b(?:can|could|may) (?:i|you|we) (?:still )?(?:return|send back|bring back|take back|refund)\b.{0,12}"
    r"\b(?:worn|used|opened|washed|unwrapped|something i|things i)\b|"
    r"\b(?:is|are) (?:that|this|it|those|they) (?:something|things?) (?:that )?(?:you|u) "
    r"(?:refund|take back|replace)\b",
    re.I,
)
_MUST_I_SEND = re.compile(
    r"(?<!how )\b(?:do|must|should|shall) (?:i|we)\b(?: (?:need|have|got))?(?: to)? "
    r"(?:send|post|return|bring|give)\b.{0,40}",
    re.I,
)
_OLD_ONE = re.compile(
    r"\b(?:broken|old|faulty|damaged|wrong|first|other|hol(?:ey|y)|bits|pieces|torn|rest|remains|ripped|cracked|"
    r"chipped)(?: ones?)?\b|\b(?:it|this|that|them)\b",
    re.I,
)
_NO_NUMBER = re.compile(
    r"^\W*(?:(?:but|sorry|no)\W+)*i(?:'ve| have| do not have| don'?t have|'ve got)?(?: got| lost)? "
    r"(?:no|not|any|my|a|the)?(?: (?:the|a|any|my))? ?(?:order )?(?:number|receipt|paper|e-?mail)\b.{0,40}$",
    re.I,
)
_ORDER_AND_POSTCODE = re.compile(r"^\W*(?:(?:my|the|its?|it'?s) )*order\b.{0,30}\d{4}\b.{0,20}\bpost ?code\b", re.I)
_STILL_CANCEL = re.compile(
    r"\bif\b.{3,60}\b(?:can|could|may) (?:i|we) (?:still |then |also )*cancel\b|"
    r"\b(?:can|could|may) (?:i|we) (?:still |then |also )*cancel\b.{0,20}\bif\b",
    re.I,
)
_HOUR = re.compile(
    r"\b(?:what|which) (?:time|hour)\b|\bwhen exactly\b|"
    r"\b(?:morning or (?:the )?afternoon|before noon|what part of the day)\b",
    re.I,
)
_OF_A_SHOP = re.compile(r"\b(?:open\w*|clos\w+|shut\w*|shops?|stores?|branch)\b", re.I)
_NOT_THE_BOOKING = re.compile(r"\bi mean(?:t)?\b|\bnot (?:my|the) (?:fitting|booking|table|visit)\b", re.I)
_BY_THEN_OR_NOT = re.compile(
    r"\b(?:by|before|on) (?:\w+day|tomorrow|the \w+)\b.{0,12}\bor (?:not at all|i don'?t want|never ?mind|forget)", re.I
)
_MONEY_COMES = frozenset({"utter_payment_on_record", CANCELLED})
_POINTS = re.compile(
    r"\b(?:us(?:e|ing)|used|take|took|taken|apply|applied|spend|pay(?:ing)? with|with)\b.{0,20}\bpoints\b|"
    r"\bpoints\b.{0,15}\b(?:off|used|applied|count)\b",
    re.I,
)
_NO_POINTS = re.compile(
    r"(?:\b(?:no+|nah|nope|ok|okay|oh|then|just|and|but|sorry|actually)\b\W*)*"
    r"\b(?:leave|forget|skip|never ?mind|keep|save|without|not|no|(?:don'?t|do not)(?: \w+){0,2})\b "
    r"(?:about )?(?:(?:the|my|any|a|an|using|those|with) )*(?:points?|vouchers?)\b"
    r"(?: (?:then|alone|for now|now|out|of it|please|at all))*(?:\W+(?:and|but)\b)?\W*",
    re.I,
)
_BUYS_WITH_POINTS = re.compile(r"^\W*(?:\w+ ){0,4}(?:order|buy)\b.{3,60}\b(?:my|the|with) points\b", re.I)
_SHOP = r"(?:(?:the |your |a )?(?:(?:leeds|york|bath) )?(?:shop|store|branch)\b)"
_BOUGHT_IN_SHOP = re.compile(rf"\b(?:bought|buy|got|purchased?)\b.{{1,30}}\b(?:in|at|from) {_SHOP}", re.I)
_GIVES_BACK = re.compile(
    r"\b(?:give|bring|take|send) (?:it |them )?back\b|\breturn\w*\b|\bexchange\b|\bswap\b|"
    r"\btoo (?:small|big|large|tight)\b|\brefund\b|\bmoney back\b",
    re.I,
)
_HOW_SOON = re.compile(r"\bhow (?:soon|long|quick\w*|many days)\b|\bwhen\b.*\b(?:i|if|once)\b|\bwait\b", re.I)


def says_no_other(text: str) -> bool:
    """Whether no other one is wanted: "I don't want another"."""
    return bool(_NO_OTHER.search(text))


def asks_the_hour(text: str) -> bool:
    """Whether it is asked at what hour something comes."""
    return bool(_HOUR.search(text))


def asks_how_back(text: str) -> bool:
    """Whether it is asked by which way money goes back: "on my card or as a voucher?"."""
    return bool(_HOW_BACK.search(text) or _WHICH_WAY.search(text))


def asks_how_soon(text: str) -> bool:
    """Whether it is asked how long money takes that isn't on its way yet: "how soon, if I send it back?"."""
    return bool(_HOW_SOON.search(text))


def of_points(text: str) -> bool:
    """Whether points are to come off what is bought."""
    return bool(_POINTS.search(text))


def refuses_points(text: str) -> bool:
    """Whether points, or a voucher for them, are not wanted."""
    return bool(_NO_POINTS.search(text))


def beside_points(text: str) -> str:
    """What is said beside the refusal of points: "no points. Yes, order it"."""
    return _NO_POINTS.sub(" ", text)


def answered_of_money(text: str, intent: str, around: Around) -> str | None:
    """The reply to a question that would otherwise begin something; the name of the response."""
    if around.form in ORDERING and of_points(text) and intent != "deny" and not refuses_points(text):
        return "utter_points_first"
    if _STILL_CANCEL.search(text) and intent in UNSURE | {"cancel_order", "ask_return_policy", "cancel_booking"}:
        return "utter_can_cancel"
    if around.form is None and _BOUGHT_IN_SHOP.search(text) and _GIVES_BACK.search(text):
        return "utter_bought_in_shop"
    if (around.in_vain or "utter_bought_in_shop" in around.told) and _NO_NUMBER.match(text):
        return "utter_no_number"
    replaced = PUT_RIGHT & set(around.told)
    if replaced and _MUST_I_SEND.search(text) and _OLD_ONE.search(text):
        return "utter_broken_one_back"
    return None


def wrong_or_back(text: str, intent: str, around: Around) -> str | None:
    """Money wanted back, or something else sent than was ordered: nothing is bought by such words."""
    if intent == "redeem_points" and _BUYS_WITH_POINTS.search(text):
        return "place_order"
    if intent in _BUYS | {"report_item_problem"} and _SENT_ANOTHER.search(text):
        return "report_item_problem"
    wants_back = _BACK.search(text) and (intent == "return_item" or (intent in _BUYS and _NO_OTHER.search(text)))
    if not wants_back or _OTHER_THAN_MONEY.search(text):
        return None
    broke = around.broke or BROKEN.search(text)
    if broke and not around.overdue:
        return "report_item_problem"
    return None if intent == "return_item" else "return_item"


def asks_of_money(text: str, intent: str, around: Around) -> str | None:
    """A question about the money that goes back, or whether something would be taken back."""
    told_of_money = ("utter_refund", "utter_return_", "utter_payment_on", *PUT_RIGHT)
    spoken = any(one.startswith(told_of_money) for one in around.told)
    if intent in _OF_MONEY and asks_how_back(text) and (spoken or _BACK.search(text) or "£" in text):
        return "track_refund"
    if intent in _OF_MONEY and around.told[:1] and around.told[0] in _MONEY_COMES and _HOW_LONG.match(text):
        return "track_refund"
    if _DID_I_GET.search(text):
        return "track_refund"
    if intent == "ask_return_policy" and _OF_POST.search(text) and _NOT_RETURNS.search(text):
        return "ask_delivery_options"
    asks_rules = _MAY_COME_BACK.search(text) or (intent == "return_item" and _MUST_I_SEND.search(text))
    return "ask_return_policy" if asks_rules else None


def of_the_parcel(text: str, intent: str, around: Around) -> str | None:
    """The hour at which an order comes, or that it is wanted by a day or not at all."""
    of_order = around.told[:1] and around.told[0].startswith("utter_order_")
    if around.in_vain and intent == "change_address" and _ORDER_AND_POSTCODE.match(text):
        return "track_order"
    if around.order and _HOUR.search(text) and not (BOOKED.search(text) or _OF_A_SHOP.search(text)):
        return "track_order" if of_order or _NOT_THE_BOOKING.search(text) else None
    return "track_order" if around.order and _BY_THEN_OR_NOT.search(text) else None
