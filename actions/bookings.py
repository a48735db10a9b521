"""Visits: a table, a fitting or an appointment; booked, moved, cancelled, and asked after."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.customers import counter_for
from actions.house import day_in, shop_in
from actions.said import Said, one_of
from actions.tasks import (
    CONFIRMATION,
    CONFIRMED,
    Detail,
    Events,
    Filling,
    Say,
    Stop,
    Task,
    Unfit,
    asking_again,
    failure,
    noted,
    say,
)
from actions.turn import CareAction, turn_of
from actions.which import OFFERED, choice
from actions.wording import Lines, Phrase, clock_time, phrase, weekday
from shop.errors import NoSuchShop, ShopError
from shop.places import Booking, BookingChange, BookingRequest, Shop, Slot, SlotQuery, VisitKind
from shop.values import CustomerRef

_KINDS = (
    (VisitKind.TABLE, re.compile(r"\b(?:table|tea|lunch|dinner|supper|breakfast|brunch|meal|eat|seats?|tea ?room)\b", re.I)),
    (VisitKind.FITTING, re.compile(r"\b(?:fitting|fitted|measur\w*|try (?:on|it)|trying|alter\w*|changing room)\b", re.I)),
    (VisitKind.APPOINTMENT, re.compile(r"\b(?:appointment|advice|advis\w*|consult\w*|stylist|personal shopp\w*)\b", re.I)),
)  # fmt: skip
_NUMBER = re.compile(r"\bB-?\s?\d{2,}\b", re.I)


def kind_in(said: Said) -> VisitKind | None:
    """What somebody would come for."""
    chosen = said.value("visit")
    if chosen:
        return VisitKind(chosen)
    return next((kind for kind, words in _KINDS if words.search(said.text)), None)


def time_in(said: Said) -> str | None:
    """The time of day told, as ISO 8601: one time, or a span from/to."""
    told = str(said.value("time") or "")
    return told if re.fullmatch(r"\d{2}:\d{2}(?:/\d{2}:\d{2})?", told) else None


def nearest(slots: Sequence[Slot], wanted: str, zone: ZoneInfo) -> list[Slot]:
    """The free times within a span, or nearest to one time, at most three, in order."""
    first, _, last = wanted.partition("/")
    if last:
        within = [s for s in slots if first <= _local(s, zone) <= last]
        return spread(within) if within else nearest(slots, first, zone)
    by_distance = sorted(slots, key=lambda s: abs(_minutes(_local(s, zone)) - _minutes(first)))
    return sorted(by_distance[:OFFERED], key=lambda s: s.starts_at)


def spread(slots: Sequence[Slot]) -> list[Slot]:
    """Three of many, early, middle and late."""
    if len(slots) <= OFFERED:
        return list(slots)
    return [slots[0], slots[len(slots) // 2], slots[-1]]


def _local(slot: Slot, zone: ZoneInfo) -> str:
    return f"{slot.starts_at.astimezone(zone):%H:%M}"


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def start_of(day: str, clock: str, zone: ZoneInfo) -> datetime:
    """The moment of an ISO day and a time there."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), zone)


# --- reading ------------------------------------------------------------------------------------------------


async def _visit(f: Filling) -> str | None:
    if f.counter.ref is None:
        raise Stop(say("utter_sign_in_for_that"))
    kind = kind_in(f.said)
    if f.slots["visit"] and f.said.asked_for not in ("visit", None) and not f.said.value("visit"):
        return None
    return str(kind) if kind else None


async def _ask_visit(f: Filling) -> Say:
    return say("utter_ask_visit")


async def _shops_for(f: Filling) -> list[Shop]:
    shops = await f.means.door(f.means.shop.house.shops, f.turn.moment.now)
    kind = f.slots.get("visit")
    return [shop for shop in shops if kind is None or VisitKind(kind) in shop.visits]


async def _place(f: Filling) -> str | None:
    shops = await _shops_for(f)
    told = str(f.said.value("place") or "")
    named = shop_in(shops, f"{told} {f.said.text}")
    if named:
        return named.id
    if told and not f.slots["place"] and f.said.asked_for == "place":
        raise Unfit(say("utter_no_such_shop", place=told))
    return shops[0].id if len(shops) == 1 and f.slots["place"] is None else None


async def _ask_place(f: Filling) -> Say:
    return say("utter_ask_place", *(choice(s.address.town, "place", s.address.town) for s in (await _shops_for(f))[:OFFERED]))


async def _date(f: Filling) -> str | None:
    day = day_in(str(f.said.value("date") or ""))
    if day is None:
        return None
    today = f.turn.moment.now.astimezone(f.means.zone).date()
    if day < today:
        raise Unfit(say("utter_day_is_past", day=weekday(day, f.turn.language, f.means.zone)))
    return day.isoformat()


async def _ask_date(f: Filling) -> Say:
    return say("utter_ask_date")


async def _time(f: Filling) -> str | None:
    """A free time; a part of the day or a time that is taken is answered with the nearest free ones."""
    told = time_in(f.said)
    known = f.slots["time"]
    if not (f.slots["place"] and f.slots["date"] and (told or known)):
        return told
    free = await _free(f, f.slots["place"], f.slots["date"], int(f.slots["people"] or 1))
    return _one_free(f, free, str(told or known))


def _one_free(f: Filling, free: Sequence[Slot], wanted: str) -> str:
    if not free:
        raise Unfit(say("utter_day_is_full", day=_weekday(f.slots["date"], f)), "date")
    at = next((s for s in free if _local(s, f.means.zone) == wanted), None)
    if at:
        return wanted
    near = [_local(slot, f.means.zone) for slot in nearest(free, wanted, f.means.zone)]
    if len(near) == 1 and "/" in wanted:
        return near[0]
    response = "utter_times_then" if "/" in wanted else "utter_time_taken"
    choices = (choice(clock, "time", clock) for clock in near)
    raise Unfit(asking_again(say(response, *choices, time=wanted, times=", ".join(near))), "time")


async def _free(f: Filling, place: str, day: str, party: int) -> Sequence[Slot]:
    query = SlotQuery(shop=place, kind=VisitKind(f.slots["visit"]), day=date.fromisoformat(day), party=party)
    slots: Sequence[Slot] = await f.means.door(f.means.shop.bookings.free, query, f.turn.moment.now)
    return slots


async def _ask_time(f: Filling) -> Say:
    free = spread(await _free(f, f.slots["place"], f.slots["date"], int(f.slots["people"] or 1)))
    if not free:
        return say("utter_day_is_full", day=_weekday(f.slots["date"], f))
    clocks = [_local(slot, f.means.zone) for slot in free]
    return say("utter_ask_time", *(choice(clock, "time", clock) for clock in clocks), day=_weekday(f.slots["date"], f))


async def _people(f: Filling) -> int | None:
    told = str(f.said.value("people") or "")
    if not told and f.said.asked_for == "people":
        told = str(f.said.value("quantity") or "")
    if told.isdigit() and int(told) > 0:
        return int(told)
    return 1 if f.slots["visit"] not in (None, VisitKind.TABLE) and f.slots["people"] is None else None


async def _ask_people(f: Filling) -> Say:
    return say("utter_ask_people")


def _weekday(day: str, f: Filling) -> str:
    return weekday(date.fromisoformat(day), f.turn.language, f.means.zone)


class BookVisit(Task):
    """Books a table, a fitting or an appointment."""

    NAME, FORM = "action_book_visit", "booking_form"
    OWN = frozenset({"book_visit", "ask_booking", "change_booking"})
    DETAILS = {
        "visit": Detail(read=_visit, ask=_ask_visit),
        "place": Detail(read=_place, ask=_ask_place),
        "people": Detail(read=_people, ask=_ask_people),
        "date": Detail(read=_date, ask=_ask_date),
        "time": Detail(read=_time, ask=_ask_time),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        starts_at = start_of(f.slots["date"], f.slots["time"], f.means.zone)
        shops = await _shops_for(f)
        return say(
            "utter_ask_book",
            visit=_visit_words(VisitKind(f.slots["visit"]), int(f.slots["people"])),
            place=_town(shops, f.slots["place"]),
            day=weekday(starts_at, f.turn.language, f.means.zone),
            time=f.slots["time"],
        )

    async def carry_out(self, f: Filling) -> Say:
        ref = f.counter.ref
        details = await self.door(self.means.shop.accounts.details, ref)
        request = BookingRequest(
            shop=f.slots["place"],
            kind=VisitKind(f.slots["visit"]),
            starts_at=start_of(f.slots["date"], f.slots["time"], f.means.zone),
            party=int(f.slots["people"]),
            name=details.name,
            phone=details.phone,
        )
        make = self.means.shop.bookings.make
        made = await self.door(make, ref, request, once=self.once(f), now=f.turn.moment.now)
        values = about_booking(made, await _shops_for(f), f)
        return Say("utter_booked", values, about={"about_booking": made.number})


# --- bookings there are -------------------------------------------------------------------------------------


def about_booking(booking: Booking, shops: Iterable[Shop], f: Filling) -> dict[str, Any]:
    """A booking as values of a reply."""
    return {
        "number": booking.number,
        "visit": _visit_words(booking.kind, booking.party),
        "place": _town(shops, booking.shop),
        "day": weekday(booking.starts_at, f.turn.language, f.means.zone),
        "time": clock_time(booking.starts_at, f.turn.language, f.means.zone),
    }


def _visit_words(kind: VisitKind, party: int) -> Phrase:
    return phrase(f"utter_visit_{kind.value}" if party > 1 or kind is not VisitKind.TABLE else "utter_visit_table_one", people=party)


def _town(shops: Iterable[Shop], shop_id: str) -> str:
    return next((shop.address.town for shop in shops if shop.id == shop_id), shop_id)


async def _owned(f: Filling, number: str) -> tuple[CustomerRef, Booking]:
    found = next((one for one in await f.counter.bookings() if one[1].number == number), None)
    if found is None:
        raise Stop(say("utter_no_booking"))
    return found


async def _booking(f: Filling) -> str | None:
    bookings = [booking for _, booking in await f.counter.bookings()]
    if not bookings:
        raise Stop(say("utter_no_booking"))
    chosen = f.said.value("booking") or next((m[0] for m in _NUMBER.finditer(f.said.text)), None)
    if chosen:
        digits = re.sub(r"\D", "", str(chosen))
        named = [b.number for b in bookings if re.sub(r"\D", "", b.number) == digits]
        if not named:
            raise Unfit(say("utter_no_booking_there", number=str(chosen)))
        return named[0]
    if f.slots["booking"]:
        return None
    index = one_of(f.said.text, [f"{b.kind} {b.shop}" for b in bookings]) if f.said.asked_for == "booking" else None
    if index is not None:
        return bookings[index].number
    if any(b.number == f.about.get("about_booking") for b in bookings):
        return str(f.about["about_booking"])
    kind = kind_in(f.said)
    fitting = [b for b in bookings if kind is None or b.kind is kind] or bookings
    return fitting[0].number if len(fitting) == 1 else None


async def _ask_booking(f: Filling) -> Say:
    shops = await _shops_for(f)
    bookings = [booking for _, booking in await f.counter.bookings()][:OFFERED]
    lines = (
        choice(phrase("utter_choice_booking", **about_booking(b, shops, f)), "booking", b.number) for b in bookings
    )
    return say("utter_ask_booking", *lines)


_WHICH = Detail(read=_booking, ask=_ask_booking)


async def _change(f: Filling) -> bool | None:
    """Whether anything was told of what the booking shall become."""
    told = any(f.said.value(name) for name in ("date", "time", "people", "place"))
    return True if f.slots["booking"] and told else None


async def _ask_change(f: Filling) -> Say:
    _, booking = await _owned(f, f.slots["booking"])
    return Say("utter_ask_move", about_booking(booking, await _shops_for(f), f))


def _else_as_booked(slot: str, detail: Detail) -> Detail:
    """What is told, else what stands in the booking."""

    async def read(f: Filling) -> Any:
        if not f.slots["change"]:
            return None
        _, booking = await _owned(f, f.slots["booking"])
        booked = _as_booked(booking, f.means.zone)
        if slot == "time" and _stays(f, booked):
            return booked["time"]  # its own chairs are free for it
        known = {**f.slots, slot: f.slots[slot] or booked[slot]}
        told = await detail.read(replace(f, slots=known))
        return told or (booked[slot] if f.slots[slot] is None else None)

    return Detail(read=read, ask=detail.ask)


def _as_booked(booking: Booking, zone: ZoneInfo) -> dict[str, Any]:
    starts = booking.starts_at.astimezone(zone)
    return {
        "visit": str(booking.kind),
        "place": booking.shop,
        "people": booking.party,
        "date": starts.date().isoformat(),
        "time": f"{starts:%H:%M}",
    }


def _stays(f: Filling, booked: dict[str, Any]) -> bool:
    """Whether day, place and time stay as they are, so that only the number of people changes."""
    wanted = time_in(f.said) or f.slots["time"] or booked["time"]
    return (f.slots["date"], f.slots["place"], wanted) == (booked["date"], booked["place"], booked["time"])


class MoveBooking(Task):
    """Moves a booking, or changes how many come."""

    NAME, FORM = "action_change_booking", "move_form"
    OWN = frozenset({"change_booking", "book_visit", "ask_booking"})
    DETAILS = {
        "booking": _WHICH,
        "change": Detail(read=_change, ask=_ask_change),
        "visit": _else_as_booked("visit", Detail(read=_visit, ask=_ask_visit)),
        "place": _else_as_booked("place", Detail(read=_place, ask=_ask_place)),
        "people": _else_as_booked("people", Detail(read=_people, ask=_ask_people)),
        "date": _else_as_booked("date", Detail(read=_date, ask=_ask_date)),
        "time": _else_as_booked("time", Detail(read=_time, ask=_ask_time)),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        return say(
            "utter_ask_move_to",
            visit=_visit_words(VisitKind(f.slots["visit"]), int(f.slots["people"])),
            place=_town(await _shops_for(f), f.slots["place"]),
            day=_weekday(f.slots["date"], f),
            time=f.slots["time"],
        )

    async def carry_out(self, f: Filling) -> Say:
        ref, booking = await _owned(f, f.slots["booking"])
        starts_at = start_of(f.slots["date"], f.slots["time"], f.means.zone)
        change = BookingChange(starts_at=starts_at, party=int(f.slots["people"]), shop=f.slots["place"])
        move = self.means.shop.bookings.change
        moved = await self.door(move, ref, booking.number, change, once=self.once(f), now=f.turn.moment.now)
        return Say("utter_moved", about_booking(moved, await _shops_for(f), f))


class CancelBooking(Task):
    """Cancels a booking."""

    NAME, FORM = "action_cancel_booking", "unbook_form"
    OWN = frozenset({"cancel_booking", "cancel_order"})
    DETAILS = {"booking": _WHICH, CONFIRMED: CONFIRMATION}

    async def propose(self, f: Filling) -> Say:
        _, booking = await _owned(f, f.slots["booking"])
        return Say("utter_ask_unbook", about_booking(booking, await _shops_for(f), f))

    async def carry_out(self, f: Filling) -> Say:
        ref, booking = await _owned(f, f.slots["booking"])
        cancel = self.means.shop.bookings.cancel
        done = await self.door(cancel, ref, booking.number, once=self.once(f), now=f.turn.moment.now)
        return Say("utter_unbooked", about_booking(done, await _shops_for(f), f))


class TellBooking(CareAction):
    """Says when and where the customer's bookings are."""

    NAME = "action_tell_booking"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        counter = await counter_for(self.means, turn)
        f = Filling(Said.last(tracker), turn, {}, {}, counter, self.means)
        try:
            bookings = [booking for _, booking in await counter.bookings()][:OFFERED]
            shops = await _shops_for(f)
        except (ShopError, NoSuchShop) as error:
            failure(error).by(dispatcher)
            return []
        lines = [phrase("utter_line_booking", **about_booking(b, shops, f)) for b in bookings]
        (say("utter_bookings", bookings=Lines(lines)) if lines else say("utter_no_booking")).by(dispatcher)
        return noted({"about_booking": bookings[0].number}) if len(bookings) == 1 else []
