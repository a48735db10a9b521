"""What came before and is gone: delivered again by a provider or a shop, it has no second effect."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, null, select
from sqlalchemy.dialects.postgresql import insert as insert_or_leave
from sqlalchemy.orm import aliased

from store.memory.store import Transaction
from store.retention import AT_ONCE
from store.tables.conversations import InboxRow
from store.tables.records import EventRow
from store.tables.rights import SeenRow

_COLUMNS = ("key", "conversation_id", "turn_id", "at")
_NOW = bindparam("now", type_=SeenRow.at.type)
_MESSAGES = select(InboxRow.message_key, InboxRow.conversation_id, InboxRow.turn_id, _NOW)
_EVENTS = select(EventRow.event_key, null(), null(), _NOW)
_THEIRS = tuple(
    insert_or_leave(SeenRow).from_select(_COLUMNS, rows).on_conflict_do_nothing()
    for rows in (
        _MESSAGES.where(InboxRow.identity_id.in_(bindparam("ids", expanding=True))),
        _EVENTS.where(EventRow.identity_id.in_(bindparam("ids", expanding=True))),
    )
)
_due = aliased(InboxRow)
_ANSWERED = InboxRow.turn_id.in_(
    select(_due.turn_id)
    .where(_due.received_at <= bindparam("end"), _due.state == "done")
    .order_by(_due.received_at, _due.turn_id)
    .limit(AT_ONCE)
)
_KEPT_LONG_ENOUGH = insert_or_leave(SeenRow).from_select(_COLUMNS, _MESSAGES.where(_ANSWERED)).on_conflict_do_nothing()
_FORGET = delete(InboxRow).where(_ANSWERED)
_FIRST = insert_or_leave(SeenRow).on_conflict_do_nothing().returning(SeenRow.key)
_BEFORE = select(SeenRow.key).where(SeenRow.key == bindparam("key"))


def keep_of(tx: Transaction, identities: Sequence[str]) -> None:
    """Before these identities are erased: that their messages and events came, and nothing of what they said."""
    for statement in _THEIRS:
        tx.db.execute(statement, {"ids": list(identities), "now": tx.now})


def keep_answered(tx: Transaction, end: datetime) -> int:
    """The same of some messages that go now because they were kept long enough; answers how many."""
    tx.db.execute(_KEPT_LONG_ENOUGH, {"end": end, "now": tx.now})
    return tx.db.execute(_FORGET, {"end": end}).rowcount


def is_first(tx: Transaction, key: bytes) -> bool:
    """Whether a signal with this key comes for the first time; from now on it came before."""
    row = {"key": key, "conversation_id": None, "turn_id": None, "at": tx.now}
    return tx.db.execute(_FIRST, row).first() is not None


def came_before(tx: Transaction, key: bytes) -> bool:
    """Whether an event with this key was taken and is gone."""
    return tx.db.execute(_BEFORE, {"key": key}).first() is not None
