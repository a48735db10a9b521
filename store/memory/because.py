"""What shaped a reply, read again from the facts as they stand."""

from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, select

from store.memory.facts import opened
from store.memory.store import Transaction
from store.tables.memory import FactRow
from store.tables.people import Identity
from store.values import Because

_SPEAKER = select(Identity.customer_id).where(Identity.id == bindparam("identity")).scalar_subquery()
_LIVE = (
    select(*FactRow.__table__.columns, Identity.wrapped_key, Identity.customer_id)
    .join(Identity, Identity.id == FactRow.identity_id)
    .where(FactRow.id.in_(bindparam("facts", expanding=True)), Identity.customer_id == _SPEAKER)
)


def explain(tx: Transaction, identity: str, facts: Collection[str]) -> Mapping[str, Because]:
    """Those of these facts, by id, that are still remembered of the customer to whom the identity belongs."""
    if not facts:
        return {}
    rows = tx.db.execute(_LIVE, {"identity": identity, "facts": sorted(facts)}).all()
    return {fact.id: Because(fact.id, fact.text, fact.said_at, fact.channel) for fact in opened(tx, rows)}
