"""The engine: Rasa's trained model, hosted so that one turn goes in as a value and comes out as a value."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from rasa.core.actions.action import create_bot_utterance
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, Event, UserUttered, deserialise_events

from actions.around import Around
from actions.context import in_context
from actions.offered import as_entities, read_payload
from actions.replies import shaped_by, waits_for_answer
from bot.engine.actions import ActionHost, ActionUnknown, PhraseUnknown
from bot.engine.live import Live, LiveTrackers
from bot.engine.processor import LANGUAGE_BECAUSE, TurnProcessor
from bot.engine.tracker import LeanTracker
from store import Choice, NewReply, Purpose, Question, Sensitivity, Tail, Turn, TurnOutcome

NOTHING_SAID = "utter_not_understood"  # no message stays without an answer


class Engine:
    """Takes turns with the trained model; what it keeps of a conversation is a cache of what is stored."""

    def __init__(self, model: Path, actions: ActionHost, clock: Callable[[], datetime]) -> None:
        self._processor = TurnProcessor(model, actions, clock)
        self._clock = clock
        self._live = LiveTrackers()
        _refuse_unregistered(self._processor, actions)

    def serve(self, actions: ActionHost, clock: Callable[[], datetime]) -> None:
        """Goes on with other actions and another clock: one loaded model for another house."""
        _refuse_unregistered(self._processor, actions)
        self._processor.use(actions, clock)
        self._clock = clock
        self._live.clear()

    @property
    def model(self) -> str:
        return self._processor.model_filename

    async def take_turn(self, turn: Turn, read_tail: Callable[[], Awaitable[Tail]]) -> TurnOutcome:
        """One message's turn; raises what an action or the model raises, and then nothing of the turn remains."""
        live = self._live.take(turn.conversation)
        if live is None or (live.epoch, live.sequence) != (turn.epoch, turn.event_seq):
            live = self._revived(turn, await read_tail())
        before = len(live.tracker.events)
        await self._processor.turn(_as_message(turn, self._clock()), live.tracker)
        events = list(live.tracker.events)[before:]
        self._stamp(events)
        self._keep(turn.conversation, live, len(events))
        shaped = tuple(filter(None, [live.tracker.get_slot(LANGUAGE_BECAUSE)]))
        secrets = _told_between_us(live.tracker.get_slot("heard") or ())
        replies = _replies(turn, events, shaped, secrets)
        replies = replies or (await self.says(NOTHING_SAID, turn.language, f"{turn.seq}.0"),)
        return TurnOutcome(
            replies=replies,
            events=tuple(event.as_dict() for event in events),
            language=live.tracker.get_slot("language") if _tells_language(events) else None,
        )

    def parse(self, text: str) -> dict[str, Any]:
        """What the language pipeline makes of a text, as Rasa's parse data."""
        return self._processor.parse(text)

    def wish_in(self, text: str, language: str | None) -> str:
        """What a message asks for where it is read by itself, in any language that is answered in: an intent.

        What is told between us is `confide`, whatever else it says.
        """
        read = in_context({**self.parse(text), "text": text}, Around(language=language))
        return "confide" if read.get("confided") else str(read["intent"]["name"])

    def asks(self, tail: Tail) -> bool:
        """Whether a question of ours is open, which the next message answers."""
        slots = (event for event in reversed(tail.events) if event["event"] == "slot")
        asked = (event["value"] for event in slots if event["name"] == "asked")
        return waits_for_answer(next(asked, None))

    async def says(self, response: str, language: str | None, place: str, **values: Any) -> NewReply:
        """One of the domain's responses as a reply of the house itself; `place` begins the ids of its choices."""
        tracker = LeanTracker("house", self._processor.domain)
        tracker.slots["language"].value = language
        said = await self._processor.nlg.generate(response, tracker, "house", **values)
        if said is None:
            raise PhraseUnknown(response)
        return _reply(create_bot_utterance(dict(said)), place)

    def forget(self, conversation: str) -> None:
        """Drops the live tracker of a conversation that was erased."""
        self._live.take(conversation)

    def _revived(self, turn: Turn, tail: Tail) -> Live:
        tracker = LeanTracker(turn.conversation, self._processor.domain)
        for event in deserialise_events([dict(event) for event in tail.events]):
            tracker.update(event)
        tracker.trim()
        return Live(tracker, turn.epoch, tail.sequence)

    def _keep(self, conversation: str, live: Live, grown: int) -> None:
        live.tracker.trim()
        live.sequence += grown
        self._live.keep(conversation, live)

    def _stamp(self, events: list[Event]) -> None:
        # Rasa stamps events with the machine's time; sessions expire by the house's clock.
        now = self._clock().timestamp()
        for event in events:
            event.timestamp = now


def _refuse_unregistered(processor: TurnProcessor, actions: ActionHost) -> None:
    domain = processor.domain
    ours = {name for name in domain.user_actions if not name.startswith("utter_")} | set(domain.form_names)
    missing = sorted(ours - actions.names - set(domain.form_names))
    if missing:
        raise ActionUnknown(", ".join(missing))


def _as_message(turn: Turn, now: datetime) -> UserMessage:
    metadata = {
        "now": now.isoformat(),
        "turn": turn.id,
        "customer": turn.customer,
        "identity": turn.identity,
        "channel": turn.channel,
        "language": turn.language,
        "hint": turn.hint,
        "assurance": int(turn.assurance),
    }
    return UserMessage(
        turn.text,
        CollectingOutputChannel(),
        turn.conversation,
        parse_data=_chosen(turn.choice, turn.text) if turn.choice else None,
        input_channel=turn.channel,
        message_id=turn.id,
        metadata=metadata,
    )


def _chosen(choice: Choice, text: str) -> dict[str, Any]:
    """What the engine reads instead of the words when a choice that we offered was taken: `/intent{"entity": …}`."""
    intent, values = read_payload(choice.payload)
    certain = {"name": intent, "confidence": 1.0}
    return {"text": text, "intent": certain, "intent_ranking": [certain], "entities": as_entities(values)}


def _told_between_us(heard: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """What this session heard in confidence and nobody keeps, by what it is about: it has no fact to be named by."""
    told = (one for one in heard if one["sensitivity"] == Sensitivity.CONFIDENCE)
    return frozenset(str(one["about"]).casefold() for one in told)


def _speaks_of(reply: NewReply, secrets: Iterable[str]) -> bool:
    said = " ".join((reply.text, *(choice.title for choice in reply.choices))).casefold()
    return any(secret in said for secret in secrets)


def _replies(
    turn: Turn, events: list[Event], shaped: tuple[str, ...], secrets: frozenset[str]
) -> tuple[NewReply, ...]:
    """What was said, each with the facts that shaped it: its own, and those that shaped them all."""
    uttered = [event for event in events if isinstance(event, BotUttered) and event.text]
    # a question that two wishes of one message interrupted stands once, at the end
    said = [event for n, event in enumerate(uttered) if event.text not in {after.text for after in uttered[n + 1 :]}]
    plain = (_reply(event, f"{turn.seq}.{number}", shaped) for number, event in enumerate(said, 1))
    made = [replace(reply, confided=_speaks_of(reply, secrets)) for reply in plain]
    return tuple(_offered_once(reply, made[n + 1 :]) for n, reply in enumerate(made))


def _offered_once(reply: NewReply, after: list[NewReply]) -> NewReply:
    """The reply without the choices that a later one of the same turn offers too: a person is offered once."""
    later = {choice.payload for one in after for choice in one.choices}
    return replace(reply, choices=tuple(one for one in reply.choices if one.payload not in later))


def _tells_language(events: list[Event]) -> bool:
    """Whether a message showed its language: a default is not kept as the customer's."""
    return any(isinstance(event, UserUttered) and (event.parse_data or {}).get("tongue") for event in events)


def _reply(event: BotUttered, place: str, shaped: tuple[str, ...] = ()) -> NewReply:
    buttons = event.data.get("buttons") or ()
    return NewReply(
        text=event.text or "",
        choices=tuple(
            Choice(f"{place}.{number}", button["title"], button["payload"]) for number, button in enumerate(buttons, 1)
        ),
        offer=bool(event.metadata.get("offer")),
        because=tuple(dict.fromkeys((*shaped_by(event.metadata), *shaped))),
        asks=_question(event.metadata.get("notice")),
    )


def _question(notice: dict[str, Any] | None) -> Question | None:
    if not notice:
        return None
    purposes = tuple(Purpose(name) for name in notice["purposes"])
    return Question(purposes=purposes, about=tuple(notice["about"]), version=notice["version"], joins="joins" in notice)
