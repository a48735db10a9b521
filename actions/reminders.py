"""Reminders: asked for, asked when, and ended in a sentence."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.facts import capture_of
from actions.rescheduling import ANEW, ENDED, WHICH_TIME
from actions.said import Said, one_named
from actions.turn import CareAction, Turn, asking, entity, turn_of
from actions.when import Due, remind_anew, remind_of, remind_when, too_often
from actions.wording import clock_time, phrase, weekday
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
        turn, said, zone = turn_of(tracker), Said.last(tracker), self.means.zone
        if entity(tracker, "reminder") or ends_reminder(turn.text):
            await self._end(dispatcher, turn, entity(tracker, "reminder"))
            return [SlotSet("to_remind", None)]
        last = await self._just_set(tracker, turn)
        if last and (becomes := tracker.latest_message.get("reminder_becomes")):
            return await self._change(dispatcher, turn, last, becomes, remind_anew(said, last, turn.moment.now, zone))
        answering = tracker.get_slot("asked") == "reminder"
        before = tracker.get_slot("to_remind") if answering else None
        if too_often(said.text):
            dispatcher.utter_message(response="utter_remind_daily")
            return [asking("reminder"), SlotSet("to_remind", remind_of(said) or before)]
        what = before or remind_of(said) or said.text
        due = remind_when(said, turn.moment.now, zone)
        if due is None:
            dispatcher.utter_message(response="utter_remind_when")
            return [asking("reminder"), SlotSet("to_remind", what)]
        # the question lapses by itself: ended here, Rasa's rule breaks off
        return [SlotSet("to_remind", None), await self._set(dispatcher, turn, what, due)]

    async def _set(self, dispatcher: CollectingDispatcher, turn: Turn, what: str, due: Due) -> EventType:
        kept = await self._keep(turn, what, due)
        response = "utter_reminder_every" if due.every else "utter_reminder_set"
        dispatcher.utter_message(response=response, what=what, **self._when(due.at, turn))
        return SlotSet(JUST_SET, kept.id)

    async def _just_set(self, tracker: Tracker, turn: Turn) -> Reminder | None:
        """The reminder of this session that was set last, where it still waits."""
        waiting = await self.door(self.memory.reminders.of, turn.customer)
        return next((one for one in waiting if one.id == tracker.get_slot(JUST_SET)), None)

    async def _change(
        self, dispatcher: CollectingDispatcher, turn: Turn, last: Reminder, becomes: str, due: Due | None
    ) -> Events:
        """Sets it anew in the place of what was set, ends it, or asks for the time that is meant."""
        if becomes == WHICH_TIME or (becomes == ANEW and due is None):
            dispatcher.utter_message(response="utter_reminder_when_then")
            return []
        await self.door(self.memory.reminders.cancel, turn.customer, [last.id])
        if due is None or becomes == ENDED:
            dispatcher.utter_message(response="utter_reminder_cancelled", what=last.what)
            return [SlotSet(JUST_SET, None)]
        return [await self._set(dispatcher, turn, last.what, due)]

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

    async def _end(self, dispatcher: CollectingDispatcher, turn: Turn, chosen: str | None) -> None:
        """Ends the one that is meant, or all of them; asks which where several wait and none is named."""
        waiting = [
            one
            for one in await self.door(self.memory.reminders.of, turn.customer)
            if turn.moment.assurance is Assurance.VERIFIED or one.identity == turn.identity
        ]
        going = waiting if chosen == EVERY_ONE or _ALL.search(turn.text) else _meant(waiting, turn.text, chosen)
        if not going:
            _ask_which(dispatcher, waiting)
            return
        await self.door(self.memory.reminders.cancel, turn.customer, [one.id for one in going])
        if len(going) == 1:
            dispatcher.utter_message(response="utter_reminder_cancelled", what=going[0].what)
        else:
            dispatcher.utter_message(response="utter_reminders_cancelled")

    def _when(self, at: datetime, turn: Turn) -> dict[str, str]:
        zone = self.means.zone
        return {"day": weekday(at, turn.language, zone), "time": clock_time(at, turn.language, zone)}


def _meant(waiting: Sequence[Reminder], text: str, chosen: str | None) -> list[Reminder]:
    """The one chosen, the only one, or the one that the words name."""
    if chosen:
        return [one for one in waiting if one.id == chosen]
    if len(waiting) == 1:
        return list(waiting)
    named = one_named(_ENDS.sub("", text), [one.what for one in waiting])
    return [] if named is None else [waiting[named]]


def _ask_which(dispatcher: CollectingDispatcher, waiting: Sequence[Reminder]) -> None:
    if not waiting:
        dispatcher.utter_message(response="utter_reminder_none")
        return
    buttons: list[dict[str, Any]] = [
        {"title": one.what, "payload": f'/remind_me{{"reminder": "{one.id}"}}'} for one in waiting[:MOST_SHOWN]
    ]
    every = {"title": phrase("utter_reminder_all"), "payload": f'/remind_me{{"reminder": "{EVERY_ONE}"}}'}
    dispatcher.utter_message(response="utter_reminder_which", buttons=[*buttons, every])
