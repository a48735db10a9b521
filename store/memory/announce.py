"""Telling other processes on PostgreSQL that a conversation changed: ids alone, sent with the commit."""

import json
import secrets
from functools import cache

from sqlalchemy import text

from store.memory.store import Transaction

CHANNEL = "shoebox"

_NOTIFY = text("SELECT pg_notify(:channel, :news)")


@cache
def origin() -> str:
    """This process's mark, by which it knows its own news."""
    return secrets.token_hex(8)


def announce(tx: Transaction, conversation: str, channel: str, turn: str | None = None) -> None:
    """Says that a conversation changed, and which message is done; a process alone needs no telling."""
    if tx.db.dialect.name != "postgresql":
        return
    news = {"origin": origin(), "conversation": conversation, "channel": channel, "turn": turn}
    tx.db.execute(_NOTIFY, {"channel": CHANNEL, "news": json.dumps(news)})
