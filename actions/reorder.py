"""Ordering again what they had before: "the usual", handled as they wish by now."""

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import replace

from actions.addresses import ADDRESS_BEGUN
from actions.again import Wanted, is_other_goods, item_of, line_of, product_of, wanted_of
from actions.delivering import AT_SHOP, DELIVERY, ask_where, basket_of, is_collected, place_of, sums_of, where_to
from actions.handling import as_told, wishes_of
from actions.orders import ANY_ORDER, ordered
from actions.postal import as_told_of
from actions.replies import Say, say
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, Detail, Filling, Task
from actions.which import Eligible, counted, exists, is_standing, variant_words, which_order
from actions.wording import day, listing
from shop.values import Order, OrderLine

_EVER = which_order(Eligible(exists, "utter_no_orders"))  # what was cancelled may be wanted again


async def _usual_order(f: Filling) -> str | None:
    pointed_at = await _EVER.read(f)
    if pointed_at or f.slots["order_number"]:
        return pointed_at
    found = usual(await f.counter.orders())
    return found.number if found else None


async def _lines(f: Filling) -> list[Wanted] | None:
    return await wanted_of(f)


async def _way(f: Filling) -> str | None:
    """As that order came, unless another way is told."""
    if f.slots["delivery"] is None and f.slots["order_number"] is None:
        return None
    told = await DELIVERY.read(f)
    if told or f.slots["delivery"] is not None:
        return told
    _, order = await f.counter.order(f.slots["order_number"])
    return order.delivery


async def _place(f: Filling) -> dict[str, str] | None:
    """Where that order went, unless they say or have since told us otherwise; fetched from its shop, if it was."""
    if f.slots["order_number"] is None:
        return None
    if found := await where_to(f):
        return found
    if f.slots["address"] is not None:
        return None
    _, order = await f.counter.order(f.slots["order_number"])
    there = as_told_of(order.deliver_to) if order.deliver_to else {}
    if is_collected(f) and order.delivery == f.slots["delivery"]:
        return {**there, AT_SHOP: "yes"}
    return there or None


class Reorder(Task):
    """Orders again what they had before: "the usual"."""

    NAME, FORM = "action_reorder", "reorder_form"
    OWN = frozenset({"reorder", "place_order", "change_order"})
    DETAILS = {
        "order_number": Detail(
            read=_usual_order, ask=ANY_ORDER.ask, shapes=frozenset({"lines", "delivery", "address"})
        ),
        "lines": Detail(read=_lines, ask=ANY_ORDER.ask),
        "delivery": Detail(read=_way, ask=ANY_ORDER.ask),
        "address_begun": ADDRESS_BEGUN,
        "address": Detail(read=_place, ask=ask_where),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        _, order = await f.counter.order(f.slots["order_number"])
        items = [(await product_of(f, line_of(order, one)), item_of(order, one)) for one in f.slots["lines"]]
        variants = [label for one in f.slots["lines"] if (label := variant_words(one["size"], one["colour"]))]
        wishes = await wishes_of(f)
        other = is_other_goods(order, f.slots["lines"])
        words = say(
            "utter_ask_reorder_of" if other else "utter_ask_reorder",
            items=listing([counted(*one) for one in items], f.turn.language),
            variants=f" ({'; '.join(variants)})" if variants else "",
            day=day(order.placed_at, f.turn.language, f.means.zone),
            place=place_of(f.slots["address"]),
            wished=as_told(wishes, f),
            **await sums_of(f, items),
        )
        about = {"about_products": list(dict.fromkeys(product.id for product, _ in items))}
        return replace(words, because=(*wishes.facts, *words.because), about=about)

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        wishes = await wishes_of(f)
        basket = basket_of(f, (item_of(order, one) for one in f.slots["lines"]), wishes)
        basket = replace(
            basket,
            pay_with=order.pay_with,
            packaging=wishes.handling or order.packaging,
            invoice_by=basket.invoice_by or order.invoice_by,
        )
        place = self.means.shop.orders.place
        done = await self.door(place, ref, basket, once=self.once(f), now=f.turn.moment.now)
        return ordered(done, f)


def usual(orders: Sequence[Order]) -> Order | None:
    """What a customer has as a rule: the goods ordered most often, their newest order of them."""
    standing = sorted((o for o in orders if is_standing(o)), key=lambda order: order.placed_at, reverse=True)
    often = Tally(_goods(order.lines) for order in standing)
    return max(standing, key=lambda order: often[_goods(order.lines)], default=None)


def _goods(lines: Sequence[OrderLine]) -> frozenset[str]:
    return frozenset(line.product for line in lines)
