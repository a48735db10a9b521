"""How a pool is learned; scikit-learn is imported here only, because answering needs none of it."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import scipy.sparse
from sklearn.linear_model import LogisticRegression

from bot.nlu.grams import KINDS, pieces_in, words_in
from bot.nlu.pool import Floats, Grams, Pool, Views, log_softmax, weigh

VECTOR_C = 30.0
GRAM_C = 10.0
FOLDS = 5
MANY = 6000  # examples; with more, one fold is enough to calibrate on
REJECTED = 0.02  # share of rightly understood sentences that rejection may cost
TEMPERATURES = np.geomspace(0.3, 4, 40)


def train_pool(vectors: Floats, texts: Sequence[str], labels: Sequence[str]) -> Pool:
    """A calibrated pool; raises ValueError when there are fewer than two labels."""
    if len(set(labels)) < 2:
        raise ValueError("an intent classifier needs examples of two intents at least")
    right, logits, scopes = _held_out(vectors, texts, np.array(labels))
    if not len(right):
        return Pool(train_views(vectors, texts, labels), 1.0, -np.inf)
    understood = logits.argmax(1) == right
    threshold = float(np.quantile(scopes[understood], REJECTED)) if understood.any() else -np.inf
    return Pool(train_views(vectors, texts, labels), _temperature(logits, right), threshold)


def train_views(vectors: Floats, texts: Sequence[str], labels: Sequence[str]) -> Views:
    """The three views, not yet calibrated."""
    classes, owners = np.unique(labels, return_inverse=True)
    weights, bias = _regression(vectors, owners, VECTOR_C)
    return Views(
        tuple(map(str, classes)), weights, bias, _train_grams(texts, owners), vectors, owners.astype(np.int32)
    )


def _train_grams(texts: Sequence[str], owners: npt.NDArray[np.int64]) -> Grams:
    seen_in = Counter(chain.from_iterable(words_in(text) for text in texts))
    pieces = Counter(chain.from_iterable(pieces_in(text) for text in texts))
    seen_in.update({piece: count for piece, count in pieces.items() if count > 1})
    rows = {gram: row for row, gram in enumerate(sorted(seen_in))}
    idf = np.array([np.log((1 + len(texts)) / (1 + seen_in[gram])) + 1 for gram in rows], np.float32)
    weights, bias = _regression(_matrix(texts, rows, idf), owners, GRAM_C)
    return Grams(rows, idf, np.ascontiguousarray(weights.T), bias)


def _matrix(texts: Sequence[str], rows: dict[str, int], idf: Floats) -> scipy.sparse.csr_matrix:
    weighed = [[weigh(kind(text), rows, idf) for kind in KINDS] for text in texts]
    places = [list(chain.from_iterable(part[0] for part in parts)) for parts in weighed]
    values = np.concatenate([part[1] for parts in weighed for part in parts])
    ends = np.cumsum([0, *map(len, places)])
    return scipy.sparse.csr_matrix((values, list(chain.from_iterable(places)), ends), (len(texts), len(rows)))


def _regression(features: Floats, owners: npt.NDArray[np.int64], strength: float) -> tuple[Floats, Floats]:
    fitted = LogisticRegression(C=strength, max_iter=300, tol=1e-3, class_weight="balanced").fit(
        features, owners
    )
    weights, bias = fitted.coef_, fitted.intercept_
    if len(weights) == 1:  # two classes: scikit-learn keeps one row for both
        weights, bias = np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    return np.asarray(weights, np.float32), np.asarray(bias, np.float32)


def _held_out(
    vectors: Floats, texts: Sequence[str], labels: npt.NDArray[np.str_]
) -> tuple[npt.NDArray[np.int64], Floats, Floats]:
    """Class, pooled numbers and scope of sentences that the judging views have not seen."""
    classes = sorted(set(labels))
    folds = _folds(labels)
    right, logits, scopes = [], [], []
    for fold in range(FOLDS if len(texts) <= MANY else 1):
        learned, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        if len(set(labels[learned])) < len(classes):
            continue
        views = train_views(vectors[learned], [texts[i] for i in learned], labels[learned].tolist())
        for i in held:
            pooled, scope = views.pooled(vectors[i], texts[i])
            logits.append(pooled)
            scopes.append(scope)
            right.append(classes.index(labels[i]))
    return np.array(right, np.int64), np.array(logits, np.float32), np.array(scopes, np.float32)


def _folds(labels: npt.NDArray[np.str_]) -> npt.NDArray[np.int64]:
    """A fold for each example, every label spread evenly."""
    chance = np.random.default_rng(0)
    folds = np.zeros(len(labels), np.int64)
    for label in sorted(set(labels)):
        places = np.flatnonzero(labels == label)
        folds[chance.permutation(places)] = np.arange(len(places)) % FOLDS
    return folds


def _temperature(logits: Floats, right: npt.NDArray[np.int64]) -> float:
    def surprise(temperature: float) -> float:
        return -float(log_softmax(logits / temperature)[np.arange(len(right)), right].mean())

    return float(min(TEMPERATURES, key=surprise))
