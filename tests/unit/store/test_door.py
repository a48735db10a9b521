"""The door is the only way in: nobody outside the store touches its tables or opens its transactions."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
OUTSIDE = sorted(path for room in ("bot", "actions", "shop") for path in (ROOT / room).rglob("*.py"))
SHARED = {"store.tables.base"}  # ids and times, no rows


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_outside_touches_the_tables(path: Path) -> None:
    """No room but the store imports a table of the memory or begins a transaction with it."""
    tree = ast.parse(path.read_text())
    tables = {name for name in _imported(tree) if name.startswith("store.tables")}
    assert tables <= SHARED
    if ROOT / "shop" not in path.parents:
        assert not [node for node in ast.walk(tree) if _opens_a_transaction(node)]


def _imported(tree: ast.AST) -> set[str]:
    found = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return found | {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}


def _opens_a_transaction(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "transaction"
