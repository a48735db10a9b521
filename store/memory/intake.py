"""What comes in: one message, stored once with its place in its conversation, then acknowledged."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import CompoundSelect, Row, Update, bindparam, insert, literal, null, select, union_all, update

from store import handoff
from store.errors import MessageConflict
from store.masking import mask
from store.memory.announce import announce
from store.memory.apart import sure
from store.memory.encounters import touched
from store.memory.people import meet
from store.memory.store import Transaction
from store.memory.threads import locked_thread
from store.memory.transcript import append, chosen
from store.memory.turns import turn_of
from store.tables.base import new_id
from store.tables.conversations import ConversationRow, InboxRow
from store.tables.rights import SeenRow
from store.values import Accepted, Happened, InboundMessage, Lease, NewReply, Reply, Turn

_REPEATED: CompoundSelect[Any] = union_all(
    select(InboxRow.turn_id, InboxRow.conversation_id, InboxRow.seq, InboxRow.content_hash).where(
        InboxRow.message_key == bindparam("key")
    ),
    # erased or kept long enough: of what it said there is nothing left to compare
    select(SeenRow.turn_id, SeenRow.conversation_id, literal(0), null()).where(SeenRow.key == bindparam("key")),
)
_THREAD = (
    select(ConversationRow.__table__)
    .where(
        ConversationRow.identity_id == bindparam("identity"),
        ConversationRow.channel == bindparam("channel"),
        ConversationRow.account == bindparam("account"),
    )
    .with_for_update()
)
_NEW_THREAD = insert(ConversationRow)
_ARRIVED = (
    update(ConversationRow)
    .where(ConversationRow.id == bindparam("conversation"))
    .values(
        last_seq=bindparam("seq"),
        head=bindparam("new_head"),
        ready_real=bindparam("ready"),
        encounter_id=bindparam("encounter"),
        touched_at=bindparam("now"),
    )
)
_ARRIVED_AND_TAKEN = _ARRIVED.values(fence=ConversationRow.fence + 1, attempts=1, worker=bindparam("by"))
_QUEUED = insert(InboxRow)
_KEEP_FOR = (
    update(InboxRow)
    .where(InboxRow.turn_id == bindparam("turn"), InboxRow.state == "queued")
    .values(held_real=bindparam("until"))
)


def accept(
    tx: Transaction, message: InboundMessage, real: float, held_until: float | None, lease: Lease | None = None
) -> Accepted:
    """Stores a message unless it was stored before; raises MessageConflict when it then had other content.

    With a lease its turn is taken at once where nothing is before it.
    """
    key, content = _message_key(tx, message), _content_hash(tx, message)
    message = replace(message, text=mask(message.text))  # from here on nothing sees what must not be written
    before = tx.db.execute(_REPEATED, {"key": key}).first()
    if before is not None:
        return _repeated(tx, before, content, held_until)
    arrival = meet(tx, message)
    thread = open_thread(tx, arrival.identity, message.channel, message.account)
    said = NewReply(text=message.text, sender="customer", name=message.name)
    item = append(tx, thread.id, arrival.identity, thread.last_seq, [said])[0]
    encounter = touched(tx, thread)
    message = replace(message, assurance=sure(thread, encounter, message.assurance))
    queued = _queued(message, thread, item) | {"message_key": key, "content_hash": content}
    tx.db.execute(_QUEUED, queued | {"received_at": tx.now, "arrived_real": real, "held_real": held_until})
    counted = {"conversation": thread.id, "seq": item.seq, "encounter": encounter, "now": tx.now}
    at_once = lease if thread.head is None else None
    tx.db.execute(*_counted_in(thread, counted, real, at_once))
    announce(tx, thread, message.channel, Happened.MESSAGE)
    taken = _taken(tx, thread, arrival.customer, message, item, encounter) if at_once else None
    return Accepted(conversation=thread.id, turn=item.id, seq=item.seq, taken=taken, item=item)


def open_thread(tx: Transaction, identity: str, channel: str, account: str) -> Row[Any]:
    """The conversation of an identity on an account, locked for this transaction; begun if there is none."""
    place = {"identity": identity, "channel": channel, "account": account}
    thread = tx.db.execute(_THREAD, place).first()
    if thread is not None:
        return thread
    row = {
        "id": new_id(),
        "identity_id": identity,
        "channel": channel,
        "account": account,
        "owner": handoff.Owner.ASSISTANT.value,
        "owner_since": tx.now,
        "touched_at": tx.now,
    }
    tx.db.execute(_NEW_THREAD, row | dict.fromkeys(_COUNTERS, 0))
    return tx.db.execute(_THREAD, place).one()


_COUNTERS = ("epoch", "last_seq", "event_seq", "session", "session_seq", "fence", "attempts")


def _queued(message: InboundMessage, thread: Row[Any], item: Reply) -> dict[str, Any]:
    return {
        "turn_id": item.id,
        "conversation_id": thread.id,
        "identity_id": thread.identity_id,
        "seq": item.seq,
        "choice": message.choice,
        "language": message.language,
        "assurance": int(message.assurance),
        "state": "queued",
        "attempts": 0,
        "taken": False,
    }


def _counted_in(
    thread: Row[Any], counted: dict[str, Any], real: float, lease: Lease | None
) -> tuple[Update, dict[str, Any]]:
    if lease is not None:
        held = {"new_head": counted["seq"], "ready": real + lease.seconds, "by": lease.worker}
        return _ARRIVED_AND_TAKEN, counted | held
    ready = thread.ready_real if thread.ready_real is not None else real
    return _ARRIVED, counted | {"new_head": thread.head or counted["seq"], "ready": ready}


def _taken(
    tx: Transaction, thread: Row[Any], customer: str, message: InboundMessage, item: Reply, encounter: str
) -> Turn:
    return turn_of(
        thread,
        id=item.id,
        customer=customer,
        seq=item.seq,
        assurance=message.assurance,
        text=message.text,
        choice=chosen(tx, thread, message.choice, message.text),
        received_at=tx.now,
        fence=thread.fence + 1,
        attempts=1,
        hint=message.language,
        encounter=encounter,
    )


def _repeated(tx: Transaction, before: Row[Any], content: bytes, held_until: float | None) -> Accepted:
    if before.content_hash is None:
        return Accepted(conversation=before.conversation_id, turn=before.turn_id, seq=0, repeated=True)
    if before.content_hash != content:
        raise MessageConflict
    if held_until is not None:
        locked_thread(tx, before.conversation_id)
        tx.db.execute(_KEEP_FOR, {"turn": before.turn_id, "until": held_until})
    return Accepted(conversation=before.conversation_id, turn=before.turn_id, seq=before.seq, repeated=True)


def _message_key(tx: Transaction, message: InboundMessage) -> bytes:
    # providers' ids may hold a phone number, so that only their keyed hash is kept
    return tx.keys.keyed_hash("message", json.dumps([message.channel, message.account, message.message_id]))


def _content_hash(tx: Transaction, message: InboundMessage) -> bytes:
    return tx.keys.keyed_hash("content", json.dumps([message.address, message.text, message.choice]))
