"""SymSpell's method on sorted numbers: what a mistyped word may have been meant as, in under a millisecond.

A word and its misspelling become equal once a few letters are taken out of both. The index holds checksums of
every dictionary word with up to two of its first seven letters taken out; a look-up takes letters out of the
unknown word and finds the words that it meets.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
import symspellpy
from symspellpy.editdistance import DistanceAlgorithm, EditDistance

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
PREFIX = 7
# Words with figures in them too, "2moro", "l8r"; "U.S." and "U.S" are one word, no "u" that means you.
MIXED = re.compile(r"[^\W_](?:\.[^\W_])+(?![^\W_])\.?|[^\W_]+(?:['’][^\W\d_]+)*")
SHORTEST = 4  # letters; shorter words have too many neighbours
LONG = 6  # letters from which on two mistakes are forgiven
ENGLISH_WORDS = 50_000  # the most frequent of the 82,765 in SymSpell's list; identifiers stay below 65,536
COMMONEST = 30  # ranks below this count as equally frequent
FIRST_PICTURE = "\u2190"  # arrows, emoji and other pictures begin here
WRONG_LETTER = 2.0  # a word must be e² times as frequent to be preferred when another letter was typed

# What people type on purpose, and the encoder has rarely seen.
CHAT_SPELLING = Path(__file__).parent / "chat_spelling.json"


@dataclass(frozen=True)
class Index:
    """Words by rank, the most likely first, and by checksum which word each shortened form came from."""

    words: tuple[str, ...]
    checksums: npt.NDArray[np.uint32]
    owners: npt.NDArray[np.uint16]


def build_index(own_words: Iterable[str]) -> Index:
    """An index of our own words, ranked first, and of SymSpell's English list."""
    words = tuple(dict.fromkeys([*own_words, *_english()]))[:ENGLISH_WORDS]
    forms = [_checksums(word) for word in words]
    checksums = np.concatenate(forms)
    owners = np.repeat(np.arange(len(words), dtype=np.uint16), [len(form) for form in forms])
    order = np.lexsort((owners, checksums))
    return Index(words, checksums[order], owners[order])


def _english() -> Iterator[str]:
    listed = Path(symspellpy.__file__).parent / "frequency_dictionary_en_82_765.txt"
    for line in listed.read_text("utf-8").splitlines():
        yield line.split()[0].lstrip("\ufeff")


def _checksums(word: str) -> npt.NDArray[np.uint32]:
    return np.array([crc32(form.encode()) for form in _shortened(word)], np.uint32)


def _shortened(word: str) -> set[str]:
    start = word[:PREFIX]
    return {
        "".join(kept)
        for gone in range(_mistakes(word) + 1)
        for kept in combinations(start, max(len(start) - gone, 0))
    }


def _mistakes(word: str) -> int:
    return 2 if len(word) >= LONG else 1


def _unlikeliness(typed: str, meant: str) -> float:
    """Letters left out, doubled or swapped are commoner mistakes than other letters in their place."""
    if sorted(typed) == sorted(meant) or set(typed) == set(meant):
        return 0.0
    letters = iter(meant)
    return 0.5 if all(letter in letters for letter in typed) else WRONG_LETTER


def name_pictures(text: str) -> str:
    """The text with each emoji as its Unicode name ("thumbs up sign"), which the encoder knows words of."""
    return "".join(_named(sign) for sign in text)


def _named(sign: str) -> str:
    if sign < FIRST_PICTURE or unicodedata.category(sign) != "So":
        return sign
    return f" {unicodedata.name(sign, '').lower()} "


def _plain(typed: str) -> str:
    return typed.lower().replace("’", "'")


class Speller:
    """Corrects what it doesn't know; words that it knows, short words and numbers stay as they are."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._rank: Mapping[str, int] = {word: rank for rank, word in enumerate(index.words)}
        self._chat: Mapping[str, str] = json.loads(CHAT_SPELLING.read_text("utf-8"))
        self._distance = EditDistance(DistanceAlgorithm.DAMERAU_OSA)

    def correct(self, text: str) -> str:
        """The text with each mistyped word replaced by the nearest known one, and pictures by their names."""
        return MIXED.sub(lambda found: self._word(found[0]), name_pictures(text))

    def known_part(self, text: str) -> str:
        """The corrected text without what is no known word, nor one slip away from one: names and noises."""
        return " ".join(MIXED.sub(lambda found: self._surely(found[0]), name_pictures(text)).split())

    def _word(self, typed: str) -> str:
        word = _plain(typed)
        if word in self._chat:
            return self._chat[word]
        return typed if self._knows(word) else self._nearest(word, _mistakes(word)) or typed

    def _surely(self, typed: str) -> str:
        word = _plain(typed)
        if word in self._chat:
            return self._chat[word]
        return typed if self._knows(word) else self._nearest(word, 1) or ""

    def _knows(self, word: str) -> bool:
        return len(word) < SHORTEST or word in self._rank or not word.isalpha()

    def _nearest(self, word: str, allowed: int) -> str | None:
        judged = [
            (distance, math.log(rank + COMMONEST) + _unlikeliness(word, candidate), candidate)
            for rank in self._candidates(word)
            if abs(len(candidate := self._index.words[rank]) - len(word)) <= allowed
            and (distance := self._distance.compare(word, candidate, allowed)) > 0
        ]
        return min(judged)[2] if judged else None

    def _candidates(self, word: str) -> list[int]:
        wanted = _checksums(word)
        first = np.searchsorted(self._index.checksums, wanted, "left")
        last = np.searchsorted(self._index.checksums, wanted, "right")
        return sorted({int(o) for a, b in zip(first, last, strict=True) for o in self._index.owners[a:b]})
