"""Visits: a table, a fitting or an appointment, booked where and when there is room."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from actions.call_times import PARTS_OF_DAY
from actions.days_asked import day_in
from actions.local import own_shop, shop_in
from actions.replies import Say, asking_again, say
from actions.said import MANY, count_of
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, Detail, Filling, Task, Unfit, own_ref
from actions.visit_details import NEEDS, day_meant, hour_after_day, party_in, says_today, without_heads
from actions.visit_hours import gives_up, hour_put_right, time_in
from actions.visit_kinds import kind_in
from actions.which import OFFERED, choice
from actions.while_filling import SAME_TIME
from actions.wording import Phrase, clock_time, listing, phrase, quoted, weekday
from shop.places import Booking, BookingRequest, Shop, Slot, SlotQuery, VisitKind

_AFTER_NOON = "12:01"  # noon itself is no afternoon
_FOR_SO_MANY = re.compile(
    r"^\W*(?:no|sorry|actually|make it|make that|rather)?[,.]?\s*for (\d{1,2})(?: people| of us)?\W*$", re.I
)
_SO_MANY_INSTEAD = re.compile(
    rf"\b(?:make|change|switch) (?:it|that|this) (?:to |for |into )*(?:a (?:table|party) (?:for|of) )?{MANY}"
    r"(?: people| of us)?(?: please| then| instead)?\W*$",
    re.I,
)


def nearest(slots: Sequence[Slot], wanted: str, zone: ZoneInfo) -> list[Slot]:
    """The free times within a span, or nearest to one time, at most three, in order."""
    first, _, last = wanted.partition("/")
    if last:
        first = max(first, _AFTER_NOON) if wanted == PARTS_OF_DAY["afternoon"] else first
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


async def read_visit(f: Filling) -> str | None:
    own_ref(f)
    kind = kind_in(f.said)
    if f.slots["visit"] and f.said.asked_for not in ("visit", None) and not f.said.value("visit"):
        return None
    return str(kind) if kind else None


async def ask_visit(f: Filling) -> Say:
    return say("utter_ask_visit")


async def shops_for(f: Filling) -> list[Shop]:
    shops = await f.means.door(f.means.shop.house.shops, f.turn.moment.now)
    kind = f.slots.get("visit")
    return [shop for shop in shops if kind is None or VisitKind(kind) in shop.visits]


async def read_place(f: Filling) -> str | None:
    shops = await shops_for(f)
    told = str(f.said.value("place") or "")
    named = shop_in(shops, told or f.said.text)  # "York, not Leeds": only what is meant
    if named:
        return named.id
    if told and not f.slots["place"] and f.said.asked_for == "place":
        raise Unfit(say("utter_no_such_shop", place=told))
    if f.slots["place"] is not None or told:
        return None
    return shops[0].id if len(shops) == 1 else _spoken_of(f, shops) or await _own_place(f, shops)


def _spoken_of(f: Filling, shops: Sequence[Shop]) -> str | None:
    """The shop that they asked about just before; where they live is not for this, unless it may be remembered."""
    asked = (said for said in reversed(f.earlier) if said.intent == "ask_store_info")
    named = ([shop for shop in shops if shop_in([shop], said.text)] for said in asked)
    return next((one[0].id for one in named if len(one) == 1), None)


async def _own_place(f: Filling, shops: Iterable[Shop]) -> str | None:
    """Their own shop, once it is known what for and if that can be had there."""
    own = await own_shop(f.means, f.turn) if f.slots["visit"] else None
    return own.shop.id if own and own.shop.id in {shop.id for shop in shops} else None


async def ask_place(f: Filling) -> Say:
    return say(
        "utter_ask_place",
        *(choice(s.address.town, "place", s.address.town) for s in (await shops_for(f))[:OFFERED]),
    )


async def read_date(f: Filling) -> str | None:
    today = f.turn.moment.now.astimezone(f.means.zone).date()
    day = day_in(day_meant(f.said)) or (today if says_today(f.said.text) else None)
    if day is None:
        return None
    if day < today:
        raise Unfit(say("utter_day_is_past", day=weekday(day, f.turn.language, f.means.zone)))
    return day.isoformat()


async def ask_date(f: Filling) -> Say:
    return say("utter_ask_date")


async def read_time(f: Filling) -> str | None:
    """A free time; a part of the day or a time that is taken is answered with the nearest free ones."""
    told = None if _heads_put_right(f) else _told_hour(f)
    known = f.slots["time"]
    if known and told is None and gives_up(f.said, str(known)):
        raise Unfit(asking_again(await ask_time(f)), "time")  # a yes would book what they no longer want
    if not (f.slots["visit"] and f.slots["place"] and f.slots["date"] and (told or known)):
        return told
    free = await _free(f, f.slots["place"], f.slots["date"], int(f.slots["people"] or 1))
    return _one_free(f, free, str(told or known))


def _told_hour(f: Filling) -> str | None:
    """The hour told; a bare number is one where it puts the hour right, and of a table it may be the heads."""
    told = time_in(without_heads(f.said)) or hour_after_day(f.said.text)
    if SAME_TIME.match(f.said.text):
        told = next((hour for said in reversed(f.earlier) if (hour := time_in(said))), None)
    may_be_heads = not f.slots["time"] or f.slots["visit"] == VisitKind.TABLE
    return told or (None if may_be_heads else hour_put_right(f.said.text))


def _one_free(f: Filling, free: Sequence[Slot], wanted: str) -> str:
    if not free:
        raise Unfit(say("utter_day_is_full", day=weekday_of(f.slots["date"], f)), "date")
    at = next((s for s in free if _local(s, f.means.zone) == wanted), None)
    if at:
        return wanted
    near = [_local(slot, f.means.zone) for slot in nearest(free, wanted, f.means.zone)]
    if len(near) == 1 and "/" in wanted:
        return near[0]
    response = "utter_times_then" if "/" in wanted else "utter_time_taken"
    choices = (choice(clock, "time", clock) for clock in near)
    told = {"day": weekday_of(f.slots["date"], f), "time": wanted, "times": ", ".join(near)}
    raise Unfit(asking_again(say(response, *choices, **told)), "time")


async def _free(f: Filling, place: str, day: str, party: int) -> Sequence[Slot]:
    query = SlotQuery(shop=place, kind=VisitKind(f.slots["visit"]), day=date.fromisoformat(day), party=party)
    slots: Sequence[Slot] = await f.means.door(f.means.shop.bookings.free, query, f.turn.moment.now)
    return slots


async def ask_time(f: Filling) -> Say:
    free = spread(await _free(f, f.slots["place"], f.slots["date"], int(f.slots["people"] or 1)))
    if not free:
        return say("utter_day_is_full", day=weekday_of(f.slots["date"], f))
    clocks = [_local(slot, f.means.zone) for slot in free]
    return say(
        "utter_ask_time",
        *(choice(clock, "time", clock) for clock in clocks),
        day=weekday_of(f.slots["date"], f),
    )


async def read_people(f: Filling) -> int | None:
    corrected = _heads_put_right(f)
    told = str(count_of(corrected[1])) if corrected else str(party_in(f.said.text) or f.said.value("people") or "")
    if not told and f.said.asked_for == "people":
        told = str(f.said.value("quantity") or "")
    if told.isdigit() and int(told) > 0:
        return int(told)
    return 1 if f.slots["visit"] not in (None, VisitKind.TABLE) and f.slots["people"] is None else None


def _heads_put_right(f: Filling) -> re.Match[str] | None:
    """How many come instead of as many as were told: "for 3"; of a table a bare "make it 3" too."""
    if not f.slots["people"]:
        return None
    table = f.slots["visit"] == VisitKind.TABLE
    return _FOR_SO_MANY.match(f.said.text) or (_SO_MANY_INSTEAD.search(f.said.text) if table else None)


async def ask_people(f: Filling) -> Say:
    return say("utter_ask_people")


def weekday_of(day: str, f: Filling) -> str:
    return weekday(date.fromisoformat(day), f.turn.language, f.means.zone)


class BookVisit(Task):
    """Books a table, a fitting or an appointment."""

    NAME, FORM = "action_book_visit", "booking_form"
    OWN = frozenset({"book_visit", "ask_booking", "change_booking"})
    DETAILS = {
        "visit": Detail(read=read_visit, ask=ask_visit),
        "place": Detail(read=read_place, ask=ask_place),
        "people": Detail(read=read_people, ask=ask_people),
        "date": Detail(read=read_date, ask=ask_date),
        "time": Detail(read=read_time, ask=ask_time),
        "note": NEEDS,
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        starts_at = start_of(f.slots["date"], f.slots["time"], f.means.zone)
        town, own = town_of(await shops_for(f), f.slots["place"]), await own_shop(f.means, f.turn)
        theirs = own.fact if own and own.shop.id == f.slots["place"] else None
        words = say(
            "utter_ask_book_noted" if f.slots["note"] else "utter_ask_book",
            note=quoted(f.slots["note"] or "", f.turn.language),
            visit=visit_words(VisitKind(f.slots["visit"]), int(f.slots["people"])),
            place=phrase("utter_place_as_told", place=town, words=theirs.words) if theirs else town,
            day=weekday(starts_at, f.turn.language, f.means.zone),
            time=f.slots["time"],
        )
        return replace(words, because=(theirs.id,) if theirs else ())

    async def carry_out(self, f: Filling) -> Say:
        ref = own_ref(f)
        details = await self.door(self.means.shop.accounts.details, ref)
        request = BookingRequest(
            shop=f.slots["place"],
            kind=VisitKind(f.slots["visit"]),
            starts_at=start_of(f.slots["date"], f.slots["time"], f.means.zone),
            party=int(f.slots["people"]),
            name=details.name,
            phone=details.phone,
            note=f.slots["note"] or "",
        )
        make = self.means.shop.bookings.make
        made = await self.door(make, ref, request, once=self.once(f), now=f.turn.moment.now)
        values = about_booking(made, await shops_for(f), f)
        return Say("utter_booked", values, about={"about_booking": made.number})


def about_booking(booking: Booking, shops: Iterable[Shop], f: Filling) -> dict[str, Any]:
    """A booking as values of a reply."""
    return {
        "number": booking.number,
        "visit": visit_words(booking.kind, booking.party),
        "place": town_of(shops, booking.shop),
        "day": weekday(booking.starts_at, f.turn.language, f.means.zone),
        "time": clock_time(booking.starts_at, f.turn.language, f.means.zone),
    }


def visit_words(kind: VisitKind, party: int) -> Phrase:
    return phrase(
        f"utter_visit_{kind.value}" if party > 1 or kind is not VisitKind.TABLE else "utter_visit_table_one",
        people=party,
    )


def told_where(kind: VisitKind, shops: Iterable[Shop], language: str) -> Say:
    """In which shops such a visit can be booked."""
    towns = [shop.address.town for shop in shops if kind in shop.visits]
    return say("utter_visits_where", visit=phrase(f"utter_visits_{kind.value}"), towns=listing(towns, language))


def town_of(shops: Iterable[Shop], shop_id: str) -> str:
    return next((shop.address.town for shop in shops if shop.id == shop_id), shop_id)
