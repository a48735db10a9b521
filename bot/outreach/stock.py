"""Offers that the house makes to clear its stock, as the shop has them today."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from shop.places import Offer, OfferWhy
from store import StockOffer, offer_told

OPEN_ENDED = timedelta(days=30)  # an offer without an end is news for so long


def as_stock_offer(offer: Offer, now: datetime, zone: ZoneInfo) -> StockOffer | None:
    """What may be told first of this offer; None unless it clears stock of something named, in every shop."""
    if offer.why is not OfferWhy.STOCK or not offer.categories or offer.shops:
        return None
    after = offer.ends + timedelta(days=1) if offer.ends else None
    until = datetime.combine(after, time(0), zone).astimezone(UTC) if after else now + OPEN_ENDED
    return StockOffer(name=_name(offer), categories=frozenset(offer.categories), until=until)


def stock_offer(offers: Iterable[Offer], occasion: str) -> Offer | None:
    """The offer that a contact is about, while the shop makes it, and to clear stock."""
    told = offer_told(occasion)
    return next((one for one in offers if one.why is OfferWhy.STOCK and _name(one) == told), None)


def _name(offer: Offer) -> str:
    return f"{offer.id}:{offer.ends or ''}"  # the same sale in another year is another offer
