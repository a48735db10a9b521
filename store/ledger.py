"""The ledger of erasures, a file outside the database: a restored backup is held against it."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """One erasure: its id, when, and the keyed hashes of the identities that must never come back."""

    erasure: str
    at: str
    identities: tuple[str, ...]


def write_down(ledger: Path, erased: Erased) -> None:
    """Adds a line and waits until it is on the disk."""
    ledger.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, msgspec.json.encode(erased) + b"\n")
        os.fsync(file)
    finally:
        os.close(file)


def read_ledger(ledger: Path) -> Iterator[Erased]:
    """Every erasure written down, oldest first; a line cut short by a crash is left out."""
    if not ledger.exists():
        return
    for line in ledger.read_bytes().splitlines():
        try:
            yield msgspec.json.decode(line, type=Erased)
        except msgspec.DecodeError:
            continue


def missing(ledger: Path, known: Sequence[str]) -> list[Erased]:
    """The erasures that a database which knows only `known` has not seen."""
    seen = set(known)
    return [erased for erased in read_ledger(ledger) if erased.erasure not in seen]
