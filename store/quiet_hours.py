"""When one may write: the house's quiet hours and the customer's own terms, on the customer's clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The house's quiet hours as local times, the weekdays on which it writes (Monday is 1), and its zone."""

    quiet_from: time = time(20)
    quiet_to: time = time(9)
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5, 6})
    zone: str = "Europe/London"


def opening(terms: Mapping[str, Any], house: Hours, now: datetime) -> datetime | None:
    """`now` where one may write now, else the next time at which one may; None within a fortnight.

    Times are the customer's local ones; daylight saving moves the instant, never the time on their wall.
    """
    zone = ZoneInfo(terms.get("zone") or house.zone)
    quiet = _wishes(terms, house)
    if not quiet(now.astimezone(zone)):
        return now
    edges = {house.quiet_to, time(0), _clock(terms.get("not_before"), time(0))}
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(15))
    wall = (datetime.combine(day, edge, zone).astimezone(UTC) for day in days for edge in edges)
    later = (at for at in wall if at > now and not quiet(at.astimezone(zone)))
    return min(later, default=None)


def _wishes(terms: Mapping[str, Any], house: Hours) -> Callable[[datetime], bool]:
    """Whether a local time is quiet: the house's hours and the customer's both hold, unless nothing is left."""
    weekdays = frozenset(map(int, terms.get("weekdays") or house.weekdays))
    begins, ends = _clock(terms.get("not_before"), time(0)), _clock(terms.get("not_after"), time(0))

    def wished(at: time) -> bool:
        return begins == ends or _between(at, begins, ends)

    def open_house(at: time) -> bool:
        return not _between(at, house.quiet_from, house.quiet_to)

    apart = not any(wished(at) and open_house(at) for at in (begins, house.quiet_to, time(0)))

    def quiet(local: datetime) -> bool:
        at = local.time()
        return local.isoweekday() not in weekdays or not wished(at) or not (apart or open_house(at))

    return quiet


def _between(at: time, begins: time, ends: time) -> bool:
    """Whether a time lies in a span of the day, which may go over midnight; equal ends span nothing."""
    if begins <= ends:
        return begins <= at < ends
    return at >= begins or at < ends


def _clock(text: str | None, otherwise: time) -> time:
    return time.fromisoformat(text) if text else otherwise
