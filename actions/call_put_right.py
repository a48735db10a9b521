"""A call that is to come, put right by another number, day or hour."""

from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.call_times import names_day, names_hours
from actions.telling_words import BOOKED
from actions.tongues import HOUSE_TONGUE
from actions.while_filling import UNSURE

# As "no, after 5" is read, or "weds 12ish ok?".
_AS_TERMS = frozenset(
    {"set_contact_terms", "state_preference", "ask_booking", "change_booking", "book_visit", "remind_me", "affirm"}
)


def corrects_the_call(read: Mapping[str, Any], text: str, intent: str, around: Around) -> str | None:
    """Another number, once somebody is to ring: "sorry, 07700 900999"; right then, or abroad, another hour as well."""
    abroad = read.get("tongue") not in (None, HOUSE_TONGUE)
    just_said = around.told[:1] and around.told[0].startswith("utter_callback_")  # a day then is the call's
    puts = {"phone", "date", "time"} if abroad or just_said else {"phone"}
    put = any(one["entity"] in puts for one in read.get("entities") or ())
    put = put or (bool(just_said) and (names_hours(text) or names_day(text)))
    of_the_call = UNSURE | {"deny", "correct_memory"} | (_AS_TERMS if just_said else frozenset())
    meant = around.called and put and intent in of_the_call and not BOOKED.search(text)
    return "request_callback" if meant else None
