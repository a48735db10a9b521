"""What operators may see of a relationship: figures, rhythm, kind, quality, promises, given and asked.

Not a part of `Memory`: nothing that serves customers holds it, and an import rule keeps it so.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, func, select

from store.errors import CustomerUnknown
from store.figures import Entry, Figures, Kind, figures
from store.memory import balance, transgressions
from store.memory.purchases import bought_of
from store.memory.standing import behaviour_of, stated_by
from store.memory.store import Store, Transaction
from store.memory.surveys import said
from store.promises import PromiseState, kept_rate
from store.quality import Quality, quality
from store.records import major
from store.relationship import Behaviour, Conduct, Standing, conduct, infer
from store.rhythm import Rhythm, learn
from store.tables.memory import FactRow
from store.tables.people import Identity
from store.tables.records import MoneyBackRow, OrderLineRow, OrderRow, PromiseRow, TouchRow
from store.values import Balance, Purpose, Reader

_OF = Identity.customer_id == bindparam("customer")
_LINES = (
    select(
        OrderLineRow.placed_at,
        OrderLineRow.total,
        OrderLineRow.category,
        OrderLineRow.order_id,
        OrderLineRow.identity_id,
        OrderRow.currency,
        OrderRow.touchpoint,
        OrderRow.line_of_business,
        OrderRow.number_hash,
        OrderLineRow.sku,
    )
    .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
    .join(Identity, Identity.id == OrderLineRow.identity_id)
    .where(_OF, OrderRow.state != "cancelled")
)
_ORDERS = (
    select(OrderRow.__table__)
    .join(Identity, Identity.id == OrderRow.identity_id)
    .where(_OF, OrderRow.placed_at.is_not(None), OrderRow.cost_to_serve != 0)
)
# What a cancelled order never earned is not lost by paying it back.
_OF_CANCELLED = select(OrderRow.id).where(
    OrderRow.identity_id == MoneyBackRow.identity_id,
    OrderRow.number_hash == MoneyBackRow.number_hash,
    OrderRow.state == "cancelled",
)
_BACK = (
    select(MoneyBackRow.__table__)
    .join(Identity, Identity.id == MoneyBackRow.identity_id)
    .where(_OF, MoneyBackRow.kind == "refund", ~_OF_CANCELLED.exists())
)
_TOUCHES = (
    select(TouchRow.__table__)
    .join(Identity, Identity.id == TouchRow.identity_id)
    .where(_OF, TouchRow.kind == "contact", TouchRow.cost != 0)
)
_IDENTITIES = select(Identity.id, Identity.channel).where(_OF).order_by(Identity.since, Identity.id)
_PROMISES = select(PromiseRow.state, PromiseRow.due_at).join(Identity, Identity.id == PromiseRow.identity_id).where(_OF)
_REMEMBERED = (
    select(func.count())
    .select_from(FactRow)
    .join(Identity, Identity.id == FactRow.identity_id)
    .where(_OF, FactRow.superseded_by.is_(None))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCounts:
    """What became of the promises made to a customer; `overdue` are open past their time."""

    kept: int
    late: int
    exceeded: int
    open: int
    overdue: int
    kept_rate: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One customer's relationship as the house may look at it; never shown to who serves them."""

    customer: str
    figures: Figures
    rhythm: Mapping[str, Rhythm]
    overall: Rhythm | None
    standing: Standing
    conduct: Conduct
    behaviour: Behaviour
    quality: Quality
    said: Mapping[str, float]  # the same facets as far as they were asked and answered, 0 to 1
    promises: PromiseCounts
    balance: Balance
    transgressions: Mapping[str, int]  # how often each was done to them


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports for operators; every look is on record with who looked and why."""

    store: Store

    def relationship(self, customer: str, actor: str, why: str = "") -> Report:
        """The report on one customer; raises CustomerUnknown."""
        with self.store.transaction() as tx:
            tx.about(customer)
            accounts = _accounts(tx, customer)
            if not accounts:
                raise CustomerUnknown
            tx.audit(
                "report.relationship",
                reader=Reader.OPERATOR,
                purpose=Purpose.SERVICE,
                customer=customer,
                identity=next(iter(accounts)),
                actor=actor,
                note=why,
            )
            return _report(tx, customer, accounts)


def _report(tx: Transaction, customer: str, accounts: Mapping[str, str]) -> Report:
    about = {"customer": customer}
    bought = bought_of(tx, customer)
    history = learn(bought, tx.now)
    remembered = int(tx.db.execute(_REMEMBERED, about).scalar_one())
    behaviour = replace(behaviour_of(tx, customer, bought), remembered=remembered)
    standing = stated_by(tx, customer) or infer(behaviour)
    return Report(
        customer=customer,
        figures=figures(_entries(tx, customer, accounts), tx.house().currency, tx.now),
        rhythm=history.rhythms,
        overall=history.whole,
        standing=standing,
        conduct=conduct(standing),
        behaviour=behaviour,
        quality=quality(behaviour),
        said=said(tx, customer),
        promises=_promises(tx, customer),
        balance=balance.of(tx, customer),
        transgressions=transgressions.counted(tx, customer),
    )


def _accounts(tx: Transaction, customer: str) -> dict[str, str]:
    """Each identity's name in the report: its channel, numbered where there are several; no address."""
    rows = tx.db.execute(_IDENTITIES, {"customer": customer}).all()
    seen: Counter[str] = Counter()
    names = {}
    for row in rows:
        seen[row.channel] += 1
        names[row.id] = row.channel if seen[row.channel] == 1 else f"{row.channel} {seen[row.channel]}"
    return names


def _entries(tx: Transaction, customer: str, accounts: Mapping[str, str]) -> list[Entry]:
    about = {"customer": customer}
    sold = [(row, _sold(row, accounts)) for row in tx.db.execute(_LINES, about)]
    return [
        *(entry for _, entry in sold),
        *_refunds(tx, about, accounts, sold),
        *(
            _spent(row, Kind.SERVICE, row.placed_at, row.cost_to_serve, accounts)
            for row in tx.db.execute(_ORDERS, about)
        ),
        *_contacts(tx, about, accounts),
    ]


def _sold(row: Any, accounts: Mapping[str, str]) -> Entry:
    return Entry(
        kind=Kind.PURCHASE,
        at=row.placed_at,
        amount=major(row.total),
        currency=row.currency,
        line=row.line_of_business or row.category,
        channel=row.touchpoint or "unknown",
        account=accounts[row.identity_id],
        order=row.order_id,
    )


def _refunds(
    tx: Transaction, about: Mapping[str, Any], accounts: Mapping[str, str], sold: list[tuple[Any, Entry]]
) -> Iterator[Entry]:
    """Money paid back, booked where it came from: its line of the order, else the order's first."""
    for row in tx.db.execute(_BACK, about):
        same = [(line, entry) for line, entry in sold if line.number_hash == row.number_hash]
        exact = [entry for line, entry in same if line.sku == row.sku] or [entry for _, entry in same]
        house = Entry(
            kind=Kind.REFUND,
            at=row.at,
            amount=major(row.amount),
            currency=tx.house().currency,
            account=accounts[row.identity_id],
        )
        yield replace(exact[0], kind=Kind.REFUND, at=row.at, amount=major(row.amount)) if exact else house


def _contacts(tx: Transaction, about: Mapping[str, Any], accounts: Mapping[str, str]) -> Iterator[Entry]:
    for row in tx.db.execute(_TOUCHES, about):
        yield Entry(
            kind=Kind.CONTACT,
            at=row.at,
            amount=major(row.cost),
            currency=tx.house().currency,
            channel=row.touchpoint or "unknown",
            account=accounts[row.identity_id],
        )


def _spent(row: Any, kind: Kind, at: Any, pence: int, accounts: Mapping[str, str]) -> Entry:
    return Entry(
        kind=kind,
        at=at,
        amount=major(pence),
        currency=row.currency,
        line=row.line_of_business or "other",
        channel=row.touchpoint or "unknown",
        account=accounts[row.identity_id],
        order=row.id,
    )


def _promises(tx: Transaction, customer: str) -> PromiseCounts:
    rows = tx.db.execute(_PROMISES, {"customer": customer}).all()
    counts = Counter(PromiseState(row.state) for row in rows)
    overdue = sum(row.state == PromiseState.OPEN and row.due_at < tx.now for row in rows)
    return PromiseCounts(
        kept=counts[PromiseState.KEPT],
        late=counts[PromiseState.LATE],
        exceeded=counts[PromiseState.EXCEEDED],
        open=counts[PromiseState.OPEN],
        overdue=overdue,
        kept_rate=kept_rate(dict(counts), overdue),
    )
