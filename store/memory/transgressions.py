"""Keeping what the house did wrong, once each, and finding what was not owned up to yet; inside an open transaction."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from store.memory import consents
from store.memory.circumstances import hours
from store.memory.contacts import Planned
from store.memory.people import customer_of
from store.memory.standing import note
from store.memory.store import Transaction
from store.outreach import Concern
from store.tables.outreach import SignRow
from store.tables.people import Identity
from store.tables.records import PromiseRow
from store.transgressions import COMPLAINT, OWNED_UP_TO, Transgression, against_their_wish, sign_of
from store.values import Once, Purpose

SPOKEN_OF_FOR = timedelta(days=92)  # after that it is not brought up any more

_THEIRS = select(Identity.id).where(Identity.customer_id == bindparam("customer")).scalar_subquery()
_KINDS = {sign_of(one): one for one in Transgression}
_COUNTED = (
    select(SignRow.kind, func.count())
    .where(SignRow.identity_id.in_(_THEIRS), SignRow.kind.in_(_KINDS))
    .group_by(SignRow.kind)
)
# Whatever became of it later, and whether or not they could be told: its time passed before it was done.
_BROKEN = (
    select(PromiseRow.origin, func.count())
    .where(
        PromiseRow.identity_id.in_(_THEIRS),
        PromiseRow.due_at < func.coalesce(PromiseRow.closed_at, bindparam("now", type_=PromiseRow.due_at.type)),
    )
    .group_by(PromiseRow.origin)
)
_TO_OWN_UP_TO = (
    select(SignRow.id, SignRow.identity_id, SignRow.kind, SignRow.at)
    .where(
        SignRow.identity_id.in_(_THEIRS),
        SignRow.kind.in_([sign_of(one) for one in OWNED_UP_TO]),
        SignRow.at > bindparam("since"),
    )
    .order_by(SignRow.at.desc())
)


def keep(tx: Transaction, identity: str, what: Transgression, of: str) -> None:
    """Puts down that it happened, once for whatever it happened to."""
    once = Once(of, what.value)
    if not tx.done(once):
        tx.mark(once, identity, note(tx, identity, sign_of(what), None))


def look_at_contact(tx: Transaction, identity: str, touch: str, touchpoint: str, at: datetime) -> None:
    """Puts down contact by any of the house's systems that went against what its customer wishes."""
    grants = consents.grants(tx, customer_of(tx, identity))
    said = next((one for one in grants if one.purpose is Purpose.CONTACT and one.fact is None), None)
    if against_their_wish(said, touchpoint, hours(tx.house()), at):
        keep(tx, identity, Transgression.AGAINST_THEIR_WISH, touch)


def to_own_up_to(tx: Transaction, customer: str) -> list[Planned]:
    """What was done wrong lately while nobody spoke, the newest first."""
    asked = {"customer": customer, "since": tx.now - SPOKEN_OF_FOR}
    return [
        Planned(
            concern=Concern.APOLOGY,
            identity=row.identity_id,
            customer=customer,
            occasion=f"apology:{row.id}",
            reasons=(row.id,),
            due_at=tx.now,
            category=_KINDS[row.kind].value,
            as_of=row.at,
            until=row.at + SPOKEN_OF_FOR,
        )
        for row in tx.db.execute(_TO_OWN_UP_TO, asked).all()
    ]


def counted(tx: Transaction, customer: str) -> Mapping[str, int]:
    """How often each was done to this customer."""
    counts: Counter[str] = Counter()
    for origin, number in tx.db.execute(_BROKEN, {"customer": customer, "now": tx.now}):
        answer = origin == COMPLAINT
        counts[Transgression.COMPLAINT_LEFT_OPEN if answer else Transgression.LATE_PROMISE] += number
    for kind, number in tx.db.execute(_COUNTED, {"customer": customer}):
        counts[_KINDS[kind]] += number
    return {what.value: counts[what] for what in Transgression if counts[what]}
