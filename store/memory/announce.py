"""Telling that a conversation changed: other processes on PostgreSQL, with the commit, and whoever listens outside."""

import json
import secrets
from functools import cache
from typing import Any

from sqlalchemy import Row, text

from store.memory import news
from store.memory.store import Transaction
from store.values import Happened

CHANNEL = "shoebox"

_NOTIFY = text("SELECT pg_notify(:channel, :news)")


@cache
def origin() -> str:
    """This process's mark, by which it knows its own news."""
    return secrets.token_hex(8)


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
