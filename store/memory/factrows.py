"""Facts as rows: sealed, opened, found and settled, inside an open transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from store.errors import FactUnknown
from store.memory.factseal import as_kept, opened, row_of
from store.memory.store import Transaction
from store.supersession import matter, may_replace, normal, replaces
from store.tables.base import new_id
from store.tables.memory import FactRow
from store.tables.people import Identity
from store.values import Fact, NewFact, Provenance, Sensitivity

RANK = {Provenance.STATED: 3, Provenance.STAFF: 2, Provenance.OBSERVED: 1, Provenance.INFERRED: 0}
_CURSOR = "%Y%m%dT%H%M%S.%f"
_NEWEST_FIRST = (FactRow.said_at.desc(), FactRow.id.desc())
_JOINED = select(*FactRow.__table__.columns, Identity.wrapped_key).join(Identity, Identity.id == FactRow.identity_id)
_OF_CUSTOMER = _JOINED.where(Identity.customer_id == bindparam("customer"))
_STANDING = (
    _OF_CUSTOMER.where(
        FactRow.superseded_by.is_(None),
        or_(bindparam("whole"), FactRow.identity_id == bindparam("identity")),
        FactRow.sensitivity.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(*_NEWEST_FIRST)
    .limit(bindparam("most"))
)
_PAGE = _STANDING.where(
    or_(
        bindparam("first"),
        FactRow.said_at < bindparam("said_at"),
        and_(FactRow.said_at == bindparam("said_at"), FactRow.id < bindparam("fact")),
    )
)
# As `consent.permits` rules it, so that what may not be used takes no place from what may.
_USABLE = _STANDING.where(
    FactRow.restricted.is_(False),
    FactRow.disputed.is_(False),
    or_(FactRow.valid_to.is_(None), FactRow.valid_to > bindparam("now")),
    FactRow.said_at > bindparam("kept_since"),
    or_(FactRow.valid_from <= bindparam("now"), FactRow.valid_from == FactRow.said_at),
    or_(FactRow.sensitivity == Sensitivity.ORDINARY.value, FactRow.id.in_(bindparam("own", expanding=True))),
    FactRow.third_party.in_(bindparam("others", expanding=True)),
)
_IDS = select(FactRow.id).join(Identity).where(Identity.customer_id == bindparam("customer"))
_STORED = _IDS.with_only_columns(func.count(FactRow.id)).where(FactRow.said_at <= bindparam("at"))
_BY_ID = _OF_CUSTOMER.where(FactRow.id == bindparam("fact"))
_OF_ONE = _JOINED.where(FactRow.identity_id == bindparam("identity"), FactRow.superseded_by.is_(None))
_ABOUT = _OF_ONE.where(FactRow.about_hash == bindparam("hash"))
_OF_KIND = _OF_ONE.where(FactRow.kind == bindparam("kind"))
_IDS_ABOUT = select(FactRow.id).where(
    FactRow.identity_id == bindparam("identity"), FactRow.about_hash == bindparam("hash")
)
_INSERT = insert(FactRow)
_SUPERSEDE = update(FactRow).where(FactRow.id == bindparam("fact")).values(superseded_by=bindparam("by"))
_SET_ASIDE = (
    select(FactRow.id)
    .where(
        FactRow.id.in_(bindparam("facts", expanding=True)),
        or_(
            FactRow.superseded_by > bindparam("since"),
            and_(FactRow.set_aside > bindparam("since"), or_(FactRow.disputed, FactRow.restricted)),
        ),
    )
    .limit(1)
)
_CONFIDE = update(FactRow).where(FactRow.id == bindparam("fact")).values(sensitivity=Sensitivity.CONFIDENCE.value)
_Told = aliased(FactRow)
# All within one identity, as supersession is; without that, a million customers would be looked through.
_FALLEN = select(FactRow.id).where(
    FactRow.identity_id.in_(select(_Told.identity_id).where(_Told.id.in_(bindparam("facts", expanding=True)))),
    or_(
        FactRow.superseded_by.in_(bindparam("facts", expanding=True)),
        FactRow.derived_from.in_(bindparam("facts", expanding=True)),
    ),
)
_DELETE = delete(FactRow).where(FactRow.id.in_(bindparam("facts", expanding=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a reader may have at all: of one identity or of all, and of which sensitivities."""

    identity: str | None  # None: of every identity
    sensitivities: Sequence[Sensitivity]
    own: Sequence[str] = ()  # told with care, and with a live yes of their own
    others: Sequence[bool] = (False, True)  # about the customer, about others

    def values(self, customer: str) -> dict[str, Any]:
        kinds = [kind.value for kind in self.sensitivities]
        whole = self.identity is None
        return {"customer": customer, "whole": whole, "identity": self.identity, "kinds": kinds}


def keep(tx: Transaction, identity: str, new: NewFact, derived_from: str | None = None) -> Fact:
    """Writes the fact; what this identity told before of the same thing no longer stands.

    Supersession stays within one identity, so that parting two identities gives each its own back.
    """
    fact = new_id()
    hashed = about_hash(tx, identity, new.about)
    rivals = _rivals(tx, identity, hashed, new)
    above = next((old.id for old in rivals if RANK[old.provenance] > RANK[new.provenance]), None)
    row = row_of(tx, fact, identity, hashed, new)
    tx.db.execute(_INSERT, row | {"superseded_by": above, "derived_from": derived_from})
    if above is None:
        for old in rivals:
            supersede(tx, old.id, fact)
    return as_kept(row, new, above, derived_from, tx.house().facts_kept)


def contradicted(tx: Transaction, identity: str, new: NewFact) -> list[str]:
    """The facts that no longer hold once this identity itself says something else of the same thing."""
    if new.provenance is not Provenance.STATED:
        return []
    told = _rivals(tx, identity, about_hash(tx, identity, new.about), new)
    return [old.id for old in told if (old.stance, old.text) != (new.stance, new.text)]


def supersede(tx: Transaction, old: str, by: str) -> None:
    """The old fact stands no longer; it stays as history until it runs out or is forgotten."""
    tx.db.execute(_SUPERSEDE, {"fact": old, "by": by})


def set_aside_since(tx: Transaction, facts: Sequence[str], since: str) -> bool:
    """Whether one of these was corrected, told anew, disputed or held back after what has the id `since`."""
    return tx.db.execute(_SET_ASIDE, {"facts": facts, "since": since}).first() is not None


def confide(tx: Transaction, fact: str) -> None:
    """From now on the fact is one told in confidence."""
    tx.db.execute(_CONFIDE, {"fact": fact})


def load(tx: Transaction, customer: str, fact: str) -> Fact:
    """The customer's fact; raises FactUnknown also for another customer's."""
    tx.about(customer)
    row = tx.db.execute(_BY_ID, {"customer": customer, "fact": fact}).first()
    if row is None:
        raise FactUnknown
    return opened(tx, [row])[0]


def usable_of(tx: Transaction, customer: str, reach: Reach, now: datetime, most: int) -> list[Fact]:
    """The facts within reach that may be used now, newest first, at most `most`."""
    tx.about(customer)
    values = reach.values(customer) | {"own": list(reach.own), "others": list(reach.others)}
    times = {"now": now, "kept_since": now - tx.house().facts_kept}
    return opened(tx, tx.db.execute(_USABLE, values | times | {"most": most}).all())


def page_of(tx: Transaction, customer: str, reach: Reach, after: str, most: int) -> tuple[list[Fact], str | None]:
    """All standing facts within reach, usable or not, newest first: those after a cursor, and the next one."""
    tx.about(customer)
    said_at, fact = _read_cursor(after)
    place = {"first": not after, "said_at": said_at, "fact": fact, "most": most + 1}
    facts = opened(tx, tx.db.execute(_PAGE, reach.values(customer) | place).all())
    return facts[:most], _cursor(facts[most - 1]) if len(facts) > most else None


def ids_of(tx: Transaction, customer: str) -> Sequence[str]:
    """The ids of all the customer's facts, standing or not, and nothing of what they say."""
    tx.about(customer)
    return tx.db.execute(_IDS, {"customer": customer}).scalars().all()


def stored_until(tx: Transaction, customer: str, at: datetime) -> int:
    """How many of the customer's facts of up to this time are stored, and nothing of what they say."""
    tx.about(customer)
    number: int = tx.db.execute(_STORED, {"customer": customer, "at": at}).scalar_one()
    return number


def remove(tx: Transaction, facts: Sequence[str]) -> tuple[str, ...]:
    """Deletes these facts, what they replaced and what was derived from any of them; answers all the ids."""
    gone: list[str] = []
    while facts:
        gone.extend(facts)
        facts = [one for one in tx.db.execute(_FALLEN, {"facts": facts}).scalars() if one not in gone]
    tx.db.execute(_DELETE, {"facts": gone})
    return tuple(gone)


def settled(facts: Sequence[Fact]) -> list[Fact]:
    """Of facts about one matter from several identities, the one that counts: stated first, then newest."""
    best: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        best[matter(fact)] = max(best.get(matter(fact), fact), fact, key=_weight)
    counts = {fact.id for fact in best.values()}
    return [fact for fact in facts if fact.id in counts]


def about_hash(tx: Transaction, identity: str, about: str) -> bytes:
    """What facts about the same thing share, within one identity."""
    return tx.keys.keyed_hash("about", f"{identity}\0{normal(about)}")


def ids_about(tx: Transaction, identity: str, about: str) -> Sequence[str]:
    """The ids of all that this identity ever told of the same thing, what was replaced included; nothing is opened."""
    return tx.db.execute(_IDS_ABOUT, {"identity": identity, "hash": about_hash(tx, identity, about)}).scalars().all()


def _cursor(fact: Fact) -> str:
    return f"{fact.said_at:{_CURSOR}}-{fact.id}"


def _read_cursor(cursor: str) -> tuple[datetime, str]:
    said_at, _, fact = cursor.partition("-")
    try:
        return datetime.strptime(said_at, _CURSOR).replace(tzinfo=UTC), fact
    except ValueError:
        return datetime.min.replace(tzinfo=UTC), ""  # no cursor of ours: nothing comes after it


def _weight(fact: Fact) -> tuple[int, str]:
    return RANK[fact.provenance], fact.id  # ids grow with real time, whatever the house's clock says


def _rivals(tx: Transaction, identity: str, hashed: bytes, new: NewFact) -> list[Fact]:
    """What stands that the new fact takes the place of."""
    alike = tx.db.execute(_ABOUT, {"identity": identity, "hash": hashed}).all()
    kind = may_replace(new)
    whole = tx.db.execute(_OF_KIND, {"identity": identity, "kind": kind}).all() if kind else []
    told = opened(tx, list({row.id: row for row in (*alike, *whole)}.values()))
    return [old for old in told if replaces(new, old)]
