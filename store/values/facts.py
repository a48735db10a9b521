"""What is remembered, and what may be known of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from store.values.common import Purpose, Reader
from store.values.consents import Grant


class Provenance(StrEnum):
    STATED = "stated"
    OBSERVED = "observed"
    INFERRED = "inferred"
    STAFF = "staff"


class Sensitivity(StrEnum):
    ORDINARY = "ordinary"
    SPECIAL = "special"
    CONFIDENCE = "confidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFact:
    """Something learned that may be remembered once the customer allows it."""

    kind: str
    stance: str
    about: str
    words: str
    text: str
    said_at: datetime
    channel: str
    subject: str = "self"
    provenance: Provenance = Provenance.STATED
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    conversation: str | None = None
    message: str | None = None
    confidence: float = 1.0
    valid_to: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing remembered, with the words as said, where it comes from and what it may serve."""

    id: str
    identity: str
    kind: str
    stance: str
    about: str
    words: str
    text: str
    subject: str
    provenance: Provenance
    sensitivity: Sensitivity
    said_at: datetime
    channel: str
    conversation: str | None
    message: str | None
    confidence: float
    valid_from: datetime
    valid_to: datetime | None = None
    superseded_by: str | None = None
    restricted: bool = False
    disputed: bool = False
    purposes: tuple[Purpose, ...] = (Purpose.MEMORY, Purpose.PERSONALISE)
    kept_until: datetime | None = None  # the house's retention ends its use here
    derived_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What this reader may know now; `withheld` names the missing permissions, from the grants alone."""

    customer: str
    purpose: Purpose
    reader: Reader
    facts: tuple[Fact, ...] = ()
    others: tuple[Fact, ...] = ()  # what the customer told about other people: never used towards those
    withheld: tuple[Purpose, ...] = ()
    grants: tuple[Grant, ...] = ()
    next: str | None = None  # the cursor of what follows, for who sees all that is kept
