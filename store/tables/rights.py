"""Erasures asked for and done, and which are under way."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class ErasureRow(Base):
    """One erasure: what was found and left where. `refs` is sealed by the house key, until nothing is open."""

    __tablename__ = "erasures"

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    customer_id: Mapped[str]
    reader: Mapped[str]
    actor: Mapped[str | None]
    state: Mapped[str] = mapped_column(index=True)  # open or done
    refs: Mapped[bytes | None]
    receipt: Mapped[str | None]


class SeenRow(Base):
    """A message or event that was taken and is erased or expired; `key` is its keyed hash."""

    __tablename__ = "seen"

    key: Mapped[bytes] = mapped_column(primary_key=True)
    conversation_id: Mapped[str | None]  # of a message; it names nothing that is left
    turn_id: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(index=True)


class ErasingRow(Base):
    """An identity that is being erased in this very transaction: lifts the locks on append-only rows."""

    __tablename__ = "erasing"

    identity_id: Mapped[str] = mapped_column(primary_key=True)
