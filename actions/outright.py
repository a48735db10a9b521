"""What switches a permission says so: a message that speaks of something else gives none and takes none back."""

import re
from collections.abc import Mapping
from typing import Any

from actions.notices import FOR_PERMISSION
from actions.permissions import ASK_PERMISSION, GIVING, TAKING, is_request, only_asks
from actions.while_filling import UNKNOWN, as_intent
from store import Purpose

_AT_ONCE = {
    "affirm", "deny", "abort", "forget_me", "forget_fact", "leave", "join_club", "leave_club", "complain",
}  # fmt: skip
NEXT_BEST = 0.1  # how surely something else must be read to be taken instead
_STAFF = re.compile(
    r"\b(?:sta+ff?s?|agents?|coll?e\w*|employees|emploees|team|crew|people|ppl|folks?|persons?|personnel|humans?|"
    r"assistants?|sellers?|workers?|waiters?|waitress?\w*|waitres|executives|clerks?|girls?|lads?|fitter|kitchen|"
    r"lot|lass\w*|"
    r"shop|store|desk|counter|till|everyone|any(?:one|body)|some(?:one|body)|whoever|they|them|she|he|her|him|who|man|"
    r"woman|lady|file|notes|shoe ?box)\b",
    re.I,
)
# To see, to speak with or to be seen by somebody is a visit or a call.
_MEETS = re.compile(
    r"\b(?:i|we)(?:['’]d| would| could| can| should| might| may| will|['’]ll)?(?: (?:like|want|need|love|have))?"
    r"(?: to)? (?:see|speak|talk|meet|chat)\b|\b(?:could|can|to) (?:i |we )?(?:see|speak to|talk to|meet|ask) "
    r"(?:some(?:one|body)|an?\b|any(?:one|body)|your|the) ?|"
    r"\b(?:is|are) there (?:some(?:one|body)|any(?:one|body)|an?)\b|"
    r"\b(?:who|that) (?:knows|can help|could help)\b|\b(?:advice|appointment|fitting)\b",
    re.I,
)
_SEES = re.compile(
    r"\b(?:sees?|seeing|looks?|reads?|views?|access\w*|knows?|knowing|shar\w+|shows?|visible|check)\b", re.I
)
# One thing that is to be sent is no news to come: "yes, send it again to ann@example.org".
_ONE_THING = re.compile(
    r"\b(?:re-?send|send|e-?mail|text|post|forward) (?:me |us )?"
    r"(?:it|that|this|them|"
    r"(?:the|my|a|an) (?:\w+ )?(?:invoice|receipt|bill|link|label|code|copy|details|confirmation))\b",
    re.I,
)
_NEWS = re.compile(
    r"\b(?:news\w*|offers?|updates?|reminders?|sales?|first|regularly|whenever|when there|future)\b", re.I
)
# How, when and how often to write: "Good morning, any news on my casserole?" says none of it.
_TERMS = re.compile(
    r"\b(?:writ\w+|messag\w+|e-?mail\w*|text\w*|r[iu]ng\w*|call\w*|contact\w*|phone\w*|reach|send\w*|letters?|post|"
    r"mail\w*|news ?letters?|notif\w+|bother|disturb|weekly|monthly|often|before|after|between|only|not|don'?t|"
    r"never)\b",
    re.I,
)
_AS_IT_IS = re.compile(r"\bkeep it (?:that way|like that|so|as it is)\b", re.I)
_OF_ME = re.compile(
    r"\b(?:what (?:you|u)|(?:you|u)(?:['’]ve)? (?:know|remember|noted|got|have|keep)|my|about me|on me|"
    r"notes?|file|saved|remembered|permission|allow\w*|permit|consent|access)\b",
    re.I,
)
# Whoever has no way left to get mail complains of that, and asks for no silence.
_HAS_NONE = re.compile(
    r"\b(?:(?:(?:have|['’]ve)? ?(?:not|n['’]?t)|never|no longer|don['’]?t|do not|cannot|can['’]?t|haven['’]?t|"
    r"hasn['’]?t)\s+(?:have|got|had|get into|get in to|open|access|see|use|received?|come)\b.{0,20}"
    r"\b(?:e-?mails?|mails?|inbox|account|address|phone|number|mobile|link|code)\b|"
    r"(?:e-?mail|inbox|phone|mobile|number|address)\b.{0,25}\b(?:dead|closed|gone|doesn['’]?t (?:work|exist)|"
    r"(?:don['’]?t|do not|no longer) (?:have|use|work|exist)|stopped working)\b)|"
    r"^\W*not got(?: any| an)? e-?mail\W*$",
    re.I,
)
_STOP = re.compile(
    r"\b(?:stop|unsub\w*|off (?:the|your|ur|my)|opt out|quit|leave me|no more|remove|delete|block|end)\b|"
    r"\b(?:don['’]?t|do not|never|not to) (?:you )?(?:write|send|e-?mail|text|message|contact|mail)\b",
    re.I,
)
# How much is written at a time is no matter of whether anything is.
_AT_LENGTH = re.compile(
    r"\b(?:such |so |very |too )?(?:long|lengthy|wordy|complicated)\b(?: \w+)? (?:messages?|texts?|e-?mails?|"
    r"answers?|repl(?:y|ies)|"
    r"sentences|words)\b|\b(?:write|say) (?:so|too) much\b|\bessays?\b",
    re.I,
)
_ENDS_ALL = re.compile(
    r"\b(?:stop|unsub\w*|quit|no more|opt out|any ?more|again|take me off|off (?:the|your|my) list)\b", re.I
)
_GO_ON = re.compile(
    r"^\W*(?:(?:please|pls|yes|no|do|you can|you may|ok|okay|and|but|so)\W+)*"
    r"(?:keep|carry on|go on|continue|keep on) (?:writing|sending|e-?mailing|texting|messaging)\b",
    re.I,
)
_NEVER = re.compile(r"\b(?:not|dont|never|nobody|stop|no (?:reason|need|point|more))\b|n['’]t\b", re.I)
_CLAUSE = re.compile(r"[.!?;]+")
_NEED_NOT = re.compile(
    r"\b(?:no need (?:for you )?to|need ?n['’]?t|don['’]?t (?:need|have|want you|bother) to|"
    r"rather you (?:didn['’]?t|did not))\s+"
    r"(?:\w+ ){0,2}?(?:remember\w*|keep|save|store|note|write down)\b",
    re.I,
)


def only_in_words(read: dict[str, Any], text: str, asked: str | None) -> dict[str, Any]:
    """The same parse data; where its words say nothing of the permission that it reads like, another reading."""
    intent = str(read["intent"]["name"])
    if intent in TAKING and _only_asks(text):
        return {**as_intent(read, ASK_PERMISSION), "purpose": TAKING[intent].value}
    if asked in FOR_PERMISSION or read.get("tongue") not in (None, "en"):
        return read
    if intent == "allow_memory" and _NEED_NOT.search(text):
        return as_intent(read, "stop_memory")
    if intent == "stop_contact" and _AT_LENGTH.search(text) and not _ENDS_ALL.search(text):
        return {**as_intent(read, "out_of_scope"), "plainly": "utter_in_short", "mood": "neutral"}
    if _says_something_else(intent, text):
        return _next_best(read)
    if intent == "stop_contact" and _goes_on(text):
        return {**as_intent(read, ASK_PERMISSION), "purpose": Purpose.CONTACT.value, "wished": True}
    return read


def _goes_on(text: str) -> bool:
    """Whether it asks for no end, but for more: "no. Keep writing to me"."""
    return any(map(_GO_ON.match, _CLAUSE.split(text))) and not (_NEVER.search(text) or _STOP.search(text))


def _says_something_else(intent: str, text: str) -> bool:
    """Whether the words are of another matter than the permission that the intent switches."""
    if intent == "allow_staff":
        return not _opens_to_staff(text)
    if intent == "allow_memory":
        return bool(_AS_IT_IS.search(text))
    if intent == "set_contact_terms":
        return "?" in text and not _TERMS.search(text)
    if intent == "allow_contact" and _ONE_THING.search(text) and not _NEWS.search(text):
        return True
    return intent in ("stop_contact", "allow_contact") and bool(_HAS_NONE.search(text)) and not _STOP.search(text)


def _only_asks(text: str) -> bool:
    return only_asks(text) and not is_request(text) and not _STOP.match(text.strip())


def _opens_to_staff(text: str) -> bool:
    return bool(_STAFF.search(text)) and bool(_OF_ME.search(text) or (_SEES.search(text) and not _MEETS.search(text)))


def _next_best(read: Mapping[str, Any]) -> dict[str, Any]:
    """What it is read as after all that is done at once; not followed where that is nothing much."""
    decides = GIVING.keys() | TAKING.keys() | _AT_ONCE
    best = next((one for one in read.get("intent_ranking") or () if one["name"] not in decides), None)
    meant = best and float(best.get("confidence") or 0) >= NEXT_BEST
    return as_intent(read, str(best["name"]) if best and meant else UNKNOWN)
