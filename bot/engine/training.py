"""Trains the model when it is missing or older than what it is made from."""

import hashlib
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
_SOURCES = ("config.yml", "domain.yml", "bot/domain", "data", "bot/nlu", "bot/engine/importer.py", "requirements.lock")
_KEPT_SUFFIXES = {".yml", ".py", ".json", ".txt", ".lock", ".onnx"}


class TrainingFailed(Exception):
    """The model could not be trained; says why, where Rasa does."""


def fingerprint() -> str:
    """Changes whenever something changes that the model is made from."""
    digest = hashlib.sha256()
    for path in sorted(_source_files()):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def current_model() -> Path | None:
    """The model made from the sources as they are now, if there is one."""
    path = MODELS / f"shoebox-{fingerprint()}.tar.gz"
    return path if path.exists() else None


def train() -> Path:
    """Trains and returns the model's path; older models are removed. Raises TrainingFailed."""
    import rasa.model_training
    from rasa.shared.exceptions import RasaException

    from bot.engine.quick_lines import count_quickly
    from bot.engine.runner import SideBySideRunner

    name = f"shoebox-{fingerprint()}"
    count_quickly()
    rasa.model_training.DaskGraphRunner = SideBySideRunner
    with warnings.catch_warnings():
        # Rasa advises on what it takes for mistakes: extractors and policies that it did not write
        warnings.simplefilter("ignore", UserWarning)
        try:
            result = rasa.model_training.train(
                domain=str(ROOT / "domain.yml"),
                config=str(ROOT / "config.yml"),
                training_files=[str(ROOT / "data")],
                output=str(MODELS),
                fixed_model_name=name,
            )
        except RasaException as why:
            raise TrainingFailed(str(why)) from why
    if result.code != 0 or result.model is None:
        raise TrainingFailed
    made = Path(result.model)
    for older in MODELS.glob("shoebox-*.tar.gz"):
        if older != made:
            older.unlink()
    return made


@contextmanager
def progress(say: Callable[[str], None]) -> Iterator[None]:
    """While it lasts, each part of the model is named as its training begins and ends."""
    told, teller = logging.getLogger("rasa.engine.training.hooks"), _Teller(say)
    level, told.propagate = told.level, False
    told.addHandler(teller)
    told.setLevel(logging.INFO)
    try:
        yield
    finally:
        told.removeHandler(teller)
        told.setLevel(level)
        told.propagate = True


class _Teller(logging.Handler):
    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        self._say(f"  {record.getMessage()}")


def _source_files() -> list[Path]:
    found = [path for source in _SOURCES for path in (ROOT / source, *(ROOT / source).rglob("*"))]
    return [path for path in found if path.is_file() and path.suffix in _KEPT_SUFFIXES]
