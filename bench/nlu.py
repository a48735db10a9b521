"""What is understood: our own lines, cross-validated, public data, and what one line costs."""

import os
from itertools import cycle
from pathlib import Path
from typing import Any

from bench import nlu_own, nlu_public
from bench.measure import timings_of
from bench.turns import TEXTS
from bot.engine.training import current_model, train
from bot.nlu.parse import Pipeline

TIMES = 300


def nlu() -> dict[str, Any]:
    """Percent right where the data is at hand, milliseconds for a line as in production, and our confusions drawn."""
    verdicts = nlu_own.cross_validated(nlu_own.own_lines())
    nlu_own.draw(verdicts, nlu_own.PICTURE)
    return {"utterance_p50_ms": _utterance_ms(), **nlu_own.figures(verdicts), **_public()}


def _utterance_ms() -> float:
    pipeline, texts = Pipeline(current_model() or train()), cycle(TEXTS)
    pipeline.parse(next(texts))
    return timings_of(lambda: pipeline.parse(next(texts)), TIMES).p50_ms


def _public() -> dict[str, float]:
    named = os.environ.get("SHOEBOX_BENCH_DATA")
    if not named or not Path(named).is_dir():
        print("SHOEBOX_BENCH_DATA names no folder with the public data: those benchmarks are skipped.")
        return {}
    return nlu_public.figures(Path(named))
