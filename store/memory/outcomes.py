"""What became of a message, and who has its replies: the request that waited, or the outbox."""

from typing import Any

from sqlalchemy import Row, bindparam, literal_column, select, update

from store.errors import TurnUnknown
from store.memory import outbox, transcript
from store.memory.announce import announce
from store.memory.store import Transaction
from store.memory.threads import locked_thread, thread_of
from store.tables.conversations import InboxRow
from store.values import Outcome, Parked, Reply

_STATUS = {"queued": "pending", "done": "answered", "with_agent": "with_agent", "parked": "answered"}

_TURN = select(
    InboxRow.conversation_id,
    InboxRow.state,
    InboxRow.held_real,
    InboxRow.taken,
    InboxRow.first_reply,
    InboxRow.last_reply,
).where(InboxRow.turn_id == bindparam("turn"))
_DECIDED = (
    update(InboxRow)
    .where(InboxRow.turn_id == bindparam("turn"))
    .values(held_real=None, taken=bindparam("by_request"))
)
_KEPT_TOO_LONG = (
    select(
        InboxRow.turn_id,
        InboxRow.conversation_id,
        InboxRow.held_real,
        InboxRow.first_reply,
        InboxRow.last_reply,
    )
    .where(InboxRow.held_real <= bindparam("real"), InboxRow.state != "queued")
    .order_by(InboxRow.conversation_id, InboxRow.seq)
    .limit(100)
)
_LET_GO = (
    update(InboxRow)
    .where(InboxRow.turn_id == bindparam("turn"), InboxRow.held_real == bindparam("kept"))
    .values(held_real=None)
)
_PARKED = (
    select(InboxRow.turn_id, InboxRow.conversation_id, InboxRow.reason, InboxRow.received_at)
    .where(InboxRow.state == literal_column("'parked'"))
    .order_by(InboxRow.arrived_real.desc())
    .limit(200)
)


def outcome(tx: Transaction, turn: str) -> Outcome | None:
    """Where a message stands; None when there is no such message."""
    row = tx.db.execute(_TURN, {"turn": turn}).first()
    return _outcome(tx, row, taken=row.taken) if row else None


def take_for_request(tx: Transaction, turn: str) -> Outcome:
    """Settles once who has the replies: the request that waited if they are there, else the outbox."""
    row = _locked(tx, turn)
    if row.held_real is None:
        return _outcome(tx, row, taken=row.taken)
    taken = row.state != "queued"
    tx.db.execute(_DECIDED, {"turn": turn, "by_request": taken})
    return _outcome(tx, row, taken=taken)


def release_held(tx: Transaction, real: float) -> int:
    """Puts into the outbox what was kept for requests that never came for it."""
    kept = tx.db.execute(_KEPT_TOO_LONG, {"real": real}).all()
    for row in kept:
        thread = locked_thread(tx, row.conversation_id)
        if tx.db.execute(_LET_GO, {"turn": row.turn_id, "kept": row.held_real}).rowcount and row.first_reply:
            replies = transcript.between(tx, thread, row.first_reply, row.last_reply)
            outbox.enqueue(tx, thread, replies, real)
            announce(tx, thread, thread.channel, None)
    return len(kept)


def parked(tx: Transaction) -> tuple[Parked, ...]:
    """The messages given up on, newest first."""
    return tuple(
        Parked(turn=row.turn_id, conversation=row.conversation_id, reason=row.reason, at=row.received_at)
        for row in tx.db.execute(_PARKED)
    )


def _locked(tx: Transaction, turn: str) -> Row[Any]:
    found = tx.db.execute(_TURN, {"turn": turn}).first()
    if found is None:
        raise TurnUnknown
    locked_thread(tx, found.conversation_id)
    return tx.db.execute(_TURN, {"turn": turn}).one()  # again: it may have ended before we had the lock


def _outcome(tx: Transaction, row: Row[Any], *, taken: bool) -> Outcome:
    replies: tuple[Reply, ...] = ()
    if row.first_reply is not None:
        thread = thread_of(tx, row.conversation_id)
        replies = transcript.between(tx, thread, row.first_reply, row.last_reply)
    return Outcome(status=_STATUS[row.state], conversation=row.conversation_id, replies=replies, taken=taken)
