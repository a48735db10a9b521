"""The memory's vocabulary: frozen values that go in and out of its door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any, Generic, TypeVar

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


class Provenance(StrEnum):
    STATED = "stated"
    OBSERVED = "observed"
    INFERRED = "inferred"
    STAFF = "staff"


class Sensitivity(StrEnum):
    ORDINARY = "ordinary"
    SPECIAL = "special"
    CONFIDENCE = "confidence"


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
class Capture:
    """How a decision about consent reached us: the very words shown and said, where, and how sure we were."""

    method: str  # button, words, agent, api, gpc or token
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
    """The standing of one purpose (or of one fact's own yes) for a customer."""

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


@dataclass(frozen=True, slots=True)
class Once:
    """The turn and action that a write belongs to: repeated, it changes nothing and answers the same."""

    turn: str
    action: str


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
class NewEvent:
    """One CloudEvent of a shop's system; `subject` is channel:address, `at` when it happened, if it says so."""

    id: str
    source: str
    type: str
    subject: str
    at: datetime | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EventOutcome:
    """What became of an event: taken, seen (before: no second effect), or parked with the reason."""

    status: str
    reason: str = ""

    @property
    def seen(self) -> bool:
        return self.status == "seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedEvent:
    """An event that waits, and for what."""

    id: str
    type: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One line of an order; `total` is what was paid for it."""

    sku: str
    name: str
    category: str
    quantity: float
    total: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order as the shop's events told of it."""

    id: str
    identity: str
    number: str
    state: str
    state_at: datetime
    placed_at: datetime | None
    expected_at: datetime | None
    currency: str
    total: Decimal
    lines: tuple[OrderLine, ...]
    touchpoint: str | None
    line_of_business: str | None
    carrier: str
    tracking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedVisit:
    """One booking as it stands."""

    id: str
    identity: str
    number: str
    state: str
    kind: str | None
    place: str | None
    at: datetime | None
    party: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The service records that a reader may use now; `withheld` as in a Brief."""

    customer: str
    orders: tuple[Order, ...] = ()
    bookings: tuple[BookedVisit, ...] = ()
    points: int = 0
    withheld: tuple[Purpose, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise: `owner` has to keep it by `due_at`; `told_at` is when the customer heard that it is late."""

    id: str
    identity: str
    origin: str
    owner: str
    what: str
    made_at: datetime
    due_at: datetime
    state: str
    closed_at: datetime | None
    told_at: datetime | None
    conversation: str | None


@dataclass(frozen=True, slots=True)
class Balance:
    """How much was given to a customer and asked of one; asking stops while `asked` runs too far ahead."""

    given: int
    asked: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """One message as delivered. `text` is never a command; `choice` is the id of a choice we offered."""

    channel: str
    account: str
    message_id: str
    address: str
    text: str
    name: str | None = None
    choice: str | None = None
    sent_at: datetime | None = None
    assurance: Assurance = Assurance.CHANNEL


@dataclass(frozen=True, slots=True)
class Choice:
    """A quick reply: `id` goes out and comes back; `payload` is the intent it stands for and stays inside."""

    id: str
    title: str
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Because:
    """One remembered fact that shaped a reply."""

    fact: str
    text: str
    said_at: datetime
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One item of a transcript. `sender` is customer, assistant, agent or house."""

    id: str
    conversation: str
    seq: int
    sender: str
    text: str
    sent_at: datetime
    name: str | None = None
    choices: tuple[Choice, ...] = ()
    offer: bool = False
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReply:
    """What the assistant, an agent or the house says; `because` holds the ids of the facts that shaped it."""

    text: str
    sender: str = "assistant"
    name: str | None = None
    choices: tuple[Choice, ...] = ()
    offer: bool = False
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A message stored for good; `repeated` when it had been stored before."""

    conversation: str
    turn: str
    seq: int
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A message leased to one worker; `fence` and `epoch` must still hold when it is finished."""

    id: str
    conversation: str
    identity: str
    customer: str
    seq: int
    channel: str
    account: str
    assurance: Assurance
    owner: str
    text: str
    choice: Choice | None
    received_at: datetime
    fence: int
    epoch: int
    attempts: int  # 1 the first time
    event_seq: int = (
        0  # how many of the engine's events are stored: tells whether a live tracker is up to date
    )
    language: str | None = None
    encounter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnOutcome:
    """What one turn leaves behind: replies for the customer and the engine's events, in order."""

    replies: tuple[NewReply, ...]
    events: tuple[Mapping[str, Any], ...]
    language: str | None = None  # the customer's, where the turn found it out
    goodbye: bool = False  # the customer took leave: the encounter ends here


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where a message stands: pending, answered or with_agent, with the replies of its turn.

    `taken` says that a waiting request took the replies; else they went, or will go, to the outbox.
    """

    status: str
    conversation: str
    replies: tuple[Reply, ...] = ()
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Part of a list, in order; `next` is the cursor of what follows, None at the end."""

    items: tuple[Item, ...]
    next: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """The engine's stored events of a conversation's current session, in order; `sequence` counts all stored ever."""

    events: tuple[Mapping[str, Any], ...]
    epoch: int
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A conversation as it stands: whose it is, where, and who speaks in it for the house."""

    id: str
    identity: str
    customer: str
    channel: str
    account: str
    owner: str  # assistant, waiting or agent
    agent: str | None
    owner_since: datetime
    last_seq: int
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A conversation that waits for a person; `reason` is in the customer's words."""

    conversation: str
    identity: str
    channel: str
    reason: str
    waiting_since: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A message that could not be answered, for operators; without its words."""

    turn: str
    conversation: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message on its way out; `id` is the message's, `cursor` grows."""

    id: str
    cursor: int
    identity: str
    customer: str
    channel: str
    account: str
    address: str
    state: str
    attempts: int
    outreach: bool  # we start this contact: consent is read again before it is sent
    reply: Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSession:
    """What an unexpired token opens: an identity's memory, or the desk for a `subject`."""

    kind: str
    assurance: Assurance
    identity: str | None = None
    customer: str | None = None
    subject: str | None = None
