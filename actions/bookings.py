"""Bookings there are: moved, cancelled, and asked after."""

import re
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.customers import counter_for
from actions.replies import Events, Say, asking_again, failure, noted, say
from actions.said import Said, one_named, one_of
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, Detail, Filling, Stop, Task, Unfit
from actions.turn import CareAction, turn_of
from actions.visit_hours import moved_to, time_in
from actions.visit_kinds import kind_in
from actions.visits import (
    about_booking,
    ask_date,
    ask_people,
    ask_place,
    ask_time,
    ask_visit,
    read_date,
    read_people,
    read_place,
    read_time,
    read_visit,
    shops_for,
    start_of,
    town_of,
    visit_words,
    weekday_of,
)
from actions.which import OFFERED, choice
from actions.wording import Lines, phrase
from shop.errors import NoSuchShop, ShopError
from shop.places import Booking, BookingChange, VisitKind
from shop.values import CustomerRef

# "the York one", "the one in York", "the fitting": another booking is meant, not another place for this one
_ANOTHER = re.compile(r"\bthe (?:\w+ )?(?:one|booking|table|fitting|appointment)\b", re.I)
_NUMBER = re.compile(r"\bB-?\s?\d{2,}\b", re.I)


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
    if f.slots["booking"] and not _ANOTHER.search(f.said.meant):
        return None
    named = [f"{b.kind} {b.shop}" for b in bookings]
    index = one_of(f.said.meant, named) if f.said.asked_for == "booking" else one_named(f.said.meant, named)
    if index is not None or f.slots["booking"]:
        return None if index is None else bookings[index].number
    if any(b.number == f.about.get("about_booking") for b in bookings):
        return str(f.about["about_booking"])
    kind = kind_in(f.said)
    fitting = [b for b in bookings if kind is None or b.kind is kind] or bookings
    return fitting[0].number if len(fitting) == 1 else None


async def _ask_booking(f: Filling) -> Say:
    shops = await shops_for(f)
    bookings = [booking for _, booking in await f.counter.bookings()][:OFFERED]
    lines = (
        choice(phrase("utter_choice_booking", **about_booking(b, shops, f)), "booking", b.number)
        for b in bookings
    )
    return say("utter_ask_booking", *lines)


_WHICH = Detail(read=_booking, ask=_ask_booking)


async def _change(f: Filling) -> bool | None:
    """Whether anything was told of what the booking shall become."""
    told = any(f.said.value(name) for name in ("date", "time", "people", "place")) or moved_to(f.said.text)
    return True if f.slots["booking"] and told else None


async def _ask_change(f: Filling) -> Say:
    _, booking = await _owned(f, f.slots["booking"])
    return Say("utter_ask_move", about_booking(booking, await shops_for(f), f))


def _else_as_booked(slot: str, detail: Detail) -> Detail:
    """What is told, else what stands in the booking."""

    async def read(f: Filling) -> Any:
        if not f.slots["change"]:
            return None
        _, booking = await _owned(f, f.slots["booking"])
        booked = _as_booked(booking, f.means.zone)
        if slot == "time" and _stays(f, booked):
            if f.slots["people"] == booked["people"]:  # no more than named by it: "my table at 1pm"
                said = Say("utter_booked_so_already", about_booking(booking, await shops_for(f), f))
                raise Unfit(asking_again(said), "change")
            return booked["time"]  # its own chairs are free for it
        if slot == "date":
            f = replace(f, said=_but_for_its_day(f.said, booked["date"]))
        known = {**f.slots, slot: f.slots[slot] or booked[slot]}
        told = await detail.read(replace(f, slots=known))
        return told or (booked[slot] if f.slots[slot] is None else None)

    return Detail(read=read, ask=detail.ask)


def _but_for_its_day(said: Said, day: str) -> Said:
    """The same message without the day that the booking is known by, where it names another it shall be on."""
    others = [one for one in said.entities if one["entity"] == "date" and one["value"] != day]
    if not others:
        return said
    return replace(said, entities=tuple(one for one in said.entities if one["entity"] != "date" or one in others))


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
        "visit": _else_as_booked("visit", Detail(read=read_visit, ask=ask_visit)),
        "place": _else_as_booked("place", Detail(read=read_place, ask=ask_place)),
        "people": _else_as_booked("people", Detail(read=read_people, ask=ask_people)),
        "date": _else_as_booked("date", Detail(read=read_date, ask=ask_date)),
        "time": _else_as_booked("time", Detail(read=read_time, ask=ask_time)),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        return say(
            "utter_ask_move_to",
            visit=visit_words(VisitKind(f.slots["visit"]), int(f.slots["people"])),
            place=town_of(await shops_for(f), f.slots["place"]),
            day=weekday_of(f.slots["date"], f),
            time=f.slots["time"],
        )

    async def carry_out(self, f: Filling) -> Say:
        ref, booking = await _owned(f, f.slots["booking"])
        starts_at = start_of(f.slots["date"], f.slots["time"], f.means.zone)
        change = BookingChange(starts_at=starts_at, party=int(f.slots["people"]), shop=f.slots["place"])
        move = self.means.shop.bookings.change
        moved = await self.door(move, ref, booking.number, change, once=self.once(f), now=f.turn.moment.now)
        return Say("utter_moved", about_booking(moved, await shops_for(f), f))


class CancelBooking(Task):
    """Cancels a booking."""

    NAME, FORM = "action_cancel_booking", "unbook_form"
    OWN = frozenset({"cancel_booking", "cancel_order"})
    DETAILS = {"booking": _WHICH, CONFIRMED: CONFIRMATION}

    async def propose(self, f: Filling) -> Say:
        _, booking = await _owned(f, f.slots["booking"])
        return Say("utter_ask_unbook", about_booking(booking, await shops_for(f), f))

    async def carry_out(self, f: Filling) -> Say:
        ref, booking = await _owned(f, f.slots["booking"])
        cancel = self.means.shop.bookings.cancel
        done = await self.door(cancel, ref, booking.number, once=self.once(f), now=f.turn.moment.now)
        return Say("utter_unbooked", about_booking(done, await shops_for(f), f))


class TellBooking(CareAction):
    """Says when and where the customer's bookings are."""

    NAME = "action_tell_booking"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        counter = await counter_for(self.means, turn)
        f = Filling(Said.last(tracker), turn, {}, {}, counter, self.means)
        try:
            bookings = [booking for _, booking in await counter.bookings()][:OFFERED]
            shops = await shops_for(f)
        except (ShopError, NoSuchShop) as error:
            failure(error).by(dispatcher)
            return []
        lines = [phrase("utter_line_booking", **about_booking(b, shops, f)) for b in bookings]
        (say("utter_bookings", bookings=Lines(lines)) if lines else say("utter_no_booking")).by(dispatcher)
        return noted({"about_booking": bookings[0].number}) if len(bookings) == 1 else []
