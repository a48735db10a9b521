"""What a customer's own rhythm gives reason to say, and when to look at them again: decisions over purchases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from store.outreach import Concern
from store.rhythm import Bought, Pace, Rhythm, first_in_category, lapsed, overall, rhythms

FRESH = timedelta(days=14)  # a first purchase is thanked for while it is one
NOTICED = timedelta(days=30)  # a question of care is asked soon after the silence was noticed, or not at all
SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One reason of the customer's own to be written to. `key` names it for good: it serves once."""

    concern: Concern
    key: str
    reasons: tuple[str, ...]  # the orders that show it
    as_of: datetime  # the last purchase that it rests on: a newer one ends it
    until: datetime
    category: str | None = None


def occasions(bought: Sequence[Bought], heard_at: datetime | None, now: datetime) -> tuple[Occasion, ...]:
    """What there is reason to say now; nobody who fell silent is told that they are due for something."""
    silence = _silence(overall(bought, now), heard_at, now)
    if silence is not None:
        return (silence,)
    thanks = _thanks(first_in_category(bought, now, FRESH))
    due = [_due(rhythm) for rhythm in rhythms(bought, now).values() if rhythm.pace is Pace.DUE]
    return (*([thanks] if thanks else ()), *due)


def look_again(bought: Sequence[Bought], now: datetime) -> datetime | None:
    """When their rhythm next gives a reason; None where it gives none any more."""
    whole = overall(bought, now)
    found = [*rhythms(bought, now).values(), *([whole] if whole else ())]
    times = [at for rhythm in found for at in (rhythm.due_at, rhythm.lapsed_at) if at is not None and at > now]
    later = [one.at for one in bought if one.at > now]
    return min([*times, *later], default=None)


def _silence(rhythm: Rhythm | None, heard_at: datetime | None, now: datetime) -> Occasion | None:
    if rhythm is None or not lapsed(rhythm, heard_at, now):
        return None
    last = rhythm.evidence[-1]
    return Occasion(
        concern=Concern.CARE,
        key=f"care:{last}",
        reasons=rhythm.evidence,
        as_of=rhythm.last_at,
        until=now + NOTICED,
    )


def _thanks(first: Bought | None) -> Occasion | None:
    if first is None:
        return None
    return Occasion(
        concern=Concern.THANKS,
        key=f"thanks:{first.category}",
        reasons=(first.order,),
        as_of=first.at,
        until=first.at + 2 * FRESH,
        category=first.category,
    )


def _due(rhythm: Rhythm) -> Occasion:
    return Occasion(
        concern=Concern.DUE,
        key=f"due:{rhythm.category}:{rhythm.evidence[-1]}",
        reasons=rhythm.evidence,
        as_of=rhythm.last_at,
        until=rhythm.lapsed_at or rhythm.last_at + SOON,
        category=rhythm.category,
    )
