"""How an order comes and where to, what it costs with it, and the basket that says all this to the shop."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from actions.accounts import on_file
from actions.addresses import ask_address
from actions.handling import Wishes
from actions.local import shop_in
from actions.once_placed import adds_something, adds_to_order
from actions.postal import address_in, as_told_of
from actions.replies import Say, asking_again, say
from actions.said import in_short
from actions.sales import sale_on
from actions.tasks import Detail, Filling, Stop, Unfit
from actions.ways import COLLECT, OWN_ADDRESS, POST, way_in
from actions.which import choice, has_not_left, worth
from actions.wording import Phrase, alternatives, phrase
from shop.places import DeliveryOption, Shop
from shop.values import Address, Basket, Item, Money, Product

ON_FILE, AT_SHOP, ONTO = "on_file", "at_shop", "onto"
STANDARD = "standard"


async def _way(f: Filling) -> str | None:
    """The id of the way that is wished for; "" is the usual one."""
    sent = f.slots["address"] and is_collected(f) and address_in(f.said.text, "")
    wished = POST if sent else way_in(f.said.text)
    if wished is None:
        return "" if f.slots["delivery"] is None else None
    option = _called(await f.means.door(f.means.shop.house.delivery_options), wished)
    if option is None:
        raise Unfit(say("utter_no_such_delivery"))
    return option.id


def _called(options: Iterable[DeliveryOption], wished: str) -> DeliveryOption | None:
    """The option that goes by such a name in this house."""
    word = STANDARD if wished == POST else wished
    return next((one for one in options if word in f"{one.id} {one.name}".casefold()), None)


async def _never_asked(f: Filling) -> Say:
    raise NotImplementedError  # nobody is asked how it is to come: the usual way, unless they say so


DELIVERY = Detail(read=_way, ask=_never_asked)


def is_collected(f: Filling) -> bool:
    """Whether what is being ordered is fetched from a shop."""
    return COLLECT in (f.slots["delivery"] or "")


async def where_to(f: Filling) -> dict[str, str] | None:
    """Where it goes: the shop it is fetched from, an address that is told, else the one on file."""
    known = f.slots["address"]
    if f.said.asked_for is None and (onto := await _order_to_add_to(f)):
        return {ONTO: onto}
    if is_collected(f):
        return await _shop_to_collect_in(f)
    begun = "" if known else f.slots["address_begun"] or ""
    if told := address_in(f.said.text, "") or address_in(begun, ""):
        return as_told_of(told)
    if known and AT_SHOP not in known and not OWN_ADDRESS.search(f.said.text):
        return None
    if found := await _on_file(f):
        return {**as_told_of(found), ON_FILE: "yes"}
    if known and AT_SHOP in known:
        raise Unfit(asking_again(await ask_address(f)), "address")
    return None


async def _order_to_add_to(f: Filling) -> str | None:
    """The order that still waits here and is added to: the one spoken of, else the newest where one is named."""
    if not adds_something(f.said.text):
        return None
    waiting = [order.number for order in await f.counter.orders() if has_not_left(order)]
    if f.about.get("about_order") in waiting:
        return str(f.about["about_order"])
    if not adds_to_order(f.said.text):
        return None
    if not waiting:
        raise Stop(say("utter_nothing_to_add_to"))
    return waiting[0]


async def _shop_to_collect_in(f: Filling) -> dict[str, str] | None:
    known = f.slots["address"] or {}
    shops = await f.means.door(f.means.shop.house.shops, f.turn.moment.now)
    if shop := shop_in(shops, f.said.text) if f.said.text else None:
        return {**as_told_of(shop.address), AT_SHOP: "yes"}
    if known and AT_SHOP not in known:
        raise Unfit(asking_again(_ask_shop(shops, f)), "address")
    return None


def _ask_shop(shops: Sequence[Shop], f: Filling) -> Say:
    towns = [shop.address.town for shop in shops]
    return say("utter_ask_collect_where", *(choice(one, "place", one) for one in towns), towns=_or(towns, f))


def _or(towns: Sequence[str], f: Filling) -> str:
    return alternatives(list(towns), f.turn.language)


async def ask_where(f: Filling) -> Say:
    """Asks for the address, or in which shop it is fetched."""
    if not is_collected(f):
        return await ask_address(f)
    return _ask_shop(await f.means.door(f.means.shop.house.shops, f.turn.moment.now), f)


async def _on_file(f: Filling) -> Address | None:
    try:
        _, details = await on_file(f)
    except Stop:
        return None
    return details.delivery


def place_of(told: dict[str, str]) -> Phrase:
    """Where it goes, in full, as in a sentence."""
    if AT_SHOP in told:
        return phrase("utter_to_shop_in", town=told["town"]) if told.get("town") else phrase("utter_to_shop")
    if ONTO in told:
        return phrase("utter_to_order", number=told[ONTO])
    return phrase("utter_to_address", address=f"{told['street']}, {told['town']} {told['postcode']}".strip(" ,"))


async def sums_of(f: Filling, items: Sequence[tuple[Product, Item]]) -> dict[str, Any]:
    """What the goods cost, and with delivery: values of the question before an order."""
    language = f.turn.language
    goods = sum((product.price.amount * item.quantity for product, item in items), Decimal(0))
    currency = items[0][0].price.currency
    wished = f.slots["delivery"] or STANDARD
    options = await f.means.door(f.means.shop.house.delivery_options)
    option = next((one for one in options if one.id == wished), None)
    total = worth(Money(amount=goods, currency=currency), language)
    if ONTO in (f.slots["address"] or {}):
        return {"total": total, "delivery": ""}
    if option is None:
        return {"total": total, "delivery": phrase("utter_and_delivery")}
    free = option.free_from is not None and goods >= option.free_from.amount
    fee = Decimal(0) if free else option.price.amount
    before = await _before_sale(f, [product for product, _ in items])
    if is_collected(f) and not fee:
        return {"total": total, "delivery": before}
    told = {
        "fee": worth(Money(amount=fee, currency=currency), language) if fee else phrase("utter_free"),
        "way": "" if wished == STANDARD else phrase("utter_way_named", name=option.name),
        "sum": worth(Money(amount=goods + fee, currency=currency), language),
        "before": before,
    }
    return {"total": total, "delivery": phrase("utter_and_delivery_in_all", **told)}


async def _before_sale(f: Filling, products: Sequence[Product]) -> Phrase | str:
    """That a sale still comes off, where one holds: by how much is known once it is ordered."""
    sale = await sale_on(f.means, products, f.turn.moment.now)
    return phrase("utter_before_sale", offer=sale.title) if sale else ""


def basket_of(f: Filling, items: Iterable[Item], wishes: Wishes) -> Basket:
    """The basket with all that was told: where to, by which way, packed and billed as they wish."""
    told = f.slots["address"]
    fields = {name: told[name] for name in ("name", "street", "town", "postcode") if name in told}
    elsewhere = told.get("street") and ON_FILE not in told
    return Basket(
        items=tuple(items),
        deliver_to=Address(**fields) if elsewhere else None,
        delivery=f.slots["delivery"] or STANDARD,
        packaging=wishes.handling,
        invoice_by=in_short(wishes.invoicing),
    )
