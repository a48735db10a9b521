"""bench.json: written after every part, so that an interrupted run leaves what it found."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Report = dict[str, Any]


def merged(before: Mapping[str, Any], news: Mapping[str, Any]) -> Report:
    """What was found before, with each figure measured now in place of its older self.

    >>> merged({"a": {"old": 1, "x": 2}, "b": 2}, {"a": {"x": 3}})
    {'a': {'old': 1, 'x': 3}, 'b': 2}
    """
    found = dict(before)
    for key, value in news.items():
        both = isinstance(value, dict) and isinstance(found.get(key), dict)
        found[key] = merged(found[key], value) if both else value
    return found


def read(path: Path) -> Report:
    """The report as it stands; empty where there is none."""
    found: Report = json.loads(path.read_text()) if path.exists() else {}
    return found


def write(path: Path, report: Report) -> None:
    """Replaces the report in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(report, indent=2) + "\n")
    draft.replace(path)


def lines(report: Mapping[str, Any], prefix: str = "") -> list[str]:
    """One line a figure, for people.

    >>> lines({"turns": {"ours": {"p50_ms": 2.1}}})
    ['turns.ours.p50_ms  2.1']
    """
    found = []
    for key, value in report.items():
        found += lines(value, f"{prefix}{key}.") if isinstance(value, dict) else [f"{prefix}{key}  {value}"]
    return found
