"""Several products in one message: each is settled by its own words, and all become one order."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.demand import note_unsold
from actions.money_words import of_points
from actions.offered import as_entities
from actions.postal import beside_address
from actions.products_meant import of_kind, search
from actions.replies import Say
from actions.said import COUNTS, Said, count_of, telling_words
from actions.stages import CONFIRMED
from actions.tasks import Detail, Filling
from actions.tastes import wanted_now
from actions.while_filling import TAKES_OUT

MOST = 5  # things in one order told in one message
_BETWEEN = re.compile(r"\s*(?:,|;|&|\+|\band\b|\bplus\b|\balso\b)\s*", re.I)
_COUNTED = re.compile(rf"^\W*(?:.*\b(?:buy|order|get|want|need|take|have)\s+)?({'|'.join(COUNTS)})\b", re.I)
_ONLY = re.compile(
    r"^\W*(?:(?:no|yes|ok|okay|actually|sorry|wait|well|then|make it|i(?:'ll| will)?)\b\W*)*(?:just|only)\s+"
    r"(?:want |take |have |need )?(?!\d|one\b|an?\b)(?P<things>.+)",
    re.I,
)
_WITHOUT = re.compile(rf"(?:{TAKES_OUT.pattern}|^\W*(?:no,? |but )?(?:without|not))\s+(?P<things>.+)", re.I)
_ONE_EACH = re.compile(
    r"\bone (?:in )?(?:an? |size )?([a-z0-9][\w -]{1,20}?)(?:,? and|,|;)? (?:the other|one)(?: one)? "
    r"(?:in )?(?:an? |size )?([\w -]{2,20}?)(?:,\s*(?:both )?(?:in )?(?:size )?(?P<size>x{0,3}[sl]|m|\d{1,2}))?"
    r"\W*(?:please)?\W*$", re.I
)
_BESIDE = re.compile(
    r"^\W*(?:(?:oh|ok|yes|actually|wait|hm+)\W+)*(?:(?:and|plus|also)\b|(?:can|could) (?:you|i) (?:also )?add\b|add\b)"
    r"(?: (?:can|could) (?:you|i|we)\b)?(?: also)?(?: (?:add|have|get|order))?(?: me)?\s*",
    re.I,
)
_ASKS_ABOUT = re.compile(r"\b(?:what|how) about\b|\b(?:is|are|does|do) (?:it|they|the)\b", re.I)
_LABEL = re.compile(r"\b(?:\d{1,2}(?:-\d{1,2})?|x{0,3}[sl]|m|small|medium|large)\b", re.I)
# Where to, how, or who: "send it to work, I'm Beth Cole".
_NO_GOODS = re.compile(
    r"^\W*(?:(?:please|pls|can (?:you|i))\W+)*(?:send|sent|deliver\w*|post\w*|ship\w*|collect\w*|pick\w*|to|for|i'?m|"
    r"my name|it'?s)\b",
    re.I,
)
_OF_THE_SAME = re.compile(r"^\W*(?:the |those )?[\w-]+ ones\b", re.I)  # "boots, moor ones" are one thing
_ITEM = ("product", "color", "size", "quantity")


async def _wanted(f: Filling) -> list[dict[str, Any]] | None:
    """The things told at once, each with the words for it; none where the message speaks of one."""
    if f.slots["wanted"] is not None:
        return await _left(f) or await _one_more(f)
    if f.said.chosen("product"):
        return []
    if each := _ONE_EACH.search(f.said.text):
        return await _in_two_variants(f, each)
    parts = _parts(beside_address(f.said))
    if any(_OF_THE_SAME.match(part.text) for part in parts[1:]):
        return []
    told = [one for part in parts if (one := await _sold(f, part))]
    return told if sum(one["sold"] for one in told) > 1 else []


async def _in_two_variants(f: Filling, each: re.Match[str]) -> list[dict[str, Any]]:
    """Two of one thing, in a colour or size each: "two flannel shirts, one brick one green"."""
    thing = await _sold(f, f.said.part(0, each.start()))
    if thing is None or not thing["sold"]:
        return []
    both = {"size": each["size"]} if each["size"] else {}
    variants = [both | _variant(each[place]) for place in (1, 2)]
    of_both = [one for one in thing["entities"] if one["entity"] not in ("quantity", "color", *variants[0])]
    return [{**thing, "said": thing["text"], "entities": [*of_both, *as_entities(one)]} for one in variants]


def _variant(words: str) -> dict[str, str]:
    """The size and the colour in such words: "40 berry"."""
    size, colour = _LABEL.search(words), _LABEL.sub(" ", words).replace("size", " ").strip()
    return {**({"size": size[0]} if size else {}), **({"color": colour} if colour else {})}


async def _left(f: Filling) -> list[dict[str, Any]] | None:
    """What is left of several things where a message keeps or drops some: "just the teapot"; None where it does not."""
    things = [one for one in f.slots["wanted"] if one["sold"]]
    only, without = _ONLY.match(f.said.text), _WITHOUT.match(f.said.text)
    told = only or without
    if not told or not f.said.asked_for:
        return None
    names = [await _name(one, n, f) for n, one in enumerate(things)]
    named = [telling_words(told["things"]) & telling_words(name) for name in names]
    kept = [_as_settled(one, n, f) for n, one in enumerate(things) if bool(named[n]) is bool(only)]
    return kept if any(named) and 0 < len(kept) < len(things) else None


async def _one_more(f: Filling) -> list[dict[str, Any]] | None:
    """All that was put to them with one thing beside it: "and some shortbread"; None where nothing is added."""
    may_add = f.said.asked_for == CONFIRMED and not _ASKS_ABOUT.search(f.said.text)
    beside = _BESIDE.match(f.said.text) if may_add else None
    more = await _sold(f, f.said.part(beside.end(), len(f.said.text))) if beside else None
    things = _known(f)
    if more is None or not more["sold"] or len(things) >= MOST:
        return None
    names = [(await f.means.door(f.means.shop.products.details, one["product"])).name for one in things]
    if any(telling_words(more["text"]) & telling_words(name) for name in names):
        return None  # "and make the shortbread two" is of what is there
    told = [{"text": name, "said": "", "entities": (), "sold": True} for name in names]
    return [*(_as_settled(one, n, f) for n, one in enumerate(told)), more]


async def _name(thing: dict[str, Any], place: int, f: Filling) -> str:
    """What a thing is called, by their words and, once it is settled, by ours."""
    known = _known(f)[place : place + 1]
    names = [(await f.means.door(f.means.shop.products.details, one["product"])).name for one in known]
    return " ".join([thing["text"], *names])


def _known(f: Filling) -> list[Mapping[str, Any]]:
    """The things that are settled, and the one that is being settled."""
    now = {slot: f.slots[slot] for slot in _ITEM}
    return [*(f.slots["basket"] or ()), *([now] if f.slots["product"] else ())]


def _as_settled(thing: dict[str, Any], place: int, f: Filling) -> dict[str, Any]:
    """A thing with all that is known of it already, so that nothing is asked again."""
    known = _known(f)
    if place >= len(known):
        return thing
    told = {slot: str(value) for slot, value in known[place].items() if value}
    return {**thing, "entities": as_entities(told)}


def _parts(said: Said) -> list[Said]:
    """The message cut between its things, each part with what was read in it."""
    begins, parts = 0, []
    cuts = [*((m.start(), m.end()) for m in _BETWEEN.finditer(said.text)), (len(said.text), len(said.text))]
    for ends, following in cuts:
        part = said.part(begins, ends)
        shared = [_share(one, said.text, begins, ends) for one in said.entities if _goes_over(one, begins, ends)]
        parts.append(replace(part, entities=(*part.entities, *shared)))
        begins = following
    return parts if len(parts) <= MOST else []


def _goes_over(one: Mapping[str, Any], begins: int, ends: int) -> bool:
    """Whether a product's words begin in this part or before, end in it or after, and lie in more than this."""
    start, end = one.get("start") or 0, one.get("end") or 0
    return one["entity"] == "product" and start < ends and begins < end and not (begins <= start and end <= ends)


def _share(one: Mapping[str, Any], text: str, begins: int, ends: int) -> dict[str, Any]:
    """As much of it as lies in this part: "earl grey and the shortbread" was read as one thing."""
    start, end = max(begins, one["start"]), min(ends, one["end"])
    return {**one, "start": start - begins, "end": end - begins, "value": text[start:end], "text": text[start:end]}


async def _sold(f: Filling, part: Said) -> dict[str, Any] | None:
    wanted = wanted_now(part)
    if not wanted.words or of_points(part.text):
        return None  # "use my points" is how to pay, and nothing to buy
    if _NO_GOODS.search(part.text) and not part.value("product"):
        return None
    found = of_kind(await search(f.means, wanted, MOST), part)
    words = telling_words(part.text)
    sold = any(words & telling_words(f"{one.name} {one.category}") for one in found)
    if not sold:
        await note_unsold(f.means, f.turn, wanted.words)
    counted = _COUNTED.match(part.text)
    many = [{"entity": "quantity", "value": count_of(counted[1])}] if counted else []
    return {"text": wanted.words, "said": part.text, "entities": [*part.entities, *many], "sold": sold}


def said_of_current(f: Filling) -> Said | None:
    """The words for the thing that is being settled, where several were told at once."""
    wanted = [one for one in f.slots["wanted"] or () if one["sold"]]
    settled = len(f.slots["basket"] or ())
    if settled >= len(wanted):
        return None
    one = wanted[settled]
    return replace(f.said, text=one["said"], entities=tuple(one["entities"]), asked_for=None, intent="place_order")


def of_current(slot: str, detail: Detail) -> Detail:
    """The same detail, read from the words for the current thing first; a later message may still change it."""

    async def read(f: Filling) -> Any:
        own = said_of_current(f)
        if own is None:
            return await detail.read(f)
        if f.slots[slot] is not None or f.said.asked_for == slot:
            return await detail.read(f) if f.said.asked_for else None
        return await detail.read(replace(f, said=own, about={}))

    return replace(detail, read=read)


async def _settled(f: Filling) -> list[Mapping[str, Any]] | None:
    """One thing more in the basket, once all of it is known and another waits."""
    if f.slots["basket"] is None:
        return []
    basket = list(f.slots["basket"])
    waiting = sum(one["sold"] for one in f.slots["wanted"] or ()) - 1 - len(basket)
    if waiting > 0 and all(f.slots[slot] is not None for slot in _ITEM):
        return [*basket, {slot: f.slots[slot] for slot in _ITEM}]
    return None


async def _never_asked(f: Filling) -> Say:
    raise NotImplementedError  # what a message holds is read from it, or there is nothing of the kind


WANTED = Detail(read=_wanted, ask=_never_asked, shapes=frozenset({"basket", *_ITEM}))
BASKET = Detail(read=_settled, ask=_never_asked, shapes=frozenset(_ITEM))
