"""Events of a shop's systems: each taken once, whatever the order they come in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Row, and_, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_leave

from store import records
from store.errors import SubjectInvalid
from store.memory import recordrows
from store.memory.people import arrive
from store.memory.seen import came_before
from store.memory.store import Store, Transaction
from store.tables.base import new_id
from store.tables.people import Identity
from store.tables.records import EventRow
from store.values import Assurance, Decision, EventOutcome, NewEvent, ParkedEvent, Purpose, Reader

_SEEN = select(EventRow.id).where(EventRow.event_key == bindparam("key"))
_LOCK = select(Identity.id).where(Identity.id == bindparam("identity")).with_for_update()
_KEEP = insert_or_leave(EventRow).on_conflict_do_nothing().returning(EventRow.id)
_SETTLE = (
    update(EventRow)
    .where(EventRow.id == bindparam("event"), EventRow.state == "parked")
    .values(state=bindparam("to"), reason=bindparam("why"), body=None)
)
_PARKED = (
    select(EventRow, Identity.channel, Identity.address, Identity.wrapped_key)
    .join(Identity, Identity.id == EventRow.identity_id)
    .where(EventRow.state == "parked")
    .order_by(EventRow.at, EventRow.id)
    .limit(bindparam("most"))
)
_FREE = _PARKED.with_for_update(of=EventRow, skip_locked=True)  # what another process looks at, it settles
_COME = _FREE.where(EventRow.reason == records.AHEAD, EventRow.at <= bindparam("now"))
_OTHERS = _FREE.where(
    EventRow.reason.not_in([records.AHEAD, records.NO_ZONE]),
    or_(EventRow.at > bindparam("at"), and_(EventRow.at == bindparam("at"), EventRow.id > bindparam("id"))),
)
_BEGINNING = (datetime.min.replace(tzinfo=UTC), "")


class Place:
    """How far the parked events were looked through; each look goes on behind it, and begins anew at the end."""

    def __init__(self) -> None:
        self._at, self._id = _BEGINNING

    def behind(self) -> dict[str, Any]:
        return {"at": self._at, "id": self._id}

    def move(self, rows: Sequence[Row[Any]], most: int) -> None:
        self._at, self._id = (rows[-1].at, rows[-1].id) if len(rows) == most else _BEGINNING


@dataclass(frozen=True, slots=True)
class Records:
    """Service records: kept without consent for the matter itself, used for more only with it."""

    store: Store
    place: Place = field(default_factory=Place)

    def take(self, event: NewEvent) -> EventOutcome:
        """Takes one event; an unknown subject becomes an identity. Raises SubjectInvalid."""
        return self.take_all([event])[0]

    def take_all(self, events: Sequence[NewEvent]) -> list[EventOutcome]:
        """Takes several in one transaction, all or, where it fails, none."""
        return self.store.racing(lambda tx: [_take(tx, event) for event in events])

    def parked(self, most: int = 100) -> tuple[ParkedEvent, ...]:
        """The events that wait for somebody to look, or for their time to come, oldest first."""
        with self.store.transaction() as tx:
            return tuple(
                ParkedEvent(id=row.id, type=row.type, at=row.at, reason=row.reason)
                for row in tx.db.execute(_PARKED, {"most": most})
            )

    def retry_parked(self, most: int = 1_000) -> int:
        """Takes parked events whose time has come, and of the others, in turn, what a newer version understands.

        Answers how many were taken.
        """

        def take(tx: Transaction) -> int:
            tx.as_house()
            come = tx.db.execute(_COME, {"now": tx.now + records.SKEW, "most": most}).all()
            others = tx.db.execute(_OTHERS, self.place.behind() | {"most": most}).all()
            taken = sum(_retry(tx, row) for row in (*come, *others))
            self.place.move(others, most)
            return taken

        return self.store.racing(take)


def _take(tx: Transaction, event: NewEvent) -> EventOutcome:
    key = tx.keys.keyed_hash("event", f"{event.source}\0{event.id}")
    if tx.db.execute(_SEEN, {"key": key}).first() or came_before(tx, key):
        return EventOutcome("seen")
    subject = records.subject_of(event.subject)
    if subject is None:
        raise SubjectInvalid
    who = arrive(tx, *subject, Assurance.CHANNEL)
    tx.about(who.customer)
    tx.db.execute(_LOCK, {"identity": who.identity})  # one event of an identity at a time
    data = _fitting(tx, event)
    parked = data.reason if isinstance(data, Decision) else ""
    row = _row(tx, event, who.identity, key, parked)
    if tx.db.execute(_KEEP, row).first() is None:
        return EventOutcome("seen")  # another process took it between our look and our write
    tx.audit(
        "event.parked" if parked else "event.taken",
        reader=Reader.OPERATOR,
        purpose=Purpose.SERVICE,
        customer=who.customer,
        identity=who.identity,
        subjects=(row["id"],),
        reason=parked or event.type,
    )
    if isinstance(data, Decision):
        return EventOutcome("parked", parked)
    recordrows.write(tx, who.identity, event, data)
    return EventOutcome("taken")


def _fitting(tx: Transaction, event: NewEvent) -> Struct | Decision:
    if event.at is not None and event.at.tzinfo is None:
        return Decision(False, records.NO_ZONE)
    data = records.parse(event)
    if isinstance(data, Decision):
        return data
    believable = records.believable(records.happened_at(event, data, tx.now), data, tx.now)
    return data if believable.allowed else believable


def _row(tx: Transaction, event: NewEvent, identity: str, key: bytes, parked: str) -> dict[str, Any]:
    row = new_id()
    body = records.plain((event.id, event.source, event.type, event.data)) if parked else None
    return {
        "id": row,
        "identity_id": identity,
        "event_key": key,
        "type": event.type if event.type in records.TYPES else "unknown",
        "at": _at(event, parked, tx.now),
        "taken_at": tx.now,
        "state": "parked" if parked else "taken",
        "reason": parked,
        "body": tx.key_of(identity).seal(body, f"events.body:{row}") if body else None,
    }


def _at(event: NewEvent, parked: str, now: datetime) -> datetime:
    """Its own time; of one that lies ahead, when it will have happened, as its data says."""
    if parked == records.AHEAD:
        return records.happened_at(event, records.parse(event), now)
    return event.at if event.at and event.at.tzinfo else now


def _retry(tx: Transaction, row: Row[Any]) -> bool:
    key = tx.unwrapped(row.identity_id, row.wrapped_key)
    id, source, kind, data = msgspec.json.decode(key.open(row.body, f"events.body:{row.id}"))
    event = NewEvent(id=id, source=source, type=kind, subject="", at=row.at, data=data)
    fitting = _fitting(tx, event)
    if isinstance(fitting, Decision):
        return False
    tx.db.execute(_LOCK, {"identity": row.identity_id})
    if not tx.db.execute(_SETTLE, {"event": row.id, "to": "taken", "why": ""}).rowcount:
        return False
    recordrows.write(tx, row.identity_id, event, fitting)
    return True
