"""Calling for a person in plain words, whatever else stands beside it: "wait, I need a person, wrong size came"."""

import re
from collections.abc import Mapping
from typing import Any

_ADJECTIVES = (
    r"(?:(?:real|actual|live|living|proper|human|normal|nice|single|other|different|shop|service|support|care)\s+)*"
)
_PERSON = (
    rf"(?:an?|any|some|the|your|one of your)\s+{_ADJECTIVES}"
    r"(?:persons?|humans?(?: beings?)?|agents?|operators?|colleagues?|advis[eo]rs?|assistants?|"
    r"representatives?|reps?|employees?|managers?|supervisors?|members? of staff|staff(?: members?)?)"
    r"(?![\w'’-]|\s+(?:size\w*|shape\w*|nam\w+|hair|figure|model|on the|in the))"
)
# Said so of people only where one speaks to them: "a lady" is who wears a coat as well.
_PEOPLE = r"(?:an?|the|some) (?:\w+ )?(?:lady|gentleman|man|woman|bloke)\b(?!['’])"
_SENIOR = (
    r"some(?:one|body) (?:more |actually )?(?:senior|higher(?: up)?|above you|in charge|real|human|"
    r"with (?:some )?authority|who (?:can|could|actually|knows?)\b)"
)
_SOMEBODY = (
    rf"(?:{_PERSON}|{_PEOPLE}|{_SENIOR}|"
    r"(?:some|any)(?:one|body)\b|customer (?:service|care|services)\b|support\b|staff\b|humans?\b)"
)
_WANT = r"(?:i|we)(?:'?d| would|'ll| will)?(?: (?:just|really|only|do|still|now))*"
_TALK = r"(?:speak|talk|chat|get through|be put through|be connected)(?: (?:to|with))?"
_WISHES = r"(?:want|wanna|need|like|prefer|demand|wish|rather)(?: to)?"
_CALLS = re.compile(
    r"\b(?<!do )(?<!did )(?<!if )(?<!when )(?<!why would )(?<!should )"
    rf"{_WANT} {_WISHES}(?: {_TALK} {_SOMEBODY}| (?:have |get |see )?(?:{_PERSON}|{_SENIOR})"
    r"(?!\s+(?:to (?:be|wear|go|fit)|(?:did|do|does|would|could|should|wo)(?:n'?t)?|not|never|knew|saw)\b))|"
    rf"\b(?:can|could|may|might) (?:i|we)(?: (?:please|just|now))* "
    rf"(?:{_TALK} {_SOMEBODY}|(?:have|get) (?:{_PERSON}|{_SENIOR}))|"
    rf"\b(?:(?:let|get|put|pass|hand|connect|transfer|fetch|give|find) (?:me|us)|get|fetch|(?:transfer|connect)(?= to))"
    rf"(?: (?:please|over|through|on))*(?: (?:to|with))?(?: {_TALK})? {_PERSON}|"
    rf"\blet (?:me|us) {_TALK} {_SOMEBODY}|"
    r"\b(?:get|fetch|find|send|give) (?:me |us )?(?:some(?:one|body)|a human)(?: (?:else|please|now|real|human|"
    r"here))*\W*$|"
    rf"(?:^|[.!?,;:]\W*|\bplease )(?:{_TALK} {_PERSON}|{_PERSON}(?: now)?,? please)\b",
    re.I,
)
_LOOKS = (
    r"(?:(?:have|take) a )?(?:proper )?(?:look|check)(?: (?:at|into))?(?: (?:it|this|that|them|these|mine))?"
    r"(?: (?:first|then|please|now|properly|for me|over|instead))*\W*$"
)
# They are to look at what went wrong; who may look at what is kept is another matter.
_LOOKS_AT_IT = re.compile(
    rf"\b(?:can|could|will|would) (?:{_PERSON}|some(?:one|body)|one of you)(?: (?:please|just|maybe))* {_LOOKS}|"
    rf"\b(?:{_WANT} (?:want|need|like|prefer|rather)(?: have)?|have) (?:{_PERSON}|some(?:one|body)|one of you)"
    rf"(?: to)?(?: (?:please|just|actually))* {_LOOKS}",
    re.I,
)
# The whole of a message that takes up the offer of one: "yes person please thank you".
_TAKES_UP = re.compile(
    r"^\W*(?:(?:yes|yep|yeah|yea|aye|ok|okay|sure|go on|please|pls)\W+)+(?:(?:an?|the|to a|get a|with a) )?"
    r"(?:real |actual )?(?:persons?|humans?|agent|somebody|someone)"
    r"(?:\W+(?:please|pls|thanks?|thank|you|then|now|ta|would be (?:good|nice|great)))*\W*$",
    re.I,
)
# Without one, or no wish at all.
_NOT = re.compile(
    r"\b(?:don'?t|do not|didn'?t|not|never|without|no need|rather not|instead of|needn'?t|wouldn'?t|stop|isn'?t)\b"
    r"[^.!?;,]*$",
    re.I,
)
# "I don't want another teapot i want a manager": the no is of goods, and over where the next wish begins.
_NO_TO_GOODS = re.compile(
    r"\b(?:i|we) (?:don'?t|do not) (?:want|need|like) (?:an?|another|the|any|your|more|this|that|these|those) "
    r"(?:(?!\b(?:if|but|when|because|think|say)\b)[^.!?;,])+$",
    re.I,
)
# With a number beside it nothing else is meant.
_RING_ON = re.compile(r"\b(?:ring|call|phone|telephone) (?:me|us)\b|\bgive (?:me|us) a (?:ring|call|bell|buzz)\b", re.I)
_CALLS_NAMES = re.compile(r"\s+(?:an?|by|names?|mr|mrs|ms|miss|sir)\b", re.I)  # "call me by my first name"
_DAYS_NAMED = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Tomorrow|Today|Tonight|Back|On|At|When|Please|ASAP|Asap|Now|Soon|"
    r"Later|Urgently|Straight|In|After|Before)\b"
)
_BY_A_NAME = re.compile(
    r"\b(?:call|address) me (?:by (?:my |the )?(?:\w+ )?names?\b|(?:(?:mr|mrs|ms|miss|mx|dr)\b|"
    rf"(?-i:(?!{_DAYS_NAMED})[A-Z][a-z]+))\W*(?:please|thanks|(?:not|rather than|instead of)\b.*)?\W*$)",
    re.I,
)
_RING_ME = re.compile(
    rf"\b(?:can|could|would|will) (?:{_SOMEBODY}|you|one of (?:you|them))(?: please| just| maybe)* "
    r"(?:ring|call|phone|telephone) (?:me|us)\b|"
    rf"\b(?:i|we)(?:'?d)? (?:just )?(?:want|need|like) (?:{_SOMEBODY}|you) to "
    r"(?:ring|call|phone|telephone) (?:me|us)\b",
    re.I,
)
_RINGS_THEMSELVES = re.compile(
    r"^\W*(?:(?:ok|okay|fine|right|no|never ?mind|thanks|don'?t worry)\W+)*i(?:'?ll| will| can)(?: just)? "
    r"(?:ring|call|phone|e-?mail|pop in|come in)(?: you| the shop| them)?(?: (?:later|tomorrow|myself|instead|then|"
    r"on \w+day|when (?:you're|ur|you) open))*\W*$",
    re.I,
)
_DECLINES = re.compile(
    rf"\b(?:don'?t|do not|never|no longer|wouldn'?t) (?:want|need|like)(?: to)?(?: {_TALK})? {_SOMEBODY}(?! but\b)|"
    rf"\b(?:rather|prefer) not(?: to)? {_TALK} {_SOMEBODY}|\bno need for {_PERSON}",
    re.I,
)


def calls_for_person(text: str) -> bool:
    """Whether a clause of it plainly wishes for a person.

    >>> calls_for_person("wait I need a person, wrong size came"), calls_for_person("I don't want a person")
    (True, False)
    """
    plain = text.replace("’", "'")
    if _TAKES_UP.match(plain):
        return True
    calls = (found for words in (_CALLS, _LOOKS_AT_IT) for found in words.finditer(plain))
    return any(not _denied(plain, found) for found in calls)


def asks_to_be_rung(text: str) -> bool:
    """Whether a clause of it plainly asks for a call.

    >>> asks_to_be_rung("dont worry. can a person ring me about all this"), asks_to_be_rung("will you call me a liar")
    (True, False)
    """
    plain = text.replace("’", "'")
    plain = _BY_A_NAME.sub(" ", plain)
    rings = (found for found in _RING_ME.finditer(plain) if not _CALLS_NAMES.match(plain[found.end() :]))
    return any(not _denied(plain, found) for found in rings)


def asks_to_be_called(text: str) -> bool:
    """Whether a name to be called by is meant, and no call: "can you call me by my first name", "call me Owen"."""
    return bool(_BY_A_NAME.search(text))


def rings_themselves(text: str) -> bool:
    """Whether it says that they ring or write themselves, and asks nobody to.

    >>> rings_themselves("ok ill ring then"), rings_themselves("ok ring me then")
    (True, False)
    """
    return bool(_RINGS_THEMSELVES.match(text.replace("’", "'")))


def gives_number_to_ring(read: Mapping[str, Any], text: str) -> bool:
    """Whether it says to ring, and on which number."""
    number = any(one["entity"] == "phone" for one in read.get("entities") or ())
    found = _RING_ON.search(text) if number else None
    return bool(found and not _denied(text.replace("’", "'"), found))


def _denied(plain: str, found: re.Match[str]) -> bool:
    before = plain[: found.start()]
    if re.match(r"(?:i|we)\b", found[0], re.I):
        before = _NO_TO_GOODS.sub("", before)
    return bool(_NOT.search(before))


def declines_person(text: str) -> bool:
    """Whether it says that no person is wanted, and calls for none beside.

    >>> declines_person("I don't want a person"), declines_person("I don't want a bot, I want a person")
    (True, False)
    """
    return bool(_DECLINES.search(text.replace("’", "'"))) and not calls_for_person(text)
