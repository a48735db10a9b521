"""Orders at the demo house, from basket to invoice; returns and problems are in `afterwards`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from shop.demo.afterwards import Afterwards
from shop.demo.baskets import Till, has_left, quantities, summed
from shop.demo.customers import check_address, check_texts, details_of, lock_customer
from shop.demo.database import Call, Database, next_number
from shop.demo.house import pounds
from shop.demo.invoices import invoice_of, issue_invoice, renew_invoice
from shop.demo.order_rows import (
    goods,
    insert_order,
    insert_payment,
    newest_orders,
    order_by_number,
    owned_order,
    replace_lines,
    set_order,
    settle,
)
from shop.demo.points import free_voucher, set_points_for_order, use_voucher
from shop.demo.stock import exchange, take
from shop.demo.tables import PaymentRow
from shop.errors import AlreadyDone, NoAddress, TooLate
from shop.places import Shop
from shop.values import (
    Address,
    Basket,
    CustomerRef,
    Invoice,
    Item,
    LineChange,
    Order,
    OrderStatus,
    Payment,
    PaymentStatus,
)

COLLECT = "collect"


class DemoOrders(Afterwards):
    """`shop.port.Orders` of the demo house."""

    def __init__(self, database: Database, till: Till) -> None:
        self._database = database
        self._till = till
        self._book = till.book

    def find(self, customer: CustomerRef, number: str) -> Order:
        with self._database.reading() as db:
            return owned_order(db, customer, number)

    def recent(self, customer: CustomerRef, limit: int = 10) -> tuple[Order, ...]:
        with self._database.reading() as db:
            return newest_orders(db, customer, limit)

    def place(self, customer: CustomerRef, basket: Basket, *, once: str, now: datetime) -> Order:
        def work(db: Connection) -> Order:
            lock_customer(db, customer)
            return self._place(db, customer, basket, now)

        return self._database.once(Call(customer, once, "orders.place", (basket,)), Order, work)

    def cancel(self, customer: CustomerRef, number: str, *, once: str, now: datetime) -> Order:
        def work(db: Connection, order: Order) -> Order:
            cancelled = replace(order, status=OrderStatus.CANCELLED)
            set_order(db, order.number, status=cancelled.status.value)
            exchange(db, (), quantities(order.lines))
            settle(db, customer, cancelled, self._book, now)
            set_points_for_order(db, customer, order.number, 0, now)
            free_voucher(db, customer, order.number)
            return cancelled

        return self._on_own(Call(customer, once, "orders.cancel", (number,)), number, work)

    def change(
        self, customer: CustomerRef, number: str, changes: tuple[LineChange, ...], *, once: str, now: datetime
    ) -> Order:
        def work(db: Connection, order: Order) -> Order:
            return self._rewrite(db, customer, order, self._till.changed(order, changes), now)

        return self._on_own(Call(customer, once, "orders.change", (number, changes)), number, work)

    def add(self, customer: CustomerRef, number: str, item: Item, *, once: str, now: datetime) -> Order:
        def work(db: Connection, order: Order) -> Order:
            line = self._till.line(max(line.line for line in order.lines) + 1, item)
            return self._rewrite(db, customer, order, self._till.with_lines(order, (*order.lines, line)), now)

        return self._on_own(Call(customer, once, "orders.add", (number, item)), number, work)

    def redirect(
        self, customer: CustomerRef, number: str, address: Address, *, once: str, now: datetime
    ) -> Order:
        def work(db: Connection, order: Order) -> Order:
            check_address(address)
            set_order(db, order.number, deliver_to=asdict(address))
            return replace(order, deliver_to=address)

        return self._on_own(Call(customer, once, "orders.redirect", (number, address)), number, work)

    def payments(self, customer: CustomerRef, number: str) -> tuple[Payment, ...]:
        with self._database.reading() as db:
            order = owned_order(db, customer, number)
            attempts = select(PaymentRow).where(PaymentRow.order == order.number)
            return tuple(_payment(row) for row in db.execute(attempts.order_by(PaymentRow.at, PaymentRow.id)))

    def invoice(self, customer: CustomerRef, number: str) -> Invoice:
        with self._database.reading() as db:
            return invoice_of(db, owned_order(db, customer, number))

    def _on_own(self, call: Call, number: str, work: Callable[[Connection, Order], Order]) -> Order:
        """Do something once to the customer's own order, unless it has left the house."""

        def checked(db: Connection) -> Order:
            lock_customer(db, call.customer)
            order = owned_order(db, call.customer, number)
            if order.status is OrderStatus.CANCELLED:
                raise AlreadyDone
            if has_left(order):
                raise TooLate
            return work(db, order)

        return self._database.once(call, Order, checked)

    def _place(self, db: Connection, customer: CustomerRef, basket: Basket, now: datetime) -> Order:
        check_texts(basket.packaging, basket.invoice_by, basket.voucher)
        number = f"{self._book.order_prefix}-{next_number(db, 'order'):04}"
        order = self._till.order(number, basket, now)
        order = replace(order, deliver_to=_address(db, customer, basket, self._book.shops(now)))
        take(db, quantities(order.lines))
        if basket.voucher:
            worth = use_voucher(db, customer, basket.voucher, number)
            order = summed(replace(order, discount=pounds(order.discount.amount + worth)))
        insert_order(db, customer, order)
        insert_payment(db, customer, order, order.total.amount, PaymentStatus.PENDING, now)
        issue_invoice(db, customer, order, self._book, now)
        set_points_for_order(db, customer, number, self._points_for(order), now)
        return order

    def _rewrite(self, db: Connection, customer: CustomerRef, old: Order, new: Order, now: datetime) -> Order:
        exchange(db, taken=quantities(new.lines), returned=quantities(old.lines))
        replace_lines(db, customer, new)
        settle(db, customer, new, self._book, now)
        renew_invoice(db, new, self._book)
        set_points_for_order(db, customer, new.number, self._points_for(new), now)
        return order_by_number(db, new.number)

    def _points_for(self, order: Order) -> int:
        return int(goods(order.lines) - order.discount.amount) * self._book.points_per_pound


def _address(db: Connection, customer: CustomerRef, basket: Basket, shops: Iterable[Shop]) -> Address | None:
    if basket.delivery == COLLECT:  # in the shop that they name, if they name one
        return next((shop.address for shop in shops if _is_at(shop.address, basket.deliver_to)), None)
    address = basket.deliver_to or details_of(db, customer).delivery
    if address is None:
        raise NoAddress
    check_address(address)
    return address


def _is_at(address: Address, told: Address | None) -> bool:
    return told is not None and (told.street, told.postcode) == (address.street, address.postcode)


def _payment(row: Any) -> Payment:
    return Payment(
        order=row.order,
        amount=pounds(row.amount),
        status=PaymentStatus(row.status),
        method=row.method,
        at=row.at,
    )
