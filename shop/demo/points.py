"""Loyalty points: a ledger that never runs below zero, and the vouchers made from it."""

from __future__ import annotations

import secrets
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, func, insert, select, update

from shop.demo.customers import lock_customer
from shop.demo.database import Call, Database
from shop.demo.house import HouseBook, pounds
from shop.demo.tables import PointsRow, VoucherRow
from shop.errors import NoSuchVoucher, NotEnoughPoints, NotValid
from shop.values import CustomerRef, Money, PointsBalance, PointsEntry, Redemption

_NEWEST = 50


class DemoPoints:
    """`shop.port.Points` of the demo house."""

    def __init__(self, database: Database, book: HouseBook) -> None:
        self._database = database
        self._book = book

    def balance(self, customer: CustomerRef) -> PointsBalance:
        with self._database.reading() as db:
            points = balance_of(db, customer)
            return PointsBalance(
                points=points,
                worth=self._worth(points),
                entries=_entries(db, customer),
                per_unit=self._book.points_per_pound,
            )

    def redeem(self, customer: CustomerRef, points: int, *, once: str, now: datetime) -> Redemption:
        def work(db: Connection) -> Redemption:
            return self._redeem(db, customer, points, now)

        return self._database.once(Call(customer, once, "points.redeem", (points,)), Redemption, work)

    def _redeem(self, db: Connection, customer: CustomerRef, points: int, now: datetime) -> Redemption:
        if points <= 0:
            raise NotValid
        lock_customer(db, customer)
        have = balance_of(db, customer)
        if have < points:
            raise NotEnoughPoints(str(have))
        code = "V" + secrets.token_hex(4).upper()
        worth = self._worth(points)
        post(db, customer, -points, code, now)
        db.execute(insert(VoucherRow).values(code=code, customer=customer, worth=worth.amount))
        return Redemption(points=points, voucher=code, worth=worth, points_left=have - points)

    def _worth(self, points: int) -> Money:
        return pounds(Decimal(points) / self._book.points_for_a_pound)


def balance_of(db: Connection, customer: CustomerRef) -> int:
    """The points there are."""
    total = select(func.coalesce(func.sum(PointsRow.points), 0)).where(PointsRow.customer == customer)
    return int(db.execute(total).scalar_one())


def post(
    db: Connection, customer: CustomerRef, points: int, reason: str, now: datetime, order: str = ""
) -> None:
    """Write an entry; the caller has locked the customer and knows that the balance allows it."""
    db.execute(insert(PointsRow).values(customer=customer, points=points, reason=reason, at=now, order=order))


def set_points_for_order(
    db: Connection, customer: CustomerRef, order: str, points: int, now: datetime
) -> None:
    """Let this order have earned so many points in all; points already used are not taken back."""
    earned = select(func.coalesce(func.sum(PointsRow.points), 0)).where(
        PointsRow.customer == customer, PointsRow.order == order
    )
    missing = points - int(db.execute(earned).scalar_one())
    change = max(missing, -balance_of(db, customer))
    if change:
        post(db, customer, change, order, now, order)


def use_voucher(db: Connection, customer: CustomerRef, code: str, order: str) -> Decimal:
    """Spend a voucher of the customer's own on an order, and say its worth in pounds; NoSuchVoucher."""
    unused = (
        VoucherRow.code == code.strip().upper(),
        VoucherRow.customer == customer,
        VoucherRow.used_on == "",
    )
    worth = db.execute(update(VoucherRow).where(*unused).values(used_on=order).returning(VoucherRow.worth))
    amount = worth.scalar_one_or_none()
    if amount is None:
        raise NoSuchVoucher
    return amount


def free_voucher(db: Connection, customer: CustomerRef, order: str) -> None:
    """Give back the voucher spent on an order that will not be."""
    used = (VoucherRow.customer == customer, VoucherRow.used_on == order)
    db.execute(update(VoucherRow).where(*used).values(used_on=""))


def _entries(db: Connection, customer: CustomerRef) -> tuple[PointsEntry, ...]:
    newest = select(PointsRow).where(PointsRow.customer == customer)
    rows = db.execute(newest.order_by(PointsRow.at.desc(), PointsRow.id.desc()).limit(_NEWEST))
    return tuple(PointsEntry(points=r.points, reason=r.reason, at=r.at, order=r.order) for r in rows)
