"""The only read of service records: who asks, for which purpose, at which moment."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Row, bindparam, func, select

from store import consent
from store.memory import consents
from store.memory.people import identities, told_by
from store.memory.recall import sure_of
from store.memory.store import Store, Transaction
from store.records import major
from store.tables.records import BookingRow, OrderLineRow, OrderRow, PointsRow
from store.values import BookedVisit, History, Moment, Order, OrderLine, Purpose, Reader

_NEWEST = 200
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_ORDERS = (
    select(OrderRow)
    .where(OrderRow.identity_id.in_(_IDS), OrderRow.state_at > bindparam("orders"))
    .order_by(func.coalesce(OrderRow.placed_at, OrderRow.state_at).desc(), OrderRow.id.desc())
    .limit(_NEWEST)
)
_LINES = select(OrderLineRow).where(OrderLineRow.order_id.in_(bindparam("orders", expanding=True)))
_BOOKINGS = (
    select(BookingRow)
    .where(BookingRow.identity_id.in_(_IDS), BookingRow.state_at > bindparam("bookings"))
    .order_by(BookingRow.at, BookingRow.id)
    .limit(_NEWEST)
)
_POINTS = select(func.coalesce(func.sum(PointsRow.points), 0)).where(
    PointsRow.identity_id.in_(_IDS), PointsRow.at > bindparam("points")
)


def history(store: Store, customer: str, purpose: Purpose, reader: Reader, moment: Moment) -> History:
    """Orders, bookings and points as far as this moment reaches; beyond the matter itself only by permission."""
    with store.transaction() as tx:
        moment = sure_of(tx, customer, reader, replace(moment, now=tx.now))
        missing = consent.withheld_records(purpose, reader, consents.grants(tx, customer), moment)
        reached = [] if missing else _reached(tx, customer, reader, moment)
        tx.audit(
            "history",
            reader=reader,
            purpose=purpose,
            customer=customer,
            identity=told_by(tx, customer, moment),
            actor=moment.actor,
            note=moment.reason,
            reason="withheld: " + " ".join(missing) if missing else "",
        )
        if not reached:
            return History(customer=customer, withheld=missing)
        tx.about(customer)
        ids = {"ids": reached} | {table: tx.kept_since(table) for table in ("orders", "bookings", "points")}
        return History(
            customer=customer,
            orders=_orders(tx, tx.db.execute(_ORDERS, ids).all()),
            bookings=tuple(_booking(tx, row) for row in tx.db.execute(_BOOKINGS, ids)),
            points=int(tx.db.execute(_POINTS, ids).scalar_one()),
        )


def _reached(tx: Transaction, customer: str, reader: Reader, moment: Moment) -> list[str]:
    own = identities(tx, customer)
    return [one.id for one in own if consent.reaches(reader, one.id, moment)]


def _orders(tx: Transaction, rows: "list[Row[Any]] | Any") -> tuple[Order, ...]:
    lines: dict[str, list[OrderLine]] = defaultdict(list)
    for line in tx.db.execute(_LINES, {"orders": [row.id for row in rows]}):
        lines[line.order_id].append(
            OrderLine(
                sku=line.sku,
                name=line.name,
                category=line.category,
                quantity=line.quantity,
                total=major(line.total),
            )
        )
    return tuple(_order(tx, row, tuple(lines[row.id])) for row in rows)


def _order(tx: Transaction, row: Row[Any], lines: tuple[OrderLine, ...]) -> Order:
    told = tx.key_of(row.identity_id).open(row.details, f"orders.details:{row.id}")
    number, carrier, tracking = msgspec.json.decode(told)
    return Order(
        id=row.id,
        identity=row.identity_id,
        number=number,
        state=row.state,
        state_at=row.state_at,
        placed_at=row.placed_at,
        expected_at=row.expected_at,
        currency=row.currency,
        total=major(row.total),
        lines=lines,
        touchpoint=row.touchpoint,
        line_of_business=row.line_of_business,
        carrier=carrier,
        tracking=tracking,
    )


def _booking(tx: Transaction, row: Row[Any]) -> BookedVisit:
    return BookedVisit(
        id=row.id,
        identity=row.identity_id,
        number=tx.key_of(row.identity_id).open(row.number, f"bookings.number:{row.id}"),
        state=row.state,
        kind=row.kind,
        place=row.place,
        at=row.at,
        party=row.party,
    )
