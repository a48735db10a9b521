from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import encoder, gist, readings
from bot.nlu.encoder import Vectors
from bot.nlu.fingerprint import fingerprint_of
from bot.nlu.readings import MEANING, readings_of
from bot.nlu.spelling import read_as


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectors(GraphComponent):
    """Gives each message the reading of its corrected text: its meaning and its gist, in one pass of each encoder."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        encoder.encoder()  # both are loaded before the first message
        gist.gist()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceVectors":
        """The component, with the process's encoders."""
        return cls(execution_context.node_name)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The pinned files and the code that runs them."""
        return fingerprint_of(encoder, gist, readings)

    @staticmethod
    def required_packages() -> list[str]:
        """What Rasa checks before it builds the pipeline."""
        return ["onnxruntime", "tokenizers"]  # the third is not named as it is imported; its files are pinned

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the reading to each message that has a text."""
        spoken = [message for message in messages if message.get(TEXT)]
        readings = readings_of([read_as(message) for message in spoken])
        for message, reading in zip(spoken, readings, strict=True):
            message.add_features(Features(reading[None], FEATURE_TYPE_SENTENCE, TEXT, self._origin))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the readings to the training examples."""
        self.process(training_data.training_examples)
        return training_data


def reading_of(message: Message) -> Vectors | None:
    """The message's meaning and gist in one row, or None when it has no text."""
    features = message.get_dense_features(TEXT)[1]
    return None if features is None else np.asarray(features.features[0], np.float32)


def vector_of(message: Message) -> Vectors | None:
    """The unit vector of 384 of what the message means, or None when it has no text."""
    reading = reading_of(message)
    return None if reading is None else reading[MEANING]
