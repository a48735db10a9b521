"""Rasa's message processor with our clock, our actions and our graph runner, and without its silent failures."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import rasa.core.actions.action as rasa_actions
from rasa.core.actions.action import Action, ActionExecutionRejection, create_bot_utterance
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import ActionLimitReached, MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.constants import (
    ACTION_EXTRACT_SLOTS,
    ACTION_LISTEN_NAME,
    ACTION_SESSION_START_NAME,
    ACTION_VALIDATE_SLOT_MAPPINGS,
    DEFAULT_SLOT_NAMES,
    REQUESTED_SLOT,
    SlotMappingType,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecutionRejected, Event, SlotSet, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name

from actions.answers import CANNOT_BE_UNDONE
from actions.buried import buried, calmed, care_beside, despairing
from actions.context import in_context
from actions.forms import LEAVING
from actions.letting_go import let_go
from actions.replies import waits_for_answer
from actions.several import apart, is_to_do
from actions.stages import CONFIRMED
from bot.engine.actions import ActionHost
from bot.engine.around import around
from bot.engine.messages import never_a_command, saying
from bot.engine.runner import StraightRunner
from bot.engine.standing import after_turn
from bot.engine.words import HouseWords

FIND_REGISTER = "action_find_register"  # at a session's beginning: how courtesies are worded for this customer
NOTES_LANGUAGE = "action_note_language"
ALONE = frozenset({"refused", "why", "moved", "theirs"})  # read so, a message is not taken apart
LANGUAGE_BECAUSE = "language_because"
NEXT = "next_wishes"  # what one message asked for beside what is under way, in the customer's words
OUTLIVES_SESSIONS = ("distressed",)  # a conversation in which somebody despaired stays one


class TurnProcessor(MessageProcessor):
    """Runs one turn on a tracker that is handed in; whoever hands it in also keeps what comes out."""

    def __init__(self, model: Path, actions: ActionHost, clock: Callable[[], datetime]) -> None:
        self._actions = actions
        self._clock = clock
        nothing_kept = InMemoryTrackerStore(Domain.empty())
        nlg = HouseWords({})
        super().__init__(model, nothing_kept, InMemoryLockStore(), nlg, on_circuit_break=_refuse_to_circle)
        self.nlg.responses = self.domain.responses
        self._ready: dict[str, Action] = {}
        self._extracts = _extracts_slots(self.domain)

    def use(self, actions: ActionHost, clock: Callable[[], datetime]) -> None:
        """Goes on with other actions and another clock."""
        self._actions = actions
        self._clock = clock
        self._ready = {}

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), Path(model_path), LocalModelStorage, StraightRunner
            )
        return os.path.basename(model_path), metadata, runner

    async def turn(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        """Handles one message; raises whatever fails, so that nothing of a failed turn is kept."""
        begins = not tracker.events or self._has_session_expired(tracker)
        if begins:
            await self._begin_session(message, tracker)
        asked, before = tracker.get_slot("asked"), len(tracker.events)
        first, *later = self._wishes(message, tracker)
        await self._hear(first, tracker)
        if begins:
            await self._note(FIND_REGISTER, tracker)
        if later:
            tracker.update(SlotSet(NEXT, [wish.text for wish in later]))
            await self._say_one_by_one([first, *later], tracker)
        await self._care(first, tracker)
        await self._answer(first, tracker)
        await self._go_on(message, tracker, {wish.text for wish in later})
        await self._put_again(tracker, asked, list(tracker.events)[before:])

    async def _put_again(self, tracker: DialogueStateTracker, asked: str | None, happened: list[Event]) -> None:
        """Puts a question again that the message did not settle, now that the message is answered."""
        stands = after_turn(tracker, asked, happened)
        if stands is None:
            return
        if stands.says:
            await self._say(stands.says, tracker)
        for event in stands.events():
            tracker.update(event)

    async def _care(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        """A word for what is sad in a message, before what it asks is answered; nothing is pressed on them after it."""
        care = care_beside({"text": message.text, **(message.parse_data or {})})
        if care and not tracker.get_slot("grieving"):
            await self._say(care, tracker)
            tracker.update(SlotSet("grieving", True))

    async def _hear(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        await self._handle_message_with_tracker(message, tracker)
        await self._note_language(tracker)

    async def _go_on(self, message: UserMessage, tracker: DialogueStateTracker, said_now: set[str | None]) -> None:
        """Takes the wishes that wait, while nothing else is under way; one from before is named as it comes up."""
        if tracker.latest_message and tracker.latest_message.intent.get("name") in LEAVING:
            tracker.update(SlotSet(NEXT, None))
        while tracker.get_slot(NEXT) and _is_free(tracker):
            text, *rest = tracker.get_slot(NEXT)
            wish = saying(in_context(self._read(text, message, tracker), around(tracker)), message)
            await self._hear(wish, tracker)
            tracker.update(SlotSet(NEXT, rest or None))
            if text not in said_now:
                await self._say("utter_now_the_next", tracker, words=text)
            await self._answer(wish, tracker)

    async def _say_one_by_one(self, wishes: list[UserMessage], tracker: DialogueStateTracker) -> None:
        intents = [str((wish.parse_data or {})["intent"]["name"]) for wish in wishes]
        if sum(is_to_do(intent) and intent != "state_preference" for intent in intents) > 1:
            await self._say("utter_one_by_one", tracker)

    async def _say(self, response: str, tracker: DialogueStateTracker, **values: Any) -> None:
        words = await self.nlg.generate(response, tracker, "", **values)
        tracker.update(create_bot_utterance(dict(words or {})))

    def _wishes(self, message: UserMessage, tracker: DialogueStateTracker) -> list[UserMessage]:
        """The message as it is to be taken, read where it stands; each of several wishes apart."""
        if message.parse_data:  # a choice that we offered says what it means
            return [message]
        stands = around(tracker)

        @cache  # of a long message the same part may be asked for twice
        def read(text: str) -> dict[str, Any]:
            return in_context(self._read(text, message, tracker), stands)

        @cache
        def elsewhere(text: str) -> dict[str, Any]:
            return in_context(self._read(text, message, tracker), replace(stands, form=None, slot=None, asked=None))

        if stands.form and (both := let_go(message.text, elsewhere)):
            return [saying(wish, message) for wish in both]
        heard = despairing(calmed(read(message.text), read), read)
        whole = buried(heard, read) if stands.form is None else heard
        confirms = tracker.get_slot(REQUESTED_SLOT) == CONFIRMED  # elsewhere in a task a yes or no answers nothing
        alone = bool(ALONE & whole.keys()) or (stands.form is not None and not confirms)
        asked = waits_for_answer(stands.asked) and stands.asked not in CANNOT_BE_UNDONE
        wishes = [] if alone else apart(message.text, read, in_a_task=stands.form is not None, asked=asked)
        return [saying(wish, message) for wish in wishes or [whole]]

    async def _answer(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        await self.run_action_extract_slots(message.output_channel, tracker)
        before = len(tracker.events)
        asked = tracker.get_slot("asked")
        await self._run_prediction_loop(message.output_channel, tracker)
        if asked and not _asks_again(list(tracker.events)[before:]):
            tracker.update(SlotSet("asked", None))

    def parse(self, text: str) -> dict[str, Any]:
        """What the language pipeline makes of a text."""
        tracker = DialogueStateTracker("parse", self.domain.slots)
        return self._parse_message_with_graph(UserMessage(never_a_command(text)), tracker)

    def _read(self, text: str | None, message: UserMessage, tracker: DialogueStateTracker) -> dict[str, Any]:
        inert = UserMessage(
            never_a_command(text), message.output_channel, message.sender_id, metadata=message.metadata
        )
        return {**self._parse_message_with_graph(inert, tracker), "text": text}

    async def _note_language(self, tracker: DialogueStateTracker) -> None:
        spoken = (tracker.latest_message.parse_data or {}).get("tongue") if tracker.latest_message else None
        known = tracker.get_slot("language")
        # what was remembered holds only as long as it may be used: that is looked up each time
        if known is None or spoken not in (None, known) or tracker.get_slot(LANGUAGE_BECAUSE):
            await self._note(NOTES_LANGUAGE, tracker)

    async def _note(self, action: str, tracker: DialogueStateTracker) -> None:
        """Lets an action of ours note what it finds, before anything is answered."""
        if action in self._actions.names:
            _, found = await self._actions.run(action, tracker)
            tracker.update_with_events(deserialise_events(found), self.domain)

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        goes_on = self.should_predict_another_action(tracker.latest_action_name)
        if self.is_action_limit_reached(tracker, goes_on):
            raise ActionLimitReached
        prediction = self._predict_next_with_tracker(tracker)
        return self._get_action(self.domain.action_names_or_texts[prediction.max_confidence_index]), prediction

    def _get_action(self, action_name: str) -> Action:
        # Rasa makes all its default actions anew to find one; none of them keeps anything of a turn
        if action_name not in self._ready:
            action = rasa_actions.action_for_name_or_text(action_name, self.domain, self.action_endpoint)
            self._ready[action_name] = self._actions.stand_in_for(action)
        return self._ready[action_name]

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        if self._extracts:
            action = self._get_action(ACTION_EXTRACT_SLOTS)
            tracker.update_with_events(await action.run(output_channel, self.nlg, tracker, self.domain), self.domain)
        return tracker

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: HouseWords,
        prediction: PolicyPrediction,
    ) -> bool:
        if action.name() == ACTION_LISTEN_NAME:  # it does nothing, and needs no copy to do it on
            self._log_action_on_tracker(tracker, action, [], prediction)
            return False
        # Rasa's own logs an action's exception and goes on with its words and events lost; here it ends the turn.
        attempt = tracker.copy()
        attempt.update_with_events(prediction.events, self.domain)
        try:
            events: list[Event] = await action.run(output_channel, nlg, attempt, self.domain)
        except ActionExecutionRejection:
            tracker.update(ActionExecutionRejected(action.name(), prediction.policy_name, prediction.max_confidence))
            return self.should_predict_another_action(action.name())
        self._log_action_on_tracker(tracker, action, events, prediction)
        return self.should_predict_another_action(action.name())

    def _log_action_on_tracker(
        self, tracker: DialogueStateTracker, action: Action, events: list[Event] | None, prediction: PolicyPrediction
    ) -> None:
        # As Rasa's, which copies all of them deeply for a debug log
        events = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)

    async def _begin_session(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        kept = {slot: tracker.get_slot(slot) for slot in OUTLIVES_SESSIONS}
        start = PolicyPrediction.for_action_name(self.domain, ACTION_SESSION_START_NAME)
        action = self._get_action(ACTION_SESSION_START_NAME)
        await self._run_action(action, tracker, message.output_channel, self.nlg, start)
        tracker.update(SlotSet("language", (message.metadata or {}).get("language")))
        for slot, value in kept.items():
            if value is not None:
                tracker.update(SlotSet(slot, value))

    def _has_session_expired(self, tracker: DialogueStateTracker) -> bool:
        # Rasa replays the session to find this event
        last = next((event for event in reversed(tracker.events) if isinstance(event, UserUttered)), None)
        if last is None:
            return False
        silence = self._clock().timestamp() - last.timestamp
        return silence < 0 or silence > self.domain.session_config.session_expiration_time * 60


class GoingInCircles(Exception):
    """The rules led from action to action without an end."""


def _refuse_to_circle(*_: Any) -> None:
    raise GoingInCircles


def _extracts_slots(domain: Domain) -> bool:
    """Whether Rasa's slot extraction can do anything here: a slot filled by actions alone gives it nothing to do."""
    mappings = [mapping for slot in domain.slots if slot.name not in DEFAULT_SLOT_NAMES for mapping in slot.mappings]
    return ACTION_VALIDATE_SLOT_MAPPINGS in domain.user_actions or any(
        mapping["type"] != str(SlotMappingType.CUSTOM) or "action" in mapping for mapping in mappings
    )


def _asks_again(events: list[Event]) -> bool:
    """An open question is answered by the next message or lapses, unless it was put anew."""
    return any(isinstance(event, SlotSet) and event.key == "asked" for event in events)


def _is_free(tracker: DialogueStateTracker) -> bool:
    """Whether nothing is under way or asked."""
    return tracker.active_loop is None and not waits_for_answer(tracker.get_slot("asked"))
