"""Asking how the relationship is: at most three items, once a year, through the one gate; an answer may be left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, select

from store.errors import NotAllowed
from store.memory import contacts
from store.memory.contacts import Planned
from store.memory.standing import note
from store.memory.store import Store, Transaction
from store.outreach import Concern
from store.quality import ASKED, BEST, WORST
from store.tables.conversations import EncounterRow
from store.tables.outreach import SignRow
from store.tables.people import Identity
from store.values import Once, Reader

SAID = "said"
OPEN_FOR = timedelta(days=14)

_THEIRS = select(Identity.id).where(Identity.customer_id == bindparam("customer")).scalar_subquery()
_MET = (
    select(EncounterRow.id, EncounterRow.identity_id)
    .where(EncounterRow.identity_id.in_(_THEIRS))
    .order_by(EncounterRow.started_at.desc())
    .limit(1)
)
_ANSWERS = (
    select(SignRow.kind)
    .where(SignRow.identity_id.in_(_THEIRS), SignRow.kind.startswith(f"{SAID}:"))
    .order_by(SignRow.at)
)


@dataclass(frozen=True, slots=True)
class Surveys:
    """What they say stands beside what they did; neither is read by anything that serves."""

    store: Store

    def plan(self, customer: str, actor: str) -> int:
        """Plans the question for this customer, once in a year; raises NotAllowed for whom nobody here ever met."""
        with self.store.transaction() as tx:
            tx.about(customer)
            met = tx.db.execute(_MET, {"customer": customer}).first()
            if met is None:
                raise NotAllowed("Nobody is asked how it was who was never here.")
            planned = Planned(
                concern=Concern.QUESTION,
                identity=met.identity_id,
                customer=customer,
                occasion=f"survey:{tx.now.year}",
                reasons=(met.id,),
                due_at=tx.now,
                until=tx.now + OPEN_FOR,
            )
            tx.audit("survey.plan", reader=Reader.OPERATOR, customer=customer, identity=met.identity_id, actor=actor)
            return contacts.plan(tx, [planned])

    def answer(self, identity: str, facet: str, score: int, conversation: str | None, once: Once) -> None:
        """Keeps one answer; raises NotAllowed for what was not asked."""
        if facet not in ASKED or not WORST <= score <= BEST:
            raise NotAllowed("This was not asked.")
        with self.store.transaction() as tx:
            if not tx.done(once):
                tx.mark(once, identity, note(tx, identity, f"{SAID}:{facet}:{score}", conversation))


def said(tx: Transaction, customer: str) -> Mapping[str, float]:
    """The newest answer to each item, 0 to 1, inside an open transaction."""
    parts = (kind.split(":") for kind in tx.db.execute(_ANSWERS, {"customer": customer}).scalars())
    return {facet: (int(score) - WORST) / (BEST - WORST) for _, facet, score in parts}
