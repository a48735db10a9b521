"""Which language a customer is answered in: noted from what they write, remembered only where they allow it."""

from contextlib import suppress
from typing import Any

from babel import Locale
from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.replies import Events
from actions.tongues import HOUSE_TONGUE, served_in, tongue_of, with_texts
from actions.turn import CareAction, Turn, turn_of
from store import NewFact, NotAllowed, Once, Provenance, Purpose, Reader

# tasks are carried out in the house's language: their questions would come in the wrong one
_ENDED = (ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("set_aside", None))
KIND = "language"
_TELL_NOTHING = frozenset({"nlu_fallback", "inform", "out_of_scope", "chitchat", "repeat", "wait"})
REMEMBERED = "language_because"  # the fact by which every reply is in this language


class NoteLanguage(CareAction):
    """Notes the language of the conversation: this message's, else the one remembered, else the channel's hint."""

    NAME = "action_note_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, written = turn_of(tracker), tracker.latest_message.get("tongue")
        if written is None:
            return await self._known(turn, tracker)
        if written != HOUSE_TONGUE or tracker.get_slot("language") is not None:
            await self._remember(turn, written)
        speaks = written not in with_texts() or written in await spoken_here(self)
        noted = [SlotSet("language", written if speaks else HOUSE_TONGUE), SlotSet(REMEMBERED, None)]
        return noted if written == HOUSE_TONGUE else [*noted, *_ENDED]

    async def _known(self, turn: Turn, tracker: Tracker) -> Events:
        """The remembered language with the fact that it comes from, else the channel's, else the house's."""
        brief = await self.door(
            self.memory.recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment
        )
        hint = tracker.latest_message["metadata"].get("hint")
        told = (fact for fact in brief.facts if fact.kind == KIND and fact.superseded_by is None)
        spoken, fact = await spoken_here(self), next(told, None)
        if fact is not None and fact.stance in spoken and not _is_english(tracker, fact.stance):
            return [SlotSet("language", fact.stance), SlotSet(REMEMBERED, fact.id)]
        code = hint if hint in with_texts() and hint in spoken else HOUSE_TONGUE
        return [SlotSet("language", code), SlotSet(REMEMBERED, None)]

    async def _remember(self, turn: Turn, code: str) -> None:
        new = NewFact(
            kind=KIND,
            stance=code,
            about=KIND,
            words=turn.text,
            text=Locale.parse(code).get_display_name(code) or code,
            said_at=turn.moment.now,
            channel=turn.moment.channel,
            provenance=Provenance.OBSERVED,
            conversation=turn.moment.conversation,
            message=turn.id,
        )
        with suppress(NotAllowed):  # then it holds for this conversation only
            await self.door(self.memory.facts.remember, turn.moment, new, once=Once(turn.id, self.NAME))


def _is_english(tracker: Tracker, remembered: str) -> bool:
    """Whether a message shows that English is typed for once: by a word of it, or by a wish only English serves."""
    text, intent = tracker.latest_message.get("text") or "", tracker.latest_message["intent"]["name"]
    return tongue_of(text, remembered) == HOUSE_TONGUE or intent not in _TELL_NOTHING | served_in(remembered)


async def spoken_here(action: CareAction) -> tuple[str, ...]:
    """The languages in which the house answers."""
    return (await action.door(action.memory.house.settings)).languages
