"""The audit, and what an erasure answers."""

from dataclasses import dataclass
from datetime import datetime

FILE_PATH = "/me/file/"  # where a one-time link to a customer's copy leads


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One row of the audit; `note` is a person's own reason while its customer is still known."""

    id: str
    at: datetime
    action: str
    reader: str
    purpose: str
    actor: str | None
    customer: str | None
    identity: str | None
    subjects: tuple[str, ...]
    reason: str
    note: str | None
    sealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which rows are wanted: of a customer, of actions that begin so, by an agent or kind of reader, within a time."""

    customer: str = ""
    action: str = ""
    who: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Audit rows in order; `next` is the id to go on after, None at the end."""

    items: tuple[AuditEntry, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditVerdict:
    """What a check of the chain found: rows linked, rows waiting, and the first that does not fit."""

    sealed: int
    unsealed: int
    first_bad: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReport:
    """One place that an erasure looked at: what was there before and what a second look found after."""

    place: str
    found: int | None
    left: int | None  # None: the place could not be read
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """What an erasure leaves on purpose, and why."""

    place: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReceipt:
    """What an erasure found and left, place by place; `complete` only if every second look found nothing."""

    id: str
    at: datetime
    places: tuple[PlaceReport, ...]
    kept: tuple[KeptRecord, ...]
    complete: bool
