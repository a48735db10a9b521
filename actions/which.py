"""Which order, and which line of it: found from what is known, asked only where several fit."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.months import of_month
from actions.ordered_goods import (
    LOOKED_AT,
    line_in_words,
    never_ordered,
    with_goods_named,
    with_kind_named,
    with_things_named,
)
from actions.replies import Say, asking_again, say
from actions.said import one_named, one_of
from actions.stages import CONFIRMED
from actions.tasks import Detail, Filling, Stop, Unfit
from actions.turn import Means, Turn
from actions.wording import Phrase, day, listing, money, phrase
from shop.values import Item, Money, Order, OrderLine, OrderStatus, Product

OFFERED = 3  # choices shown at once, at most
FEWEST_DIGITS = 4  # of an order's number that is no sum of money
NOT_LEFT = frozenset({OrderStatus.PLACED, OrderStatus.PACKED})
CLOSED = frozenset({OrderStatus.DELIVERED, OrderStatus.CANCELLED})
_DIGITS = re.compile(r"\d[\d-]*")
_BARE = re.compile(r"(?<![£$€\w/.-])\d{4,6}(?![\w/-]|[.,]\d)")
_FROM_HISTORY = frozenset({"affirm", "deny", "inform", "correct_memory", "nlu_fallback"})

MISTAKEN_FOR_NUMBERS = frozenset({"people", "quantity", "time"})  # what four digits of an order may be read as
_IT = re.compile(r"\b(?:it|this|that|them|those)\b|\brefund me\b", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LATEST = re.compile(
    r"\b(?:last|latest|newest|most recent) (?:order|purchase|lot|batch|parcel|delivery)\b(?! but)",
    re.I,
)
# "I paid 179 for it", "money back please, 48": a sum, though nothing marks it as one
_SUM = re.compile(
    r"\b(?:paid|pay|costs?|spent|worth|back|elsewhere for)\W+(?:(?:please|about|only|me|you)\W+)*\d{1,3}\b", re.I
)

Fits = Callable[[Order], bool]


def has_not_left(order: Order) -> bool:
    """Whether it can still be changed: not on its way, and not held up on the way."""
    return order.status in NOT_LEFT or (order.status is OrderStatus.DELAYED and not order.tracking)


def is_open(order: Order) -> bool:
    return order.status not in CLOSED


def has_come(order: Order) -> bool:
    return order.status is OrderStatus.DELIVERED


def exists(order: Order) -> bool:
    return True


def is_standing(order: Order) -> bool:
    return order.status is not OrderStatus.CANCELLED


@dataclass(frozen=True, slots=True)
class Eligible:
    """Which orders a task is for. One that doesn't fit ends the task with the words `otherwise`.

    Where none fits, the latest that passes `else_latest` is meant; one that is named has to pass `named` only.
    """

    fits: Fits
    otherwise: str
    come: str | None = None  # the words for one that has come, where they are others
    else_latest: Fits | None = None
    named: Fits | None = None


def which_order(eligible: Eligible) -> Detail:
    """The order meant: the one named, spoken of before, or the only one; asked where several fit."""

    async def read(f: Filling) -> str | None:
        orders = await f.counter.orders()
        typed = _typed_number(f)
        if typed:
            return await _named(f, typed, orders, eligible)
        if not orders:
            raise Stop(_none_known())
        fitting = _fitting(orders, eligible)
        if f.slots.get("order_number"):
            return _pointed_at(f, fitting) if f.said.intent in _FROM_HISTORY else None
        named = _pointed_at(f, orders) if f.said.asked_for != "order_number" else None
        if fitting and not named and await never_ordered(f.means, f.said, orders):
            return None
        if not fitting or (named and named not in [order.number for order in fitting]):
            meant = next((order for order in orders if order.number == named), orders[0])
            raise Stop(_does_not_fit(meant, eligible, f))
        if other := _meant_but_unfit(f, orders, fitting):
            raise Stop(_does_not_fit(other, eligible, f))
        return _pointed_at(f, fitting) or await _of_these(f, fitting)

    async def ask(f: Filling) -> Say:
        fitting = _fitting(await f.counter.orders(), eligible)
        fitting = of_month(fitting, f.said.meant, f.turn.moment.now, f.means.zone) or fitting
        orders = (with_goods_named(f.said.meant, fitting) or fitting)[:OFFERED]
        if thing := await never_ordered(f.means, f.said, await f.counter.orders()):
            return say("utter_ask_order_number_of_none", *order_choices(orders, f), thing=thing)
        return say("utter_ask_order_number", *order_choices(orders, f))

    return Detail(read=read, ask=ask, shapes=frozenset({"order_line", "change", "size"}))


def _meant_but_unfit(f: Filling, orders: Sequence[Order], fitting: Sequence[Order]) -> Order | None:
    """The order just spoken of, where "it" is meant and it doesn't fit: another that does isn't taken for it."""
    spoken_of = next((order for order in orders if order.number == f.about.get("about_order")), None)
    means_it = f.said.asked_for is None and _IT.search(f.said.text) and not f.said.words_for("product")
    return spoken_of if means_it and spoken_of not in fitting and not _pointed_at(f, list(fitting)) else None


async def _of_these(f: Filling, fitting: list[Order]) -> str | None:
    """The one spoken of among those that have what is named; else the only one."""
    such = with_things_named(f.said.meant, fitting) or await with_kind_named(f.means, f.said, fitting) or fitting
    return _spoken_of(f, such) or (such[0].number if len(such) == 1 else None)


def _does_not_fit(order: Order, eligible: Eligible, f: Filling) -> Say:
    """Why it can't be this order: it was cancelled, it has come, or what the task says of any other."""
    come = eligible.come or eligible.otherwise
    words = {OrderStatus.CANCELLED: "utter_order_cancelled", OrderStatus.DELIVERED: come}
    about = {"about_order": order.number, "about_products": [line.product for line in order.lines]}
    response = words.get(order.status, eligible.otherwise)
    return Say(response, about_order(order, f.turn, f.means), about=about)


def _fitting(orders: Sequence[Order], eligible: Eligible) -> list[Order]:
    fitting = [order for order in orders if eligible.fits(order)]
    if fitting or not eligible.else_latest:
        return fitting
    return [order for order in orders if eligible.else_latest(order)][:1]


def which_line(*, shapes: frozenset[str] = frozenset()) -> Detail:
    """The line of the order that is meant; not asked where there is only one."""

    async def read(f: Filling) -> int | None:
        number = f.slots.get("order_number")
        if not number:
            return None
        _, order = await f.counter.order(number)
        if len(order.lines) == 1:
            return order.lines[0].line
        chosen = f.said.value("order_line")
        if chosen is not None:
            return next((line.line for line in order.lines if str(line.line) == str(chosen)), None)
        named = [line_in_words(line) for line in order.lines]
        index = (
            one_of(f.said.meant, named) if f.said.asked_for == "order_line" else one_named(f.said.meant, named)
        )
        return None if index is None else order.lines[index].line

    async def ask(f: Filling) -> Say:
        _, order = await f.counter.order(f.slots["order_number"])
        choices = (choice(line_words(line), "order_line", line.line) for line in order.lines[:OFFERED])
        return say("utter_ask_line", *choices, number=order.number)

    return Detail(read=read, ask=ask, shapes=shapes)


def about_order(order: Order, turn: Turn, means: Means) -> dict[str, object]:
    """An order's number, items, total, days and whereabouts, as values of a reply."""
    return {
        "number": order.number,
        "items": items_of(order.lines, turn.language),
        "total": worth(order.total, turn.language),
        "day": _day(order.placed_at, turn, means),
        "expected": _day(order.expected_at, turn, means),
        "promised": _day(order.promised_at, turn, means),
        "delivered": _day(order.delivered_at, turn, means),
    }


def items_of(lines: Sequence[OrderLine], language: str) -> str:
    """What was ordered, as in a sentence."""
    return listing([line_words(line) for line in lines], language)


def line_words(line: OrderLine) -> str:
    """One line by the product's own name; how many where it is not one."""
    return line.name if line.quantity == 1 else f"{line.quantity} × {line.name}"


def worth(amount: Money, language: str) -> str:
    """An amount as people write it."""
    return money(amount.amount, amount.currency, language)


def variant_words(size: str, colour: str) -> str:
    """Size and colour as they stand on the label: `navy, M`."""
    return ", ".join(part for part in (colour, size) if part)


def counted(product: Product, item: Item) -> str:
    """The product and how many of it: `2 × Rowe ribbed socks`."""
    return product.name if item.quantity == 1 else f"{item.quantity} × {product.name}"


def in_full(product: Product, item: Item) -> str:
    """The product, how many, and in which colour and size."""
    variant = variant_words(item.size, item.colour)
    return f"{counted(product, item)} ({variant})" if variant else counted(product, item)


def order_choices(orders: Sequence[Order], f: Filling) -> list[dict[str, object]]:
    """The orders as quick replies, with their days where the goods don't tell them apart."""
    goods = [items_of(order.lines[:2], f.turn.language) for order in orders]
    title = "utter_choice_order" if len(set(goods)) == len(goods) else "utter_choice_order_of"
    told = [about_order(order, f.turn, f.means) for order in orders]
    titles = [phrase(title, **one | {"items": items}) for one, items in zip(told, goods, strict=True)]
    return [choice(words, "order_number", order.number) for words, order in zip(titles, orders, strict=True)]


def choice(title: str | Phrase, slot: str, value: object) -> dict[str, object]:
    """A quick reply that answers a slot's question."""
    return {"title": title, "payload": f'/inform{{"{slot}": "{value}"}}'}


def _day(moment: datetime | None, turn: Turn, means: Means) -> str:
    return day(moment, turn.language, means.zone) if moment else ""


def _typed_number(f: Filling) -> str | None:
    told = f.said.value("order_number") or _bare_number(f)
    if told and len(str(told)) < FEWEST_DIGITS and _SUM.search(f.said.text):
        return None
    if told or f.said.asked_for != "order_number" or not f.said.is_short:
        return str(told) if told else None
    digits = _DIGITS.search(f.said.text)
    return digits[0] if digits and len(digits[0]) > 1 else None


def _bare_number(f: Filling) -> str | None:
    """A number as order numbers are, with nothing beside it that says it is one: "cancel 4471"."""
    if f.said.asked_for not in (None, "order_number", CONFIRMED):
        return None
    others = (e for e in f.said.entities if e["entity"] not in MISTAKEN_FOR_NUMBERS and not _is_no_day(e))
    taken = [(e.get("start") or 0, e.get("end") or 0) for e in others]
    found = (m for m in _BARE.finditer(f.said.text) if not any(a <= m.start() < b for a, b in taken))
    return next((m[0] for m in found), None)


def _is_no_day(one: Mapping[str, Any]) -> bool:
    """Whether bare digits were read as a day that they are not: "my money back for 7704"."""
    value = str(one.get("value"))
    return one["entity"] == "date" and value.isdigit() and not _YEAR.fullmatch(value)


async def _named(f: Filling, typed: str, orders: list[Order], eligible: Eligible) -> str:
    numbers = await f.counter.numbers_like(typed)
    if not numbers and not orders:
        raise Stop(_none_known())
    if not numbers:
        unknown = say("utter_no_such_order", number=typed)
        raise Unfit(unknown) if any(map(eligible.fits, orders)) else Stop(unknown)
    own = [order for order in orders if order.number in numbers] or [(await f.counter.order(numbers[0]))[1]]
    fitting = [order for order in own if (eligible.named or eligible.fits)(order)]
    if not fitting:
        raise Stop(_does_not_fit(own[0], eligible, f))
    if len(fitting) > 1:
        choices = order_choices(fitting[:OFFERED], f)
        raise Unfit(asking_again(say("utter_several_orders", *choices, number=typed)))
    return fitting[0].number


def _pointed_at(f: Filling, orders: list[Order]) -> str | None:
    """The order whose goods the message names, or whose place it gives: the newest, or one of those asked about."""
    such = of_month(orders, f.said.meant, f.turn.moment.now, f.means.zone)
    orders = such or orders
    if len(such) == 1 or (orders and _LATEST.search(f.said.meant)):
        return (with_goods_named(f.said.meant, orders) or orders)[0].number
    goods = [" ".join(line_in_words(line) for line in order.lines) for order in orders[:LOOKED_AT]]
    was_asked = f.said.asked_for == "order_number"
    index = one_of(f.said.meant, goods[:OFFERED]) if was_asked else None
    if index is None:
        index = one_named(f.said.meant, goods)
    return None if index is None else orders[index].number


def _spoken_of(f: Filling, orders: list[Order]) -> str | None:
    return next((order.number for order in orders if order.number == f.about.get("about_order")), None)


def _none_known() -> Say:
    """The same words for somebody who never ordered and for somebody else's order number."""
    return say("utter_no_orders")
