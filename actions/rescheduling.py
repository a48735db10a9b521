"""What is said of reminders: another day or hour for one, that it shall not come after all, or which there are."""

import re
from collections.abc import Mapping
from typing import Any

from actions.answers import FEW, SOME
from actions.around import Around
from actions.beforehand import says_so_long_before
from actions.reminders_meant import names_one, naming
from actions.replies import SPOKEN_OF, waits_for_answer
from actions.said import Said, telling_words
from actions.when import COUNTED, open_hour, says_how_long
from actions.while_filling import UNSURE, as_intent

ANEW, ENDED, WHICH_TIME = "anew", "ended", "which time"  # what becomes of it
LISTED = "listed"  # they are told
OF_THE_LISTED = "of_the_listed"  # of those just told, none more than another
_WHEN = frozenset({"date", "time", "duration"})
# How a day or an hour by itself may be read, and words that put something right.
_MAY_PUT_RIGHT = UNSURE | {
    "deny", "correct_memory", "change_booking", "change_order", "set_contact_terms", "book_visit", "request_callback",
    "remind_me", "affirm", "place_order", "goodbye", "forget_fact", "abort", "ask_booking", "ask_store_info",
}  # fmt: skip
_CORRECTS = re.compile(
    r"\b(?:no|not|nope|sorry|oops|meant?|instead|rather|actually|make (?:it|that)|change (?:it|that)|move (?:it|that)|"
    r"earlier|later|nein|doch|lieber|sondern|statt\w*|mejor|perd[oó]n|digo)\b",
    re.I,
)
HOURS = {word: hour for word, hour in COUNTED.items() if word not in ("a", "an", "other", "second")}
_HOUR = re.compile(
    rf"^\W*(?:(?:and|no|actually|sorry|ok) )*(?:make (?:it|that) )?(?:at |um |a las )?"
    rf"({'|'.join(HOURS)}|\d{{1,2}})(?: o'?clock| uhr)?\W*$",
    re.I,
)
_ENDS = re.compile(
    r"^\W*(?:no\W+)?(?:please )?(?:stop|cancel|forget|drop|scrap|delete|never ?mind|leave)\b(?: (?:it|that|this))?"
    r"(?: please)?\W*$|^\W*(?:stopp|abbrechen|doch nicht|basta|d[eé]j[ae]lo)\W*$",
    re.I,
)
# "And mum's birthday on the 4th", after one was set: another is to be.
_AND_ANOTHER = re.compile(
    r"^\W*(?:and|also|plus)\b (?:also |another (?:one )?|one )?(?:for |about |to |of )?(?:(?:the|my|our|a|an) )?"
    r"(?!(?:on|at|by|in|next|this|make|change|move|again|every|then|not|no|only|what|when|how|can|could|please|mon|tues|"
    r"wednes|thurs|fri|satur|sun|tomorrow|today|it|that)\w*\b)[a-z]\w*",
    re.I,
)
_OTHER_THINGS = re.compile(r"\b(?:table|fitting|appointment|booking|order|parcel|erinner\w*|recu[eé]rd\w*)\b", re.I)
_REMINDS = re.compile(r"\bremind\w*\b", re.I)
_A_REMINDER = re.compile(r"\breminders?\b(?! (?:e-?mails?|letters?|fees?|charges?))", re.I)
_OF_IT = r"(?:\s+(?!(?:and|then|set|send|to|an?|another|me|new)\b)[\w'’]+){0,5}?"
_OF_THAT_DAY = r"(?:tomorrow|tmrw|today|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day)['’]?s"
_ENDS_ONE = re.compile(
    r"(?<!n't )(?<!n’t )(?<!not )\b(?:cancel|delete|remove|drop|scrap|forget|clear|undo|end|get rid of|"
    rf"(?:don['’]?t|no longer) (?:need|want))\b(?={_OF_IT}\s+(?:reminders?|one|{_OF_THAT_DAY})\b)",
    re.I,
)
_MOVES_ONE = re.compile(
    rf"\b(?:move|make|change|put|shift|push|switch|bring|postpone|reschedule)\b(?={_OF_IT}\s+(?:reminders?|one)\b)",
    re.I,
)
_THAT_DAYS = re.compile(rf"\b{_OF_THAT_DAY}\b", re.I)
# "Do you send reminders?" asks what we do, and none of theirs is meant.
_LISTS = re.compile(
    r"\bwhat(?:['’]?s| is| are)(?: on| in)? my reminders\b|\b(?:what|which|how many)(?: of)?(?: my| the)? reminders\b"
    r"(?=\W*$|.{0,12}\b(?:i|i'?ve|me|are|left|set|waiting|coming|there|you got|you have)\b)|"
    r"\b(?:do i have|have i(?: got| set)?|did i set|i have|(?:is|are) there|(?:do|have) you (?:have|got)) (?:still )?"
    r"(?:an?y?|my|other|more|some) (?:\w+ )?reminders?\b|"
    r"\bwhat (?:did|have) i (?:ask(?:ed)?|tell|told) (?:you|u) to remind (?:me|us)\b|"
    r"\bwhat (?:are (?:you|u)|will (?:you|u)) (?:going to |gonna )?remind(?:ing)? (?:me|us)\b|"
    r"^\W*(?:(?:please|can|could|you|u|and|so|ok) )*(?:show|list|see|read|tell|check|view)(?: me)?(?: all)?(?: of)?"
    r" (?:my|the) reminders\b|^\W*(?:all )?(?:of )?(?:my|any)(?: more| other)? reminders(?: left| set| waiting)?\W*$",
    re.I,
)


def put_right(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any] | None:
    """How words about reminders are read, the one just set or one that they name; None where they are about others."""
    if around.form or (waits_for_answer(around.asked) and around.asked != "reminder"):
        return None
    if _LISTS.search(text):
        return _of_the_reminder(read, LISTED)
    of_one = _of_one_named(read, text, around)
    if of_one or waits_for_answer(around.asked) or _OTHER_THINGS.search(text) or _REMINDS.search(text):
        return of_one
    return _of_the_one_just_set(read, text, around)


def _of_one_named(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any] | None:
    """ "Cancel the cactus one", "move my reminder to Friday": where the word or the words of one say that it is one."""
    if not (_A_REMINDER.search(text) or _names_one_spoken_of(read, text, around)):
        return None
    if _ENDS_ONE.search(text):
        return _of_the_reminder(read, ENDED)
    return _of_the_reminder(read, ANEW) if _MOVES_ONE.search(text) and _names_a_time(read, text) else None


def _names_one_spoken_of(read: Mapping[str, Any], text: str, around: Around) -> bool:
    """Whether one of several is pointed out by words that a reminder of this session has, or lately by its day."""
    if around.reminded_lately and _THAT_DAYS.search(text):
        return len(text.split()) <= FEW
    if not names_one(text) or not around.reminders or _OTHER_THINGS.search(text):
        return False
    last_spoken_of = around.asked in SPOKEN_OF.values() and not around.reminded_lately
    said = Said(text=text, intent="", confidence=0.0, entities=tuple(read.get("entities") or ()))
    return not last_spoken_of and bool(telling_words(naming(said)) & telling_words(" ".join(around.reminders)))


def _of_the_one_just_set(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any] | None:
    intent = str(read["intent"]["name"])
    if around.asked in SPOKEN_OF.values():
        return None
    if around.told[:1] == ("utter_reminders",) and _ENDS.search(text):
        return {**_of_the_reminder(read, ENDED), OF_THE_LISTED: True}
    if around.reminded and _ENDS.search(text):
        return _of_the_reminder(read, ENDED)
    if around.reminded and _names_a_time(read, text) and _AND_ANOTHER.match(text):
        return {**as_intent(read, "remind_me"), "statements": []}
    if intent not in _MAY_PUT_RIGHT or len(text.split()) > SOME or not around.reminded_lately:
        return None
    if around.reminded and (hour := _bare_hour(text)):
        told = {"entity": "time", "value": hour, "start": 0, "end": len(text)}
        return {**_of_the_reminder(read, ANEW), "entities": [told]}
    if _names_a_time(read, text) and (around.reminded or _CORRECTS.search(text)):
        return _of_the_reminder(read, ANEW)
    return _of_the_reminder(read, WHICH_TIME) if around.reminded and intent == "deny" else None


def _names_a_time(read: Mapping[str, Any], text: str) -> bool:
    told = _WHEN & {str(one["entity"]) for one in read.get("entities") or ()}
    return bool(told) or says_how_long(text) or says_so_long_before(text)


def _bare_hour(text: str) -> str | None:
    """The hour that few words name and nothing else, as shops are open.

    >>> _bare_hour("at six"), _bare_hour("10"), _bare_hour("six pairs")
    ('18:00', '10:00', None)
    """
    found = _HOUR.match(text)
    return open_hour(HOURS.get(found[1].lower()) or int(found[1])) if found else None


def _of_the_reminder(read: Mapping[str, Any], change: str) -> dict[str, Any]:
    return {**as_intent(read, "remind_me"), "reminder_becomes": change}
