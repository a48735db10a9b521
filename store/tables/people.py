"""Who writes to the house: customers, and their identities, each with a key of its own."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Customer(Base):
    """A person, as far as the house can tell: whatever identities point here."""

    __tablename__ = "customers"

    id: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]


class Identity(Base):
    """One address on one channel. What it told is sealed with its key, which the house key wraps."""

    __tablename__ = "identities"
    __table_args__ = (
        UniqueConstraint("channel", "address_hash"),
        Index(None, "customer_id"),
        Index(None, "home_customer_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    home_customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    channel: Mapped[str]
    address_hash: Mapped[bytes]
    address: Mapped[bytes]
    name: Mapped[bytes | None]
    wrapped_key: Mapped[bytes]
    assurance: Mapped[int]
    since: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)


class NameWord(Base):
    """One word of a customer's name as a keyed hash, by which an agent finds them."""

    __tablename__ = "name_words"

    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"), primary_key=True)
    word_hash: Mapped[bytes] = mapped_column(primary_key=True, index=True)


class Link(Base):
    """One joining or parting of an identity and a customer, with what proved it. Never changed."""

    __tablename__ = "links"

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"), index=True)
    customer_id: Mapped[str]
    state: Mapped[str]
    proof: Mapped[str]
    at: Mapped[datetime]


class LinkCode(Base):
    """A code given to one identity, by which another proves that both are one person."""

    __tablename__ = "link_codes"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"), index=True)
    expires_real: Mapped[float] = mapped_column(index=True)  # seconds of real time


class LinkTry(Base):
    """A code that was said and did not fit; after a few, an identity waits."""

    __tablename__ = "link_tries"

    id: Mapped[str] = mapped_column(primary_key=True)
    identity_id: Mapped[str] = mapped_column(ForeignKey("identities.id"), index=True)
    expires_real: Mapped[float] = mapped_column(index=True)


class HouseKeyRow(Base):
    """One of the house's own keys, wrapped by the house key whose id is `key_id`."""

    __tablename__ = "house_keys"

    name: Mapped[str] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes]
    key_id: Mapped[str]
