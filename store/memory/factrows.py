"""Facts as rows: sealed, opened, found and settled, inside an open transaction."""

import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, delete, insert, or_, select, update

from store.errors import FactUnknown
from store.keys import IdentityKey
from store.memory.store import Transaction
from store.tables.base import new_id
from store.tables.memory import FactRow
from store.tables.people import Identity
from store.values import Fact, NewFact, Provenance, Purpose, Sensitivity

RANK = {Provenance.STATED: 3, Provenance.STAFF: 2, Provenance.OBSERVED: 1, Provenance.INFERRED: 0}
_PURPOSES = tuple(Purpose)
_MAY_SERVE = {
    Sensitivity.ORDINARY: "memory personalise contact staff improve",
    Sensitivity.SPECIAL: "memory personalise staff",
    Sensitivity.CONFIDENCE: "memory personalise",
}
_NEWEST_FIRST = (FactRow.said_at.desc(), FactRow.id.desc())
_JOINED = select(*FactRow.__table__.columns, Identity.wrapped_key).join(Identity, Identity.id == FactRow.identity_id)
_OF_CUSTOMER = _JOINED.where(Identity.customer_id == bindparam("customer"))
_STANDING = _OF_CUSTOMER.order_by(*_NEWEST_FIRST).where(FactRow.superseded_by.is_(None)).limit(500)
_IDS = select(FactRow.id).join(Identity).where(Identity.customer_id == bindparam("customer"))
_BY_ID = _OF_CUSTOMER.where(FactRow.id == bindparam("fact"))
_ABOUT = _JOINED.where(
    FactRow.identity_id == bindparam("identity"),
    FactRow.about_hash == bindparam("hash"),
    FactRow.superseded_by.is_(None),
)
_INSERT = insert(FactRow)
_SUPERSEDE = update(FactRow).where(FactRow.id == bindparam("fact")).values(superseded_by=bindparam("by"))
_FALLEN = select(FactRow.id).where(
    or_(
        FactRow.superseded_by.in_(bindparam("facts", expanding=True)),
        FactRow.derived_from.in_(bindparam("facts", expanding=True)),
    )
)
_DELETE = delete(FactRow).where(FactRow.id.in_(bindparam("facts", expanding=True)))


def keep(tx: Transaction, identity: str, new: NewFact, derived_from: str | None = None) -> Fact:
    """Writes the fact; what this identity told before of the same thing no longer stands.

    Supersession stays within one identity, so that parting two identities gives each its own back.
    """
    fact = new_id()
    hashed = about_hash(tx, identity, new.about)
    rivals = [old for old in _about(tx, identity, hashed) if _same_matter(old, new)]
    above = next((old.id for old in rivals if RANK[old.provenance] > RANK[new.provenance]), None)
    row = _row(tx, fact, identity, hashed, new)
    tx.db.execute(_INSERT, row | {"superseded_by": above, "derived_from": derived_from})
    if above is None:
        for old in rivals:
            supersede(tx, old.id, fact)
    return _kept(row, new, above, derived_from, tx.house().facts_kept)


def supersede(tx: Transaction, old: str, by: str) -> None:
    """The old fact stands no longer; it stays as history until it runs out or is forgotten."""
    tx.db.execute(_SUPERSEDE, {"fact": old, "by": by})


def load(tx: Transaction, customer: str, fact: str) -> Fact:
    """The customer's fact; raises FactUnknown also for another customer's."""
    tx.about(customer)
    row = tx.db.execute(_BY_ID, {"customer": customer, "fact": fact}).first()
    if row is None:
        raise FactUnknown
    return opened(tx, [row])[0]


def standing_of(tx: Transaction, customer: str) -> list[Fact]:
    """The customer's facts that nothing replaced, newest first, at most 500."""
    tx.about(customer)
    return opened(tx, tx.db.execute(_STANDING, {"customer": customer}).all())


def ids_of(tx: Transaction, customer: str) -> Sequence[str]:
    """The ids of all the customer's facts, standing or not, and nothing of what they say."""
    tx.about(customer)
    return tx.db.execute(_IDS, {"customer": customer}).scalars().all()


def remove(tx: Transaction, facts: Sequence[str]) -> tuple[str, ...]:
    """Deletes these facts, what they replaced and what was derived from any of them; answers all the ids."""
    gone: list[str] = []
    while facts:
        gone.extend(facts)
        facts = [one for one in tx.db.execute(_FALLEN, {"facts": facts}).scalars() if one not in gone]
    tx.db.execute(_DELETE, {"facts": gone})
    return tuple(gone)


def settled(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Of facts about one matter from several identities, the one that counts: stated first, then newest."""
    best: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        matter = (fact.kind, fact.subject, normal(fact.about))
        best[matter] = max(best.get(matter, fact), fact, key=_weight)
    counts = {fact.id for fact in best.values()}
    return tuple(fact for fact in facts if fact.id in counts)


def about_hash(tx: Transaction, identity: str, about: str) -> bytes:
    """What facts about the same thing share, within one identity."""
    return tx.keys.keyed_hash("about", f"{identity}\0{normal(about)}")


def normal(text: str) -> str:
    """The text for comparing: compatible forms, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _weight(fact: Fact) -> tuple[int, str]:
    return RANK[fact.provenance], fact.id  # ids grow with real time, whatever the house's clock says


def _same_matter(old: Fact, new: NewFact) -> bool:
    return (old.kind, old.subject, old.sensitivity) == (new.kind, new.subject, new.sensitivity)


def _about(tx: Transaction, identity: str, hashed: bytes) -> list[Fact]:
    return opened(tx, tx.db.execute(_ABOUT, {"identity": identity, "hash": hashed}).all())


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


def _row(tx: Transaction, fact: str, identity: str, hashed: bytes, new: NewFact) -> dict[str, Any]:
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


def _kept(row: dict[str, Any], new: NewFact, above: str | None, derived_from: str | None, kept: timedelta) -> Fact:
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
