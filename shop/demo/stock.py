"""What is on the shelves, counted so that nobody is promised what is gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from shop.demo.tables import StockRow
from shop.errors import OutOfStock


def stock_now(db: Connection) -> dict[str, int]:
    """How many there are of each sku."""
    return {row.sku: row.quantity for row in db.execute(select(StockRow.sku, StockRow.quantity))}


def exchange(db: Connection, taken: Iterable[tuple[str, int]], returned: Iterable[tuple[str, int]]) -> None:
    """Take some things off the shelf and put others back, as one step; OutOfStock when one is short."""
    net: Counter[str] = Counter()
    for sku, quantity in taken:
        net[sku] -= quantity
    for sku, quantity in returned:
        net[sku] += quantity
    # Always in the same order, so that two baskets never wait for each other.
    for sku in sorted(net):
        _shift(db, sku, net[sku])


def take(db: Connection, wanted: Iterable[tuple[str, int]]) -> None:
    """Take so many of each sku off the shelf; OutOfStock when one is short."""
    exchange(db, wanted, ())


def _shift(db: Connection, sku: str, by: int) -> None:
    if by == 0:
        return
    enough = (StockRow.sku == sku, StockRow.quantity + by >= 0)
    done = db.execute(update(StockRow).where(*enough).values(quantity=StockRow.quantity + by))
    if by < 0 and not done.rowcount:
        raise OutOfStock
