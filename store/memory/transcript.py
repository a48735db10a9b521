"""A conversation's items in order: written and read within one transaction."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from store.keys import IdentityKey
from store.memory.because import explain
from store.memory.store import Transaction
from store.tables.base import new_id
from store.tables.conversations import MessageRow
from store.values import Because, Choice, NewReply, Page, Reply

ALWAYS_OFFERED = {"person": Choice("person", "Person", "/ask_human")}  # the button that every chat shows
CHOICES_REMEMBERED = 50  # items back from the newest in which a choice's id is still known

_INSERT = insert(MessageRow)
_COLUMNS = (
    MessageRow.seq,
    MessageRow.id,
    MessageRow.sender,
    MessageRow.body,
    MessageRow.offer,
    MessageRow.because,
    MessageRow.sent_at,
)
_OF_CONVERSATION = (
    MessageRow.identity_id == bindparam("identity"),
    MessageRow.conversation_id == bindparam("conversation"),
)
_AFTER = (
    select(*_COLUMNS)
    .where(
        *_OF_CONVERSATION, MessageRow.seq > bindparam("after"), MessageRow.sent_at > bindparam("kept_since")
    )
    .order_by(MessageRow.seq)
    .limit(bindparam("limit"))
)
_BETWEEN = (
    select(*_COLUMNS)
    .where(*_OF_CONVERSATION, MessageRow.seq.between(bindparam("first"), bindparam("last")))
    .order_by(MessageRow.seq)
)
_WITH_CHOICES = (
    select(*_COLUMNS)
    .where(*_OF_CONVERSATION, MessageRow.seq > bindparam("after"), MessageRow.has_choices)
    .order_by(MessageRow.seq.desc())
)


def append(
    tx: Transaction, conversation: str, identity: str, after: int, said: Sequence[NewReply]
) -> tuple[Reply, ...]:
    """Adds items behind number `after`, which the caller holds under the conversation's lock."""
    key = tx.key_of(identity)
    ids = [new_id() for _ in said]
    places = range(after + 1, after + 1 + len(said))
    facts = explain(tx, identity, {fact for item in said for fact in item.because})
    rows = [_row(tx, key, conversation, identity, facts, *item) for item in zip(places, ids, said, strict=True)]
    if rows:
        tx.db.execute(_INSERT, rows)
    return tuple(_said(tx, conversation, facts, *item) for item in zip(places, ids, said, strict=True))


def between(tx: Transaction, thread: Row[Any], first: int, last: int) -> tuple[Reply, ...]:
    """The items of a conversation from one number to another, both included."""
    rows = tx.db.execute(_BETWEEN, _of(thread) | {"first": first, "last": last}).all()
    return _replies(tx, thread, rows)


def page(tx: Transaction, thread: Row[Any], after: int, limit: int) -> Page[Reply]:
    """At most `limit` items of a conversation behind number `after`."""
    asked = {"after": after, "limit": limit + 1, "kept_since": tx.kept_since("messages")}
    rows = tx.db.execute(_AFTER, _of(thread) | asked).all()
    items = _replies(tx, thread, rows[:limit])
    return Page(items, items[-1].seq if len(rows) > limit else None)


def chosen(tx: Transaction, thread: Row[Any], choice: str | None, text: str) -> Choice | None:
    """The choice that a message takes: by its id, or by typing the title or number of one offered last."""
    if choice is not None:
        return ALWAYS_OFFERED.get(choice) or _by_id(tx, thread, choice)
    if thread.choices_seq is None:
        return None
    return typed(_choices_of(tx, thread, thread.choices_seq - 1)[0], text)


def text_of(tx: Transaction, identity: str, id: str, body: bytes) -> str:
    """The words of one item."""
    text: str = _opened(tx, identity, id, body)["text"]
    return text


def typed(choices: Sequence[Choice], text: str) -> Choice | None:
    """The choice whose title or number was typed.

    >>> typed([Choice("a", "Yes"), Choice("b", "No")], " no ").id
    'b'
    """
    said = text.strip().casefold()
    if said.isascii() and said.isdigit() and 0 < int(said) <= len(choices):
        return choices[int(said) - 1]
    return next((choice for choice in choices if choice.title.strip().casefold() == said), None)


def _by_id(tx: Transaction, thread: Row[Any], choice: str) -> Choice | None:
    offers = _choices_of(tx, thread, thread.last_seq - CHOICES_REMEMBERED)
    return next((offered for offer in offers for offered in offer if offered.id == choice), None)


def _choices_of(tx: Transaction, thread: Row[Any], after: int) -> list[tuple[Choice, ...]]:
    rows = tx.db.execute(_WITH_CHOICES, _of(thread) | {"after": after}).all()
    return [_choices(_opened(tx, thread.identity_id, row.id, row.body)) for row in rows]


def _of(thread: Row[Any]) -> dict[str, Any]:
    return {"identity": thread.identity_id, "conversation": thread.id}


def _row(
    tx: Transaction,
    key: IdentityKey,
    conversation: str,
    identity: str,
    facts: Mapping[str, Because],
    seq: int,
    id: str,
    said: NewReply,
) -> dict[str, Any]:
    choices = [[choice.id, choice.title, choice.payload] for choice in said.choices]
    body = json.dumps({"text": said.text, "name": said.name, "choices": choices})
    return {
        "conversation_id": conversation,
        "seq": seq,
        "id": id,
        "identity_id": identity,
        "sender": said.sender,
        "body": key.seal(body, _place(id)),
        "offer": said.offer,
        # What can be explained now and is missing later was taken back.
        "because": " ".join(one for one in said.because if one in facts),
        "has_choices": bool(said.choices),
        "confided": said.confided,
        "sent_at": tx.now,
    }


def _said(
    tx: Transaction, conversation: str, facts: Mapping[str, Because], seq: int, id: str, said: NewReply
) -> Reply:
    return Reply(
        id=id,
        conversation=conversation,
        seq=seq,
        sender=said.sender,
        text=said.text,
        sent_at=tx.now,
        name=said.name,
        choices=said.choices,
        offer=said.offer,
        because=_live(said.because, facts),
    )


def _replies(tx: Transaction, thread: Row[Any], rows: Sequence[Row[Any]]) -> tuple[Reply, ...]:
    facts = explain(tx, thread.identity_id, {fact for row in rows for fact in row.because.split()})
    return tuple(_read(tx, thread, row, facts) for row in rows)


def _read(tx: Transaction, thread: Row[Any], row: Row[Any], facts: Mapping[str, Because]) -> Reply:
    body = _opened(tx, thread.identity_id, row.id, row.body)
    return Reply(
        id=row.id,
        conversation=thread.id,
        seq=row.seq,
        sender=row.sender,
        text=body["text"],
        sent_at=row.sent_at,
        name=body["name"],
        choices=_choices(body),
        offer=row.offer,
        because=_live(row.because.split(), facts),
    )


def _opened(tx: Transaction, identity: str, id: str, body: bytes) -> dict[str, Any]:
    opened: dict[str, Any] = json.loads(tx.key_of(identity).open(body, _place(id)))
    return opened


def _choices(body: Mapping[str, Any]) -> tuple[Choice, ...]:
    return tuple(Choice(*choice) for choice in body["choices"])


def _live(ids: Iterable[str], facts: Mapping[str, Because]) -> tuple[Because, ...]:
    # a fact that was forgotten is no longer named, not even by its id
    return tuple(facts[id] for id in ids if id in facts)


def _place(id: str) -> str:
    return f"messages.body:{id}"
