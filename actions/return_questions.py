"""What is asked inside a return or a report: how it goes back, whether to a shop, the old one, the box, the label."""

import re

from actions.around import Around
from actions.permissions import is_question
from actions.replies import RETURN_BEGUN
from actions.while_filling import UNSURE

_FORMS = frozenset({"return_form", "problem_form"})
_READ_AS = UNSURE | {
    "return_item", "ask_return_policy", "change_order", "ask_store_info", "report_item_problem", "track_order",
    "change_address", "complain", "ask_delivery_options", "affirm", "ask_product", "request_invoice",
}  # fmt: skip
_ASKS = re.compile(
    r"\?|\b(?:can|could|may|do|must|should|shall|where|how|what if|is it ok|am i (?:ok|allowed))\b", re.I
)
_TO_A_SHOP = re.compile(
    r"\b(?:tak(?:e|ing)|drop(?:ping)?|bring(?:ing)?|hand(?:ing)?|return(?:ing)?|leav(?:e|ing)|pop(?:ping)?|go)\b.{0,40}"
    r"\b(?:shop|store|branch|leeds|york|bath|in person|in town)\b",
    re.I,
)
_LABEL = re.compile(
    r"\blabel\b.{0,40}\b(?:not|no|never|hasn'?t|haven'?t|didn'?t|nothing|yet|e-?mail|come|arrived?)\b|"
    r"\b(?:where'?s?|no|not|never|hasn'?t|haven'?t|didn'?t|lost|can'?t find)\b.{0,40}\blabel\b",
    re.I,
)
_LOST_LABEL = re.compile(
    r"\b(?:lost|can'?t find|no longer have|haven'?t got|threw|thrown|binned|without|never got)\b.{0,25}\blabel\b", re.I
)
_ITS_OWN_LABEL = re.compile(r"\b(?:unused|worn|washing|care|cut|removed?|took|taken)\b", re.I)
_BOX = re.compile(
    r"\b(?:box|packaging|carton|bag it came in|paper it came in)\b.{0,30}"
    r"\b(?:binned|thrown|threw|chucked|gone|lost|recycled|need|matter|without|open(?:ed)?)\b|"
    r"\b(?:binned|thrown|threw|chucked|lost|recycled|need|without|don'?t have|haven'?t got|no longer have|"
    r"got rid of|original)\b"
    r".{0,30}\b(?:box|packaging|carton|bag it came in)\b",
    re.I,
)
_MUST_I_SEND = re.compile(
    r"(?<!how )\b(?:do|must|should|shall) (?:i|we)\b(?: (?:need|have|got))?(?: to)? (?:send|post|return|bring|"
    r"give)\b", re.I
)
_HOW = re.compile(
    r"\b(?:how|where)\b.{0,15}\b(?:do|can|should|would|will|am) (?:i|we)\b.{0,10}\b(?:send|post|return|get|ship)\b"
    r"(?!.{0,20}\bmoney\b)",
    re.I,
)


def answered_of_a_return(text: str, intent: str, around: Around) -> str | None:
    """The reply to what is asked of a return under way or begun; the name of the response."""
    spoken = any(one.startswith(("utter_return_", "utter_ask_return", "utter_ask_exchange")) for one in around.told)
    under_way = around.form in _FORMS
    if intent not in _READ_AS or not (under_way or spoken):
        return None
    if _LABEL.search(text) and not _ITS_OWN_LABEL.search(text) and RETURN_BEGUN in around.told:
        return "utter_return_label"
    if not under_way and _LOST_LABEL.search(text):
        return "utter_label_lost"
    if not _ASKS.search(text):
        return None
    if _BOX.search(text):
        return "utter_return_box"
    if spoken and _TO_A_SHOP.search(text) and is_question(text):
        return "utter_return_to_shop"
    return _of_the_way(text, around) if under_way or RETURN_BEGUN in around.told else None


def _of_the_way(text: str, around: Around) -> str | None:
    if _TO_A_SHOP.search(text) and is_question(text):
        return "utter_return_to_shop"
    if around.form == "problem_form" and _MUST_I_SEND.search(text):
        return "utter_broken_one_back"
    if around.form == "return_form" and is_question(text) and (_MUST_I_SEND.search(text) or _HOW.search(text)):
        return "utter_return_how"
    return None
