"""What other systems are to be told: written with the change itself, kept until a broker has confirmed it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select, update

from store.memory.store import Store, Transaction
from store.tables.base import new_id
from store.tables.news import NewsRow
from store.values import Happened, News

_ADD = insert(NewsRow)
_DUE = (
    select(NewsRow.cursor)
    .where(NewsRow.due_real <= bindparam("real"))
    .order_by(NewsRow.cursor)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_TAKE = update(NewsRow).where(NewsRow.cursor.in_(bindparam("cursors", expanding=True))).values(due_real=bindparam("to"))
_THESE = (
    select(NewsRow.__table__).where(NewsRow.cursor.in_(bindparam("cursors", expanding=True))).order_by(NewsRow.cursor)
)
_TOLD = delete(NewsRow).where(NewsRow.cursor.in_(bindparam("cursors", expanding=True)))


@dataclass(frozen=True, slots=True)
class NewsDesk:
    """News on its way to a broker; each is told at least once. `real` is real time in seconds."""

    store: Store
    real: Callable[[], float] = time.time

    def take(self, lease: float, limit: int = 100) -> tuple[News, ...]:
        """The oldest that nobody is telling, leased for so many seconds."""
        with self.store.transaction() as tx:
            real = self.real()
            cursors = list(tx.db.execute(_DUE, {"real": real, "limit": limit}).scalars())
            if not cursors:
                return ()
            tx.db.execute(_TAKE, {"cursors": cursors, "to": real + lease})
            return tuple(
                News(
                    id=row.id,
                    cursor=row.cursor,
                    conversation=row.conversation_id,
                    channel=row.channel,
                    kind=Happened(row.kind),
                    at=row.at,
                )
                for row in tx.db.execute(_THESE, {"cursors": cursors})
            )

    def told(self, news: Sequence[News]) -> None:
        """The broker has these for good."""
        with self.store.transaction() as tx:
            tx.db.execute(_TOLD, {"cursors": [one.cursor for one in news]})

    def give_back(self, news: Sequence[News]) -> None:
        """The broker did not take these; whoever looks next may try."""
        with self.store.transaction() as tx:
            tx.db.execute(_TAKE, {"cursors": [one.cursor for one in news], "to": 0.0})


def keep(tx: Transaction, conversation: str, kind: Happened, identity: str | None, channel: str | None) -> None:
    """Puts out that something happened, in the transaction in which it does; nothing where nobody listens."""
    if not tx.heard:
        return
    row = {"id": new_id(), "identity_id": identity, "conversation_id": conversation, "channel": channel}
    tx.db.execute(_ADD, row | {"kind": kind.value, "at": tx.now, "due_real": 0.0})
