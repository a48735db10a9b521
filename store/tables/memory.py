"""What is remembered, and what the customers decided about it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Sequence

# What may have ended that somebody is remembered: written out, so that the partial indexes serve.
_MEMORY = "purpose = 'memory' AND fact_id IS NULL"
NO_MORE = text(f"{_MEMORY} AND state NOT IN ('given', 'renewed', 'requested', 'deferred')")
ENDS = text(f"{_MEMORY} AND until IS NOT NULL")


class FactRow(Base):
    """One thing remembered. `content` seals stance, subject, words and restatement."""

    __tablename__ = "facts"
    __table_args__ = (
        Index(None, "identity_id", "about_hash"),
        Index(None, "said_at"),
        Index(None, "valid_to"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    kind: Mapped[str]
    third_party: Mapped[bool]
    about_hash: Mapped[bytes]  # keyed, and different for each identity
    content: Mapped[bytes]
    provenance: Mapped[str]
    sensitivity: Mapped[str]
    purposes: Mapped[str]  # names with a space between
    said_at: Mapped[datetime]
    channel: Mapped[str]
    conversation_id: Mapped[str | None]
    message_id: Mapped[str | None]
    confidence: Mapped[float]
    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime | None]
    superseded_by: Mapped[str | None]
    restricted: Mapped[bool]
    disputed: Mapped[bool]
    set_aside: Mapped[str | None]  # an id of when it was last disputed or held back: ids grow with real time
    derived_from: Mapped[str | None] = mapped_column(index=True)


class ConsentRow(Base):
    """One decision or question about a purpose. Rows are added in order and never changed."""

    __tablename__ = "consents"
    __table_args__ = (
        Index(None, "identity_id", "purpose", "fact_id", "seq", "state"),
        Index("ix_consents_no_more", "at", sqlite_where=NO_MORE, postgresql_where=NO_MORE),
        Index("ix_consents_ends", "until", sqlite_where=ENDS, postgresql_where=ENDS),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"))
    purpose: Mapped[str]
    fact_id: Mapped[str | None]  # the fact whose own yes this is
    state: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    terms: Mapped[bytes | None]
    method: Mapped[str]
    content: Mapped[bytes]  # the words of the customer and the notice as shown
    notice_version: Mapped[str]
    language: Mapped[str]
    conversation_id: Mapped[str | None]
    message_id: Mapped[str | None]
    assurance: Mapped[int]
    captured_by: Mapped[str | None]


class EffectRow(Base):
    """What one action did in one turn, so that a repeated turn finds it done."""

    __tablename__ = "effects"

    turn_id: Mapped[str] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"), index=True)
    result: Mapped[str]  # an id, never content
    at: Mapped[datetime] = mapped_column(index=True)


class HouseVersion(Base):
    """The house's settings as they stood from a moment on. Rows are only added."""

    __tablename__ = "house"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    settings: Mapped[str]
    at: Mapped[datetime]
    actor: Mapped[str]
