"""The customer's export as a page to read: the same rows as in the file, under the names of the places."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.chat.words import sheet_for


def readable(data: Mapping[str, Any], *languages: str | None) -> str:
    """One HTML page with every row, escaped; places that hold nothing are left out."""
    words = sheet_for(*languages)
    places = [
        (words.words.get(f"place_{name}", name), [_shown(row) for row in rows])
        for name, rows in data.items()
        if isinstance(rows, list) and rows
    ]
    return _template().render(words=words.words, language=words.language, made_at=data["made_at"], places=places)


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    pages = Environment(loader=folder, autoescape=True, undefined=StrictUndefined)
    return pages.get_template("export.html")


def _shown(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name.replace("_", " "), str(value)) for name, value in row.items() if value not in (None, "", [], {})]
