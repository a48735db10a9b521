"""Looking ahead: everything planned, asked for, promised or to be expected by a time, page by page."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam

from store.memory import contacts, reminders, watches
from store.memory.contacts import Planned
from store.memory.store import Transaction
from store.tables.outreach import ContactRow, ReminderRow, WatchRow
from store.tables.records import PromiseRow

Read = Callable[[Transaction, Row[Any], datetime], Sequence[Planned]]

# In the order in which they are shown: a name for the cursor, the rows, their ids, and what each row means.
SOURCES: tuple[tuple[str, Select[Any], Any, Read], ...] = (
    (
        "contact",
        contacts.STORED.where(ContactRow.state.in_(contacts.OPEN), ContactRow.planned_at <= bindparam("by")),
        ContactRow.id,
        lambda tx, row, by: [contacts.stored(row)],
    ),
    ("promise", watches.LATE, PromiseRow.id, lambda tx, row, by: [watches.as_planned(row)]),
    ("reminder", reminders.DUE, ReminderRow.id, lambda tx, row, by: [reminders.as_planned(row)]),
    ("rhythm", watches.WATCHED.where(WatchRow.at <= bindparam("by")), WatchRow.identity_id, watches.expected),
)


def ahead(tx: Transaction, by: datetime, after: str, limit: int) -> Iterator[tuple[str, Planned]]:
    """What `limit` rows behind the cursor give, each with its own cursor."""
    begin, _, id = after.partition(":")
    left = limit
    for name, source, column, read in SOURCES:
        if name < begin:
            continue
        behind = id if name == begin else ""
        rows = tx.db.execute(source.where(column > behind).order_by(column).limit(left), {"by": by}).all()
        left -= len(rows)
        for row in rows:
            yield from ((f"{name}:{_id_of(row)}", one) for one in read(tx, row, by))


def _id_of(row: Row[Any]) -> str:
    return str(getattr(row, "id", None) or row.identity_id)
