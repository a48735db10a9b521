"""The web chat's word sheets: one file a language, English the complete one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "words"
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One language's words, made whole with the English ones."""

    language: str
    name: str
    locale: str
    direction: str
    words: Mapping[str, str]


@cache
def sheets() -> Mapping[str, Sheet]:
    """Every language there is, by code, English first."""
    codes = sorted((path.stem for path in FOLDER.glob("*.yml")), key=lambda code: (code != FALLBACK, code))
    english = _read(FALLBACK)["words"]
    return {code: _sheet(code, english) for code in codes}


def sheet_for(*wanted: str | None) -> Sheet:
    """The sheet of the first wanted language that there is (`de-AT`: `de`); English when there is none."""
    for tag in wanted:
        found = sheets().get((tag or "").split("-")[0].lower())
        if found:
            return found
    return sheets()[FALLBACK]


def _sheet(code: str, english: Mapping[str, str]) -> Sheet:
    read = _read(code)
    return Sheet(code, read["name"], read["locale"], read["direction"], {**english, **read["words"]})


def _read(code: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((FOLDER / f"{code}.yml").read_text())
    return read
