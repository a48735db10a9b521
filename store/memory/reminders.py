"""What customers asked to be reminded of: once, or at intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, insert, select, update

from store import deciding
from store.errors import ImpossibleTime, NaiveTime, NotAllowed, TooLong
from store.ledger import Deed
from store.memory import consents, outside
from store.memory.contacts import Planned
from store.memory.people import customer_of
from store.memory.store import Store, Transaction
from store.outreach import Concern
from store.reminders import interval, next_time
from store.tables.base import new_id
from store.tables.outreach import ReminderRow
from store.tables.people import Identity
from store.values import Capture, ConsentState, Grant, Moment, Once, Purpose, Reader

LONGEST = 500  # characters
STALE = timedelta(days=7)  # a reminder that could not come for so long no longer helps
EVERY_DAY = {"weekdays": [1, 2, 3, 4, 5, 6, 7]}  # who names a Sunday means it

_MINE = (
    select(ReminderRow.__table__, Identity.customer_id)
    .join(Identity, Identity.id == ReminderRow.identity_id)
    .where(Identity.customer_id == bindparam("customer"), ReminderRow.state == "waiting")
    .order_by(ReminderRow.next_at)
)
_ONE = select(ReminderRow.__table__).where(ReminderRow.id == bindparam("reminder"))
DUE = (
    select(ReminderRow.__table__, Identity.customer_id)
    .join(Identity, Identity.id == ReminderRow.identity_id)
    .where(ReminderRow.state == "waiting", ReminderRow.next_at <= bindparam("by"))
)
_DUE_NOW = DUE.order_by(ReminderRow.next_at).limit(bindparam("most")).with_for_update(of=ReminderRow)
_ON = (
    update(ReminderRow)
    .where(ReminderRow.id == bindparam("reminder"))
    .values(times=bindparam("came"), next_at=bindparam("then"), state=bindparam("to"))
)
_WAITING = _MINE.with_only_columns(ReminderRow.id)
_END = (
    update(ReminderRow)
    .where(ReminderRow.id.in_(bindparam("reminders", expanding=True)))
    .values(state="cancelled")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One reminder that waits: `what` is in the customer's words, `every` an ISO 8601 duration or None."""

    id: str
    identity: str
    conversation: str
    what: str
    next_at: datetime
    every: str | None


@dataclass(frozen=True, slots=True)
class Reminders:
    """Asking for a reminder is the permission for it, and for nothing else."""

    store: Store

    def set(
        self,
        moment: Moment,
        what: str,
        at: datetime,
        capture: Capture,
        *,
        every: str | None = None,
        once: Once | None = None,
    ) -> Reminder:
        """Keeps a reminder for the conversation it was asked in.

        Raises ImpossibleTime for a time gone by or an interval that is none, NotAllowed from nobody in
        particular, TooLong beyond 500 characters.
        """
        if moment.identity is None or moment.conversation is None:
            raise NotAllowed("Nobody in particular cannot be reminded.")
        _check(what, at, every)
        with self.store.transaction() as tx:
            tx.about(customer_of(tx, moment.identity))
            done = tx.done(once)
            if done:
                return _reminder(tx, tx.db.execute(_ONE, {"reminder": done}).one())
            if at <= tx.now:
                raise ImpossibleTime
            return self._keep(tx, moment.identity, moment.conversation, (what, at, every), capture, once)

    def of(self, customer: str) -> tuple[Reminder, ...]:
        """The customer's reminders that still wait, the next first."""
        with self.store.transaction() as tx:
            tx.about(customer)
            return tuple(_reminder(tx, row) for row in tx.db.execute(_MINE, {"customer": customer}))

    def cancel_all(self, customer: str) -> int:
        """Ends every reminder that waits, and tells how many those were."""
        with self.store.transaction() as tx:
            return _cancel(tx, customer, waiting_of(tx, customer))

    def cancel(self, customer: str, reminders: Sequence[str]) -> int:
        """Ends these of the customer's reminders, and tells how many of them waited."""
        with self.store.transaction() as tx:
            return _cancel(tx, customer, [one for one in waiting_of(tx, customer) if one in reminders])

    def _keep(
        self,
        tx: Transaction,
        identity: str,
        conversation: str,
        wish: tuple[str, datetime, str | None],
        capture: Capture,
        once: Once | None,
    ) -> Reminder:
        permitted = deciding.acceptable(Purpose.CONTACT, ConsentState.GIVEN, capture)
        if not permitted.allowed:
            raise NotAllowed(permitted.reason)
        what, at, every = wish
        reminder, customer = new_id(), customer_of(tx, identity)
        row = {
            "id": reminder,
            "identity_id": identity,
            "conversation_id": conversation,
            "what": tx.key_of(identity).seal(what, _place(reminder)),
            "made_at": tx.now,
            "first_at": at,
            "every": every,
            "times": 0,
            "next_at": at,
            "state": "waiting",
        }
        tx.db.execute(insert(ReminderRow), row)
        own = Grant(purpose=Purpose.CONTACT, state=ConsentState.GIVEN, at=tx.now, terms=EVERY_DAY, fact=reminder)
        consents.append(tx, customer, identity, own, capture)
        tx.audit("reminder.set", reader=Reader.CUSTOMER, customer=customer, identity=identity, subjects=[reminder])
        tx.mark(once, identity, reminder)
        return Reminder(
            id=reminder, identity=identity, conversation=conversation, what=what, next_at=at, every=every
        )


def waiting_of(tx: Transaction, customer: str) -> Sequence[str]:
    """The ids of the customer's reminders that still wait, inside an open transaction."""
    tx.about(customer)
    return tx.db.execute(_WAITING, {"customer": customer}).scalars().all()


def end(tx: Transaction, reminders: Sequence[str]) -> None:
    """These come no more."""
    tx.db.execute(_END, {"reminders": list(reminders)})


def _cancel(tx: Transaction, customer: str, going: Sequence[str]) -> int:
    if going:
        end(tx, going)
        look = tx.audit("reminder.cancel", reader=Reader.CUSTOMER, customer=customer, subjects=going)
        outside.write_taken_back(tx, Deed.CANCELLED, look, customer, going)
    return len(going)


def fall_due(tx: Transaction, most: int) -> list[Planned]:
    """The contacts of reminders whose time has come; each moves on to its next time, or is done."""
    zone = ZoneInfo(tx.house().zone)
    rows = tx.db.execute(_DUE_NOW, {"by": tx.now, "most": most}).all()
    for row in rows:
        then = next_time(row.first_at, row.every, zone, tx.now) if row.every else row.next_at
        state = "waiting" if row.every else "done"
        tx.db.execute(_ON, {"reminder": row.id, "came": row.times + 1, "then": then, "to": state})
    return [as_planned(row) for row in rows]


def as_planned(row: Row[Any]) -> Planned:
    """The contact of a reminder's coming time."""
    return Planned(
        concern=Concern.REMINDER,
        identity=row.identity_id,
        customer=row.customer_id,
        occasion=f"reminder:{row.id}:{row.times + 1}",
        reasons=(row.id,),
        due_at=row.next_at,
        conversation=row.conversation_id,
        until=row.next_at + STALE,
    )


def words_of(tx: Transaction, reminder: str) -> str:
    """What to remind of, in the customer's words."""
    return _reminder(tx, tx.db.execute(_ONE, {"reminder": reminder}).one()).what


def _check(what: str, at: datetime, every: str | None) -> None:
    if at.tzinfo is None:
        raise NaiveTime
    if len(what) > LONGEST:
        raise TooLong
    if every is not None and interval(every) is None:
        raise ImpossibleTime


def _reminder(tx: Transaction, row: Row[Any]) -> Reminder:
    return Reminder(
        id=row.id,
        identity=row.identity_id,
        conversation=row.conversation_id,
        what=tx.key_of(row.identity_id).open(row.what, _place(row.id)),
        next_at=row.next_at,
        every=row.every,
    )


def _place(reminder: str) -> str:
    return f"reminders.what:{reminder}"
