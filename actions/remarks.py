"""What is said beside a task under way and is no wish of its own: a reason, a question, a call for somebody."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.what_is_wrong import BROKEN

REASON_TAKEN, REPLACED_SOME_DAY = "utter_reason_enough", "utter_replacement_some_day"
_REPLACES = "utter_ask_problem_replace"
_OF_TIME = frozenset({"date", "time"})
_REASONS = frozenset({"chitchat", "express_feeling", "state_preference", "nlu_fallback", "complain", "why_said"})
# "It's too loud", "they don't fit her": why something goes back.
_REASON = re.compile(
    r"^\W*(?:(?:because|cos|cause|since|as|well|just)\W+)*(?:it|they|the \w+|she|he)"
    r"(?:['’]?(?:s|re|m)| is| are| was| were)? ?"
    r"(?:too|not|n['’]?t|a bit|so|just|really|far|way|simply|do(?:es)?n['’]?t|did(?:n['’]?t)?|never)\b[^?]*$",
    re.I,
)
_BY_MISTAKE = re.compile(r"\b(?:bought|ordered|got) (?:it|them|that|one|this) (?:twice|by mistake|by accident)\b", re.I)
_FOR_HELP = re.compile(
    r"^\W*(?:(?:please|just|but|so|ok)\W+)*(?:can|could|will|would|is there) "
    r"(?:some ?one|somebody|any ?one|anybody|a person)(?: (?:there|here|else|please|who can|just|to))* help\b",
    re.I,
)
_HOW_LONG = re.compile(
    r"\b(?:how (?:long|soon|quick\w*)|when)\b.{0,20}\b(?:take|be|come|arrive|get|it|that|this)\b", re.I
)
_VISITS = frozenset({"booking_form", "move_form"})
_WHERE_IS_IT = re.compile(
    r"^\W*(?:(?:and|so|ok)\W+)*"
    r"(?:what(?:['’]?s| is) (?:the|your) (?:address|postcode)|where (?:is (?:it|that)|are you))\W*$",
    re.I,
)
# "The second one is the wrong one" names which of two payments goes back.
_WHICH_PAYMENT = re.compile(
    r"^\W*(?:it['’]?s )?(?:the )?(?:first|second|last|other) (?:one|payment|charge)\b"
    r"(?!.*\b(?:right|correct|fine|ok)\b)",
    re.I,
)
_IN_THE_ACCOUNT = re.compile(
    r"\bwhen\b.{0,25}\b(?:hit|reach|land|show up|appear|arrive|clear|be|get)\w*\b.{0,12}"
    r"\b(?:my|the) (?:bank(?: account)?|account|card)\b",
    re.I,
)


def asks_when_money_is_there(text: str) -> bool:
    """Whether it asks when money reaches their account: "when will it hit my account"."""
    return bool(_IN_THE_ACCOUNT.search(text))


def said_beside(read: Mapping[str, Any], text: str, intent: str, around: Around) -> tuple[str, str | None] | None:
    """The intent of what is said beside the task, and the reply that answers it plainly; None where it is no remark."""
    told = {str(one["entity"]) for one in read.get("entities") or ()}
    if asks_when_money_is_there(text):
        return "track_refund", None
    if intent == "ask_capabilities" and _FOR_HELP.match(text):
        return "ask_human", None
    if intent == "wait" and (told & _OF_TIME or re.search(r"\d", text)):
        return "inform", None  # "no wait, Monday", "no wait, 9 Park Row"
    if around.told[:1] == (_REPLACES,) and intent not in ("ask_human", "in_distress") and _HOW_LONG.search(text):
        return "out_of_scope", REPLACED_SOME_DAY
    if around.form in _VISITS and intent != "ask_store_info" and _WHERE_IS_IT.match(text):
        return "ask_store_info", None
    if around.form == "payment_form" and intent in ("deny", "nlu_fallback", "inform") and _WHICH_PAYMENT.match(text):
        return "affirm", None
    return _why_it_goes_back(text, intent, around) if around.form == "return_form" else None


def _why_it_goes_back(text: str, intent: str, around: Around) -> tuple[str, str | None] | None:
    """A reason for sending something back, which may say as well which thing it is."""
    if intent == "report_item_problem" and around.slot in ("order_number", "order_line") and not BROKEN.search(text):
        return "inform", None
    mistaken = intent in _REASONS | {"payment_problem"} and _BY_MISTAKE.search(text)
    return ("out_of_scope", REASON_TAKEN) if mistaken or (intent in _REASONS and _REASON.match(text)) else None
