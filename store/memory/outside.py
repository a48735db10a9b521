"""What was erased and taken back, as it is written into the ledger outside the database: by keyed hashes."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select

from store import ledger
from store.ledger import Deed, Erased, TakenBack
from store.memory.announce import announce_taken_back
from store.memory.store import Transaction
from store.tables.memory import ConsentRow
from store.tables.people import Identity
from store.values import Grant, Purpose

_THEIRS = (
    select(Identity.id)
    .where(Identity.customer_id == bindparam("customer"))
    .order_by(Identity.id != bindparam("by"), Identity.id)
)
_LAST = (
    select(func.max(ConsentRow.seq))
    .join(Identity, Identity.id == ConsentRow.identity_id)
    .where(Identity.customer_id == bindparam("customer"))
)


def write_erased(tx: Transaction, erasure: str, identities: Sequence[str]) -> None:
    """Before the commit: should we die in between, the replay erases what the customer asked to erase."""
    hashes = tuple(identity_hash(tx, identity) for identity in identities)
    ledger.write_down(tx.ledger, Erased(erasure=erasure, at=tx.now.isoformat(), identities=hashes))


def write_taken_back(
    tx: Transaction,
    deed: Deed,
    look: str,
    customer: str,
    things: Sequence[str] = (),
    purpose: Purpose | None = None,
    terms: str = "",
    by: str = "",
) -> None:
    """The same for what the customer took back or put right, once the audit has its row of it.

    The identity `by` which it was done stands first, so that it is that one's word again.
    """
    theirs = tx.db.execute(_THEIRS, {"customer": customer, "by": by}).scalars()
    line = TakenBack(
        look=look,
        at=tx.now.isoformat(),
        identities=tuple(identity_hash(tx, identity) for identity in theirs),
        things=tuple(thing_hash(tx, thing) for thing in things),
        purpose=purpose,
        deed=deed,
        terms=terms,
        seq=tx.db.execute(_LAST, {"customer": customer}).scalar() if purpose else None,
    )
    ledger.write_down(tx.ledger, line)
    tx.took_back.add(customer)
    announce_taken_back(tx, customer)


def write_other_terms(tx: Transaction, look: str, customer: str, identity: str, grant: Grant) -> None:
    """The same for a permission that goes on as the customer changed it; its terms go with the identity's key."""
    told = msgspec.json.encode((grant.terms, grant.until)).decode()
    sealed = b64encode(tx.key_of(identity).seal(told, _place(look))).decode()
    write_taken_back(tx, Deed.OTHER_TERMS, look, customer, (), grant.purpose, sealed, identity)


def terms_in(tx: Transaction, line: TakenBack, identity: str) -> tuple[dict[str, Any], datetime | None]:
    """The terms in such a line, and the end that the permission had by them."""
    told = tx.key_of(identity).open(b64decode(line.terms), _place(line.look))
    return msgspec.json.decode(told, type=tuple[dict[str, Any], datetime | None])


def identity_hash(tx: Transaction, identity: str) -> str:
    """By what the ledger knows an identity."""
    return tx.keys.keyed_hash("erased", identity).hex()


def thing_hash(tx: Transaction, thing: str) -> str:
    """By what the ledger knows a fact, a reminder or whatever else has an id."""
    return tx.keys.keyed_hash("forgotten", thing).hex()


def _place(look: str) -> str:
    return f"ledger.terms:{look}"
