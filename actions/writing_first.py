"""What words about our writing first give or take: a permission needs words that give one, a grumble gives none."""

import re
from collections.abc import Mapping
from typing import Any

from actions.not_given import denies_it
from actions.notices import FOR_PERMISSION
from actions.permissions import is_question
from actions.while_filling import OTHER_MATTER, as_intent
from store import Purpose

_TO_US = r"(?<!you )(?<!u )(?<!ya )(?<!keep )(?<!keeps )(?<!always )"  # "you email me daily" asks for nothing
_GIVES = re.compile(
    r"\b(?:may|can|could|fit dey|yes|yeah|yep|aye|ok|okay|sure|agree\w*|consent\w*|permi\w+|allow\w*|free to|happy|"
    r"glad(?:ly)?|welcome|pleasure|please|pls|kindly|sign[- ]?(?:me|us|up)\w*|subscri\w+|opt(?:ed|ing)?[- ](?:me |us )?"
    rf"(?:back )?in|(?:put|add|stick|count) (?:me|us)|{_TO_US}send\b|start(?:ing)? sendin\w*|let (?:me|us) know|inform|"
    rf"tell (?:me|us)|keep (?:me|us)|notify|alert|{_TO_US}(?:text|e-?mail|message|mail|write(?: to)?|contact|ping|"
    r"flick|hook|get|drop|hit) (?:me|us)|want|wanna|would (?:like|love|enjoy|appreciate)|"
    r"['’]d (?:like|love|be|enjoy|appreciate)|"
    r"love to|like to|looking forward|bring on|tempt|go on|go ahead|fine|all ears|slide into|fire on|no dramas)\b|"
    r"\bnewsletter\W*$",
    re.I,
)
_GIVES_NONE = re.compile(
    r"\b(?:don['’]?t|do not|never|not|didn['’]?t)\s+(?:want|wanna|need|like|ask|asked|agree|consent|allow|sign|"
    r"subscribe|send|write|e-?mail|text|message|mail|contact|happy|ok(?:ay)?|fine)\b(?! (?:that|this) to\b)",
    re.I,
)
# What they miss they don't refuse.
_NEVER_CAME = re.compile(
    r"^(?!.*\b(?:stop|want|more|unsubscribe|please don['’]?t|again)\b).*\b(?:i|we)(?: have|['’]ve)? "
    r"(?:didn['’]?t|haven['’]?t|never|did not|have not)(?: even| yet| ever)? (?:get|got|gotten|received?|had|seen?)\b"
    r".{0,12}\b(?:e-?mails?|mail|messages?|link|texts?|letter|confirmation)\b",
    re.I,
)
_SIGNS_UP = re.compile(
    r"^\W*(?:(?:ok|okay|yes|yeah|please|great|cool|then|go on|can you|could you|just)\W+)*"
    r"sign (?:me|us) up(?: (?:then|please|now|for (?:it|that|this)))*\W*$",
    re.I,
)
# Said outright: with a way, an hour or a number beside it, it is given on those terms and need not be asked.
_OUTRIGHT = re.compile(
    r"\b(?:you|u|ye)(?: guys| lot| people)? (?:may|can|are (?:allowed|welcome|free) to)"
    r"(?: (?:write|e-?mail|text|message|contact|mail|send|drop))\b",
    re.I,
)
# Whoever says that it is all right has opened the matter again, whatever was said before.
_ALL_RIGHT = re.compile(
    r"\b(?:alright|all right|ok(?:ay)?|fine|good|yes|yeah|yep|sure|may|can|happy|welcome|allowed|allow)\b", re.I
)
_LIMITS = re.compile(r"\b(?:if|when|unless|until|otherwise|but)\b|\b(?:do|ca|may|must)n['’]?t\b", re.I)
_GRUMBLES = re.compile(
    r"\b(?:(?:do(?:es|ing)?|did) (?:me|my) (?:head|nut) in|"
    r"driv\w+ (?:me|us) (?:mad|nuts|crazy|insane|bonkers|up the wall|round)|"
    r"sick (?:and tired )?of|fed up (?:with|of)|tired of|enough of|bombard\w*|pester\w*|harass\w*|"
    r"hound\w*|on my nerves|nuisance|annoying|irritating|clogg?\w*|flood\w*)\b",
    re.I,
)
# Said alone, it is meant for good; with a way, an hour or a day beside it, it is how.
_STOPS = re.compile(
    r"^\W*(?:(?:please|pls|just|ok|no|then|so|actually|oh|wait|sorry|and|but|well|on second thoughts?)\W+)*"
    r"(?:don['’]?t|do not|never|stop|no more|quit)\s+"
    r"(?:(?:you\s+)?(?:write|writing|messag(?:e|ing)|contact(?:ing)?|mail(?:ing)?|e-?mail(?:ing)?|bother(?:ing)?|"
    r"send(?:ing)?)"
    r"(?: to)?(?: me| us)?(?: (?:anything|stuff|messages|mails?|e-?mails?|letters))?)"
    r"(?: (?:any ?more|again|at all|ever|please|pls|thanks|now|first))*\W*$",
    re.I,
)
# All of a kind, said after a loss as well: "please stop anything baby related".
_STOPS_ALL_OF_IT = re.compile(
    r"^\W*(?:(?:please|pls|just|ok|so|and|can you|could you)\W+)*stop (?:sending (?:me |us )?)?(?:anything|"
    r"everything|all)"
    r"\b.*\b(?:related|about|to do with|for (?:him|her|babies|baby))\b",
    re.I,
)
_STAYS = re.compile(r"\b(?:keep|orders?|parcels?|deliver\w*)\b", re.I)
_PARTS = re.compile(r"[,;.]|\b(?:and|but)\b", re.I)
_NOTHING = re.compile(
    r"(?:^|[,.;!])\W*"
    r"(?:(?:and|but|no|actually|oh|sorry|wait|please|then|rather|in fact|well|so|ok|just|make (?:it|that)|"
    r"(?:on )?second thoughts?)\W+)*"
    r"(?:(?:not|nothing|never|none)(?: (?:of it|of them|from you|by \w+))? at all|no \w+ either|"
    r"nothing (?:any ?more|ever|whatsoever))"
    r"(?:\W+(?:please|thanks|thank you|any ?more|ever|again))*\s*(?:[,.;!]|$)",
    re.I,
)
_SOMETHING_LEFT = re.compile(
    r"\b(?:only|but|except|unless|instead|just|apart from|other than|fine|ok(?:ay)?|until|till|before|after)\b", re.I
)
_OF_AN_ORDER = re.compile(
    r"\b(?:when|once|if|as soon as)\b.{0,20}\b(?:orders?|parcel|package|delivery)\b.{0,15}\b(?:com(?:es|ing)|here|"
    r"ship\w*|arriv\w*|deliver\w*|sent|leaves|ready|due|out)\b",
    re.I,
)
_AS_STOP = frozenset({"set_contact_terms", "allow_contact", "stop_contact", "deny", "abort"})


def of_writing_first(read: Mapping[str, Any], text: str, asked: str | None) -> dict[str, Any] | None:
    """How words are read that sound like a permission to write or like terms for it; None where they are read right."""
    intent = str(read["intent"]["name"])
    if intent in _AS_STOP and asked != "callback" and (_STOPS.match(text) or _stops_all_of_it(text)):
        return as_intent(read, "stop_contact")
    if intent == "stop_contact" and asked not in FOR_PERMISSION and _NEVER_CAME.search(text):
        return {**as_intent(read, "nlu_fallback"), OTHER_MATTER: True}
    if intent == "set_contact_terms" and nothing_more(text):
        return as_intent(read, "stop_contact")
    if intent != "allow_contact" or read.get("tongue") not in (None, "en"):
        return None
    return _of_allowing(read, text, asked)


def _stops_all_of_it(text: str) -> bool:
    """Whether all of a kind is to stop, and nothing is named that stays, or that is an order's."""
    return bool(_STOPS_ALL_OF_IT.match(text)) and not (_SOMETHING_LEFT.search(text) or _STAYS.search(text))


def _of_allowing(read: Mapping[str, Any], text: str, asked: str | None) -> dict[str, Any] | None:
    """How a permission to write is read: as one, as what they don't say, or as none."""
    if denies_it(text):
        return as_intent(read, "stop_contact")
    others = [part for part in _PARTS.split(text) if not _OF_AN_ORDER.search(part)]
    if asked not in FOR_PERMISSION and _OF_AN_ORDER.search(text) and not any(map(gives_outright, others)):
        return _how_it_stands(read)  # of an order they are told in any case
    if asked not in FOR_PERMISSION and _SIGNS_UP.match(text):
        return {**as_intent(read, "nlu_fallback"), "close": ["allow_contact", "join_club"]}  # for what, they don't say
    if read.get("close_readings") and gives_outright(text):  # to write, or how: said outright it is both
        return as_intent(read, "allow_contact")
    gives = _GIVES.search(text) and not _GIVES_NONE.search(text)
    if _GRUMBLES.search(text) and not gives:
        return as_intent(read, "stop_contact")
    if asked in FOR_PERMISSION or (gives and not _GRUMBLES.search(text)):
        return None
    return _how_it_stands(read)


def _how_it_stands(read: Mapping[str, Any]) -> dict[str, Any]:
    return {**as_intent(read, "ask_permission"), "purpose": Purpose.CONTACT.value}


def gives_outright(text: str) -> bool:
    """Whether it is allowed in so many words: "you may write to me, in the mornings"; a no beside it allows nothing.

    >>> gives_outright("you may write to me by email"), gives_outright("you can only write by email")
    (True, False)
    """
    return bool(_OUTRIGHT.search(text)) and not (_GIVES_NONE.search(text) or is_question(text) or _LIMITS.search(text))


def nothing_more(text: str) -> bool:
    """Whether nothing at all is wanted, after whatever was agreed: "not at all, no texts either".

    >>> nothing_more("actually not at all, no texts either"), nothing_more("not at all on Sundays")
    (True, False)
    """
    return bool(_NOTHING.search(text)) and not _SOMETHING_LEFT.search(text)


def opens_it_again(text: str) -> bool:
    """Whether it is said to be all right now, in answer to nothing: "actually once a month is fine"."""
    return bool(_ALL_RIGHT.search(text) or _OUTRIGHT.search(text)) and not is_question(text)
