"""What goes out: committed with the words themselves, then delivered, in order within a conversation."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, literal_column

from store.memory.store import Transaction
from store.tables.conversations import OutboxRow
from store.values import Reply

PULLED = frozenset({"web"})  # the chat page reads its transcript itself

_BORN: dict[str, ColumnElement[int]] = {
    "postgresql": literal_column("pg_current_xact_id()::text::bigint"),
    "sqlite": literal_column("0"),  # one writer: cursors commit in order
}
_INSERT = {dialect: insert(OutboxRow).values(born=born) for dialect, born in _BORN.items()}


def enqueue(
    tx: Transaction, thread: Row[Any], replies: Sequence[Reply], real: float, *, outreach: bool = False
) -> None:
    """Puts items of a conversation into its channel's outbox."""
    if thread.channel in PULLED or not replies:
        return
    rows = [
        {
            "identity_id": thread.identity_id,
            "conversation_id": thread.id,
            "seq": reply.seq,
            "message_id": reply.id,
            "channel": thread.channel,
            "account": thread.account,
            "outreach": outreach,
            "state": "queued",
            "attempts": 0,
            "due_real": real,
        }
        for reply in replies
    ]
    tx.db.execute(_INSERT[tx.db.dialect.name], rows)
