"""What the gate is told of a customer at this moment, and where they would be written to."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, Row, bindparam, select, union_all

from store.house import HouseSettings
from store.memory import balance, consents
from store.memory.purchases import bought_of
from store.memory.standing import silent_until, standing_of
from store.memory.store import Transaction
from store.outreach import Circumstances, Contact, Hours, Limits, permission
from store.relationship import conduct
from store.tables.conversations import ConversationRow
from store.tables.outreach import ContactRow
from store.tables.people import Identity
from store.tables.records import TouchRow

LOOK_BACK = timedelta(days=366)

_THEIRS = select(Identity.id).where(Identity.customer_id == bindparam("customer")).scalar_subquery()
_SINCE: BindParameter[datetime] = bindparam("since")
# Whoever of the house wrote: we, or by its own report any other of its systems.
_WROTE: CompoundSelect[Any] = union_all(
    select(ContactRow.sent_at).where(
        ContactRow.identity_id.in_(_THEIRS), ContactRow.sent_at > _SINCE, ContactRow.state != "noticed"
    ),
    select(TouchRow.at).where(TouchRow.identity_id.in_(_THEIRS), TouchRow.kind == "contact", TouchRow.at > _SINCE),
)
_THREADS = (
    select(ConversationRow.__table__)
    .join(Identity, Identity.id == ConversationRow.identity_id)
    .where(Identity.customer_id == bindparam("customer"))
    .order_by(ConversationRow.touched_at.desc(), ConversationRow.id)
)


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation in which somebody may be written to."""

    id: str
    identity: str
    channel: str
    language: str | None
    owner: str


def circumstances(tx: Transaction, customer: str, now: datetime) -> Circumstances:
    """Everything the gate asks about this customer, read inside an open transaction that reaches them."""
    house = tx.house()
    given_and_asked = balance.of(tx, customer)
    bought = bought_of(tx, customer)
    manners = conduct(standing_of(tx, customer, bought))
    wrote = tx.db.execute(_WROTE, {"customer": customer, "since": now - LOOK_BACK}).scalars()
    return Circumstances(
        now=now,
        grants=consents.grants(tx, customer),
        contacts=tuple(wrote),
        given=given_and_asked.given,
        asked=given_and_asked.asked,
        touched=frozenset(one.category for one in bought),
        concerns=manners.concerns,
        a_month=manners.a_month,
        silent_until=silent_until(tx, customer),
        hours=hours(house),
        limits=Limits(
            a_month=house.budgets.contacts_per_month,
            gap=timedelta(days=house.budgets.contact_gap_days),
            asked_over_given=house.budgets.asked_over_given,
        ),
    )


def hours(house: HouseSettings) -> Hours:
    """The house's quiet hours as the gate has them."""
    quiet = house.quiet
    return Hours(
        quiet_from=time.fromisoformat(quiet.start),
        quiet_to=time.fromisoformat(quiet.end),
        weekdays=frozenset(quiet.weekdays),
        zone=quiet.zone,
    )


def place(
    tx: Transaction, customer: str, conversation: str | None, about: Circumstances, what: Contact
) -> Place | None:
    """Where to write: where it was asked for or promised, else the channel they chose, the newest first."""
    threads = [_place(row) for row in tx.db.execute(_THREADS, {"customer": customer})]
    if conversation is not None:
        return next((one for one in threads if one.id == conversation), None)
    grant = permission(what, about.grants, about.now)
    chosen = (grant.terms.get("channels") if grant else None) or ()
    return next((one for one in threads if not chosen or one.channel in chosen), None)


def _place(row: Row[Any]) -> Place:
    return Place(row.id, row.identity_id, row.channel, row.language, row.owner)
