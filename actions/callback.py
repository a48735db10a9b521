"""Being rung or written to later: one promise, with a time, that can be put right and let go."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import WRITES
from actions.handoff import AtDesk, Events, cleared
from actions.said import Said
from actions.turn import Turn, asking, entity, turn_of
from actions.when import remind_when
from store import Once, OwnershipConflict, Promise, Reader
from store.hours import after_minutes, when_there
from store.house import HouseSettings
from store.promises import DESK
from store.summary import gather

CALLBACK_MINUTES = 120  # open minutes within which somebody rings or writes, where no time was named
_RING = re.compile(
    r"\b(?:ring|phone|call|telephone)\s+(?:me|us|back)\b|\bcall(?:ed)?\s?back\b|\ban(?:zu)?rufen\b|\brufe?[nt]?\b|"
    r"\br[uü]e?ckruf|\bzur[uü]e?ck(?:zu)?ruf|\bll[aá]m",
    re.I,
)
_NO_CALL = re.compile(
    r"\b(?:no(?! one\b)|not|don'?t|do not|needn'?t|cancel|without|forget|scrap)\b[^.,?!]{0,20}"
    r"\b(?:calls?|ring(?:ing)?|phone|call-?back|write|writing)\b|"
    r"\bkein\w* (?:r[uü]ck)?anruf\w*|\b(?:nicht (?:mehr )?an(?:zu)?rufen|ruf\w*\b[^.,?!]{0,20}\bnicht)\b"
    r"(?! (?:vor|nach|zwischen|um|am)\b)|"
    r"\bno\b[^.,?!]{0,20}\bll[aá]m\w*\b(?! (?:antes|despu[eé]s|entre|a las?|el)\b)|\bsin llamada\b",
    re.I,
)
_CALL = re.compile(r"\b(?:call|ring|phone|text|write|ruf\w*|ll[aá]m\w*)\b", re.I)
_NUMBER = re.compile(r"(\+\d{6,15}): ")


class CallBack(AtDesk):
    """Promises that somebody rings or writes, by when, and keeps the promise in the ledger; one such promise at a time.

    Another number or hour takes the place of what was promised, and a call that is not needed is let go.
    """

    NAME = "action_call_back"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, phone, chosen = turn_of(tracker), entity(tracker, "phone"), entity(tracker, "how")
        standing = await self._standing(tracker, turn)
        if needs_no_call(turn.text):
            await self._let_go(standing, turn)
            dispatcher.utter_message(response="utter_callback_off")
            return [*cleared(), SlotSet("called", None)]
        known = _number_in(standing)
        rings = chosen == "ring" or (chosen is None and (bool(phone) or _rings(tracker, known)))
        another_hour = self._wished(tracker, turn) is not None
        if standing and not phone and not another_hour and bool(known) == rings:
            self._say_when(dispatcher, "utter_callback_already", known, standing.due_at, turn)
            return cleared()
        phone = phone or (known if rings else None)
        if rings and not phone:
            # nobody who said when is asked when it suits, and nobody is asked the same twice
            again = another_hour or tracker.get_slot("asked") == "callback"
            dispatcher.utter_message(response="utter_still_callback" if again else "utter_callback_number")
            return [asking("callback")]
        await self._stop_waiting(tracker.sender_id)
        due = standing.due_at if standing and not another_hour else await self._due(tracker, turn, await self.house())
        await self._let_go(standing, turn)
        promise = await self._promise(tracker, turn, phone, due)
        self._say_when(dispatcher, "utter_callback_ring" if phone else "utter_callback_write", phone, due, turn)
        return [*cleared(), SlotSet("called", promise.id)]

    async def _promise(self, tracker: Tracker, turn: Turn, phone: str | None, due: datetime) -> Promise:
        matter = gather(await self.told_before(tracker), turn.mood).reason or ("" if turn.confided else turn.text)
        return await self.door(
            self.memory.promises.make,
            turn.identity,
            f"{phone}: {matter}" if phone else matter,
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
        self, dispatcher: CollectingDispatcher, response: str, phone: str | None, due: datetime, turn: Turn
    ) -> None:
        if response == "utter_callback_already" and not phone:
            response = "utter_callback_already_write"
        dispatcher.utter_message(response=response, phone=phone or "", **self.when(due, turn))

    async def _stop_waiting(self, conversation: str) -> None:
        with suppress(OwnershipConflict):
            await self.door(self.memory.desk.cancel, conversation)

    async def _due(self, tracker: Tracker, turn: Turn, house: HouseSettings) -> datetime:
        """The time that the customer named, if somebody is there then; else within so many open minutes of it."""
        wished = self._wished(tracker, turn)
        if wished is None:
            return after_minutes(house.desk_hours, house.zone, turn.moment.now, CALLBACK_MINUTES)
        return when_there(house.desk_hours, house.zone, wished, CALLBACK_MINUTES)

    def _wished(self, tracker: Tracker, turn: Turn) -> datetime | None:
        named = (remind_when(said, turn.moment.now, self.means.zone) for said in _of_the_call(tracker))
        return next((due.at for due in named if due is not None), None)


def needs_no_call(text: str) -> bool:
    """Whether nobody is to ring or write after all.

    >>> needs_no_call("actually no call needed"), needs_no_call("don't write, call me"), needs_no_call("call me at 5")
    (True, False, False)
    >>> needs_no_call("bitte nicht anrufen"), needs_no_call("no hace falta que llamen"), needs_no_call("rufen Sie an")
    (True, True, False)
    >>> needs_no_call("rufen Sie nicht vor 9 Uhr an"), needs_no_call("no me llamen antes de las 9")
    (False, False)
    """
    found = _NO_CALL.search(text)
    return bool(found and not _CALL.search(re.sub(r"^[^.,?!]*", "", text[found.end() :])))


def _of_the_call(tracker: Tracker) -> Iterable[Said]:
    """What was just said of a call; and the message before it, where that asked for the call and this is the number."""
    yield Said.last(tracker)
    if tracker.get_slot("asked") == "callback":
        heard = [event for event in tracker.events if event["event"] == "user"]
        yield from (Said.of(event) for event in heard[-2:-1])


def _number_in(promise: Promise | None) -> str | None:
    """The number that was promised to be rung."""
    found = _NUMBER.match(promise.what) if promise else None
    return found[1] if found else None


def _rings(tracker: Tracker, known: str | None) -> bool:
    """Whether a call is meant: spoken of, or promised already and only its time is another."""
    return _speaks_of_ringing(tracker) or (known is not None and not WRITES.search(turn_of(tracker).text))


def _speaks_of_ringing(tracker: Tracker) -> bool:
    if WRITES.search(turn_of(tracker).text) and not _RING.search(turn_of(tracker).text):
        return False
    if tracker.get_slot("asked") == "callback" or _RING.search(turn_of(tracker).text):
        return True
    return entity(tracker, "channel") in ("phone", "call", "telephone")
