"""What shaped a reply, read again from the facts as they stand."""

from collections.abc import Collection, Mapping
from contextlib import suppress

from store.errors import FactUnknown
from store.memory.factrows import load
from store.memory.people import customer_of
from store.memory.store import Transaction
from store.values import Because


def explain(tx: Transaction, identity: str, facts: Collection[str]) -> Mapping[str, Because]:
    """Those of these facts, by id, that are still remembered of the customer to whom the identity belongs."""
    if not facts:
        return {}
    customer, found = customer_of(tx, identity), {}
    for id in facts:
        with suppress(FactUnknown):
            fact = load(tx, customer, id)
            found[id] = Because(id, fact.text, fact.said_at, fact.channel)
    return found
