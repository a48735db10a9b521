"""Encounters: the sessions in a conversation, up to goodbye, an agent's resolve, or silence."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, update

from store.handoff import encounter_continues
from store.memory.store import Transaction
from store.tables.base import new_id
from store.tables.conversations import ConversationRow, EncounterRow

SILENCE = timedelta(minutes=60)  # product.md; a setting of the house

_BEGIN = insert(EncounterRow)
_END = (
    update(EncounterRow)
    .where(EncounterRow.id == bindparam("encounter"), EncounterRow.ended_at.is_(None))
    .values(ended_at=bindparam("at"), ended_by=bindparam("by"))
)
_NONE_NOW = (
    update(ConversationRow).where(ConversationRow.id == bindparam("conversation")).values(encounter_id=None)
)
_MET_A_PERSON = (
    update(EncounterRow).where(EncounterRow.id == bindparam("encounter")).values(touchpoint="human")
)


def touched(
    tx: Transaction,
    conversation: str,
    identity: str,
    current: str | None,
    touched_at: datetime,
    silence: timedelta,
) -> str:
    """The encounter that a word said now belongs to: the current one, or a new one after silence."""
    if current is not None and encounter_continues(touched_at, tx.now, silence):
        return current
    if current is not None:
        end(tx, current, touched_at, "silence")
    encounter = new_id()
    row = {
        "id": encounter,
        "identity_id": identity,
        "conversation_id": conversation,
        "touchpoint": "system",
        "started_at": tx.now,
    }
    tx.db.execute(_BEGIN, row)
    return encounter


def end(tx: Transaction, encounter: str, at: datetime, by: str) -> None:
    """Ends an encounter once, by goodbye, resolve or silence."""
    tx.db.execute(_END, {"encounter": encounter, "at": at, "by": by})


def end_current(tx: Transaction, conversation: str, encounter: str, by: str) -> None:
    """Ends a conversation's encounter now; its next message begins another."""
    end(tx, encounter, tx.now, by)
    tx.db.execute(_NONE_NOW, {"conversation": conversation})


def met_a_person(tx: Transaction, encounter: str | None) -> None:
    """Notes that an agent took part."""
    if encounter is not None:
        tx.db.execute(_MET_A_PERSON, {"encounter": encounter})
