"""What an event changes in the service records, inside an open transaction; one function for each kind."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Row, bindparam, insert, select, update

from store.masking import mask
from store.memory import transgressions
from store.memory.store import Transaction
from store.memory.watches import watch
from store.promises import PromiseState
from store.records import (
    Booking,
    Contact,
    MoneyBack,
    Placed,
    Points,
    Progress,
    Promised,
    Visit,
    happened_at,
    minor,
    moves_on,
)
from store.tables.base import new_id
from store.tables.records import (
    BookingRow,
    MoneyBackRow,
    OrderLineRow,
    OrderRow,
    PointsRow,
    PromiseRow,
    TouchRow,
)
from store.transgressions import Transgression, comes_late
from store.values import NewEvent

_ORDER = select(OrderRow).where(
    OrderRow.identity_id == bindparam("identity"), OrderRow.number_hash == bindparam("hash")
)
_BOOKING = select(BookingRow).where(
    BookingRow.identity_id == bindparam("identity"), BookingRow.number_hash == bindparam("hash")
)
_CHANGE_ORDER = update(OrderRow).where(OrderRow.id == bindparam("row"))
_CHANGE_BOOKING = update(BookingRow).where(BookingRow.id == bindparam("row"))


def write(tx: Transaction, identity: str, event: NewEvent, data: Struct) -> None:
    """Puts what the event says into the records; news older than what is known changes no state."""
    _WRITERS[type(data)](tx, identity, event, data, happened_at(event, data, tx.now))


def number_hash(tx: Transaction, number: str) -> bytes:
    """What an order or booking is found by: the keyed hash of its number without spaces and case."""
    return tx.keys.keyed_hash("number", "".join(number.split()).casefold())


def _placed(tx: Transaction, identity: str, event: NewEvent, data: Placed, at: datetime) -> None:
    order = _order(tx, identity, data.order, "placed", at, data.currency)
    if order.placed_at is not None:
        return  # the same placing by another event: the lines stand
    total = sum(minor(line.paid) for line in data.lines)
    known = {
        "placed_at": at,
        "touchpoint": data.touchpoint,
        "line_of_business": data.line_of_business,
        "currency": data.currency,
        "total": total,
        "cost_to_serve": minor(data.cost_to_serve),
    }
    tx.db.execute(_CHANGE_ORDER.values(known), {"row": order.id})
    lines = [
        {
            "id": new_id(),
            "identity_id": identity,
            "order_id": order.id,
            "sku": line.sku,
            "name": line.name,
            "category": line.category,
            "quantity": line.quantity,
            "total": minor(line.paid),
            "placed_at": at,
        }
        for line in data.lines
    ]
    tx.db.execute(insert(OrderLineRow), lines)
    watch(tx, identity)


def _progress(tx: Transaction, identity: str, event: NewEvent, data: Progress, at: datetime) -> None:
    state = event.type.rpartition(".")[2]
    order = _order(tx, identity, data.order, state, at, None)
    if comes_late(state, order.expected_at, data.expected_at, at, tx.house().zone):
        transgressions.keep(tx, identity, Transgression.LATE_DELIVERY, order.id)
    if not moves_on(order.state_at, at):
        return
    changed: dict[str, Any] = {"state": state, "state_at": at}
    if data.expected_at is not None:
        changed["expected_at"] = data.expected_at
    if data.carrier or data.tracking:
        changed["details"] = _details(tx, identity, order.id, data.order, data.carrier, data.tracking)
    tx.db.execute(_CHANGE_ORDER.values(changed), {"row": order.id})


def _money_back(tx: Transaction, identity: str, event: NewEvent, data: MoneyBack, at: datetime) -> None:
    row = {"id": new_id(), "identity_id": identity, "number_hash": number_hash(tx, data.order)}
    kind = "refund" if event.type == "shop.refund.paid" else "return"
    amount = {"kind": kind, "sku": data.sku, "amount": minor(data.amount), "at": at}
    tx.db.execute(insert(MoneyBackRow), row | amount)


def _points(tx: Transaction, identity: str, event: NewEvent, data: Points, at: datetime) -> None:
    row = new_id()
    reason = _sealed(tx, identity, data.reason, f"points.reason:{row}")
    values = {"id": row, "identity_id": identity, "points": data.points, "reason": reason, "at": at}
    tx.db.execute(insert(PointsRow), values)


def _booking(tx: Transaction, identity: str, event: NewEvent, data: Booking, at: datetime) -> None:
    state = event.type.rpartition(".")[2]
    hashed = number_hash(tx, data.booking)
    known = tx.db.execute(_BOOKING, {"identity": identity, "hash": hashed}).first()
    said = {"place": data.place, "at": data.at, "party": data.party, "kind": data.kind}
    told = {name: value for name, value in said.items() if value is not None}
    if known is None:
        row = new_id()
        number = tx.key_of(identity).seal(data.booking, f"bookings.number:{row}")
        new = {"id": row, "identity_id": identity, "number_hash": hashed, "number": number}
        tx.db.execute(insert(BookingRow), new | said | {"state": state, "state_at": at})
        return
    if not moves_on(known.state_at, at):
        # An older event fills in only what nobody has told yet.
        told = {name: value for name, value in told.items() if getattr(known, name) is None}
    else:
        told |= {"state": state, "state_at": at}
    if told:
        tx.db.execute(_CHANGE_BOOKING.values(told), {"row": known.id})


def _visit(tx: Transaction, identity: str, event: NewEvent, data: Visit, at: datetime) -> None:
    _touch(tx, identity, {"kind": "visit", "place": data.place, "cost": 0}, data.note, at)


def _contact(tx: Transaction, identity: str, event: NewEvent, data: Contact, at: datetime) -> None:
    kind = {"kind": "contact", "touchpoint": data.touchpoint, "cost": minor(data.cost)}
    touch = _touch(tx, identity, kind, data.note, at)
    transgressions.look_at_contact(tx, identity, touch, data.touchpoint, at)


def _touch(tx: Transaction, identity: str, kind: dict[str, Any], note: str, at: datetime) -> str:
    row = new_id()
    sealed = _sealed(tx, identity, note, f"touches.note:{row}")
    tx.db.execute(insert(TouchRow), {"id": row, "identity_id": identity, "note": sealed, "at": at} | kind)
    return row


def _promised(tx: Transaction, identity: str, event: NewEvent, data: Promised, at: datetime) -> None:
    row = new_id()
    values = {
        "id": row,
        "identity_id": identity,
        "origin": "shop",
        "owner": data.by,
        "what": tx.key_of(identity).seal(mask(data.what), f"promises.what:{row}"),
        "made_at": at,
        "due_at": data.due_at,
        "state": PromiseState.OPEN.value,
    }
    tx.db.execute(insert(PromiseRow), values)


def _order(tx: Transaction, identity: str, number: str, state: str, at: datetime, currency: str | None) -> Row[Any]:
    """The order with this number, begun where no event told of it before."""
    found = {"identity": identity, "hash": number_hash(tx, number)}
    row = tx.db.execute(_ORDER, found).first()
    if row is not None:
        return row
    order = new_id()
    new = {
        "id": order,
        "identity_id": identity,
        "number_hash": found["hash"],
        "details": _details(tx, identity, order, number, "", ""),
        "state": state,
        "state_at": at,
        "currency": currency or tx.house().currency,
        "total": 0,
        "cost_to_serve": 0,
    }
    tx.db.execute(insert(OrderRow), new)
    return tx.db.execute(_ORDER, found).one()


def _details(tx: Transaction, identity: str, order: str, number: str, carrier: str, tracking: str) -> bytes:
    told = msgspec.json.encode((number, carrier, tracking)).decode()
    return tx.key_of(identity).seal(told, f"orders.details:{order}")


def _sealed(tx: Transaction, identity: str, text: str, place: str) -> bytes | None:
    return tx.key_of(identity).seal(mask(text), place) if text else None


_WRITERS: dict[type[Struct], Callable[[Transaction, str, NewEvent, Any, datetime], None]] = {
    Placed: _placed,
    Progress: _progress,
    MoneyBack: _money_back,
    Points: _points,
    Booking: _booking,
    Visit: _visit,
    Contact: _contact,
    Promised: _promised,
}
