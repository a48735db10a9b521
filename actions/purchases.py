"""Buying: the product, its colour and size, how many, where to, then one confirmation."""

import re
from collections.abc import Iterable
from dataclasses import replace

from actions.addresses import ADDRESS_BEGUN
from actions.delivering import DELIVERY, ONTO, ask_where, basket_of, is_collected, place_of, sums_of, where_to
from actions.demand import note_unsold
from actions.handling import as_told, brief_of, wishes_of
from actions.misgivings import warned
from actions.money_words import of_points
from actions.orders import ordered, spoken_of_order
from actions.packs import in_packs
from actions.postal import beside_address
from actions.product_questions import PACKING
from actions.products import there_in
from actions.products_meant import named_in_full, products_meant
from actions.replies import Say, asking_again, say
from actions.said import UNITS, Said, count_in, one_named, points_at_one
from actions.shopping_list import BASKET, WANTED, of_current, said_of_current
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, Detail, Filling, Stop, Task, Unfit, own_ref
from actions.tastes import tastes_of
from actions.variants import COLOUR, SIZE, VARIANT, chosen_product
from actions.which import OFFERED, about_order, choice, counted, in_full, variant_words, worth
from actions.while_filling import TAKES_OUT
from actions.wording import Phrase, alternatives, listing, phrase
from shop.values import Item, Product, ProductQuery
from store import Fact

MOST = 99
ALIKE = 20  # of one kind, among which another is looked for by a word
TELLS_PRODUCT = frozenset({"inform", "place_order", "recommend", "affirm", "deny", "nlu_fallback"})
ON_FILE = "on_file"
_BESIDE = re.compile(r"^\W*(?:and|also|plus)\b", re.I)
_NO_THAT = re.compile(
    r"^\W*(?:what|wait|sorry|eh|huh|oh)\W+(?:\w+\W+)?no\b|\bnot (?:that|those|the)\b|\bi (?:said|meant)\b", re.I
)
_ON_A_DAY = re.compile(r"\b(?:on|for|by|before) (?:the )?(?:\d|\w+day\b|christmas)", re.I)
_NO_GOODS = re.compile(
    r"\b(?:is it|am i|not|it'?s) too late\b|\b(?:something|anything)\b(?: else)?(?= (?:to|in) )", re.I
)
# What is to be written to whoever gets it.
_NOTE = re.compile(
    r"\b(?:a|the) (?:\w+ )?(?:note|card|message|label)\b[ ,:]*(?:in it |inside |with it )?"
    r"(?:saying|that says|to say|with|reading)\b[^.;!?]{2,80}",
    re.I,
)
_ONE = re.compile(r"\b(?:one|ones|instead|rather)\b", re.I)


async def _product(f: Filling) -> str | None:
    own_ref(f)
    if TAKES_OUT.search(f.said.text) and f.said.asked_for:
        raise Stop(say("utter_order_anew"))
    if f.said.asked_for == "product" and _BESIDE.search(f.said.text):
        return None  # one thing more is no answer to which
    f = replace(f, said=beside_address(f.said).without(_NO_GOODS))  # "12 Mill Lane" is no book called Mill Towns
    if not (f.said.text.strip(" .,;") or f.said.chosen("product")) or _only_counts(f.said):
        return None  # nobody sells "packs"
    known = f.slots["product"]
    if known and f.said.asked_for and (right := await _put_right(f)):
        return right
    another = f.said.asked_for == CONFIRMED and f.said.corrects and not f.said.is_bare_no
    named = f.said.value("product") or points_at_one(f.said.text) or (another and _ONE.search(f.said.text))
    if f.slots["product"] and f.said.asked_for not in ("product", None) and not named:
        return None
    if f.said.asked_for == "product" and f.said.intent not in TELLS_PRODUCT:
        return None  # "which of my orders are late?" names no record called Late
    if another and known and not f.said.value("product") and (other := await _other_of_kind(f)):
        return other
    found = await products_meant(f.means, f.said, f.about.get("about_products") or ())
    if len(found) == 1 or known in [product.id for product in found]:
        return found[0].id if len(found) == 1 else str(known)
    if f.said.value("product") and not found:
        await note_unsold(f.means, f.turn, f.said.words_for("product"))
        raise Stop(say("utter_not_sold", thing=f.said.words_for("product")))
    return None


def _only_counts(said: Said) -> bool:
    """Whether what was read as a product is what it comes in: "2 packs i said"."""
    return bool(re.fullmatch(rf"\W*(?:\w+ )?{UNITS}\W*", said.words_for("product"), re.I))


async def _put_right(f: Filling) -> str | None:
    """Another product that is called by its name after a no: "no, the LP, String Quartets"."""
    if f.said.is_bare_no or not (f.said.corrects or _NO_THAT.search(f.said.text)):
        return None
    named = await named_in_full(f.means, f.said)
    return named.id if named and named.id != f.slots["product"] else None


async def _other_of_kind(f: Filling) -> str | None:
    """The one of the same kind that a word or two tell apart: "no, the stoneware one"."""
    chosen = await f.means.door(f.means.shop.products.details, f.slots["product"])
    query = ProductQuery(category=chosen.category)
    alike = await f.means.door(f.means.shop.products.search, query, ALIKE)
    others = [product for product in alike if product.id != chosen.id]
    index = one_named(f.said.meant, [product.name for product in others])
    return None if index is None else others[index].id


async def _ask_product(f: Filling) -> Say:
    said = (said_of_current(f) or f.said).without(_NO_GOODS)
    found = await products_meant(f.means, said, f.about.get("about_products") or ())
    told = f.slots["variant"] or {}
    there = there_in(found, told.get("size", ""), told.get("color", "")) if told else []
    shown = (there or found)[:OFFERED]
    buttons = [choice(p.name, "product", p.id) for p in shown]
    question = say("utter_ask_product", *buttons)
    if len(shown) > 1:
        names = alternatives([product.name for product in shown], f.turn.language)
        question = say("utter_ask_product_of", *buttons, there=names)
    if there:
        variant = variant_words(told.get("size", ""), told.get("color", ""))
        question = say("utter_ask_product_in", *buttons, variant=variant)
    return replace(question, about={"about_products": [product.id for product in shown]})


def facts_of_size(facts: Iterable[Fact], product: Product, size: str) -> tuple[str, ...]:
    """The fact behind a size that is the customer's own."""
    tastes = tastes_of(facts, ())
    kind, own = ("shoe size", tastes.shoe_size) if product.department == "shoes" else ("size", tastes.size)
    return tastes.facts_behind([kind]) if size and size == own else ()


async def _quantity(f: Filling) -> int | None:
    typed = str(f.said.value("quantity") or f.said.count_now or count_in(f.said.text) or "")
    if not typed.isdigit():
        return 1 if f.slots["quantity"] is None else None
    product = await chosen_product(f)
    many = in_packs(int(typed), f.said.text, product) if product else int(typed)
    if many < 1:
        raise Unfit(asking_again(say("utter_ask_quantity")))
    if many > MOST:
        raise Unfit(say("utter_too_many", most=MOST))
    return many


async def _ask_quantity(f: Filling) -> Say:
    return say("utter_ask_quantity")


async def _packing(f: Filling) -> str | None:
    """How this one order is to be packed, where they say so."""
    before = f.slots["packing"]
    told = [found[0] for found in (PACKING.search(f.said.text), _NOTE.search(f.said.text)) if found]
    shortest = [one for one in told if not any(other != one and other in one for other in told)]
    new = [one for one in shortest if one not in (before or "")]
    return "; ".join(([before] if before else []) + new) if new else ("" if before is None else None)


async def _never_asked(f: Filling) -> Say:
    raise NotImplementedError  # nobody is asked how to pack


class PlaceOrder(Task):
    """Orders one product, paid by a link."""

    NAME, FORM = "action_place_order", "buy_form"
    OWN = frozenset({"place_order"})
    DETAILS = {
        "wanted": WANTED,
        "basket": BASKET,
        "product": of_current("product", Detail(read=_product, ask=_ask_product, shapes=frozenset({"color", "size"}))),
        "variant": VARIANT,
        "color": of_current("color", COLOUR),
        "size": of_current("size", SIZE),
        "quantity": of_current("quantity", Detail(read=_quantity, ask=_ask_quantity)),
        "address_begun": ADDRESS_BEGUN,
        "delivery": DELIVERY,
        "address": Detail(read=where_to, ask=ask_where),
        "packing": Detail(read=_packing, ask=_never_asked),
        CONFIRMED: CONFIRMATION,
    }

    async def question(self, slot: str, f: Filling) -> Say:
        """The question for a slot, with the fact behind a size that was not asked for."""
        words, product, size = await super().question(slot, f), await chosen_product(f), f.slots["size"]
        if words.response == "utter_ask_address" and product:
            words = await _price_and_address(f)
        if slot == CONFIRMED or product is None or not size:
            return words
        return replace(words, because=facts_of_size((await brief_of(f)).facts, product, size))

    async def propose(self, f: Filling) -> Say:
        items = await _items(f)
        facts = (await brief_of(f)).facts
        wishes = await wishes_of(f)
        alone = len(items) == 1
        product, item = items[0]
        variant = variant_words(item.size, item.colour)
        if ONTO in f.slots["address"] and not alone:
            raise Stop(say("utter_add_one_by_one"))
        words = say(
            "utter_ask_order",
            missing=_not_sold_beside(f),
            wished=as_told(wishes, f),
            name=counted(product, item) if alone else listing([in_full(*one) for one in items], f.turn.language),
            variant=f" ({variant})" if alone and variant else "",
            place=place_of(f.slots["address"]),
            **await sums_of(f, items),
        )
        because = (*(fact for p, i in items for fact in facts_of_size(facts, p, i.size)), *wishes.facts)
        return await warned(f, facts, [p for p, _ in items], replace(words, because=because))

    async def carry_out(self, f: Filling) -> Say:
        items = await _items(f)
        basket = basket_of(f, (item for _, item in items), await wishes_of(f))
        if onto := f.slots["address"].get(ONTO):
            return await self._add(f, onto, items[0][1])
        ref = own_ref(f)
        place = self.means.shop.orders.place
        order = await self.door(place, ref, basket, once=self.once(f), now=f.turn.moment.now)
        return ordered(order, f)


    async def _add(self, f: Filling, number: str, item: Item) -> Say:
        ref, order = await f.counter.order(number)
        add = self.means.shop.orders.add
        done = await self.door(add, ref, order.number, item, once=self.once(f), now=f.turn.moment.now)
        told = {**about_order(done, f.turn, f.means), "total": worth(done.total, f.turn.language)}
        return Say("utter_changed", told, about=spoken_of_order(done))


async def _price_and_address(f: Filling) -> Say:
    """What it costs, and where it is to go."""
    items = await _items(f)
    told = await sums_of(f, items)
    names = listing([in_full(*one) for one in items], f.turn.language)
    return say("utter_ask_address_for", name=names, total=told["total"])


async def _items(f: Filling) -> list[tuple[Product, Item]]:
    """Everything that is to be ordered: what was settled before, and the last."""
    slots = ("product", "color", "size", "quantity")
    told = [*(f.slots["basket"] or ()), {slot: f.slots[slot] for slot in slots}]
    details = f.means.shop.products.details
    return [
        (
            await f.means.door(details, one["product"]),
            Item(product=one["product"], quantity=one["quantity"], size=one["size"], colour=one["color"]),
        )
        for one in told
    ]


def _names_a_day(said: Said) -> bool:
    """Whether a day is told on which it is to come: "on the 2nd of December please"."""
    return bool(said.values("date") and _ON_A_DAY.search(said.text)) and not said.asks


def _not_sold_beside(f: Filling) -> Phrase | str:
    if any(of_points(said.text) for said in (*f.earlier, f.said)):
        return phrase("utter_points_first_then")
    if any(map(_names_a_day, (*f.earlier, f.said))) and not is_collected(f):
        return phrase("utter_day_not_set")
    missing = [one["text"] for one in f.slots["wanted"] or () if not one["sold"]]
    return phrase("utter_not_sold_beside", thing=missing[0]) if missing else ""
