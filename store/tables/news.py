"""What other systems are to be told, until they have been."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Sequence


class NewsRow(Base):
    """One thing that happened in a conversation, by ids and kind; goes when a broker has confirmed it.

    That a conversation was erased belongs to nobody any more: it has no identity.
    """

    __tablename__ = "news"
    __table_args__ = ({"sqlite_autoincrement": True},)

    cursor: Mapped[int] = mapped_column(Sequence, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True)
    identity_id: Mapped[str | None] = mapped_column(ForeignKey("identities.id"), index=True)
    conversation_id: Mapped[str]
    channel: Mapped[str | None]
    kind: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    due_real: Mapped[float]
