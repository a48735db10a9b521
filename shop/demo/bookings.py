"""Visits at the demo house: tables, fittings and appointments, never one chair twice."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from shop.demo.customers import check_texts, lock_customer
from shop.demo.database import Call, Database, next_number
from shop.demo.house import ZONE, HouseBook, Room
from shop.demo.slots import Taken, day_of, nearest, places_left, starts_on
from shop.demo.tables import BookingRow, RoomRow
from shop.errors import AlreadyDone, NoSuchBooking, NoSuchShop, NotValid, SlotTaken, TooLate, WhichBooking
from shop.order_numbers import matching
from shop.places import (
    Booking,
    BookingChange,
    BookingRequest,
    BookingStatus,
    Shop,
    Slot,
    SlotQuery,
    VisitKind,
)
from shop.values import CustomerRef

_CHOICES = 3
_BOOK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Where:
    """A room of a shop, as one needs it to look for a free time."""

    shop: Shop
    kind: VisitKind
    room: Room


class DemoBookings:
    """`shop.port.Bookings` of the demo house."""

    def __init__(self, database: Database, book: HouseBook) -> None:
        self._database = database
        self._book = book

    def free(self, query: SlotQuery, now: datetime) -> tuple[Slot, ...]:
        where = self._where(query.shop, query.kind, now)
        _check_party(query.party, where.room)
        with self._database.reading() as db:
            return _free(db, where, query.day, query.party, now)

    def make(self, customer: CustomerRef, request: BookingRequest, *, once: str, now: datetime) -> Booking:
        def work(db: Connection) -> Booking:
            lock_customer(db, customer)
            return self._make(db, customer, request, now)

        return self._database.once(Call(customer, once, "bookings.make", (request,)), Booking, work)

    def find(self, customer: CustomerRef, number: str = "", *, now: datetime) -> Booking:
        with self._database.reading() as db:
            return _owned(db, customer, number, now)

    def upcoming(self, customer: CustomerRef, *, now: datetime) -> tuple[Booking, ...]:
        with self._database.reading() as db:
            return tuple(b for b in _mine(db, customer) if _is_to_come(b, now))

    def change(
        self, customer: CustomerRef, number: str, change: BookingChange, *, once: str, now: datetime
    ) -> Booking:
        def work(db: Connection) -> Booking:
            lock_customer(db, customer)
            booking = _standing(_owned(db, customer, number, now), now)
            return self._move(db, booking, change, now)

        return self._database.once(Call(customer, once, "bookings.change", (number, change)), Booking, work)

    def cancel(self, customer: CustomerRef, number: str, *, once: str, now: datetime) -> Booking:
        def work(db: Connection) -> Booking:
            lock_customer(db, customer)
            booking = _standing(_owned(db, customer, number, now), now)
            return _rewrite(db, replace(booking, status=BookingStatus.CANCELLED))

        return self._database.once(Call(customer, once, "bookings.cancel", (number,)), Booking, work)

    def _make(self, db: Connection, customer: CustomerRef, request: BookingRequest, now: datetime) -> Booking:
        check_texts(request.name, request.phone, request.note)
        where = self._where(request.shop, request.kind, now)
        self._check_free(db, where, request.starts_at, request.party, now, leaving_out="")
        booking = Booking(
            number=f"B-{next_number(db, 'booking')}",
            shop=where.shop.id,
            kind=request.kind,
            starts_at=request.starts_at.astimezone(ZONE),
            ends_at=(request.starts_at + where.room.lasts).astimezone(ZONE),
            party=request.party,
            status=BookingStatus.BOOKED,
            name=request.name,
            note=request.note,
        )
        db.execute(insert(BookingRow).values(customer=customer, phone=request.phone, **asdict(booking)))
        return booking

    def _move(self, db: Connection, booking: Booking, change: BookingChange, now: datetime) -> Booking:
        where = self._where(change.shop or booking.shop, booking.kind, now)
        starts_at = change.starts_at or booking.starts_at
        party = booking.party if change.party is None else change.party
        self._check_free(db, where, starts_at, party, now, leaving_out=booking.number)
        moved = replace(
            booking,
            shop=where.shop.id,
            starts_at=starts_at.astimezone(ZONE),
            ends_at=(starts_at + where.room.lasts).astimezone(ZONE),
            party=party,
        )
        return _rewrite(db, moved)

    def _where(self, name: str, kind: VisitKind, now: datetime) -> _Where:
        shop = self._book.shop(name, now)
        room = self._book.rooms.get((shop.id, kind))
        if room is None:
            having = [s.address.town for s in self._book.shops(now) if kind in s.visits]
            raise NoSuchShop(*having)
        return _Where(shop, kind, room)

    def _check_free(
        self, db: Connection, where: _Where, start: datetime, party: int, now: datetime, *, leaving_out: str
    ) -> None:
        """Hold the room, and refuse a time that is not free in it; SlotTaken with the nearest ones."""
        _check_party(party, where.room)
        if start.tzinfo is None:
            raise NotValid
        # lock before look: two people may want the last chair at once
        room = select(RoomRow).where(RoomRow.shop == where.shop.id, RoomRow.kind == where.kind.value)
        db.execute(room.with_for_update()).one()
        slots = _free(db, where, day_of(start, where.shop), party, now, leaving_out)
        if not any(slot.starts_at == start for slot in slots):
            raise SlotTaken(*(s.isoformat() for s in nearest((x.starts_at for x in slots), start, _CHOICES)))


def _free(
    db: Connection, where: _Where, day: date, party: int, now: datetime, leaving_out: str = ""
) -> tuple[Slot, ...]:
    # Holidays are known for a year ahead, so nothing is promised beyond.
    known = day - day_of(now, where.shop) < _BOOK
    starts = [start for start in starts_on(where.shop, where.room, day) if start > now and known]
    if not starts:
        return ()
    taken = _taken(db, where, starts[0], starts[-1] + where.room.lasts, leaving_out)
    slots = (
        Slot(
            shop=where.shop.id,
            kind=where.kind,
            starts_at=start,
            ends_at=start + where.room.lasts,
            places_left=places_left(where.room, start, taken),
        )
        for start in starts
    )
    return tuple(slot for slot in slots if slot.places_left >= party)


def _taken(db: Connection, where: _Where, since: datetime, until: datetime, leaving_out: str) -> list[Taken]:
    found = select(BookingRow.starts_at, BookingRow.ends_at, BookingRow.party).where(
        BookingRow.shop == where.shop.id,
        BookingRow.kind == where.kind.value,
        BookingRow.status == BookingStatus.BOOKED.value,
        BookingRow.number != leaving_out,
        BookingRow.starts_at < until,
        BookingRow.ends_at > since,
    )
    return [Taken(row.starts_at, row.ends_at, row.party) for row in db.execute(found)]


def _mine(db: Connection, customer: CustomerRef) -> list[Booking]:
    found = select(BookingRow).where(BookingRow.customer == customer)
    return [_booking(row) for row in db.execute(found.order_by(BookingRow.starts_at, BookingRow.number))]


def _owned(db: Connection, customer: CustomerRef, typed: str, now: datetime) -> Booking:
    mine = {booking.number: booking for booking in _mine(db, customer)}
    if typed:
        fitting = matching(typed, mine)
    else:
        fitting = tuple(number for number, booking in mine.items() if _is_to_come(booking, now))
    if not fitting:
        raise NoSuchBooking
    if len(fitting) > 1:
        raise WhichBooking(*fitting)
    return mine[fitting[0]]


def _is_to_come(booking: Booking, now: datetime) -> bool:
    return booking.status is BookingStatus.BOOKED and booking.ends_at > now


def _standing(booking: Booking, now: datetime) -> Booking:
    """The booking, if it can still be changed; AlreadyDone, TooLate."""
    if booking.status is BookingStatus.CANCELLED:
        raise AlreadyDone
    if booking.starts_at <= now:
        raise TooLate
    return booking


def _check_party(party: int, room: Room) -> None:
    if not 1 <= party <= room.places:
        raise NotValid(str(room.places))


def _rewrite(db: Connection, booking: Booking) -> Booking:
    values = {name: value for name, value in asdict(booking).items() if name != "number"}
    db.execute(update(BookingRow).where(BookingRow.number == booking.number).values(**values))
    return booking


def _booking(row: Any) -> Booking:
    return Booking(
        number=row.number,
        shop=row.shop,
        kind=VisitKind(row.kind),
        starts_at=row.starts_at.astimezone(ZONE),
        ends_at=row.ends_at.astimezone(ZONE),
        party=row.party,
        status=BookingStatus(row.status),
        name=row.name,
        note=row.note,
    )
