"""Who may touch what is remembered: one module for its rows, one function to read it, one door for everybody else."""

import ast
import re
from pathlib import Path

import pytest

from store.migrate import metadata

ROOT = Path(__file__).parents[3]
READERS = {"usable_of", "page_of", "all_of", "load"}  # what opens facts
ROOMS = ("actions", "bot", "shop")


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def names_in(path: Path) -> set[str]:
    """Every name that a module imports or uses, attributes of modules included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{node.value.id}.{node.attr}")
    return found


def test_nobody_outside_the_store_touches_a_table() -> None:
    """Actions, bot and shop import no row of the memory; ids alone are made with the store's own maker."""
    touching = {
        name_of(path): sorted(name for name in names_in(path) if name.startswith("store.tables."))
        for path in sources(*ROOMS)
    }
    assert {name: found for name, found in touching.items() if found} == {
        "bot.chat.shelf": ["store.tables.base.new_id"]
    }


@pytest.mark.parametrize("table", ["facts", "consents", "messages", "identities", "orders"])
def test_nobody_outside_the_store_speaks_to_a_table_by_name(table: str) -> None:
    """No statement in words goes round the rows either."""
    assert table in metadata().tables
    statement = re.compile(rf"\b(?:FROM|INTO|UPDATE|JOIN) {table}\b")
    assert [name_of(path) for path in sources(*ROOMS) if statement.search(path.read_text())] == []


def test_rows_of_facts_are_known_to_few() -> None:
    """One module reads and writes them; besides it rights, desk and retention change or delete, figures count."""
    knowing = {name_of(path) for path in sources("store") if "store.tables.memory.FactRow" in names_in(path)}
    assert knowing == {
        "store.memory.factrows",
        "store.memory.facts",
        "store.memory.retention",
        "store.reports",
    }


def test_facts_are_opened_by_recall_and_for_their_own_customer_only() -> None:
    """`recall` decides by purpose, reader and moment; the others act on one fact for whom it belongs to."""
    opening = {
        name_of(path)
        for path in sources("store")
        for reader in READERS
        if {f"factrows.{reader}", f"store.memory.factrows.{reader}"} & names_in(path)
    }
    assert opening == {
        "store.memory.recall",
        "store.memory.facts",  # the customer's own: to correct, dispute, forget
        "store.memory.because",  # what a reply rested on, shown with that reply
        "store.memory.confidences",  # what an agent was told to keep, by its id
    }
