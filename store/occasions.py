"""What a customer's own rhythm gives reason to say, and when to look at them again: decisions over purchases."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from store.outreach import Concern
from store.rhythm import Bought, History, Pace, Rhythm, first_in_category, lapsed, silent_from

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


def occasions(history: History, heard_at: datetime | None, fresh: timedelta = FRESH) -> tuple[Occasion, ...]:
    """What there is reason to say now; nobody who fell silent is told that they are due for something."""
    silence = _silence(history, heard_at)
    if silence is not None:
        return (silence,)
    thanks = (_thanks(first_in_category(history, fresh)), _years(history, fresh))
    due = [_due(rhythm) for rhythm in history.rhythms.values() if rhythm.pace is Pace.DUE]
    return (*(one for one in thanks if one), *due)


def look_again(history: History, heard_at: datetime | None = None) -> datetime | None:
    """When their rhythm next gives a reason; None where it gives none any more."""
    found = [*history.rhythms.values(), *([history.whole] if history.whole else ())]
    times = [at for rhythm in found for at in (rhythm.due_at, rhythm.lapsed_at) if at is not None]
    years = [at for _, at in _anniversaries(history)]
    silent = silent_from(history.whole, heard_at) if history.whole else None
    times += [silent] if silent else []
    return min((at for at in (*times, *history.still_to_come, *years) if at > history.now), default=None)


def _silence(history: History, heard_at: datetime | None) -> Occasion | None:
    rhythm = history.whole
    if rhythm is None or not lapsed(rhythm, heard_at, history.now):
        return None
    last = rhythm.evidence[-1]
    return Occasion(
        concern=Concern.CARE,
        key=f"care:{last}",
        reasons=rhythm.evidence,
        as_of=rhythm.last_at,
        until=history.now + NOTICED,
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


def _years(history: History, fresh: timedelta) -> Occasion | None:
    """Ten years since the first order, and every ten after."""
    past = [(years, at) for years, at in _anniversaries(history) if timedelta() <= history.now - at <= fresh]
    if not past:
        return None
    (years, at), first = past[-1], history.bought[0]
    return Occasion(
        concern=Concern.THANKS,
        key=f"{YEARS}{years}",
        reasons=(first.order,),
        as_of=first.at,
        until=at + 2 * fresh,
    )


def _anniversaries(history: History) -> list[tuple[int, datetime]]:
    began = history.bought[0].at if history.bought else None
    return [(years, _after_years(began, years)) for years in ROUND_YEARS] if began else []


def _after_years(at: datetime, years: int) -> datetime:
    try:
        return at.replace(year=at.year + years)
    except ValueError:  # 29 February is kept on 1 March
        return at.replace(year=at.year + years, month=3, day=1)


def _due(rhythm: Rhythm) -> Occasion:
    return Occasion(
        concern=Concern.DUE,
        key=f"due:{rhythm.category}:{rhythm.evidence[-1]}",
        reasons=rhythm.evidence,
        as_of=rhythm.last_at,
        until=rhythm.lapsed_at or rhythm.last_at + SOON,
        category=rhythm.category,
    )
