"""What customers bought, read for their rhythm: inside an open transaction, no amounts."""

from collections.abc import Mapping, Sequence

from sqlalchemy import BindParameter, bindparam, select

from store.memory.store import Transaction
from store.rhythm import Bought
from store.tables.people import Identity
from store.tables.records import OrderLineRow, OrderRow

_CUSTOMERS: BindParameter[str] = bindparam("customers", expanding=True)
_BOUGHT = (
    select(
        Identity.customer_id,
        Identity.id,
        OrderLineRow.category,
        OrderLineRow.placed_at,
        OrderLineRow.order_id,
    )
    .join(OrderLineRow, OrderLineRow.identity_id == Identity.id)
    .join(OrderRow, OrderRow.id == OrderLineRow.order_id)
    .where(Identity.customer_id.in_(_CUSTOMERS), OrderRow.state != "cancelled")
)


def bought_by(tx: Transaction, customers: Sequence[str]) -> Mapping[str, tuple[Bought, ...]]:
    """Everything that each of these customers bought and did not cancel; all of their identities count."""
    found: dict[str, set[Bought]] = {customer: set() for customer in customers}
    for customer, identity, category, at, order in tx.db.execute(_BOUGHT, {"customers": list(customers)}):
        found[customer].add(Bought(category=category, at=at, order=order, identity=identity))
    return {customer: tuple(bought) for customer, bought in found.items()}
