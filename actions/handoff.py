"""Fetching a person: now, or later by a promise."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.at_desk import opens_at
from actions.distress import care_for_distress, despaired_lately
from actions.stages import gone_back, put_by
from actions.tongues import HOUSE_TONGUE
from actions.turn import CareAction, Turn, entity, turn_of
from actions.while_filling import OTHER_MATTER, UNKNOWN
from actions.wording import Phrase, clock_time, listing, phrase, quoted, weekday
from store import Once
from store.desk import NewCase, Place, SaidBefore, SummaryLine
from store.hours import after_minutes
from store.house import HouseSettings
from store.summary import confided, gather, in_brief, shortened

Events = list[EventType]
# What a choice says of the lines that are told, beside the number of one.
EVERY_LINE, WHAT_I_SAY, WAIT_NO_MORE = "all", "said", "none"
STRUCK = "utter_struck"
IN_THEIR_TONGUE = "other_language"  # a matter that only a person can read


class AtDesk(CareAction):
    """An action that knows when the desk is open and who is there."""

    async def house(self) -> HouseSettings:
        return await self.door(self.memory.house.settings)

    async def told_before(self, tracker: Tracker) -> list[SaidBefore]:
        """What the customer said in this session and never struck, of no matter that was closed since."""
        struck = await self.door(self.memory.looks.struck, tracker.sender_id)
        closed = await self.door(self.memory.looks.resolved, tracker.sender_id)
        return [one for one in said_before(tracker.events) if one.id not in struck and one.id > closed]

    def when(self, moment: datetime, turn: Turn) -> dict[str, str]:
        zone = self.means.zone
        return {"day": weekday(moment, turn.language, zone), "time": clock_time(moment, turn.language, zone)}


class HandOver(AtDesk):
    """Puts the conversation into the queue and shows what the next person is told, before they are told."""

    NAME = "action_hand_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        thread, line = await self.door(self.memory.owners.of, tracker.sender_id), entity(tracker, "line")
        if thread.owner == "waiting":
            if line == WAIT_NO_MORE and tracker.get_slot("put_by"):
                return await self._back_to_it(dispatcher, tracker)
            await self._waiting(dispatcher, turn, tracker.sender_id, line)
            return cleared()
        if line in (EVERY_LINE, WHAT_I_SAY, WAIT_NO_MORE):
            dispatcher.utter_message(response="utter_waiting_cancelled")
        elif line:
            await self.door(self.memory.desk.strike, tracker.sender_id, line)
            dispatcher.utter_message(response=STRUCK)
        else:
            await self._ask(dispatcher, tracker, turn)
            return [*cleared(), *put_by(tracker)]
        return cleared()

    async def _ask(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> None:
        house = await self.house()
        new = gather(await self.told_before(tracker), turn.mood)
        opens = await opens_at(self, house, turn.moment.now)
        if opens and despaired_lately(tracker):
            await care_for_distress(self, dispatcher, tracker, turn)
        minutes = house.desk.wait_minutes
        due = after_minutes(house.desk_hours, house.zone, opens, minutes) if opens else None
        await self.door(self.memory.desk.ask, tracker.sender_id, new, due, Once(turn.id, self.NAME))
        place = await self.door(self.memory.looks.place, tracker.sender_id)
        self._say(dispatcher, new, turn, place, opens)

    async def _waiting(
        self, dispatcher: CollectingDispatcher, turn: Turn, conversation: str, line: str | None
    ) -> None:
        """What one who waits decides about the waiting: about a line of what is told, or to wait no more."""
        if line is None:
            await self._say_till_when(dispatcher, turn, conversation)
        elif line == WAIT_NO_MORE:
            await self.door(self.memory.desk.cancel, conversation)
            dispatcher.utter_message(response="utter_waiting_cancelled")
        elif line == EVERY_LINE:
            await self.door(self.memory.desk.expect_words, conversation)
            dispatcher.utter_message(response="utter_waiting_change")
        else:
            await self._retold(dispatcher, turn, conversation, line)

    async def _say_till_when(self, dispatcher: CollectingDispatcher, turn: Turn, conversation: str) -> None:
        """Where one who waits stands, or when the desk opens."""
        opens = await opens_at(self, await self.house(), turn.moment.now)
        if opens:
            dispatcher.utter_message(response="utter_already_waiting_closed", **self.when(opens, turn))
            return
        place = place_phrase(await self.door(self.memory.looks.place, conversation))
        dispatcher.utter_message(response="utter_already_waiting", place=place)

    async def _back_to_it(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Waits no more, and goes on with the task that the call for a person broke off."""
        await self.door(self.memory.desk.cancel, tracker.sender_id)
        dispatcher.utter_message(response="utter_waiting_over")
        return gone_back(dispatcher, tracker)

    async def _retold(
        self, dispatcher: CollectingDispatcher, turn: Turn, conversation: str, line: str
    ) -> None:
        desk = self.memory.desk
        if line == WHAT_I_SAY:
            case = await self.door(desk.retell, conversation, in_brief(turn.text), turn.id)
        else:
            case = await self.door(desk.strike, conversation, line)
        left = [one for one in case.lines if not one.struck]
        if left:
            lines = listing([quoted(one.text, turn.language) for one in left], turn.language)
            dispatcher.utter_message(response="utter_waiting_told", lines=lines, buttons=_strike_buttons(left))
        else:
            dispatcher.utter_message(response="utter_waiting_told_nothing")

    def _say(
        self,
        dispatcher: CollectingDispatcher,
        new: NewCase,
        turn: Turn,
        place: Place | None,
        opens: datetime | None,
    ) -> None:
        lines = listing([quoted(line.text, turn.language) for line in new.lines], turn.language)
        told = phrase("utter_told", lines=lines)
        values = {"told": told if new.lines else "", "place": place_phrase(place)}
        response = "utter_handing_over"
        if opens is not None:
            response = "utter_handing_over_closed"
            values |= self.when(opens, turn)
        dispatcher.utter_message(response=response, buttons=_strike_buttons(new.lines), **values)


def said_before(events: Iterable[Mapping[str, Any]]) -> list[SaidBefore]:
    """What the customer said since the session began, the newest last."""
    session: list[SaidBefore] = []
    known = list(events)
    secret = confided(known)
    for event in known:
        if event["event"] == "session_started":
            session = []
        elif event["event"] == "user" and event.get("text") and not _about_the_lines(event):
            session.append(_said(event, secret))
    return session


def place_phrase(place: Place | None) -> Phrase | str:
    """Where the customer stands, in the domain's words."""
    if place is None:
        return ""
    ahead = place.place - 1
    if place.minutes is None:
        return phrase("utter_place_next") if ahead == 0 else phrase("utter_place_ahead", ahead=ahead)
    if ahead == 0:
        return phrase("utter_place_next_time", minutes=place.minutes)
    return phrase("utter_place_ahead_time", ahead=ahead, minutes=place.minutes)


def _said(event: Mapping[str, Any], secret: frozenset[str]) -> SaidBefore:
    read = event.get("parse_data") or {}
    intent = read.get("intent") or {}
    if intent.get("name") == UNKNOWN and read.get("tongue") not in (None, HOUSE_TONGUE):
        intent = {"name": IN_THEIR_TONGUE}
    elif read.get(OTHER_MATTER):
        intent = {"name": OTHER_MATTER}
    id = str(event.get("message_id"))
    name, mood = intent.get("name") or "nlu_fallback", read.get("mood") or "neutral"
    return SaidBefore(id, event["text"], name, id in secret, mood)


def _about_the_lines(event: Mapping[str, Any]) -> bool:
    """Whether this was a word on what is told: taken up as one, it would tell what was struck."""
    return any(one["entity"] == "line" for one in (event.get("parse_data") or {}).get("entities") or ())


def _strike_buttons(lines: Sequence[SummaryLine]) -> list[dict[str, Any]]:
    if not lines:
        return []
    strikes = [
        {
            "title": phrase("utter_button_strike", line=shortened(line.text)),
            "payload": f'/ask_human{{"line": "{line.id}"}}',
        }
        for line in lines
    ]
    change = {"title": phrase("utter_button_change"), "payload": f'/ask_human{{"line": "{EVERY_LINE}"}}'}
    return [
        change,
        *strikes,
        {"title": phrase("utter_button_never_mind"), "payload": f'/ask_human{{"line": "{WAIT_NO_MORE}"}}'},
    ]


def cleared() -> Events:
    """Nothing that was under way outlives a handoff: afterwards the assistant starts afresh."""
    return [ActiveLoop(None), *(SlotSet(slot, None) for slot in ("requested_slot", "set_aside", "next_wishes"))]
