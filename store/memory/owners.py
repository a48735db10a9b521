"""Who has a conversation: moves between assistant, queue and agents, on record; of two at once one wins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, update

from store.errors import NotOwner, OwnershipConflict
from store.handoff import BY_WHOM, Event, Owner, Standing, Voice, decide
from store.memory import encounters
from store.memory.announce import announce
from store.memory.people import customer_of
from store.memory.store import Store, Transaction
from store.memory.threads import locked_thread, thread_of
from store.tables.base import new_id
from store.tables.conversations import ConversationRow, HandoffRow
from store.values import Happened, Purpose, Reader, Thread

_MOVE = (
    update(ConversationRow)
    .where(ConversationRow.id == bindparam("conversation"))
    .values(
        owner=bindparam("new_owner"),
        agent=bindparam("new_agent"),
        owner_since=bindparam("since"),
        handoff_id=bindparam("new_handoff"),
    )
)
_RECORD = insert(HandoffRow)

# What other systems are told of each event, by name.
_TOLD = {
    Event.ASK_HUMAN: Happened.REQUESTED,
    Event.CLAIM: Happened.ACCEPTED,
    Event.CANCEL: Happened.CANCELLED,
    Event.TIMEOUT: Happened.FAILED,
    Event.TRANSFER: Happened.MOVED,
    Event.RETURN: Happened.RETURNED,
    Event.RESOLVE: Happened.COMPLETED,
}
_READERS = {
    Voice.CUSTOMER: Reader.CUSTOMER,
    Voice.HOUSE: Reader.ASSISTANT,
    Voice.AGENT: Reader.AGENT,
    Voice.OWNER: Reader.AGENT,
}


@dataclass(frozen=True, slots=True)
class Owners:
    """The handoffs: who asked for a person and why, who took it, and where it stands."""

    store: Store

    def of(self, conversation: str) -> Thread:
        """The conversation as it stands; raises ConversationUnknown."""
        with self.store.transaction() as tx:
            return as_thread(tx, thread_of(tx, conversation))

    def move(
        self,
        conversation: str,
        event: Event,
        agent: str | None = None,
        to: str | None = None,
        reason: str = "",
        due_at: datetime | None = None,
    ) -> Thread:
        """Moves the conversation and records it; asking again, or while an agent is there, changes nothing.

        `agent` is who acts, `to` whom a transfer names, `reason` the customer's words. Raises NotOwner when
        another agent has it, OwnershipConflict when somebody was first or the event means nothing now.
        """
        with self.store.transaction() as tx:
            return move(tx, locked_thread(tx, conversation), event, agent, to, reason, due_at)


def move(
    tx: Transaction,
    thread: Row[Any],
    event: Event,
    agent: str | None = None,
    to: str | None = None,
    reason: str = "",
    due_at: datetime | None = None,
) -> Thread:
    """Moves a locked conversation and records it; raises NotOwner or OwnershipConflict."""
    standing = Standing(Owner(thread.owner), thread.agent)
    decided = decide(standing, event, agent, to)
    if not decided.decision.allowed:
        raise _refusal(standing, event)(decided.decision.reason)
    if decided.standing == standing:
        return as_thread(tx, thread)
    handoff = _record(tx, thread, event, decided.standing, reason, due_at)
    waits = decided.standing.owner is not Owner.ASSISTANT
    change = {
        "conversation": thread.id,
        "new_owner": decided.standing.owner.value,
        "new_agent": decided.standing.agent,
        "since": tx.now,
        "new_handoff": (handoff if event is Event.ASK_HUMAN else thread.handoff_id) if waits else None,
    }
    tx.db.execute(_MOVE, change)
    announce(tx, thread, thread.channel, _TOLD[event])
    _mark_encounter(tx, thread, event)
    tx.audit(
        f"handoff.{event.value}",
        reader=_READERS[BY_WHOM[event]],
        purpose=Purpose.SERVICE,
        customer=customer_of(tx, thread.identity_id),
        identity=thread.identity_id,
        subjects=(thread.id,),
        reason=decided.decision.reason,
        actor=agent,
    )
    return as_thread(tx, thread_of(tx, thread.id))


def _refusal(standing: Standing, event: Event) -> type[NotOwner] | type[OwnershipConflict]:
    other_has_it = BY_WHOM[event] is Voice.OWNER
    return NotOwner if other_has_it else OwnershipConflict


def _record(
    tx: Transaction, thread: Row[Any], event: Event, after: Standing, reason: str, due_at: datetime | None
) -> str:
    handoff = new_id()
    row = {
        "id": handoff,
        "identity_id": thread.identity_id,
        "conversation_id": thread.id,
        "event": event.value,
        "from_owner": thread.owner,
        "to_owner": after.owner.value,
        "from_agent": thread.agent,
        "to_agent": after.agent,
        "at": tx.now,
        "due_at": due_at,
        "reason": tx.key_of(thread.identity_id).seal(reason, _place(handoff)) if reason else None,
    }
    tx.db.execute(_RECORD, row)
    return handoff


def _mark_encounter(tx: Transaction, thread: Row[Any], event: Event) -> None:
    if event is Event.CLAIM:
        encounters.met_a_person(tx, thread.encounter_id)
    if event is Event.RESOLVE and thread.encounter_id:
        encounters.end_current(tx, thread.id, thread.encounter_id, "resolve")


def as_thread(tx: Transaction, row: Row[Any]) -> Thread:
    """A conversation's row as the value that others see."""
    return Thread(
        id=row.id,
        identity=row.identity_id,
        customer=customer_of(tx, row.identity_id),
        channel=row.channel,
        account=row.account,
        owner=row.owner,
        agent=row.agent,
        owner_since=row.owner_since,
        last_seq=row.last_seq,
        language=row.language,
    )


def _place(handoff: str) -> str:
    return f"handoffs.reason:{handoff}"
