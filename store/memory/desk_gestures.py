"""Gestures: what agents give within their authority, and ask a supervisor for above it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from store import desk_rules
from store.desk import Agent, Gesture, GestureState, Role
from store.errors import GestureUnknown, NotAllowed, NotOwner, OwnershipConflict, TooLong
from store.masking import mask
from store.memory import balance, speaking
from store.memory.desk_notes import LONGEST, audit
from store.memory.store import Store, Transaction
from store.memory.threads import locked_thread, thread_of
from store.tables.base import new_id
from store.tables.desk import GestureRow
from store.values import Aside

_CENT = Decimal("0.01")
_NEW = insert(GestureRow)
_OF_CONVERSATION = (
    select(GestureRow)
    .where(
        GestureRow.identity_id == bindparam("identity"),
        GestureRow.conversation_id == bindparam("conversation"),
    )
    .order_by(GestureRow.id)
)
_ASKED = select(GestureRow).where(GestureRow.state == GestureState.ASKED.value).order_by(GestureRow.id)
_BY_ID = select(GestureRow).where(GestureRow.id == bindparam("gesture"))
_DECIDE = (
    update(GestureRow)
    .where(GestureRow.id == bindparam("gesture"), GestureRow.state == GestureState.ASKED.value)
    .values(state=bindparam("became"), decided_by=bindparam("by"), decided_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Gestures:
    """What the house gives beyond what it owes, each on record with who, why and how much."""

    store: Store

    def grant(
        self,
        conversation: str,
        agent: Agent,
        kind: str,
        amount: Decimal,
        reason: str,
        notice: Aside | None = None,
    ) -> Gesture:
        """Gives at once within the role's authority, as `notice` says; above it asks a supervisor, nothing given yet.

        Raises NotOwner, NotAllowed for a kind that the house does not give, TooLong.
        """
        if len(reason) > LONGEST:
            raise TooLong
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            if thread.agent != agent.id:
                raise NotOwner
            house = tx.house()
            kinds = house.authority.kinds
            if kind not in kinds or amount <= 0:
                raise NotAllowed("The house gives no such gesture.")
            within = desk_rules.may_grant(agent.role, kind, amount, kinds, _limit(tx, agent.role))
            gesture = Gesture(
                id=new_id(),
                conversation=conversation,
                agent=agent.id,
                kind=kind,
                amount=amount.quantize(_CENT),
                currency=house.currency,
                reason=mask(reason),
                state=GestureState.GRANTED if within.allowed else GestureState.ASKED,
                at=tx.now,
            )
            _keep(tx, thread, gesture)
            if within.allowed:
                balance.add(tx, thread.identity_id, balance.GIVEN, "gesture", conversation)
            audit(tx, thread, agent, f"desk.gesture_{gesture.state}", (gesture.id,))
            if within.allowed:
                speaking.tell(tx, notice)
            return gesture

    def decide(
        self, gesture: str, supervisor: Agent, state: GestureState, notice: Aside | None = None
    ) -> Gesture:
        """A supervisor's answer, within their own authority; `notice` tells of a yes.

        Raises NotAllowed and OwnershipConflict.
        """
        if supervisor.role is not Role.SUPERVISOR:
            raise NotAllowed("A supervisor decides this.")
        with self.store.transaction() as tx:
            speaking.hold(tx, notice)
            row = _found(tx, gesture)
            if state is GestureState.GRANTED and Decimal(row.amount) > _limit(tx, supervisor.role):
                raise NotAllowed("This is above what a supervisor may give.")
            change = {"gesture": gesture, "became": state.value, "by": supervisor.id, "now": tx.now}
            if tx.db.execute(_DECIDE, change).rowcount == 0:
                raise OwnershipConflict("This was decided already.")
            if state is GestureState.GRANTED:
                balance.add(tx, row.identity_id, balance.GIVEN, "gesture", row.conversation_id)
            audit(tx, thread_of(tx, row.conversation_id), supervisor, f"desk.gesture_{state}", (gesture,))
            if state is GestureState.GRANTED:
                speaking.tell(tx, notice)
            return replace(_gesture(tx, row), state=state, decided_by=supervisor.id)

    def one(self, gesture: str) -> Gesture:
        """What was given or asked for; raises GestureUnknown."""
        with self.store.transaction() as tx:
            return _gesture(tx, _found(tx, gesture))


def asked(tx: Transaction) -> tuple[Gesture, ...]:
    """What waits for a supervisor's answer, oldest first."""
    return tuple(_gesture(tx, row) for row in tx.db.execute(_ASKED))


def of_conversation(tx: Transaction, thread: Row[Any]) -> tuple[Gesture, ...]:
    """Every gesture made in a conversation, oldest first."""
    place = {"identity": thread.identity_id, "conversation": thread.id}
    return tuple(_gesture(tx, row) for row in tx.db.execute(_OF_CONVERSATION, place))


def _found(tx: Transaction, gesture: str) -> Row[Any]:
    row = tx.db.execute(_BY_ID, {"gesture": gesture}).first()
    if row is None:
        raise GestureUnknown
    return row


def _limit(tx: Transaction, role: Role) -> Decimal:
    authority = tx.house().authority
    return authority.supervisor if role is Role.SUPERVISOR else authority.agent


def _keep(tx: Transaction, thread: Row[Any], gesture: Gesture) -> None:
    row = {
        "id": gesture.id,
        "identity_id": thread.identity_id,
        "conversation_id": thread.id,
        "agent": gesture.agent,
        "kind": gesture.kind,
        "amount": str(gesture.amount),
        "currency": gesture.currency,
        "reason": tx.key_of(thread.identity_id).seal(gesture.reason, _place(gesture.id)),
        "state": gesture.state.value,
        "at": gesture.at,
    }
    tx.db.execute(_NEW, row)


def _gesture(tx: Transaction, row: Row[Any]) -> Gesture:
    return Gesture(
        id=row.id,
        conversation=row.conversation_id,
        agent=row.agent,
        kind=row.kind,
        amount=Decimal(row.amount),
        currency=row.currency,
        reason=tx.key_of(row.identity_id).open(row.reason, _place(row.id)),
        state=GestureState(row.state),
        at=row.at,
        decided_by=row.decided_by,
    )


def _place(gesture: str) -> str:
    return f"desk_gestures.reason:{gesture}"
