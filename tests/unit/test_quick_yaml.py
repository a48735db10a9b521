"""What Rasa is told by the quick reader is what its own reader would have told it."""

import importlib.util
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import rasa.shared.utils
from rasa.shared.exceptions import YamlException
from rasa.shared.utils.validation import YamlValidationException, validate_yaml_schema

from bot.engine.quick_yaml import quickly

ROOT = Path(__file__).parents[2]
OURS = sorted([ROOT / "config.yml", ROOT / "domain.yml", *(ROOT / "bot/domain").rglob("*.yml")])
NLU_SCHEMA = "shared/nlu/training_data/schemas/nlu.yml"


@pytest.fixture(scope="module")
def own() -> ModuleType:
    """Rasa's module as it comes, with its own reader."""
    spec = PathFinder.find_spec("rasa.shared.utils.io", rasa.shared.utils.__path__)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _not_needed(content: str, reader_type: Any) -> None:
    pytest.fail("Rasa's own reader was asked")


@pytest.mark.parametrize("path", [*OURS, ROOT / "data/nlu/shop.yml"], ids=lambda path: path.name)
def test_our_files_are_read_quickly_and_alike(own: ModuleType, path: Path) -> None:
    text = path.read_text("utf-8")
    assert quickly(_not_needed)(text) == own.read_yaml(text)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "a: [yes, no, on, off, y, n, true, False, TRUE, tRue]",
        "[12:30, 1:30:00, 017, 0o17, 0x1f, 1_000, +1, -1, 1e3, .5, 1., 0.50, .inf, 12 people, 3-4, 2026-11-29]",
        "a: ~\nb: null\nc:\nd: ''\ne: 'null'",
        "- |\n  two\n  lines\n- >\n  folded\n  words\n- 'it''s'\n- \"tab\\there\"",
        "a: &one {b: 1}\nc: *one\nd: {<<: *one, e: 2}",
        "smile: \\U0001F600 \\u00e9",
        "smile: 😀 é \\n",
        "a: =\nb: '=’",
        "1: one\ntrue: yes\n~: none",
        "? [a, b]\n: c",
        "",
        "# nothing",
        "a: !!str 12",
    ],
)
def test_any_text_has_the_outcome_that_rasa_gives_it(own: ModuleType, text: str) -> None:
    assert _outcome(quickly(own.read_yaml), text) == _outcome(own.read_yaml, text)


def _outcome(read: Any, text: str) -> str:
    try:
        return repr(read(text))
    except Exception as error:  # whatever it is, both say the same
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("text", ["a: 1\na: 2", "a: [1", "a: ${NOT_SET_ANYWHERE}", "a: !unknown b", "a:\n\t- b"])
def test_what_rasa_refuses_is_refused_in_its_words(own: ModuleType, text: str) -> None:
    with pytest.raises(Exception) as theirs:  # noqa: PT011 - the kind is compared below
        own.read_yaml(text)
    with pytest.raises(type(theirs.value)) as ours:
        quickly(own.read_yaml)(text)
    assert str(ours.value) == str(theirs.value)


def test_a_wrong_line_is_named(own: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasa.shared.utils.io.read_yaml", quickly(own.read_yaml))
    with pytest.raises(YamlValidationException) as refused:
        validate_yaml_schema('version: "3.1"\nnlu:\n- intent: greet\n  exmples: |\n    - hi\n', NLU_SCHEMA)
    assert isinstance(refused.value, YamlException)
    assert "exmples" in str(refused.value)
    assert "Line 3" in str(refused.value)
