"""What has been kept long enough goes: run by the outreach worker on the house's clock."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, exists, select, tuple_, update
from sqlalchemy.orm import aliased
from sqlalchemy.sql.dml import Delete, ReturningDelete

from store.memory import audit, consents, seen, trackers
from store.memory.rights import Rights
from store.memory.store import Store, Transaction
from store.retention import AT_ONCE, RULES, consent_ended, cutoff
from store.tables.base import Base
from store.tables.conversations import HEARD, ConversationRow, MessageRow, OutboxRow
from store.tables.memory import ENDS, NO_MORE, ConsentRow, FactRow
from store.tables.people import Identity
from store.tables.records import OrderLineRow
from store.values import Assurance, Moment, Reader

_IDLE = select(Identity.id, Identity.customer_id).where(Identity.seen_at <= bindparam("end")).limit(bindparam("most"))
_LINES = delete(OrderLineRow).where(OrderLineRow.order_id.in_(bindparam("orders", expanding=True)))
_UNSENDABLE = delete(OutboxRow).where(
    OutboxRow.identity_id == bindparam("identity"),
    OutboxRow.conversation_id == bindparam("conversation"),
    ~exists().where(
        MessageRow.identity_id == OutboxRow.identity_id,
        MessageRow.conversation_id == OutboxRow.conversation_id,
        MessageRow.seq == OutboxRow.seq,
    ),
)
_SILENT = (
    select(ConversationRow.identity_id, ConversationRow.id, ConversationRow.event_seq)
    .where(HEARD, ConversationRow.touched_at <= bindparam("end"))
    .limit(AT_ONCE)
    .with_for_update(skip_locked=True)
)
_UNHEARD = (
    update(ConversationRow)
    .where(ConversationRow.id == bindparam("conversation"))
    .values(session_seq=ConversationRow.event_seq + 1)
)
_FELLOW = aliased(Identity)
_REMEMBERED = exists().where(FactRow.identity_id == _FELLOW.id, _FELLOW.customer_id == Identity.customer_id)
_ENDED = tuple(
    select(Identity.customer_id)
    .join(ConsentRow, ConsentRow.identity_id == Identity.id)
    .where(part, when <= bindparam("end"), _REMEMBERED)
    for part, when in ((NO_MORE, ConsentRow.at), (ENDS, ConsentRow.until))
)
_FACTS_OF = delete(FactRow).where(
    FactRow.identity_id.in_(select(Identity.id).where(Identity.customer_id == bindparam("customer")))
)
_SPENT = ("link_codes", "link_tries", "sessions", "used_tokens")


@dataclass(frozen=True, slots=True)
class Retention:
    """Each run takes all that is due, some of each table in a transaction; silent identities go like on request."""

    store: Store
    rights: Rights

    def run(self, most: int = 200) -> dict[str, int]:
        """Deletes all that is due now and up to `most` silent identities; answers how many rows of each table."""
        gone, more = Counter[str](), True
        while more:
            some = self._take_some()
            gone.update(some)
            more = max(some.values()) >= AT_ONCE
        return {**gone, "identities": self._erase_silent(most)}

    def _take_some(self) -> Mapping[str, int]:
        with self.store.transaction() as tx:
            tx.as_house()
            thinned = tx.db.execute(_due("messages", "sent_at"), {"end": _end(tx, "messages_days")}).all()
            gone = {"messages": len(thinned)} | _expire(tx)
            gone["outbox"] = sum(_rows(tx, _UNSENDABLE, **talk) for talk in _talks(thinned))
            gone["tracker_events"] = _forget_silent(tx)
            gone["facts"] += _forget_withdrawn(tx)
            gone["audit"] = audit.prune(tx, _end(tx, "audit_days"))
            named = [table for table, count in gone.items() if count]
            tx.audit("retention", reader=Reader.OPERATOR, subjects=named, reason="kept long enough")
        self._tell_places({row.conversation_id for row in thinned})
        return gone

    def _erase_silent(self, most: int) -> int:
        with self.store.transaction() as tx:
            idle = tx.db.execute(_IDLE, {"end": _end(tx, "identities_days"), "most": most}).all()
            now = tx.now
        for identity, customer in idle:
            alone = Moment(now=now, channel="retention", identity=identity, assurance=Assurance.CHANNEL)
            self.rights.erase(customer, alone, Reader.OPERATOR, "silent for as long as the house keeps anybody")
        return len(idle)

    def _tell_places(self, thinned: set[str]) -> None:
        for place in self.rights.places:
            told = getattr(place, "thinned", None)
            if told is not None:
                told(thinned)


def _expire(tx: Transaction) -> dict[str, int]:
    """How many rows of each table went by the rules, and what goes with them."""
    orders = tx.db.execute(_some("orders", "state_at"), {"end": _end(tx, "purchases_days")}).scalars().all()
    gone = {"order_lines": _rows(tx, _LINES, orders=orders) if orders else 0}
    for rule in RULES:
        if rule.table != "messages":
            gone[rule.table] = _rows(tx, _due(rule.table, rule.column), end=_end(tx, rule.setting))
    gone["facts"] += _rows(tx, _due("facts", "valid_to"), end=tx.now)
    gone["inbox"] = seen.keep_answered(tx, _end(tx, "messages_days"))
    real = time.time()
    gone["codes and sessions"] = sum(_rows(tx, _due(table, "expires_real"), end=real) for table in _SPENT)
    return gone


def _talks(thinned: Sequence[Row[Any]]) -> list[dict[str, str]]:
    return [{"identity": one, "conversation": other} for one, other in dict.fromkeys(tuple(row) for row in thinned)]


def _forget_silent(tx: Transaction) -> int:
    """The engine's events of talk that is kept no longer: the session it would read begins behind all that was."""
    gone = 0
    for row in tx.db.execute(_SILENT, {"end": _end(tx, "messages_days")}).all():
        gone += trackers.drop_before(tx, row.identity_id, row.id, row.event_seq + 1)
        tx.db.execute(_UNHEARD, {"conversation": row.id})
    return gone


def _forget_withdrawn(tx: Transaction) -> int:
    """Facts of customers whose consent to be remembered ended as long ago as the house waits."""
    end = _end(tx, "withdrawn_days")
    customers = {customer for ended in _ENDED for customer in tx.db.execute(ended, {"end": end}).scalars()}
    gone = 0
    for customer in sorted(customers):
        ended = consent_ended(consents.grants(tx, customer), tx.now)
        if ended is not None and ended <= end:
            gone += _rows(tx, _FACTS_OF, customer=customer)
    return gone


@cache
def _due(name: str, column: str) -> Delete | ReturningDelete[Any]:
    """Deletes some of the rows whose time it is, the longest due first; of messages it answers where they stood."""
    table = Base.metadata.tables[name]
    keys = list(table.primary_key)
    due = delete(table).where((tuple_(*keys) if len(keys) > 1 else keys[0]).in_(_some(name, column)))
    return due.returning(table.c.identity_id, table.c.conversation_id) if name == "messages" else due


@cache
def _some(name: str, column: str) -> Select[Any]:
    due = Base.metadata.tables[name].alias("due")
    keys = [due.c[key.name] for key in Base.metadata.tables[name].primary_key]
    return select(*keys).where(due.c[column] <= bindparam("end")).order_by(due.c[column], *keys).limit(AT_ONCE)


def _end(tx: Transaction, setting: str) -> datetime:
    return cutoff(tx.house().retention, setting, tx.now)


def _rows(tx: Transaction, statement: Delete | ReturningDelete[Any], **values: object) -> int:
    return tx.db.execute(statement, values).rowcount
