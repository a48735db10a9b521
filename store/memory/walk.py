"""One walk over the data map: counting, reading and deleting what belongs to some identities."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, exists, func, insert, or_, select

from store.datamap import DATA_MAP, Belongs, TableMap
from store.erasure import Refs
from store.memory.people import identities
from store.memory.store import Transaction
from store.tables.base import Base
from store.tables.conversations import ConversationRow
from store.tables.people import Customer, Identity, Link
from store.tables.rights import ErasingRow
from store.values import IdentityView

_LOCKED = (
    select(Identity.id).where(Identity.id.in_(bindparam("ids", expanding=True))).order_by(Identity.id)
).with_for_update()
_THREADS_LOCKED = (
    select(ConversationRow.id)
    .where(ConversationRow.identity_id.in_(bindparam("ids", expanding=True)))
    .order_by(ConversationRow.id)
).with_for_update()
_CONVERSATIONS = select(ConversationRow.id).where(ConversationRow.identity_id.in_(bindparam("ids", expanding=True)))
_ONCE_OF = select(Link.customer_id).where(Link.identity_id.in_(bindparam("ids", expanding=True))).distinct()

Rows = list[dict[str, Any]]


def refs_of(tx: Transaction, customer: str, reached: Sequence[IdentityView]) -> Refs:
    """By what every place knows these identities, and what is sealed now and gone later."""
    ids = [identity.id for identity in reached]
    return Refs(
        customer=customer,
        customers=tuple({customer, *(identity.home for identity in reached)}),
        once_of=tuple(tx.db.execute(_ONCE_OF, {"ids": ids}).scalars()),
        identities=tuple(ids),
        subjects=tuple(f"{identity.channel}:{identity.address}" for identity in reached),
        conversations=tuple(tx.db.execute(_CONVERSATIONS, {"ids": ids}).scalars()),
    )


def everything_of(tx: Transaction, customer: str, only: str | None) -> tuple[IdentityView, ...]:
    """The customer's identities, or the one that alone may be reached."""
    return tuple(one for one in identities(tx, customer) if only is None or one.id == only)


def count(tx: Transaction, refs: Refs) -> dict[str, int]:
    """How many rows each table holds of these identities now."""
    tx.as_house()  # a second look sees what belongs to nobody any more
    return {name: _counted(tx, table, refs) for name, table in _tables()}


def delete_all(tx: Transaction, refs: Refs) -> None:
    """Deletes every row of these identities, children first; late writes of others then find no identity."""
    tx.as_house()
    # Lock first: whoever is writing for them finishes before, whoever comes later finds nothing to hold on to.
    # Conversations before identities, as a turn does: it holds its conversation when it writes for its identity.
    for locked in (_THREADS_LOCKED, _LOCKED):
        tx.db.execute(locked, {"ids": list(refs.identities)}).all()
    tx.db.execute(insert(ErasingRow), [{"identity_id": one} for one in refs.identities])
    for _, table in _tables():
        tx.db.execute(delete(table).where(_theirs(table, refs)))
    tx.db.execute(delete(ErasingRow))


def read_all(tx: Transaction, refs: Refs) -> dict[str, Rows]:
    """Every row of these identities, opened, without the hashes and keys that are the house's own."""
    tx.about(refs.customer)
    return {name: list(_opened(tx, table, refs)) for name, table in reversed(_tables())}


def _tables() -> list[tuple[str, Table]]:
    """The tables that hold anything of customers, children before parents."""
    return [
        (str(table.name), table)
        for table in reversed(Base.metadata.sorted_tables)
        if DATA_MAP[table.name].belongs in (Belongs.IDENTITY, Belongs.ITSELF)
    ]


def _theirs(table: Table, refs: Refs) -> ColumnElement[bool]:
    if table.name == "customers":
        return and_(table.c.id.in_(refs.customers), ~_someone_else(refs))
    if table.name == "identities":
        return table.c.id.in_(refs.identities)
    return table.c.identity_id.in_(refs.identities)


def _counted(tx: Transaction, table: Table, refs: Refs) -> int:
    number: int = tx.db.execute(select(func.count()).select_from(table).where(_theirs(table, refs))).scalar_one()
    return number


def _someone_else(refs: Refs) -> ColumnElement[bool]:
    """A customer goes with the last identity; one whose other identities stay is still somebody."""
    of_customer = or_(Identity.customer_id == Customer.id, Identity.home_customer_id == Customer.id)
    return exists().where(of_customer, Identity.id.not_in(refs.identities))


def _opened(tx: Transaction, table: Table, refs: Refs) -> Iterator[dict[str, Any]]:
    held = DATA_MAP[table.name]
    whose = table.c.id.in_(refs.customers) if table.name == "customers" else _theirs(table, refs)
    for row in tx.db.execute(select(table).where(whose).order_by(*table.primary_key)).mappings():
        yield _row(tx, table.name, held, row)


def _row(tx: Transaction, table: str, held: TableMap, row: Mapping[Any, Any]) -> dict[str, Any]:
    hidden = {*held.hashed.split(), "wrapped_key"}
    plain = {name: value for name, value in row.items() if name not in hidden and name not in held.sealed}
    identity = row["identity_id" if "identity_id" in row else "id"]
    for column, names in held.sealed.items():
        if row[column] is not None:
            row_id = ".".join(str(row[name]) for name in held.row)
            text = tx.key_of(str(identity)).open(row[column], f"{table}.{column}:{row_id}")
            plain |= _named(column, names, text)
    return plain


def _named(column: str, names: Sequence[str], text: str) -> dict[str, Any]:
    if names:
        return dict(zip(names, msgspec.json.decode(text), strict=True))
    try:
        held = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return {column: text}
    # words that happen to be a number are words: "007" is somebody's address
    return {column: held if isinstance(held, dict | list) else text}
