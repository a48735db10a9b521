"""Search across customers: exact, by keyed hashes of address, order number and words of a name; each is on record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, or_, select

from store import desk_rules
from store.desk import Agent, Found, Role
from store.handoff import Owner
from store.memory import names, people
from store.memory.recordrows import number_hash
from store.memory.store import Store, Transaction
from store.tables.conversations import ConversationRow, HandoffRow
from store.tables.desk import CaseRow
from store.tables.people import Identity
from store.tables.records import OrderRow
from store.values import Assurance, Reader

MOST = 20  # customers of one search
LOOKED_FOR_ACROSS = "searched across customers"

_ORDERED = select(OrderRow.identity_id).where(OrderRow.number_hash == bindparam("hash")).limit(MOST)
_WHOSE = select(Identity.customer_id).where(Identity.id.in_(bindparam("ids", expanding=True))).distinct()
_HAD = exists().where(
    HandoffRow.identity_id == Identity.id,
    HandoffRow.conversation_id == ConversationRow.id,
    HandoffRow.to_agent == bindparam("agent"),
)
_THEIRS = (
    select(
        Identity.id,
        Identity.customer_id,
        Identity.channel.label("reached"),
        Identity.name,
        Identity.assurance,
        ConversationRow.id.label("conversation"),
        ConversationRow.channel,
        ConversationRow.owner,
        ConversationRow.agent,
        CaseRow.department,
    )
    .outerjoin(ConversationRow, ConversationRow.identity_id == Identity.id)
    .outerjoin(CaseRow, and_(CaseRow.conversation_id == ConversationRow.id, CaseRow.closed_at.is_(None)))
    .where(
        Identity.customer_id.in_(bindparam("customers", expanding=True)),
        or_(bindparam("everybody"), ConversationRow.owner != Owner.ASSISTANT.value, _HAD),
    )
    .order_by(Identity.customer_id, Identity.since, Identity.id)
)


@dataclass(frozen=True, slots=True)
class Search:
    """An agent reaches whoever is at the desk or was in their own hands; a supervisor reaches everybody."""

    store: Store

    def find(self, agent: Agent, query: str) -> tuple[Found, ...]:
        """Whoever has exactly this address (channel:address), order number or name; on record, found or not."""
        with self.store.transaction() as tx:
            tx.as_house()
            customers = tx.db.execute(_WHOSE, {"ids": sorted(set(_matching(tx, query)))}).scalars().all()
            asked = {"customers": customers, "agent": agent.id, "everybody": agent.role is Role.SUPERVISOR}
            rows = tx.db.execute(_THEIRS, asked).all()
            wrote = {row.customer_id for row in rows if row.conversation}
            shown = [row for row in rows if row.conversation or row.customer_id not in wrote]
            _audit(tx, agent, shown)
            return tuple(_found(tx, row, agent) for row in shown)


def _matching(tx: Transaction, query: str) -> Iterator[str]:
    """The ids of the identities that a query names."""
    channel, _, address = (part.strip() for part in query.partition(":"))
    known = people.find(tx, channel.lower(), address) if address else None
    if known is not None:
        yield known.identity
    yield from tx.db.execute(_ORDERED, {"hash": number_hash(tx, query)}).scalars()
    yield from names.bearing(tx, query, MOST)


def _found(tx: Transaction, row: Row[Any], agent: Agent) -> Found:
    name = tx.key_of(row.id).open(row.name, f"identities.name:{row.id}") if row.name else None
    department = row.department or desk_rules.GENERAL
    return Found(
        customer=row.customer_id,
        conversation=row.conversation,
        channel=row.channel or row.reached,
        name=name,
        verified=row.assurance >= Assurance.VERIFIED,
        owner=row.owner,
        agent=row.agent,
        opens=desk_rules.may_open(agent, row.owner, row.agent, department).allowed,
    )


def _audit(tx: Transaction, agent: Agent, shown: Sequence[Row[Any]]) -> None:
    """One row for each customer who is shown, or one that says nobody was."""
    for customer in dict.fromkeys([row.customer_id for row in shown]) or (None,):
        subjects = tuple(row.conversation for row in shown if row.customer_id == customer and row.conversation)
        tx.audit(
            "desk.find",
            reader=Reader.AGENT,
            customer=customer,
            subjects=subjects,
            reason=LOOKED_FOR_ACROSS,
            actor=agent.id,
        )
