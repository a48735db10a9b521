import json
from collections import Counter
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import examples, speller
from bot.nlu.examples import style_of
from bot.nlu.fingerprint import fingerprint_of
from bot.nlu.speller import CHAT_SPELLING, WORD, Index, Speller, build_index

READ_AS = "read_as"
KNOWN_PART = "known_part"


def read_as(message: Message) -> str:
    """The message's text as the speller understood it; entities always see what was typed."""
    return str(message.get(READ_AS) or message.get(TEXT))


def known_part(message: Message) -> str:
    """What is left of the message, as it is read, without the words that nothing is known of."""
    left = message.get(KNOWN_PART)
    return read_as(message) if left is None else str(left)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class Spelling(GraphComponent):
    """Corrects mistyped words, for the intent and the mood only."""

    def __init__(self, storage: ModelStorage, resource: Resource) -> None:
        self._storage, self._resource = storage, resource
        self._speller: Speller | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Spelling":
        """A component that corrects nothing until it is trained."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "Spelling":
        """The component with the index that training stored."""
        component = cls(model_storage, resource)
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / "words.json").read_text("utf-8"))
            with np.load(folder / "index.npz", allow_pickle=False) as stored:
                component._speller = Speller(Index(tuple(words), stored["checksums"], stored["owners"]))
        return component

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The code that corrects."""
        return fingerprint_of(speller, examples, also=CHAT_SPELLING.read_text("utf-8"))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of the lines that are not written as mistyped, the most frequent first."""
        index = build_index(_words_of(training_data))
        self._speller = Speller(index)
        with self._storage.write_to(self._resource) as folder:
            (folder / "words.json").write_text(json.dumps(index.words), "utf-8")
            np.savez(folder / "index.npz", checksums=index.checksums, owners=index.owners)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Read the training lines as messages are read."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Note on each message how its text was understood."""
        for message in messages:
            if self._speller and message.get(TEXT):
                corrected = self._speller.correct(message.get(TEXT))
                message.set(READ_AS, corrected)
                message.set(KNOWN_PART, self._speller.known_part(message.get(TEXT)))
        return messages


def _words_of(training_data: TrainingData) -> list[str]:
    counted = Counter(
        word.lower().replace("’", "'")
        for example in training_data.nlu_examples
        if style_of(example) != "typo"
        for word in WORD.findall(example.get(TEXT) or "")
    )
    return [word for word, _count in counted.most_common()]
