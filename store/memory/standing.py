"""The kind of relationship with each customer: said, else seen; and the signs by which it is seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from store.memory.people import customer_of
from store.memory.purchases import bought_by
from store.memory.store import Store, Transaction
from store.promises import PromiseState
from store.relationship import Behaviour, Kind, Norm, Standing, infer
from store.rhythm import DAY, Bought, Pace, overall, rhythms
from store.tables.base import new_id
from store.tables.conversations import EncounterRow
from store.tables.outreach import MembershipRow, SignRow, SilenceRow, StandingRow, WallRow
from store.tables.people import Identity
from store.tables.records import PromiseRow
from store.values import Once, Reader

COMPLAINT, PRAISE, LEAVING, FAILED = "complaint", "praise", "wanted_to_leave", "failed_by_us"
YEAR, MONTH = timedelta(days=365), timedelta(days=30)

_THEIRS = select(Identity.id).where(Identity.customer_id == bindparam("customer")).scalar_subquery()
_SAID = (
    select(StandingRow)
    .where(StandingRow.identity_id.in_(_THEIRS))
    .order_by(StandingRow.at.desc(), StandingRow.id.desc())
    .limit(1)
)
_SIGNS = (
    select(SignRow.kind, func.count())
    .where(SignRow.identity_id.in_(_THEIRS), SignRow.at > bindparam("since"))
    .group_by(SignRow.kind)
)
_ENCOUNTERS = select(func.count()).where(
    EncounterRow.identity_id.in_(_THEIRS), EncounterRow.started_at > bindparam("since")
)
_HEARD = select(func.max(EncounterRow.started_at)).where(EncounterRow.identity_id.in_(_THEIRS))
_SINCE = select(func.min(Identity.since)).where(Identity.customer_id == bindparam("customer"))
_CLUBS = select(func.count()).where(MembershipRow.identity_id.in_(_THEIRS), MembershipRow.left_at.is_(None))
_SHARED = select(func.count()).where(WallRow.identity_id.in_(_THEIRS))
_PROMISES = (
    select(PromiseRow.state, func.count())
    .where(PromiseRow.identity_id.in_(_THEIRS), PromiseRow.due_at > bindparam("since"))
    .group_by(PromiseRow.state)
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
                row = new_id()
                said = {"id": row, "identity_id": identity, "kind": kind, "norm": norm, "at": tx.now}
                sealed = tx.key_of(identity).seal(words, f"standings.words:{row}")
                tx.db.execute(insert(StandingRow), said | {"words": sealed})
                customer = customer_of(tx, identity)
                tx.audit(
                    "relationship.say", reader=Reader.CUSTOMER, customer=customer, identity=identity, subjects=[row]
                )
                tx.mark(once, identity, row)
            return Standing(kind=kind, norm=norm, source="stated", reasons=("said_so",))

    def of(self, customer: str) -> Standing:
        """The kind as it stands, with its reasons; unknown where nothing shows it."""
        with self.store.transaction() as tx:
            tx.about(customer)
            return standing_of(tx, customer)

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


def standing_of(tx: Transaction, customer: str) -> Standing:
    """The kind as it stands, inside an open transaction that reaches this customer."""
    said = tx.db.execute(_SAID, {"customer": customer}).first()
    stated = None
    if said is not None:
        kind, norm = said.kind and Kind(said.kind), said.norm and Norm(said.norm)
        stated = Standing(kind=kind, norm=norm, source="stated", reasons=("said_so",))
    return stated or infer(behaviour_of(tx, customer))


def silent_until(tx: Transaction, customer: str) -> datetime | None:
    """Until when nothing is started with this customer."""
    return _time(tx, _SILENT, customer)


def heard_at(tx: Transaction, customer: str) -> datetime | None:
    """When the customer last began to speak with us."""
    return _time(tx, _HEARD, customer)


def behaviour_of(tx: Transaction, customer: str) -> Behaviour:
    """What the customer did, counted; inside an open transaction that reaches them."""
    about = {"customer": customer}
    year = about | {"since": tx.now - YEAR}
    bought = sorted(bought_by(tx, [customer])[customer], key=lambda one: one.at)
    signs = {kind: count for kind, count in tx.db.execute(_SIGNS, year)}
    promises = {state: count for state, count in tx.db.execute(_PROMISES, year)}
    since = _time(tx, _SINCE, customer) or tx.now
    return Behaviour(
        **_of_purchases(bought, since, tx.now),
        encounters=_count(tx, _ENCOUNTERS, year),
        encounters_month=_count(tx, _ENCOUNTERS, about | {"since": tx.now - MONTH}),
        complaints=signs.get(COMPLAINT, 0),
        praises=signs.get(PRAISE, 0),
        attempts_to_leave=signs.get(LEAVING, 0),
        clubs=_count(tx, _CLUBS, about),
        shared_messages=_count(tx, _SHARED, about),
        late_promises=promises.get(PromiseState.LATE, 0),
        kept_promises=promises.get(PromiseState.KEPT, 0) + promises.get(PromiseState.EXCEEDED, 0),
    )


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


def _count(tx: Transaction, statement: Any, values: Mapping[str, Any]) -> int:
    return int(tx.db.execute(statement, values).scalar_one())


def _time(tx: Transaction, statement: Any, customer: str) -> datetime | None:
    found: datetime | None = tx.db.execute(statement, {"customer": customer}).scalar()
    return found
