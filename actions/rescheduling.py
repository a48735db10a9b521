"""What is said just after a reminder was set: another day or hour for it, or that it shall not come after all."""

import re
from collections.abc import Mapping
from typing import Any

from actions.answers import SOME
from actions.around import Around
from actions.replies import waits_for_answer
from actions.when import COUNTED, open_hour, says_how_long
from actions.while_filling import UNSURE, as_intent

ANEW, ENDED, WHICH_TIME = "anew", "ended", "which time"  # what becomes of it
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
_HOUR = re.compile(rf"^\W*(?:at |um |a las )?({'|'.join(HOURS)}|\d{{1,2}})(?: o'?clock| uhr)?\W*$", re.I)
_ENDS = re.compile(
    r"^\W*(?:no\W+)?(?:please )?(?:stop|cancel|forget|drop|scrap|delete|never ?mind|leave)\b(?: (?:it|that|this))?"
    r"(?: please)?\W*$|^\W*(?:stopp|abbrechen|doch nicht|basta|d[eé]j[ae]lo)\W*$",
    re.I,
)
_OTHER_THINGS = re.compile(
    r"\b(?:table|fitting|appointment|booking|order|parcel|remind\w*|erinner\w*|recu[eé]rd\w*)\b", re.I
)


def put_right(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any] | None:
    """How words about the reminder just set are read; None where they are about something else."""
    if around.form or waits_for_answer(around.asked) or _OTHER_THINGS.search(text):
        return None
    intent = str(read["intent"]["name"])
    if around.reminded and _ENDS.search(text):
        return _of_the_reminder(read, ENDED)
    if intent not in _MAY_PUT_RIGHT or len(text.split()) > SOME or not around.reminded_lately:
        return None
    if around.reminded and (hour := _bare_hour(text)):
        told = {"entity": "time", "value": hour, "start": 0, "end": len(text)}
        return {**_of_the_reminder(read, ANEW), "entities": [told]}
    names_a_time = _WHEN & {str(one["entity"]) for one in read.get("entities") or ()} or says_how_long(text)
    if names_a_time and (around.reminded or _CORRECTS.search(text)):
        return _of_the_reminder(read, ANEW)
    return _of_the_reminder(read, WHICH_TIME) if around.reminded and intent == "deny" else None


def _bare_hour(text: str) -> str | None:
    """The hour that few words name and nothing else, as shops are open.

    >>> _bare_hour("at six"), _bare_hour("10"), _bare_hour("six pairs")
    ('18:00', '10:00', None)
    """
    found = _HOUR.match(text)
    return open_hour(HOURS.get(found[1].lower()) or int(found[1])) if found else None


def _of_the_reminder(read: Mapping[str, Any], change: str) -> dict[str, Any]:
    return {**as_intent(read, "remind_me"), "reminder_becomes": change}
