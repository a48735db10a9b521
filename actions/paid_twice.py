"""What was paid more than once, and what is said of it where the order is cancelled."""

from collections import Counter as Tally
from collections.abc import Sequence
from decimal import Decimal

from actions.replies import CANCELLED, Say
from actions.tasks import Filling
from actions.which import about_order, worth
from actions.wording import phrase
from shop.values import Money, Order, Payment, PaymentStatus, ProblemKind


def taken_too_often(payments: Sequence[Payment]) -> bool:
    """Whether the same amount stands as taken more than once."""
    taken = Tally(payment.amount for payment in payments if payment.status is PaymentStatus.TAKEN)
    return any(count > 1 for count in taken.values())


async def cancelled(order: Order, f: Filling) -> Say:
    """That it is cancelled, and what goes back; of a second payment, that it doesn't go back by that."""
    told = {**about_order(order, f.turn, f.means), "extra": ""}
    ref, _ = await f.counter.order(order.number)
    payments = await f.means.door(f.means.shop.orders.payments, ref, order.number)
    if not taken_too_often(payments):
        return Say(CANCELLED, told)
    rest = _taken(payments) - order.total.amount
    amount = worth(Money(amount=rest, currency=order.total.currency), f.turn.language)
    problems = await f.means.door(f.means.shop.orders.problems, ref, order.number)
    on_record = next((one for one in problems if one.kind is ProblemKind.PAYMENT and one.settled_at is None), None)
    if on_record:
        extra = phrase("utter_cancelled_extra_on_record", rest=amount, problem=on_record.number)
        return Say(CANCELLED, {**told, "extra": extra})
    payload = f'/payment_problem{{"order_number": "{order.number}"}}'
    check = {"title": phrase("utter_choice_check_payment"), "payload": payload}
    return Say(CANCELLED, {**told, "extra": phrase("utter_cancelled_extra", rest=amount)}, (check,))


def _taken(payments: Sequence[Payment]) -> Decimal:
    return sum((one.amount.amount for one in payments if one.status is PaymentStatus.TAKEN), Decimal(0))
