"""Turns: the next message of a conversation that nobody holds, and what becomes of it.

The conversation's row is the lock: whoever writes to a conversation locks it first. A lease is a time until
which its head is not ready for anybody else, with a fence number that a late worker no longer has.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Row, and_, bindparam, case, select, update

from store.errors import StaleTurn
from store.handoff import Owner
from store.memory import apart, confidences, encounters, outbox, questions, trackers, transcript
from store.memory.announce import announce
from store.memory.store import Transaction
from store.summary import confided
from store.tables.conversations import ConversationRow, InboxRow, MessageRow
from store.tables.people import Identity
from store.values import Assurance, Happened, NewReply, Reply, Turn, TurnOutcome

_READY = (
    select(ConversationRow.id)
    .where(ConversationRow.ready_real <= bindparam("real"))
    .order_by(ConversationRow.ready_real)
    .limit(1)
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
_LEASE = (
    update(ConversationRow)
    .where(ConversationRow.id == _READY)
    .values(
        fence=ConversationRow.fence + 1,
        attempts=ConversationRow.attempts + 1,
        worker=bindparam("by"),
        ready_real=bindparam("until"),
    )
    .returning(ConversationRow.__table__)
)
_MESSAGE = (
    select(
        InboxRow.turn_id,
        InboxRow.choice,
        InboxRow.language,
        InboxRow.assurance,
        InboxRow.received_at,
        Identity.customer_id,
        MessageRow.body,
    )
    .join(Identity, Identity.id == InboxRow.identity_id)
    .join(
        MessageRow,
        and_(
            MessageRow.identity_id == InboxRow.identity_id,
            MessageRow.conversation_id == InboxRow.conversation_id,
            MessageRow.seq == InboxRow.seq,
        ),
    )
    .where(
        InboxRow.identity_id == bindparam("identity"),
        InboxRow.conversation_id == bindparam("conversation"),
        InboxRow.seq == bindparam("seq"),
    )
)
_HELD = (
    select(ConversationRow.__table__)
    .where(
        ConversationRow.id == bindparam("conversation"),
        ConversationRow.fence == bindparam("fence"),
        ConversationRow.epoch == bindparam("epoch"),
        ConversationRow.head == bindparam("seq"),
    )
    .with_for_update()
)
_NEXT = (
    select(InboxRow.seq, InboxRow.arrived_real)
    .where(
        InboxRow.identity_id == bindparam("identity"),
        InboxRow.conversation_id == bindparam("conversation"),
        InboxRow.seq > bindparam("after"),
        InboxRow.state == "queued",
    )
    .order_by(InboxRow.seq)
    .limit(1)
)
_DONE = (
    update(InboxRow)
    .where(InboxRow.turn_id == bindparam("turn"))
    .values(
        state=bindparam("became"),
        attempts=bindparam("tried"),
        reason=bindparam("why"),
        first_reply=bindparam("first"),
        last_reply=bindparam("last"),
        taken=bindparam("by_request"),
        held_real=case((bindparam("by_request", type_=Boolean), None), else_=InboxRow.held_real),
    )
    .returning(InboxRow.held_real)
)
_HEAD = (
    update(ConversationRow)
    .where(ConversationRow.id == bindparam("conversation"))
    .values(ready_real=bindparam("ready"), worker=bindparam("by"), attempts=bindparam("tried"))
)
_LEFT = (
    update(ConversationRow)
    .where(ConversationRow.worker.is_not(None), ConversationRow.worker.not_like(bindparam("mine")))
    .values(ready_real=bindparam("real"), worker=None)
)
_RELEASE = (
    update(ConversationRow)
    .where(ConversationRow.id == bindparam("conversation"))
    .values(
        last_seq=bindparam("new_last"),
        choices_seq=bindparam("new_choices"),
        event_seq=bindparam("new_events"),
        session=bindparam("new_session"),
        session_seq=bindparam("new_session_seq"),
        language=bindparam("new_language"),
        head=bindparam("new_head"),
        ready_real=bindparam("ready"),
        encounter_id=bindparam("encounter"),
        touched_at=bindparam("touched"),
        worker=None,
        attempts=0,
    )
)
_HAPPENED = {"done": Happened.ANSWERED, "with_agent": Happened.LEFT_TO_AGENT, "parked": Happened.PARKED}


def take_next(tx: Transaction, worker: str, real: float, lease: float) -> Turn | None:
    """Leases the conversation that has been ready longest and gives its oldest unfinished message."""
    thread = tx.db.execute(_LEASE, {"real": real, "by": worker, "until": real + lease}).first()
    if thread is None:
        return None
    head = {"identity": thread.identity_id, "conversation": thread.id, "seq": thread.head}
    message = tx.db.execute(_MESSAGE, head).one()
    return turn_of(
        thread,
        id=message.turn_id,
        customer=message.customer_id,
        seq=thread.head,
        assurance=apart.sure(thread, thread.encounter_id, Assurance(message.assurance)),
        text=(text := transcript.text_of(tx, thread.identity_id, message.turn_id, message.body)),
        choice=transcript.chosen(tx, thread, message.choice, text),
        received_at=message.received_at,
        fence=thread.fence,
        attempts=thread.attempts,
        hint=message.language,
        encounter=thread.encounter_id,
    )


def turn_of(thread: Row[Any], **message: Any) -> Turn:
    """A message's turn with what its conversation's row says."""
    return Turn(
        conversation=thread.id,
        identity=thread.identity_id,
        channel=thread.channel,
        account=thread.account,
        owner=thread.owner,
        epoch=thread.epoch,
        event_seq=thread.event_seq,
        language=thread.language,
        **message,
    )


def release_left(tx: Transaction, process: str, real: float) -> int:
    """Frees what a process that ended had leased. On PostgreSQL it may be alive elsewhere: leases run out there."""
    if tx.db.dialect.name == "postgresql":
        return 0
    return tx.db.execute(_LEFT, {"mine": f"{process}.%", "real": real}).rowcount


def held(tx: Transaction, turn: Turn) -> Row[Any]:
    """The conversation's row, locked, while this worker still has the turn; else StaleTurn."""
    mine = {"conversation": turn.conversation, "fence": turn.fence, "epoch": turn.epoch, "seq": turn.seq}
    thread = tx.db.execute(_HELD, mine).first()
    if thread is None:
        raise StaleTurn
    return thread


def ready_at(tx: Transaction, turn: Turn, when: float, worker: str | None, attempts: int) -> None:
    """Moves the end of the lease, or the next attempt, to `when` in real time."""
    change = {"conversation": turn.conversation, "ready": when, "by": worker, "tried": attempts}
    tx.db.execute(_HEAD, change)


def finish(
    tx: Transaction, turn: Turn, outcome: TurnOutcome, real: float, *, by_request: bool = False
) -> tuple[Reply, ...]:
    """Stores what the turn leaves behind. Where an agent took over meanwhile the assistant says nothing."""
    thread = held(tx, turn)
    if thread.owner == Owner.AGENT:
        return _close(tx, turn, thread, "with_agent", real)
    told: dict[str, Any] = trackers.append(tx, thread, outcome.events)
    told["new_language"] = outcome.language or thread.language
    replies = _close(tx, turn, thread, "done", real, outcome.replies, told, by_request=by_request)
    if confided(outcome.events):
        confidences.between_us(tx, thread.identity_id, thread.id, turn.id)
    questions.book(tx, turn, told["new_language"], outcome.replies, replies)
    if outcome.goodbye and thread.encounter_id:
        encounters.end_current(tx, thread.id, thread.encounter_id, "goodbye")
    return replies


def to_desk(
    tx: Transaction, turn: Turn, said: Sequence[NewReply], real: float
) -> tuple[Reply, ...] | None:
    """Leaves the message to the agents; gives it back to the queue where the assistant owns it again."""
    thread = held(tx, turn)
    if thread.owner == Owner.ASSISTANT:
        ready_at(tx, turn, real, None, turn.attempts - 1)
        return None
    return _close(tx, turn, thread, "with_agent", real, said)


def park(
    tx: Transaction, turn: Turn, reason: str, apology: Sequence[NewReply], real: float
) -> tuple[Reply, ...]:
    """Gives up on a message so that the next can go on; operators find it by its reason."""
    thread = held(tx, turn)
    said = () if thread.owner == Owner.AGENT else apology
    return _close(tx, turn, thread, "parked", real, said, reason=reason)


def _close(
    tx: Transaction,
    turn: Turn,
    thread: Row[Any],
    state: str,
    real: float,
    said: Sequence[NewReply] = (),
    told: Mapping[str, Any] | None = None,
    reason: str | None = None,
    *,
    by_request: bool = False,
) -> tuple[Reply, ...]:
    replies = transcript.append(tx, thread.id, thread.identity_id, thread.last_seq, said)
    first, last = (replies[0].seq, replies[-1].seq) if replies else (None, None)
    done = {"turn": turn.id, "became": state, "tried": turn.attempts, "why": reason}
    done |= {"first": first, "last": last, "by_request": by_request}
    kept_until = tx.db.execute(_DONE, done).scalar_one()
    if not by_request and (kept_until is None or kept_until <= real):
        outbox.enqueue(tx, thread, replies, real)
    head, ready = _next_head(tx, thread, turn)
    change = {
        "conversation": thread.id,
        "new_last": thread.last_seq + len(replies),
        "new_choices": _newest_choices(replies, thread.choices_seq),
        "new_head": head,
        "ready": ready,
        "encounter": thread.encounter_id,
        "touched": tx.now if replies else thread.touched_at,
        **(_untold(thread) | dict(told or {})),
    }
    tx.db.execute(_RELEASE, change)
    announce(tx, thread, thread.channel, _HAPPENED[state], turn.id)
    return replies


def _untold(thread: Row[Any]) -> dict[str, Any]:
    return {
        "new_events": thread.event_seq,
        "new_session": thread.session,
        "new_session_seq": thread.session_seq,
        "new_language": thread.language,
    }


def _next_head(tx: Transaction, thread: Row[Any], turn: Turn) -> tuple[int | None, float | None]:
    if thread.last_seq == turn.seq:
        return None, None
    behind = {"identity": thread.identity_id, "conversation": thread.id, "after": turn.seq}
    following = tx.db.execute(_NEXT, behind).first()
    return (following.seq, following.arrived_real) if following else (None, None)


def _newest_choices(replies: Sequence[Reply], before: int | None) -> int | None:
    # words typed may only take what was offered last: a later reply without choices closes the offer
    if not replies:
        return before
    return next((reply.seq for reply in reversed(replies) if reply.choices), None)
