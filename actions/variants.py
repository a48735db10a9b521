"""Size and colour of what is ordered: told before the product or after it, remembered, or asked for."""

from collections.abc import Callable

from actions.handling import brief_of
from actions.labels import matching_variants
from actions.on_the_shelf import as_labelled, asked_before, in_our_sizes, names_product
from actions.replies import Say, say
from actions.said import label_in
from actions.tasks import Detail, Filling, Stop, Unfit
from actions.tastes import size_label, tastes_of
from actions.which import OFFERED, choice
from actions.wording import alternatives, listing
from shop.values import Product, ProductQuery, Variant

POLITE = frozenset({"thank", "praise", "greet", "goodbye"})  # "ta" is no size


async def _told_of_none(f: Filling) -> dict[str, str] | None:
    """A size or colour told while it is not clear yet of which product: "size M"."""
    if f.slots["product"] or f.slots["wanted"]:
        return {} if f.slots["variant"] is None else None
    size, colour = size_label(str(f.said.value("size") or "")), str(f.said.value("color") or "")
    told = {slot: label for slot, label in (("size", size), ("color", colour)) if label}
    return {**(f.slots["variant"] or {}), **told}


async def _never_asked(f: Filling) -> Say:
    raise NotImplementedError  # of a product that is known, size and colour have questions of their own


def _told_before(f: Filling, slot: str, options: list[str]) -> str:
    """The label told before the product was known, where the product is there in it."""
    told = (f.slots["variant"] or {}).get(slot, "")
    return next((one for one in options if one.casefold() == told.casefold()), "")


async def chosen_product(f: Filling) -> Product | None:
    """The product that is being ordered, once it is known."""
    return await f.means.door(f.means.shop.products.details, f.slots["product"]) if f.slots["product"] else None


def _one_kind(kind: Callable[[Variant], str], slot: str, entity: str) -> Detail:
    """Size or colour: not asked where there is one only, and never one that is not in stock."""

    async def there(f: Filling) -> list[str]:
        product = await chosen_product(f)
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
        unsettled = f.slots[slot] is None
        product = await chosen_product(f)
        typed = next((str(one) for one in f.said.values(entity) if not names_product(product, str(one))), "")
        wanted = size_label(typed) if slot == "size" else typed
        wanted = wanted or label_in(f.said.meant, options) or (_told_before(f, slot, options) if unsettled else "")
        wanted = wanted or (asked_before(f.earlier, entity, product, options) if unsettled else "")
        if product and slot == "size":
            wanted = in_our_sizes(ProductQuery(size=wanted), [product]).size  # a British 8 is our 42
        match = as_labelled(wanted, options)
        if match or not wanted or f.said.intent in POLITE:
            return match or (await _remembered(f, options) if slot == "size" and unsettled else None)
        made = {kind(v).casefold() for v in product.variants} if product else set()
        response = "utter_not_in_that" if wanted.casefold() in made else "utter_not_made_in_that"
        raise Unfit(say(response, wanted=wanted, there=listing(options, f.turn.language)))

    async def ask(f: Filling) -> Say:
        options = await there(f)
        buttons = (choice(one, entity, one) for one in options) if len(options) <= OFFERED else ()
        product = await chosen_product(f)
        return say(
            f"utter_ask_{slot}",
            *buttons,
            name=product.name if product else "",
            there=alternatives(options, f.turn.language),
        )

    return Detail(read=read, ask=ask)


async def _remembered(f: Filling, options: list[str]) -> str | None:
    """The customer's own size, where they allowed it to be used and the product comes in it."""
    product = await chosen_product(f)
    tastes = tastes_of((await brief_of(f)).facts, ())
    size = tastes.shoe_size if product and product.department == "shoes" else tastes.size
    return next((one for one in options if size and one.casefold() == size.casefold()), None)


VARIANT = Detail(read=_told_of_none, ask=_never_asked)
COLOUR = _one_kind(lambda v: v.colour, "color", "color")
SIZE = _one_kind(lambda v: v.size, "size", "size")
