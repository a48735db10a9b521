"""Identities, customers, and the sessions that speak for them."""

from dataclasses import dataclass
from datetime import datetime

from store.values.common import Assurance


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An identity that wrote, and the customer it belongs to."""

    identity: str
    customer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityView:
    """One identity as its customer may see it; `home` is the customer it came as, before any linking."""

    id: str
    customer: str
    home: str
    channel: str
    address: str
    name: str | None
    assurance: Assurance
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSession:
    """What an unexpired token opens: an identity's memory, or the desk for a `subject`."""

    kind: str
    assurance: Assurance
    identity: str | None = None
    customer: str | None = None
    subject: str | None = None
