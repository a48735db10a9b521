"""What customers bought, read for their rhythm: inside an open transaction, no amounts."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal_column, or_, select

from store.memory.among import among
from store.memory.store import Transaction
from store.rhythm import Bought
from store.tables.people import Identity
from store.tables.records import MoneyBackRow, OrderLineRow, OrderRow

CANCELLED = "cancelled"


def _back(what: Any, *which: ColumnElement[bool]) -> Select[Any]:
    """What of this order came back, or was paid back."""
    of_order = (
        MoneyBackRow.identity_id == OrderLineRow.identity_id,
        MoneyBackRow.number_hash == OrderRow.number_hash,
    )
    return select(what).where(*of_order, *which)


_PAID_BACK = func.coalesce(func.sum(MoneyBackRow.amount), 0)
_REFUND = MoneyBackRow.kind == literal_column("'refund'")
_RETURN = MoneyBackRow.kind == literal_column("'return'")
_THIS = MoneyBackRow.sku == OrderLineRow.sku
# A line of which everything was paid back, by itself or with its whole order, or of which every piece came back.
GIVEN_BACK = and_(
    _back(MoneyBackRow.id).exists(),  # most orders have none, and are looked at no further
    or_(
        and_(OrderLineRow.total > 0, _back(_PAID_BACK, _REFUND, _THIS).scalar_subquery() >= OrderLineRow.total),
        and_(OrderRow.total > 0, _back(_PAID_BACK, _REFUND).scalar_subquery() >= OrderRow.total),
        _back(func.count(), _RETURN, _THIS).scalar_subquery() >= OrderLineRow.quantity,
    ),
)

_LINE = (OrderLineRow.identity_id, OrderLineRow.category, OrderLineRow.placed_at, OrderLineRow.order_id)
_OF_ONE = (
    select(*_LINE)
    .join(Identity, Identity.id == OrderLineRow.identity_id)
    .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
    .where(
        Identity.customer_id == bindparam("customer"),
        OrderRow.state != CANCELLED,
        OrderRow.state_at > bindparam("kept_since"),
        ~GIVEN_BACK,
    )
)
# For many at once each table is asked by itself: joined, PostgreSQL comes to read all of both for every few hundred.
_THEIRS = select(Identity.id, Identity.customer_id).where(among(Identity.customer_id, "customers"))
_LINES = select(*_LINE, OrderLineRow.id).where(
    among(OrderLineRow.identity_id, "identities"), OrderLineRow.placed_at > bindparam("kept_since")
)
# Written out: the partial index serves, and the orders that stand are not looked at.
_CANCELLED = select(OrderRow.id).where(
    among(OrderRow.identity_id, "identities"), OrderRow.state == literal_column(f"'{CANCELLED}'")
)

_WITH_BACK = select(MoneyBackRow.identity_id).where(among(MoneyBackRow.identity_id, "identities")).distinct()
_GIVEN_BACK = (
    select(OrderLineRow.id)
    .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
    .where(among(OrderLineRow.identity_id, "identities"), GIVEN_BACK)
)


def bought_of(tx: Transaction, customer: str) -> tuple[Bought, ...]:
    """Everything that this customer bought, and neither cancelled nor gave back; all of their identities count."""
    asked = {"customer": customer, "kept_since": tx.kept_since("orders")}
    found = {
        Bought(category=category, at=at, order=order, identity=identity)
        for identity, category, at, order in tx.db.execute(_OF_ONE, asked)
    }
    return tuple(found)


def bought_by(tx: Transaction, owners: Mapping[str, str]) -> Mapping[str, Sequence[Bought]]:
    """The same of each customer whom these identities belong to; one order's lines may repeat each other."""
    found: dict[str, list[Bought]] = {customer: [] for customer in owners.values()}
    theirs = {"identities": list(owners)}
    cancelled = set(tx.db.execute(_CANCELLED, theirs).scalars()) if owners else set()
    back = _given_back(tx, theirs) if owners else frozenset()
    kept = theirs | {"kept_since": tx.kept_since("orders")}
    for identity, category, at, order, line in tx.db.execute(_LINES, kept) if owners else ():
        if order not in cancelled and line not in back:
            found[owners[identity]].append(Bought(category=category, at=at, order=order, identity=identity))
    return found


def _given_back(tx: Transaction, of: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The lines of these identities that they kept nothing of; few of them ever sent anything back."""
    some = list(tx.db.execute(_WITH_BACK, of).scalars())
    return frozenset(tx.db.execute(_GIVEN_BACK, {"identities": some}).scalars()) if some else frozenset()


def identities_of(tx: Transaction, customers: Sequence[str]) -> Mapping[str, str]:
    """The customer of each identity of these customers."""
    return {id: customer for id, customer in tx.db.execute(_THEIRS, {"customers": list(customers)})}
