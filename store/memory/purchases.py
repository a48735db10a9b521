"""What customers bought, read for their rhythm: inside an open transaction, no amounts."""

from collections.abc import Mapping, Sequence

from sqlalchemy import BindParameter, bindparam, literal_column, select

from store.memory.store import Transaction
from store.rhythm import Bought
from store.tables.people import Identity
from store.tables.records import OrderLineRow, OrderRow

CANCELLED = "cancelled"

_LINE = (OrderLineRow.identity_id, OrderLineRow.category, OrderLineRow.placed_at, OrderLineRow.order_id)
_OF_ONE = (
    select(*_LINE)
    .join(Identity, Identity.id == OrderLineRow.identity_id)
    .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
    .where(
        Identity.customer_id == bindparam("customer"),
        OrderRow.state != CANCELLED,
        OrderRow.state_at > bindparam("kept_since"),
    )
)
# For many at once each table is asked by itself: joined, PostgreSQL comes to read all of both for every few hundred.
_CUSTOMERS: BindParameter[str] = bindparam("customers", expanding=True)
_IDENTITIES: BindParameter[str] = bindparam("identities", expanding=True)
_THEIRS = select(Identity.id, Identity.customer_id).where(Identity.customer_id.in_(_CUSTOMERS))
_LINES = select(*_LINE).where(
    OrderLineRow.identity_id.in_(_IDENTITIES), OrderLineRow.placed_at > bindparam("kept_since")
)
# Written out: the partial index serves, and the orders that stand are not looked at.
_CANCELLED = select(OrderRow.id).where(
    OrderRow.identity_id.in_(_IDENTITIES), OrderRow.state == literal_column(f"'{CANCELLED}'")
)


def bought_of(tx: Transaction, customer: str) -> tuple[Bought, ...]:
    """Everything that this customer bought and did not cancel; all of their identities count."""
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
    kept = theirs | {"kept_since": tx.kept_since("orders")}
    for identity, category, at, order in tx.db.execute(_LINES, kept) if owners else ():
        if order not in cancelled:
            found[owners[identity]].append(Bought(category=category, at=at, order=order, identity=identity))
    return found


def identities_of(tx: Transaction, customers: Sequence[str]) -> Mapping[str, str]:
    """The customer of each identity of these customers."""
    return {id: customer for id, customer in tx.db.execute(_THEIRS, {"customers": list(customers)})}
