from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.sensitive import sensitivity_of
from bot.nlu.spelling import read_as
from bot.nlu.statements import Parse, Reading, statements_in

STATEMENTS = "statements"
UNDECIDED = "undecided"
CONFIDED = "confided"
CARE = "care"

# Only where a statement is what the message is for is the grammar worth its milliseconds.
STATING = {"state_preference", "confide", "share_life_event", "correct_memory", "set_contact_terms", "inform"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class StatementExtractor(GraphComponent):
    """Puts on each message what it states about the customer (`statements`), if that is `undecided` or `confided`.

    With what `care` its words would have to be kept is told of the whole, also where nothing is stated.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "StatementExtractor":
        """The component; it learns nothing."""
        return cls()

    @staticmethod
    def required_packages() -> list[str]:
        """What Rasa checks before it builds the pipeline."""
        return ["spacy"]

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message's statements."""
        for message in messages:
            text, spelled = str(message.get(TEXT) or ""), read_as(message)
            heard = statements_in(text, spelled, _parse_for(message))
            message.set(STATEMENTS, [one.as_dict() for one in heard.statements], add_to_output=True)
            message.set(UNDECIDED, heard.undecided, add_to_output=True)
            message.set(CONFIDED, heard.confided, add_to_output=True)
            message.set(CARE, sensitivity_of(f"{text}\n{spelled}").value, add_to_output=True)
        return messages


def _parse_for(message: Message) -> Parse | None:
    return _by_grammar if (message.get(INTENT) or {}).get("name") in STATING else None


def _by_grammar(clause: str) -> Reading | None:
    from bot.nlu.grammar import read_clause  # spaCy: not before somebody says something that needs it

    return read_clause(clause)
