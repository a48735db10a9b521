"""Ordering again what they had before: "the usual", handled as they wish by now."""

import re
from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import replace

from actions.exchanges import names_another
from actions.handling import Wishes, as_told, wishes_of
from actions.orders import ANY_ORDER, spoken_of_order
from actions.replies import Say, say
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, Detail, Filling, Task, Unfit, in_short
from actions.which import Eligible, about_order, exists, is_standing, items_of, variant_words, which_order
from actions.wording import day, phrase
from shop.values import Basket, Item, Order, OrderLine

MOST = 99
_AS_OFTEN = {"double": 2, "triple": 3}
_TIMES = re.compile(r"\b(?:double|triple)(?= (?:it|that|this|up)\b)", re.I)


_EVER = which_order(Eligible(exists, "utter_no_orders"))  # what was cancelled may be wanted again


async def _usual_order(f: Filling) -> str | None:
    pointed_at = await _EVER.read(f)
    if pointed_at or f.slots["order_number"]:
        return pointed_at
    found = usual(await f.counter.orders())
    return found.number if found else None


async def _how_many(f: Filling) -> int | None:
    """How many this time, where there is one kind of thing; 0 is as many as before."""
    typed = str(f.said.value("quantity") or f.said.count_now or f.said.count_but or "")
    if f.slots["order_number"] is None:
        return 0 if f.slots["quantity"] is None else None
    _, order = await f.counter.order(f.slots["order_number"])
    if f.said.asked_for == CONFIRMED and await names_another(f, order.lines[0]):
        payload = f'/place_order{{"product": "{order.lines[0].product}", "instead": "yes"}}'
        anew = {"title": phrase("utter_choice_anew"), "payload": payload}
        raise Unfit(say("utter_usual_as_it_was", anew))
    if times := _TIMES.search(f.said.text):
        typed = str(_AS_OFTEN[times[0].lower()] * order.lines[0].quantity)
    if not typed.isdigit() or not int(typed):
        return 0 if f.slots["quantity"] is None else None
    return min(int(typed), MOST) if len(order.lines) == 1 else None


class Reorder(Task):
    """Orders again what they had before: "the usual"."""

    NAME, FORM = "action_reorder", "reorder_form"
    OWN = frozenset({"reorder", "place_order", "change_order"})
    DETAILS = {
        "order_number": Detail(read=_usual_order, ask=ANY_ORDER.ask),
        "quantity": Detail(read=_how_many, ask=ANY_ORDER.ask),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        _, order = await f.counter.order(f.slots["order_number"])
        variants = [variant for line in order.lines if (variant := variant_words(line.size, line.colour))]
        where = order.deliver_to.street if order.deliver_to else ""
        place = phrase("utter_to_address", address=where) if where else phrase("utter_to_shop")
        wishes = await wishes_of(f)
        words = say(
            "utter_ask_reorder",
            items=items_of(_as_many(order, f), f.turn.language),
            variants=f" ({'; '.join(variants)})" if variants else "",
            day=day(order.placed_at, f.turn.language, f.means.zone),
            place=place,
            wished=as_told(wishes, f),
        )
        return replace(words, because=(*wishes.facts, *words.because))

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        shop, once, now = self.means.shop.orders, self.once(f), f.turn.moment.now
        wishes = await wishes_of(f)
        if f.slots["quantity"] or wishes.words:
            basket = _basket_of(order, _as_many(order, f), wishes)
            done = await self.door(shop.place, ref, basket, once=once, now=now)
        else:
            done = await self.door(shop.again, ref, order.number, once=once, now=now)
        return Say("utter_ordered", about_order(done, f.turn, f.means), about=spoken_of_order(done))


def _as_many(order: Order, f: Filling) -> tuple[OrderLine, ...]:
    """The lines to be ordered: in the number told now, where one was."""
    many = f.slots["quantity"]
    return tuple(replace(line, quantity=many) for line in order.lines) if many else order.lines


def _basket_of(order: Order, lines: Sequence[OrderLine], wishes: Wishes) -> Basket:
    """The lines as that order had them; packed, left and billed as they wish by now, else as then."""
    items = tuple(Item(product=line.sku, quantity=line.quantity) for line in lines)
    return Basket(
        items=items,
        deliver_to=order.deliver_to,
        delivery=order.delivery,
        pay_with=order.pay_with,
        packaging=wishes.handling or order.packaging,
        invoice_by=in_short(wishes.invoicing) or order.invoice_by,
    )


def usual(orders: Sequence[Order]) -> Order | None:
    """What a customer has as a rule: the goods ordered most often, their newest order of them."""
    standing = sorted((o for o in orders if is_standing(o)), key=lambda order: order.placed_at, reverse=True)
    often = Tally(_goods(order.lines) for order in standing)
    return max(standing, key=lambda order: often[_goods(order.lines)], default=None)


def _goods(lines: Sequence[OrderLine]) -> frozenset[str]:
    return frozenset(line.product for line in lines)
