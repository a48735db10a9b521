"""What shaped a reply, read again from the rows as they stand."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import Select, bindparam, literal_column, select

from store.errors import FactUnknown
from store.memory.factrows import load
from store.memory.people import customer_of
from store.memory.store import Transaction
from store.tables.conversations import EncounterRow
from store.tables.outreach import SignRow, StandingRow
from store.tables.people import Identity
from store.tables.records import OrderLineRow, OrderRow
from store.values import Because, Provenance

STANDING, ORDER, SIGN, ENCOUNTER = "standing", "order", "sign", "encounter"
_SEEN = Provenance.OBSERVED


def _of(row: Any, text: Any, at: Any) -> Select[Any]:
    """Those of the customer's rows whose ids are asked for."""
    return (
        select(row.id, row.identity_id, text.label("text"), at.label("at"), Identity.channel)
        .join(Identity, Identity.id == row.identity_id)
        .where(Identity.customer_id == bindparam("customer"), row.id.in_(bindparam("ids", expanding=True)))
    )


_CATEGORY = select(OrderLineRow.category).where(OrderLineRow.order_id == OrderRow.id).limit(1).scalar_subquery()
_HAPPENED = {
    ORDER: _of(OrderRow, _CATEGORY, OrderRow.placed_at).where(
        OrderRow.placed_at.is_not(None), OrderRow.state_at > bindparam("orders_since")
    ),
    SIGN: _of(SignRow, SignRow.kind, SignRow.at),
    ENCOUNTER: _of(EncounterRow, literal_column(f"'{ENCOUNTER}'"), EncounterRow.started_at),
}
_SAID = _of(StandingRow, StandingRow.words, StandingRow.at)


def explain(tx: Transaction, identity: str, shaped: Collection[str]) -> Mapping[str, Because]:
    """Those of these facts and happenings, by id, that are still kept of the customer of this identity."""
    if not shaped:
        return {}
    customer, found = customer_of(tx, identity), {}
    for id in shaped:
        with suppress(FactUnknown):
            fact = load(tx, customer, id)
            found[id] = Because(id, fact.text, fact.said_at, fact.channel, fact.provenance)
    others = [id for id in shaped if id not in found]
    return found | {one.fact: one for one in (_happened(tx, customer, others) if others else ())}


def _happened(tx: Transaction, customer: str, ids: list[str]) -> Iterator[Because]:
    asked = {"customer": customer, "ids": ids, "orders_since": tx.kept_since("orders")}
    for row in tx.db.execute(_SAID, asked):
        words = tx.key_of(row.identity_id).open(row.text, f"standings.words:{row.id}")
        yield Because(row.id, words, row.at, row.channel, of=STANDING)
    for of, rows in _HAPPENED.items():
        for row in tx.db.execute(rows, asked):
            yield Because(row.id, row.text or "", row.at, row.channel, _SEEN, of)
