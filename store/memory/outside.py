"""What was erased and taken back, as it is written into the ledger outside the database: by keyed hashes."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from store import ledger
from store.ledger import Erased, TakenBack
from store.memory.store import Transaction
from store.tables.people import Identity
from store.values import Purpose

_THEIRS = select(Identity.id).where(Identity.customer_id == bindparam("customer"))


def write_erased(tx: Transaction, erasure: str, identities: Sequence[str]) -> None:
    """Before the commit: should we die in between, the replay erases what the customer asked to erase."""
    hashes = tuple(identity_hash(tx, identity) for identity in identities)
    ledger.write_down(tx.ledger, Erased(erasure=erasure, at=tx.now.isoformat(), identities=hashes))


def write_taken_back(
    tx: Transaction, look: str, customer: str, facts: Sequence[str] = (), purpose: Purpose | None = None
) -> None:
    """The same for facts forgotten and for a permission withdrawn, once the audit has its row of it."""
    theirs = tx.db.execute(_THEIRS, {"customer": customer}).scalars()
    line = TakenBack(
        look=look,
        at=tx.now.isoformat(),
        identities=tuple(identity_hash(tx, identity) for identity in theirs),
        facts=tuple(fact_hash(tx, fact) for fact in facts),
        purpose=purpose,
    )
    ledger.write_down(tx.ledger, line)


def identity_hash(tx: Transaction, identity: str) -> str:
    """By what the ledger knows an identity."""
    return tx.keys.keyed_hash("erased", identity).hex()


def fact_hash(tx: Transaction, fact: str) -> str:
    """By what the ledger knows a fact."""
    return tx.keys.keyed_hash("forgotten", fact).hex()
