"""What was paid more than once, and what is said of it where the order is cancelled."""

from collections import Counter as Tally
from collections.abc import Sequence
from decimal import Decimal

from actions.replies import CANCELLED, Say
from actions.tasks import Filling
from actions.what_is_wrong import unsettled
from actions.which import about_order, worth
from actions.wording import phrase
from shop.values import CustomerRef, Money, Order, Payment, PaymentStatus, ProblemKind


def taken_too_often(payments: Sequence[Payment]) -> bool:
    """Whether the same amount stands as taken more than once."""
    taken = Tally(payment.amount for payment in payments if payment.status is PaymentStatus.TAKEN)
    return any(count > 1 for count in taken.values())


def paid_beyond(order: Order, payments: Sequence[Payment]) -> Decimal:
    """What was taken more than the order costs by taking the same amount again; nothing where it was paid in parts."""
    taken = (payment.amount.amount for payment in payments if payment.status is PaymentStatus.TAKEN)
    return max(sum(taken, Decimal(0)) - order.total.amount, Decimal(0)) if taken_too_often(payments) else Decimal(0)


async def cancelled(ref: CustomerRef, order: Order, f: Filling) -> Say:
    """That it is cancelled, and what goes back; of a second payment, that it doesn't go back by that."""
    told = {**about_order(order, f.turn, f.means), "extra": ""}
    rest = paid_beyond(order, await f.means.door(f.means.shop.orders.payments, ref, order.number))
    if not rest:
        return Say(CANCELLED, told)
    amount = worth(Money(amount=rest, currency=order.total.currency), f.turn.language)
    problems = await f.means.door(f.means.shop.orders.problems, ref, order.number)
    if on_record := unsettled(problems, {ProblemKind.PAYMENT}):
        extra = phrase("utter_cancelled_extra_on_record", rest=amount, problem=on_record[-1].number)
        return Say(CANCELLED, {**told, "extra": extra})
    payload = f'/payment_problem{{"order_number": "{order.number}"}}'
    check = {"title": phrase("utter_choice_check_payment"), "payload": payload}
    return Say(CANCELLED, {**told, "extra": phrase("utter_cancelled_extra", rest=amount)}, (check,))
