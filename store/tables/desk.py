"""The desk: who works there, the cases they hold, their notes, and what they gave.

Bytes are sealed with the identity's key, an agent's second factor with the agent's own.
"""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base

_OPEN = text("closed_at IS NULL")


def _in_conversation() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["identity_id", "conversation_id"], ["conversations.identity_id", "conversations.id"]
    )


class AgentRow(Base):
    """Someone who works at the desk. Never a customer: nothing here says anything about one."""

    __tablename__ = "agents"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str]  # argon2id
    role: Mapped[str]
    departments: Mapped[str]  # names with a space between; empty: all
    languages: Mapped[str] = mapped_column(server_default="")  # codes with a space between; empty: all
    capacity: Mapped[int]
    presence: Mapped[str]
    seen_real: Mapped[float]  # seconds of real time at which their page was last heard of
    wrapped_key: Mapped[bytes]
    second_factor: Mapped[bytes | None]
    last_code: Mapped[int]  # the time step of the last code used: each serves once
    since: Mapped[datetime]


class CaseRow(Base):
    """One matter at the desk; `summary` seals what the next person is told."""

    __tablename__ = "desk_cases"
    __table_args__ = (
        _in_conversation(),
        Index(None, "identity_id", "conversation_id"),
        Index("ix_desk_cases_open", "conversation_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "opened_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str]
    conversation_id: Mapped[str]
    department: Mapped[str]
    topic: Mapped[str | None]
    summary: Mapped[bytes]
    from_seq: Mapped[int]  # agents see the conversation from here on
    opened_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    first_reply_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    outcome: Mapped[str | None]
    rating: Mapped[int | None]
    repeated: Mapped[bool]  # the customer had to say it again


class NoteRow(Base):
    """One internal note about a conversation."""

    __tablename__ = "desk_notes"
    __table_args__ = (_in_conversation(), Index(None, "identity_id", "conversation_id"))

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str]
    conversation_id: Mapped[str]
    agent: Mapped[str]
    mentions: Mapped[str]  # ids with a space between
    body: Mapped[bytes]
    at: Mapped[datetime] = mapped_column(index=True)


class GestureRow(Base):
    """One gesture, granted or asked of a supervisor."""

    __tablename__ = "desk_gestures"
    __table_args__ = (
        _in_conversation(),
        Index(None, "identity_id", "conversation_id"),
        Index(None, "state", "at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str]
    conversation_id: Mapped[str]
    agent: Mapped[str]
    kind: Mapped[str]
    amount: Mapped[str]  # decimal with two places
    currency: Mapped[str]
    reason: Mapped[bytes]
    state: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]


class HouseNoteRow(Base):
    """What staff learned about a product: the house's own words, with nobody in them."""

    __tablename__ = "house_notes"

    id: Mapped[str] = mapped_column(primary_key=True)
    about: Mapped[str]
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[str | None]
