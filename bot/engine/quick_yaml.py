"""Rasa's YAML read by libyaml: Rasa's own reader takes a second for our domain, and a start reads it four times."""

import importlib.abc
import importlib.machinery
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

import ruamel.yaml.resolver
import yaml

READS = "rasa.shared.utils.io"
_WORD = "tag:yaml.org,2002:str"
Read = Callable[..., Any]
Made = TypeVar("Made")


class LeftToRasa(Exception):
    """The two readers might take something differently, or it is an error that Rasa words better."""


class QuickYaml(importlib.abc.Loader):
    """Loads Rasa's module of readers, then puts the quick reader in place of its own."""

    def __init__(self, loader: importlib.abc.Loader) -> None:
        self._loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """As the module's own loader makes it."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, then exchange its reader."""
        self._loader.exec_module(module)
        module.__dict__["read_yaml"] = quickly(module.__dict__["read_yaml"])


def quickly(slowly: Read) -> Read:
    """A reader with the outcome of `slowly` for any text: its errors too, and the lines on which things stand."""

    def read_yaml(content: str, reader_type: str | list[str] = "safe") -> Any:
        reader = _Reader if reader_type == "safe" else _NotingLines
        try:
            if reader_type not in ("safe", ["safe", "rt"]):
                raise LeftToRasa("what is read to be written again")
            return _read(content, reader) or {}
        except (LeftToRasa, yaml.YAMLError):
            return slowly(content, reader_type)

    return read_yaml


def _read(content: str, reader: "type[_Reader]") -> Any:
    if "${" in content or (content.isascii() and "\\" in content):
        raise LeftToRasa("variables of the environment; signs written as escapes")
    return yaml.load(content, reader)  # noqa: S506 - a safe loader, made faster


class _Reader(yaml.CSafeLoader):
    """Tells words from values as Rasa's YAML 1.2 does, where `no` is a word; leaves rare values to Rasa's reader."""

    yaml_implicit_resolvers: dict[str, Any] = {}
    mapping_type: type[dict[Hashable, Any]] = dict
    sequence_type: type[list[Any]] = list

    def mapping(self, node: yaml.MappingNode) -> Iterator[dict[Hashable, Any]]:
        keys = {key.value for key, _ in node.value if key.tag == _WORD}
        if len(keys) < len(node.value):
            raise LeftToRasa("a key that is there twice, or is no word")
        made = _noting(node, self.mapping_type())
        yield made
        made.update(self.construct_mapping(node))

    def sequence(self, node: yaml.SequenceNode) -> Iterator[list[Any]]:
        made = _noting(node, self.sequence_type())
        yield made
        made.extend(self.construct_sequence(node))

    def number(self, node: yaml.ScalarNode) -> int | float:
        if re.fullmatch(r"0|[1-9]\d*", node.value):
            return int(node.value)
        if re.fullmatch(r"\d+\.\d+", node.value):
            return float(node.value)
        raise LeftToRasa("a number in another notation, a moment, a merged key")


for versions, tag, pattern, first in ruamel.yaml.resolver.implicit_resolvers:
    if (1, 2) in versions:
        _Reader.add_implicit_resolver(tag, pattern, first)
for kind in ("int", "float", "timestamp", "merge", "value", "yaml"):
    _Reader.add_constructor(f"tag:yaml.org,2002:{kind}", _Reader.number)
_Reader.add_constructor("tag:yaml.org,2002:map", _Reader.mapping)
_Reader.add_constructor("tag:yaml.org,2002:seq", _Reader.sequence)


@dataclass(frozen=True)
class _Place:
    line: int  # counted from nought, as Rasa's words about errors expect it


class _Mapping(dict[Hashable, Any]):
    lc: _Place


class _Sequence(list[Any]):
    lc: _Place


class _NotingLines(_Reader):
    """Notes where each mapping and sequence begins, for the words of an error."""

    mapping_type, sequence_type = _Mapping, _Sequence


def _noting(node: yaml.Node, made: Made) -> Made:
    if isinstance(made, _Mapping | _Sequence):
        made.lc = _Place(node.start_mark.line)
    return made
