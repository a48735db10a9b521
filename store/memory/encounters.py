"""Encounters: the sessions in a conversation, up to goodbye, an agent's resolve, or silence."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from store.handoff import encounter_continues
from store.memory.store import Transaction
from store.tables.base import new_id
from store.tables.conversations import ConversationRow, EncounterRow

_SHORTEST_SILENCE = timedelta(minutes=1)  # the least that the house may set: within it nobody need ask

_BEGIN = insert(EncounterRow)
_END = (
    update(EncounterRow)
    .where(EncounterRow.id == bindparam("encounter"), EncounterRow.ended_at.is_(None))
    .values(ended_at=bindparam("at"), ended_by=bindparam("by"))
)
_NONE_NOW = (
    update(ConversationRow).where(ConversationRow.id == bindparam("conversation")).values(encounter_id=None)
)
_SILENT = (
    select(ConversationRow.id, ConversationRow.encounter_id, ConversationRow.touched_at)
    .join(EncounterRow, EncounterRow.id == ConversationRow.encounter_id)
    .where(
        EncounterRow.ended_at.is_(None),
        EncounterRow.started_at <= bindparam("before"),
        ConversationRow.touched_at <= bindparam("before"),
    )
    .order_by(EncounterRow.started_at)
    .limit(500)
    .with_for_update(of=ConversationRow, skip_locked=True)
)
_MET_A_PERSON = (
    update(EncounterRow).where(EncounterRow.id == bindparam("encounter")).values(touchpoint="human")
)


def touched(tx: Transaction, thread: Row[Any]) -> str:
    """The encounter that a word said now belongs to: the current one, or a new one after silence."""
    current: str | None = thread.encounter_id
    if current is not None and _continues(tx, thread.touched_at):
        return current
    if current is not None:
        end(tx, current, thread.touched_at, "silence")
    return begin(tx, thread)


def begin(tx: Transaction, thread: Row[Any]) -> str:
    """A new encounter in this conversation, from now on."""
    encounter = new_id()
    row = {
        "id": encounter,
        "identity_id": thread.identity_id,
        "conversation_id": thread.id,
        "touchpoint": "system",
        "started_at": tx.now,
    }
    tx.db.execute(_BEGIN, row)
    return encounter


def _continues(tx: Transaction, touched_at: datetime) -> bool:
    if encounter_continues(touched_at, tx.now, _SHORTEST_SILENCE):
        return True
    return encounter_continues(touched_at, tx.now, timedelta(minutes=tx.house().encounter_minutes))


def end(tx: Transaction, encounter: str, at: datetime, by: str) -> None:
    """Ends an encounter once, by goodbye, resolve or silence."""
    tx.db.execute(_END, {"encounter": encounter, "at": at, "by": by})


def end_current(tx: Transaction, conversation: str, encounter: str, by: str) -> None:
    """Ends a conversation's encounter now; its next message begins another."""
    end(tx, encounter, tx.now, by)
    tx.db.execute(_NONE_NOW, {"conversation": conversation})


def end_silent(tx: Transaction) -> int:
    """Ends every encounter that silence has ended by now on the house's clock, and counts them."""
    before = tx.now - timedelta(minutes=tx.house().encounter_minutes)
    silent = tx.db.execute(_SILENT, {"before": before}).all()
    for thread in silent:
        end(tx, thread.encounter_id, thread.touched_at, "silence")
        tx.db.execute(_NONE_NOW, {"conversation": thread.id})
    return len(silent)


def met_a_person(tx: Transaction, encounter: str | None) -> None:
    """Notes that an agent took part."""
    if encounter is not None:
        tx.db.execute(_MET_A_PERSON, {"encounter": encounter})
