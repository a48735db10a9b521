"""Which times are free. Pure: opening hours, a room and what is booked in it, in; slots out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from shop.demo.house import Room
from shop.places import Shop


@dataclass(frozen=True, slots=True)
class Taken:
    """So many people from then until then."""

    starts_at: datetime
    ends_at: datetime
    party: int


def starts_on(shop: Shop, room: Room, day: date) -> list[datetime]:
    """Every start of a visit that ends before the shop closes that day, earliest first."""
    hours = shop.hours_on(day)
    if hours is None:
        return []
    zone = ZoneInfo(shop.zone)
    start, closes = datetime.combine(day, hours.opens, zone), datetime.combine(day, hours.closes, zone)
    starts = []
    while start + room.lasts <= closes:
        starts.append(start)
        start += room.every
    return starts


def places_left(room: Room, start: datetime, taken: Iterable[Taken]) -> int:
    """How many more people fit at every moment of a visit that starts then; never below zero."""
    overlapping = [t for t in taken if t.starts_at < start + room.lasts and start < t.ends_at]
    # The fullest moment is the visit's own start or the start of one that begins during it.
    moments = [start, *(t.starts_at for t in overlapping if t.starts_at > start)]
    fullest = max(sum(t.party for t in overlapping if t.starts_at <= m < t.ends_at) for m in moments)
    return max(room.places - fullest, 0)


def nearest(starts: Iterable[datetime], wanted: datetime, count: int) -> list[datetime]:
    """The starts closest to the wanted one, earliest first."""
    return sorted(sorted(starts, key=lambda start: abs(start - wanted))[:count])


def day_of(moment: datetime, shop: Shop) -> date:
    """The day on which that moment falls at the shop."""
    return moment.astimezone(ZoneInfo(shop.zone)).date()
