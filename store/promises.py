"""What became of a promise, and when somebody must be told: decisions over its dates."""

from datetime import datetime, timedelta
from enum import StrEnum

WARNING = timedelta(hours=4)  # before it falls due its owner is warned


class PromiseState(StrEnum):
    """`open` until it is kept (in time or late), exceeded, or the customer lets it go."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"  # kept after its time
    EXCEEDED = "exceeded"
    RELEASED = "released"


DESK = "desk"  # who keeps a promise that no one person made
WAITING = "waiting"  # where a promise comes from that was made to somebody who waits: it ends with the wait


class Care(StrEnum):
    """What an open promise asks of the house now."""

    NONE = "none"
    WARN_OWNER = "warn_owner"
    TELL_CUSTOMER = "tell_customer"


def closing(due_at: datetime, kept_at: datetime) -> PromiseState:
    """Kept up to and at its time; late after it."""
    return PromiseState.KEPT if kept_at <= due_at else PromiseState.LATE


def exceeding(due_at: datetime, given_at: datetime) -> PromiseState:
    """More than was promised, in time; what comes after its time is late, however much it is."""
    return PromiseState.EXCEEDED if given_at <= due_at else PromiseState.LATE


def care(state: PromiseState, due_at: datetime, told_at: datetime | None, margin: timedelta, now: datetime) -> Care:
    """Warns the owner from `margin` before the time, and has the customer told once when it has passed."""
    if state is not PromiseState.OPEN or now < due_at - margin:
        return Care.NONE
    if now <= due_at:
        return Care.WARN_OWNER
    return Care.NONE if told_at is not None else Care.TELL_CUSTOMER


class Urgency(StrEnum):
    """How near an open promise is to its time, as its owner is shown it for as long as it is so."""

    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"


def urgency(due_at: datetime, now: datetime) -> Urgency:
    """Soon from so long before its time as owners are warned; overdue once that has passed."""
    if due_at < now:
        return Urgency.OVERDUE
    return Urgency.SOON if due_at - now <= WARNING else Urgency.LATER


def kept_rate(counts: dict[PromiseState, int], overdue: int) -> float | None:
    """The share of promises kept in time or exceeded, of all whose time has come; None when none has."""
    good = counts.get(PromiseState.KEPT, 0) + counts.get(PromiseState.EXCEEDED, 0)
    due = good + counts.get(PromiseState.LATE, 0) + overdue
    return good / due if due else None
