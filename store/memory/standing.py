"""The kind of relationship with each customer: said, else seen; and the signs by which it is seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, insert, select

from store.consent import live
from store.memory import consents
from store.memory.people import customer_of
from store.memory.purchases import bought_of
from store.memory.store import Store, Transaction
from store.promises import PromiseState
from store.relationship import Behaviour, Kind, Norm, Register, Standing, infer, register
from store.rhythm import DAY, Bought, Pace, overall, rhythms
from store.tables.base import new_id
from store.tables.conversations import EncounterRow
from store.tables.outreach import MembershipRow, SignRow, SilenceRow, StandingRow, WallRow
from store.tables.people import Identity
from store.tables.records import PromiseRow
from store.values import Moment, Once, Purpose, Reader

COMPLAINT, PRAISE, LEAVING, FAILED = "complaint", "praise", "wanted_to_leave", "failed_by_us"
YEAR, MONTH = timedelta(days=365), timedelta(days=30)

_THEIRS = select(Identity.id).where(Identity.customer_id == bindparam("customer")).scalar_subquery()
_SAID = (
    select(StandingRow)
    .where(StandingRow.identity_id.in_(_THEIRS))
    .order_by(StandingRow.at.desc(), StandingRow.id.desc())
    .limit(1)
)


def _number(of: Any, *which: ColumnElement[bool]) -> Any:
    return select(func.count()).where(of.identity_id.in_(_THEIRS), *which).scalar_subquery()


def _signs(kind: str) -> Any:
    return _number(SignRow, SignRow.kind == kind, SignRow.at > bindparam("year"))


def _promised(*states: PromiseState) -> Any:
    which = PromiseRow.state.in_([state.value for state in states])
    return _number(PromiseRow, which, PromiseRow.due_at > bindparam("year"))


# Everything that is counted, in one statement: the gate asks for it with every ruling.
_COUNTS = select(
    select(func.min(Identity.since))
    .where(Identity.customer_id == bindparam("customer"))
    .scalar_subquery()
    .label("since"),
    _number(EncounterRow, EncounterRow.started_at > bindparam("year")).label("encounters"),
    _number(EncounterRow, EncounterRow.started_at > bindparam("month")).label("encounters_month"),
    _signs(COMPLAINT).label("complaints"),
    _signs(PRAISE).label("praises"),
    _signs(LEAVING).label("attempts_to_leave"),
    _number(MembershipRow, MembershipRow.left_at.is_(None)).label("clubs"),
    _number(WallRow).label("shared_messages"),
    _promised(PromiseState.LATE).label("late_promises"),
    _promised(PromiseState.KEPT, PromiseState.EXCEEDED).label("kept_promises"),
)
_SILENT = select(func.max(SilenceRow.until)).where(SilenceRow.identity_id.in_(_THEIRS))


@dataclass(frozen=True, slots=True)
class Relationship:
    """What customers say of the relationship, and what their behaviour shows; never what they are worth."""

    store: Store

    def say(
        self, identity: str, words: str, *, kind: Kind | None = None, norm: Norm | None = None, once: Once | None = None
    ) -> Standing:
        """Keeps what the customer said they want, from now on above anything seen."""
        with self.store.transaction() as tx:
            if not tx.done(once):
                row, customer = new_id(), customer_of(tx, identity)
                tx.about(customer)
                said = {"id": row, "identity_id": identity, "kind": kind, "norm": norm, "at": tx.now}
                sealed = tx.key_of(identity).seal(words, f"standings.words:{row}")
                tx.db.execute(insert(StandingRow), said | {"words": sealed})
                tx.audit(
                    "relationship.say", reader=Reader.CUSTOMER, customer=customer, identity=identity, subjects=[row]
                )
                tx.mark(once, identity, row)
            return Standing(kind=kind, norm=norm, source="stated", reasons=("said_so",))

    def of(self, customer: str) -> Standing:
        """The kind as it stands, with its reasons; unknown where nothing shows it."""
        with self.store.transaction() as tx:
            tx.about(customer)
            return standing_of(tx, customer, bought_of(tx, customer))

    def register(self, customer: str, moment: Moment) -> Register | None:
        """How to word courtesies: as the customer said, else as their troubles show, where that may be looked at."""
        with self.store.transaction() as tx:
            tx.about(customer)
            stated = stated_by(tx, customer)
            if stated is None and not live(Purpose.PERSONALISE, consents.grants(tx, customer), moment).allowed:
                return None
            return register(stated or infer(behaviour_of(tx, customer, bought_of(tx, customer))))

    def note(self, identity: str, kind: str, conversation: str | None = None, once: Once | None = None) -> None:
        """Notes that there was praise, a complaint, a wish to leave; not a word of it."""
        with self.store.transaction() as tx:
            if not tx.done(once):
                tx.mark(once, identity, note(tx, identity, kind, conversation))

    def leave_in_peace(self, identity: str, days: int, once: Once | None = None) -> None:
        """Starts nothing with this person for so many days, but what is owed; why is not kept."""
        with self.store.transaction() as tx:
            if tx.done(once):
                return
            row = new_id()
            until = {"id": row, "identity_id": identity, "until": tx.now + timedelta(days=days)}
            tx.db.execute(insert(SilenceRow), until)
            tx.mark(once, identity, row)


def note(tx: Transaction, identity: str, kind: str, conversation: str | None) -> str:
    """Notes a sign inside an open transaction and gives its id."""
    row = new_id()
    sign = {"id": row, "identity_id": identity, "kind": kind, "conversation_id": conversation, "at": tx.now}
    tx.db.execute(insert(SignRow), sign)
    return row


def standing_of(tx: Transaction, customer: str, bought: Sequence[Bought]) -> Standing:
    """The kind as it stands, inside an open transaction that reaches this customer."""
    return stated_by(tx, customer) or infer(behaviour_of(tx, customer, bought))


def stated_by(tx: Transaction, customer: str) -> Standing | None:
    """What the customer said last of the kind of relationship; None where they never did."""
    said = tx.db.execute(_SAID, {"customer": customer}).first()
    if said is None:
        return None
    kind, norm = said.kind and Kind(said.kind), said.norm and Norm(said.norm)
    return Standing(kind=kind, norm=norm, source="stated", reasons=("said_so",))


def silent_until(tx: Transaction, customer: str) -> datetime | None:
    """Until when nothing is started with this customer."""
    found: datetime | None = tx.db.execute(_SILENT, {"customer": customer}).scalar()
    return found


def behaviour_of(tx: Transaction, customer: str, bought: Sequence[Bought]) -> Behaviour:
    """What the customer did, counted; inside an open transaction that reaches them."""
    spans = {"year": tx.now - YEAR, "month": tx.now - MONTH}
    counts = dict(tx.db.execute(_COUNTS, spans | {"customer": customer}).one()._mapping)
    since = counts.pop("since") or tx.now
    return Behaviour(**_of_purchases(sorted(bought, key=_when), since, tx.now), **counts)


def _when(one: Bought) -> datetime:
    return one.at


def _of_purchases(bought: Sequence[Bought], since: datetime, now: datetime) -> dict[str, Any]:
    past = [one for one in bought if one.at <= now]
    if not past:
        return {"known_days": (now - since) / DAY}
    whole, by_category = overall(past, now), rhythms(past, now)
    pauses = [(later.at - earlier.at) / DAY for earlier, later in pairwise(past)]
    longest = max(pauses, default=0.0)
    return {
        "known_days": (now - min(since, past[0].at)) / DAY,
        "visits": whole.visits if whole else 0,
        "categories": len(by_category),
        "steady_categories": _steady(by_category),
        "silent_days": (now - past[-1].at) / DAY,
        "lapsed": whole is not None and whole.pace is Pace.LAPSED,
        "longest_pause_days": longest,
        "bought_after_pause": len(pauses) - pauses.index(longest) if pauses else 0,
    }


def _steady(by_category: Mapping[str, Any]) -> int:
    return sum(rhythm.days is not None for rhythm in by_category.values())
