"""Contacts on their way: planned once, judged by the gate, settled. Inside an open transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_leave

from store.memory.circumstances import Known, Place, known, place
from store.memory.store import Transaction
from store.outreach import Code, Concern, Contact, Ruling, may_contact
from store.tables.base import new_id
from store.tables.conversations import ConversationRow
from store.tables.outreach import ContactRow
from store.tables.people import Identity

PLANNED, HELD, SENT, DROPPED = "planned", "held", "sent", "dropped"
NOTICED = "noticed"  # brought up when the customer spoke with us
OPEN = (PLANNED, HELD)
AGAIN = timedelta(days=1)  # what waiting alone doesn't change is judged again daily: permissions may change
PERSON = timedelta(hours=1)

# One short statement for each row: one for all of them, with its hundreds of places, takes longer to parse.
_PLAN = insert_or_leave(ContactRow).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
STORED = select(ContactRow.__table__, Identity.customer_id).join(Identity, Identity.id == ContactRow.identity_id)
_ONE = STORED.where(ContactRow.id == bindparam("contact"), ContactRow.state.in_(OPEN)).with_for_update(of=ContactRow)
# Conversations before identities before the contact, as turns and erasures do. Not against each other's new rows.
_OWNER = (
    select(Identity.customer_id)
    .join(ContactRow, ContactRow.identity_id == Identity.id)
    .where(ContactRow.id == bindparam("contact"))
    .scalar_subquery()
)
_THEIRS = select(Identity.id).where(Identity.customer_id == _OWNER).order_by(Identity.id)
_HELD = (
    select(ConversationRow.id)
    .where(ConversationRow.identity_id.in_(_THEIRS.order_by(None)))
    .order_by(ConversationRow.id)
    .with_for_update(key_share=True),
    _THEIRS.with_for_update(key_share=True),
)
_RULED = (
    update(ContactRow)
    .where(ContactRow.id == bindparam("contact"))
    .values(state=bindparam("to"), code=bindparam("why"), again_at=bindparam("later"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A contact there is reason for. `occasion` names the reason for good, so that it serves once."""

    concern: Concern
    identity: str
    customer: str
    occasion: str
    reasons: tuple[str, ...]
    due_at: datetime
    conversation: str | None = None
    category: str | None = None
    as_of: datetime | None = None
    until: datetime | None = None
    id: str | None = None  # once it is stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A contact, how the gate rules on it, and where it would be made."""

    planned: Planned
    ruling: Ruling
    place: Place | None
    beside: tuple[str, ...] = ()  # what their kind of relationship has to be shown with it


def plan(tx: Transaction, planned: Iterable[Planned]) -> int:
    """Plans each of these contacts unless its occasion had one before; answers how many are new."""
    rows = [row_of(tx.now, one) for one in planned]
    return tx.db.execute(_PLAN, rows).rowcount if rows else 0


def stored(row: Row[Any]) -> Planned:
    """A row of STORED as a value."""
    return Planned(
        concern=Concern(row.concern),
        identity=row.identity_id,
        customer=row.customer_id,
        occasion=row.occasion,
        reasons=tuple(row.reasons.split()),
        due_at=row.planned_at,
        conversation=row.conversation_id,
        category=row.category,
        as_of=row.as_of,
        until=row.until,
        id=row.id,
    )


def hold_customer(tx: Transaction, contact: str) -> None:
    """Has whoever else would write to the same customer, of whichever contact and channel, wait until this is done."""
    for held in _HELD:
        tx.db.execute(held, {"contact": contact}).all()


def open_contact(tx: Transaction, contact: str) -> Planned | None:
    """The contact, locked until the transaction ends; None when it was sent or dropped."""
    row = tx.db.execute(_ONE, {"contact": contact}).first()
    return None if row is None else stored(row)


def judge(tx: Transaction, one: Planned, now: datetime) -> Judged:
    """The gate's ruling as of `now`, and what else stands in the way."""
    here = known(tx, one.customer, now, one.reasons[0] if one.concern is Concern.PROMISE else "")
    where = place(here, one.conversation, as_contact(one, ""))
    contact = as_contact(one, where.channel if where else "", where.id if where else None)
    gate = may_contact(contact, here.about)
    return Judged(planned=one, ruling=_ruling(one, here, where, gate), place=where, beside=here.about.beside)


def settle(tx: Transaction, one: Judged) -> None:
    """Writes down what is held back, or dropped for good, and why."""
    ruling = one.ruling
    dropped = ruling.code is Code.TOO_LATE
    again = None if dropped else ruling.again_at or tx.now + AGAIN
    state = DROPPED if dropped else HELD
    tx.db.execute(_RULED, {"contact": one.planned.id, "to": state, "why": ruling.code.value, "later": again})


def as_contact(one: Planned, channel: str, conversation: str | None = None) -> Contact:
    """The contact as the gate has it. Reminders and late promises carry what permits them of itself."""
    own = {Concern.REMINDER: one.reasons[0] if one.reasons else None, Concern.PROMISE: one.conversation}
    return Contact(
        concern=one.concern,
        channel=channel,
        reasons=one.reasons,
        category=one.category,
        until=one.until,
        own_yes=own.get(one.concern),
        conversation=conversation,
    )


def _ruling(one: Planned, here: Known, where: Place | None, gate: Ruling) -> Ruling:
    if not _still_so(one, here):
        return Ruling(False, Code.TOO_LATE)
    if where is None:
        return gate if gate.code is Code.NO_CONSENT else Ruling(False, Code.NOWHERE)
    if gate.allowed and where.owner != "assistant":
        return Ruling(False, Code.WITH_PERSON, here.about.now + PERSON)
    return gate


def _still_so(one: Planned, here: Known) -> bool:
    """Whether its reason still stands: what they bought was kept, or nothing bought since; a promise still owed."""
    if one.concern is Concern.PROMISE:
        return here.promise_owed
    as_of = one.as_of
    if one.concern is Concern.THANKS:
        return one.category is None or any(kept.order in one.reasons for kept in here.bought)
    if as_of is None:
        return True
    alike = (other.at for other in here.bought if one.category in (None, other.category))
    return not any(as_of < at <= here.about.now for at in alike)


def row_of(now: datetime, one: Planned) -> dict[str, Any]:
    """The row of a contact that is planned now."""
    return {
        "id": new_id(),
        "identity_id": one.identity,
        "conversation_id": one.conversation,
        "concern": one.concern.value,
        "occasion": one.occasion,
        "reasons": " ".join(one.reasons),
        "category": one.category,
        "as_of": one.as_of,
        "planned_at": now,
        "until": one.until,
        "state": PLANNED,
        "code": "",
        "again_at": now,
    }
