"""What schemathesis tried on each documented operation, kept for whoever reads a run later."""

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

REPORTS = Path(__file__).parents[2] / "var/reports"
DONE: Counter[str] = Counter()
"""Of this run: operations tried with a key, those that broke, and the answers that were held against the document."""


def note(case: ElementTree.Element, answers: Counter[int]) -> None:
    """Beside an operation's outcome: how many examples were sent, and what they were answered."""
    properties = ElementTree.SubElement(case, "properties")
    ElementTree.SubElement(properties, "property", name="examples", value=str(answers.total()))
    for status, times in sorted(answers.items()):
        ElementTree.SubElement(properties, "property", name=f"answered {status}", value=str(times))
    DONE.update(operations=1, broken=int(case.find("failure") is not None), answers=answers.total())


def keep(report: ElementTree.Element, kind: str) -> None:
    """Writes the report of one key as JUnit's XML."""
    report.set("tests", str(len(report)))
    report.set("failures", str(len(report.findall("testcase/failure"))))
    REPORTS.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(report).write(REPORTS / f"openapi-{kind}.xml", encoding="utf-8")


def written() -> str:
    """One line on the reports, or none where nothing was tried."""
    if not DONE["operations"]:
        return ""
    held = DONE["operations"] - DONE["broken"]
    told = f"schemathesis: {held} of {DONE['operations']} operations, each with one key, as documented"
    return f"{told}; {DONE['answers']} answers (var/reports/openapi-*.xml)"
