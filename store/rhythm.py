"""Each customer's own rhythm, learned from when they bought: due for more, lapsed, first in a category."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What one customer bought up to a moment, oldest first, and the rhythms learned from it.

    `whole` is the rhythm over all categories together, its category empty; None for who never bought.
    `still_to_come` is what a clock set back leaves in the future: it has not happened yet.
    """

    now: datetime
    bought: tuple[Bought, ...] = ()
    rhythms: Mapping[str, Rhythm] = field(default_factory=dict)
    whole: Rhythm | None = None
    still_to_come: tuple[datetime, ...] = ()


def learn(bought: Iterable[Bought], now: datetime) -> History:
    """What these purchases show at that moment; their order doesn't matter."""
    everything = sorted(bought, key=_by_time)
    known = tuple(one for one in everything if one.at <= now)
    later = tuple(one.at for one in everything[len(known) :])
    if not known:
        return History(now=now, still_to_come=later)
    found = {category: _rhythm(category, theirs, now) for category, theirs in _by_category(known).items()}
    return History(now=now, bought=known, rhythms=found, whole=_rhythm("", known, now), still_to_come=later)


def most_bought(bought: Iterable[Bought]) -> str | None:
    """The category ordered from most often; None for who never bought."""
    orders = Counter(category for category, _ in {(one.category, one.order) for one in bought})
    return max(orders, key=lambda category: (orders[category], category), default=None)


def lapsed(rhythm: Rhythm | None, heard_at: datetime | None, now: datetime) -> bool:
    """Whether a customer fell silent against their own rhythm; who spoke with us since is not silent."""
    if rhythm is None or rhythm.days is None or rhythm.pace is not Pace.LAPSED:
        return False
    silent_at = silent_from(rhythm, heard_at)
    return silent_at is None or now >= silent_at


def silent_from(rhythm: Rhythm, heard_at: datetime | None) -> datetime | None:
    """When not having heard from them since counts as silence; None where that gives no time."""
    return heard_at + timedelta(days=2 * rhythm.days) if heard_at and rhythm.days else None


def first_in_category(history: History, within: timedelta) -> Bought | None:
    """The newest purchase of the last `within` that opened a category to a customer who had bought before."""
    firsts: dict[str, Bought] = {}
    for one in history.bought:
        firsts.setdefault(one.category, one)
    opened = list(firsts.values())
    fresh = [one for one in opened if one.at - opened[0].at >= DAY and history.now - one.at <= within]
    return fresh[-1] if fresh else None


def _by_time(one: Bought) -> tuple[datetime, str]:
    return one.at, one.order


def _by_category(bought: Iterable[Bought]) -> Mapping[str, list[Bought]]:
    found: dict[str, list[Bought]] = {}
    for one in bought:
        found.setdefault(one.category, []).append(one)
    return found


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
    if spread > days:
        return replace(known, source="no_steady_rhythm")
    due_at = known.last_at + timedelta(days=days)
    lapsed_at = known.last_at + timedelta(days=max(2 * days, days + 3 * spread))
    return replace(
        known,
        pace=_pace(due_at, lapsed_at, now),
        source="median_of_intervals",
        days=days,
        spread=spread,
        due_at=due_at,
        lapsed_at=lapsed_at,
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
