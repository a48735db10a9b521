import re
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import Any, Optional
from zlib import crc32
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import crf, examples
from bot.nlu.abroad import times_abroad
from bot.nlu.answering import asked_slot
from bot.nlu.contrasts import of_one_kind
from bot.nlu.crf import Annotated, Span, Tagger, train_crf
from bot.nlu.day_words import MONTH
from bot.nlu.examples import requested_slot_of
from bot.nlu.fingerprint import fingerprint_of
from bot.nlu.patterns import CLOCK_ALONE, betweens_in, clocks_in, counts_in, days_in, hours_in, patterns_in, weekdays_in
from bot.nlu.values import READ, Here, answer_to, value_of

MODEL = "crf.model"
BARE_KEPT = 3  # of as many lines that name nothing one is learned from: two points of F1 more, in half the time
SHORT = 40  # characters; a longer message is not taken as a whole for the answer to a question


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class Entities(EntityExtractorMixin, GraphComponent):
    """Finds what a message names and what each phrase stands for, told which slot was asked for.

    A slot is told by its name: `date` or any name that ends in `_date` asks for a date. Its metadata
    may hold `now` (ISO 8601, aware), the house's time; without it the machine's time counts.
    """

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, tagger: Tagger | None = None
    ) -> None:
        self._storage, self._resource, self._tagger = storage, resource, tagger
        self._zone, self._region = ZoneInfo(config["timezone"]), str(config["region"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The house's time zone and the region that its phone numbers are dialled from."""
        return {"timezone": "Europe/London", "region": "GB"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Entities":
        """A component that finds fixed forms only, until it is trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "Entities":
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            model = folder / MODEL
            tagger = Tagger(model.read_bytes()) if model.exists() else None
        return cls(config, model_storage, resource, tagger)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The code that learns; what reads values is not part of a model."""
        return fingerprint_of(crf, examples, also=str(BARE_KEPT))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the entities that are marked in the examples; in a process apart, as it keeps Python's lock."""
        lines = _telling([_annotated(example) for example in training_data.nlu_examples])
        apart = ProcessPoolExecutor(1, get_context("spawn"))
        with self._storage.write_to(self._resource) as folder, apart:
            apart.submit(train_crf, lines, folder / MODEL).result()
            if (folder / MODEL).exists():
                self._tagger = Tagger((folder / MODEL).read_bytes())
        return self._resource

    def process(
        self,
        messages: list[Message],
        tracker: Optional[DialogueStateTracker] = None,  # noqa: UP045 - Rasa's check knows no `|`
    ) -> list[Message]:
        """Set `entities` on each message."""
        asked = _asked(tracker)
        for message in messages:
            if message.get(TEXT):
                message.set(ENTITIES, self._found(message, asked), add_to_output=True)
        return messages

    def _found(self, message: Message, asked: str | None) -> list[dict[str, Any]]:
        text, here = str(message.get(TEXT)), Here(self._now(message), self._region)
        spans = patterns_in(text, self._region)
        if asked in FIXED_FORMS or asked is None:
            spans = _beside(spans, self._learned(text, asked))
        else:
            spans = _beside(_no_phones(self._learned(text, asked), spans), spans)
        if all(span.entity == "order_number" for span in spans):  # "12-24" after "which day?" is none
            spans = _whole(text, asked, here) or spans
        spans = _beside([*clocks_in(text), *times_abroad(text)], [_as_clock(span, text) for span in spans])
        spans = _beside(_within_none(days_in(text), spans), _beside(_no_counts(spans, text), hours_in(text)))
        spans = _beside(_whole_spans(spans, text, here), spans)
        spans = _beside(spans, weekdays_in(text) if len(text) <= SHORT else ())
        return [_entity(span, text, here) for span in of_one_kind(text, spans, here) or _month_alone(text)]

    def _learned(self, text: str, asked: str | None) -> list[Span]:
        """What was learned to be found after this question; of a visit its day and hour too, whatever was asked."""
        if self._tagger is None:
            return []
        found = self._tagger.find(text, asked)
        if asked not in OF_VISIT:
            return found
        kinds = {one.entity for one in found}
        when = [one for one in self._tagger.find(text, None) if one.entity in {"date", "time"} - kinds]
        return _beside(_no_hours(found, when), when)

    def _now(self, message: Message) -> datetime:
        told = (message.get("metadata") or {}).get("now")
        now = datetime.fromisoformat(told) if told else datetime.now(UTC)
        return now.astimezone(self._zone)


def _asked(tracker: DialogueStateTracker | None) -> str | None:
    slot = asked_slot(tracker)
    return slot and next((name for name in KNOWN if slot == name or slot.endswith(f"_{name}")), slot)


_ONLY_A_MONTH = re.compile(rf"^\W*(?:(?:in|by|for|until|from|early|next|this) )?({MONTH}(?: \d{{4}})?)\W*$", re.I)
OF_VISIT = frozenset({"people", "place", "visit", "date"})
FIXED_FORMS = {"order_number", "phone", "email", "money"}
KNOWN = (
    "order_number", "product", "category", "size", "color", "material", "quantity", "date", "time", "people",
    "money", "email", "phone", "person_name", "place", "language", "channel", "duration",
)  # fmt: skip


def _beside(sure: list[Span], others: Iterable[Span]) -> list[Span]:
    kept = [span for span in others if not any(span.overlaps(known) for known in sure)]
    return sorted([*sure, *kept], key=lambda span: span.start)


def _no_hours(learned: list[Span], when: Iterable[Span]) -> list[Span]:
    """What was learned, without heads that are a part of an hour, where others are told: "1pm sunday, 2 of us"."""
    hours = list(when)
    left = [one for one in learned if one.entity != "people" or not any(map(one.overlaps, hours))]
    return left if any(one.entity == "people" for one in left) else learned


def _no_phones(learned: list[Span], spans: Iterable[Span]) -> list[Span]:
    """What was learned, without numbers of orders where a phone number stands."""
    phones = [one for one in spans if one.entity == "phone"]
    return [one for one in learned if one.entity != "order_number" or not any(map(one.overlaps, phones))]


def _within_none(sure: Iterable[Span], found: list[Span]) -> list[Span]:
    """The days that are no part of a longer date: not the last of "5 to 8 December"."""
    whole = [one for one in found if one.entity == "date"]
    return [day for day in sure if not any(one.start <= day.start and day.end <= one.end for one in whole)]


def _whole_spans(spans: list[Span], text: str, here: Here) -> list[Span]:
    """What may be a span of hours, where a part of it was read as an hour or it follows a day or a number to ring."""
    hours = [one for one in spans if one.entity == "time"]
    follows = {at for one in spans if one.entity in ("date", "phone") for at in range(one.end, one.end + 3)}
    may_be = [one for one in betweens_in(text) if one.start in follows or any(map(one.overlaps, hours))]
    return [one for one in may_be if answer_to("time", text[one.start : one.end], here)]


def _no_counts(spans: list[Span], text: str) -> list[Span]:
    counts = list(counts_in(text))
    return [one for one in spans if one.entity != "time" or not any(map(one.overlaps, counts))]


def _as_clock(span: Span, text: str) -> Span:
    """What is written as a time of day and nothing else is one, also where a place might stand: "to 13:30"."""
    return replace(span, entity="time") if CLOCK_ALONE.fullmatch(text[span.start : span.end]) else span


def _entity(span: Span, text: str, here: Here) -> dict[str, Any]:
    words = text[span.start : span.end]
    return {
        "entity": span.entity,
        "start": span.start,
        "end": span.end,
        "text": words,
        "value": value_of(span.entity, words, here),
        "confidence_entity": span.confidence,
        "extractor": Entities.__name__,
    }


def _whole(text: str, asked: str | None, here: Here) -> list[Span]:
    """The whole of a short message, where it can be read as the answer and nothing else in it was recognised."""
    if asked not in READ or len(text) > SHORT or answer_to(asked, text, here) is None:
        return []
    return [Span(asked, 0, len(text), 0.5)]


def _month_alone(text: str) -> list[Span]:
    """ "In March", said by itself, is when."""
    found = _ONLY_A_MONTH.match(text)
    return [Span("date", found.start(1), found.end(1), 0.5)] if found else []


def _telling(lines: list[Annotated]) -> list[Annotated]:
    """The lines that name something or answer a question, and some of the others, whichever lines come or go."""
    return [line for line in lines if line.spans or line.asked or crc32(line.text.encode()) % BARE_KEPT == 0]


def _annotated(example: Message) -> Annotated:
    spans = tuple(Span(entity["entity"], entity["start"], entity["end"]) for entity in example.get(ENTITIES, []))
    return Annotated(str(example.get(TEXT)), spans, requested_slot_of(example))
