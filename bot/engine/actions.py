"""Runs rasa-sdk actions in this process: no HTTP, no dump of the whole tracker, no silent failures."""

from collections.abc import Iterable, Sequence
from typing import Any, overload

from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction, action_for_name_or_text
from rasa.core.actions.forms import FormAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Action as SdkAction
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection as SdkRejection
from rasa_sdk.interfaces import Tracker as SdkTracker
from rasa_sdk.utils import call_potential_coroutine

from actions.wording import Lines, Phrase
from bot.engine.words import version_of

EVENTS_SHOWN = 60  # as many of the latest events as a form's validation looks back on


class ActionUnknown(Exception):
    """The domain names an action that nobody registered."""


class PhraseUnknown(Exception):
    """The domain has no such phrase."""


class ActionHost:
    """The actions of this process by name, registered as instances that hold what they need."""

    def __init__(self, actions: Iterable[SdkAction]) -> None:
        self._executor = ActionExecutor()
        for action in actions:
            self._executor.register_action(action)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._executor.actions)

    async def run(self, name: str, tracker: DialogueStateTracker) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The messages and events of one action; raises what the action raises, and ActionUnknown."""
        run = self._executor.actions.get(name)
        if run is None:
            raise ActionUnknown(name)
        dispatcher = CollectingDispatcher()
        events = await call_potential_coroutine(run(dispatcher, _as_seen_by_actions(tracker), {}))
        return dispatcher.messages, events or []

    def stand_in_for(self, action: Action) -> Action:
        """The same action, run here when it is one of ours or a form."""
        if isinstance(action, FormAction):
            return HostedForm(action.name(), self)
        return HostedAction(action.name(), self) if isinstance(action, RemoteAction) else action


class HostedAction(RemoteAction):
    """One of our actions as Rasa sees it."""

    def __init__(self, name: str, host: ActionHost) -> None:
        super().__init__(name, None)
        self._host = host

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        try:
            messages, events = await self._host.run(self.name(), tracker)
        except SdkRejection as rejection:
            raise ActionExecutionRejection(rejection.action_name, str(rejection)) from rejection
        say = _Speaker(nlg, tracker, output_channel.name())
        worded = [{key: await say.words(value) for key, value in message.items()} for message in messages]
        for message in worded:
            if "notice" in message:
                message["notice"]["version"] = version_of(domain.responses[message["response"]])
        said = await self._utter_responses(worded, output_channel, nlg, tracker)
        return [*said, *deserialise_events(events)]


class HostedForm(FormAction):
    """A form as Rasa runs it, with its validation and its questions run here."""

    def __init__(self, name: str, host: ActionHost) -> None:
        super().__init__(name, None)
        self._host = host

    async def validate_slots(
        self,
        slot_candidates: dict[str, Any],
        tracker: DialogueStateTracker,
        domain: Domain,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
    ) -> list[Event]:
        validate = f"validate_{self.name()}"
        if validate not in self._host.names:
            return []
        candidates: list[Event] = [SlotSet(slot, value) for slot, value in slot_candidates.items()]
        attempt = self._temporary_tracker(tracker, candidates, domain)
        return await HostedAction(validate, self._host).run(output_channel, nlg, attempt, domain)

    def _temporary_tracker(
        self, current_tracker: DialogueStateTracker, additional_events: list[Event], domain: Domain
    ) -> DialogueStateTracker:
        # Rasa's own replays the whole session, and with it loses the slots of a trimmed one
        attempt = current_tracker.copy()
        requested = SlotSet(REQUESTED_SLOT, self.get_slot_to_fill(current_tracker))
        attempt.update_with_events([requested, ActionExecuted(self.name()), *additional_events], domain)
        return attempt

    async def _ask_for_slot(
        self,
        domain: Domain,
        nlg: NaturalLanguageGenerator,
        output_channel: OutputChannel,
        slot_name: str,
        tracker: DialogueStateTracker,
    ) -> list[Event]:
        name = self._name_of_utterance(domain, slot_name)
        if name is None:
            raise ActionUnknown(f"action_ask_{slot_name}")
        question = self._host.stand_in_for(action_for_name_or_text(name, domain, None))
        return await question.run(output_channel, nlg, tracker, domain)


class _Speaker:
    """Puts the domain's words in the place of phrases."""

    def __init__(self, nlg: NaturalLanguageGenerator, tracker: DialogueStateTracker, channel: str) -> None:
        self._nlg = nlg
        self._tracker = tracker
        self._channel = channel

    async def words(self, value: Any) -> Any:
        if isinstance(value, list):
            return [await self.words(item) for item in value]
        if isinstance(value, dict):
            return {key: await self.words(item) for key, item in value.items()}
        if isinstance(value, Lines):
            return "\n".join([await self.words(line) for line in value.phrases])
        if not isinstance(value, Phrase):
            return value
        values = {key: await self.words(inner) for key, inner in value.values.items()}
        said = await self._nlg.generate(value.name, self._tracker, self._channel, **values)
        if said is None:
            raise PhraseUnknown(value.name)
        return said["text"]


class _Shown(Sequence[dict[str, Any]]):
    """The latest events as actions read them, each written out when it is looked at: most look at a few."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = list(events)[-EVENTS_SHOWN:]

    def __len__(self) -> int:
        return len(self._events)

    @overload
    def __getitem__(self, place: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, place: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, place: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(place, slice):
            return [event.as_dict() for event in self._events[place]]
        return self._events[place].as_dict()


def _as_seen_by_actions(tracker: DialogueStateTracker) -> SdkTracker:
    latest = tracker.latest_message
    message = dict(tracker._latest_message_data() or {})
    message["metadata"] = latest.metadata if latest else {}
    message["message_id"] = latest.message_id if latest else None
    loop = tracker.active_loop
    return SdkTracker(
        tracker.sender_id,
        tracker.current_slot_values(),
        message,
        _Shown(tracker.events),
        tracker.is_paused(),
        tracker.followup_action,
        {"name": loop.name, "is_interrupted": loop.is_interrupted, "rejected": loop.rejected} if loop else {},
        tracker.latest_action_name,
    )
