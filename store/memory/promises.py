"""The promise ledger: who promised what by when, and what became of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select, update

from store.errors import ImpossibleTime, NaiveTime, PromiseUnknown, TooLong
from store.handoff import Event
from store.masking import mask
from store.memory import balance, speaking
from store.memory.people import customer_of
from store.memory.store import Store, Transaction
from store.promises import DESK, WAITING, Care, PromiseState, care, closing, exceeding, kept_rate
from store.tables.base import new_id
from store.tables.desk import AgentRow
from store.tables.people import Identity
from store.tables.records import PromiseRow
from store.values import Aside, Once, Promise, Purpose, Reader

_ADD = insert(PromiseRow)
_WITH_OWNER: Select[Any] = (
    select(PromiseRow, Identity.wrapped_key, AgentRow.name.label("agent_name"))
    .join(Identity, Identity.id == PromiseRow.identity_id)
    .outerjoin(AgentRow, AgentRow.id == PromiseRow.agent)
)
_BY_ID = _WITH_OWNER.where(PromiseRow.id == bindparam("promise"))
_OF_CUSTOMER = _WITH_OWNER.where(
    Identity.customer_id == bindparam("customer"), PromiseRow.due_at > bindparam("kept_since")
).order_by(PromiseRow.due_at)
_DUE = (
    _WITH_OWNER.where(PromiseRow.state == PromiseState.OPEN.value, PromiseRow.due_at <= bindparam("horizon"))
    .order_by(PromiseRow.due_at)
    .limit(bindparam("most"))
)
_CLOSE = (
    update(PromiseRow)
    .where(PromiseRow.id == bindparam("promise"), PromiseRow.state == PromiseState.OPEN.value)
    .values(state=bindparam("to"), closed_at=bindparam("closed"))
)
_TOLD = (
    update(PromiseRow)
    .where(PromiseRow.id == bindparam("promise"), PromiseRow.told_at.is_(None))
    .values(told_at=bindparam("told"))
)
_LEFT = (
    update(PromiseRow)
    .where(PromiseRow.agent == bindparam("by"), PromiseRow.state == PromiseState.OPEN.value)
    .values(owner=DESK, agent=None)
)
_REWORD = update(PromiseRow).where(PromiseRow.id == bindparam("promise")).values(what=bindparam("sealed"))
_TO_WAITING = select(PromiseRow.__table__).where(
    PromiseRow.identity_id == bindparam("identity"),
    PromiseRow.conversation_id == bindparam("conversation"),
    PromiseRow.origin == WAITING,
    PromiseRow.state == PromiseState.OPEN.value,
)
_COUNTS = select(PromiseRow.state, func.count()).group_by(PromiseRow.state)
_OVERDUE = select(func.count()).where(PromiseRow.state == PromiseState.OPEN.value, PromiseRow.due_at < bindparam("now"))


@dataclass(frozen=True, slots=True)
class Promises:
    """Every promise has an owner and a time; it ends kept, late, exceeded or released by the customer."""

    store: Store

    def make(
        self,
        identity: str,
        what: str,
        owner: str,
        due_at: datetime,
        *,
        origin: str = "assistant",
        conversation: str | None = None,
        agent: str | None = None,
        once: Once | None = None,
        notice: Aside | None = None,
    ) -> Promise:
        """Writes a promise down before it is said; raises ImpossibleTime when it is due already.

        `owner` is the name of who has to keep it, `agent` their id where they work at the desk; `notice` says it.
        """
        _check(what, due_at, self.store.clock())
        with self.store.transaction() as tx:
            speaking.hold(tx, notice)
            customer = customer_of(tx, identity)
            tx.about(customer)
            done = tx.done(once)
            if done:
                return _promise(tx, _found(tx, done))
            promise = _write_down(tx, identity, what, owner, due_at, origin, conversation, agent)
            _audit(tx, "promise.make", customer, identity, promise, owner)
            tx.mark(once, identity, promise)
            speaking.tell(tx, notice)
            return _promise(tx, _found(tx, promise))

    def keep(self, promise: str, actor: str, once: Once | None = None) -> Promise:
        """Kept up to its time, late after it; what is closed already stays as it was."""
        with self.store.transaction() as tx:
            due_at = _found(tx, promise).due_at
            return _close(tx, promise, closing(due_at, tx.now), actor, once)

    def exceed(self, promise: str, actor: str, once: Once | None = None) -> Promise:
        """Kept, and more than was promised, up to its time; late after it."""
        with self.store.transaction() as tx:
            due_at = _found(tx, promise).due_at
            return _close(tx, promise, exceeding(due_at, tx.now), actor, once)

    def release(self, promise: str, actor: str, once: Once | None = None) -> Promise:
        """The customer lets it go."""
        with self.store.transaction() as tx:
            return _close(tx, promise, PromiseState.RELEASED, actor, once)

    def told_late(self, promise: str, notice: Aside | None = None) -> bool:
        """The customer has heard from us, or hears it by `notice`, that it is late; whether that is the first time."""
        with self.store.transaction() as tx:
            speaking.hold(tx, notice)
            _found(tx, promise)
            first = tx.db.execute(_TOLD, {"promise": promise, "told": tx.now}).rowcount == 1
            if first:
                speaking.tell(tx, notice)
            return first

    def of(self, customer: str, reader: Reader, purpose: Purpose = Purpose.SERVICE) -> tuple[Promise, ...]:
        """All promises made to the customer, by their time: a matter of service, which takes no permission."""
        with self.store.transaction() as tx:
            tx.about(customer)
            asked = {"customer": customer, "kept_since": tx.kept_since("promises")}
            found = tuple(_promise(tx, row) for row in tx.db.execute(_OF_CUSTOMER, asked))
            subjects = [promise.id for promise in found]
            tx.audit("promise.read", reader=reader, purpose=purpose, customer=customer, subjects=subjects)
            return found

    def one(self, promise: str) -> Promise:
        """This promise, whenever it is due; raises PromiseUnknown."""
        with self.store.transaction() as tx:
            return _promise(tx, _found(tx, promise))

    def open_until(self, within: timedelta, most: int = 500) -> tuple[Promise, ...]:
        """Every open promise that falls due within this time or is overdue, the most urgent first."""
        with self.store.transaction() as tx:
            return _open(tx, within, most)

    def due(self, margin: timedelta, most: int = 500) -> tuple[tuple[Promise, Care], ...]:
        """Open promises that ask for care now: owners to warn, customers to tell; the most urgent first."""
        with self.store.transaction() as tx:
            found = _open(tx, margin, most)
            cares = [(one, care(PromiseState(one.state), one.due_at, one.told_at, margin, tx.now)) for one in found]
            return tuple((one, needed) for one, needed in cares if needed is not Care.NONE)

    def kept_rate(self) -> float | None:
        """The share kept in time or exceeded of all whose time has come; None when none has."""
        with self.store.transaction() as tx:
            tx.as_house()
            counts = Counter({PromiseState(state): count for state, count in tx.db.execute(_COUNTS).all()})
            return kept_rate(counts, tx.db.execute(_OVERDUE, {"now": tx.now}).scalar_one())


def promise_waiting(tx: Transaction, thread: Row[Any], what: str, due_at: datetime, origin: str = WAITING) -> None:
    """Writes down, in a locked conversation, by when somebody writes to one who begins to wait, or waited in vain."""
    _check(what, due_at, tx.now)
    tx.about(customer_of(tx, thread.identity_id))
    promise = _write_down(tx, thread.identity_id, what, DESK, due_at, origin, thread.id)
    _audit(tx, "promise.make", customer_of(tx, thread.identity_id), thread.identity_id, promise, DESK)


def reword_waiting(tx: Transaction, identity: str, conversation: str, what: str) -> None:
    """The same promise of other words: what the customer struck stands nowhere."""
    for row in _made_to_waiting(tx, identity, conversation):
        tx.db.execute(_REWORD, {"promise": row.id, "sealed": tx.key_of(identity).seal(mask(what), _place(row.id))})


def settle_waiting(tx: Transaction, thread: Row[Any], ended: Event, actor: str) -> None:
    """Closes what was promised to one who waits no more: somebody came, they let it go, or nobody came in time."""
    for row in _made_to_waiting(tx, thread.identity_id, thread.id):
        came = closing(row.due_at, tx.now)
        how = {Event.CLAIM: came, Event.CANCEL: PromiseState.RELEASED, Event.TIMEOUT: PromiseState.LATE}[ended]
        _close(tx, row.id, how, actor, None)


def _made_to_waiting(tx: Transaction, identity: str, conversation: str) -> Sequence[Row[Any]]:
    tx.about(customer_of(tx, identity))
    return tx.db.execute(_TO_WAITING, {"identity": identity, "conversation": conversation}).all()


def _write_down(
    tx: Transaction,
    identity: str,
    what: str,
    owner: str,
    due_at: datetime,
    origin: str,
    conversation: str | None,
    agent: str | None = None,
) -> str:
    promise = new_id()
    values = {
        "id": promise,
        "identity_id": identity,
        "origin": origin,
        "owner": owner,
        "agent": agent,
        "what": tx.key_of(identity).seal(mask(what), _place(promise)),
        "made_at": tx.now,
        "due_at": due_at,
        "state": PromiseState.OPEN.value,
        "conversation_id": conversation,
    }
    tx.db.execute(_ADD, values)
    return promise


def _place(promise: str) -> str:
    return f"promises.what:{promise}"


def leave_to_desk(tx: Transaction, agent: str) -> None:
    """What somebody promised and still owes when they leave is the desk's to keep."""
    tx.as_house()
    tx.db.execute(_LEFT, {"by": agent})


def _open(tx: Transaction, within: timedelta, most: int) -> tuple[Promise, ...]:
    tx.as_house()
    rows = tx.db.execute(_DUE, {"horizon": tx.now + within, "most": most}).all()
    return tuple(_promise(tx, row) for row in rows)


def _check(what: str, due_at: datetime, now: datetime) -> None:
    if due_at.tzinfo is None:
        raise NaiveTime
    if due_at <= now:
        raise ImpossibleTime
    if len(what) > 4_000:
        raise TooLong


def _close(tx: Transaction, promise: str, state: PromiseState, actor: str, once: Once | None) -> Promise:
    row = _found(tx, promise)
    if tx.done(once) or row.state != PromiseState.OPEN.value:
        return _promise(tx, row)
    tx.db.execute(_CLOSE, {"promise": promise, "to": state.value, "closed": tx.now})
    # of those who waited the help itself is counted, once
    if state in (PromiseState.KEPT, PromiseState.EXCEEDED) and row.origin != WAITING:
        balance.add(tx, row.identity_id, balance.GIVEN, "promise kept", row.conversation_id)
    _audit(tx, f"promise.{state}", customer_of(tx, row.identity_id), row.identity_id, promise, actor)
    tx.mark(once, row.identity_id, promise)
    return _promise(tx, _found(tx, promise))


def _found(tx: Transaction, promise: str) -> Row[Any]:
    tx.as_house()  # an id alone does not say whose it is
    row = tx.db.execute(_BY_ID, {"promise": promise}).first()
    if row is None:
        raise PromiseUnknown
    tx.about(customer_of(tx, row.identity_id))
    return row


def _promise(tx: Transaction, row: Row[Any]) -> Promise:
    key = tx.unwrapped(row.identity_id, row.wrapped_key)
    return Promise(
        id=row.id,
        identity=row.identity_id,
        origin=row.origin,
        owner=row.agent_name or row.owner,
        agent=row.agent,
        what=key.open(row.what, _place(row.id)),
        made_at=row.made_at,
        due_at=row.due_at,
        state=row.state,
        closed_at=row.closed_at,
        told_at=row.told_at,
        conversation=row.conversation_id,
    )


def _audit(tx: Transaction, action: str, customer: str, identity: str, promise: str, actor: str) -> None:
    tx.audit(action, reader=Reader.ASSISTANT, customer=customer, identity=identity, subjects=(promise,), actor=actor)
