"""Buying: the product, its colour and size, how many, where to, then one confirmation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from actions.accounts import on_file
from actions.addresses import address_in
from actions.products import matching_variants, products_meant
from actions.replies import Say, say
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, Detail, Filling, Stop, Task, Unfit, in_short, own_ref
from actions.tastes import size_label, tastes_of
from actions.which import OFFERED, about_order, choice, variant_words, worth
from actions.wording import alternatives, listing, phrase
from shop.values import Address, Basket, Item, Money, Product, Variant
from store import Brief, Fact, Purpose, Reader

MOST = 99
TELLS_PRODUCT = frozenset(
    {"inform", "place_order", "ask_product", "recommend", "affirm", "deny", "nlu_fallback"}
)
ON_FILE = "on_file"


async def _product(f: Filling) -> str | None:
    own_ref(f)
    if f.slots["product"] and f.said.asked_for not in ("product", None) and not f.said.value("product"):
        return None
    if f.said.asked_for == "product" and f.said.intent not in TELLS_PRODUCT:
        return None  # "which of my orders are late?" names no record called Late
    found = await products_meant(f.means, f.said, f.about.get("about_products") or ())
    if len(found) == 1:
        return found[0].id
    if f.said.value("product") and not found:
        raise Stop(say("utter_not_sold", thing=f.said.words_for("product")))
    return None


async def _ask_product(f: Filling) -> Say:
    found = await products_meant(f.means, f.said, f.about.get("about_products") or ())
    shown = found[:OFFERED]
    question = say("utter_ask_product", *(choice(p.name, "product", p.id) for p in shown))
    return replace(question, about={"about_products": [product.id for product in shown]})


async def _chosen(f: Filling) -> Product | None:
    return (
        await f.means.door(f.means.shop.products.details, f.slots["product"]) if f.slots["product"] else None
    )


def _one_kind(kind: Callable[[Variant], str], slot: str, entity: str) -> Detail:
    """Size or colour: not asked where there is one only, and never one that is not in stock."""

    async def there(f: Filling) -> list[str]:
        product = await _chosen(f)
        if product is None:
            return []
        size = f.slots["size"] or "" if slot != "size" else ""
        colour = f.slots["color"] or "" if slot != "color" else ""
        stocked = [v for v in matching_variants(product, size, colour) if v.stock > 0]
        if not stocked:
            raise Stop(say("utter_out_of_stock_product", name=product.name))
        return list(dict.fromkeys(kind(v) for v in stocked))

    async def read(f: Filling) -> str | None:
        options = await there(f)
        if len(options) < 2:
            return next(iter(options), None) if f.slots[slot] is None else None
        typed = f.said.value(entity)
        wanted = (size_label(str(typed)) if slot == "size" else str(typed)) if typed else ""
        match = next((one for one in options if one.casefold() == wanted.casefold()), None)
        if match or not wanted:
            return match or (
                await _remembered(f, options) if slot == "size" and f.slots[slot] is None else None
            )
        raise Unfit(say("utter_not_in_that", wanted=str(typed), there=listing(options, f.turn.language)))

    async def ask(f: Filling) -> Say:
        options = await there(f)
        buttons = (choice(one, entity, one) for one in options) if len(options) <= OFFERED else ()
        product = await _chosen(f)
        return say(
            f"utter_ask_{slot}",
            *buttons,
            name=product.name if product else "",
            there=alternatives(options, f.turn.language),
        )

    return Detail(read=read, ask=ask)


async def _remembered(f: Filling, options: list[str]) -> str | None:
    """The customer's own size, where they allowed it to be used and the product comes in it."""
    product = await _chosen(f)
    tastes = tastes_of((await _brief(f)).facts, ())
    size = tastes.shoe_size if product and product.department == "shoes" else tastes.size
    return next((one for one in options if size and one.casefold() == size.casefold()), None)


async def _brief(f: Filling) -> Brief:
    recall = f.means.memory.recall
    return await f.means.door(recall, f.turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, f.turn.moment)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants their orders packed and billed, in their own words, and the facts that say so."""

    packaging: str = ""
    invoicing: str = ""
    facts: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """The wishes there are, as they were said."""
        return [f"“{words}”" for words in (self.packaging, self.invoicing) if words]


def wishes_in(facts: Iterable[Fact]) -> Wishes:
    """The newest wish of each kind."""
    newest = {fact.kind: fact for fact in sorted(facts, key=lambda fact: fact.said_at)}
    found = {kind: newest[kind] for kind in ("packaging", "invoicing") if kind in newest}
    words = {kind: fact.words for kind, fact in found.items()}
    return Wishes(**words, facts=tuple(fact.id for fact in found.values()))


def facts_of_size(facts: Iterable[Fact], product: Product, size: str) -> tuple[str, ...]:
    """The fact behind a size that is the customer's own."""
    tastes = tastes_of(facts, ())
    kind, own = ("shoe size", tastes.shoe_size) if product.department == "shoes" else ("size", tastes.size)
    return tastes.facts_behind([kind]) if size and size == own else ()


async def _quantity(f: Filling) -> int | None:
    typed = str(f.said.value("quantity") or "")
    if not typed.isdigit():
        return 1 if f.slots["quantity"] is None else None
    if not 1 <= int(typed) <= MOST:
        raise Unfit(say("utter_too_many", most=MOST))
    return int(typed)


async def _ask_quantity(f: Filling) -> Say:
    return say("utter_ask_quantity")


async def _where_to(f: Filling) -> dict[str, str] | None:
    """The address on file, unless another is told."""
    told = address_in(f.said.text, "")
    if told:
        return {"name": told.name, "street": told.street, "town": told.town, "postcode": told.postcode}
    if f.slots["address"]:
        return None
    try:
        _, details = await on_file(f)
    except Stop:
        return None
    return {"street": details.delivery.street, ON_FILE: "yes"} if details.delivery else None


async def _ask_where_to(f: Filling) -> Say:
    return say("utter_ask_address")


class PlaceOrder(Task):
    """Orders one product, paid by a link."""

    NAME, FORM = "action_place_order", "buy_form"
    OWN = frozenset({"place_order", "ask_product"})
    DETAILS = {
        "product": Detail(read=_product, ask=_ask_product, shapes=frozenset({"color", "size"})),
        "color": _one_kind(lambda v: v.colour, "color", "color"),
        "size": _one_kind(lambda v: v.size, "size", "size"),
        "quantity": Detail(read=_quantity, ask=_ask_quantity),
        "address": Detail(read=_where_to, ask=_ask_where_to),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        product = await _chosen(f)
        assert product is not None  # noqa: S101 - the form asks for the confirmation last
        total = Money(amount=product.price.amount * f.slots["quantity"], currency=product.price.currency)
        variant = variant_words(f.slots["size"], f.slots["color"])
        facts = (await _brief(f)).facts
        wishes = wishes_in(facts)
        wished = (
            phrase("utter_order_as_told", wishes=listing(wishes.words, f.turn.language))
            if wishes.words
            else ""
        )
        words = say(
            "utter_ask_order",
            wished=wished,
            name=product.name if f.slots["quantity"] == 1 else f"{f.slots['quantity']} × {product.name}",
            variant=f" ({variant})" if variant else "",
            total=worth(total, f.turn.language),
            street=f.slots["address"]["street"],
        )
        return replace(words, because=(*facts_of_size(facts, product, f.slots["size"]), *wishes.facts))

    async def carry_out(self, f: Filling) -> Say:
        told = f.slots["address"]
        item = Item(
            product=f.slots["product"],
            quantity=f.slots["quantity"],
            size=f.slots["size"],
            colour=f.slots["color"],
        )
        wishes = wishes_in((await _brief(f)).facts)
        basket = Basket(
            items=(item,),
            deliver_to=None if ON_FILE in told else Address(**told),
            packaging=in_short(wishes.packaging),
            invoice_by=in_short(wishes.invoicing),
        )
        ref = own_ref(f)
        place = self.means.shop.orders.place
        order = await self.door(place, ref, basket, once=self.once(f), now=f.turn.moment.now)
        return Say("utter_ordered", about_order(order, f.turn, f.means), about={"about_order": order.number})
