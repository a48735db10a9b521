"""What comes in: one message, stored once with its place in its conversation, then acknowledged."""

import json
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from store import handoff
from store.errors import MessageConflict
from store.memory.announce import announce
from store.memory.encounters import touched
from store.memory.people import arrive
from store.memory.store import Transaction
from store.memory.threads import locked_thread
from store.memory.transcript import append
from store.tables.base import new_id
from store.tables.conversations import ConversationRow, InboxRow
from store.values import Accepted, InboundMessage, NewReply

_REPEATED = select(InboxRow.turn_id, InboxRow.conversation_id, InboxRow.seq, InboxRow.content_hash).where(
    InboxRow.message_key == bindparam("key")
)
_THREAD = (
    select(
        ConversationRow.id,
        ConversationRow.identity_id,
        ConversationRow.last_seq,
        ConversationRow.head,
        ConversationRow.ready_real,
        ConversationRow.encounter_id,
        ConversationRow.touched_at,
    )
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
_QUEUED = insert(InboxRow)
_KEEP_FOR = (
    update(InboxRow)
    .where(InboxRow.turn_id == bindparam("turn"), InboxRow.state == "queued")
    .values(held_real=bindparam("until"))
)


def accept(tx: Transaction, message: InboundMessage, real: float, held_until: float | None) -> Accepted:
    """Stores a message unless it was stored before; raises MessageConflict when it then had other content."""
    key, content = _message_key(tx, message), _content_hash(tx, message)
    before = tx.db.execute(_REPEATED, {"key": key}).first()
    if before is not None:
        return _repeated(tx, before, content, held_until)
    identity = arrive(tx, message.channel, message.address, message.assurance, message.name).identity
    thread = open_thread(tx, identity, message.channel, message.account)
    said = NewReply(text=message.text, sender="customer", name=message.name)
    item = append(tx, thread.id, identity, thread.last_seq, [said])[0]
    row = {
        "turn_id": item.id,
        "conversation_id": thread.id,
        "identity_id": identity,
        "seq": item.seq,
        "message_key": key,
        "content_hash": content,
        "choice": message.choice,
        "assurance": int(message.assurance),
        "state": "queued",
        "attempts": 0,
        "received_at": tx.now,
        "arrived_real": real,
        "held_real": held_until,
        "taken": False,
    }
    tx.db.execute(_QUEUED, row)
    _count_in(tx, thread, item.seq, real)
    announce(tx, thread.id, message.channel)
    return Accepted(conversation=thread.id, turn=item.id, seq=item.seq)


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


def _count_in(tx: Transaction, thread: Row[Any], seq: int, real: float) -> None:
    ready = thread.ready_real if thread.ready_real is not None else real
    encounter = touched(tx, thread)
    change = {"new_head": thread.head or seq, "ready": ready, "encounter": encounter, "now": tx.now}
    tx.db.execute(_ARRIVED, {"conversation": thread.id, "seq": seq, **change})


def _repeated(tx: Transaction, before: Row[Any], content: bytes, held_until: float | None) -> Accepted:
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
