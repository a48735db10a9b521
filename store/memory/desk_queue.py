"""Who waits at the desk and whom it has, inside an open transaction."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, select

from store import desk_rules
from store.desk import QueueItem
from store.handoff import Owner
from store.memory.store import Transaction
from store.tables.conversations import ConversationRow, HandoffRow
from store.tables.desk import CaseRow, NoteRow
from store.tables.people import Identity
from store.values import Assurance

_HANDED = (
    select(
        ConversationRow.id,
        ConversationRow.identity_id,
        ConversationRow.channel,
        ConversationRow.owner,
        ConversationRow.agent,
        ConversationRow.owner_since,
        ConversationRow.last_seq,
        ConversationRow.language,
        CaseRow.id.label("case"),
        CaseRow.department,
        CaseRow.summary,
        CaseRow.opened_at,
        CaseRow.first_reply_at,
        HandoffRow.due_at,
        Identity.name,
        Identity.assurance,
    )
    .join(Identity, Identity.id == ConversationRow.identity_id)
    .outerjoin(CaseRow, and_(CaseRow.conversation_id == ConversationRow.id, CaseRow.closed_at.is_(None)))
    .outerjoin(HandoffRow, HandoffRow.id == ConversationRow.handoff_id)
    .where(ConversationRow.owner != Owner.ASSISTANT.value)
)
_IDS = select(ConversationRow.id).where(ConversationRow.owner != Owner.ASSISTANT.value)
_CALLED = (
    select(NoteRow.conversation_id)
    .join(CaseRow, and_(CaseRow.conversation_id == NoteRow.conversation_id, CaseRow.closed_at.is_(None)))
    .where(NoteRow.at >= CaseRow.opened_at, NoteRow.mentions.contains(bindparam("agent")))
)
_WAITING = (
    select(ConversationRow.id, func.coalesce(CaseRow.department, desk_rules.GENERAL))
    .outerjoin(CaseRow, and_(CaseRow.conversation_id == ConversationRow.id, CaseRow.closed_at.is_(None)))
    .where(ConversationRow.owner == Owner.WAITING.value)
    .order_by(func.coalesce(CaseRow.opened_at, ConversationRow.owner_since), ConversationRow.id)
)
_HOLDING = (
    select(ConversationRow.agent, func.count())
    .where(ConversationRow.owner == Owner.AGENT.value)
    .group_by(ConversationRow.agent)
)


def handed(tx: Transaction) -> tuple[QueueItem, ...]:
    """Every conversation that waits for a person or has one, longest waiting first."""
    return desk_rules.in_order(_queued(tx, row) for row in tx.db.execute(_HANDED))


def called(tx: Transaction, agent: str) -> frozenset[str]:
    """The ids of the conversations whose open case has a note that names this agent."""
    return frozenset(tx.db.execute(_CALLED, {"agent": agent}).scalars())


def ids(tx: Transaction) -> frozenset[str]:
    """The ids of these conversations, and nothing of what they are about."""
    return frozenset(tx.db.execute(_IDS).scalars())


def waiting(tx: Transaction) -> dict[str, str]:
    """The ids of those who wait, longest first, and the department that each waits for."""
    return {conversation: department for conversation, department in tx.db.execute(_WAITING).all()}


def holding(tx: Transaction) -> dict[str, int]:
    """How many conversations each agent has in hand, by the agent's id; nobody's are not there."""
    return {agent: count for agent, count in tx.db.execute(_HOLDING).all()}


def _queued(tx: Transaction, row: Row[Any]) -> QueueItem:
    key = tx.key_of(row.identity_id)
    told: Mapping[str, Any] = {}
    if row.case is not None:
        told = json.loads(key.open(row.summary, f"desk_cases.summary:{row.case}"))
    return QueueItem(
        conversation=row.id,
        channel=row.channel,
        owner=row.owner,
        agent=row.agent,
        department=row.department or desk_rules.GENERAL,
        reason=told.get("reason", ""),
        name=key.open(row.name, f"identities.name:{row.identity_id}") if row.name else None,
        verified=row.assurance >= Assurance.VERIFIED,
        mood=told.get("mood", "neutral"),
        waiting_since=row.opened_at or row.owner_since,
        due_at=row.due_at,
        answered=row.first_reply_at is not None,
        last_seq=row.last_seq,
        language=row.language,
    )
