from typing import Any, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import grams, manner, pool
from bot.nlu.answering import Expecting, expected_in, in_context
from bot.nlu.closeness import close_readings
from bot.nlu.fingerprint import fingerprint_of
from bot.nlu.pool import Pool, load_pool
from bot.nlu.sentence_vectors import reading_of
from bot.nlu.speller import FIRST_PICTURE
from bot.nlu.spelling import read_as

CLOSE_READINGS = "close_readings"
RANKING_LENGTH = 10
LONGEST_WORD = 60  # letters, web addresses included


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Intents(IntentClassifier, GraphComponent):
    """Says what a message wants, how sure that is, and `nlu_fallback` where it is like nothing learned."""

    def __init__(self, storage: ModelStorage, resource: Resource, learned: Pool | None = None) -> None:
        self._storage, self._resource, self._pool = storage, resource, learned

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Intents":
        """A component that knows nothing until it is trained."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "Intents":
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, load_pool(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The code that learns and judges."""
        from bot.nlu import logistic, pool_training

        return fingerprint_of(pool, pool_training, logistic, grams, manner)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has a text and an intent."""
        from bot.nlu.pool_training import train_pool  # scikit-learn: half a second that only training pays

        examples = [one for one in training_data.intent_examples if one.get(TEXT)]
        readings = np.stack([reading for one in examples if (reading := reading_of(one)) is not None])
        self._pool = train_pool(readings, [read_as(one) for one in examples], [one.get(INTENT) for one in examples])
        with self._storage.write_to(self._resource) as folder:
            self._pool.save(folder)
        return self._resource

    def process(
        self,
        messages: list[Message],
        tracker: Optional[DialogueStateTracker] = None,  # noqa: UP045 - Rasa's check knows no `|`
    ) -> list[Message]:
        """Set `intent`, `intent_ranking` and `close_readings` on each message."""
        for message in messages:
            self._judge(message, expected_in(tracker, message.get(TEXT) or ""))
        return messages

    def _judge(self, message: Message, expecting: Expecting) -> None:
        ranking = self._ranking(message, expecting)
        named = [_named(name, confidence) for name, confidence in ranking]
        message.set(INTENT, named[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, named, add_to_output=True)
        message.set(CLOSE_READINGS, close_readings(ranking), add_to_output=True)

    def _ranking(self, message: Message, expecting: Expecting) -> list[tuple[str, float]]:
        reading = reading_of(message)
        if self._pool is None or reading is None or not says_something(message.get(TEXT)):
            return [(DEFAULT_NLU_FALLBACK_INTENT_NAME, 1.0)]
        judgement = in_context(self._pool.judge(reading, read_as(message)), expecting)
        ranking = list(judgement.ranking[:RANKING_LENGTH])
        if self._pool.rejects(judgement):
            ranking.insert(0, (DEFAULT_NLU_FALLBACK_INTENT_NAME, 1 - ranking[0][1]))
        return ranking


def says_something(text: str) -> bool:
    """Whether there is a word, a number or a picture: dots and endless runs of letters say nothing."""
    return any(
        len(word) <= LONGEST_WORD and any(sign.isalnum() or sign >= FIRST_PICTURE for sign in word)
        for word in text.split()
    )


def _named(name: str, confidence: float) -> dict[str, Any]:
    return {"name": name, "confidence": confidence}
