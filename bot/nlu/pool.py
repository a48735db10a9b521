"""A log-linear pool of three views of a sentence, each good where the others are not.

The vector's regression sees meaning, the grams' regression sees spelling and jargon, the nearest examples
see rare phrasings. One temperature, fitted on sentences held out, makes the pool's numbers probabilities.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.nlu.grams import KINDS

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

NEIGHBOURS = 10
SHARPNESS = 20.0  # of a neighbour's vote: exp(20 · (cosine − 1))
NEIGHBOURS_WEIGHT = 0.3
SIMILARITY_WEIGHT = 3.0  # of the nearest example's cosine in what is in scope
TINY = 1e-6


@dataclass(frozen=True)
class Grams:
    """The sparse view: a row of weights a known gram; `idf` is aligned with the rows."""

    rows: Mapping[str, int]
    idf: Floats
    weights: Floats = field(repr=False)
    bias: Floats = field(repr=False)

    def logits(self, text: str) -> Floats:
        """One number a class, from the text's known grams."""
        total = self.bias.copy()
        for kind in KINDS:
            rows, values = weigh(kind(text), self.rows, self.idf)
            if rows:
                total += values @ self.weights[rows]
        return total


def weigh(counts: Mapping[str, int], rows: Mapping[str, int], idf: Floats) -> tuple[list[int], Floats]:
    """The rows of the known grams and their tf-idf, of length 1 together."""
    known = [(rows[gram], count) for gram, count in counts.items() if gram in rows]
    places = [row for row, _count in known]
    values = np.array([1 + math.log(count) for _row, count in known], np.float32) * idf[places]
    return places, np.asarray(values / (np.linalg.norm(values) + TINY), np.float32)


@dataclass(frozen=True)
class Judgement:
    """Intents with their probabilities, the likeliest first, and how much the sentence is in scope."""

    ranking: tuple[tuple[str, float], ...]
    scope: float


@dataclass(frozen=True)
class Views:
    """The three views of a set of examples; `examples` are unit vectors and `owners` their classes."""

    classes: tuple[str, ...]
    weights: Floats = field(repr=False)
    bias: Floats = field(repr=False)
    grams: Grams = field(repr=False)
    examples: Floats = field(repr=False)
    owners: Ints = field(repr=False)

    def pooled(self, vector: Floats, text: str) -> tuple[Floats, float]:
        """Log-probabilities up to a constant, and the scope: high for what resembles an example."""
        cosines = self.examples @ vector
        regressions = log_softmax(self.weights @ vector + self.bias) + log_softmax(self.grams.logits(text))
        likeliest = math.exp(float(log_softmax(regressions).max()))
        scope = math.log(likeliest + TINY) + SIMILARITY_WEIGHT * float(cosines.max())
        return regressions + NEIGHBOURS_WEIGHT * self._votes(cosines), scope

    def _votes(self, cosines: Floats) -> Floats:
        count = min(NEIGHBOURS, len(cosines))
        nearest = np.argpartition(-cosines, count - 1)[:count]
        votes = np.bincount(
            self.owners[nearest], np.exp(SHARPNESS * (cosines[nearest] - 1)), minlength=len(self.classes)
        )
        return np.asarray(np.log(votes / votes.sum() + TINY), np.float32)


@dataclass(frozen=True)
class Pool:
    """The views with what was learned on held-out sentences: a temperature and a threshold of scope."""

    views: Views
    temperature: float
    threshold: float

    def judge(self, vector: Floats, text: str) -> Judgement:
        """All intents by probability."""
        logits, scope = self.views.pooled(vector, text)
        probabilities = np.exp(log_softmax(logits / self.temperature))
        order = np.argsort(-probabilities)
        ranking = tuple((self.views.classes[i], float(probabilities[i])) for i in order)
        return Judgement(ranking, scope)

    def rejects(self, judgement: Judgement) -> bool:
        """Whether the sentence is like nothing that was learned."""
        return judgement.scope < self.threshold

    def save(self, folder: Path) -> None:
        """Write the pool as numbers and JSON: nothing in it can run."""
        views, grams = self.views, self.views.grams
        arrays: dict[str, Any] = {
            "weights": views.weights,
            "bias": views.bias,
            "examples": views.examples.astype(np.float16),
            "owners": views.owners,
            "idf": grams.idf,
            "gram_weights": grams.weights.astype(np.float16),
            "gram_bias": grams.bias,
        }
        np.savez(folder / "pool.npz", **arrays)
        learned = {
            "classes": views.classes,
            "grams": list(grams.rows),
            "temperature": self.temperature,
            "threshold": self.threshold,
        }
        (folder / "pool.json").write_text(json.dumps(learned), "utf-8")


def load_pool(folder: Path) -> Pool:
    """The pool that was saved there; raises FileNotFoundError when there is none."""
    learned = json.loads((folder / "pool.json").read_text("utf-8"))
    with np.load(folder / "pool.npz", allow_pickle=False) as stored:
        rows = {gram: row for row, gram in enumerate(learned["grams"])}
        grams = Grams(rows, stored["idf"], stored["gram_weights"].astype(np.float32), stored["gram_bias"])
        views = Views(
            tuple(learned["classes"]),
            stored["weights"],
            stored["bias"],
            grams,
            stored["examples"].astype(np.float32),
            stored["owners"],
        )
    return Pool(views, learned["temperature"], learned["threshold"])


def log_softmax(logits: Floats) -> Floats:
    """Log-probabilities over the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), np.float32)
