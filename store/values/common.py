"""Who looks, for what, and when: the values that every topic shares."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Purpose(StrEnum):
    """What something remembered may be used for. Each is off until given; service itself needs none."""

    MEMORY = "memory"
    PERSONALISE = "personalise"
    CONTACT = "contact"
    STAFF = "staff"
    IMPROVE = "improve"
    SERVICE = "service"


GRANTABLE = tuple(purpose for purpose in Purpose if purpose is not Purpose.SERVICE)


class Reader(StrEnum):
    """Who looks."""

    CUSTOMER = "customer"
    ASSISTANT = "assistant"
    AGENT = "agent"
    OUTREACH = "outreach"
    OPERATOR = "operator"


class Assurance(IntEnum):
    """How sure we are who speaks: nobody in particular, the same address, or the proven customer."""

    ANONYMOUS = 0
    CHANNEL = 1
    VERIFIED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The circumstances of one message or request, made once at the edge."""

    now: datetime
    channel: str
    identity: str | None = None
    conversation: str | None = None
    assurance: Assurance = Assurance.ANONYMOUS
    actor: str | None = None  # an agent's or operator's name, for the audit
    reason: str = ""  # why an operator or agent looks, for the audit


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, and why."""

    allowed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Once:
    """The turn and action that a write belongs to: repeated, it changes nothing and answers the same."""

    turn: str
    action: str


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Part of a list, in order; `next` is the cursor of what follows, None at the end."""

    items: tuple[Item, ...]
    next: int | None = None
