"""What a customer's own rhythm gives reason to say, and when to look at them again: decisions over purchases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from store.outreach import Concern
from store.rhythm import Bought, Pace, Rhythm, first_in_category, lapsed, overall, rhythms

FRESH = timedelta(days=14)  # a first purchase is thanked for while it is one
NEXT_TALK = timedelta(days=92)  # and in the next conversation for so long
ROUND_YEARS = (10, 20, 30, 40, 50)  # since the first order; remembered with a word, whatever was spent
NOTICED = timedelta(days=30)  # a question of care is asked soon after the silence was noticed, or not at all
SOON = timedelta(days=1)
YEARS = "thanks:years:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One reason of the customer's own to be written to. `key` names it for good: it serves once."""

    concern: Concern
    key: str
    reasons: tuple[str, ...]  # the orders that show it
    as_of: datetime  # the last purchase that it rests on: a newer one ends it
    until: datetime
    category: str | None = None


def occasions(
    bought: Sequence[Bought], heard_at: datetime | None, now: datetime, fresh: timedelta = FRESH
) -> tuple[Occasion, ...]:
    """What there is reason to say now; nobody who fell silent is told that they are due for something."""
    silence = _silence(overall(bought, now), heard_at, now)
    if silence is not None:
        return (silence,)
    thanks = (_thanks(first_in_category(bought, now, fresh)), _years(bought, now, fresh))
    due = [_due(rhythm) for rhythm in rhythms(bought, now).values() if rhythm.pace is Pace.DUE]
    return (*(one for one in thanks if one), *due)


def look_again(bought: Sequence[Bought], now: datetime) -> datetime | None:
    """When their rhythm next gives a reason; None where it gives none any more."""
    whole = overall(bought, now)
    found = [*rhythms(bought, now).values(), *([whole] if whole else ())]
    times = [at for rhythm in found for at in (rhythm.due_at, rhythm.lapsed_at) if at is not None and at > now]
    later = [one.at for one in bought if one.at > now]
    years = [at for _, at in _anniversaries(bought) if at > now]
    return min([*times, *later, *years], default=None)


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


def _years(bought: Sequence[Bought], now: datetime, fresh: timedelta) -> Occasion | None:
    """Ten years since the first order, and every ten after."""
    past = [(years, at) for years, at in _anniversaries(bought) if timedelta() <= now - at <= fresh]
    if not past:
        return None
    years, at = past[-1]
    first = min(bought, key=_when)
    return Occasion(
        concern=Concern.THANKS,
        key=f"{YEARS}{years}",
        reasons=(first.order,),
        as_of=first.at,
        until=at + 2 * fresh,
    )


def _anniversaries(bought: Sequence[Bought]) -> list[tuple[int, datetime]]:
    if not bought:
        return []
    began = min(bought, key=_when).at
    return [(years, _after_years(began, years)) for years in ROUND_YEARS]


def _after_years(at: datetime, years: int) -> datetime:
    try:
        return at.replace(year=at.year + years)
    except ValueError:  # 29 February is kept on 1 March
        return at.replace(year=at.year + years, month=3, day=1)


def _when(one: Bought) -> datetime:
    return one.at


def _due(rhythm: Rhythm) -> Occasion:
    return Occasion(
        concern=Concern.DUE,
        key=f"due:{rhythm.category}:{rhythm.evidence[-1]}",
        reasons=rhythm.evidence,
        as_of=rhythm.last_at,
        until=rhythm.lapsed_at or rhythm.last_at + SOON,
        category=rhythm.category,
    )
