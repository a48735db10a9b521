"""The values of the agents' desk."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from store.values import Assurance, Fact, Grant, Moment, NewReply, Promise, Purpose, Reply, Sensitivity, Thread


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"


class Presence(StrEnum):
    HERE = "here"
    AWAY = "away"
    OFF = "off"


class GestureState(StrEnum):
    GRANTED = "granted"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Someone who works at the desk; `capacity` is how many conversations they hold at once."""

    id: str
    name: str
    email: str
    role: Role
    departments: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    capacity: int = 5
    presence: Presence = Presence.OFF
    second_factor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One line of what the next person is told; struck by the customer it is told to nobody.

    Its `id` is its message's: an older button for it means these words, whichever case is open by then.
    """

    id: str
    text: str
    message: str | None = None
    struck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What a handoff brings along: what it is about, in the customer's words, and how they sound."""

    reason: str
    lines: tuple[SummaryLine, ...] = ()
    tried: tuple[str, ...] = ()  # the intents that were answered before, oldest first
    topic: str | None = None
    mood: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the customer is asked at the close whether we may keep; `learned` where an agent put it into words."""

    words: str
    learned: bool = False
    sensitivity: Sensitivity = Sensitivity.ORDINARY


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One matter at the desk, from the customer's asking to its end."""

    id: str
    conversation: str
    identity: str
    customer: str
    department: str
    from_seq: int
    opened_at: datetime
    claimed_at: datetime | None
    lines: tuple[SummaryLine, ...]
    tried: tuple[str, ...]
    topic: str | None
    mood: str
    reason: str
    retelling: bool  # the customer's next words are what is told instead
    first_reply_at: datetime | None
    closed_at: datetime | None
    proposed: Proposal | None = None  # waits for the customer's yes or no


@dataclass(frozen=True, slots=True)
class Keeping:
    """A question whether something may be kept, in words."""

    proposal: Proposal
    question: NewReply


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodbye:
    """What may be said to a customer when a person has finished: `alone`, or `before` the one question asked."""

    moment: Moment
    alone: NewReply
    before: NewReply
    keeping: Keeping | None
    rating: NewReply


@dataclass(frozen=True, slots=True)
class Lost:
    """A conversation that is held by an agent who is gone; `name` where they are still known."""

    conversation: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a waiting customer stands, counted from 1; `minutes` is an estimate, where there is one."""

    place: int
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """One handed conversation in the list; everything in it is about the waiting, nothing about worth."""

    conversation: str
    channel: str
    owner: str
    agent: str | None
    department: str
    reason: str
    name: str | None
    verified: bool  # whether they proved who they are
    mood: str
    waiting_since: datetime
    due_at: datetime | None
    answered: bool
    last_seq: int
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One conversation of a customer who was looked for, and whether whoever looked may open it; none: none yet."""

    customer: str
    conversation: str | None
    channel: str
    name: str | None
    verified: bool
    owner: str | None
    agent: str | None
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One internal note; it never reaches the customer, nor the memory."""

    id: str
    conversation: str
    agent: str
    text: str
    mentions: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture:
    """Something given to a customer, or asked of a supervisor."""

    id: str
    conversation: str
    agent: str
    kind: str
    amount: Decimal
    currency: str
    reason: str
    state: GestureState
    at: datetime
    decided_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The person at the other end, as far as the channel and our own proof tell."""

    name: str | None
    channel: str
    assurance: Assurance
    since: datetime
    channels: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()  # the channels where the same customer waits for a person, or has one, as well


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBrief:
    """What an agent may know for this case before typing; `withheld` is said from the grants alone."""

    conversation: str
    who: Who
    reason: str
    lines: tuple[SummaryLine, ...]
    tried: tuple[str, ...]
    mood: str
    language: str | None
    facts: tuple[Fact, ...]
    suggest: tuple[Fact, ...]
    avoid: tuple[Fact, ...]
    promises: tuple[Promise, ...]
    withheld: tuple[Purpose, ...]
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A case as an agent may see it from one item on; `after` is the number to go on from."""

    thread: Thread
    case: Case
    items: "tuple[DeskItem, ...]"
    after: int
    notes: tuple[Note, ...]
    gestures: tuple[Gesture, ...]
    undelivered: tuple[str, ...] = ()  # the ids of what could not be brought to the customer


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """A case in its owner's hands, and the moment in which the agent acts for its customer."""

    thread: Thread
    case: Case
    moment: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskItem:
    """One item of a transcript as an agent may see it; held back it keeps its place without its words."""

    reply: Reply
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """One message of the customer's in this session, as it was understood."""

    id: str
    text: str
    intent: str
    in_confidence: bool = False
    mood: str = "neutral"
