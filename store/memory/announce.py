"""Telling that a conversation changed: other processes on PostgreSQL, with the commit, and whoever listens outside."""

import json
import secrets
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, select, text

from store.handoff import Owner
from store.memory import news
from store.memory.store import Transaction
from store.tables.conversations import ConversationRow
from store.tables.people import Identity
from store.values import Happened

CHANNEL = "shoebox"

_NOTIFY = text("SELECT pg_notify(:channel, :news)")
_AT_DESK = (
    select(ConversationRow.id, ConversationRow.channel)
    .join(Identity, Identity.id == ConversationRow.identity_id)
    .where(Identity.customer_id == bindparam("customer"), ConversationRow.owner != Owner.ASSISTANT.value)
)


@cache
def origin() -> str:
    """This process's mark, by which it knows its own news."""
    return secrets.token_hex(8)


def announce_taken_back(tx: Transaction, customer: str) -> None:
    """Says of the customer's conversations at the desk, by ids, that less may be shown of them than before."""
    if tx.db.dialect.name != "postgresql":
        return
    for row in tx.db.execute(_AT_DESK, {"customer": customer}):
        told = {"origin": origin(), "conversation": row.id, "channel": row.channel, "turn": None, "unsaid": True}
        tx.db.execute(_NOTIFY, {"channel": CHANNEL, "news": json.dumps(told)})


def announce(tx: Transaction, thread: Row[Any], channel: str, kind: Happened | None, turn: str | None = None) -> None:
    """Says by ids that a conversation changed, and which message is done; a process alone needs no telling.

    Without a `kind` nothing happened that other systems would want to know.
    """
    if kind is not None:
        news.keep(tx, thread.id, kind, thread.identity_id, channel)
    if tx.db.dialect.name != "postgresql":
        return
    told = {"origin": origin(), "conversation": thread.id, "channel": channel, "turn": turn}
    tx.db.execute(_NOTIFY, {"channel": CHANNEL, "news": json.dumps(told)})
