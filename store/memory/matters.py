"""Matters told with care: each has a question of its own, and a no to it that leaves everything else as it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from store import consent
from store.memory import consents, factrows
from store.memory.people import customer_of
from store.memory.store import Store, Transaction
from store.tables.memory import ConsentRow
from store.tables.people import Identity
from store.values import Capture, ConsentState, Decision, Grant, Moment, Once, Purpose

_IDENTITIES = select(Identity.id).where(Identity.customer_id == bindparam("customer"))
_OWN = consents.GRANT.where(
    ConsentRow.identity_id == bindparam("identity"),
    ConsentRow.purpose == Purpose.MEMORY.value,
    ConsentRow.fact_id.in_(bindparam("own", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Matters:
    """What special or confided matters were asked about and refused; of the matter itself only a keyed hash is kept."""

    store: Store

    def may_ask(self, customer: str, about: Sequence[str], moment: Moment) -> Decision:
        """Whether the customer may be asked now to have these matters remembered, each by its own yes."""
        with self.store.transaction() as tx:
            known = consents.history(tx, customer, Purpose.MEMORY)
            waits = consents.waits(tx)
            asked = [consent.may_ask_about(known, own, moment, **waits) for own in _own(tx, customer, about)]
            return next((one for one in asked if not one.allowed), consent.YES)

    def refuse(self, identity: str, about: Sequence[str], capture: Capture, once: Once | None = None) -> None:
        """A no to remembering these matters, and to nothing else; they are left in peace for the cool-down."""
        with self.store.transaction() as tx:
            if tx.done(once):
                return
            customer = customer_of(tx, identity)
            for matter in about:
                key = consents.matter_of(tx, identity, matter)
                no = Grant(purpose=Purpose.MEMORY, state=ConsentState.REFUSED, at=tx.now, fact=key)
                consents.append(tx, customer, identity, no, capture)
            tx.mark(once, identity, capture.message or "")


def _own(tx: Transaction, customer: str, about: Sequence[str]) -> list[list[Grant]]:
    """For each matter what was asked and decided about it alone, wherever this customer told of it."""
    identities = tx.db.execute(_IDENTITIES, {"customer": customer}).scalars().all()
    return [[grant for one in identities for grant in _own_of(tx, one, matter)] for matter in about]


def _own_of(tx: Transaction, identity: str, about: str) -> list[Grant]:
    own = [consents.matter_of(tx, identity, about), *factrows.ids_about(tx, identity, about)]
    return [consents.grant_of(tx, row) for row in tx.db.execute(_OWN, {"identity": identity, "own": own})]
