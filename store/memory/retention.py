"""What has been kept long enough goes: run by the outreach worker on the house's clock."""

import time
from collections.abc import Sequence, Set
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, exists, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.dml import Delete

from store import consent
from store.memory import audit, consents, seen
from store.memory.rights import Rights
from store.memory.store import Store, Transaction
from store.retention import RULES, consent_ended, cutoff
from store.tables.base import Base
from store.tables.conversations import (
    ConversationRow,
    InboxRow,
    MessageRow,
    OutboxRow,
    SessionRow,
    TrackerEventsRow,
    UsedTokenRow,
)
from store.tables.memory import ConsentRow, FactRow
from store.tables.people import Identity, LinkCode, LinkTry
from store.tables.records import OrderLineRow, OrderRow
from store.values import PERMITTING, Assurance, Moment, Purpose, Reader

_IDLE = select(Identity.id, Identity.customer_id).where(Identity.seen_at <= bindparam("end")).limit(bindparam("most"))
_RUN_OUT = delete(FactRow).where(FactRow.valid_to <= bindparam("end"))
_LINES = delete(OrderLineRow).where(
    OrderLineRow.order_id.in_(select(OrderRow.id).where(OrderRow.state_at <= bindparam("end")))
)
_ANSWERED = delete(InboxRow).where(*seen.ANSWERED)
_UNSENDABLE = delete(OutboxRow).where(
    ~exists().where(
        MessageRow.identity_id == OutboxRow.identity_id,
        MessageRow.conversation_id == OutboxRow.conversation_id,
        MessageRow.seq == OutboxRow.seq,
    )
)
# The engine reads the current session alone; what earlier ones said stands in the transcript.
_PAST_SESSIONS = delete(TrackerEventsRow).where(
    exists().where(
        ConversationRow.id == TrackerEventsRow.conversation_id,
        TrackerEventsRow.seq < ConversationRow.session_seq,
    )
)
_SILENT = delete(TrackerEventsRow).where(
    exists().where(
        ConversationRow.id == TrackerEventsRow.conversation_id, ConversationRow.touched_at <= bindparam("end")
    )
)
_FELLOW = aliased(Identity)
_ENDED = (
    select(Identity.customer_id)
    .distinct()
    .join(ConsentRow, ConsentRow.identity_id == Identity.id)
    .where(
        ConsentRow.purpose == Purpose.MEMORY.value,
        ConsentRow.fact_id.is_(None),
        or_(
            ConsentRow.state.not_in([state.value for state in PERMITTING | consent.UNDECIDED]),
            ConsentRow.until <= bindparam("end"),
        ),
        exists().where(FactRow.identity_id == _FELLOW.id, _FELLOW.customer_id == Identity.customer_id),
    )
)
_FACTS_OF = delete(FactRow).where(
    FactRow.identity_id.in_(select(Identity.id).where(Identity.customer_id == bindparam("customer")))
)
_SPENT = tuple(
    delete(table).where(table.expires_real <= bindparam("real"))
    for table in (LinkCode, LinkTry, SessionRow, UsedTokenRow)
)


@dataclass(frozen=True, slots=True)
class Retention:
    """Each run takes what is due in one transaction; identities that fell silent are erased like on request."""

    store: Store
    rights: Rights

    def run(self, most: int = 200) -> dict[str, int]:
        """Deletes all that is due now and up to `most` silent identities; answers how many rows of each table."""
        with self.store.transaction() as tx:
            tx.as_house()
            gone, thinned = _expire(tx)
            gone["facts"] += _forget_withdrawn(tx)
            kept = tx.house().retention
            gone["audit"] = audit.prune(tx, cutoff(kept, "audit_days", tx.now))
            end = cutoff(kept, "identities_days", tx.now)
            idle = tx.db.execute(_IDLE, {"end": end, "most": most}).all()
            named = [table for table, count in gone.items() if count]
            tx.audit("retention", reader=Reader.OPERATOR, subjects=named, reason="kept long enough")
            now = tx.now
        self._tell_places(thinned)
        for identity, customer in idle:
            alone = Moment(now=now, channel="retention", identity=identity, assurance=Assurance.CHANNEL)
            self.rights.erase(customer, alone, Reader.OPERATOR, "silent for as long as the house keeps anybody")
        return gone | {"identities": len(idle)}

    def _tell_places(self, thinned: Set[str]) -> None:
        for place in self.rights.places:
            told = getattr(place, "thinned", None)
            if told is not None:
                told(thinned)


def _expire(tx: Transaction) -> tuple[dict[str, int], Set[str]]:
    """How many rows of each table went, and the conversations that lost messages."""
    kept = tx.house().retention
    gone = {"order_lines": _rows(tx, _LINES, end=cutoff(kept, "purchases_days", tx.now))}
    thinned: Sequence[str] = ()
    for rule in RULES:
        table = Base.metadata.tables[rule.table]
        due = delete(table).where(table.c[rule.column] <= cutoff(kept, rule.setting, tx.now))
        if rule.table == MessageRow.__tablename__:
            thinned = tx.db.execute(due.returning(table.c.conversation_id)).scalars().all()
            gone[rule.table] = len(thinned)
        else:
            gone[rule.table] = _rows(tx, due)
    silent = {"end": cutoff(kept, "messages_days", tx.now)}
    gone["facts"] += _rows(tx, _RUN_OUT, end=tx.now)
    seen.keep_answered(tx, silent["end"])
    gone["inbox"] = _rows(tx, _ANSWERED, **silent)
    gone["outbox"] = _rows(tx, _UNSENDABLE)
    gone["tracker_events"] = _rows(tx, _PAST_SESSIONS) + _rows(tx, _SILENT, **silent)
    gone["codes and sessions"] = sum(_rows(tx, spent, real=time.time()) for spent in _SPENT)
    return gone, set(thinned)


def _forget_withdrawn(tx: Transaction) -> int:
    """Facts of customers whose consent to be remembered ended as long ago as the house waits."""
    end = cutoff(tx.house().retention, "withdrawn_days", tx.now)
    gone = 0
    for customer in tx.db.execute(_ENDED, {"end": end}).scalars().all():
        ended = consent_ended(consents.grants(tx, customer), tx.now)
        if ended is not None and ended <= end:
            gone += _rows(tx, _FACTS_OF, customer=customer)
    return gone


def _rows(tx: Transaction, statement: Delete, **values: object) -> int:
    return tx.db.execute(statement, values).rowcount
