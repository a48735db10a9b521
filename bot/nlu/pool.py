"""Intents by likeness to the examples, in four views: meaning, gist, manner, and the words and letters themselves.

One kernel machine over all, and a little of a logistic regression on meaning and gist. Meaning is a radial kernel on
the sentence vectors, weighed in part by how alike two sentences are in manner; gist is one on another encoder's
vectors, along the axes on which the examples differ most; the view of words is a linear kernel on tf-idf, which folds
into a row of weights a gram. Answering is a product with the examples' vectors and some look-ups. Temperature and
threshold come from leaving each example out, so the numbers are probabilities.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.grams import KINDS
from bot.nlu.manner import manner_of
from bot.nlu.readings import GIST, MEANING

Floats = npt.NDArray[np.float32]

# Found on training lines by leaving out; half or twice as much costs half a point.
MEANING_WEIGHT = 6.0
MANNER_WEIGHT = 3.0
GIST_WEIGHT = 3.0
LOGIT_WEIGHT = 0.04
SHARPNESS = 2.0
NEAREST_WEIGHT = 0.2  # of the nearest example's cosine in how much a sentence is in scope
UNSURE = 0.2  # below this three readings of four are wrong
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


def unlike(manners: Floats, others: Floats) -> Floats:
    """How far each manner is from each of the others."""
    return np.asarray(_sizes(manners)[:, None] + _sizes(others) - 2 * (manners @ others.T), np.float32)


def _sizes(manners: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", manners, manners), np.float32)


def likeness(meanings: Floats, gists: Floats, apart: Floats) -> Floats:
    """The kernel of meaning, also in a like manner, and of gist: from cosines, and how far the manners are apart."""
    in_manner = MEANING_WEIGHT + MANNER_WEIGHT * np.exp(-apart)
    of_meaning, of_gist = np.exp(SHARPNESS * (meanings - 1)), np.exp(SHARPNESS * (gists - 1))
    return np.asarray(of_meaning * in_manner + GIST_WEIGHT * of_gist, np.float32)


@dataclass(frozen=True)
class Examples:
    """What was learned from: unit vectors of meaning, gists along the axes, and manners, a row an example."""

    meanings: Floats
    axes: Floats
    gists: Floats
    manners: Floats

    def cosines(self, reading: Floats) -> Floats:
        """How near each example's meaning is to a reading's."""
        return self.meanings @ reading[MEANING]

    def likeness(self, cosines: Floats, reading: Floats, text: str) -> Floats:
        """How alike each example is to a reading, whose cosines are known."""
        manner = manner_of(text)[None]
        return likeness(cosines, self.gists @ (reading[GIST] @ self.axes), unlike(manner, self.manners)[0])


@dataclass(frozen=True)
class Judgement:
    """Intents with their probabilities, the likeliest first, and how much the sentence is in scope."""

    ranking: tuple[tuple[str, float], ...]
    scope: float


@dataclass(frozen=True)
class Pool:
    """What was learned: examples, each with weights over the classes, weights of grams, and slopes of readings."""

    classes: tuple[str, ...]
    grams: Grams = field(repr=False)
    examples: Examples = field(repr=False)
    weights: Floats = field(repr=False)
    slopes: Floats = field(repr=False)
    temperature: float
    threshold: float

    def judge(self, reading: Floats, text: str) -> Judgement:
        """All intents by probability, for a text and its row of `readings_of`."""
        cosines = self.examples.cosines(reading)
        scores = self.examples.likeness(cosines, reading, text) @ self.weights + self.grams.scores(text)
        scores += LOGIT_WEIGHT * (reading @ self.slopes)
        probabilities = np.exp(log_softmax(scores / self.temperature))
        ranking = tuple((self.classes[i], float(probabilities[i])) for i in np.argsort(-probabilities))
        return Judgement(ranking, float(scope_of(scores[None], cosines.max(keepdims=True), self.classes)[0]))

    def rejects(self, judgement: Judgement) -> bool:
        """Whether the sentence is like nothing that was learned, in scope or out of it, or might be anything."""
        likeliest, share = judgement.ranking[0]
        return likeliest != OUT_OF_SCOPE and (judgement.scope < self.threshold or share < UNSURE)

    def save(self, folder: Path) -> None:
        """Write the pool as numbers and JSON: nothing in it can run."""
        np.savez(
            folder / "pool.npz",
            meanings=self.examples.meanings.astype(np.float16),
            axes=self.examples.axes,
            gists=self.examples.gists.astype(np.float16),
            manners=self.examples.manners,
            weights=self.weights,
            slopes=self.slopes,
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
            _examples_in(stored),
            stored["weights"],
            stored["slopes"],
            learned["temperature"],
            learned["threshold"],
        )


def _examples_in(stored: Mapping[str, Floats]) -> Examples:
    meanings, gists = stored["meanings"].astype(np.float32), stored["gists"].astype(np.float32)
    return Examples(meanings, stored["axes"], gists, stored["manners"])


def log_softmax(logits: Floats) -> Floats:
    """Log-probabilities over the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), np.float32)
