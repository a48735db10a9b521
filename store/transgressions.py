"""What the house did wrong by a customer, as far as it can be seen: on record, and answered by apology and repair."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from store.outreach import NOES
from store.quiet_hours import Hours, opening
from store.values import Grant


class Transgression(StrEnum):
    """A breach of what every kind of relationship may count on."""

    LATE_PROMISE = "late_promise"
    COMPLAINT_LEFT_OPEN = "complaint_left_open"
    LATE_DELIVERY = "late_delivery"
    WRONG_ITEM = "wrong_item"  # or a broken one, or one that is missing
    AGAINST_THEIR_WISH = "against_their_wish"  # written to after a no, or at hours that they ruled out
    ASKED_AGAIN = "asked_again"
    BROKEN_CONFIDENCE = "broken_confidence"


# Promises are judged by their ledger; of all else a sign is kept when it is seen.
OF_PROMISES = frozenset({Transgression.LATE_PROMISE, Transgression.COMPLAINT_LEFT_OPEN})
# What happens while nobody speaks is owned up to in the next conversation; all else is answered where it is told.
OWNED_UP_TO = frozenset({Transgression.LATE_DELIVERY, Transgression.AGAINST_THEIR_WISH})
COMPLAINT = "complaint"  # where a promise comes from that answers one
TIMES = frozenset({"not_before", "not_after", "weekdays"})
# Where the customer comes to us: what is reported from there was their own step.
THEIR_OWN_STEP = frozenset({"web", "store", "call_centre", "kiosk", "face_to_face"})


def sign_of(what: Transgression) -> str:
    """The kind of the sign under which it stands."""
    return f"failed_by_us:{what}"


def comes_late(state: str, told: datetime | None, now_told: datetime | None, at: datetime, zone: str) -> bool:
    """Whether news of an order breaks what was said of it: put off, or there on a later day than was told."""
    if state == "delayed":
        return told is None or now_told is None or now_told > told
    if state != "delivered" or told is None:
        return False
    return at.astimezone(ZoneInfo(zone)).date() > told.astimezone(ZoneInfo(zone)).date()


def against_their_wish(said: Grant | None, touchpoint: str, hours: Hours, at: datetime) -> bool:
    """Whether contact by any of the house's systems went against a no, or hours and days that they ruled out."""
    if said is None or said.at > at or touchpoint in THEIR_OWN_STEP:
        return False
    return said.state in NOES or _at_a_ruled_out_hour(said.terms, hours, at)


def _at_a_ruled_out_hour(terms: Mapping[str, Any], hours: Hours, at: datetime) -> bool:
    if not TIMES & set(terms):
        return False
    with suppress(KeyError, TypeError, ValueError, OSError, ZoneInfoNotFoundError):
        return opening(terms, hours, at) != at
    return False  # what can't be read can't be seen to be broken; the gate takes it as a no
