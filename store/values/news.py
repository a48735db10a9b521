"""What other systems are told of conversations: ids and kinds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Listeners(StrEnum):
    """Whether there is a broker to tell of what happens in conversations."""

    NOBODY = "nobody"
    BROKER = "broker"


class Happened(StrEnum):
    """What happened in a conversation."""

    MESSAGE = "message"  # the customer wrote
    ANSWERED = "answered"
    LEFT_TO_AGENT = "left_to_agent"
    PARKED = "parked"  # given up on; operators see why
    SAID = "said"  # words outside a turn: an agent's, or the house's own
    REQUESTED = "requested"  # a person is asked for
    ACCEPTED = "accepted"  # a person has come
    MOVED = "moved"  # it is another person's now, or waits for one again
    FAILED = "failed"  # nobody came in time
    CANCELLED = "cancelled"  # the customer waits no more
    RETURNED = "returned"  # the assistant has it again
    COMPLETED = "completed"  # the person has closed the matter
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing to be told; the same `id` again is the same thing."""

    id: str
    cursor: int
    conversation: str
    channel: str | None
    kind: Happened
    at: datetime
