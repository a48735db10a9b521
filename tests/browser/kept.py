"""What is kept of the pages for whoever reads a run later: pictures, and what axe finds where a test looks."""

import json
import os
from pathlib import Path
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

REPORT = Path(__file__).parents[2] / "var/reports/axe.json"
SCREENSHOTS = Path(os.environ.get("SHOEBOX_VAR", "var")) / "screenshots"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOOKED_AT: list[dict[str, Any]] = []
"""Each state that was looked at in this run, in order."""


async def breaches_on(page: Page) -> list[tuple[str, str, Any]]:
    """Every breach of WCAG 2.2 AA that axe can find: its rule, the element, and why."""
    found = (await Axe().run(page, options=WCAG)).response
    breaches = [(one["id"], node["html"], node["any"]) for one in found["violations"] for node in one["nodes"]]
    test = os.environ["PYTEST_CURRENT_TEST"].partition(" (")[0]
    rules = {"passed": len(found["passes"]), "undecided": [one["id"] for one in found["incomplete"]]}
    LOOKED_AT.append({"test": test, "breaches": [{"rule": rule, "at": html} for rule, html, _ in breaches], **rules})
    return breaches


def written() -> str:
    """Writes the report; one line on it, or none where nothing was looked at."""
    if not LOOKED_AT:
        return ""
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(LOOKED_AT, indent=1))
    clean = sum(not one["breaches"] for one in LOOKED_AT)
    return f"axe: {clean} of {len(LOOKED_AT)} states clean (var/reports/axe.json)"
