"""What only a person can settle: a way in that doesn't work, an order of another's, what another may not buy."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.narrowing import FEWEST_WORDS
from actions.not_here import SENT_A_LINK
from actions.while_filling import OTHER_MATTER, UNKNOWN, UNSURE, as_intent

_OF_TROUBLE = UNSURE | {
    "account_problem", "allow_contact", "complain", "deny", "report_item_problem", "stop_contact",
}  # fmt: skip
_SIGNING_IN = ("utter_sign_in", "utter_ask_sign_in", "utter_no_account")
_DOES_NOT_WORK = re.compile(
    r"\b(?:(?:did|does|is|has|have)(?:n'?t| not)|can(?:'?t|not)|not|never|nothing|"
    r"no (?=link\b|mail\b|e-?mail\b)|still(?! (?:good|fine|ok)))\b[^,.;!?]{0,25}"
    r"\b(?:work\w*|come|came|arriv\w*|get(?! in)|got|link|mail|e-?mail|"
    r"(?:get|let me|be|log(?:ged)?|sign(?:ed)?) in|locked)\b|"
    r"\b(?:checked|looked (?:in|through)|not in|nothing in) (?:my |the )?(?:spam|junk|inbox)\b",
    re.I,
)
# Letters that go to another are nothing that this customer switches here.
_SENT_TO_ANOTHER = re.compile(
    r"\b(?:get(?:ting)?|receiv\w+) (?:his|her) (?:post|mail|letters?|e-?mails?|catalogues?)\b|"
    r"\b(?:take|get) (?:him|her|my late \w+) off\b|\bsend(?:ing)? (?:him|her|my (?:late )?(?:mum|mom|"
    r"mother|dad|father|parents|gran|nan|husband|wife|son|"
    r"daughter))\b|"
    r"\b(?:e-?mails?|letters?|messages?|post|texts?|mail\w*|writing|contact\w*)\b.{0,20}\b(?:to|for) "
    r"(?:her|him|them|my (?:late )?(?:mum|mom|mother|dad|father|parents|gran|nan|grandma|grandad|husband|wife|son|"
    r"daughter|brother|sister))\b",
    re.I,
)
# What is sold to another is nothing that one customer can change here, and reason enough for a person.
_SELL_THEM_NOTHING = re.compile(
    r"\b(?:not|don'?t|stop|never|no longer|quit)\b (?:\w+ ){0,2}?(?:sell|selling|sold) (?:to )?"
    r"(?:him|her|my (?:mum|mom|mother|dad|father|parents|gran|nan|grandma|grandad|husband|wife|son|daughter|brother|"
    r"sister))\b",
    re.I,
)
# An order or a use of the account that is none of theirs.
_NOT_BY_THEM = re.compile(
    r"^\W*(?:(?:but|hi|hello|sorry|no)\W+)*(?:i|we) (?:have |'?ve )?(?:never|didn'?t|did not) "
    r"(?:order(?:ed)?|buy|bought|placed?) (?:this|it|that|these|those|anything|an? \w+|(?:this|that) order)\W*$|"
    r"\b(?:some(?:one|body)(?: else)?|a stranger|they) (?:has |have |is |are |'s |must have )*"
    r"(?:us(?:ed|ing)|got(?:ten)? in(?:to)?|logged in(?:to| to)?|order(?:ed|ing)? (?:on|with|from)|in(?:to)?) "
    r"my account\b|"
    r"\bmy account (?:has been|was|got|is|'s been|been) (?:hacked|used|taken over|broken into)\b|"
    r"\b(?:been|got) hacked\b",
    re.I,
)
_HELP_ME = re.compile(r"^\W*(?:(?:just|please|can you|oh|will you)\W+)*help(?: me)?(?: please)?\W*$", re.I)


def needs_a_person(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any] | None:
    """A call for help with our matters, a way in that didn't help, or what another may not buy; None for the rest."""
    locked_out = any(one.startswith(_SIGNING_IN) for one in around.told)
    if _HELP_ME.match(text) and (around.complained or locked_out):
        return {**as_intent(read, "ask_human"), "mood": "upset"}
    to_another = read["intent"]["name"] == "stop_contact" and _SENT_TO_ANOTHER.search(text)
    if to_another or _SELL_THEM_NOTHING.search(text) or _NOT_BY_THEM.search(text):
        return {**as_intent(read, UNKNOWN), OTHER_MATTER: True}
    few = around.told[:1] == (SENT_A_LINK,) and len(text.split()) <= FEWEST_WORDS  # "nothing has come"
    of_it = read["intent"]["name"] in (_OF_TROUBLE | {"track_order"} if few else _OF_TROUBLE)
    if SENT_A_LINK in around.told and of_it and _DOES_NOT_WORK.search(text):
        return {**as_intent(read, UNKNOWN), OTHER_MATTER: True}
    return None
