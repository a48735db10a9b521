"""What happens to an order once it has come: returns, problems, refunds."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, insert, select

from shop.demo.baskets import Till, check_quantity, own_line, value_of
from shop.demo.catalogue import variant_of
from shop.demo.customers import check_texts, lock_customer
from shop.demo.database import Call, Database, next_number
from shop.demo.house import HouseBook, pounds
from shop.demo.order_rows import Repayment, insert_refund, owned_order, refunded_for
from shop.demo.stock import take
from shop.demo.tables import ProblemRow, RefundRow, ReturnRow
from shop.errors import AlreadyDone, NoSuchLine, NotValid, NotYetDelivered, TooLate
from shop.values import (
    CustomerRef,
    Order,
    OrderLine,
    OrderStatus,
    Problem,
    ProblemKind,
    ProblemReport,
    Refund,
    RefundStatus,
    Return,
    ReturnRequest,
    Wish,
)


class Afterwards:
    """The part of `shop.port.Orders` that begins when the parcel has arrived."""

    _database: Database
    _till: Till
    _book: HouseBook

    def send_back(
        self, customer: CustomerRef, number: str, request: ReturnRequest, *, once: str, now: datetime
    ) -> Return:
        def work(db: Connection) -> Return:
            lock_customer(db, customer)
            order = owned_order(db, customer, number)
            return self._send_back(db, customer, order, request, now)

        return self._database.once(Call(customer, once, "orders.send_back", (number, request)), Return, work)

    def report_problem(
        self, customer: CustomerRef, number: str, report: ProblemReport, *, once: str, now: datetime
    ) -> Problem:
        def work(db: Connection) -> Problem:
            lock_customer(db, customer)
            order = owned_order(db, customer, number)
            self._begin_remedy(db, customer, order, report, now)
            return _record(db, customer, order, report, now)

        call = Call(customer, once, "orders.report_problem", (number, report))
        return self._database.once(call, Problem, work)

    def problems(self, customer: CustomerRef, number: str) -> tuple[Problem, ...]:
        with self._database.reading() as db:
            order = owned_order(db, customer, number)
            found = select(ProblemRow).where(ProblemRow.order == order.number)
            return tuple(
                _problem(r) for r in db.execute(found.order_by(ProblemRow.reported_at, ProblemRow.times))
            )

    def refunds(self, customer: CustomerRef, number: str = "") -> tuple[Refund, ...]:
        with self._database.reading() as db:
            found = select(RefundRow).where(RefundRow.customer == customer)
            if number:
                found = found.where(RefundRow.order == owned_order(db, customer, number).number)
            rows = db.execute(found.order_by(RefundRow.requested_at.desc(), RefundRow.id.desc()))
            return tuple(_refund(row) for row in rows)

    def _send_back(
        self, db: Connection, customer: CustomerRef, order: Order, request: ReturnRequest, now: datetime
    ) -> Return:
        check_texts(request.reason)
        line = own_line(order, request.line)
        self._check_in_time(order, now)
        _check_still_there(db, order, line, request.quantity)
        refund = self._begin_return(db, customer, order, line, request, now)
        returned = {"line": line.line, "quantity": request.quantity, "wish": request.wish}
        number = f"R-{next_number(db, 'return')}"
        row = {**returned, "wish": request.wish.value, "reason": request.reason, "requested_at": now}
        db.execute(insert(ReturnRow).values(number=number, customer=customer, order=order.number, **row))
        return Return(
            number=number,
            order=order.number,
            line=line.line,
            quantity=request.quantity,
            wish=request.wish,
            requested_at=now,
            send_by=(now + timedelta(days=14)).date(),
            instructions=self._book.return_instructions,
            refund=None if refund is None else pounds(refund),
        )

    def _check_in_time(self, order: Order, now: datetime) -> None:
        if order.status is not OrderStatus.DELIVERED or order.delivered_at is None:
            raise NotYetDelivered
        if now - order.delivered_at > timedelta(days=self._book.return_policy().days):
            raise TooLate

    def _begin_return(
        self,
        db: Connection,
        customer: CustomerRef,
        order: Order,
        line: OrderLine,
        request: ReturnRequest,
        now: datetime,
    ) -> Decimal | None:
        if request.wish is Wish.REFUND:
            return self._refund(db, customer, order, line, request.quantity, now)
        if request.wish is Wish.EXCHANGE:
            product = self._till.catalogue.product(line.product)
            variant = variant_of(
                product, product.id, request.size or line.size, request.colour or line.colour
            )
            take(db, [(variant.sku, request.quantity)])
        if request.wish is Wish.REPLACEMENT:
            take(db, [(line.sku, request.quantity)])
        return None

    def _begin_remedy(
        self, db: Connection, customer: CustomerRef, order: Order, report: ProblemReport, now: datetime
    ) -> None:
        if report.line is not None:
            own_line(order, report.line)
        if report.wish is Wish.NONE or report.kind in (ProblemKind.PAYMENT, ProblemKind.POINTS):
            return
        line = _line_meant(order, report)
        if report.wish is Wish.REFUND:
            self._refund(db, customer, order, line, line.quantity, now)
        else:
            take(db, [(line.sku, line.quantity)])

    def _refund(
        self,
        db: Connection,
        customer: CustomerRef,
        order: Order,
        line: OrderLine,
        quantity: int,
        now: datetime,
    ) -> Decimal:
        """Begin a refund for so many of a line, or of what is left of its price; AlreadyDone when nothing is."""
        left_of_line = value_of(order, line, line.quantity) - refunded_for(db, order.number, line.line)
        left_of_order = order.total.amount - refunded_for(db, order.number)
        amount = min(value_of(order, line, quantity), left_of_line, left_of_order)
        if amount <= 0:
            raise AlreadyDone
        money = Repayment(amount, RefundStatus.REQUESTED, now, line=line.line)
        insert_refund(db, customer, order, money, self._book)
        return amount


def _line_meant(order: Order, report: ProblemReport) -> OrderLine:
    if report.line is not None:
        return own_line(order, report.line)
    if len(order.lines) > 1:
        raise NoSuchLine(*(str(line.line) for line in order.lines))
    return order.lines[0]


def _check_still_there(db: Connection, order: Order, line: OrderLine, quantity: int) -> None:
    check_quantity(quantity)
    same = (ReturnRow.order == order.number, ReturnRow.line == line.line)
    returned = db.execute(select(func.sum(ReturnRow.quantity)).where(*same)).scalar_one() or 0
    if returned >= line.quantity:
        raise AlreadyDone
    if returned + quantity > line.quantity:
        raise NotValid(str(line.quantity - returned))


def _record(
    db: Connection, customer: CustomerRef, order: Order, report: ProblemReport, now: datetime
) -> Problem:
    same = (ProblemRow.order == order.number, ProblemRow.kind == report.kind.value)
    before = db.execute(select(func.count()).select_from(ProblemRow).where(*same)).scalar_one()
    problem = Problem(
        number=f"P-{next_number(db, 'problem')}",
        order=order.number,
        kind=report.kind,
        wish=report.wish,
        times=before + 1,
        reported_at=now,
        line=report.line,
        words=_storable(report.words),
    )
    db.execute(
        insert(ProblemRow).values(
            number=problem.number,
            customer=customer,
            order=order.number,
            kind=problem.kind.value,
            wish=problem.wish.value,
            times=problem.times,
            reported_at=now,
            line=problem.line,
            words=problem.words,
        )
    )
    return problem


def _storable(words: str) -> str:
    """What people wrote, with control characters as blanks and no longer than a message may be."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in words[:4000])


def _problem(row: Any) -> Problem:
    return Problem(
        number=row.number,
        order=row.order,
        kind=ProblemKind(row.kind),
        wish=Wish(row.wish),
        times=row.times,
        reported_at=row.reported_at,
        line=row.line,
        words=row.words,
        settled_at=row.settled_at,
    )


def _refund(row: Any) -> Refund:
    return Refund(
        order=row.order,
        amount=pounds(row.amount),
        status=RefundStatus(row.status),
        requested_at=row.requested_at,
        expected_by=row.expected_by,
        method=row.method,
        paid_at=row.paid_at,
    )
