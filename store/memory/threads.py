"""A conversation's row: read, or locked as the first thing by whoever writes to the conversation."""

from typing import Any

from sqlalchemy import Row, bindparam, select

from store.errors import ConversationUnknown
from store.memory.store import Transaction
from store.tables.conversations import ConversationRow

_THREAD = select(ConversationRow.__table__).where(ConversationRow.id == bindparam("conversation"))
_LOCKED = _THREAD.with_for_update()


def thread_of(tx: Transaction, conversation: str) -> Row[Any]:
    """The conversation's row; raises ConversationUnknown."""
    thread = tx.db.execute(_THREAD, {"conversation": conversation}).first()
    if thread is None:
        raise ConversationUnknown
    return thread


def locked_thread(tx: Transaction, conversation: str) -> Row[Any]:
    """The conversation's row, locked until this transaction ends; raises ConversationUnknown."""
    thread = tx.db.execute(_LOCKED, {"conversation": conversation}).first()
    if thread is None:
        raise ConversationUnknown
    return thread
