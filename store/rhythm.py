"""Each customer's own rhythm, learned from when they bought: due for more, lapsed, first in a category."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

DAY = timedelta(days=1)
RECENT = 12  # the newest intervals count: people change
FEWEST_INTERVALS = 2  # from three visits on there is a rhythm to speak of
NORMAL_SCALE = 1.4826  # makes the median absolute deviation of a normal spread its standard deviation


class Pace(StrEnum):
    """How a customer stands against their own rhythm."""

    UNKNOWN = "unknown"
    ON_TIME = "on_time"
    DUE = "due"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bought:
    """One thing bought: its category, when, the order that shows it, and the identity that ordered."""

    category: str
    at: datetime
    order: str
    identity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """A category's rhythm in days, with what it was learned from; without one `days` is None.

    `days` is the median of the newest intervals between visits, `spread` their median absolute
    deviation × 1.4826. `source` says so in a code, `evidence` names the orders, oldest first.
    """

    category: str
    pace: Pace
    source: str
    visits: int
    last_at: datetime
    days: float | None = None
    spread: float | None = None
    due_at: datetime | None = None
    lapsed_at: datetime | None = None
    evidence: tuple[str, ...] = ()


def rhythms(bought: Iterable[Bought], now: datetime) -> Mapping[str, Rhythm]:
    """The rhythm of every category bought from up to now, by name; the order of purchases doesn't matter."""
    by_category: dict[str, list[Bought]] = {}
    for one in _up_to(bought, now):
        by_category.setdefault(one.category, []).append(one)
    return {category: _rhythm(category, visits, now) for category, visits in by_category.items()}


def overall(bought: Iterable[Bought], now: datetime) -> Rhythm | None:
    """The rhythm over all categories together, its category empty; None for who never bought."""
    known = _up_to(bought, now)
    return _rhythm("", known, now) if known else None


def lapsed(rhythm: Rhythm | None, heard_at: datetime | None, now: datetime) -> bool:
    """Whether a customer fell silent against their own rhythm; who spoke with us since is not silent."""
    if rhythm is None or rhythm.days is None or rhythm.pace is not Pace.LAPSED:
        return False
    return heard_at is None or now - heard_at > timedelta(days=2 * rhythm.days)


def first_in_category(bought: Iterable[Bought], now: datetime, within: timedelta) -> Bought | None:
    """The newest purchase of the last `within` that opened a category to a customer who had bought before."""
    firsts: dict[str, Bought] = {}
    for one in _up_to(bought, now):
        firsts.setdefault(one.category, one)
    opened = sorted(firsts.values(), key=lambda one: one.at)
    began = opened[0].at if opened else now
    fresh = [one for one in opened if one.at - began >= DAY and now - one.at <= within]
    return fresh[-1] if fresh else None


def _up_to(bought: Iterable[Bought], now: datetime) -> list[Bought]:
    # what a clock set back leaves in the future has not happened yet
    return sorted((one for one in bought if one.at <= now), key=lambda one: (one.at, one.order))


def _rhythm(category: str, bought: Sequence[Bought], now: datetime) -> Rhythm:
    visits = _visits(bought)
    evidence = tuple(one.order for one in visits[-RECENT - 1 :])
    intervals = _intervals(visits)[-RECENT:]
    known = Rhythm(
        category=category,
        pace=Pace.UNKNOWN,
        source="too_few_visits",
        visits=len(visits),
        last_at=visits[-1].at,
        evidence=evidence,
    )
    return _learned(known, intervals, now) if len(intervals) >= FEWEST_INTERVALS else known


def _learned(known: Rhythm, intervals: Sequence[float], now: datetime) -> Rhythm:
    days = median(intervals)
    spread = NORMAL_SCALE * median(abs(interval - days) for interval in intervals)
    due_at = known.last_at + timedelta(days=days)
    lapsed_at = known.last_at + timedelta(days=max(2 * days, days + 3 * spread))
    steady = spread <= days
    return Rhythm(
        category=known.category,
        pace=_pace(due_at, lapsed_at, now) if steady else Pace.UNKNOWN,
        source="median_of_intervals" if steady else "no_steady_rhythm",
        visits=known.visits,
        last_at=known.last_at,
        days=days if steady else None,
        spread=spread if steady else None,
        due_at=due_at if steady else None,
        lapsed_at=lapsed_at if steady else None,
        evidence=known.evidence,
    )


def _pace(due_at: datetime, lapsed_at: datetime, now: datetime) -> Pace:
    if now >= lapsed_at:
        return Pace.LAPSED
    return Pace.DUE if now >= due_at else Pace.ON_TIME


def _visits(bought: Sequence[Bought]) -> list[Bought]:
    """What was bought within a day of a visit's first purchase is one visit: no interval is shorter."""
    visits = [bought[0]]
    for one in bought[1:]:
        if one.at - visits[-1].at >= DAY:
            visits.append(one)
    return visits


def _intervals(visits: Sequence[Bought]) -> list[float]:
    return [(later.at - earlier.at) / DAY for earlier, later in zip(visits, visits[1:], strict=False)]
