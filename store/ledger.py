"""The ledger, a file outside the database: a restored backup is held against what was erased and taken back since."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import msgspec

from store.errors import StoreUnavailable


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """One erasure: its id, when, and the keyed hashes of the identities that must never come back."""

    erasure: str
    at: str
    identities: tuple[str, ...]


class Deed(StrEnum):
    """What a customer did that no older backup may undo."""

    FORGOTTEN = "forgotten"
    WITHDRAWN = "withdrawn"  # a permission; with a fact: that fact's own yes
    OTHER_TERMS = "other terms"  # of a permission that goes on
    WRONG = "wrong"  # corrected, disputed, or told anew
    HELD_BACK = "held back"
    RELEASED = "released"
    CONFIDED = "confided"  # marked as told in confidence
    CANCELLED = "cancelled"  # a reminder
    OFF_THE_WALL = "off the wall"
    PARTED = "parted"  # an identity, from the one it was joined to


class TakenBack(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a customer took back or put right, by keyed hashes of whose and of which.

    `look` is the audit row of it: a database that knows this row has done it already.
    """

    look: str
    at: str
    identities: tuple[str, ...]  # of the customer as they were then, the one that did it first
    things: tuple[str, ...] = msgspec.field(name="facts", default=())
    purpose: str | None = None
    deed: Deed | None = None  # lines of before there were others: forgotten, or withdrawn where a purpose is named
    terms: str = ""  # sealed by the key of the identity that set them, base64
    seq: int | None = None  # of this decision, where it is one: the clock may be set back between two

    def done(self) -> Deed:
        return self.deed or (Deed.WITHDRAWN if self.purpose else Deed.FORGOTTEN)


Line = TypeVar("Line", Erased, TakenBack)


def write_down(ledger: Path, line: Erased | TakenBack) -> None:
    """Adds a line and waits until it is on the disk; raises StoreUnavailable where it cannot be."""
    try:
        ledger.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(ledger, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            # Alone, so that what another process is about to finish is not taken for torn.
            fcntl.flock(file, fcntl.LOCK_EX)
            _write(file, _line_end(file) + msgspec.json.encode(line) + b"\n")
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        raise StoreUnavailable("The ledger of erasures cannot be written; nothing was changed.") from error


def read_ledger(ledger: Path, kind: type[Line]) -> Iterator[Line]:
    """Every line of this kind, oldest first; one cut short by a crash is left out."""
    if not ledger.exists():
        return
    with ledger.open("rb") as lines:
        for line in lines:
            try:
                yield msgspec.json.decode(line, type=kind)
            except msgspec.DecodeError:
                continue


def missing(ledger: Path, known: Sequence[str]) -> list[Erased]:
    """The erasures that a database which knows only `known` has not seen."""
    seen = set(known)
    return [erased for erased in read_ledger(ledger, Erased) if erased.erasure not in seen]


def _line_end(file: int) -> bytes:
    """What ends a last line that was cut short, so that it takes the next with it no more."""
    size = os.lseek(file, 0, os.SEEK_END)
    return b"\n" if size and os.pread(file, 1, size - 1) != b"\n" else b""


def _write(file: int, line: bytes) -> None:
    while line:  # a disk that is nearly full takes part of it
        line = line[os.write(file, line) :]
