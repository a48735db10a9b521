"""Permissions: asked, decided, and how it was captured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from store.values.common import Assurance, Purpose


class ConsentState(StrEnum):
    """The consent states of the W3C Data Privacy Vocabulary 2.2. Only given and renewed permit use."""

    REQUESTED = "requested"
    DEFERRED = "deferred"
    REFUSED = "refused"
    GIVEN = "given"
    RENEWED = "renewed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    INVALIDATED = "invalidated"
    UNKNOWN = "unknown"


PERMITTING = frozenset({ConsentState.GIVEN, ConsentState.RENEWED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question for permissions as it is put: which ones, or remembering which matters alone; and its version.

    `joins`: it names more beside a question that still waits, and is none on its own.
    """

    purposes: tuple[Purpose, ...]
    about: tuple[str, ...] = ()
    version: str = ""
    joins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """How a decision about consent reached us: the very words shown and said, where, and how sure we were."""

    # button, words, agent, api, gpc, token; question: nothing decided yet; ledger: withdrawn again after a restore
    method: str
    words: str = ""
    notice_version: str = ""
    notice_text: str = ""
    language: str = "en"
    conversation: str | None = None
    message: str | None = None
    assurance: Assurance = Assurance.CHANNEL
    captured_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The standing of one purpose (or of one fact's own yes, or one matter's own no) for a customer."""

    purpose: Purpose
    state: ConsentState
    at: datetime
    until: datetime | None = None
    terms: Mapping[str, Any] = field(default_factory=dict)
    fact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentReceipt:
    """One decision as it stands in the ledger, for the person's own records."""

    id: str
    customer: str
    identity: str
    purpose: Purpose
    state: ConsentState
    at: datetime
    until: datetime | None
    terms: Mapping[str, Any]
    fact: str | None
    capture: Capture
