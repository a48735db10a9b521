"""Reads the forms of words in which people state something of themselves, from `statement_forms.yml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "statement_forms.yml"
_PART = re.compile(r"(?<!\?P)<(\w+)>")


@dataclass(frozen=True)
class Form:
    """A form of words and what it states; groups name the topic (`about`) and whom it concerns (`who`)."""

    words: re.Pattern[str]
    kind: str
    stance: str
    restated: str


@dataclass(frozen=True)
class Forms:
    """All forms, the more telling first; the verdicts on clauses; where to cut; and what topics belong to."""

    forms: tuple[Form, ...]
    verdicts: Mapping[str, re.Pattern[str]]
    cuts: Mapping[str, re.Pattern[str]]
    topics: Mapping[str, re.Pattern[str]]


@cache
def forms() -> Forms:
    """The forms, read once a process."""
    written = yaml.safe_load(FILE.read_text("utf-8"))
    parts: dict[str, str] = {}
    for name, words in written["parts"].items():
        parts[name] = _spelled_out(words, parts)
    return Forms(
        tuple(_form(form, parts) for form in written["forms"]),
        {name: _compiled(words, parts) for name, words in written["verdicts"].items()},
        {name: _compiled(words, parts) for name, words in written["cuts"].items()},
        {name: _compiled(words, parts) for name, words in written["topics"].items()},
    )


def _form(written: Mapping[str, Any], parts: Mapping[str, str]) -> Form:
    words = re.compile(rf"^(?:{_spelled_out(written['words'], parts)})$", re.IGNORECASE)
    return Form(words, written["kind"], written["stance"], written.get("restated", "{clause}"))


def _compiled(words: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(_spelled_out(words, parts), re.IGNORECASE)


def _spelled_out(words: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda part: parts[part[1]], re.sub(r"\n\s*", "", words))
