"""What holds for every test."""

from typing import Any

import pytest
from hypothesis import settings

from tests.browser import kept

# A test says what is so, not how fast: a busy machine must fail none.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What axe found in a process of several goes to the one that says how the run went."""
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told["axe"] = kept.LOOKED_AT


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """One of several processes has ended, and hands over what axe found in it."""
    kept.LOOKED_AT.extend(getattr(node, "workeroutput", {}).get("axe", ()))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How many states axe found clean, at the end of each run."""
    if said := kept.written():
        terminalreporter.write_line(said)
