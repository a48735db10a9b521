"""What customers and operators are shown of the memory, as the contract has it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import msgspec

from store import ConsentReceipt, ErasureReceipt, Fact, Grant, IdentityView, Moment, Purpose, Reader
from store.consent import reaches, state_at


def as_fact(fact: Fact) -> dict[str, Any]:
    """One remembered thing with where it comes from and what it may serve."""
    return {
        "id": fact.id,
        "kind": fact.kind,
        "stance": fact.stance,
        "about": fact.about,
        "words": fact.words,
        "text": fact.text,
        "subject": fact.subject,
        "provenance": fact.provenance,
        "sensitivity": fact.sensitivity,
        "said_at": fact.said_at.isoformat(),
        "channel": fact.channel,
        "purposes": list(fact.purposes),
        "valid_from": fact.valid_from.isoformat(),
        "valid_to": fact.valid_to.isoformat() if fact.valid_to else None,
        "kept_until": fact.kept_until.isoformat() if fact.kept_until else None,
        "superseded_by": fact.superseded_by,
        "disputed": fact.disputed,
        "restricted": fact.restricted,
        "confidence": fact.confidence,
    }


def as_receipt(receipt: ConsentReceipt) -> dict[str, Any]:
    """One decision for the person's own records."""
    return msgspec.to_builtins(receipt)  # type: ignore[no-any-return]


def as_erasure(receipt: ErasureReceipt) -> dict[str, Any]:
    """What was looked at, what was there, what is left."""
    return msgspec.to_builtins(receipt)  # type: ignore[no-any-return]


def as_consent(purpose: Purpose, grant: Grant | None, now: datetime) -> dict[str, Any]:
    """How a permission stands now; one that has run out is expired."""
    if grant is None:
        return {"purpose": purpose, "state": "unknown", "at": None, "until": None, "terms": {}}
    until = grant.until.isoformat() if grant.until else None
    terms: Mapping[str, Any] = grant.terms
    state = state_at(grant, now)
    return {"purpose": purpose, "state": state, "at": grant.at.isoformat(), "until": until, "terms": dict(terms)}


def as_identity(
    one: IdentityView, asking: Moment, reader: Reader, linked: Collection[IdentityView]
) -> dict[str, Any]:
    """One address, by its channel alone where this moment does not reach it; `may` is what can be done with it here."""
    reached = reaches(reader, one.id, asking)
    may = {"part": one in linked, "erase": reached and one.id != asking.identity}
    return {
        "id": one.id,
        "channel": one.channel,
        "address": one.address if reached else None,
        "name": one.name if reached else None,
        "assurance": one.assurance.name.lower(),
        "since": one.since.isoformat(),
        "this": one.id == asking.identity,
        "may": [deed for deed, possible in may.items() if possible],
    }
