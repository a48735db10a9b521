"""Contact that we start, and what it rests on: reminders, watches, contacts, and how a customer wants us to be.

Bytes are sealed with the identity's key.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base

_OPEN = text("state IN ('planned', 'held')")
_WAITING = text("state = 'waiting'")


class ReminderRow(Base):
    """What a customer asked to be reminded of; `next_at` moves on where it comes back."""

    __tablename__ = "reminders"
    __table_args__ = (
        Index(None, "identity_id"),
        Index("ix_reminders_waiting", "next_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    conversation_id: Mapped[str]
    what: Mapped[bytes]
    made_at: Mapped[datetime]
    first_at: Mapped[datetime]
    every: Mapped[str | None]  # an ISO 8601 duration
    times: Mapped[int]  # how often it has come
    next_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str]  # waiting, done or cancelled


class WatchRow(Base):
    """When an identity's customer is worth looking at again: after a purchase, when due, when lapsed."""

    __tablename__ = "watches"
    __table_args__ = (Index(None, "at"),)

    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"), primary_key=True)
    at: Mapped[datetime]


class ContactRow(Base):
    """One contact that was due, and what became of it. `occasion` makes that it is made once."""

    __tablename__ = "contacts"
    __table_args__ = (
        UniqueConstraint("identity_id", "occasion"),
        Index("ix_contacts_open", "again_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "identity_id", "sent_at"),
        Index(None, "message_id"),
        Index(None, "planned_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    conversation_id: Mapped[str | None]  # where it was made, or has to be
    concern: Mapped[str]
    occasion: Mapped[str]  # ids and a category, never content
    reasons: Mapped[str]  # ids with a space between
    category: Mapped[str | None]
    as_of: Mapped[datetime | None]  # the last purchase that it rests on
    planned_at: Mapped[datetime]
    until: Mapped[datetime | None]
    state: Mapped[str]  # planned, held, sent, dropped, or noticed: brought up when the customer spoke
    code: Mapped[str]
    again_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[str | None]


class StandingRow(Base):
    """What a customer said about the kind of relationship they want. The newest holds."""

    __tablename__ = "standings"
    __table_args__ = (Index(None, "identity_id", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    kind: Mapped[str | None]
    norm: Mapped[str | None]
    words: Mapped[bytes]
    at: Mapped[datetime]


class SilenceRow(Base):
    """Until when nothing is started with someone; why is not kept."""

    __tablename__ = "silences"
    __table_args__ = (Index(None, "identity_id"), Index(None, "until"))

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    until: Mapped[datetime]


class SignRow(Base):
    """That somebody praised, complained, wanted to leave, or was failed by us; not what was said."""

    __tablename__ = "signs"
    __table_args__ = (Index(None, "identity_id", "kind", "at"), Index(None, "at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    conversation_id: Mapped[str | None]
    kind: Mapped[str]
    at: Mapped[datetime]


class MembershipRow(Base):
    """One membership of a club of shared interest."""

    __tablename__ = "memberships"
    __table_args__ = (Index(None, "identity_id"), Index(None, "club"))

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    club: Mapped[str]  # the house's own name for it
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class WallRow(Base):
    """A message for other customers, shown only once a person of the house accepted it."""

    __tablename__ = "wall"
    __table_args__ = (Index(None, "identity_id"), Index(None, "state", "at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    body: Mapped[bytes]
    state: Mapped[str]  # waiting, accepted or refused
    at: Mapped[datetime] = mapped_column(index=True)
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
