"""Conversations: transcript, the queues in and out, the engine's events, encounters, handoffs, sessions.

Bytes are sealed with the identity's key, except columns ending in _key or _hash, which are keyed hashes.
Times named *_at are the house's clock, and *_real are seconds of real time, for leases, retries and expiry.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Sequence

# What is asked for all the time is a small part of these tables: only that part is indexed.
_READY = text("ready_real IS NOT NULL")
_HANDED = text("owner <> 'assistant'")
_KEPT = text("held_real IS NOT NULL")
_PARKED = text("state = 'parked'")
_OPEN = text("ended_at IS NULL")
_HELD = text("state = 'held'")
_SENT = text("provider_id IS NOT NULL")
_QUEUED = text("state = 'queued'")
HEARD = text("session_seq <= event_seq")  # something of the engine's is still kept of it


def _in_conversation() -> ForeignKeyConstraint:
    """Ties a row to its conversation and identity together, so that one key finds, guards and erases it."""
    return ForeignKeyConstraint(
        ["identity_id", "conversation_id"], ["conversations.identity_id", "conversations.id"]
    )


class ConversationRow(Base):
    """One identity's thread on one channel and account, for good; also the queue's unit.

    `ready_real` is when the oldest unfinished message (`head`) may be taken; a lease moves it to its end.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        UniqueConstraint("identity_id", "channel", "account"),
        UniqueConstraint("identity_id", "id"),
        Index("ix_conversations_ready", "ready_real", sqlite_where=_READY, postgresql_where=_READY),
        Index("ix_conversations_handed", "owner_since", sqlite_where=_HANDED, postgresql_where=_HANDED),
        Index("ix_conversations_heard", "touched_at", sqlite_where=HEARD, postgresql_where=HEARD),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    channel: Mapped[str]
    account: Mapped[str]
    language: Mapped[str | None]
    owner: Mapped[str]
    agent: Mapped[str | None]
    owner_since: Mapped[datetime]
    handoff_id: Mapped[str | None]
    epoch: Mapped[int]
    last_seq: Mapped[int]
    choices_seq: Mapped[int | None]
    event_seq: Mapped[int]
    session: Mapped[int]
    session_seq: Mapped[int]
    head: Mapped[int | None]
    ready_real: Mapped[float | None]
    worker: Mapped[str | None]
    fence: Mapped[int]
    attempts: Mapped[int]  # how often the head was taken
    encounter_id: Mapped[str | None]
    touched_at: Mapped[datetime]
    apart: Mapped[str | None]  # the encounter in which somebody else than the customer speaks
    in_peace: Mapped[bool] = mapped_column(server_default=false())  # nothing is started in it but what is owed


class MessageRow(Base):
    """One item of a transcript; `body` seals text, name and choices."""

    __tablename__ = "messages"
    __table_args__ = (_in_conversation(), Index(None, "sent_at"), {"sqlite_with_rowid": False})

    identity_id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    sender: Mapped[str]
    body: Mapped[bytes]
    offer: Mapped[bool]
    because: Mapped[str]  # ids of facts with a space between
    has_choices: Mapped[bool]
    sent_at: Mapped[datetime]
    confided: Mapped[bool] = mapped_column(server_default=false())  # between us, and what was answered: no agent's


class InboxRow(Base):
    """One message accepted and what became of it; `route` says who takes the replies."""

    __tablename__ = "inbox"
    __table_args__ = (
        _in_conversation(),
        UniqueConstraint("message_key"),
        UniqueConstraint("identity_id", "conversation_id", "seq"),
        Index(None, "received_at"),
        Index("ix_inbox_kept", "held_real", sqlite_where=_KEPT, postgresql_where=_KEPT),
        Index("ix_inbox_parked", "arrived_real", sqlite_where=_PARKED, postgresql_where=_PARKED),
        {"sqlite_with_rowid": False},
    )

    turn_id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str]
    identity_id: Mapped[str]
    seq: Mapped[int]
    message_key: Mapped[bytes]
    content_hash: Mapped[bytes]
    choice: Mapped[str | None]
    language: Mapped[str | None]  # the hint of the channel
    assurance: Mapped[int]
    state: Mapped[str]
    attempts: Mapped[int]
    reason: Mapped[str | None]
    received_at: Mapped[datetime]
    arrived_real: Mapped[float]
    # until then the replies are kept for the request that waits; null once that is decided
    held_real: Mapped[float | None]
    taken: Mapped[bool]  # by a request that waited; else the outbox has them
    first_reply: Mapped[int | None]
    last_reply: Mapped[int | None]


class OutboxRow(Base):
    """One message to be delivered on its channel; `cursor` only ever grows for readers."""

    __tablename__ = "outbox"
    __table_args__ = (
        _in_conversation(),
        Index(None, "identity_id", "conversation_id"),
        Index("ix_outbox_queued", "channel", "cursor", sqlite_where=_QUEUED, postgresql_where=_QUEUED),
        Index("ix_outbox_held", "due_real", sqlite_where=_HELD, postgresql_where=_HELD),
        Index("ix_outbox_provider_id", "provider_id", sqlite_where=_SENT, postgresql_where=_SENT),
        {"sqlite_autoincrement": True},
    )

    cursor: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=True)
    identity_id: Mapped[str]
    conversation_id: Mapped[str]
    seq: Mapped[int]
    message_id: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[str]
    account: Mapped[str]
    outreach: Mapped[bool]
    state: Mapped[str]
    attempts: Mapped[int]
    parts: Mapped[int] = mapped_column(server_default="0")  # of a long text, how many the provider has taken
    due_real: Mapped[float]
    reason: Mapped[str | None]
    provider_id: Mapped[str | None]
    # PostgreSQL's transaction number: cursors commit out of order, so readers stop at the oldest open one
    born: Mapped[int] = mapped_column(BigInteger)


class TrackerEventsRow(Base):
    """The engine's events of one turn, from number `seq` on; append-only."""

    __tablename__ = "tracker_events"
    __table_args__ = (_in_conversation(), {"sqlite_with_rowid": False})

    identity_id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[int]
    session: Mapped[int]
    count: Mapped[int]
    body: Mapped[bytes]


class EncounterRow(Base):
    """One session in a conversation; ended by goodbye, an agent's resolve, or silence."""

    __tablename__ = "encounters"
    __table_args__ = (
        _in_conversation(),
        Index(None, "identity_id", "conversation_id"),
        Index("ix_encounters_open", "started_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str]
    conversation_id: Mapped[str]
    touchpoint: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    ended_by: Mapped[str | None]


class HandoffRow(Base):
    """One move of a conversation between assistant, queue and agents; `reason` is in the customer's words."""

    __tablename__ = "handoffs"
    __table_args__ = (_in_conversation(), Index(None, "identity_id", "conversation_id"))

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str]
    conversation_id: Mapped[str]
    event: Mapped[str]
    from_owner: Mapped[str]
    to_owner: Mapped[str]
    from_agent: Mapped[str | None]
    to_agent: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(index=True)
    due_at: Mapped[datetime | None]
    reason: Mapped[bytes | None]


class SessionRow(Base):
    """A token that opens doors for a while, of an identity or of an agent; only its hash is kept."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "identity_id"), Index(None, "subject"))

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    kind: Mapped[str]
    identity_id: Mapped[str | None] = mapped_column(ForeignKey("identities.id"))
    subject: Mapped[str | None]
    assurance: Mapped[int]
    expires_real: Mapped[float] = mapped_column(index=True)


class UsedTokenRow(Base):
    """A one-time token that was used, kept until it would have expired anyway."""

    __tablename__ = "used_tokens"

    jti_hash: Mapped[bytes] = mapped_column(primary_key=True)
    expires_real: Mapped[float] = mapped_column(index=True)
