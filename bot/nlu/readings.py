"""A text as it is read for its intent: the meaning and the gist, two unit vectors in one row of 896."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np

from bot.nlu import encoder
from bot.nlu.encoder import Vectors
from bot.nlu.gist import gist

MEANING = slice(0, encoder.DIMENSIONS)
GIST = slice(encoder.DIMENSIONS, None)


def readings_of(texts: Sequence[str]) -> Vectors:
    """One row a text, in the order given; the two encoders work side by side, a core each."""
    gists = _beside().submit(gist().encode, texts)
    return np.hstack([encoder.encoder().encode(texts), gists.result()])


@cache
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "gist")
