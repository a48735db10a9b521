"""Tokens that open doors for a while, and tokens that serve once: by real time, not the house's clock."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or_leave

from store.errors import TokenUsed
from store.memory.store import Store, Transaction
from store.tables.conversations import SessionRow, UsedTokenRow
from store.tables.people import Identity
from store.values import Assurance, TokenSession

TOKEN_BYTES = 32
FILE_LINK, FILE_LINK_SECONDS = "file", 600.0

_OPEN = insert(SessionRow)
_FIND = (
    select(
        SessionRow.kind,
        SessionRow.identity_id,
        SessionRow.subject,
        SessionRow.assurance,
        Identity.customer_id,
    )
    .outerjoin(Identity, Identity.id == SessionRow.identity_id)
    .where(SessionRow.token_hash == bindparam("hash"), SessionRow.expires_real > bindparam("real"))
)
_END = delete(SessionRow).where(SessionRow.token_hash == bindparam("hash"))
_END_OF_SUBJECT = delete(SessionRow).where(SessionRow.subject == bindparam("subject"))
_USE = insert_or_leave(UsedTokenRow).on_conflict_do_nothing().returning(UsedTokenRow.jti_hash)
_EXPIRED = (
    delete(SessionRow).where(SessionRow.expires_real <= bindparam("real")),
    delete(UsedTokenRow).where(UsedTokenRow.expires_real <= bindparam("real")),
)


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions by token, of which only a keyed hash is kept. `real` is real time in seconds."""

    store: Store
    real: Callable[[], float] = time.time

    def open_for_identity(self, identity: str, kind: str, assurance: Assurance, seconds: float) -> str:
        """A new token that speaks for an identity for so many seconds."""
        return self._open(kind, assurance, seconds, identity=identity)

    def open_for_subject(self, subject: str, kind: str, seconds: float) -> str:
        """A new token for somebody of the house, such as an agent, for so many seconds."""
        return self._open(kind, Assurance.VERIFIED, seconds, subject=subject)

    def find(self, token: str) -> TokenSession | None:
        """What this token opens now; None when it is unknown, ended or expired."""
        with self.store.transaction() as tx:
            row = tx.db.execute(_FIND, {"hash": _hash(tx, token), "real": self.real()}).first()
        return None if row is None else _session(row)

    def open_file_link(self, identity: str, assurance: Assurance) -> str:
        """A new token for this identity's own copy, as far as `assurance` reaches: once, within ten minutes."""
        return self._open(FILE_LINK, assurance, FILE_LINK_SECONDS, identity=identity)

    def take_file_link(self, token: str) -> TokenSession | None:
        """Whose copy this token is for, the first time only; None when it was used, ran out or is none."""
        with self.store.transaction() as tx:
            asked = {"hash": _hash(tx, token), "real": self.real()}
            row = tx.db.execute(_FIND, asked).first()
            if row is None or row.kind != FILE_LINK or not tx.db.execute(_END, asked).rowcount:
                return None
        return _session(row)

    def end(self, token: str) -> None:
        """Ends the session of this token, if there is one."""
        with self.store.transaction() as tx:
            tx.db.execute(_END, {"hash": _hash(tx, token)})

    def end_of_subject(self, subject: str) -> None:
        """Ends every session of somebody of the house."""
        with self.store.transaction() as tx:
            tx.db.execute(_END_OF_SUBJECT, {"subject": subject})

    def use_once(self, jti: str, expires: float) -> None:
        """Marks a one-time token as used until it expires (real seconds); raises TokenUsed when it was."""
        with self.store.transaction() as tx:
            row = {"jti_hash": tx.keys.keyed_hash("jti", jti), "expires_real": expires}
            if tx.db.execute(_USE, row).first() is None:
                raise TokenUsed

    def clear_expired(self) -> None:
        """Deletes what has expired."""
        with self.store.transaction() as tx:
            for expired in _EXPIRED:
                tx.db.execute(expired, {"real": self.real()})

    def _open(
        self,
        kind: str,
        assurance: Assurance,
        seconds: float,
        identity: str | None = None,
        subject: str | None = None,
    ) -> str:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self.store.transaction() as tx:
            row = {
                "token_hash": _hash(tx, token),
                "kind": kind,
                "identity_id": identity,
                "subject": subject,
                "assurance": int(assurance),
                "expires_real": self.real() + seconds,
            }
            tx.db.execute(_OPEN, row)
        return token


def _session(row: Row[Any]) -> TokenSession:
    return TokenSession(
        kind=row.kind,
        assurance=Assurance(row.assurance),
        identity=row.identity_id,
        customer=row.customer_id,
        subject=row.subject,
    )


def _hash(tx: Transaction, token: str) -> bytes:
    return tx.keys.keyed_hash("session", token)
