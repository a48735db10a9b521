"""Joins the domain: the root domain.yml, one file a topic in bot/domain, and a folder for each other language there.

A name defined twice is an error.
"""

from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain, InvalidDomain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml

TOPICS = Path(__file__).parents[1] / "domain"
_LISTS = ("intents", "entities", "actions")
_MAPPINGS = ("slots", "responses", "forms")


class TopicImporter(RasaFileImporter):
    """Reads training data as Rasa does, and the domain from the root file and the topics' files."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        return self._lines

    @cached_property
    def _lines(self) -> TrainingData:
        # Rasa asks twice, with and without a language that is in no file; thousands of lines take it a while to read.
        return training_data_from_paths(self._nlu_files, "en")

    def get_domain(self) -> Domain:
        if not self._domain_path:
            return Domain.empty()
        paths = [Path(self._domain_path), *sorted(TOPICS.glob("*.yml"))]
        whole = joined([read_yaml(path.read_text()) for path in paths])
        for folder in sorted(path for path in TOPICS.iterdir() if path.is_dir()):
            told = joined([read_yaml(path.read_text()) for path in sorted(folder.glob("*.yml"))])
            add_language(whole["responses"], folder.name, told["responses"])
        return Domain.from_dict(whole)


def add_language(responses: dict[str, Any], code: str, told: dict[str, Any]) -> None:
    """Adds another language's words to the responses; raises InvalidDomain for words that nothing says in English."""
    unknown = sorted(set(told) - set(responses))
    if unknown:
        raise InvalidDomain(f"Words in {code} for what is not said in English: {', '.join(unknown)}.")
    spoken = [{"type": "slot", "name": "language", "value": code}]
    for name, variations in told.items():
        responses[name] += [{**one, "condition": spoken} for one in variations]


def joined(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """One domain from its parts; raises InvalidDomain naming what two parts define."""
    whole: dict[str, Any] = {}
    for part in parts:
        for key, value in part.items():
            if key in _LISTS:
                whole.setdefault(key, []).extend(value)
            elif key in _MAPPINGS:
                _refuse_twice(key, [*whole.get(key, {}), *value])
                whole.setdefault(key, {}).update(value)
            else:
                _refuse_twice("setting", [key] * (1 + (key in whole and key != "version")))
                whole[key] = value
    for key in _LISTS:
        _refuse_twice(key, [_name(item) for item in whole.get(key, [])])
    return whole


def _name(item: Any) -> str:
    return next(iter(item)) if isinstance(item, dict) else item


def _refuse_twice(kind: str, names: list[str]) -> None:
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise InvalidDomain(f"Defined twice in the domain's files ({kind}): {', '.join(twice)}.")
