"""The assistant of both sides: the product's own domain and rules, in a form that stock Rasa reads too."""

import os
import shutil
from pathlib import Path
from typing import Any

import yaml

from bot.engine.importer import TOPICS, joined
from bot.engine.training import ROOT

OUR_RULES = "bot.engine.rules.IndexedRulePolicy"
STOCK_RULES = "RulePolicy"
# What stock Rasa 3.6 proposes for English, with 10 of its 100 epochs: they change what it knows, not how fast it is.
STOCK_PIPELINE = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 10, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]


class AssistantNotTrained(Exception):
    """Rasa could not train the benchmark's assistant."""


def write_assistant(folder: Path, policy: str, pipeline: list[dict[str, Any]]) -> Path:
    """Writes domain, rules, language data where a pipeline reads it, and configuration into the folder."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    for topic in (ROOT / "data" / "rules").glob("*.yml"):
        shutil.copy(topic, data / f"rules-{topic.name}")
    for topic in (ROOT / "data" / "nlu").glob("*.yml") if pipeline else ():
        shutil.copy(topic, data / f"nlu-{topic.name}")
    _write(folder / "domain.yml", _domain())
    _write(folder / "config.yml", _configuration(policy, pipeline))
    return folder


def train_rules(folder: Path) -> Path:
    """Trains our engine on the rules alone, without language; gives the model's path."""
    import rasa.model_training

    write_assistant(folder, OUR_RULES, [])
    os.environ["TQDM_DISABLE"] = "1"
    trained = rasa.model_training.train(
        domain=str(folder / "domain.yml"),
        config=str(folder / "config.yml"),
        training_files=[str(folder / "data")],
        output=str(folder / "models"),
    )
    if trained.model is None:
        raise AssistantNotTrained
    return Path(trained.model)


def _domain() -> dict[str, Any]:
    paths = [ROOT / "domain.yml", *sorted(TOPICS.glob("*.yml"))]
    return {**joined([yaml.safe_load(path.read_text()) or {} for path in paths]), "version": "3.1"}


def _configuration(policy: str, pipeline: list[dict[str, Any]]) -> dict[str, Any]:
    ours: dict[str, Any] = yaml.safe_load((ROOT / "config.yml").read_text())
    rules = {**ours["policies"][0], "name": policy}
    kept = {key: ours[key] for key in ("recipe", "language", "assistant_id")}
    return {**kept, "pipeline": pipeline, "policies": [rules]}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
