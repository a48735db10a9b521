"""Calling for a person in plain words, whatever else stands beside it: "wait, I need a person, wrong size came"."""

import re

_ADJECTIVES = (
    r"(?:(?:real|actual|live|living|proper|human|normal|nice|single|other|different|shop|service|support|care)\s+)*"
)
_PERSON = (
    rf"(?:an?|any|some|the|your|one of your)\s+{_ADJECTIVES}"
    r"(?:persons?|humans?(?: beings?)?|agents?|operators?|colleagues?|advis[eo]rs?|assistants?|"
    r"representatives?|reps?|employees?|managers?|supervisors?|members? of staff|staff(?: members?)?)"
    r"(?![\w'’-]|\s+(?:size\w*|shape\w*|nam\w+|hair|figure|model|on the|in the))"
)
_SOMEBODY = (
    rf"(?:{_PERSON}|(?:some|any)(?:one|body)\b|customer (?:service|care|services)\b|support\b|staff\b|humans?\b)"
)
_WANT = r"(?:i|we)(?:'d| would|'ll| will)?(?: (?:just|really|only|do|still|now))*"
_TALK = r"(?:speak|talk|chat|get through|be put through|be connected)(?: (?:to|with))?"
_WISHES = r"(?:want|wanna|need|like|prefer|demand|wish|rather)(?: to)?"
_CALLS = re.compile(
    r"\b(?<!do )(?<!did )(?<!if )(?<!when )(?<!why would )(?<!should )"
    rf"{_WANT} {_WISHES}(?: {_TALK} {_SOMEBODY}| (?:have |get |see )?{_PERSON}(?!\s+to (?:be|wear|go|fit)\b))|"
    rf"\b(?:can|could|may|might) (?:i|we)(?: (?:please|just|now))* (?:{_TALK} {_SOMEBODY}|(?:have|get) {_PERSON})|"
    rf"\b(?:(?:let|get|put|pass|hand|connect|transfer|fetch|give|find) (?:me|us)|get|fetch|(?:transfer|connect)(?= to))"
    rf"(?: (?:please|over|through|on))*(?: (?:to|with))?(?: {_TALK})? {_PERSON}|"
    rf"\blet (?:me|us) {_TALK} {_SOMEBODY}|"
    rf"(?:^|[.!?,;:]\W*|\bplease )(?:{_TALK} {_PERSON}|{_PERSON}(?: now)?,? please)\b",
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
    return any(not _NOT.search(plain[: found.start()]) for found in _CALLS.finditer(plain))


def declines_person(text: str) -> bool:
    """Whether it says that no person is wanted, and calls for none beside.

    >>> declines_person("I don't want a person"), declines_person("I don't want a bot, I want a person")
    (True, False)
    """
    return bool(_DECLINES.search(text.replace("’", "'"))) and not calls_for_person(text)
