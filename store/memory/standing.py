"""The kind of relationship with each customer: said, else seen; and the signs by which it is seen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, bindparam, func, insert, select, update

from store.consent import live, reaches
from store.memory import consents
from store.memory.at_once import THEIRS, Parts, at_once, one_of, part, parted, word
from store.memory.people import customer_of
from store.memory.purchases import bought_of
from store.memory.store import Store, Transaction
from store.promises import PromiseState
from store.relationship import Behaviour, Kind, Norm, Standing, infer
from store.rhythm import DAY, Bought, History, Pace, Rhythm, learn
from store.tables.base import new_id
from store.tables.conversations import ConversationRow, EncounterRow
from store.tables.outreach import MembershipRow, SignRow, SilenceRow, StandingRow, WallRow
from store.tables.people import Identity
from store.tables.records import PromiseRow
from store.transgressions import Transgression, sign_of
from store.values import Moment, Once, Purpose, Reader

COMPLAINT, PRAISE, LEAVING = "complaint", "praise", "wanted_to_leave"
YEAR, MONTH = timedelta(days=365), timedelta(days=30)

_YEAR: BindParameter[datetime] = bindparam("year")
_NEWEST = (
    select(StandingRow.id)
    .where(StandingRow.identity_id.in_(THEIRS))
    .order_by(StandingRow.at.desc(), StandingRow.id.desc())
    .limit(1)
)
_SAID = part(
    "said", id=StandingRow.id, identity=StandingRow.identity_id, name=StandingRow.kind, other=StandingRow.norm
).where(StandingRow.id == _NEWEST.scalar_subquery())
SILENT = part("silent", at=func.max(SilenceRow.until)).where(SilenceRow.identity_id.in_(THEIRS))
# What is counted under a name of its own among signs and promises, and what it shows.
_SIGNS = {COMPLAINT: "complaints", PRAISE: "praises", LEAVING: "attempts_to_leave"}
_SIGNS |= {sign_of(one): "failings" for one in Transgression}
_PROMISES = {
    PromiseState.LATE.value: "late_promises",
    PromiseState.KEPT.value: "kept_promises",
    PromiseState.EXCEEDED.value: "kept_promises",
}
_SHOWS = _SIGNS | _PROMISES


def _count(name: Any, of: Any, *which: ColumnElement[bool]) -> Select[Any]:
    return part("count", name=name, number=func.count()).where(of.identity_id.in_(THEIRS), *which)


def _newest(of: Any, at: Any, *which: ColumnElement[bool]) -> Select[Any]:
    return select(of.id).where(of.identity_id.in_(THEIRS), *which).order_by(at.desc()).limit(bindparam("most"))


def _signs(kind: str) -> Select[Any]:
    return _newest(SignRow, SignRow.at, SignRow.kind == kind, SignRow.at > _YEAR)


# All that is said and seen of a relationship, in one statement: the gate asks for it with every ruling.
PARTS = (
    _SAID,
    part("since", at=func.min(Identity.since)).where(Identity.customer_id == bindparam("customer")),
    _count(word("encounters"), EncounterRow, EncounterRow.started_at > _YEAR),
    _count(word("encounters_month"), EncounterRow, EncounterRow.started_at > bindparam("month")),
    _count(word("clubs"), MembershipRow, MembershipRow.left_at.is_(None)),
    _count(word("shared_messages"), WallRow),
    _count(SignRow.kind, SignRow, one_of(SignRow.kind, _SIGNS), SignRow.at > _YEAR).group_by(SignRow.kind),
    _count(PromiseRow.state, PromiseRow, one_of(PromiseRow.state, _PROMISES), PromiseRow.due_at > _YEAR).group_by(
        PromiseRow.state
    ),
)
_PARTS = at_once(*PARTS)
_STATED = at_once(_SAID)
_LEFT_IN_PEACE = at_once(SILENT)
NAMED = 4  # of what happened, the newest that are named as what a kind was seen by
# What happened by which a kind that asks for care is seen; every other is seen by purchases.
_HAPPENED = {
    "complained_again_and_again": _signs(COMPLAINT),
    "wanted_to_leave_and_could_not": _signs(LEAVING),
    "writes_almost_every_day": _newest(EncounterRow, EncounterRow.started_at, EncounterRow.started_at > _YEAR),
}
_IN_PEACE = (
    update(ConversationRow).where(ConversationRow.id == bindparam("conversation")).values(in_peace=True)
)


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
                return Standing(kind=kind, norm=norm, source="stated", reasons=("said_so",), grounds=(row,))
            return stated_by(tx, customer_of(tx, identity)) or Standing()

    def of(self, customer: str) -> Standing:
        """The kind as it stands, with its reasons; unknown where nothing shows it."""
        with self.store.transaction() as tx:
            tx.about(customer)
            return standing_of(tx, customer, bought_of(tx, customer))

    def told(self, customer: str, moment: Moment) -> Standing:
        """The kind as its customer may hear it and be met by it, with its grounds.

        What they said is a term of the relationship, as a stop word is, and holds without any permission; whoever
        is not verified is met by what was said at the same address. What was seen takes `personalise`.
        """
        with self.store.transaction() as tx:
            tx.about(customer)
            return heard(tx, customer, moment)

    def note(self, identity: str, kind: str, conversation: str | None = None, once: Once | None = None) -> None:
        """Notes that there was praise, a complaint, a wish to leave; not a word of it."""
        with self.store.transaction() as tx:
            if not tx.done(once):
                tx.mark(once, identity, note(tx, identity, kind, conversation))

    def leave_in_peace(
        self, identity: str, days: int, once: Once | None = None, *, for_good_in: str | None = None
    ) -> None:
        """Starts nothing with this person for so many days, but what is owed; why is not kept.

        In the conversation `for_good_in` nothing is started ever again.
        """
        with self.store.transaction() as tx:
            if tx.done(once):
                return
            row = new_id()
            until = {"id": row, "identity_id": identity, "until": tx.now + timedelta(days=days)}
            tx.db.execute(insert(SilenceRow), until)
            tx.db.execute(_IN_PEACE, {"conversation": for_good_in})
            tx.mark(once, identity, row)


def note(tx: Transaction, identity: str, kind: str, conversation: str | None) -> str:
    """Notes a sign inside an open transaction and gives its id."""
    row = new_id()
    sign = {"id": row, "identity_id": identity, "kind": kind, "conversation_id": conversation, "at": tx.now}
    tx.db.execute(insert(SignRow), sign)
    return row


def standing_of(tx: Transaction, customer: str, bought: Sequence[Bought]) -> Standing:
    """The kind as it stands, inside an open transaction that reaches this customer."""
    return stated_by(tx, customer) or _seen(tx, customer, bought)


def heard(tx: Transaction, customer: str, moment: Moment) -> Standing:
    """The kind as this moment may go by it, inside an open transaction that reaches this customer."""
    row = _said_by(tx, customer)
    if row is not None:
        return _stated(row) if reaches(Reader.ASSISTANT, row.identity, moment) else Standing()
    if not live(Purpose.PERSONALISE, consents.grants(tx, customer), moment).allowed:
        return Standing()
    return _seen(tx, customer, bought_of(tx, customer))


def stated_by(tx: Transaction, customer: str) -> Standing | None:
    """What the customer said last of the kind of relationship; None where they never did."""
    row = _said_by(tx, customer)
    return None if row is None else _stated(row)


def _said_by(tx: Transaction, customer: str) -> Row[Any] | None:
    return next(iter(parted(tx.db.execute(_STATED, {"customer": customer}))["said"]), None)


def _seen(tx: Transaction, customer: str, bought: Sequence[Bought]) -> Standing:
    """The kind that behaviour shows, with the ids of the newest of what shows it."""
    seen = infer(behaviour_of(tx, customer, bought))
    happened = next((_HAPPENED[why] for why in seen.reasons if why in _HAPPENED), None)
    if happened is not None:
        asked = {"customer": customer, "most": NAMED, "year": tx.now - YEAR}
        return replace(seen, grounds=tuple(tx.db.execute(happened, asked).scalars()))
    orders = dict.fromkeys(one.order for one in sorted(bought, key=attrgetter("at"), reverse=True))
    return replace(seen, grounds=tuple(orders)[:NAMED]) if seen.kind else seen


def silent_until(tx: Transaction, customer: str) -> datetime | None:
    """Until when nothing is started with this customer."""
    found: datetime | None = tx.db.execute(_LEFT_IN_PEACE, {"customer": customer}).one().at
    return found


def behaviour_of(tx: Transaction, customer: str, bought: Sequence[Bought]) -> Behaviour:
    """What the customer did, counted; inside an open transaction that reaches them."""
    rows = tx.db.execute(_PARTS, spans(tx.now) | {"customer": customer})
    return behaviour(parted(rows), bought, tx.now)


def spans(now: datetime) -> dict[str, datetime]:
    """Since when PARTS count."""
    return {"year": now - YEAR, "month": now - MONTH}


def said(parts: Parts) -> Standing | None:
    """What the customer said last, in an answer to PARTS."""
    return _stated(parts["said"][0]) if parts["said"] else None


def _stated(row: Row[Any]) -> Standing:
    kind, norm = row.name and Kind(row.name), row.other and Norm(row.other)
    return Standing(kind=kind, norm=norm, source="stated", reasons=("said_so",), grounds=(row.id,))


def behaviour(parts: Parts, bought: Sequence[Bought], now: datetime) -> Behaviour:
    """What the customer did, counted, in an answer to PARTS."""
    counts: Counter[str] = Counter()
    for row in parts["count"]:
        counts[_SHOWS.get(row.name, row.name)] += row.number
    since = next((row.at for row in parts["since"] if row.at), now)
    shown = _of_purchases(learn(bought, now), since) | counts
    return Behaviour(**shown)


def _of_purchases(history: History, since: datetime) -> dict[str, Any]:
    past, now = history.bought, history.now
    if history.whole is None:
        return {"known_days": (now - since) / DAY}
    pauses = [(later.at - earlier.at) / DAY for earlier, later in pairwise(past)]
    longest = max(pauses, default=0.0)
    return {
        "known_days": (now - min(since, past[0].at)) / DAY,
        "visits": history.whole.visits,
        "categories": len(history.rhythms),
        "steady_categories": _steady(history.rhythms),
        "silent_days": (now - past[-1].at) / DAY,
        "lapsed": history.whole.pace is Pace.LAPSED,
        "longest_pause_days": longest,
        "bought_after_pause": len(pauses) - pauses.index(longest) if pauses else 0,
    }


def _steady(by_category: Mapping[str, Rhythm]) -> int:
    return sum(rhythm.days is not None for rhythm in by_category.values())
