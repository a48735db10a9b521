"""Two people on one account: who says that they are another is nobody in particular until the encounter ends."""

from typing import Any

from sqlalchemy import Row, bindparam, select, update

from store.memory import encounters
from store.memory.store import Transaction
from store.tables.conversations import ConversationRow, InboxRow
from store.values import Assurance, Turn

_SPEAKS_NOW = (
    update(ConversationRow)
    .where(ConversationRow.id == bindparam("conversation"))
    .values(
        apart=bindparam("somebody_else"),
        encounter_id=bindparam("encounter"),
        touched_at=bindparam("now"),
        session_seq=ConversationRow.event_seq + 1,  # nothing of what the engine has in mind goes along
    )
)
_SAID_BY_NOBODY = (
    update(InboxRow)
    .where(InboxRow.turn_id == bindparam("turn"))
    .values(assurance=int(Assurance.ANONYMOUS))
)
_APART = (
    select(ConversationRow.id)
    .where(
        ConversationRow.identity_id == bindparam("identity"),
        ConversationRow.apart.is_not(None),
        ConversationRow.apart == ConversationRow.encounter_id,
    )
    .limit(1)
)


def sure(thread: Row[Any], encounter: str | None, assurance: Assurance) -> Assurance:
    """How sure we are who speaks in this encounter: not at all while somebody else does."""
    return Assurance.ANONYMOUS if encounter is not None and thread.apart == encounter else assurance


def part(tx: Transaction, turn: Turn, thread: Row[Any]) -> None:
    """From this message on somebody else speaks: a new encounter, in which nothing is used or kept."""
    anew = _anew(tx, thread)
    tx.db.execute(_SPEAKS_NOW, anew | {"somebody_else": anew["encounter"]})
    tx.db.execute(_SAID_BY_NOBODY, {"turn": turn.id})


def rejoin(tx: Transaction, thread: Row[Any]) -> None:
    """The customer speaks again, in a new encounter."""
    tx.db.execute(_SPEAKS_NOW, _anew(tx, thread) | {"somebody_else": None})


def is_apart(tx: Transaction, identity: str) -> bool:
    """Whether somebody else speaks in one of this identity's conversations now."""
    found = tx.db.execute(_APART, {"identity": identity}).first()
    return found is not None


def _anew(tx: Transaction, thread: Row[Any]) -> dict[str, Any]:
    if thread.encounter_id is not None:
        encounters.end(tx, thread.encounter_id, tx.now, "another_person")
    return {"conversation": thread.id, "encounter": encounters.begin(tx, thread), "now": tx.now}
