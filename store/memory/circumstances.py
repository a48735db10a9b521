"""What the gate is told of a customer at this moment, and where they would be written to: read in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, case, func, select

from store.consent import UNDECIDED
from store.house import HouseSettings
from store.memory import balance, consents, standing
from store.memory.at_once import THEIRS, Parts, at_once, one_of, part, parted, word
from store.memory.purchases import CANCELLED, GIVEN_BACK
from store.memory.store import Transaction
from store.outreach import Circumstances, Contact, Limits, permission
from store.promises import PromiseState
from store.quiet_hours import Hours
from store.relationship import GIVE_FIRST, OTHER_CATEGORIES, conduct, infer
from store.rhythm import Bought, most_bought
from store.tables.conversations import ConversationRow
from store.tables.memory import ConsentRow
from store.tables.outreach import ContactRow
from store.tables.records import BalanceRow, OrderLineRow, OrderRow, PromiseRow, TouchRow
from store.values import ConsentState, Grant, Purpose

LOOK_BACK = timedelta(days=366)

_SINCE: BindParameter[datetime] = bindparam("since")
_BOUGHT = (
    part(
        "bought",
        id=OrderLineRow.order_id,
        identity=OrderLineRow.identity_id,
        name=OrderLineRow.category,
        at=OrderLineRow.placed_at,
    )
    .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
    .where(
        OrderLineRow.identity_id.in_(THEIRS),
        OrderRow.state != word(CANCELLED),
        OrderRow.state_at > bindparam("orders_since"),
        ~GIVEN_BACK,
    )
)
# Whoever of the house wrote: we, or by its own report any other of its systems.
_WE_WROTE = part("wrote", at=ContactRow.sent_at).where(
    ContactRow.identity_id.in_(THEIRS), ContactRow.sent_at > _SINCE, ContactRow.state != word("noticed")
)
_OTHERS_WROTE = part("wrote", at=TouchRow.at).where(
    TouchRow.identity_id.in_(THEIRS), TouchRow.kind == word("contact"), TouchRow.at > _SINCE
)
_LAST = (
    select(func.max(ConsentRow.seq))
    .where(
        ConsentRow.identity_id.in_(THEIRS),
        ConsentRow.purpose == word(Purpose.CONTACT),
        ~one_of(ConsentRow.state, UNDECIDED),
    )
    .group_by(ConsentRow.fact_id)
)
_GRANTS = part(
    "grant",
    id=ConsentRow.id,
    identity=ConsentRow.identity_id,
    state=ConsentRow.state,
    other=ConsentRow.fact_id,
    at=ConsentRow.at,
    until=ConsentRow.until,
    sealed=ConsentRow.terms,
).where(ConsentRow.seq.in_(_LAST))
_THREADS = part(
    "thread",
    id=ConversationRow.id,
    identity=ConversationRow.identity_id,
    name=ConversationRow.channel,
    state=ConversationRow.owner,
    other=ConversationRow.language,
    at=ConversationRow.touched_at,
    number=case((ConversationRow.in_peace, 1), else_=0),
).where(ConversationRow.identity_id.in_(THEIRS))
_BALANCE = (
    part("balance", name=BalanceRow.side, number=func.count())
    .where(BalanceRow.identity_id.in_(THEIRS), BalanceRow.at > bindparam("year"))
    .group_by(BalanceRow.side)
)
_PROMISE = part("promise", id=PromiseRow.id).where(
    PromiseRow.id == bindparam("promise"),
    PromiseRow.state == word(PromiseState.OPEN),
    PromiseRow.told_at.is_(None),  # who asked has heard it
)
_EVERYTHING = at_once(
    _BOUGHT, _GRANTS, _WE_WROTE, _OTHERS_WROTE, _THREADS, _BALANCE, _PROMISE, standing.SILENT, *standing.PARTS
)


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation in which somebody may be written to."""

    id: str
    identity: str
    channel: str
    language: str | None
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a customer at the gate; `threads` the newest first, `promise_owed` of the one asked for:
    open, and not owned up to."""

    about: Circumstances
    bought: tuple[Bought, ...]
    threads: tuple[Place, ...]
    promise_owed: bool


def known(tx: Transaction, customer: str, now: datetime, promise: str = "") -> Known:
    """Everything the gate asks about this customer; from here on the transaction reaches nobody else."""
    tx.reading_about(customer, None)
    asked = {"customer": customer, "since": now - LOOK_BACK, "promise": promise} | standing.spans(tx.now)
    asked["orders_since"] = tx.kept_since("orders")
    parts = parted(tx.db.execute(_EVERYTHING, asked).all())
    bought = tuple({_bought(row) for row in parts["bought"]})
    return Known(
        about=_circumstances(tx, parts, bought, now),
        bought=bought,
        threads=tuple(_place(row) for row in sorted(parts["thread"], key=_newest_first)),
        promise_owed=bool(parts["promise"]),
    )


def _circumstances(tx: Transaction, parts: Parts, bought: Sequence[Bought], now: datetime) -> Circumstances:
    house, budgets = tx.house(), tx.house().budgets
    behaviour = standing.behaviour(parts, bought, tx.now)
    manners = conduct(standing.said(parts) or infer(behaviour))
    sides = {row.name: row.number for row in parts["balance"]}
    return Circumstances(
        now=now,
        grants=tuple(_grant(tx, row) for row in parts["grant"]),
        contacts=tuple(row.at for row in parts["wrote"]),
        given=sides.get(balance.GIVEN, 0) + behaviour.encounters,  # each encounter is help given once
        asked=sides.get(balance.ASKED, 0),
        touched=frozenset(one.category for one in bought),
        concerns=manners.concerns,
        a_month=manners.a_month,
        only_about=most_bought(bought) if OTHER_CATEGORIES in manners.never else None,
        beside=manners.beside,
        silent_until=next((row.at for row in parts["silent"]), None),
        in_peace=frozenset(row.id for row in parts["thread"] if row.number),
        hours=hours(house),
        limits=Limits(
            a_month=budgets.contacts_per_month,
            gap=timedelta(days=budgets.contact_gap_days),
            asked_over_given=0 if GIVE_FIRST in manners.duties else budgets.asked_over_given,
        ),
    )


def hours(house: HouseSettings) -> Hours:
    """The house's quiet hours as the gate has them."""
    quiet = house.quiet
    return Hours(
        quiet_from=time.fromisoformat(quiet.start),
        quiet_to=time.fromisoformat(quiet.end),
        weekdays=frozenset(quiet.weekdays),
        zone=quiet.zone,
    )


def place(here: Known, conversation: str | None, what: Contact) -> Place | None:
    """Where to write: where it was asked for or promised, else the channel they chose, the newest first."""
    if conversation is not None:
        return next((one for one in here.threads if one.id == conversation), None)
    grant = permission(what, here.about.grants, here.about.now)
    chosen = (grant.terms.get("channels") if grant else None) or ()
    return next((one for one in here.threads if not chosen or one.channel in chosen), None)


def _grant(tx: Transaction, row: Row[Any]) -> Grant:
    terms = consents.terms_of(tx, row.identity, row.id, row.sealed)
    state = ConsentState(row.state)
    return Grant(purpose=Purpose.CONTACT, state=state, at=row.at, until=row.until, terms=terms, fact=row.other)


def _bought(row: Row[Any]) -> Bought:
    return Bought(category=row.name, at=row.at, order=row.id, identity=row.identity)


def _place(row: Row[Any]) -> Place:
    return Place(row.id, row.identity, row.name, row.other, row.state)


def _newest_first(row: Row[Any]) -> tuple[float, str]:
    return -row.at.timestamp(), row.id
