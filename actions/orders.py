"""Orders: where they are, cancelling, ordering again, invoices and payments."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.ordered_goods import LOOKED_AT
from actions.paid_twice import cancelled, taken_too_often
from actions.refunds import refund_line
from actions.replies import CANCELLED, RETURN_BEGUN, RETURN_LEFT, UNDOES, Events, Say, said_last, say
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, TOLD, Detail, Filling, Stop, Task
from actions.turn import CareAction, turn_of
from actions.ways import COLLECT
from actions.which import (
    Eligible,
    about_order,
    exists,
    has_not_left,
    is_standing,
    which_order,
    worth,
)
from actions.wording import Lines, Phrase, clock_time, day, phrase
from shop.values import (
    Order,
    Payment,
    PaymentStatus,
    ProblemKind,
    ProblemReport,
)

_DECLINED = re.compile(
    r"\b(?:declin\w+|reject\w+|refus\w+|fail\w*|"
    r"(?:won'?t|doesn'?t|not) (?:go through|work\w*))\b", re.I
)
_TAKEN_ALL_THE_SAME = re.compile(
    r"\b(?:charged|taken|took|debited|left my (?:account|bank)|come out|came out|gone out|paid (?:anyway|"
    r"twice))\b", re.I
)
_OF_DELIVERY = re.compile(r"\b(?:deliver\w*|postage|shipping|p ?& ?p)\b", re.I)
_CANCEL = re.compile(r"\bcancel", re.I)


class CancelOrder(Task):
    """Cancels an order that has not left the house."""

    NAME, FORM = "action_cancel_order", "cancel_form"
    OWN = frozenset({"cancel_order"})
    DETAILS = {
        "order_number": which_order(Eligible(has_not_left, "utter_cancel_too_late", come="utter_cancel_has_come")),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        _, order = await f.counter.order(f.slots["order_number"])
        return Say("utter_ask_cancel", about_order(order, f.turn, f.means))

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        cancel = self.means.shop.orders.cancel
        done = await self.door(cancel, ref, order.number, once=self.once(f), now=f.turn.moment.now)
        return await cancelled(ref, done, f)


ANY_ORDER = which_order(Eligible(is_standing, "utter_no_orders"))
_PAID_FOR = which_order(Eligible(exists, "utter_no_orders"))  # what was cancelled was paid all the same


def spoken_of_order(order: Order) -> dict[str, Any]:
    """An order and its goods, for "it" and "them" in what is said next."""
    return {"about_products": list(dict.fromkeys(line.product for line in order.lines)), "about_order": order.number}


def ordered(order: Order, f: Filling) -> Say:
    """That it is ordered, what it comes to, and when they have it."""
    told = about_order(order, f.turn, f.means)
    there = "utter_ready_on" if order.delivery == COLLECT else "utter_with_you_on"
    return Say("utter_ordered", {**told, "there": phrase(there)}, about=spoken_of_order(order))


class RequestInvoice(Task):
    """Gives the invoice of an order."""

    NAME, FORM = "action_request_invoice", "invoice_form"
    OWN = frozenset({"request_invoice"})
    DETAILS = {"order_number": ANY_ORDER}

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        invoice = await self.door(self.means.shop.orders.invoice, ref, order.number)
        return say(
            "utter_invoice",
            invoice=invoice.number,
            number=order.number,
            day=day(invoice.issued_at, f.turn.language, f.means.zone),
            total=worth(invoice.total, f.turn.language),
            vat=worth(invoice.vat, f.turn.language),
            link=_way_of(invoice.url, order.invoice_by),
        )


def _way_of(link: str, wished: str) -> Phrase:
    """How the invoice comes: as they told us, else as a file or by mail."""
    if wished:
        return phrase("utter_invoice_as_told", wish=wished)
    return phrase("utter_invoice_link", link=link) if link else phrase("utter_invoice_by_mail")


async def _order_paid_oddly(f: Filling) -> str | None:
    """The order meant, or else the one whose payments look wrong."""
    if _DECLINED.search(f.said.text) and not await f.counter.orders():
        taken = _TAKEN_ALL_THE_SAME.search(f.said.text)
        raise Stop(say("utter_charged_unseen") if taken else await _other_ways_to_pay(f))
    pointed_at = await _PAID_FOR.read(f)
    if pointed_at or f.slots["order_number"]:
        return pointed_at
    odd = []
    for order in (await f.counter.orders())[:LOOKED_AT]:
        ref, _ = await f.counter.order(order.number)
        payments = await f.means.door(f.means.shop.orders.payments, ref, order.number)
        if taken_too_often(payments) or any(p.status is PaymentStatus.FAILED for p in payments):
            odd.append(order.number)
    return odd[0] if len(odd) == 1 else None


async def _other_ways_to_pay(f: Filling) -> Say:
    methods = await f.means.door(f.means.shop.house.payment_methods)
    return say("utter_payment_declined", methods=Lines([phrase("utter_line_method", name=one.name) for one in methods]))


class PaymentTrouble(Task):
    """Says what was taken for an order and puts what looks wrong on record."""

    NAME, FORM = "action_payment_problem", "payment_form"
    OWN = frozenset({"payment_problem"})
    DETAILS = {
        "order_number": Detail(read=_order_paid_oddly, ask=_PAID_FOR.ask),
        "told": TOLD,
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        payments = await self.door(self.means.shop.orders.payments, ref, order.number)
        shown = [_payment_line(payment, f) for payment in payments[-5:]]
        if _OF_DELIVERY.search(f.slots["told"] or ""):
            shown.append(_delivery_line(order, f))
        refunds = await self.door(self.means.shop.orders.refunds, ref, order.number)
        shown += [refund_line(refund, f.turn.language, f.means) for refund in refunds]
        response = "utter_ask_paid_twice" if taken_too_often(payments) else "utter_ask_payment"
        return say(response, number=order.number, payments=Lines(shown))

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        report = ProblemReport(kind=ProblemKind.PAYMENT, words=f.slots["told"])
        record = self.means.shop.orders.report_problem
        problem = await self.door(record, ref, order.number, report, once=self.once(f), now=f.turn.moment.now)
        return say("utter_payment_on_record", number=order.number, problem=problem.number)


def _delivery_line(order: Order, f: Filling) -> Phrase:
    fee = worth(order.delivery_fee, f.turn.language) if order.delivery_fee.amount else phrase("utter_free")
    return phrase("utter_line_delivery_fee", fee=fee)


def _payment_line(payment: Payment, f: Filling) -> Phrase:
    return phrase(
        f"utter_payment_{payment.status.value}",
        amount=worth(payment.amount, f.turn.language),
        day=day(payment.at, f.turn.language, f.means.zone),
        time=clock_time(payment.at, f.turn.language, f.means.zone),
    )


class CancelThat(CareAction):
    """A bare "cancel that": the order or booking just spoken of, if it was one; else nothing is under way."""

    NAME = "action_cancel_that"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        told = said_last(tracker)
        if told == CANCELLED:
            _cancelled_for_good(str(tracker.get_slot("about_order"))).by(dispatcher)
            return []
        if told not in UNDOES and not _CANCEL.search(turn_of(tracker).text):
            dispatcher.utter_message(response=RETURN_LEFT if told == RETURN_BEGUN else "utter_dropped")
            return []
        return [FollowupAction("unbook_form" if tracker.get_slot("asked") == "booking" else "cancel_form")]


def _cancelled_for_good(number: str) -> Say:
    """That a cancelled order stays so, and how to have the goods all the same."""
    again = {"title": phrase("utter_choice_order_again"), "payload": f'/reorder{{"order_number": "{number}"}}'}
    return say("utter_cancelled_for_good", again, number=number)
