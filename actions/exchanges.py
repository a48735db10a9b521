"""Exchanges: which size and colour is wanted in place of what came, and is there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.replies import Say, say
from actions.said import label_in
from actions.size_steps import stepped, steps_in
from actions.tasks import Filling, Stop, Unfit
from actions.tastes import size_label
from actions.which import OFFERED, choice, variant_words
from actions.wording import alternatives, listing, phrase
from shop.values import OrderLine, Variant, Wish

SHOWN_VARIANTS = 6


async def exchange_for(f: Filling) -> dict[str, str] | None:
    """Which size and colour is wanted in exchange; {} where nothing is exchanged."""
    if f.slots["wish"] != Wish.EXCHANGE:
        return {} if f.slots["wish"] else None
    if f.slots["order_line"] is None:
        return None
    line, others = await _others(f)
    told = {
        "size": await size_by_steps(f, line)
        or other_than(line.size, f.said.values("size"))
        or label_in(f.said.text, [v.size for v in others]),
        "colour": other_than(line.colour, f.said.values("color"))
        or label_in(f.said.text, list({v.colour for v in others} - {line.colour})),
    }
    change = {**(f.slots["change"] or {}), **{part: value for part, value in told.items() if value}}
    if not any(told.values()):
        if f.said.asked_for == "change" and f.said.intent == "inform" and f.said.is_short:
            raise Unfit(_not_there(f, line, others, f.said.text))
        return None
    wanted = [v for v in others if _is(v.size, change, "size", line) and _is(v.colour, change, "colour", line)]
    if not wanted:
        asked = variant_words(change.get("size") or line.size, change.get("colour", ""))
        raise Unfit(_not_there(f, line, others, asked))
    return {"size": wanted[0].size, "colour": wanted[0].colour}


async def size_by_steps(f: Filling, line: OrderLine) -> str:
    """The size so many steps from the line's own as the message says, "" where it says none; Unfit beyond the last."""
    if not line.size or not steps_in(f.said.text):
        return ""
    product = await f.means.door(f.means.shop.products.details, line.product)
    made = list(dict.fromkeys(v.size for v in product.variants))
    if size := stepped(f.said.text, line.size, made):
        return size
    here = [v.size for v in product.variants if v.stock > 0 and v.colour == line.colour and v.size != line.size]
    sizes = alternatives(here[-SHOWN_VARIANTS:], f.turn.language)
    raise Unfit(say("utter_no_size_beyond", name=line.name, size=line.size, sizes=sizes))


async def names_another(f: Filling, line: OrderLine) -> bool:
    """Whether the message names a size or colour, or one that these goods come in beside their own."""
    if f.said.values("size") or f.said.values("color") or steps_in(f.said.text):
        return True
    product = await f.means.door(f.means.shop.products.details, line.product)
    labels = {label for v in product.variants for label in (v.size, v.colour)} - {line.size, line.colour}
    return bool(label_in(f.said.text, sorted(labels)))


def _not_there(f: Filling, line: OrderLine, others: Sequence[Variant], asked: str) -> Say:
    """That it isn't there as asked, and what is, the nearest first; what comes in no such size can be sent back."""
    if made := _other_sizes(line, others, asked):
        back = choice(phrase("utter_choice_money_back"), "wish", str(Wish.REFUND))
        sizes = alternatives(made[-SHOWN_VARIANTS:], f.turn.language)
        return say("utter_not_made_in", back, name=line.name, wanted=asked.strip(" .!?"), sizes=sizes)
    near = [v for v in others if v.colour and v.colour in asked] or [v for v in others if v.size == line.size] or others
    shown = near[:SHOWN_VARIANTS]
    there = listing([" ".join(part for part in (v.colour, v.size) if part) for v in shown], f.turn.language)
    return say("utter_not_in_that_variant", name=line.name, wanted=asked.strip(" .!?"), there=there)


def _other_sizes(line: OrderLine, others: Sequence[Variant], asked: str) -> list[str]:
    """The sizes there are, where a number is asked for that is none of them."""
    sizes = list(dict.fromkeys(v.size for v in others if v.colour == line.colour)) or [v.size for v in others]
    number = re.search(r"\b\d{1,2}\b", asked)
    unknown = number and number[0] not in [*sizes, line.size] and all(size.isdigit() for size in sizes)
    return sizes if unknown else []


def other_than(own: str, told: Sequence[Any]) -> str:
    """What was told last that isn't what they have: "the red one for a blue one" is blue."""
    labels = [size_label(str(one)) if own.isupper() or own[:1].isdigit() else str(one) for one in told]
    return next((one for one in reversed(labels) if one.casefold() != own.casefold()), "")


def _is(label: str, change: Mapping[str, str], part: str, line: OrderLine) -> bool:
    wanted = change.get(part) or getattr(line, part)
    return label.casefold() == wanted.casefold()


async def _others(f: Filling) -> tuple[OrderLine, list[Variant]]:
    """The line and what else of the same product is in stock; Stop where there is nothing."""
    line = await line_meant(f)
    product = await f.means.door(f.means.shop.products.details, line.product)
    others = [v for v in product.variants if v.stock > 0 and (v.size, v.colour) != (line.size, line.colour)]
    if not others:
        raise Stop(say("utter_no_other_size", name=line.name))
    return line, others


async def ask_exchange_for(f: Filling) -> Say:
    line, others = await _others(f)
    sizes = list(dict.fromkeys(v.size for v in others if v.colour == line.colour and v.size != line.size))
    colours = list(dict.fromkeys(v.colour for v in others if v.size == line.size and v.colour != line.colour))
    kind, offered = ("size", sizes) if sizes else ("color", colours or [v.colour for v in others])
    buttons = (choice(one, kind, one) for one in offered) if len(offered) <= OFFERED else ()
    response = "utter_ask_exchange_size_or_colour" if sizes and colours else f"utter_ask_exchange_{kind}"
    language = f.turn.language
    words = say(
        response,
        *buttons,
        name=line.name,
        there=alternatives(offered, language),
        colours=alternatives(colours, language),
    )
    return replace(words, about={"about_products": [line.product]})


async def line_meant(f: Filling) -> OrderLine:
    """The line of the order that a return or a report is about."""
    _, order = await f.counter.order(f.slots["order_number"])
    return next(line for line in order.lines if line.line == f.slots["order_line"])
