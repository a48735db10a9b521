"""What was told between us, inside an open transaction: the messages that no agent is shown, in whatever session."""

from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update

from store.memory import desk_cases, factrows
from store.memory.store import Transaction
from store.summary import struck
from store.tables.conversations import InboxRow, MessageRow

_HERE = (
    MessageRow.identity_id == bindparam("identity"),
    MessageRow.conversation_id == bindparam("conversation"),
)
_ANSWERED_BY = select(InboxRow.seq, InboxRow.first_reply, InboxRow.last_reply).where(
    InboxRow.turn_id == bindparam("message"), InboxRow.identity_id == bindparam("identity")
)
_CONFIDE = (
    update(MessageRow)
    .where(
        *_HERE,
        or_(MessageRow.seq == bindparam("said"), MessageRow.seq.between(bindparam("first"), bindparam("last"))),
    )
    .values(confided=True)
)
_CONFIDED = select(MessageRow.id).where(*_HERE, MessageRow.seq >= bindparam("since"), MessageRow.confided)


def between_us(tx: Transaction, identity: str, conversation: str, message: str) -> None:
    """From now on no agent is shown this message, nor what was answered to it, which may say it again."""
    told = tx.db.execute(_ANSWERED_BY, {"identity": identity, "message": message}).first()
    if told is not None:
        place = {"identity": identity, "conversation": conversation, "said": told.seq}
        tx.db.execute(_CONFIDE, place | {"first": told.first_reply, "last": told.last_reply})


def held_in(tx: Transaction, thread: Row[Any], since: int) -> frozenset[str]:
    """The ids of what stands between us and the customer in a conversation, from item `since` on."""
    place = {"identity": thread.identity_id, "conversation": thread.id, "since": since}
    return frozenset(tx.db.execute(_CONFIDED, place).scalars())


def mark(tx: Transaction, customer: str, id: str) -> None:
    """Makes a fact a confidence, and so the message that told it, wherever a case tells it on; raises FactUnknown."""
    fact = factrows.load(tx, customer, id)
    factrows.confide(tx, fact.id)
    if fact.conversation is None or fact.message is None:
        return
    between_us(tx, fact.identity, fact.conversation, fact.message)
    for case in desk_cases.of_conversation(tx, fact.conversation):
        for line in case.lines:
            if line.message == fact.message and not line.struck:
                case = desk_cases.retell(tx, case, struck(case.lines, line.id))
