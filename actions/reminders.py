"""Reminders: asked for, asked when, and ended in a sentence."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.beforehand import Lead, due_before, lead_in, moved_before
from actions.customers import counter_for
from actions.facts import capture_of
from actions.reminders_meant import to_end, to_move
from actions.rescheduling import ENDED, LISTED, OF_THE_LISTED, WHICH_TIME
from actions.said import Said
from actions.turn import CareAction, Turn, asking, entity, turn_of
from actions.visit_kinds import kind_in
from actions.when import Due, remind_anew, remind_of, remind_when, too_often
from actions.wording import Lines, Phrase, clock_time, phrase, weekday
from shop.errors import ShopError
from store import Assurance, Once, Reminder

Events = list[EventType]
EVERY_ONE = "all"  # what a choice says of the reminder, beside the id of one
JUST_SET = "reminded"  # the slot that holds the last reminder of this session
MOST_SHOWN = 4  # reminders to choose from
_ENDS = re.compile(
    r"\b(?:cancel|delete|drop|remove|forget|scrap|stop|end|don'?t (?:need|want)|no longer (?:need|want)|get rid of)\b"
    r".{0,25}\bremind(?:ers?|ing)\b|\b(?:don'?t|do not|stop|no need to|needn'?t|never) remind(?:ing)?\b|"
    r"\bno (?:more )?reminders?\b",
    re.I,
)
_REMIND_ME = re.compile(r"\bremind (?:me|us)\b", re.I)
_ALL = re.compile(r"\b(?:all|every|both|any|no more)\b.*\bremind", re.I)


def ends_reminder(text: str) -> bool:
    """Whether a reminder is to end rather than to be kept.

    >>> ends_reminder("cancel my reminder"), ends_reminder("don't forget to remind me")
    (True, False)
    """
    return bool(_ENDS.search(text))


class RemindMe(CareAction):
    """Keeps a reminder for the time named, once or at intervals; asks for the time where none was named; ends one."""

    NAME = "action_remind_me"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, becomes = turn_of(tracker), tracker.latest_message.get("reminder_becomes")
        chosen = entity(tracker, "reminder")
        if becomes == LISTED:
            _tell(dispatcher, await self._waiting(turn), self._line_in(turn))
            return []
        if becomes == ENDED or chosen or ends_reminder(turn.text):
            return await self._end(dispatcher, tracker, turn, chosen)
        if becomes:
            return await self._change(dispatcher, tracker, turn, becomes)
        return await self._take(dispatcher, tracker, turn)

    async def _take(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
        """Keeps a new one, or asks for its time."""
        said, answering = Said.last(tracker), tracker.get_slot("asked") == "reminder"
        before = tracker.get_slot("to_remind") if answering else None
        lead = lead_in(said)
        beside = lead.beside if lead else said
        if too_often(said.text):
            dispatcher.utter_message(response="utter_remind_daily")
            return [asking("reminder"), SlotSet("to_remind", remind_of(beside) or before)]
        own = remind_of(beside)  # asked for anew, it is another one
        what = (own or before if _REMIND_ME.search(said.text) else before or own) or said.text
        due = await self._due(said, lead, turn)
        if due is None:
            dispatcher.utter_message(response="utter_remind_when")
            return [asking("reminder"), SlotSet("to_remind", what)]
        # the question lapses by itself: ended here, Rasa's rule breaks off
        return [SlotSet("to_remind", None), await self._set(dispatcher, turn, what, due)]

    async def _due(self, said: Said, lead: Lead | None, turn: Turn) -> Due | None:
        """When the message wants it, or so long before what it names; None where that is to be asked."""
        if lead is None:
            return remind_when(said, turn.moment.now, self.means.zone)
        starts = await self._booked(lead.beside, turn) if lead.is_of_a_booking else None
        return due_before(lead, starts, turn.moment.now, self.means.zone)

    async def _booked(self, said: Said, turn: Turn) -> datetime | None:
        """When the one booking of theirs begins that is meant; None where there is none, several, or no telling."""
        try:
            bookings = [booking for _, booking in await (await counter_for(self.means, turn)).bookings()]
        except ShopError:
            return None
        kind = kind_in(said)
        fitting = [one.starts_at for one in bookings if kind in (None, one.kind)]
        return fitting[0] if len(fitting) == 1 else None

    async def _set(self, dispatcher: CollectingDispatcher, turn: Turn, what: str, due: Due) -> EventType:
        kept = await self._keep(turn, what, due)
        response = "utter_reminder_every" if due.every else "utter_reminder_set"
        dispatcher.utter_message(response=response, what=what, reminders=[what], **self._when(due.at, turn))
        return SlotSet(JUST_SET, kept.id)

    async def _change(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, becomes: str) -> Events:
        """Sets the one that is meant anew, in the place of what was set, or asks for the time or the one meant."""
        waiting = await self._waiting(turn)
        one = to_move(waiting, Said.last(tracker), tracker.get_slot(JUST_SET))
        if one is None:
            _tell(dispatcher, waiting, self._line_in(turn), "utter_reminder_move_which")
            return []
        said, now, zone = Said.last(tracker), turn.moment.now, self.means.zone
        lead = lead_in(said)
        due = moved_before(lead, one, now, zone) if lead else remind_anew(said, one, now, zone)
        if becomes == WHICH_TIME or due is None:
            dispatcher.utter_message(response="utter_reminder_when_then")
            return []
        await self.door(self.memory.reminders.cancel, turn.customer, [one.id])
        return [await self._set(dispatcher, turn, one.what, due)]

    async def _waiting(self, turn: Turn) -> list[Reminder]:
        """Those that wait and may be shown here."""
        known = await self.door(self.memory.reminders.of, turn.customer)
        verified = turn.moment.assurance is Assurance.VERIFIED
        return [one for one in known if verified or one.identity == turn.identity]

    async def _keep(self, turn: Turn, what: str, due: Due) -> Reminder:
        return await self.door(
            self.memory.reminders.set,
            turn.moment,
            what,
            due.at,
            capture_of(turn, "words"),
            every=due.every,
            once=Once(turn.id, self.NAME),
        )

    async def _end(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, chosen: str | None
    ) -> Events:
        """Ends the one that is meant, or all of them; asks which where several wait and none is named."""
        waiting = await self._waiting(turn)
        going = waiting
        if chosen:
            going = waiting if chosen == EVERY_ONE else [one for one in waiting if one.id == chosen]
        elif not _ALL.search(turn.text):
            today = turn.moment.now.astimezone(self.means.zone).date()
            unsaid = ends_reminder(turn.text) or tracker.latest_message.get(OF_THE_LISTED)
            just_set = None if unsaid else tracker.get_slot(JUST_SET)  # "cancel that", or which?
            one = to_end(waiting, Said.last(tracker), just_set, today, self.means.zone)
            going = [one] if one else []
        if not going:
            _ask_which(dispatcher, waiting)
            return [SlotSet("to_remind", None)]
        await self.door(self.memory.reminders.cancel, turn.customer, [one.id for one in going])
        if len(going) == 1:
            dispatcher.utter_message(response="utter_reminder_cancelled", what=going[0].what)
        else:
            dispatcher.utter_message(response="utter_reminders_cancelled")
        ended = tracker.get_slot(JUST_SET) in {one.id for one in going}
        return [SlotSet("to_remind", None), *([SlotSet(JUST_SET, None)] if ended else [])]

    def _line_in(self, turn: Turn) -> Callable[[Reminder], Phrase]:
        """How a reminder is told in a line."""
        return lambda one: phrase("utter_line_reminder", what=one.what, **self._when(one.next_at, turn))

    def _when(self, at: datetime, turn: Turn) -> dict[str, str]:
        zone = self.means.zone
        return {"day": weekday(at, turn.language, zone), "time": clock_time(at, turn.language, zone)}


def _tell(
    dispatcher: CollectingDispatcher,
    waiting: Sequence[Reminder],
    line: Callable[[Reminder], Phrase],
    response: str = "utter_reminders",
) -> None:
    """The reminders that wait, a line each, or that there are none."""
    if not waiting:
        dispatcher.utter_message(response="utter_reminder_none")
        return
    words = Lines([line(one) for one in waiting])
    dispatcher.utter_message(response=response, lines=words, reminders=[one.what for one in waiting])


def _ask_which(dispatcher: CollectingDispatcher, waiting: Sequence[Reminder]) -> None:
    if not waiting:
        dispatcher.utter_message(response="utter_reminder_none")
        return
    buttons: list[dict[str, Any]] = [
        {"title": one.what, "payload": f'/remind_me{{"reminder": "{one.id}"}}'} for one in waiting[:MOST_SHOWN]
    ]
    every = {"title": phrase("utter_reminder_all"), "payload": f'/remind_me{{"reminder": "{EVERY_ONE}"}}'}
    about = [one.what for one in waiting]
    dispatcher.utter_message(response="utter_reminder_which", buttons=[*buttons, every], reminders=about)
