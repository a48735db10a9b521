"""Conversations at the memory's door: each method is one transaction."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import Row, bindparam, select, update

from store.errors import Conflict, ConversationUnknown, TurnUnknown
from store.memory import encounters, intake, transcript, turns
from store.memory.store import Store, Transaction
from store.tables.conversations import ConversationRow, InboxRow
from store.values import Accepted, Choice, InboundMessage, NewReply, Outcome, Page, Reply, Turn, TurnOutcome

T = TypeVar("T")

HELD_AFTER_WAIT = 5.0  # seconds that replies stay for a request that may still be on its way to take them
_RACES = 5

_STATUS = {"queued": "pending", "done": "answered", "with_agent": "with_agent", "parked": "parked"}
_TURN = select(
    InboxRow.conversation_id,
    InboxRow.state,
    InboxRow.held_real,
    InboxRow.taken,
    InboxRow.first_reply,
    InboxRow.last_reply,
).where(InboxRow.turn_id == bindparam("turn"))
_THREAD = select(ConversationRow.__table__).where(ConversationRow.id == bindparam("conversation"))
_LOCKED = _THREAD.with_for_update()
_DECIDED = (
    update(InboxRow)
    .where(InboxRow.turn_id == bindparam("turn"))
    .values(held_real=None, taken=bindparam("by_request"))
)


@dataclass(frozen=True, slots=True)
class Conversations:
    """Messages in, turns, replies and their way out. `real` is real time in seconds, for leases."""

    store: Store
    real: Callable[[], float] = time.time
    silence: timedelta = encounters.SILENCE

    def accept(self, message: InboundMessage, wait: float = 0.0) -> Accepted:
        """Stores a message for good, once; its replies are kept for a request that waits `wait` seconds.

        Raises MessageConflict when the same id was accepted with other content.
        """
        real = self.real()
        held_until = real + wait + HELD_AFTER_WAIT if wait else None
        return self._racing(lambda tx: intake.accept(tx, message, real, held_until, self.silence))

    def next_turn(self, worker: str, lease: float) -> Turn | None:
        """Leases, for `lease` seconds, the oldest unfinished message of a conversation that nobody holds."""
        with self.store.transaction() as tx:
            return turns.take_next(tx, worker, self.real(), lease)

    def renew(self, turn: Turn, worker: str, lease: float) -> None:
        """Holds the turn for another `lease` seconds; raises StaleTurn when it is no longer this worker's."""
        with self.store.transaction() as tx:
            turns.held(tx, turn)
            turns.ready_at(tx, turn, self.real() + lease, worker, turn.attempts)

    def finish(self, turn: Turn, outcome: TurnOutcome) -> tuple[Reply, ...]:
        """Stores all that the turn leaves behind, or nothing: StaleTurn when it is another's or was erased.

        Where an agent took the conversation meanwhile the message is left to them and nothing is said.
        """
        with self.store.transaction() as tx:
            return turns.finish(tx, turn, outcome, self.real())

    def to_desk(self, turn: Turn) -> str:
        """Leaves the message to the agents; queues it again where the assistant, now, has it."""
        with self.store.transaction() as tx:
            return turns.to_desk(tx, turn, self.real())

    def retry(self, turn: Turn, delay: float) -> None:
        """Gives the message back, to be taken again after `delay` seconds; those behind it wait."""
        with self.store.transaction() as tx:
            turns.held(tx, turn)
            turns.ready_at(tx, turn, self.real() + delay, None, turn.attempts)

    def park(self, turn: Turn, reason: str, apology: Sequence[NewReply] = ()) -> tuple[Reply, ...]:
        """Gives up on a message, says so to the customer, and goes on; `reason` is ours, never content."""
        with self.store.transaction() as tx:
            return turns.park(tx, turn, reason, apology, self.real())

    def outcome(self, turn: str) -> Outcome | None:
        """Where a message stands and what was said to it; None when there is no such message."""
        with self.store.transaction() as tx:
            row = tx.db.execute(_TURN, {"turn": turn}).first()
            return _outcome(tx, row, taken=row.taken) if row else None

    def take_for_request(self, turn: str) -> Outcome:
        """The outcome for a request that waited: it has the replies, or, when still pending, the outbox will.

        Raises TurnUnknown when the message was erased meanwhile.
        """
        with self.store.transaction() as tx:
            row = _locked_turn(tx, turn)
            if row.held_real is None:
                return _outcome(tx, row, taken=row.taken)
            taken = row.state != "queued"
            tx.db.execute(_DECIDED, {"turn": turn, "by_request": taken})
            return _outcome(tx, row, taken=taken)

    def transcript(self, conversation: str, after: int = 0, limit: int = 100) -> Page[Reply]:
        """At most `limit` items in order behind number `after`; raises ConversationUnknown."""
        with self.store.transaction() as tx:
            return transcript.page(tx, thread_of(tx, conversation), after, limit)

    def offered(self, conversation: str, choice: str) -> Choice | None:
        """The choice with this id, if it was offered lately; raises ConversationUnknown."""
        with self.store.transaction() as tx:
            return transcript.chosen(tx, thread_of(tx, conversation), choice, "")

    def _racing(self, work: Callable[[Transaction], T]) -> T:
        # two first messages of one address, or one message twice at once: the loser finds the winner's rows
        for _ in range(_RACES - 1):
            try:
                with self.store.transaction() as tx:
                    return work(tx)
            except Conflict:
                continue
        with self.store.transaction() as tx:
            return work(tx)


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


def _locked_turn(tx: Transaction, turn: str) -> Row[Any]:
    found = tx.db.execute(_TURN, {"turn": turn}).first()
    if found is None:
        raise TurnUnknown
    tx.db.execute(_LOCKED, {"conversation": found.conversation_id})
    row = tx.db.execute(_TURN, {"turn": turn}).first()  # again: it may have ended before we had the lock
    if row is None:
        raise TurnUnknown
    return row


def _outcome(tx: Transaction, row: Row[Any], *, taken: bool) -> Outcome:
    replies: tuple[Reply, ...] = ()
    if row.first_reply is not None:
        thread = thread_of(tx, row.conversation_id)
        replies = transcript.between(tx, thread, row.first_reply, row.last_reply)
    return Outcome(status=_STATUS[row.state], conversation=row.conversation_id, replies=replies, taken=taken)
