"""Tells training lines apart as Rasa does, without reading each of them through a dozen times.

Rasa counts lines by a fingerprint of all that is known of them, and takes that of every token by way of JSON: a
tenth of a whole training.
"""

from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message


def count_quickly() -> None:
    """From now on lines are counted by text, and then compared; tokens are their place and text."""
    Message.__hash__ = _hash_of_line
    Token.fingerprint = _fingerprint_of_token


def _hash_of_line(line: Message) -> int:
    return hash(line.get(TEXT))


def _fingerprint_of_token(token: Token) -> str:
    return repr((token.start, token.end, token.text, token.lemma, token.data))
