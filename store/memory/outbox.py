"""What goes out: committed with the words themselves, then delivered, in order within a conversation."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    delete,
    insert,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.orm import aliased

from store.delivery import DeliveryState
from store.errors import DeliveryUnknown
from store.memory import transcript
from store.memory.delivered import note_report
from store.memory.people import find
from store.memory.resting import taken_back
from store.memory.store import Store, Transaction
from store.memory.threads import thread_of
from store.tables.conversations import OutboxRow
from store.tables.people import Identity
from store.values import Delivery, Page, Reply

PULLED = frozenset({"web"})  # the chat page reads its transcript itself

_QUEUED: ColumnElement[str] = literal_column("'queued'")  # written out, so that the partial index serves

# Cursors are given before they are committed: a reader stops before the oldest that is still being written.
_BORN: dict[str, ColumnElement[int]] = {
    "postgresql": literal_column("pg_current_xact_id()::text::bigint"),
    "sqlite": literal_column("0"),
}
_SETTLED: dict[str, ColumnElement[bool]] = {
    "postgresql": OutboxRow.born < literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint"),
    "sqlite": true(),
}
_INSERT = {dialect: insert(OutboxRow).values(born=born) for dialect, born in _BORN.items()}
_COLUMNS = (OutboxRow.__table__, Identity.customer_id, Identity.address)
_JOINED = select(*_COLUMNS).join(Identity, Identity.id == OutboxRow.identity_id)
_STREAM = {
    dialect: _JOINED.where(
        OutboxRow.channel == bindparam("channel"),
        OutboxRow.cursor > bindparam("after"),
        OutboxRow.state == _QUEUED,
        settled,
    )
    .order_by(OutboxRow.cursor)
    .limit(bindparam("limit"))
    for dialect, settled in _SETTLED.items()
}
_UNDELIVERED = (
    select(OutboxRow.message_id)
    .where(
        OutboxRow.identity_id == bindparam("identity"),
        OutboxRow.conversation_id == bindparam("conversation"),
        OutboxRow.seq >= bindparam("since"),
        OutboxRow.state.in_((DeliveryState.FAILED.value, DeliveryState.REFUSED.value)),
    )
    .order_by(OutboxRow.seq)
)
_earlier = aliased(OutboxRow)
_DUE = (
    select(OutboxRow.cursor)
    .where(
        OutboxRow.state == _QUEUED,
        OutboxRow.due_real <= bindparam("real"),
        OutboxRow.channel.in_(bindparam("channels", expanding=True)),  # for the index: pairs do not use it
        tuple_(OutboxRow.channel, OutboxRow.account).in_(bindparam("places", expanding=True)),
        ~select(_earlier.cursor)
        .where(
            _earlier.identity_id == OutboxRow.identity_id,
            _earlier.conversation_id == OutboxRow.conversation_id,
            _earlier.cursor < OutboxRow.cursor,
            _earlier.state == _QUEUED,
        )
        .exists(),
    )
    .order_by(OutboxRow.due_real)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_TAKE = (
    update(OutboxRow)
    .where(OutboxRow.cursor.in_(bindparam("cursors", expanding=True)))
    .values(due_real=bindparam("until"), attempts=OutboxRow.attempts + 1)
)
_THESE = _JOINED.where(OutboxRow.cursor.in_(bindparam("cursors", expanding=True))).order_by(OutboxRow.cursor)
_HELD = (
    _JOINED.where(OutboxRow.state == literal_column("'held'"))
    .order_by(OutboxRow.due_real)
    .limit(bindparam("limit"))
)
_LOOKED_AT = (
    update(OutboxRow)
    .where(OutboxRow.cursor.in_(bindparam("cursors", expanding=True)))
    .values(due_real=bindparam("real"))
)
_UNHELD = (
    delete(OutboxRow)
    .where(OutboxRow.message_id == bindparam("id"), OutboxRow.state == literal_column("'held'"))
    .returning(OutboxRow.identity_id, OutboxRow.conversation_id, OutboxRow.seq, OutboxRow.channel, OutboxRow.account)
)
_BY_PROVIDER = select(OutboxRow.message_id).where(
    OutboxRow.provider_id == bindparam("theirs"), OutboxRow.channel == bindparam("channel")
)
_WHERE = select(OutboxRow.conversation_id).where(
    or_(
        OutboxRow.message_id == bindparam("id"),
        and_(OutboxRow.provider_id == bindparam("id"), OutboxRow.channel == bindparam("channel")),
    )
)
_REACHED = (
    update(OutboxRow)
    .where(
        OutboxRow.identity_id == bindparam("identity"),
        OutboxRow.channel == bindparam("on_channel"),
        OutboxRow.account == bindparam("on_account"),
        OutboxRow.state == literal_column("'sent'"),
        OutboxRow.due_real <= bindparam("leased_until"),  # as it was when a sender took it
    )
    .values(state=DeliveryState.DELIVERED.value)
)
_PART_TAKEN = update(OutboxRow).where(OutboxRow.message_id == bindparam("id")).values(parts=bindparam("so_many"))
_LATER = (
    update(OutboxRow)
    .where(and_(OutboxRow.message_id == bindparam("id"), OutboxRow.state == _QUEUED))
    .values(due_real=bindparam("until"), reason=bindparam("why"))
)


def undelivered(tx: Transaction, thread: Row[Any], since: int) -> tuple[str, ...]:
    """The ids of what was said from item `since` on and could not be delivered, in its order."""
    place = {"identity": thread.identity_id, "conversation": thread.id, "since": since}
    return tuple(tx.db.execute(_UNDELIVERED, place).scalars())


@dataclass(frozen=True, slots=True)
class Outbox:
    """Messages on their way: read by connectors, or taken by senders. `real` is real time in seconds."""

    store: Store
    real: Callable[[], float] = time.time

    def stream(self, channel: str, after: int = 0, limit: int = 100) -> Page[Delivery]:
        """What is still to be delivered on a channel behind cursor `after`; nothing comes in before that."""
        with self.store.transaction() as tx:
            wanted = {"channel": channel, "after": after, "limit": limit + 1}
            rows = tx.db.execute(_STREAM[tx.db.dialect.name], wanted).all()
            items = tuple(_delivery(tx, row) for row in rows[:limit])
            return Page(items, items[-1].cursor if len(rows) > limit else None)

    def take_due(
        self, places: Collection[tuple[str, str]], lease: float, limit: int = 20
    ) -> tuple[Delivery, ...]:
        """Leases for `lease` seconds what is due at these (channel, account): a conversation's oldest."""
        if not places:
            return ()
        with self.store.transaction() as tx:
            real = self.real()
            channels = sorted({channel for channel, _ in places})
            due = {"real": real, "channels": channels, "places": sorted(places), "limit": limit}
            cursors = list(tx.db.execute(_DUE, due).scalars())
            if not cursors:
                return ()
            tx.db.execute(_TAKE, {"cursors": cursors, "until": real + lease})
            return tuple(_delivery(tx, row) for row in tx.db.execute(_THESE, {"cursors": cursors}))

    def held(self, limit: int = 100) -> tuple[Delivery, ...]:
        """Contact that waits for an hour at which it may go; what was looked at longest ago comes first."""
        with self.store.transaction() as tx:
            rows = tx.db.execute(_HELD, {"limit": limit}).all()
            if rows:
                tx.db.execute(_LOOKED_AT, {"cursors": [row.cursor for row in rows], "real": self.real()})
            return tuple(_delivery(tx, row) for row in rows)

    def offer_again(self, delivery: str) -> None:
        """Puts what was held into the queue, behind all that any reader has seen."""
        with self.store.transaction() as tx:
            row = tx.db.execute(_UNHELD, {"id": delivery}).first()
            if row is not None:
                queued = _queued(row.seq, delivery, self.real(), outreach=True)
                tx.db.execute(_INSERT[tx.db.dialect.name], dict(row._mapping) | queued)

    def report(
        self, delivery: str, state: str, reason: str | None = None, provider_id: str | None = None
    ) -> DeliveryState:
        """Notes how far a delivery has come and gives its state; news that came late changes nothing.

        Raises DeliveryUnknown for what was never put out, or was erased.
        """
        with self.store.transaction() as tx:
            return note_report(tx, delivery, DeliveryState(state), reason, provider_id)

    def report_by_provider(
        self, channel: str, provider_id: str, state: str, reason: str | None = None
    ) -> DeliveryState:
        """As `report`, for a provider that names the message by its own id; raises DeliveryUnknown."""
        with self.store.transaction() as tx:
            wanted = {"channel": channel, "theirs": provider_id}
            found = tx.db.execute(_BY_PROVIDER, wanted).scalar_one_or_none()
            if found is None:
                raise DeliveryUnknown
            return note_report(tx, found, DeliveryState(state), reason, provider_id)

    def conversation_of(self, delivery: str, channel: str | None = None) -> str | None:
        """In which conversation a delivery was said, by its id or by the provider's on a channel."""
        with self.store.transaction() as tx:
            return tx.db.execute(_WHERE, {"id": delivery, "channel": channel}).scalars().first()

    def reached(self, channel: str, account: str, address: str, leased_until: float) -> int:
        """All that was sent to this address and leased until then at the latest has come to the device; counts it."""
        with self.store.transaction() as tx:
            known = find(tx, channel, address)
            if known is None:
                return 0
            place = {"identity": known.identity, "on_channel": channel, "on_account": account}
            return tx.db.execute(_REACHED, place | {"leased_until": leased_until}).rowcount

    def part_taken(self, delivery: str, parts: int) -> None:
        """So many parts of a delivery were taken: whoever goes on with it sends the others only."""
        with self.store.transaction() as tx:
            tx.db.execute(_PART_TAKEN, {"id": delivery, "so_many": parts})

    def try_later(self, delivery: str, seconds: float, reason: str) -> None:
        """Puts a delivery off for some seconds of real time; what is behind it in its conversation waits."""
        with self.store.transaction() as tx:
            tx.db.execute(_LATER, {"id": delivery, "until": self.real() + seconds, "why": reason})


def enqueue(
    tx: Transaction, thread: Row[Any], replies: Sequence[Reply], real: float, *, outreach: bool = False
) -> None:
    """Puts items of a conversation into its channel's outbox."""
    if thread.channel in PULLED or not replies:
        return
    place = {"identity_id": thread.identity_id, "conversation_id": thread.id}
    place |= {"channel": thread.channel, "account": thread.account}
    rows = [place | _queued(reply.seq, reply.id, real, outreach=outreach) for reply in replies]
    tx.db.execute(_INSERT[tx.db.dialect.name], rows)


def _queued(seq: int, message: str, real: float, *, outreach: bool) -> dict[str, Any]:
    state = DeliveryState.QUEUED.value
    return {"seq": seq, "message_id": message, "outreach": outreach, "state": state, "attempts": 0, "due_real": real}


def _delivery(tx: Transaction, row: Row[Any]) -> Delivery:
    reply = transcript.between(tx, thread_of(tx, row.conversation_id), row.seq, row.seq)[0]
    return Delivery(
        id=row.message_id,
        cursor=row.cursor,
        identity=row.identity_id,
        customer=row.customer_id,
        channel=row.channel,
        account=row.account,
        address=tx.key_of(row.identity_id).open(row.address, f"identities.address:{row.identity_id}"),
        state=row.state,
        attempts=row.attempts,
        outreach=row.outreach,
        reply=reply,
        parts=row.parts,
        taken_back=taken_back(tx, row, reply),
    )
