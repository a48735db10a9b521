"""The customer's export as a page to read: the rows in sentences, without the marks that only machines read."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.chat.words import Sheet, sheet_for

HERE = Path(__file__).parent
FALLBACK = "en"
MARKS = frozenset({"channel", "purpose", "state", "status", "sender"})
TOWNS = frozenset({"shop", "place"})
MONEY = frozenset({"amount", "total", "worth"})
_NAMED = re.compile(r"\{(\w+)\}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Row = Mapping[str, Any]
Part = str | Sequence[str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """How values are written for this reader."""

    sheet: Sheet
    marks: Mapping[str, str]
    zone: ZoneInfo
    currency: str

    def written(self, name: str, value: object) -> str | None:
        """The value as a person reads it; None where there is nothing to read."""
        if value in (None, "", False) or isinstance(value, list | dict):
            return None
        text = str(value)
        if name in MARKS:
            return self._mark(name, text)
        if name in MONEY:
            return format_currency(text, self.currency, locale=self._locale)
        if _MOMENT.fullmatch(text):
            moment = self._local(text)
            return f"{format_date(moment, 'long', locale=self._locale)}, {moment:%H:%M}"
        if _DAY.fullmatch(text):
            return format_date(date.fromisoformat(text), "long", locale=self._locale)
        return text.capitalize() if name in TOWNS else text

    def _mark(self, name: str, value: str) -> str | None:
        spoken = {"channel": f"channel_{value}", "purpose": f"consent_{value}"}.get(name)
        return self.sheet.words.get(spoken) if spoken else self.marks.get(value)

    def _local(self, text: str) -> datetime:
        return datetime.fromisoformat(text).astimezone(self.zone)

    @property
    def _locale(self) -> str:
        return self.sheet.locale.replace("-", "_")


def readable(data: Row, *languages: str | None, house: str, zone: str, currency: str) -> str:
    """One HTML page that stands by itself: what each row says, and how many rows say nothing to a reader."""
    sheet = sheet_for(*languages)
    words = _words(sheet.language)
    tongue = Tongue(sheet, words["marks"], ZoneInfo(zone), currency)
    places = _places(data)
    sections = [(one["title"], _lines(one["parts"], places, one["place"], tongue)) for one in words["sections"]]
    return _template().render(
        sheet=sheet,
        words=words,
        house=house,
        made=words["made"].format(made_at=tongue.written("made_at", data["made_at"])),
        sections=[(title, lines) for title, lines in sections if lines],
        besides=_besides(places, sheet),
    )


def _besides(places: Mapping[str, Sequence[Row]], sheet: Sheet) -> Mapping[str, int]:
    """How many rows lie in each place that no section shows, by the place's words."""
    counted: Counter[str] = Counter()
    for place, rows in places.items():
        counted[sheet.words.get(f"place_{place}", sheet.words["place_shop"])] += len(rows)
    return +counted


def _places(data: Row) -> dict[str, Sequence[Row]]:
    """The rows by place; those of the shop by the place in the shop that they name."""
    places: dict[str, list[Row]] = {}
    for name, rows in data.items():
        for row in rows if isinstance(rows, list) else ():
            where = f"shop.{str(row['place']).removeprefix('demo_')}" if name == "shop" else name
            places.setdefault(where, []).append(row)
    return dict(places)


def _lines(parts: Sequence[Part], places: dict[str, Sequence[Row]], place: str, tongue: Tongue) -> list[list[str]]:
    """The place's rows that say something; the others stay there, to be counted."""
    lines = [(row, _line(parts, _flat(row), tongue)) for row in places.get(place, ())]
    places[place] = [row for row, line in lines if not line]
    return [line for _, line in lines if line]


def _line(parts: Sequence[Part], row: Row, tongue: Tongue) -> list[str]:
    values = {name: tongue.written(name, value) for name, value in row.items()}
    first, *others = [_filled([part] if isinstance(part, str) else part, values) for part in parts]
    return [first, *(text for text in others if text)] if first else []


def _filled(choices: Sequence[str], values: Mapping[str, str | None]) -> str | None:
    for part in choices:
        if all(values.get(name) for name in _NAMED.findall(part)):
            return part.format(**values)
    return None


def _flat(row: Row) -> Row:
    """The row with what lies inside it; a browser's own name for itself is nothing to read."""
    inner = {name: value for part in row.values() if isinstance(part, dict) for name, value in part.items()}
    unread = {"address": None} if row.get("channel") == "web" else {}
    return {**inner, **row, **unread}


@cache
def _words(language: str) -> Mapping[str, Any]:
    path = HERE / "words" / f"{language}.yml"
    read = path if path.exists() else HERE / "words" / f"{FALLBACK}.yml"
    words: Mapping[str, Any] = yaml.safe_load(read.read_text())
    return words


@cache
def _template() -> Template:
    folder = FileSystemLoader(HERE / "templates")
    pages = Environment(loader=folder, autoescape=True, undefined=StrictUndefined)
    return pages.get_template("export.html")
