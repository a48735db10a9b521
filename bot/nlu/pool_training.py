"""How a pool is learned: ridge regression in the kernel's space, solved once, and a logistic regression.

The factor that gives the weights also tells what an example would have been taken for had it been left out;
temperature and threshold are fitted on that, for a sample of the examples.
"""

import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import numpy.typing as npt
import scipy.linalg
import scipy.sparse

from bot.nlu import logistic
from bot.nlu.grams import KINDS
from bot.nlu.manner import manner_of
from bot.nlu.pool import (
    LOGIT_WEIGHT,
    OUT_OF_SCOPE,
    Examples,
    Floats,
    Grams,
    Pool,
    likeness,
    log_softmax,
    scope_of,
    unlike,
    weigh,
)
from bot.nlu.readings import GIST, MEANING, readings_of

RIDGE = 1.0
REJECTED = 0.01  # share of rightly understood sentences that rejection may cost
LEFT_OUT = 3000  # examples are enough for two numbers; all of them would take as long as everything else here
AXES = 128  # of the gists: a quarter of them holds four fifths of what differs, and costs a fifteenth of the time
BLOCK = 512  # rows of the kernel; what is made on the way to them stays small
TEMPERATURES = np.geomspace(0.01, 1, 60)


@dataclass(frozen=True)
class LeftOut:
    """What examples are taken for when they were not learned: their scores, and the cosines of their nearest."""

    scores: Floats
    nearest: Floats
    right: npt.NDArray[np.int64]


def train_pool(readings: Floats, texts: Sequence[str], labels: Sequence[str]) -> Pool:
    """A calibrated pool; raises ValueError when there are fewer than two labels."""
    pool, left_out = learn(*_with_names(readings, texts, labels))
    in_scope = np.array(pool.classes)[left_out.right] != OUT_OF_SCOPE
    understood = in_scope & (left_out.scores.argmax(1) == left_out.right)
    scopes = scope_of(left_out.scores, left_out.nearest, pool.classes)
    threshold = float(np.quantile(scopes[understood], REJECTED)) if understood.any() else -np.inf
    return replace(pool, temperature=_temperature(left_out), threshold=threshold)


def _with_names(
    readings: Floats, texts: Sequence[str], labels: Sequence[str]
) -> tuple[Floats, Sequence[str], Sequence[str]]:
    """The examples and, as one more of each intent, its name: half a point where there are few."""
    named = sorted(set(labels) - {OUT_OF_SCOPE})
    names = [label.replace("_", " ").lower() for label in named]
    return np.vstack([readings, readings_of(names)]), [*texts, *names], [*labels, *named]


def learn(readings: Floats, texts: Sequence[str], labels: Sequence[str]) -> tuple[Pool, LeftOut]:
    """A pool that is not yet calibrated, and what leaving each example out shows of it."""
    classes, right = np.unique(labels, return_inverse=True)
    if len(classes) < 2:
        raise ValueError("an intent classifier needs examples of two intents at least")
    counts = [[kind(text) for kind in KINDS] for text in texts]
    rows, idf = _vocabulary(counts)
    grams = _matrix(counts, rows, idf)
    examples = _examples(readings, texts)
    factor = _factor(_kernel(examples, grams), _ridge(right))
    wanted = np.eye(len(classes), dtype=np.float32)[right]
    weights = scipy.linalg.cho_solve((factor, True), wanted, check_finite=False)
    some = np.unique(np.linspace(0, len(right) - 1, LEFT_OUT).astype(int))
    scores = wanted[some] - weights[some] / _inverse_diagonal(factor, some)[:, None]
    scores += LOGIT_WEIGHT * logistic.left_out(readings, wanted, some)
    view = Grams(rows, idf, np.asarray(grams.T @ weights, np.float32))
    pool = Pool(tuple(map(str, classes)), view, examples, weights, logistic.slopes_of(readings, wanted), 1.0, -np.inf)
    return pool, LeftOut(scores, _nearest(examples, some), right[some])


def _examples(readings: Floats, texts: Sequence[str]) -> Examples:
    gists = readings[:, GIST]
    axes = np.ascontiguousarray(np.linalg.eigh(gists.T @ gists)[1][:, -AXES:], np.float32)
    manners = np.stack([manner_of(text) for text in texts])
    return Examples(np.ascontiguousarray(readings[:, MEANING]), axes, gists @ axes, manners)


def _vocabulary(counts: Sequence[Sequence[Counter[str]]]) -> tuple[dict[str, int], Floats]:
    """The row of each gram, and how telling it is; a piece of a word that was seen once is none."""
    seen = Counter(chain.from_iterable(words for words, _pieces in counts))
    pieces = Counter(chain.from_iterable(pieces for _words, pieces in counts))
    seen.update({piece: count for piece, count in pieces.items() if count > 1})
    rows = {gram: row for row, gram in enumerate(sorted(seen))}
    idf = np.array([np.log((1 + len(counts)) / (1 + seen[gram])) + 1 for gram in rows], np.float32)
    return rows, idf


def _matrix(
    counts: Sequence[Sequence[Counter[str]]], rows: dict[str, int], idf: Floats
) -> scipy.sparse.csr_matrix:
    weighed = [[weigh(kind, rows, idf) for kind in kinds] for kinds in counts]
    places = [list(chain.from_iterable(part[0] for part in parts)) for parts in weighed]
    values = np.concatenate([part[1] for parts in weighed for part in parts])
    ends = np.cumsum([0, *map(len, places)])
    return scipy.sparse.csr_matrix((values, list(chain.from_iterable(places)), ends), (len(counts), len(rows)))


def _kernel(examples: Examples, grams: scipy.sparse.csr_matrix) -> Floats:
    """How alike each example is to itself and to those after it: a half says all; some rows at a time, a core each."""
    size = len(examples.meanings)
    kernel = np.zeros((size, size), np.float32)

    def fill(start: int) -> None:
        rows, others = slice(start, start + BLOCK), slice(start, None)
        meanings = examples.meanings[rows] @ examples.meanings[others].T
        gists = examples.gists[rows] @ examples.gists[others].T
        apart = unlike(examples.manners[rows], examples.manners[others])
        kernel[rows, others] = likeness(meanings, gists, apart)
        kernel[rows, others] += (grams[rows] @ grams[others].T).toarray()

    with ThreadPoolExecutor(os.cpu_count()) as cores:
        list(cores.map(fill, range(0, size, BLOCK)))
    return kernel


def _nearest(examples: Examples, some: npt.NDArray[np.int64]) -> Floats:
    """The cosine of the nearest other example of some, by their places."""
    cosines = examples.meanings[some] @ examples.meanings.T
    cosines[np.arange(len(some)), some] = -1
    return np.asarray(cosines.max(1), np.float32)


def _ridge(owners: npt.NDArray[np.int64]) -> Floats:
    """The ridge of each example: more where its intent has more examples, so that none swallows the others."""
    counts = np.bincount(owners)
    return np.asarray(RIDGE * np.sqrt(counts / np.median(counts))[owners], np.float32)


def _factor(kernel: Floats, ridge: Floats) -> Floats:
    """Cholesky's lower factor of the kernel with the ridge on its diagonal; raises LinAlgError where there is none."""
    kernel[np.diag_indices(len(kernel))] += ridge
    columns = kernel.T  # the lower half, and lying as LAPACK wants it: no copy of half a gigabyte
    return np.asarray(scipy.linalg.cholesky(columns, lower=True, overwrite_a=True, check_finite=False), np.float32)


def _inverse_diagonal(factor: Floats, places: npt.NDArray[np.int64]) -> Floats:
    """What stands at these places on the diagonal of the inverse of the factored kernel."""
    units = np.zeros((len(factor), len(places)), np.float32, order="F")
    units[places, np.arange(len(places))] = 1
    columns = scipy.linalg.solve_triangular(factor, units, lower=True, overwrite_b=True, check_finite=False)
    return np.asarray(np.square(columns).sum(0), np.float32)


def _temperature(left_out: LeftOut) -> float:
    examples = np.arange(len(left_out.right))

    def surprise(temperature: float) -> float:
        return -float(log_softmax(left_out.scores / temperature)[examples, left_out.right].mean())

    return float(min(TEMPERATURES, key=surprise))
