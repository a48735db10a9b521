"""Why customers leave and why they stay: asked once, ever; what is answered is kept as demand is, or not at all."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, func, select

from store import consent
from store.memory import balance, consents
from store.memory.standing import heard, note
from store.memory.store import Store, Transaction
from store.outreach import Concern
from store.relationship import conduct
from store.tables.outreach import SignRow
from store.tables.people import Identity
from store.values import Moment, Once, Purpose

ASKED_WHY = "asked_why"
LEAVING, STAYING = "leaving", "staying"
STAYED = timedelta(days=365)

_THEIRS = Identity.customer_id == bindparam("customer")
_ASKED = (
    select(SignRow.id)
    .join(Identity, Identity.id == SignRow.identity_id)
    .where(_THEIRS, SignRow.kind == bindparam("sign"))
)
_SINCE = select(func.min(Identity.since)).where(_THEIRS)


@dataclass(frozen=True, slots=True)
class Reasons:
    """One question on either occasion, on the balance like any other."""

    store: Store

    def ask_leaving(self, customer: str, identity: str, moment: Moment, once: Once) -> bool:
        """Whether somebody who leaves is asked why: they were not before."""
        with self.store.transaction() as tx:
            return bool(tx.done(once)) or _asked_now(tx, customer, identity, LEAVING, moment, once)

    def ask_staying(self, customer: str, identity: str, moment: Moment, once: Once) -> bool:
        """Whether somebody who has stayed for a year is asked why: within the balance, where we may learn, and in no
        kind of relationship that is asked nothing."""
        with self.store.transaction() as tx:
            if tx.done(once):
                return True
            tx.about(customer)
            may = consent.live(Purpose.IMPROVE, consents.grants(tx, customer), moment).allowed
            stayed = tx.now - tx.db.execute(_SINCE, {"customer": customer}).scalar_one() >= STAYED
            asks = Concern.QUESTION in conduct(heard(tx, customer, moment)).concerns
            if not may or not stayed or not asks or not balance.may_ask(tx, customer, moment.conversation).allowed:
                return False
            return _asked_now(tx, customer, identity, STAYING, moment, once)


def _asked_now(tx: Transaction, customer: str, identity: str, why: str, moment: Moment, once: Once) -> bool:
    sign = f"{ASKED_WHY}:{why}"
    tx.about(customer)
    if tx.db.execute(_ASKED, {"customer": customer, "sign": sign}).first():
        return False
    balance.add(tx, identity, balance.ASKED, "question", moment.conversation)
    tx.mark(once, identity, note(tx, identity, sign, moment.conversation))
    return True
