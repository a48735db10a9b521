"""What customers asked for and isn't sold: kept only with `improve`, told to operators only in groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select

from store import consent
from store.errors import NotAllowed
from store.memory import consents
from store.memory.people import customer_of
from store.memory.store import Store, Transaction
from store.supersession import normal
from store.tables.base import new_id
from store.tables.demand import DemandRow
from store.tables.people import Identity
from store.values import Assurance, Moment, Once, Purpose, Reader

FEWEST = 5  # customers behind anything that is told: fewer could be known by it
LONGEST = 80  # characters of a thing's name

_HASH = DemandRow.thing_hash
_ASKED_OFTEN = (
    select(_HASH)
    .join(Identity, Identity.id == DemandRow.identity_id)
    .group_by(_HASH)
    .having(func.count(Identity.customer_id.distinct()) >= FEWEST)
)
_ASKED = (
    select(*DemandRow.__table__.columns, Identity.customer_id)
    .join(Identity, Identity.id == DemandRow.identity_id)
    .where(_HASH.in_(_ASKED_OFTEN))
    .order_by(_HASH, DemandRow.at)
)
_HAS_ASKED = select(DemandRow.id).where(DemandRow.identity_id == bindparam("identity"), bindparam("hash") == _HASH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One thing that isn't sold, how many customers asked for it, and when last."""

    thing: str
    customers: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Demand:
    """Learned from customers who allow it; never about one of them."""

    store: Store

    def note(self, moment: Moment, thing: str, once: Once | None = None) -> None:
        """Keeps that this was asked for, once for each identity; raises NotAllowed without a live `improve`."""
        identity = moment.identity
        if identity is None:
            raise NotAllowed("nobody in particular asked")
        with self.store.transaction() as tx:
            customer = customer_of(tx, identity)
            if tx.done(once):
                return
            allowed = consent.live(Purpose.IMPROVE, consents.grants(tx, customer), moment)
            if not allowed.allowed:
                raise NotAllowed(allowed.reason)
            name = _name(thing)
            hashed = tx.keys.keyed_hash("demand", name)
            if not name or tx.db.execute(_HAS_ASKED, {"identity": identity, "hash": hashed}).first():
                return
            row = new_id()
            sealed = tx.key_of(identity).seal(name, _place(row))
            kept = {"id": row, "identity_id": identity, "thing": sealed, "thing_hash": hashed, "at": tx.now}
            tx.db.execute(insert(DemandRow), kept)
            tx.audit("demand.note", reader=Reader.ASSISTANT, purpose=Purpose.IMPROVE, customer=customer, subjects=[row])
            tx.mark(once, identity, row)

    def groups(self, actor: str) -> tuple[Wanted, ...]:
        """What at least five customers asked for who all allow this now, the most wanted first."""
        with self.store.transaction() as tx:
            tx.as_house()
            rows = tx.db.execute(_ASKED).all()
            willing = {row.customer_id: _allows(tx, row) for row in {row.customer_id: row for row in rows}.values()}
            counted = [row for row in rows if willing[row.customer_id]]
            told = [
                found for _, group in groupby(counted, lambda row: row.thing_hash) if (found := _wanted(tx, group))
            ]
            tx.audit("demand.read", reader=Reader.OPERATOR, purpose=Purpose.IMPROVE, actor=actor)
        return tuple(sorted(told, key=lambda one: (-one.customers, one.thing)))


def _wanted(tx: Transaction, group: Iterable[Row[Any]]) -> Wanted | None:
    rows = list(group)
    customers = len({row.customer_id for row in rows})
    if customers < FEWEST:
        return None
    last = rows[-1]
    thing = tx.key_of(last.identity_id).open(last.thing, _place(last.id))
    return Wanted(thing=thing, customers=customers, last_at=max(row.at for row in rows))


def _allows(tx: Transaction, row: Row[Any]) -> bool:
    moment = Moment(now=tx.now, channel="house", identity=row.identity_id, assurance=Assurance.CHANNEL)
    return consent.live(Purpose.IMPROVE, consents.grants(tx, row.customer_id), moment).allowed


def _name(thing: str) -> str:
    """The thing as several people name it: lower case, single spaces, in the singular."""
    words = normal(thing)[:LONGEST].split()
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word for word in words)


def _place(row: str) -> str:
    return f"demand.thing:{row}"
