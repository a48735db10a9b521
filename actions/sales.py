"""The sale that takes something off a price, where one holds."""

from collections.abc import Iterable
from datetime import datetime

from actions.turn import Means
from shop.places import Offer, OfferKind
from shop.values import Product


async def sale_on(means: Means, products: Iterable[Product], now: datetime) -> Offer | None:
    """The sale that holds now for one of these."""
    there = list(products)
    offers = await means.door(means.shop.house.offers, now)
    return next((one for one in offers if one.kind is OfferKind.SALE and _covers(one, there)), None)


def _covers(offer: Offer, products: Iterable[Product]) -> bool:
    everything = not (offer.categories or offer.products)
    return everything or any(p.id in offer.products or p.category in offer.categories for p in products)
