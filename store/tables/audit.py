"""Who did or looked at what, for which purpose, by ids alone; linked into a chain after the fact."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Sequence

_UNSEALED = text("seq IS NULL")


class AuditRow(Base):
    """One read or write. Only `seq` and `link` are ever filled in later, once, by the sealer."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_unsealed", "id", sqlite_where=_UNSEALED, postgresql_where=_UNSEALED),
        Index(None, "customer_id", "id"),
        Index(None, "seq", unique=True),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    action: Mapped[str]
    reader: Mapped[str]
    purpose: Mapped[str]
    actor: Mapped[str | None]
    customer_id: Mapped[str | None]
    identity_id: Mapped[str | None]
    subjects: Mapped[str]  # ids with a space between
    reason: Mapped[str]  # one of the product's own sentences
    note: Mapped[bytes | None]  # a person's reason, sealed with the identity's key
    seq: Mapped[int | None] = mapped_column(Sequence)
    link: Mapped[bytes | None]


class AuditHead(Base):
    """The chain's head at a moment, signed; `anchor` is the one before which retention took the rows."""

    __tablename__ = "audit_heads"

    seq: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=False)
    link: Mapped[bytes]
    signature: Mapped[bytes]
    anchor: Mapped[bool]
    at: Mapped[datetime] = mapped_column(index=True)
