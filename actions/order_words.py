"""What is said of orders and money in words that by themselves are read as something else."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from actions.around import Around
from actions.buying_words import INSTEAD
from actions.faults_told import told_of_goods
from actions.follow_ups import asked_after, asks_when_paid, when_put_right
from actions.gift_cards import GIFT_CARDS
from actions.in_one_answer import answered_in_one, asks_when_it_lapses
from actions.money_words import answered_of_money, asks_of_money, of_the_parcel, says_no_other, wrong_or_back
from actions.moved import nobody_is_in
from actions.not_here import not_here, waits_for_a_person
from actions.notices import REMEMBER, REMEMBER_ONE
from actions.once_placed import adds_something, answered_of_its_way
from actions.order_questions import asks_where_it_is, leaves_the_change, of_a_voucher, of_an_order, wants_word_of_delay
from actions.permissions import is_question
from actions.replies import RETURN_BEGUN, RETURN_LEFT
from actions.return_questions import answered_of_a_return
from actions.sending_back import asks_what_if_not, is_to_go_back, one_more, returned_instead
from actions.stages import CONFIRMED
from actions.what_is_wrong import BROKEN, has_it_sent
from actions.while_filling import ORDERING, UNSURE, as_intent, surely
from store.masking import HIDDEN

_TO_A_PLACE = re.compile(
    r"\b(?:send|sent|deliver(?:ed)?|post(?:ed)?|ship(?:ped)?|redirect(?:ed)?|bring|go)\b"
    r"(?: (?:it|them|that|this|those|(?:my|the|that) [\w-]+(?: [\w-]+)?))?(?: instead)? to "
    r"(?:my|our|the [\w ]{0,20}(?:shop|store|branch|office)|another|a different|work|unit|flat|\d)\b",
    re.I,
)
_MY_GOODS_TO = re.compile(r"\b(?:send|deliver|post|ship) my [\w-]+(?: [\w-]+)? to (?:my|our|the|another|\d)\b", re.I)
_WRONG_ADDRESS = re.compile(
    r"\b(?:put|gave|typed|entered|used|wrote)\b.{0,20}\b(?:wrong|old|incorrect)\b.{0,12}"
    r"\b(?:post ?code|address|street|house number|door number)\b|"
    r"\b(?:post ?code|address|house number)\b.{0,15}\b(?:is|was|'?s) (?:wrong|incorrect|out of date)\b",
    re.I,
)
_OTHER_ADDRESS = re.compile(r"\b(?:chang\w+|different|other|new|wrong|update)\b.{0,15}\baddress\b", re.I)
_AGAIN = re.compile(
    r"\b(?:order|buy|get|send|have)\b.{2,40}\bagain\b|\bsame (?:again|as (?:before|last time|usual|always))\b",
    re.I,
)
_ORDERS_IT = re.compile(
    r"^\W*(?:please |can (?:i|you) |could (?:i|you) )?(?:order|buy|get me) (?:me )?(?:the|an?|some)\b", re.I
)
_THE_USUAL = re.compile(r"\b(?:the|my) usual\b(?! (?:size|address|shop|place|way|time|day|person|stuff about))", re.I)
_YES_CANCEL = re.compile(
    r"^\W*(?:yes|yep|yeah|yup|sure|ok|okay|please)\b.{0,12}\b(?:cancel|forget|drop|scrap|stop)\b",
    re.I,
)
_EXCHANGES = re.compile(r"\b(?:exchang\w+|swap\w*|size|fits?)\b", re.I)
_INSTEAD = re.compile(r"\b(?:instead|chang\w+|swap|rather than|in place of)\b", re.I)
_TWICE = re.compile(
    r"\b(?:took|taken|take|charged?|paid|billed|debited|gone out|payed)\b.{0,25}"
    r"\b(?:twice|two times|2 times|2x|double)\b|"
    r"\bdouble[- ](?:charged?|payment|billed)\b|\btwo payments\b",
    re.I,
)
_DID_YOU_REFUND = re.compile(
    r"\b(?:did|have|has|were|was|why (?:didn'?t|haven'?t)) (?:you|u|i|it|we|they)\b.{0,15}\brefund(?:ed)?\b|"
    r"\bkept my\b.{0,15}\b(?:money|cash|quid|pounds?)\b|\bkept my £?\d|\bwhere'?s? .{0,10}\brefund\b",
    re.I,
)
_NOT_COME = re.compile(
    r"\b(?:never|didn'?t|not|hasn'?t|haven'?t)\b.{0,12}"
    r"\b(?:came|come|arrived?|got|get|received?|there)\b|"
    r"\b(?:re-?send|send it again|lost it)\b",
    re.I,
)
_NEVER_GOT = re.compile(
    r"^\W*(?:(?:but|hi|hello|and|hey)\W+)*(?:i|we)(?: have|'ve)? "
    r"(?:never|didn'?t|did not|haven'?t|havent|still haven'?t)"
    r"(?: even| ever)? (?:got|get|gotten|received?|had)\b.{0,10}\b(?:my|the|our) "
    r"(?!money|refund|link|e-?mail|code|points|voucher|answer|reply|call|back\b|chance|time|point|hang)\w",
    re.I,
)
_HELP_WITH = re.compile(
    r"\b(?:help|questions?|problems?|issues?|query|trouble)\b.{0,12}\b(?:with|about|on)\b.{0,8}\border\b", re.I
)
_IS_OPENED = re.compile(
    r"^\W*(?:(?:but|and|oh|sorry)\W+)*(?:(?:it|they|that)(?:['’]?s| is| are| has| have)?(?: been| already)* opened|"
    r"i(?:['’]?ve| have)? (?:already )?opened (?:it|them|that))(?: already| though)?\W*$",
    re.I,
)
_AS_WAITING = UNSURE | {
    "report_item_problem", "track_order", "track_refund", "complain", "affirm", "deny", "return_item", "cancel_order",
    "reorder", "place_order", "change_order",
}  # fmt: skip
_AS_PUT_BY = UNSURE | {"allow_memory", "place_order", "affirm", "share_message", "return_item"}
_PUT_BY = re.compile(
    r"\b(?:put|set) (?:it|one|that|them|those|a pair|this) (?:aside|by(?! the\b))|"
    r"\b(?:keep|hold|reserve|save) (?:it|one|that|them|those|a pair|this) "
    r"(?:aside|back|for me|there|in the shop|till|until)\b",
    re.I,
)
_DONT_WANT_IT = re.compile(
    r"^\W*(?:and |but |so )?what if i (?:don'?t|do not|no longer) (?:want|like|need) (?:it|them|that|this)\b", re.I
)
_NO_RETURN = re.compile(
    r"\b(?:cancel|stop|forget|drop|scrap|undo)\b.{0,12}\breturn\b(?! policy)|"
    r"\b(?:don'?t|do not|no longer) want to (?:return|send (?:it|them) back)\b",
    re.I,
)
_OF_THE_RETURN = re.compile(
    r"\b(?:send (?:it|them) (?:by|back)|by when|when (?:must|do|should|have)|do i (?:have to )?(?:pay|send)|cost\w*|"
    r"free|where do i|how do i|(?:bring|take|drop) (?:it|them)|label|post office)\b",
    re.I,
)
_ASKS = re.compile(r"\?|^\W*(?:and |so |ok )?(?:when|where|how|can|could|do|does|must|what|who|is|will)\b", re.I)
_ON_THE_INVOICE = re.compile(
    r"\b(?:company|business|firm|employer|vat (?:number|no)|(?:my|a|another|different|new|right) (?:name|address))\b",
    re.I,
)
_NEEDS_ACCOUNT = re.compile(
    r"\b(?:have|need|must|got|required?|necessary)\b.{0,25}"
    r"\b(?:account|sign(?:ed)? (?:in|up)|register\w*|log(?:ged)? in)\b"
    r".{0,15}\b(?:to|for|before)\b.{0,15}\b(?:order\w*|buy\w*|shop\w*|purchase)\b|"
    r"\b(?:order|buy|shop)\b.{0,15}\b(?:without|w/o) (?:an? )?(?:account|signing|registering|logging)\b|"
    r"\bguest checkout\b",
    re.I,
)
_NOT_WRITTEN = re.compile(
    r"^\W*(?:and |but |so )?(?:what (?:if|happens (?:if|when))|if) (?:i'?m|i am|we'?re|no ?(?:one|body)(?:'?s| is)?) "
    r"(?:out|not (?:in|home|there)|away|at work|in|home|there)\b|"
    r"\b(?:is|are|do|will|can|any)\b.{0,30}\bcompensat\w+|"
    r"\b(?:do|will|can|should|don['’]?t) (?:i|we) (?:get|have) (?:anything|something|a discount|money off)\b.{0,20}"
    r"\b(?:delay|wait\w*|trouble|late\w*|inconvenience)\b|"
    r"^\W*(?:and |but |so )?what (?:if|happens if) (?:it|they|that)(?:'?s| is| are| comes?| arrives?|'?re) (?:\w+ )?"
    r"(?:late|delayed)\b|"
    r"\b(?:do|must|will|does|should) (?:i|we|someone|somebody|it|they)\b.{0,15}\b(?:sign for|signature|be signed)\b|"
    r"\b(?:what )?if (?:i|we)(?:'?ve| have)? (?:lost|(?:don'?t|haven'?t|no longer) (?:have|got)|threw(?: away)?) "
    r"(?:the|my|a|any) receipt\b|"
    r"\bhow long\b.{0,20}\b(?:swap|exchange|replacement)\b|"
    r"\bprice[- ]?match\w*|\bmatch (?:the|a|their|another) price\b|"
    r"\b(?:collect|pick up|fetch)\b.{0,20}\b(?:parcel|return|it|them)\b.{0,12}"
    r"\bfrom (?:my|our) (?:house|home|door|flat|place)\b",
    re.I,
)
# Read where a card's number, masked by now, stands in a message that asks for nothing else.
_BARE_SECRET = UNSURE | {
    "ask_payment_methods", "change_details", "payment_problem", "place_order", "affirm", "points_balance",
    "request_callback",
}  # fmt: skip
_READ_AS = UNSURE | {
    "abort", "account_problem", "allow_contact", "ask_booking", "ask_delivery_options", "ask_offers",
    "ask_payment_methods", "ask_product", "ask_return_policy", "ask_store_info", "book_visit",
    "cancel_booking", "cancel_order",
    "change_address", "change_booking", "change_details", "change_order", "complain", "correct_memory", "deny",
    "goodbye", "greet", "in_distress", "payment_problem", "place_order", "points_balance", "praise", "recommend",
    "redeem_points", "reorder", "report_item_problem", "request_invoice", "return_item", "state_preference",
    "stop_staff", "track_order", "track_refund",
}  # fmt: skip
_SPOKE_OF_ORDER = ("utter_order_", "utter_ordered", "utter_changed", "utter_redirect")
Means = Callable[[str, str, Around], str | None]


def order_words(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """The same parse data as it is meant, or with the reply that answers it plainly; None where it is as it reads."""
    if answer := plain_answer(text, intent, around):
        return {**as_intent(read, "out_of_scope"), "plainly": answer, "statements": [], "mood": "neutral"}
    if of_one := _of_one_thing(read, text, intent, around):
        return of_one
    if instead := _in_place_of_an_order(text, intent, around):
        return {**as_intent(read, instead), "entities": [*(read.get("entities") or ()), INSTEAD]}
    if apart := one_more(read, text, intent, around) or not_here(read, text, intent, around):
        return apart
    if around.form in ORDERING and asks_what_if_not(text, intent):
        return surely(read, "ask_return_policy")  # the order stands
    if around.form or (intent not in _READ_AS and not is_to_go_back(text, intent, around)):
        return None
    meant = next((found for means in _MEANS if (found := means(text, intent, around))), None)
    if meant is None:
        return None
    calm = {"mood": "neutral"} if intent == "in_distress" else {}
    return {**as_intent(read, meant), "statements": [], **calm}


def _of_one_thing(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """What is said of gift cards, of what was promised of an order, of a payment looked into, of what is ordered."""
    if asks_when_it_lapses(text, intent, around):
        return {**as_intent(read, "ask_offers"), "entities": [GIFT_CARDS]}
    if around.form is None and asks_where_it_is(text, intent):
        return {**as_intent(read, "track_order"), "statements": []}
    if intent == "allow_contact" and has_it_sent(text):
        return as_intent(read, "inform" if around.form else "report_item_problem")  # and nobody may write for that
    if around.form == "payment_form" and asks_when_paid(text, intent):
        return surely(read, "track_refund")
    if around.form in ORDERING and around.slot == CONFIRMED and _YES_CANCEL.match(text):
        return as_intent(read, "abort")  # no yes to an order
    return None


def _in_place_of_an_order(text: str, intent: str, around: Around) -> str | None:
    """What is wished in place of what is being ordered or changed, and lets go of that."""
    if around.form in ORDERING and says_no_other(text) and (meant := wrong_or_back(text, intent, around)):
        return meant
    return returned_instead(text, intent, around) or leaves_the_change(text, around)


def plain_answer(text: str, intent: str, around: Around) -> str | None:
    """The reply to what is answered in one way wherever it stands; the name of the response."""
    looks = around.products and around.form is None and around.asked not in (REMEMBER, REMEMBER_ONE)
    if looks and intent in _AS_PUT_BY and _PUT_BY.search(text):
        return "utter_not_put_by"
    if HIDDEN in text and intent in _BARE_SECRET:
        return "utter_no_card_numbers"
    if answer := answered_of_money(text, intent, around):
        return answer
    if answer := answered_in_one(text, intent, around):
        return answer
    if answer := answered_of_a_return(text, intent, around):
        return answer
    if answer := _answered_by_a_person(text, intent, around):
        return answer
    if _NEEDS_ACCOUNT.search(text) and is_question(text):
        return "utter_no_account_needed"
    if around.form is None and _NO_RETURN.search(text) and not is_question(text):
        return RETURN_LEFT
    return answered_of_its_way(text, intent, around)


def _answered_by_a_person(text: str, intent: str, around: Around) -> str | None:
    """That what is asked isn't written or can't be done here."""
    if around.told[:1] == ("utter_invoice",) and _ON_THE_INVOICE.search(text):
        return "utter_invoice_as_it_is"
    if intent in _AS_WAITING and waits_for_a_person(text, around):
        return "utter_person_first"
    if wants_word_of_delay(text, around):
        return "utter_no_word_of_delay"
    if of_a_voucher(text, intent):
        return "utter_voucher_not_here"
    return "utter_not_written" if _NOT_WRITTEN.search(text) or when_put_right(text, intent, around) else None


def _money(text: str, intent: str, around: Around) -> str | None:
    if _TWICE.search(text):
        return "payment_problem"
    if _DID_YOU_REFUND.search(text):
        return "track_refund"
    of_invoice = around.told[:1] == ("utter_invoice",) and _NOT_COME.search(text)
    return "request_invoice" if of_invoice else None


def _address(text: str, intent: str, around: Around) -> str | None:
    """Where an order that stands is to go, not what is to be bought for that place."""
    told_of = around.order and around.told[:1] and around.told[0].startswith(_SPOKE_OF_ORDER)
    elsewhere = _TO_A_PLACE.search(text) or (_OTHER_ADDRESS.search(text) and intent != "change_details")
    if _MY_GOODS_TO.search(text) or (told_of and elsewhere) or _WRONG_ADDRESS.search(text):
        return "change_address"
    return None


def _nobody_in(text: str, intent: str, around: Around) -> str | None:
    """ "Tomorrow? I'm at work" after an order that is on its way: it is told what can be done."""
    told_of = around.order and around.told[:1] and around.told[0].startswith("utter_order_")
    meant = intent in UNSURE | {"ask_delivery_options", "change_order", "ask_store_info", "share_life_event"}
    return "track_order" if told_of and meant and nobody_is_in(text) else None


def _goods(text: str, intent: str, around: Around) -> str | None:
    if intent == "greet":
        return "reorder" if _THE_USUAL.search(text) and not is_question(text) else None
    if intent in ("return_item", *UNSURE) and BROKEN.search(text) and not is_question(text):
        return "report_item_problem" if intent == "return_item" and not _EXCHANGES.search(text) else None
    if intent not in ("change_order", "place_order", *UNSURE) or _INSTEAD.search(text):
        return None
    if adds_something(text):
        return "place_order"
    if _AGAIN.search(text):
        return "reorder"
    return "place_order" if intent == "change_order" and _ORDERS_IT.search(text) else None


def _with_an_order(text: str, intent: str, around: Around) -> str | None:
    """ "I need help with an order" buys nothing: where it is comes first."""
    return "track_order" if intent == "place_order" and _HELP_WITH.search(text) else None


def _after_it_came(text: str, intent: str, around: Around) -> str | None:
    if _DONT_WANT_IT.search(text) or _IS_OPENED.match(text):
        return "ask_return_policy"
    if RETURN_BEGUN in around.told and _ASKS.search(text) and _OF_THE_RETURN.search(text):
        return "ask_return_policy"
    mistaken = intent in UNSURE | {"state_preference", "correct_memory"}
    return "track_order" if mistaken and _NEVER_GOT.search(text) else None


_MEANS: tuple[Means, ...] = (
    _with_an_order, asked_after, wrong_or_back, is_to_go_back, of_an_order, asks_of_money, of_the_parcel, _money,
    _after_it_came,
    _address, _nobody_in, _goods, told_of_goods,
)  # fmt: skip
