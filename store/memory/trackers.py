"""The engine's events: in order, read back from where the current session began, and kept no longer than it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select

from store.errors import ConversationUnknown
from store.memory.store import Store, Transaction
from store.tables.conversations import ConversationRow, TrackerEventsRow
from store.values import Tail

SESSION_STARTED = "session_started"  # Rasa's own name of the event that begins a session

_APPEND = insert(TrackerEventsRow)
_THREAD = select(
    ConversationRow.identity_id,
    ConversationRow.epoch,
    ConversationRow.event_seq,
    ConversationRow.session_seq,
).where(ConversationRow.id == bindparam("conversation"))
_SINCE = (
    select(TrackerEventsRow.seq, TrackerEventsRow.body)
    .where(
        TrackerEventsRow.identity_id == bindparam("identity"),
        TrackerEventsRow.conversation_id == bindparam("conversation"),
        TrackerEventsRow.seq >= bindparam("since"),
        TrackerEventsRow.seq <= bindparam("newest"),
    )
    .order_by(TrackerEventsRow.seq)
)

_DROP = delete(TrackerEventsRow).where(
    TrackerEventsRow.identity_id == bindparam("identity"),
    TrackerEventsRow.conversation_id == bindparam("conversation"),
    TrackerEventsRow.seq < bindparam("since"),
)


@dataclass(frozen=True, slots=True)
class Trackers:
    """What the engine said and heard, as it needs it to go on; written by `conversations.finish` only."""

    store: Store

    def tail(self, conversation: str) -> Tail:
        """The current session's events; its cost is that of the session, however long the history is."""
        with self.store.transaction() as tx:
            return tail(tx, conversation)


def tail(tx: Transaction, conversation: str) -> Tail:
    """The current session's events inside an open transaction; raises ConversationUnknown."""
    thread = tx.db.execute(_THREAD, {"conversation": conversation}).first()
    if thread is None:
        raise ConversationUnknown
    key = tx.key_of(thread.identity_id)
    session = {
        "identity": thread.identity_id,
        "conversation": conversation,
        "since": thread.session_seq,
        "newest": thread.event_seq,
    }
    bodies = [key.open(row.body, _place(conversation, row.seq)) for row in tx.db.execute(_SINCE, session)]
    events = tuple(event for body in bodies for event in json.loads(body))
    return Tail(events=events, epoch=thread.epoch, sequence=thread.event_seq)


def append(tx: Transaction, thread: Row[Any], events: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Adds a turn's events to a locked conversation and gives the changes of its row."""
    seq, session, session_seq = thread.event_seq, thread.session, thread.session_seq
    key, rows = tx.key_of(thread.identity_id), []
    for run in _sessions(events):
        if run[0]["event"] == SESSION_STARTED:
            session, session_seq = session + 1, seq + 1
        rows.append(
            {
                "conversation_id": thread.id,
                "seq": seq + 1,
                "identity_id": thread.identity_id,
                "epoch": thread.epoch,
                "session": session,
                "count": len(run),
                "body": key.seal(json.dumps(run), _place(thread.id, seq + 1)),
            }
        )
        seq += len(run)
    if rows:
        tx.db.execute(_APPEND, rows)
    if session_seq > thread.session_seq:
        drop_before(tx, thread.identity_id, thread.id, session_seq)
    return {"new_events": seq, "new_session": session, "new_session_seq": session_seq}


def drop_before(tx: Transaction, identity: str, conversation: str, seq: int) -> int:
    """Lets go of what the engine reads no more: what earlier sessions said stands in the transcript."""
    place = {"identity": identity, "conversation": conversation, "since": seq}
    return tx.db.execute(_DROP, place).rowcount


def _sessions(events: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """The events in runs, each beginning where a session does."""
    run: list[Mapping[str, Any]] = []
    for event in events:
        if event["event"] == SESSION_STARTED and run:
            yield run
            run = []
        run.append(event)
    if run:
        yield run


def _place(conversation: str, seq: int) -> str:
    return f"tracker_events.body:{conversation}.{seq}"
