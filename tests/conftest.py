"""What holds for every test."""

from typing import Any

import pytest
from hypothesis import settings

from tests.browser import kept
from tests.front import tried

# A test says what is so, not how fast: a busy machine must fail none.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What axe and schemathesis found in a process of several goes to the one that says how the run went."""
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told |= {"axe": kept.LOOKED_AT, "schemathesis": dict(tried.DONE)}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """One of several processes has ended, and hands over what was found in it."""
    told = getattr(node, "workeroutput", {})
    kept.LOOKED_AT.extend(told.get("axe", ()))
    tried.DONE.update(told.get("schemathesis", {}))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How many states axe found clean, and how many operations schemathesis found as documented, after each run."""
    for said in filter(None, (kept.written(), tried.written())):
        terminalreporter.write_line(said)
