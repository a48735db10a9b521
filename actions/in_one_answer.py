"""What is asked of terms and money in passing and has one answer, as nothing else of it is written here."""

import re
from collections.abc import Callable

from actions.around import Around
from actions.gift_cards import names_gift_card
from actions.letting_go import goes_to_ask
from actions.replies import RETURN_BEGUN, RETURN_LEFT, waits_for_answer
from actions.while_filling import UNSURE

_GUARANTEE = re.compile(
    r"\b(?:how long|is there|are there|do(?:es)?|what(?:'?s| is| about)?|any|come|comes|have|get|under)\b.{0,30}"
    r"\b(?:guarantees?|warrant(?:y|ies)|guaranteed for)\b",
    re.I,
)
_LEFT_ON_CARD = re.compile(
    r"\b(?:how much|what)\b.{0,20}\b(?:left|still|remaining|balance)\b|\bbalance\b|\bcheck (?:my|a|the) gift",
    re.I,
)
_LAPSES = re.compile(
    r"\b(?:do|does|will|when|how long)\b.{0,25}\b(?:expire|expires?|run out|lapse|last|valid|(?:be )?good for)\b|"
    r"\bexpiry\b|\bhow long\b.{0,20}\bvalid\b",
    re.I,
)
_CODE = re.compile(r"^\W*(?:(?:it'?s|its|the code is|code|my code is)\W+)?(?=\w*\d)(?=\w*[a-z])[\w-]{4,16}\W*$", re.I)
_HOW_LONG = re.compile(r"\bhow (?:long|quick\w*|soon)\b|^\W*(?:and )?when\b", re.I)
_MAIL = re.compile(r"@[\w-]+[.]")
_AS_GUARANTEE = UNSURE | {
    "ask_promise", "ask_return_policy", "ask_product", "request_invoice", "ask_delivery_options", "track_order",
    "report_item_problem", "return_item",
}  # fmt: skip
_AS_CARD = UNSURE | {
    "ask_product", "points_balance", "ask_payment_methods", "ask_offers", "track_refund", "redeem_points",
    "ask_return_policy",
}  # fmt: skip
_FEW = 8  # words that go on about the card just told of
# "Fine, I'll keep them", of goods: it allows nobody to remember anything.
_KEEPS_GOODS = re.compile(
    r"^\W*(?:(?:fine|ok|okay|alright|all right|great|cool|well|no|nah|oh|fair enough|then|actually|"
    r"right|hm+|in that case)\b\W*)*i(?:'?ll| will| think i'?ll| might| may(?: as well)?| guess i'?ll|'?d rather) "
    r"(?:just )?keep (?:it|them|those|these|this one|(?:the|my) [\w-]+(?: [\w-]+)?)"
    r"(?: then| anyway| after all| for now)*\W*$",
    re.I,
)
_AS_KEEPING = UNSURE | {"allow_memory", "affirm", "deny", "abort", "place_order", "state_preference", "forget_fact"}
_WHAT_NOW = re.compile(
    r"^\W*(?:(?:so|ok|okay|and|well|but|then|oh)\W+)*(?:what (?:can|should|do|could) (?:i|we) do|what now|"
    r"what are my options|(?:is there )?any(?:thing)? (?:else )?(?:i|we|you) can do|any way round (?:it|that|this))"
    r"(?: then| now| about (?:it|that))*\W*$",
    re.I,
)
_AS_WHAT_NOW = UNSURE | {"ask_product", "recommend", "ask_return_policy", "complain", "ask_human"}
_NOT_HERE = frozenset({
    "utter_return_worn", "utter_return_too_late", "utter_cancel_too_late", "utter_change_too_late", "utter_way_stays",
    "utter_redirect_too_late", "utter_redirect_to_shop", "utter_not_written", "utter_order_move_left",
})
_CARD_HERE = re.compile(
    r"\b(?:safe|secure|ok|okay|alright|all right)\b.{0,25}\b(?:card|bank|details)\b.{0,20}\b(?:here|chat|this|you)\b|"
    r"\b(?:shall|should|can|do|must) i\b.{0,12}\b(?:give|send|type|put|tell|enter)\b.{0,15}\bcard\b",
    re.I,
)
_WHOM_TO_ASK = re.compile(
    r"\b(?:who|whom|what number)\b.{0,10}\b(?:do|can|should|would|must) (?:i|we)\b.{0,6}"
    r"\b(?:call|ring|phone|contact|ask|speak|talk|write|message|tell)\b",
    re.I,
)
_CHECKS = re.compile(
    r"^\W*(?:(?:ok|okay|so|and|well|please)\W+)*(?:can|could|will|would) you (?:please )?"
    r"(?:check|find out|look into|look|double check)"
    r"(?: (?:it|that|this|again|please|for me|up|into it|what happened))*\W*$",
    re.I,
)
_AS_CHECK = UNSURE | {"track_order", "ask_product", "ask_human", "track_refund", "request_callback"}
_WHERE_USED = re.compile(
    r"\b(?:where|how) (?:do|can|should|would) (?:i|we) (?:use|spend|redeem|enter|put|type)\b", re.I
)
_SIGN_IN_FORM = "account_form"
_VOUCHER_TOLD = "utter_voucher_not_here"


def answered_in_one(text: str, intent: str, around: Around) -> str | None:
    """The one answer to such a question; the name of the response."""
    if around.form:
        return _of_the_link(text, intent) if around.form == _SIGN_IN_FORM else None
    return next((found for answer in _ANSWERS if (found := answer(text, intent, around))), None)


def _of_leaving_it(text: str, intent: str, around: Around) -> str | None:
    """That they ask somebody else first, or keep the goods."""
    if goes_to_ask(text):
        return "utter_fine"
    keeps = intent in _AS_KEEPING and not waits_for_answer(around.asked) and _KEEPS_GOODS.match(text)
    left = RETURN_LEFT if RETURN_BEGUN in around.told else "utter_fine"
    return left if keeps else None


def _of_a_person(text: str, intent: str, around: Around) -> str | None:
    """What can be done now, whom to ask, and what is to be looked into: a person's to say."""
    told = around.told[:1] and around.told[0]
    if told in _NOT_HERE and intent in _AS_WHAT_NOW and _WHAT_NOW.match(text):
        return "utter_only_a_person"
    if intent == "request_callback" and _WHOM_TO_ASK.search(text):
        return "utter_whom_to_ask"
    checks = intent in _AS_CHECK and _CHECKS.match(text) and (around.order or _of_money(around))
    return "utter_only_here" if checks else None


def _of_terms(text: str, intent: str, around: Around) -> str | None:
    """A guarantee, a card typed here, and how long points last."""
    if intent in _AS_GUARANTEE and _GUARANTEE.search(text):
        return "utter_guarantee"
    if intent == "ask_payment_methods" and _CARD_HERE.search(text):
        return "utter_card_not_here"
    of_points = around.told[:1] and around.told[0].startswith(("utter_points", "utter_redeemed"))
    return "utter_not_written" if of_points and intent in _AS_CARD and _LAPSES.search(text) else None


def _of_vouchers(text: str, intent: str, around: Around) -> str | None:
    """Where a voucher is used, its code, and what is left on a gift card."""
    if around.told[:1] == ("utter_redeemed",) and _WHERE_USED.search(text):
        return _VOUCHER_TOLD
    if around.told[:1] == (_VOUCHER_TOLD,) and _CODE.match(text):
        return "utter_voucher_code"
    of_card = names_gift_card(text) or (names_gift_card(around.lately) and len(text.split()) <= _FEW)
    left = of_card and intent in _AS_CARD and _LEFT_ON_CARD.search(text)
    return "utter_gift_card_balance" if left else None


_ANSWERS: tuple[Callable[[str, str, Around], str | None], ...] = (
    _of_leaving_it, _of_a_person, _of_terms, _of_vouchers,
)  # fmt: skip


def _of_money(around: Around) -> bool:
    """Whether money was told of last."""
    return bool(around.told[:1] and around.told[0].startswith(("utter_refund", "utter_ask_payment", "utter_payment_")))


def asks_when_it_lapses(text: str, intent: str, around: Around) -> bool:
    """Whether it is asked if a gift card lapses, of one that is named or was just told of."""
    named = names_gift_card(text) or (around.form is None and names_gift_card(around.lately))
    return bool(named and intent in _AS_CARD and _LAPSES.search(text))


def _of_the_link(text: str, intent: str) -> str | None:
    """Where the link for a new password goes, and how soon."""
    if _MAIL.search(text) and intent != "change_details":
        return "utter_link_to_file"
    asks = intent in UNSURE | {"ask_delivery_options", "ask_return_policy", "track_order"} and _HOW_LONG.search(text)
    return "utter_link_how_soon" if asks else None
