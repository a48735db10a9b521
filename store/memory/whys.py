"""Why something was brought up first: the customer's own reasons behind it, for them to hear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from store.memory import contacts
from store.memory.contacts import Planned
from store.memory.store import Transaction
from store.outreach import Concern
from store.tables.conversations import MessageRow
from store.tables.outreach import ContactRow, ReminderRow, SignRow
from store.tables.records import OrderRow, PromiseRow
from store.values import Moment, Purpose, Reader

_SPOKEN_BEFORE = (
    select(MessageRow.sent_at)
    .where(
        MessageRow.identity_id == bindparam("identity"),
        MessageRow.conversation_id == bindparam("conversation"),
        MessageRow.sender == "customer",
    )
    .order_by(MessageRow.seq.desc())
    .offset(1)
    .limit(1)
)
_LAST = (
    contacts.STORED.where(ContactRow.identity_id == bindparam("identity"), ContactRow.sent_at >= bindparam("since"))
    .order_by(ContactRow.sent_at.desc())
    .limit(1)
)
_TIMES: dict[Concern, Any] = {
    Concern.REMINDER: select(ReminderRow.made_at).where(ReminderRow.id.in_(bindparam("ids", expanding=True))),
    Concern.APOLOGY: select(SignRow.at).where(SignRow.id.in_(bindparam("ids", expanding=True))),
    Concern.PROMISE: select(PromiseRow.made_at).where(PromiseRow.id.in_(bindparam("ids", expanding=True))),
}
_ORDERED = select(OrderRow.placed_at).where(
    OrderRow.id.in_(bindparam("ids", expanding=True)), OrderRow.state_at > bindparam("kept_since")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What a message of ours rested on: what it concerned, and when the customer's own reasons for it happened."""

    concern: Concern
    category: str | None
    at: tuple[datetime, ...]  # oldest first

    @property
    def every(self) -> timedelta | None:
        """The usual time between them, as far as it is a rhythm that was spoken of."""
        if self.concern is not Concern.DUE or len(self.at) < 2:
            return None
        return (self.at[-1] - self.at[0]) / (len(self.at) - 1)


def why(tx: Transaction, customer: str, moment: Moment) -> Why | None:
    """Why the last thing was brought up that we said since the customer spoke before; None when nothing was."""
    here = {"identity": moment.identity, "conversation": moment.conversation}
    spoken = tx.db.execute(_SPOKEN_BEFORE, here).scalar()
    if spoken is None:
        return None
    row = tx.db.execute(_LAST, here | {"since": spoken}).first()
    if row is None:
        return None
    found = contacts.stored(row)
    tx.audit(
        "outreach.explain",
        reader=Reader.CUSTOMER,
        purpose=Purpose.SERVICE,
        customer=customer,
        identity=found.identity,
        subjects=found.reasons,
    )
    return Why(concern=found.concern, category=found.category, at=_times(tx, found))


def _times(tx: Transaction, found: Planned) -> tuple[datetime, ...]:
    ids: Sequence[str] = found.reasons
    asked = {"ids": list(ids), "kept_since": tx.kept_since("orders")}
    times = tx.db.execute(_TIMES.get(found.concern, _ORDERED), asked).scalars()
    return tuple(sorted(at for at in times if at is not None))
