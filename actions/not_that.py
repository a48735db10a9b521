"""What is said not to be meant, or is of goods, though it sounds like points, a return, a complaint or a memory."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.product_questions import REAL
from actions.replies import waits_for_answer
from actions.while_filling import BUYING, OTHER_MATTER, UNKNOWN, UNSURE, as_intent
from actions.word_of_goods import of_word

_PROBLEM = "report_item_problem"
_RETURNING = "return_form"
_NO_POINTS = re.compile(r"\b(?:not|no|forget|leave)\b(?: about| out)? (?:the |my |any )?points\b", re.I)
_NOT_BACK = re.compile(
    r"^\W*(?:(?:oh|no|sorry|but|well)\b\W*)*not (?:to be )?(?:sent|sending|send|returned|returning)"
    r"(?: it| them)?(?: back)?\b|"
    r"\b(?:i|we) (?:don['’]?t|do not) want (?:it|them|that) (?:sent back|returned|to go back)\b",
    re.I,
)
_INSTEAD = re.compile(r"\b(?:exchang\w*|swap\w*|replac\w*|refund\w*|money|another|repair\w*)\b", re.I)
# What a thing does that is broken; a page or a link that does so is none of our goods.
_FAULT = re.compile(
    r"\b(?:it|that|which|they|one|keeps?)(?:['’]?s)?\b(?: (?:just|only|always|really|now|keeps?|is|are))* "
    r"(?:crackl\w+|buzz\w+|flicker\w*|skip(?:s|ping)|jam(?:s|ming)|squeak\w*|wobbl\w+|rattl\w+|cut(?:s|ting) out|"
    r"leak(?:s|ing)|won['’]?t (?:turn|switch) on)\b",
    re.I,
)
_AS_NAMES = UNSURE | {"ask_product", "change_details", "correct_memory", "recommend"}
# "Her name's Jean" is no pair of jeans.
_NAMES_SOMEBODY = re.compile(
    r"^\W*(?:(?:and|oh|btw|by the way|yes|so)\W+)*(?:s?he(?:['’]?s| is) called|(?:her|his|their) names?"
    r"(?:['’]?s| is| are)) [a-z'’-]+(?: (?:and )?[a-z'’-]+)?(?: (?:by the way|btw))?\W*$",
    re.I,
)
_OF_THE_PAGE = re.compile(r"\b(?:web ?site|page|link|app|chat|bot|checkout|phone line|call)\b", re.I)
# How long a shop keeps what is to be fetched, after the ways of delivery were told; else it asks of what we remember.
_KEPT_THERE = re.compile(
    r"^\W*(?:(?:and|so|ok|but)\W+)*how long (?:(?:do|will|would|can|does) )?(?:you|u|they|the shops?|it|is it)(?: be)? "
    r"(?:keep|hold|store|kept|held|stored)(?: (?:on to|it|them|my (?:order|parcel|things?)|there|for me|for))*\W*$",
    re.I,
)
_ANY_GOOD = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\W+)*(?:is|are|would|will) (?:it|they|these|those|this|that|the \w+)(?: be)? "
    r"(?:any good|much good|good enough|up to|suitable|all ?right|ok|okay) (?:for|in|on|at|with|to)\b",
    re.I,
)
_PRICE_OF = re.compile(
    r"^\W*(?:(?:hi|hello|and|so|ok|can you (?:tell|give) me)\W+)*(?:what(?:['’]?s| is) )?(?:the )?(?:price|cost) "
    r"(?:of|for) (?:the|your|that|this|an?)\b",
    re.I,
)
# "Looks good but you don't have it in large?" asks of the one that pleases.
_NOT_IN_THAT = re.compile(
    r"\b(?:you|u) (?:do not|don['’]?t|haven['’]?t) (?:have|got|do|make|stock)\b.{0,25}\bin \w", re.I
)
_ASKS_FOR_GOODS = re.compile(r"\b(?:do|have) (?:you|u|ya) (?:have|got|sell|stock|do)\b(?! (?:my|me|it)\b)", re.I)


def not_that(read: Mapping[str, Any], text: str, intent: str, around: Around) -> dict[str, Any] | None:
    """How such words are read; None where they mean what they read like."""
    if intent in ("redeem_points", "points_balance") and _NO_POINTS.search(text) and not around.form:
        named = any(one["entity"] == "product" for one in read.get("entities") or ())
        return as_intent(read, "place_order" if named else UNKNOWN)
    if intent == "return_item" and _NOT_BACK.search(text) and not _INSTEAD.search(text):
        other = {**as_intent(read, UNKNOWN), OTHER_MATTER: True}
        return as_intent(read, "deny") if around.form == _RETURNING else other
    if intent == "complain" and not around.form and _FAULT.search(text) and not _OF_THE_PAGE.search(text):
        return as_intent(read, _PROBLEM)
    if intent in _AS_NAMES and not (around.form or waits_for_answer(around.asked)) and _NAMES_SOMEBODY.match(text):
        return {**as_intent(read, "out_of_scope"), "plainly": "utter_heard", "statements": []}
    if intent == "correct_memory" and not around.form and _ASKS_FOR_GOODS.search(text):
        return as_intent(read, "recommend")
    of_it = around.products and (REAL.search(text) or _ANY_GOOD.match(text))
    if of_it and intent in UNSURE | {"bot_challenge"} and around.form in (None, BUYING):
        return as_intent(read, "ask_product")
    asks_of_one = _PRICE_OF.match(text) or (around.products and _NOT_IN_THAT.search(text))
    if intent == "recommend" and not around.form and asks_of_one:
        return as_intent(read, "ask_product")
    if intent == "ask_memory" and around.told[:1] and around.told[0].startswith("utter_delivery_"):
        return as_intent(read, "ask_delivery_options") if _KEPT_THERE.match(text) else None
    return of_word(read, text, intent, around)
