"""Questions whether somebody else hears what they bought or told, and whether it can be said without being kept."""

import re
from collections.abc import Mapping
from typing import Any

from actions.permissions import is_question
from actions.while_filling import as_intent
from actions.whom import RELATION

OTHERS, UNWRITTEN = "utter_data_others", "utter_unwritten"
_THEM = rf"(?:(?:my|our) (?:\w+ )?{RELATION}|him|her|them|he|she|they|my (?:family|ex|housemates?))"
_TELL = r"(?:tell|show|share|reveal|let on|say|mention|give away|spill|let slip)"
_WHAT = (
    r"(?:what (?:i|we)|about (?:my|this|it|me|that|the)|my (?:orders?|purchases?|shopping|presents?|basket|messages|"
    r"chats?|data|"
    r"details|address)|it\b|this\b|anything|if (?:he|she|they) asks?)"
)
_TELLS = re.compile(
    rf"\b(?:will|would|do|does|could|can|are|is|might|did|have|won['’]?t|don['’]?t) (?:you|u|ya|it|the \w+|someone|"
    rf"any\w+)\b.{{0,30}}"
    rf"\b{_TELL}\b.{{0,12}}\b{_THEM}\b.{{0,12}}\b{_WHAT}|"
    rf"\b(?:allowed|going|able|gonna) to {_TELL} {_THEM}\b|"
    rf"\b(?:will|would|do|won['’]?t) (?:you|u|ya|it) (?:ever )?tell {_THEM}\W*$|"
    rf"\byou (?:won['’]?t|wouldn['’]?t|will|would|don['’]?t)(?: ever| not)? (?:tell|show) {_THEM}\b[^.!]*\?\W*$",
    re.I,
)
_IF_ASKED = re.compile(
    rf"\b(?:if|when|what if) {_THEM}\b.{{0,40}}\b(?:asks?|rings?|calls?|phones?|writes?|wants? to know|"
    rf"comes? in)\b.{{0,60}}"
    rf"\b(?:will|would|do|can|could) (?:you|u|ya|they|your \w+)\b.{{0,15}}\b(?:{_TELL}|answer)\b",
    re.I,
)
_FINDS_OUT = re.compile(
    rf"^\W*(?:(?:hi|hey|hello|and|but|so|ok)\W+)*(?:can|could|will|would|does|do|might) (?:my|"
    rf"our) (?:\w+ )?{RELATION}\b.{{0,15}}"
    rf"\b(?:see|find out|know|read|be told|get told|hear)\b.{{0,15}}\b{_WHAT}",
    re.I,
)
_NOT_KEPT = re.compile(
    r"(?:\b(?:without|not|never|dont|doesnt)\b|n['’]t\b).{0,30}"
    r"\b(?:written down|writing (?:it|this|that) down|recorded|"
    r"recording (?:it|this|that)|"
    r"logged|noted|on (?:the )?record|a record|minuted)\b",
    re.I,
)
_MAY_I_SAY = re.compile(
    r"\b(?:can|could|may) (?:i|we) (?:\w+ )?(?:tell|say|ask|talk|chat|share|speak|write)\b|\bif i (?:tell|say|told|"
    r"said)\b|"
    r"\bis (?:there a way|it possible)\b",
    re.I,
)


def asks_of_others(read: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """How such a question is read: with the reply that answers it plainly; None where it is none."""
    if _TELLS.search(text) or _IF_ASKED.search(text) or _FINDS_OUT.search(text):
        return _plainly(read, OTHERS)
    asks = _MAY_I_SAY.search(text) and (is_question(text) or "?" in text)
    return _plainly(read, UNWRITTEN) if asks and _NOT_KEPT.search(text) else None


def _plainly(read: Mapping[str, Any], answer: str) -> dict[str, Any]:
    return {**as_intent(read, "out_of_scope"), "plainly": answer, "statements": [], "mood": "neutral"}
