"""For supervisors: how one customer's relationship went, and how the house's relationships stand; no amounts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from store import consent
from store.memory import consents, contacts
from store.memory.store import Store, Transaction
from store.promises import PromiseState
from store.tables.conversations import EncounterRow
from store.tables.outreach import ContactRow, SignRow, StandingRow
from store.tables.people import Identity
from store.tables.records import BalanceRow, OrderLineRow, PromiseRow, TouchRow
from store.values import Moment, Purpose, Reader

SHOWN = 60  # items of a timeline, the newest
PRODUCT, HUMAN, SYSTEM = "product", "human", "system"

_THEIRS = select(Identity.id).where(Identity.customer_id == bindparam("customer")).scalar_subquery()
_TALKS = select(EncounterRow.started_at, EncounterRow.touchpoint).where(EncounterRow.identity_id.in_(_THEIRS))
_BOUGHT = select(OrderLineRow.placed_at, OrderLineRow.category).where(OrderLineRow.identity_id.in_(_THEIRS))
_PROMISED = select(PromiseRow.made_at, PromiseRow.state, PromiseRow.owner).where(PromiseRow.identity_id.in_(_THEIRS))
_WRITTEN = select(
    ContactRow.planned_at, ContactRow.sent_at, ContactRow.concern, ContactRow.state, ContactRow.code
).where(ContactRow.identity_id.in_(_THEIRS))
_SIGNED = select(SignRow.at, SignRow.kind).where(SignRow.identity_id.in_(_THEIRS))
_TOUCHED = select(TouchRow.at, TouchRow.kind).where(TouchRow.identity_id.in_(_THEIRS))
_SAID = select(StandingRow.at).where(StandingRow.identity_id.in_(_THEIRS))

_BY_CONCERN = (
    select(ContactRow.concern, func.count())
    .where(ContactRow.state.in_((contacts.SENT, contacts.NOTICED)))
    .group_by(ContactRow.concern)
)
_HELD_BY = select(ContactRow.code, func.count()).where(ContactRow.state == contacts.HELD).group_by(ContactRow.code)
_PROMISES = select(PromiseRow.state, func.count()).group_by(PromiseRow.state)
_OVERDUE = select(func.count()).where(PromiseRow.state == PromiseState.OPEN.value, PromiseRow.due_at < bindparam("now"))
_SIDES = select(BalanceRow.side, BalanceRow.kind, func.count()).group_by(BalanceRow.side, BalanceRow.kind)
_WISHED = select(StandingRow.norm, func.count(StandingRow.identity_id.distinct())).group_by(StandingRow.norm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing on a customer's timeline: when, through which kind of touchpoint, what in a code, and of what."""

    at: datetime
    touchpoint: str
    what: str
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What happened, newest first; `withheld` names the permissions without which some of it is not shown."""

    items: tuple[Happened, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRelations:
    """Counts over everybody, by codes; nobody in particular can be seen in them."""

    started: Mapping[str, int]
    held: Mapping[str, int]
    promises: Mapping[str, int]
    given: Mapping[str, int]
    asked: Mapping[str, int]
    wished: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Oversight:
    """Every look at a customer is on record."""

    store: Store

    def timeline(self, customer: str, moment: Moment) -> Timeline:
        """How it went with one customer; what they bought only where they let staff see it."""
        with self.store.transaction() as tx:
            tx.about(customer)
            may = consent.live(Purpose.STAFF, consents.grants(tx, customer), moment).allowed
            found = sorted(_happened(tx, customer, bought=_BOUGHT if may else None), key=_when, reverse=True)
            tx.audit(
                "timeline.read",
                reader=Reader.AGENT,
                purpose=Purpose.STAFF if may else Purpose.SERVICE,
                customer=customer,
                actor=moment.actor,
                reason=moment.reason,
            )
            return Timeline(items=tuple(found[:SHOWN]), withheld=() if may else (Purpose.STAFF.value,))

    def house(self) -> HouseRelations:
        """How the house's relationships stand."""
        with self.store.transaction() as tx:
            tx.as_house()
            sides = tx.db.execute(_SIDES).all()
            promises = _counted(tx, _PROMISES)
            overdue = int(tx.db.execute(_OVERDUE, {"now": tx.now}).scalar_one())
            return HouseRelations(
                started=_counted(tx, _BY_CONCERN),
                held=_counted(tx, _HELD_BY),
                promises=promises | {"overdue": overdue},
                given={kind: count for side, kind, count in sides if side == "given"},
                asked={kind: count for side, kind, count in sides if side == "asked"},
                wished={norm or "a kind": count for norm, count in tx.db.execute(_WISHED)},
            )


def _happened(tx: Transaction, customer: str, bought: Any) -> Iterator[Happened]:
    for at, touchpoint in _rows(tx, _TALKS, customer):
        yield Happened(at=at, touchpoint=touchpoint, what="talked")
    for at, category in _rows(tx, bought, customer) if bought is not None else ():
        yield Happened(at=at, touchpoint=PRODUCT, what="bought", of=category)
    for at, state, owner in _rows(tx, _PROMISED, customer):
        yield Happened(at=at, touchpoint=SYSTEM if owner == "desk" else HUMAN, what=f"promise_{state}")
    for planned_at, sent_at, concern, state, code in _rows(tx, _WRITTEN, customer):
        what = "held_back" if state == contacts.HELD else state
        yield Happened(
            at=sent_at or planned_at,
            touchpoint=SYSTEM,
            what=f"contact_{what}",
            of=code if what == "held_back" else concern,
        )
    for at, kind in _rows(tx, _SIGNED, customer):
        yield Happened(at=at, touchpoint=HUMAN, what=kind.partition(":")[0])
    for at, kind in _rows(tx, _TOUCHED, customer):
        yield Happened(at=at, touchpoint=HUMAN, what=f"touch_{kind}")
    for (at,) in _rows(tx, _SAID, customer):
        yield Happened(at=at, touchpoint=SYSTEM, what="said_the_kind")


def _rows(tx: Transaction, statement: Any, customer: str) -> Sequence[Any]:
    return tx.db.execute(statement, {"customer": customer}).all()


def _counted(tx: Transaction, statement: Any) -> dict[str, int]:
    return {name: count for name, count in tx.db.execute(statement)}


def _when(one: Happened) -> datetime:
    return one.at
