"""Being rung or written to later: one promise, with a time, that can be put right and let go."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import WRITES
from actions.call_times import Window, Wish, day_wished, in_figures, window_of, wish_in
from actions.handoff import AtDesk, Events, cleared
from actions.no_call import needs_no_call, says_dont_bother
from actions.number_on_file import ENDING, asks_which_number, lacks_country, means_number_on_file, number_on_file
from actions.said import Said, yes_or_no
from actions.turn import Turn, asking, entity, turn_of
from actions.wording import Phrase, clock_time, phrase, weekday
from store import Once, OwnershipConflict, Promise, Reader
from store.hours import after_minutes, when_there
from store.house import HouseSettings
from store.promises import DESK
from store.summary import gather

CALLBACK_MINUTES = 120  # open minutes within which somebody rings or writes, where no time was named
_RING = re.compile(
    r"\b(?:ring|phone|call|telephone)\s+(?:me|us|back)\b|\bgive (?:me|us) (?:an? )?(?:\w+ )?(?:ring|call|bell|buzz)\b|"
    r"\bcall(?:ed)?\s?back\b|\ban(?:zu)?rufen\b|\brufe?[nt]?\b|"
    r"\br[uü]e?ckruf|\bzur[uü]e?ck(?:zu)?ruf|\bll[aá]m",
    re.I,
)
_THAT_NUMBER = re.compile(
    r"^\W*(?:(?:yes|ok|just|ring|on)\W+)*(?:that|this|the first)(?: number| one)?(?: please)?\W*$", re.I
)
_PLACE = re.compile(r"(\+\d{6,15}): (?:(\d\d:\d\d–\d\d:\d\d), )?")  # where to ring, and between which hours


class CallBack(AtDesk):
    """Promises that somebody rings or writes, by when, and keeps the promise in the ledger; one such promise at a time.

    Another number or hour takes the place of what was promised, and a call that is not needed is let go.
    """

    NAME = "action_call_back"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, chosen = turn_of(tracker), entity(tracker, "how")
        standing = await self._standing(tracker, turn)
        if needs_no_call(turn.text) or says_dont_bother(turn.text):
            await self._let_go(standing, turn)
            dispatcher.utter_message(response="utter_callback_off")
            return [*cleared(), SlotSet("called", None)]
        known, phone = _number_in(standing), _dialled(tracker, turn)
        ours = means_number_on_file(turn.text) or _takes_it(tracker, chosen)
        rings = chosen in ("ring", "on_file") or (chosen is None and (bool(phone) or ours or _rings(tracker, known)))
        on_file = await number_on_file(self.means, turn) if rings else None
        wish = self._wished(tracker, turn)
        # whoever answers the offer of a number with a time takes that number
        phone = phone or (on_file if ours or (wish and _asked_before(tracker)) else None)
        if standing and not phone and wish is None and bool(known) == rings:
            self._say_when(dispatcher, "utter_callback_already", _shown(known, on_file), standing.due_at, turn)
            return cleared()
        phone = phone or (known if rings else None)
        if rings and not phone:
            if on_file and (not _asked_before(tracker) or asks_which_number(turn.text)):
                dispatcher.utter_message(response="utter_callback_on_file", phone=_shown(on_file, on_file))
                return [asking("callback")]
            dispatcher.utter_message(response=_asks_number(tracker, turn, wish))
            return [asking("callback")]
        await self._stop_waiting(tracker.sender_id)
        house = await self.house()
        window = window_of(wish, house.desk_hours, house.zone, CALLBACK_MINUTES) if wish and phone else None
        due = standing.due_at if standing and wish is None else _due(wish, window, house, turn.moment.now)
        await self._let_go(standing, turn)
        place = _place(phone, window, None if wish else standing, self.means.zone)
        promise = await self._promise(tracker, turn, place, due)
        since = {"since": clock_time(window.opens, turn.language, self.means.zone)} if window else {}
        closed = _closed_day(self._day(tracker, turn), house)
        since |= {"wished": weekday(closed, turn.language, self.means.zone)} if closed else {}
        response = _promised(phone, wish, window, closed)
        self._say_when(dispatcher, response, _shown(phone, on_file), due, turn, **since)
        return [*cleared(), SlotSet("called", promise.id)]

    async def _promise(self, tracker: Tracker, turn: Turn, place: str, due: datetime) -> Promise:
        matter = gather(await self.told_before(tracker), turn.mood).reason or ("" if turn.confided else turn.text)
        return await self.door(
            self.memory.promises.make,
            turn.identity,
            f"{place}{matter}",
            DESK,
            due,
            conversation=tracker.sender_id,
            once=Once(turn.id, self.NAME),
        )

    async def _standing(self, tracker: Tracker, turn: Turn) -> Promise | None:
        """What stands promised here of ringing or writing: made in this session, or with a number to ring."""
        made = await self.door(self.memory.promises.of, turn.customer, Reader.ASSISTANT)
        here = (one for one in made if one.state == "open" and one.conversation == tracker.sender_id)
        ours = (one for one in here if one.owner == DESK and one.due_at > turn.moment.now)
        return next((one for one in ours if one.id == tracker.get_slot("called") or _number_in(one)), None)

    async def _let_go(self, promise: Promise | None, turn: Turn) -> None:
        if promise:
            once = Once(turn.id, f"{self.NAME}.instead")
            await self.door(self.memory.promises.release, promise.id, "customer", once=once)

    def _say_when(
        self,
        dispatcher: CollectingDispatcher,
        response: str,
        phone: Phrase | str,
        due: datetime,
        turn: Turn,
        **more: str,
    ) -> None:
        if response == "utter_callback_already" and not phone:
            response = "utter_callback_already_write"
        dispatcher.utter_message(response=response, phone=phone, **self.when(due, turn), **more)

    async def _stop_waiting(self, conversation: str) -> None:
        with suppress(OwnershipConflict):
            await self.door(self.memory.desk.cancel, conversation)

    def _wished(self, tracker: Tracker, turn: Turn) -> Wish | None:
        named = (wish_in(said, turn.moment.now, self.means.zone) for said in _of_the_call(tracker))
        return next((wish for wish in named if wish is not None), None)

    def _day(self, tracker: Tracker, turn: Turn) -> date | None:
        named = (day_wished(said, turn.moment.now, self.means.zone) for said in _of_the_call(tracker))
        return next((day for day in named if day is not None), None)


def _due(wish: Wish | None, window: Window | None, house: HouseSettings, now: datetime) -> datetime:
    """The end of the hours, or the time that was named if somebody is there then; else so many open minutes after."""
    if window is not None:
        return window.closes
    if wish is None:
        return after_minutes(house.desk_hours, house.zone, now, CALLBACK_MINUTES)
    return when_there(house.desk_hours, house.zone, wish.at, CALLBACK_MINUTES)


def _dialled(tracker: Tracker, turn: Turn) -> str | None:
    """The number typed, where it is sure which country's it is."""
    phone = entity(tracker, "phone")
    return None if phone and lacks_country(Said.last(tracker).words_for("phone"), turn.language) else phone


def _asks_number(tracker: Tracker, turn: Turn, wish: Wish | None) -> str:
    """The question for a number: nobody who said when is asked when it suits, and nobody is asked the same twice."""
    if means_number_on_file(turn.text):
        return "utter_callback_none_on_file"
    again = wish is not None or tracker.get_slot("asked") == "callback" or entity(tracker, "phone")
    return "utter_still_callback" if again else "utter_callback_number"


def _asked_before(tracker: Tracker) -> bool:
    return tracker.get_slot("asked") == "callback"


def _takes_it(tracker: Tracker, chosen: str | None) -> bool:
    """Whether the number that we offered to ring is to be rung."""
    said = Said.last(tracker)
    takes = yes_or_no(said) is True or _THAT_NUMBER.match(said.text)
    return chosen == "on_file" or (_asked_before(tracker) and bool(takes))


def _shown(phone: str | None, on_file: str | None) -> Phrase | str:
    """How a number is named: of the one on file no more than its last digits."""
    if phone and phone == on_file:
        return phrase("utter_number_on_file", ending=phone[-ENDING:])
    return phone or ""


def _closed_day(wished: date | None, house: HouseSettings) -> date | None:
    """The day that was wished for, where nobody is there on it at all."""
    there = {one.weekday for one in house.desk_hours}
    return wished if wished and wished.isoweekday() not in there else None


def _promised(phone: str | None, wish: Wish | None, window: Window | None, closed: date | None) -> str:
    """How it is said: a day or hours that nobody is there at are named plainly."""
    if not phone:
        return "utter_callback_write"
    if closed and not window:
        return "utter_callback_ring_not_that_day"
    if wish is None or wish.since is None:
        return "utter_callback_ring"
    return "utter_callback_ring_between" if window else "utter_callback_ring_not_then"


def _of_the_call(tracker: Tracker) -> Iterable[Said]:
    """What was just said of a call; and the message before it, where that asked for the call and this is the number."""
    yield Said.last(tracker)
    if tracker.get_slot("asked") == "callback":
        heard = [event for event in tracker.events if event["event"] == "user"]
        yield from (Said.of(event) for event in heard[-2:-1])


def _number_in(promise: Promise | None) -> str | None:
    """The number that was promised to be rung."""
    found = _PLACE.match(promise.what) if promise else None
    return found[1] if found else None


def _place(phone: str | None, window: Window | None, standing: Promise | None, zone: ZoneInfo) -> str:
    """Where somebody rings, and between which hours, those of another number included; nothing where they write."""
    if not phone:
        return ""
    before = _PLACE.match(standing.what) if standing else None
    hours = in_figures(window, zone) if window else before and before[2]
    return f"{phone}: {hours}, " if hours else f"{phone}: "


def _rings(tracker: Tracker, known: str | None) -> bool:
    """Whether a call is meant: spoken of, or promised already and only its time is another."""
    return _speaks_of_ringing(tracker) or (known is not None and not WRITES.search(turn_of(tracker).text))


def _speaks_of_ringing(tracker: Tracker) -> bool:
    if WRITES.search(turn_of(tracker).text) and not _RING.search(turn_of(tracker).text):
        return False
    if tracker.get_slot("asked") == "callback" or _RING.search(turn_of(tracker).text):
        return True
    return entity(tracker, "channel") in ("phone", "call", "telephone")
