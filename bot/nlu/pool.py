"""Intents by likeness to the examples, in two views: the meaning of the sentence and the words and letters in
it.

One kernel machine over both. The view of meaning is a radial kernel on the sentence vectors, the view of
words a linear one on tf-idf, which folds into one row of weights a gram: answering is a product with the
examples' vectors and some look-ups. Temperature and threshold come from leaving each example out, so the
numbers are probabilities.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.grams import KINDS

Floats = npt.NDArray[np.float32]

# Found on training lines by leaving out: 8 and 2 are within half a point of the best around them.
MEANING_WEIGHT = 8.0
SHARPNESS = 2.0
NEAREST_WEIGHT = 0.2  # of the nearest example's cosine in how much a sentence is in scope
OUT_OF_SCOPE = "out_of_scope"
TINY = 1e-6


@dataclass(frozen=True)
class Grams:
    """The view of words: a row of weights for each known gram, and how telling the gram is."""

    rows: Mapping[str, int]
    idf: Floats
    weights: Floats = field(repr=False)

    def scores(self, text: str) -> Floats:
        """One number a class, from the text's known grams."""
        total = np.zeros(self.weights.shape[1], np.float32)
        for kind in KINDS:
            rows, values = weigh(kind(text), self.rows, self.idf)
            total += values @ self.weights[rows]
        return total


def weigh(counts: Mapping[str, int], rows: Mapping[str, int], idf: Floats) -> tuple[list[int], Floats]:
    """The rows of the known grams and their tf-idf, of length 1 together."""
    known = [(rows[gram], count) for gram, count in counts.items() if gram in rows]
    places = [row for row, _count in known]
    values = np.array([1 + math.log(count) for _row, count in known], np.float32) * idf[places]
    return places, np.asarray(values / (np.linalg.norm(values) + TINY), np.float32)


def likeness(cosines: Floats) -> Floats:
    """The kernel of meaning."""
    return np.asarray(MEANING_WEIGHT * np.exp(SHARPNESS * (cosines - 1)), np.float32)


@dataclass(frozen=True)
class Judgement:
    """Intents with their probabilities, the likeliest first, and how much the sentence is in scope."""

    ranking: tuple[tuple[str, float], ...]
    scope: float


@dataclass(frozen=True)
class Pool:
    """What was learned; `examples` are unit vectors, and each has a row of weights over the classes."""

    classes: tuple[str, ...]
    grams: Grams = field(repr=False)
    examples: Floats = field(repr=False)
    weights: Floats = field(repr=False)
    temperature: float
    threshold: float

    def judge(self, vector: Floats, text: str) -> Judgement:
        """All intents by probability."""
        cosines = self.examples @ vector
        scores = likeness(cosines) @ self.weights + self.grams.scores(text)
        probabilities = np.exp(log_softmax(scores / self.temperature))
        ranking = tuple((self.classes[i], float(probabilities[i])) for i in np.argsort(-probabilities))
        return Judgement(ranking, float(scope_of(scores[None], cosines.max(keepdims=True), self.classes)[0]))

    def rejects(self, judgement: Judgement) -> bool:
        """Whether the sentence is like nothing that was learned, in scope or out of it."""
        return judgement.scope < self.threshold and judgement.ranking[0][0] != OUT_OF_SCOPE

    def save(self, folder: Path) -> None:
        """Write the pool as numbers and JSON: nothing in it can run."""
        np.savez(
            folder / "pool.npz",
            examples=self.examples.astype(np.float16),
            weights=self.weights,
            idf=self.grams.idf,
            gram_weights=self.grams.weights.astype(np.float16),
        )
        learned = {
            "classes": self.classes,
            "grams": list(self.grams.rows),
            "temperature": self.temperature,
            "threshold": self.threshold,
        }
        (folder / "pool.json").write_text(json.dumps(learned), "utf-8")


def scope_of(scores: Floats, nearest: Floats, classes: tuple[str, ...]) -> Floats:
    """How much each sentence is in scope: the best wish against `out_of_scope`, and the nearest example."""
    outside = np.array([name == OUT_OF_SCOPE for name in classes])
    known = scores[:, outside].max(1) if outside.any() else 0.0
    return np.asarray(scores[:, ~outside].max(1) - known + NEAREST_WEIGHT * nearest, np.float32)


def load_pool(folder: Path) -> Pool:
    """The pool that was saved there; raises FileNotFoundError when there is none."""
    learned = json.loads((folder / "pool.json").read_text("utf-8"))
    with np.load(folder / "pool.npz", allow_pickle=False) as stored:
        rows = {gram: row for row, gram in enumerate(learned["grams"])}
        return Pool(
            tuple(learned["classes"]),
            Grams(rows, stored["idf"], stored["gram_weights"].astype(np.float32)),
            stored["examples"].astype(np.float32),
            stored["weights"],
            learned["temperature"],
            learned["threshold"],
        )


def log_softmax(logits: Floats) -> Floats:
    """Log-probabilities over the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), np.float32)
