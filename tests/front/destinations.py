"""What a process asks the network for, seen by Python itself: every address, every name, every program it starts."""

import os
import socket
import sys
from collections.abc import Set
from pathlib import Path
from typing import Any

NOTES = "SHOEBOX_TEST_DESTINATIONS"
_PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"})


def note_destinations() -> None:
    """From now on this process writes down whom it asks for, into the file that the environment names."""
    notes = os.open(os.environ[NOTES], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(event: str, given: tuple[Any, ...]) -> None:
        asked = _asked(event, given)
        if asked:
            os.write(notes, f"{asked}\n".encode())

    sys.addaudithook(note)


def destinations(notes: Path) -> Set[str]:
    """Whom the process has asked for so far."""
    return frozenset(notes.read_text().splitlines())


def _asked(event: str, given: tuple[Any, ...]) -> str | None:
    if event in ("socket.connect", "socket.sendto") and given[0].family != socket.AF_UNIX:
        return f"{given[1][0]}:{given[1][1]}"
    if event == "socket.getaddrinfo":
        return f"{given[0]}:{given[1]}"
    if event.startswith("socket.gethostby"):
        return str(given[0])
    return f"{event} {given[0]}" if event in _PROGRAMS else None
