"""Tells training lines apart and joins them as Rasa does, without reading each of them through a dozen times.

Rasa counts lines by a fingerprint of all that is known of them, takes that of every token by way of JSON, and copies
each line to its last mark whenever it joins two sets of them: together a seventh of a whole training.
"""

from typing import Any

from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message


def count_quickly() -> None:
    """From now on lines are counted by text, and then compared; tokens are their place and text; copies share them."""
    Message.__hash__ = _hash_of_line
    Message.__deepcopy__ = _copy_of_line
    Token.fingerprint = _fingerprint_of_token


def _hash_of_line(line: Message) -> int:
    return hash(line.get(TEXT))


def _copy_of_line(line: Message, _copied: dict[int, Any]) -> Message:
    """A line of its own; what is noted on it is only ever replaced, never changed, so the two may share that."""
    return Message(line.data, set(line.output_properties), line.time, list(line.features))


def _fingerprint_of_token(token: Token) -> str:
    return repr((token.start, token.end, token.text, token.lemma, token.data))
