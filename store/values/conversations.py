"""Messages, turns, replies and their way out."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from store.values.common import Assurance
from store.values.consents import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """One message as delivered. `text` is never a command; `choice` is the id of a choice we offered.

    `language` is what the channel is set to (`de`): a hint, as people write in another one all the same.
    `identity_channel` is where the address belongs, if not where it writes: a host's `account`, on the web.
    """

    channel: str
    account: str
    message_id: str
    address: str
    text: str
    name: str | None = None
    choice: str | None = None
    sent_at: datetime | None = None
    assurance: Assurance = Assurance.CHANNEL
    language: str | None = None
    identity_channel: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A quick reply: `id` goes out and comes back; `payload` is the intent it stands for and stays inside."""

    id: str
    title: str
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Because:
    """One thing that shaped a reply: a remembered fact, or what `of` names.

    `standing` is what the customer said of the relationship, in their words; of an `order` the text is its
    category, of a `sign` or an `encounter` its code.
    """

    fact: str
    text: str
    said_at: datetime
    channel: str
    provenance: str = "stated"
    of: str = "fact"


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
    asks: Question | None = None  # the permission that it asks for
    confided: bool = False  # speaks of what was told between us: no agent is shown it


@dataclass(frozen=True, slots=True)
class Aside:
    """What the house says in a conversation of something that is done, in the same step; `real` is for its delivery."""

    conversation: str
    said: NewReply
    real: float = field(default_factory=time.time)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A message stored for good; `repeated` when it had been stored before.

    `taken` is its turn where whoever stored it leased it at once: nothing was before it. `item` is a new one as
    the transcript has it.
    """

    conversation: str
    turn: str
    seq: int
    repeated: bool = False
    taken: "Turn | None" = None
    item: Reply | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """Who takes a turn, and for how many seconds nobody else does."""

    worker: str
    seconds: float


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
    event_seq: int = 0  # how many of the engine's events are stored: tells whether a live tracker is up to date
    language: str | None = None
    hint: str | None = None  # the language that the message's channel is set to
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
    parts: int = 0  # how many parts of it the provider has taken
    taken_back: bool = False  # what it rests on was forgotten or may no longer be used since it was said
