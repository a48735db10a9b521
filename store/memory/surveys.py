"""Asking how the relationship is: three items at most, once in 365 days, by the one gate; a no holds for its time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, or_, select

from store.errors import NotAllowed
from store.memory import balance, contacts
from store.memory.contacts import Planned
from store.memory.standing import note
from store.memory.store import Store, Transaction
from store.outreach import Concern
from store.quality import ASKED, BEST, WORST
from store.tables.conversations import EncounterRow
from store.tables.outreach import ContactRow, SignRow
from store.tables.people import Identity
from store.transgressions import Transgression, sign_of
from store.values import Once, Reader

SAID, REFUSED, SURVEY = "said", balance.NO_QUESTIONS, "survey"
YEAR = timedelta(days=365)
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
_ASKED_THIS_YEAR = select(ContactRow.id).where(
    ContactRow.identity_id.in_(_THEIRS),
    ContactRow.occasion.startswith(f"{SURVEY}:"),
    or_(ContactRow.state.in_(contacts.OPEN), ContactRow.sent_at > bindparam("year")),
)
_REFUSED = select(SignRow.id).where(
    SignRow.identity_id.in_(_THEIRS),
    SignRow.kind.in_((REFUSED, sign_of(Transgression.ASKED_AGAIN))),
    SignRow.at > bindparam("cooling"),
)


@dataclass(frozen=True, slots=True)
class Surveys:
    """What they say stands beside what they did; neither is read by anything that serves."""

    store: Store

    def plan(self, customer: str, actor: str) -> int:
        """Plans the question for this customer, whoever of them was asked; raises NotAllowed for whom nobody ever met.

        Nothing is planned within 365 days of the last, nor within the house's cool-down after they wanted none.
        """
        with self.store.transaction() as tx:
            tx.about(customer)
            met = tx.db.execute(_MET, {"customer": customer}).first()
            if met is None:
                raise NotAllowed("Nobody is asked how it was who was never here.")
            if _left_alone(tx, customer):
                return 0
            planned = Planned(
                concern=Concern.QUESTION,
                identity=met.identity_id,
                customer=customer,
                occasion=f"{SURVEY}:{tx.now:%Y-%m-%d}",
                reasons=(met.id,),
                due_at=tx.now,
                until=tx.now + OPEN_FOR,
            )
            tx.audit("survey.plan", reader=Reader.OPERATOR, customer=customer, identity=met.identity_id, actor=actor)
            return contacts.plan(tx, [planned])

    def answer(self, identity: str, facet: str, score: int, conversation: str | None, once: Once) -> str | None:
        """Keeps one answer and gives the item to ask next, on the balance by that; raises NotAllowed for what was
        not asked."""
        if facet not in ASKED or not WORST <= score <= BEST:
            raise NotAllowed("This was not asked.")
        following = next(iter(ASKED[ASKED.index(facet) + 1 :]), None)
        with self.store.transaction() as tx:
            if not tx.done(once):
                tx.mark(once, identity, note(tx, identity, f"{SAID}:{facet}:{score}", conversation))
                if following:
                    balance.add(tx, identity, balance.ASKED, SURVEY, conversation)
        return following

    def refuse(self, identity: str, conversation: str | None, once: Once) -> None:
        """Keeps that they want no such questions."""
        with self.store.transaction() as tx:
            if not tx.done(once):
                tx.mark(once, identity, note(tx, identity, REFUSED, conversation))


def _left_alone(tx: Transaction, customer: str) -> bool:
    """Whether they were asked within the year or wait to be, or said within the cool-down that they want none."""
    cool_down = timedelta(days=tx.house().consent.cool_down_days)
    asked = {"customer": customer, "year": tx.now - YEAR}
    refused = {"customer": customer, "cooling": tx.now - cool_down}
    return any(tx.db.execute(*looked).first() for looked in ((_ASKED_THIS_YEAR, asked), (_REFUSED, refused)))


def said(tx: Transaction, customer: str) -> Mapping[str, float]:
    """The newest answer to each item, 0 to 1, inside an open transaction."""
    parts = (kind.split(":") for kind in tx.db.execute(_ANSWERS, {"customer": customer}).scalars())
    return {facet: (int(score) - WORST) / (BEST - WORST) for _, facet, score in parts}
