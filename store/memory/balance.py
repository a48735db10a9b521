"""What was given to each customer and what was asked of them: when asking runs ahead, it stops."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, insert, select

from store.memory import standing
from store.memory.store import Store, Transaction
from store.relationship import GIVE_FIRST, conduct
from store.tables.base import new_id
from store.tables.conversations import EncounterRow
from store.tables.outreach import SignRow
from store.tables.people import Identity
from store.tables.records import BalanceRow
from store.transgressions import Transgression, sign_of
from store.values import Balance, Decision, Once

GIVEN, ASKED = "given", "asked"
PERSONAL = ("question", "permission", "survey")  # what only the customer can answer; an offer is none
NO_QUESTIONS = "survey_refused"  # the sign that they want none
_SPAN = timedelta(days=365)
_ADD = insert(BalanceRow)
_OF_CUSTOMER = BalanceRow.identity_id.in_(select(Identity.id).where(Identity.customer_id == bindparam("customer")))
_SUMS = (
    select(BalanceRow.side, func.count())
    .where(_OF_CUSTOMER, BalanceRow.at > bindparam("since"))
    .group_by(BalanceRow.side)
)
# Whoever came with a matter was answered: each encounter is help given once, and needs no row of its own.
_HELPED = select(func.count()).where(
    EncounterRow.identity_id.in_(select(Identity.id).where(Identity.customer_id == bindparam("customer"))),
    EncounterRow.started_at > bindparam("since"),
)
# On whatever channel: two threads of one customer at the same time are one talk with us.
_ASKED_LATELY = select(func.count()).where(
    _OF_CUSTOMER,
    BalanceRow.side == ASKED,
    BalanceRow.kind.in_(PERSONAL),
    BalanceRow.at > bindparam("since"),
)
# Who told us that we asked once too often, or wants no more questions, is asked nothing for as long as after a no.
_ASKED_AGAIN = select(func.count()).where(
    SignRow.identity_id.in_(select(Identity.id).where(Identity.customer_id == bindparam("customer"))),
    SignRow.kind.in_((sign_of(Transgression.ASKED_AGAIN), NO_QUESTIONS)),
    SignRow.at > bindparam("since"),
)
_ENCOUNTERS = select(
    func.max(EncounterRow.started_at).label("began"), func.max(EncounterRow.ended_at).label("ended")
).where(
    EncounterRow.identity_id.in_(select(Identity.id).where(Identity.customer_id == bindparam("customer"))),
    EncounterRow.conversation_id == bindparam("conversation"),
)


@dataclass(frozen=True, slots=True)
class GivenAndAsked:
    """Each question, survey, permission and offer counts; so does help, a kept promise, a gesture."""

    store: Store

    def give(self, identity: str, kind: str, conversation: str | None = None, once: Once | None = None) -> None:
        """Counts something given: help, an answer, a gesture."""
        self._count(identity, GIVEN, kind, conversation, once)

    def ask(self, identity: str, kind: str, conversation: str | None = None, once: Once | None = None) -> None:
        """Counts something asked: a question, a survey, a permission, an offer shown."""
        self._count(identity, ASKED, kind, conversation, once)

    def of(self, customer: str) -> Balance:
        """What was given and asked within a year."""
        with self.store.transaction() as tx:
            return of(tx, customer)

    def may_ask(self, customer: str, conversation: str | None = None) -> Decision:
        """Whether one more may be asked of the customer: not when asking has run ahead of giving."""
        with self.store.transaction() as tx:
            tx.about(customer)
            return may_ask(tx, customer, conversation)

    def _count(self, identity: str, side: str, kind: str, conversation: str | None, once: Once | None) -> None:
        with self.store.transaction() as tx:
            if tx.done(once):
                return
            tx.mark(once, identity, add(tx, identity, side, kind, conversation))


def add(tx: Transaction, identity: str, side: str, kind: str, conversation: str | None) -> str:
    """Counts one thing given or asked, inside an open transaction."""
    row = {"id": new_id(), "identity_id": identity, "side": side, "kind": kind}
    tx.db.execute(_ADD, row | {"conversation_id": conversation, "at": tx.now})
    return row["id"]


def may_ask(tx: Transaction, customer: str, conversation: str | None) -> Decision:
    """Whether one more may be asked, inside an open transaction that reaches this customer."""
    budgets = tx.house().budgets
    balance = of(tx, customer)
    if tx.db.execute(_ASKED_AGAIN, {"customer": customer, "since": _cool(tx)}).scalar_one():
        return Decision(False, "wants to be asked nothing")
    over = 0 if _gives_first(tx, customer) else budgets.asked_over_given
    if balance.asked - balance.given >= over:
        return Decision(False, "more was asked than given")
    lately = {"customer": customer, "since": _since(tx, customer, conversation)}
    if tx.db.execute(_ASKED_LATELY, lately).scalar_one() >= budgets.questions_per_encounter:
        return Decision(False, "enough questions in this conversation")
    return Decision(True, "within the balance")


def _cool(tx: Transaction) -> datetime:
    return tx.now - timedelta(days=tx.house().consent.cool_down_days)


def _gives_first(tx: Transaction, customer: str) -> bool:
    """Whether the customer named a kind of relationship in which nobody asks before more was given."""
    said = standing.stated_by(tx, customer)
    return said is not None and GIVE_FIRST in conduct(said).duties


def _since(tx: Transaction, customer: str, conversation: str | None) -> datetime:
    """When the encounter of this moment began, however long it lasts; after goodbye or a resolve another begins."""
    silence = tx.now - timedelta(minutes=tx.house().encounter_minutes)
    times = tx.db.execute(_ENCOUNTERS, {"customer": customer, "conversation": conversation}).one()
    if times.ended is None:
        return min(times.began or tx.now, silence)
    ended: datetime = times.ended
    began: datetime = times.began if times.began > ended else tx.now
    return max(ended, min(began, silence))


def of(tx: Transaction, customer: str) -> Balance:
    """What was given and asked within a year, inside an open transaction."""
    counts = {"customer": customer, "since": tx.now - _SPAN}
    sums = {side: count for side, count in tx.db.execute(_SUMS, counts)}
    helped = int(tx.db.execute(_HELPED, counts).scalar_one())
    return Balance(given=sums.get(GIVEN, 0) + helped, asked=sums.get(ASKED, 0))
