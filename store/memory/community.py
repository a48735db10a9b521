"""What customers share with each other: clubs by interest, and a wall whose messages a person accepts first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from store.errors import MessageUnknown, TooLong
from store.ledger import Deed
from store.memory import outside
from store.memory.people import customer_of
from store.memory.store import Store, Transaction
from store.tables.base import new_id
from store.tables.outreach import MembershipRow, WallRow
from store.tables.people import Identity
from store.values import Once, Reader

LONGEST = 500  # characters of a message for the wall
WAITING, ACCEPTED, REFUSED = "waiting", "accepted", "refused"

_THEIRS = select(Identity.id).where(Identity.customer_id == bindparam("customer")).scalar_subquery()
_MEMBER = select(MembershipRow.club).where(MembershipRow.identity_id.in_(_THEIRS), MembershipRow.left_at.is_(None))
_LEAVE = (
    update(MembershipRow)
    .where(
        MembershipRow.identity_id.in_(_THEIRS),
        MembershipRow.left_at.is_(None),
        MembershipRow.club == bindparam("which"),
    )
    .values(left_at=bindparam("now"))
)
_IN_STATE = select(WallRow.__table__).where(WallRow.state == bindparam("state")).order_by(WallRow.at.desc(), WallRow.id)
_DECIDE = (
    update(WallRow)
    .where(WallRow.id == bindparam("message"), WallRow.state == bindparam("was"))
    .values(state=bindparam("to"), decided_by=bindparam("who"), decided_at=bindparam("now"))
)
_NEWEST = (
    select(WallRow.__table__)
    .where(WallRow.identity_id.in_(_THEIRS), WallRow.state != REFUSED)
    .order_by(WallRow.at.desc(), WallRow.id.desc())
    .limit(1)
)
_MESSAGES = select(WallRow.id).where(WallRow.identity_id.in_(_THEIRS))
_GONE = delete(WallRow).where(WallRow.id == bindparam("message"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One message that a customer sent for the wall; without their name."""

    id: str
    text: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Community:
    """Joined and left at will; shown to others only after a person of the house said yes."""

    store: Store

    def join(self, identity: str, club: str, once: Once | None = None) -> tuple[str, ...]:
        """Joins a club; being in it already changes nothing. Answers the clubs they are in."""
        with self.store.transaction() as tx:
            customer = customer_of(tx, identity)
            joined = _clubs(tx, customer)
            if tx.done(once) or club in joined:
                return joined
            row = {"id": new_id(), "identity_id": identity, "club": club, "joined_at": tx.now}
            tx.db.execute(insert(MembershipRow), row)
            _audit(tx, "club.join", customer, identity)
            tx.mark(once, identity, str(row["id"]))
            return (*joined, club)

    def leave(self, customer: str, club: str) -> tuple[str, ...]:
        """Leaves a club; answers the clubs they are still in."""
        with self.store.transaction() as tx:
            tx.db.execute(_LEAVE, {"customer": customer, "which": club, "now": tx.now})
            _audit(tx, "club.leave", customer, None)
            return _clubs(tx, customer)

    def clubs(self, customer: str) -> tuple[str, ...]:
        """The clubs that the customer is in."""
        with self.store.transaction() as tx:
            return _clubs(tx, customer)

    def share(self, identity: str, text: str, once: Once | None = None) -> None:
        """Takes a message for the wall, where it waits for a person; raises TooLong."""
        if len(text) > LONGEST:
            raise TooLong
        with self.store.transaction() as tx:
            if tx.done(once):
                return
            customer = customer_of(tx, identity)
            tx.about(customer)
            row = new_id()
            body = tx.key_of(identity).seal(text, _place(row))
            message = {"id": row, "identity_id": identity, "body": body, "state": WAITING, "at": tx.now}
            tx.db.execute(insert(WallRow), message)
            _audit(tx, "wall.share", customer, identity, row)
            tx.mark(once, identity, row)

    def take_back(self, customer: str, identity: str, once: Once | None = None) -> str | None:
        """Takes the customer's newest message back, shown or waiting; its words, or None where there is none."""
        with self.store.transaction() as tx:
            tx.about(customer)
            row = None if tx.done(once) else tx.db.execute(_NEWEST, {"customer": customer}).first()
            if row is None:
                return None
            words = _shared(tx, row).text
            take_off(tx, row.id)
            look = _audit(tx, "wall.take_back", customer, identity, row.id)
            outside.write_taken_back(tx, Deed.OFF_THE_WALL, look, customer, [row.id])
            tx.mark(once, identity, row.id)
            return words

    def wall(self, limit: int = 50) -> tuple[Shared, ...]:
        """What everybody may see: accepted messages, the newest first."""
        return self._in_state(ACCEPTED, limit)

    def waiting(self, limit: int = 50) -> tuple[Shared, ...]:
        """What waits for a person's yes or no, the newest first."""
        return self._in_state(WAITING, limit)

    def take_down(self, message: str, agent: str) -> None:
        """A person takes down what hangs there; raises MessageUnknown for what does not."""
        self._decide(message, REFUSED, agent, was=ACCEPTED)

    def accept(self, message: str, agent: str) -> None:
        """A person lets it be shown; raises MessageUnknown for what does not wait."""
        self._decide(message, ACCEPTED, agent)

    def refuse(self, message: str, agent: str) -> None:
        """A person decides against showing it; raises MessageUnknown for what does not wait."""
        self._decide(message, REFUSED, agent)

    def _in_state(self, state: str, limit: int) -> tuple[Shared, ...]:
        with self.store.transaction() as tx:
            tx.as_house()
            return tuple(_shared(tx, row) for row in tx.db.execute(_IN_STATE.limit(limit), {"state": state}).all())

    def _decide(self, message: str, state: str, agent: str, was: str = WAITING) -> None:
        with self.store.transaction() as tx:
            tx.as_house()
            change = {"message": message, "was": was, "to": state, "who": agent, "now": tx.now}
            if tx.db.execute(_DECIDE, change).rowcount == 0:
                raise MessageUnknown
            tx.audit(f"wall.{state}", reader=Reader.AGENT, subjects=[message], actor=agent)


def messages_of(tx: Transaction, customer: str) -> Sequence[str]:
    """The ids of what the customer sent for the wall, inside an open transaction."""
    tx.about(customer)
    return tx.db.execute(_MESSAGES, {"customer": customer}).scalars().all()


def take_off(tx: Transaction, message: str) -> None:
    """The message is gone, shown or not."""
    tx.db.execute(_GONE, {"message": message})


def _clubs(tx: Transaction, customer: str) -> tuple[str, ...]:
    return tuple(sorted(set(tx.db.execute(_MEMBER, {"customer": customer}).scalars())))


def _shared(tx: Transaction, row: Row[Any]) -> Shared:
    text = tx.key_of(row.identity_id).open(row.body, _place(row.id))
    return Shared(id=row.id, text=text, state=row.state, at=row.at)


def _place(message: str) -> str:
    return f"wall.body:{message}"


def _audit(tx: Transaction, action: str, customer: str, identity: str | None, subject: str = "") -> str:
    subjects = [subject] if subject else []
    return tx.audit(action, reader=Reader.CUSTOMER, customer=customer, identity=identity, subjects=subjects)
