"""What is decided at the desk, as tables of cases."""

import pytest

from store.desk import Agent, Role
from store.desk_rules import called_in

NAMES = ("Ada", "Ada Bell", "Marcus", "Jo Ann Smith", "Jo Reed")


@pytest.mark.parametrize(
    ("note", "called"),
    [
        ("@Ada Bell, have you seen this?", ["Ada Bell"]),
        ("@ada  bell\n@MARCUS.", ["Ada Bell", "Marcus"]),
        ("@Ada knows", ["Ada"]),
        ("@Jo is one of two, so nobody is called", []),
        ("@Jo Ann Smith and @Jo Reed", ["Jo Ann Smith", "Jo Reed"]),
        ("write to marcus@marcus.example, or to Marcus", []),
        ("@Marcusson is nobody here", []),
        ("@Marcus and once more @Marcus", ["Marcus"]),
    ],
)
def test_a_note_calls_whom_it_names(note: str, called: list[str]) -> None:
    """By the whole name, spaces and all; the first name is enough where it can only be one."""
    agents = [Agent(id=name, name=name, email="", role=Role.AGENT) for name in NAMES]
    assert list(called_in(note, agents)) == called
