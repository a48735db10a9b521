"""Orders: where they are, cancelling, ordering again, invoices and payments."""

import re
from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.exchanges import names_another
from actions.replies import Events, Say, say
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, TOLD, Detail, Filling, Task, Unfit
from actions.turn import CareAction, turn_of
from actions.which import (
    LOOKED_AT,
    Eligible,
    about_order,
    exists,
    has_not_left,
    is_open,
    is_standing,
    items_of,
    variant_words,
    which_order,
    worth,
)
from actions.wording import Lines, Phrase, clock_time, day, phrase
from shop.values import (
    Basket,
    Item,
    Order,
    OrderLine,
    OrderStatus,
    Payment,
    PaymentStatus,
    ProblemKind,
    ProblemReport,
)

MOST = 99
_WHEREABOUTS = {
    OrderStatus.PLACED: "utter_order_placed",
    OrderStatus.PACKED: "utter_order_packed",
    OrderStatus.SHIPPED: "utter_order_shipped",
    OrderStatus.DELAYED: "utter_order_delayed",
    OrderStatus.DELIVERED: "utter_order_delivered",
    OrderStatus.CANCELLED: "utter_order_cancelled",
}


_ON_ITS_WAY = frozenset({OrderStatus.PLACED, OrderStatus.PACKED, OrderStatus.SHIPPED, OrderStatus.DELAYED})
_CANCEL = re.compile(r"\bcancel", re.I)


class TrackOrder(Task):
    """Says where an order is and when it comes."""

    NAME, FORM = "action_track_order", "track_form"
    TONGUES = frozenset({"en", "de", "es"})
    OWN = frozenset({"track_order"})
    DETAILS = {
        "order_number": which_order(
            Eligible(is_open, "utter_no_order_open", else_latest=exists, named=exists)
        )
    }

    async def carry_out(self, f: Filling) -> Say:
        _, order = await f.counter.order(f.slots["order_number"])
        tracking = (
            phrase("utter_line_tracking", link=order.tracking_url or order.tracking) if order.tracking else ""
        )
        carrier = phrase("utter_line_carrier", carrier=order.carrier) if order.carrier else ""
        return Say(
            _whereabouts(order, f.turn.moment.now),
            {**about_order(order, f.turn, f.means), "carrier": carrier, "tracking": tracking},
            about=spoken_of_order(order),
        )


def _whereabouts(order: Order, now: datetime) -> str:
    """The words for where it is; others where no day is known, and where its day has passed."""
    words = _WHEREABOUTS[order.status]
    if order.status not in _ON_ITS_WAY:
        return words
    if order.expected_at is None:
        return f"{words}_some_day"
    return "utter_order_overdue" if order.expected_at.date() < now.date() else words


class CancelOrder(Task):
    """Cancels an order that has not left the house."""

    NAME, FORM = "action_cancel_order", "cancel_form"
    OWN = frozenset({"cancel_order"})
    DETAILS = {
        "order_number": which_order(Eligible(has_not_left, "utter_cancel_too_late")),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        _, order = await f.counter.order(f.slots["order_number"])
        return Say("utter_ask_cancel", about_order(order, f.turn, f.means))

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        cancel = self.means.shop.orders.cancel
        done = await self.door(cancel, ref, order.number, once=self.once(f), now=f.turn.moment.now)
        return Say("utter_cancelled", about_order(done, f.turn, f.means))


_ANY_ORDER = which_order(Eligible(is_standing, "utter_no_orders"))


async def _usual_order(f: Filling) -> str | None:
    pointed_at = await _ANY_ORDER.read(f)
    if pointed_at or f.slots["order_number"]:
        return pointed_at
    found = usual(await f.counter.orders())
    return found.number if found else None


async def _how_many(f: Filling) -> int | None:
    """How many this time, where there is one kind of thing; 0 is as many as before."""
    typed = str(f.said.value("quantity") or f.said.count_now or "")
    if f.said.asked_for is None or f.slots["order_number"] is None:
        return 0 if f.slots["quantity"] is None else None
    _, order = await f.counter.order(f.slots["order_number"])
    if f.said.asked_for == CONFIRMED and await names_another(f, order.lines[0]):
        payload = f'/place_order{{"product": "{order.lines[0].product}", "instead": "yes"}}'
        anew = {"title": phrase("utter_choice_anew"), "payload": payload}
        raise Unfit(say("utter_usual_as_it_was", anew))
    if not typed.isdigit() or not int(typed):
        return 0 if f.slots["quantity"] is None else None
    return min(int(typed), MOST) if len(order.lines) == 1 else None


class Reorder(Task):
    """Orders again what they had before: "the usual"."""

    NAME, FORM = "action_reorder", "reorder_form"
    OWN = frozenset({"reorder", "place_order", "change_order"})
    DETAILS = {
        "order_number": Detail(read=_usual_order, ask=_ANY_ORDER.ask),
        "quantity": Detail(read=_how_many, ask=_ANY_ORDER.ask),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        _, order = await f.counter.order(f.slots["order_number"])
        variants = [variant for line in order.lines if (variant := variant_words(line.size, line.colour))]
        where = order.deliver_to.street if order.deliver_to else ""
        place = phrase("utter_to_address", address=where) if where else phrase("utter_to_shop")
        return say(
            "utter_ask_reorder",
            items=items_of(_as_many(order, f), f.turn.language),
            variants=f" ({'; '.join(variants)})" if variants else "",
            day=day(order.placed_at, f.turn.language, f.means.zone),
            place=place,
        )

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        shop, once, now = self.means.shop.orders, self.once(f), f.turn.moment.now
        if f.slots["quantity"]:
            basket = _basket_of(order, _as_many(order, f))
            done = await self.door(shop.place, ref, basket, once=once, now=now)
        else:
            done = await self.door(shop.again, ref, order.number, once=once, now=now)
        return Say("utter_ordered", about_order(done, f.turn, f.means), about=spoken_of_order(done))


def _as_many(order: Order, f: Filling) -> tuple[OrderLine, ...]:
    """The lines to be ordered: in the number told now, where one was."""
    many = f.slots["quantity"]
    return tuple(replace(line, quantity=many) for line in order.lines) if many else order.lines


def _basket_of(order: Order, lines: Sequence[OrderLine]) -> Basket:
    items = tuple(Item(product=line.sku, quantity=line.quantity) for line in lines)
    return Basket(items=items, deliver_to=order.deliver_to, delivery=order.delivery, pay_with=order.pay_with)


def spoken_of_order(order: Order) -> dict[str, Any]:
    """An order and its goods, for "it" and "them" in what is said next."""
    return {"about_products": list(dict.fromkeys(line.product for line in order.lines)), "about_order": order.number}


def usual(orders: Sequence[Order]) -> Order | None:
    """What a customer has as a rule: the goods ordered most often, their newest order of them."""
    standing = sorted((o for o in orders if is_standing(o)), key=lambda order: order.placed_at, reverse=True)
    often = Tally(_goods(order.lines) for order in standing)
    return max(standing, key=lambda order: often[_goods(order.lines)], default=None)


def _goods(lines: Sequence[OrderLine]) -> frozenset[str]:
    return frozenset(line.product for line in lines)


class RequestInvoice(Task):
    """Gives the invoice of an order."""

    NAME, FORM = "action_request_invoice", "invoice_form"
    OWN = frozenset({"request_invoice"})
    DETAILS = {"order_number": _ANY_ORDER}

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
    pointed_at = await _ANY_ORDER.read(f)
    if pointed_at or f.slots["order_number"]:
        return pointed_at
    odd = []
    for order in (await f.counter.orders())[:LOOKED_AT]:
        ref, _ = await f.counter.order(order.number)
        payments = await f.means.door(f.means.shop.orders.payments, ref, order.number)
        if taken_too_often(payments) or any(p.status is PaymentStatus.FAILED for p in payments):
            odd.append(order.number)
    return odd[0] if len(odd) == 1 else None


class PaymentTrouble(Task):
    """Says what was taken for an order and puts what looks wrong on record."""

    NAME, FORM = "action_payment_problem", "payment_form"
    OWN = frozenset({"payment_problem"})
    DETAILS = {
        "order_number": Detail(read=_order_paid_oddly, ask=_ANY_ORDER.ask),
        "told": TOLD,
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        payments = await self.door(self.means.shop.orders.payments, ref, order.number)
        shown = [_payment_line(payment, f) for payment in payments[-5:]]
        response = "utter_ask_paid_twice" if taken_too_often(payments) else "utter_ask_payment"
        return say(response, number=order.number, payments=Lines(shown))

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        report = ProblemReport(kind=ProblemKind.PAYMENT, words=f.slots["told"])
        record = self.means.shop.orders.report_problem
        problem = await self.door(record, ref, order.number, report, once=self.once(f), now=f.turn.moment.now)
        return say("utter_payment_on_record", number=order.number, problem=problem.number)


def taken_too_often(payments: Sequence[Payment]) -> bool:
    """Whether the same amount stands as taken more than once."""
    taken = Tally(payment.amount for payment in payments if payment.status is PaymentStatus.TAKEN)
    return any(count > 1 for count in taken.values())


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
        if not _CANCEL.search(turn_of(tracker).text):
            dispatcher.utter_message(response="utter_dropped")
            return []
        return [FollowupAction("unbook_form" if tracker.get_slot("asked") == "booking" else "cancel_form")]
