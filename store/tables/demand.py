"""What was asked for and isn't sold."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class DemandRow(Base):
    """One thing that somebody asked for in vain; kept only with their `improve`."""

    __tablename__ = "demand"

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"), index=True)
    thing: Mapped[bytes]  # sealed: the customer's own words for it
    thing_hash: Mapped[bytes] = mapped_column(index=True)  # the same thing is the same to the house's key
    at: Mapped[datetime] = mapped_column(index=True)
