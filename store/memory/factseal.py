"""A fact as a row, its words sealed, and back."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Row

from store.keys import IdentityKey
from store.memory.store import Transaction
from store.values import Fact, NewFact, Provenance, Purpose, Sensitivity

_PURPOSES = tuple(Purpose)
_MAY_SERVE = {
    Sensitivity.ORDINARY: "memory personalise contact staff improve",
    Sensitivity.SPECIAL: "memory personalise staff",
    Sensitivity.CONFIDENCE: "memory personalise",
}


def opened(tx: Transaction, rows: Sequence[Row[Any]]) -> list[Fact]:
    """The facts in these rows, which carry their identity's wrapped key."""
    if not rows:
        return []
    kept = tx.house().facts_kept
    return [_fact(row, tx.unwrapped(row.identity_id, row.wrapped_key), kept) for row in rows]


def _fact(row: Row[Any], key: IdentityKey, kept: timedelta) -> Fact:
    stance, about, words, text, subject = msgspec.json.decode(key.open(row.content, _place(row.id)))
    return Fact(
        id=row.id,
        identity=row.identity_id,
        kind=row.kind,
        stance=stance,
        about=about,
        words=words,
        text=text,
        subject=subject,
        provenance=Provenance(row.provenance),
        sensitivity=Sensitivity(row.sensitivity),
        said_at=row.said_at,
        channel=row.channel,
        conversation=row.conversation_id,
        message=row.message_id,
        confidence=row.confidence,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        superseded_by=row.superseded_by,
        restricted=row.restricted,
        disputed=row.disputed,
        purposes=_purposes(row.purposes),
        kept_until=row.said_at + kept,
        derived_from=row.derived_from,
    )


def row_of(tx: Transaction, fact: str, identity: str, hashed: bytes, new: NewFact) -> dict[str, Any]:
    """The row of a fact that is told now."""
    told = msgspec.json.encode((new.stance, new.about, new.words, new.text, new.subject)).decode()
    return {
        "id": fact,
        "identity_id": identity,
        "kind": new.kind,
        "third_party": new.subject != "self",
        "about_hash": hashed,
        "content": tx.key_of(identity).seal(told, _place(fact)),
        "provenance": new.provenance.value,
        "sensitivity": new.sensitivity.value,
        "purposes": _MAY_SERVE[new.sensitivity],
        "said_at": new.said_at,
        "channel": new.channel,
        "conversation_id": new.conversation,
        "message_id": new.message,
        "confidence": new.confidence,
        "valid_from": new.said_at,
        "valid_to": new.valid_to,
        "restricted": False,
        "disputed": False,
    }


def as_kept(row: dict[str, Any], new: NewFact, above: str | None, derived_from: str | None, kept: timedelta) -> Fact:
    """The fact as it stands in the row written now."""
    return Fact(
        id=row["id"],
        identity=row["identity_id"],
        kind=new.kind,
        stance=new.stance,
        about=new.about,
        words=new.words,
        text=new.text,
        subject=new.subject,
        provenance=new.provenance,
        sensitivity=new.sensitivity,
        said_at=new.said_at,
        channel=new.channel,
        conversation=new.conversation,
        message=new.message,
        confidence=new.confidence,
        valid_from=new.said_at,
        valid_to=new.valid_to,
        superseded_by=above,
        purposes=_purposes(row["purposes"]),
        kept_until=new.said_at + kept,
        derived_from=derived_from,
    )


@cache
def _purposes(names: str) -> tuple[Purpose, ...]:
    return tuple(purpose for purpose in _PURPOSES if purpose.value in names.split())


def _place(fact: str) -> str:
    return f"facts.content:{fact}"
