"""Multinomial logistic regression on readings: another head than the kernel's, seldom wrong where that one is.

Written out, as it starts from any examples of any classes: those left out may be the only ones of theirs.
"""

import numpy as np
import numpy.typing as npt
import scipy.optimize

from bot.nlu.pool import Floats, log_softmax

STRENGTH = 5.0  # of an example against the penalty on large weights; four times as much comes to the same
ROUNDS = 15  # with 30 or 60 it comes to the same
PARTS = 2


def slopes_of(readings: Floats, wanted: Floats) -> Floats:
    """A column of weights a class, for rows of readings and, a row each, a one at the class of each."""
    shape = readings.shape[1], wanted.shape[1]

    def surprise(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        slopes = flat.reshape(shape).astype(np.float32)
        logs = log_softmax(readings @ slopes)
        downhill = STRENGTH * readings.T @ (np.exp(logs) - wanted) + slopes
        height = np.square(slopes).sum(dtype=float) / 2 - STRENGTH * (logs * wanted).sum(dtype=float)
        return float(height), downhill.ravel().astype(float)

    found = scipy.optimize.minimize(
        surprise, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    )
    return np.asarray(found.x.reshape(shape), np.float32)


def left_out(readings: Floats, wanted: Floats, some: npt.NDArray[np.int64]) -> Floats:
    """The logits of some examples, by their places, each from slopes that were learned without it."""
    logits = np.zeros((len(some), wanted.shape[1]), np.float32)
    for part in range(PARTS):
        out = some[part::PARTS]
        others = np.setdiff1d(np.arange(len(readings)), out)
        logits[part::PARTS] = readings[out] @ slopes_of(readings[others], wanted[others])
    return logits
