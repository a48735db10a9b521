"""Words, pairs of words and pieces of words: what a sentence is made of, for the sparse view of an intent."""

import re
from collections import Counter

WORD = re.compile(r"\w+")
CHARACTERS = (2, 5)
PIECE = "|"  # marks pieces of words, so that "is" the word and "is" the piece stay apart
NUMBER = re.compile(r"\d+")


def words_in(text: str) -> Counter[str]:
    """How often each word and each pair of neighbours occurs, lower case."""
    words = WORD.findall(_plain(text))
    return Counter(words) + Counter(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))


def pieces_in(text: str) -> Counter[str]:
    """How often each run of 2 to 5 characters within a padded word occurs, lower case."""
    pieces: Counter[str] = Counter()
    for word in _plain(text).split():
        padded = f" {word} "
        pieces.update(
            PIECE + padded[start : start + length]
            for length in range(CHARACTERS[0], min(CHARACTERS[1], len(padded)) + 1)
            for start in range(len(padded) - length + 1)
        )
    return pieces


def _plain(text: str) -> str:
    return NUMBER.sub("0", text.lower())


KINDS = (words_in, pieces_in)
