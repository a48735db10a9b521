"""Changing an order that has not left the house: another size, another colour, more, fewer, or one thing more."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.cancelling import takes_a_part
from actions.exchanges import other_than, size_by_steps
from actions.order_questions import count_put_right
from actions.paid_twice import cancelled
from actions.replies import Say, say
from actions.said import label_in, telling_words
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, Detail, Filling, Stop, Task, Unfit
from actions.which import (
    Eligible,
    about_order,
    has_not_left,
    line_words,
    variant_words,
    which_line,
    which_order,
    worth,
)
from actions.wording import Phrase, listing, phrase
from shop.errors import NoSuchProduct
from shop.values import LineChange, Order, OrderLine, Product

_TAKE_OUT = re.compile(
    r"\b(?:remove|take (?:it |that |the [\w ]+ )?(?:out|off)|drop|without|leave out|"
    r"cancel (?:just |only )?(?:the|one|my|that|those|these|them|it))\b",
    re.I,
)
_TO_CANCEL = {
    "utter_change_too_late": "utter_cancel_too_late",
    "utter_change_has_come": "utter_cancel_has_come",
}
_CANCELS = re.compile(r"\bcancel", re.I)
SHOWN_SIZES = 6


def wanted_change(f: Filling, line: OrderLine, before: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a line shall become, added to what was told before; None where this message tells nothing of it."""
    said = f.said
    told: dict[str, Any] = {}
    if size := other_than(line.size, said.values("size")) or said.value("size"):
        told["size"] = str(size)
    if colour := other_than(line.colour, said.values("color")) or said.value("color"):
        told["colour"] = str(colour)
    if (quantity := said.value("quantity")) is not None and str(quantity).isdigit():
        told["quantity"] = int(quantity)
    many = said.count_now or count_put_right(said.text)
    if many and "quantity" not in told and str(many) != told.get("size"):
        told["quantity"] = many
    if _TAKE_OUT.search(said.text) or takes_a_part(said.text):
        told = {"quantity": 0}
    return {**before, **told} if told else None


def stocked(product: Product, change: Mapping[str, Any], line: OrderLine) -> tuple[str, str] | None:
    """The size and colour that the shelves have for a change, spelled as there; None when they have none."""
    size, colour = change.get("size") or line.size, change.get("colour") or line.colour
    found = next(
        (v for v in product.variants if _alike(v.size, size) and _alike(v.colour, colour) and v.stock > 0),
        None,
    )
    return (found.size, found.colour) if found else None


def _alike(label: str, typed: str) -> bool:
    return label.casefold() == typed.casefold()


async def _line_of(f: Filling) -> OrderLine:
    _, order = await f.counter.order(f.slots["order_number"])
    return next(line for line in order.lines if line.line == f.slots["order_line"])


def _in_numbers(change: dict[str, Any], line: OrderLine) -> dict[str, Any]:
    """The change of what has no sizes: "only 4, not 6" is then how many."""
    if line.size or not str(change["size"]).isdigit():
        return change
    rest = {part: value for part, value in change.items() if part != "size"}
    return {"quantity": int(change["size"]), **rest}


async def _read_change(f: Filling) -> dict[str, Any] | None:
    if f.slots.get("order_line") is None:
        return None
    line = await _line_of(f)
    change = await _told(f, line)
    try:
        product = await f.means.door(f.means.shop.products.details, line.product)
    except NoSuchProduct:
        return change
    change = _with_its_size(_with_its_colour(change, f, product), f, product, line)
    if change and not _alters(change, line):
        _stop_if_wanted_otherwise(f)
        return None
    if change is None or not {"size", "colour"} & change.keys():
        return change
    variant = stocked(product, change, line)
    if variant is None:
        raise Unfit(_not_in_stock(product, change, f.turn.language))
    return {**change, "size": variant[0], "colour": variant[1]}


async def _told(f: Filling, line: OrderLine) -> dict[str, Any] | None:
    """The change as the words alone tell it."""
    change = wanted_change(f, line, f.slots["change"] or {})
    if size := await size_by_steps(f, line):
        change = {**(f.slots["change"] or {}), "size": size}
    if change and "size" in change:
        change = _in_numbers(change, line)
    if change and str(change.get("colour")) in telling_words(line.name):
        return {part: value for part, value in change.items() if part != "colour"}  # "the puddle coat"
    return change


def _with_its_colour(change: dict[str, Any] | None, f: Filling, product: Product) -> dict[str, Any] | None:
    """The change in a colour of the product that is named and was read as nothing: "to cream"."""
    named = label_in(f.said.text, [v.colour for v in product.variants])
    if not named or {"colour", "quantity"} & (change or {}).keys() or set(named.split()) & telling_words(product.name):
        return change
    return {**(change or f.slots["change"] or {}), "colour": named}


def _with_its_size(
    change: dict[str, Any] | None, f: Filling, product: Product, line: OrderLine
) -> dict[str, Any] | None:
    """The change to a size of the product that is named beside the line's own: "from size 44 to 45"."""
    if change is None or change.get("size") != line.size:
        return change
    named = label_in(f.said.text, [v.size for v in product.variants if v.size != line.size])
    return {**change, "size": named} if named else change


def _alters(change: Mapping[str, Any], line: OrderLine) -> bool:
    """Whether the line becomes anything else than it is."""
    now = {"size": line.size, "colour": line.colour, "quantity": str(line.quantity)}
    return any(not _alike(str(to), now[part]) for part, to in change.items())


def _stop_if_wanted_otherwise(f: Filling) -> None:
    """What the line is already tells nothing; where another was wanted before, that is let go."""
    if f.slots["change"]:
        raise Stop(say("utter_left_as_it_is"))


def _not_in_stock(product: Product, change: Mapping[str, Any], language: str) -> Say:
    wanted = variant_words(change.get("size", ""), change.get("colour", ""))
    there = [" ".join(part for part in (v.colour, v.size) if part) for v in product.variants if v.stock > 0]
    if not there:
        return say("utter_out_of_stock_product", name=product.name)
    alike = [one for one in there if change.get("colour", "") and change["colour"] in one]
    near = alike or [one for one in there if change.get("size", "") in one.split()] or there
    return say(
        "utter_not_in_that_variant",
        name=product.name,
        wanted=wanted,
        there=listing(near[:SHOWN_SIZES], language),
    )


async def _ask_change(f: Filling) -> Say:
    line = await _line_of(f)
    return say("utter_ask_change", name=line_words(line), variant=_in_brackets(line.size, line.colour))


def _in_brackets(size: str, colour: str) -> str:
    words = variant_words(size, colour)
    return f" ({words})" if words else ""


_STILL_HERE = which_order(Eligible(has_not_left, "utter_change_too_late", come="utter_change_has_come"))


async def _order_to_change(f: Filling) -> str | None:
    """The order meant; of what is to be cancelled and has left, it is that which is too late."""
    try:
        return await _STILL_HERE.read(f)
    except Stop as stop:
        instead = _TO_CANCEL.get(stop.words.response) if _CANCELS.search(f.said.text) else None
        raise (Stop(replace(stop.words, response=instead)) if instead else stop) from None


class ChangeOrder(Task):
    """Changes one line of an order that has not left the house."""

    NAME, FORM = "action_change_order", "change_form"
    OWN = frozenset({"change_order"})
    DETAILS = {
        "order_number": Detail(read=_order_to_change, ask=_STILL_HERE.ask, shapes=_STILL_HERE.shapes),
        "order_line": which_line(shapes=frozenset({"change"})),
        "change": Detail(read=_read_change, ask=_ask_change),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        line, change = await _line_of(f), f.slots["change"]
        if order := await _left_empty(f):
            return Say("utter_ask_cancel", about_order(order, f.turn, f.means))
        if change.get("quantity") == 0:
            return say("utter_ask_take_out", name=line_words(line), number=f.slots["order_number"])
        return say(
            "utter_ask_change_to",
            number=f.slots["order_number"],
            before=_variant_phrase(line.name, line.size, line.colour, line.quantity),
            after=_variant_phrase(
                line.name,
                change.get("size") or line.size,
                change.get("colour") or line.colour,
                change.get("quantity") or line.quantity,
            ),
        )

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        if await _left_empty(f):
            cancel = self.means.shop.orders.cancel
            done = await self.door(cancel, ref, order.number, once=self.once(f), now=f.turn.moment.now)
            return await cancelled(ref, done, f)
        changes = (LineChange(line=f.slots["order_line"], **f.slots["change"]),)
        change = self.means.shop.orders.change
        done = await self.door(change, ref, order.number, changes, once=self.once(f), now=f.turn.moment.now)
        return Say(
            "utter_changed",
            {**about_order(done, f.turn, f.means), "total": worth(done.total, f.turn.language)},
        )


async def _left_empty(f: Filling) -> Order | None:
    """The order, where the change takes out all that is in it: then it is cancelled."""
    _, order = await f.counter.order(f.slots["order_number"])
    return order if f.slots["change"].get("quantity") == 0 and len(order.lines) == 1 else None


def _variant_phrase(name: str, size: str, colour: str, quantity: int) -> Phrase:
    return phrase(
        "utter_variant",
        name=name if quantity == 1 else f"{quantity} × {name}",
        variant=_in_brackets(size, colour),
    )
