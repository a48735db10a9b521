from typing import Any, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import cues, mood_head
from bot.nlu.cues import speaks_of_danger
from bot.nlu.encoder import encoder
from bot.nlu.examples import style_of
from bot.nlu.fingerprint import fingerprint_of
from bot.nlu.intents import says_something
from bot.nlu.mood_head import LINES, NEUTRAL, MoodHead, load_head, own_lines, train_head
from bot.nlu.sentence_vectors import vector_of
from bot.nlu.spelling import known_part, read_as

MOOD, DANGER = "mood", "danger"  # danger is there only where the words themselves name it
HEAD = "mood.npz"

# What the intent says of the mood where the words alone leave it open, from this confidence on.
BY_INTENT = {"praise": "happy", "complain": "upset"}
SURE_OF_INTENT = 0.5

# The training lines were written in styles; these tell the mood, for less than our own labelled lines do.
STYLE_WEIGHT = 0.1
CALM_STYLES = {"plain", "fragment", "second_language"}
MOODY_INTENTS = {
    "express_feeling", "in_distress", "complain", "praise", "share_life_event", "confide", "leave", "thank",
    "report_item_problem", "chitchat", "payment_problem", "abort", "out_of_scope", "deny", "bot_challenge",
    "why_said", "stop_contact", "forget_me", "ask_human", "greet", "affirm",
}  # fmt: skip


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Mood(GraphComponent):
    """Sets `mood` on each message: neutral, happy, upset, angry, sad or distressed."""

    def __init__(self, storage: ModelStorage, resource: Resource, head: MoodHead | None = None) -> None:
        self._storage, self._resource, self._head = storage, resource, head

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Mood":
        """A component that knows danger only, until it is trained."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "Mood":
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, load_head(folder / HEAD))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The code and our labelled lines."""
        return fingerprint_of(mood_head, cues, also=LINES.read_text("utf-8"))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from our labelled lines and, lightly, from the styles of the training lines."""
        own = own_lines()
        styled = [(one, mood) for one in training_data.intent_examples if (mood := _mood_by_style(one))]
        vectors = [*encoder().encode([text for text, _ in own]), *(vector_of(one) for one, _ in styled)]
        texts = [text for text, _ in own] + [str(one.get(TEXT)) for one, _ in styled]
        moods = [mood for _, mood in own] + [mood for _, mood in styled]
        weights = [1.0] * len(own) + [STYLE_WEIGHT] * len(styled)
        self._head = train_head(np.stack([v for v in vectors if v is not None]), texts, moods, weights)
        with self._storage.write_to(self._resource) as folder:
            self._head.save(folder / HEAD)
        return self._resource

    def process(
        self,
        messages: list[Message],
        tracker: Optional[DialogueStateTracker] = None,  # noqa: UP045 - Rasa's check knows no `|`
    ) -> list[Message]:
        """Say how each message sounds."""
        for message in messages:
            if speaks_of_danger(str(message.get(TEXT) or "")) or speaks_of_danger(read_as(message)):
                message.set(DANGER, True, add_to_output=True)
            message.set(MOOD, self._mood(message, tracker), add_to_output=True)
        return messages

    def _mood(self, message: Message, tracker: DialogueStateTracker | None) -> str:
        text = str(message.get(TEXT) or "")
        if message.get(DANGER) or _surely(message) == "in_distress":
            return "distressed"
        heard = self._heard(message, text)
        if heard != NEUTRAL or not says_something(text):
            return heard
        return BY_INTENT.get(_surely(message), "upset" if _repeats(text, tracker) else NEUTRAL)

    def _heard(self, message: Message, text: str) -> str:
        """How the words sound; one that nothing is known of, a name or a noise, is no evidence of a mood."""
        vector, known = vector_of(message), known_part(message)
        if self._head is None or vector is None or not says_something(known):
            return NEUTRAL
        heard = self._head.mood_of(vector, text)[0]
        if heard == NEUTRAL or known.casefold() == " ".join(read_as(message).casefold().split()):
            return heard
        return self._head.mood_of(encoder().encode([known])[0], text)[0]


def _surely(message: Message) -> str:
    intent = message.get(INTENT) or {}
    return str(intent.get("name")) if intent.get("confidence", 0) >= SURE_OF_INTENT else ""


def _repeats(text: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a whole sentence is said again word for word: a sign of not having been heard."""
    before = tracker.get_last_event_for(UserUttered) if tracker is not None else None
    return before is not None and len(text.split()) > 2 and (before.text or "").casefold() == text.casefold()


def _mood_by_style(example: Message) -> str | None:
    intent, style = example.get(INTENT), style_of(example)
    if vector_of(example) is None:
        return None
    if intent == "in_distress":
        return "distressed"
    if style == "angry":
        return "angry"
    if intent == "praise" and style != "joking":
        return "happy"
    return NEUTRAL if style in CALM_STYLES and intent not in MOODY_INTENTS else None
