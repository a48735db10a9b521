"""What is understood: our own lines, cross-validated, and public data; each measured by its own module."""

from importlib import import_module
from importlib.util import find_spec
from itertools import cycle
from typing import Any

from bench.measure import timings_of
from bench.turns import TEXTS
from bot.engine.training import current_model, train
from bot.nlu.parse import Pipeline

MODULES = ("bench.nlu_own", "bench.nlu_public")
TIMES = 300


def nlu() -> dict[str, Any]:
    """Accuracies where their data is at hand, and what one line costs in the pipeline as it is in production."""
    found: dict[str, Any] = {"utterance_p50_ms": _utterance_ms()}
    for name in filter(find_spec, MODULES):
        found |= import_module(name).measure()
    return found


def _utterance_ms() -> float:
    pipeline, texts = Pipeline(current_model() or train()), cycle(TEXTS)
    pipeline.parse(next(texts))
    return timings_of(lambda: pipeline.parse(next(texts)), TIMES).p50_ms
