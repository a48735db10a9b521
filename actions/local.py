"""The customer's own shop: the one they named, or that of the town they live in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from actions.turn import Means, Turn
from shop.places import Shop
from store import Brief, Fact, Purpose, Reader

HOME_SHOP, HOME_TOWN = "home_shop", "home_town"
_MOVED = re.compile(
    r"moved (?:back )?to (.+?)(?:,? (?:last|this|in|on|an?|with|and|for|now|yesterday|today|recently)\b.*)?", re.I
)


@dataclass(frozen=True, slots=True)
class OwnShop:
    """A customer's own shop, and the fact that says so."""

    shop: Shop
    fact: Fact


async def own_shop(means: Means, turn: Turn) -> OwnShop | None:
    """The shop of whoever speaks, where they told us and allowed it to be used."""
    brief: Brief = await means.door(
        means.memory.recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment
    )
    told = [fact for fact in brief.facts if _place_of(fact)]
    return shop_told(told, await means.door(means.shop.house.shops, turn.moment.now)) if told else None


def shop_told(facts: Iterable[Fact], shops: Iterable[Shop]) -> OwnShop | None:
    """The shop that the facts name: the shop told last or the town told last, the newer first."""
    told = sorted((fact for fact in facts if _place_of(fact)), key=lambda fact: fact.said_at)
    # where somebody lives now ends where they lived before, even where we have no shop
    newest = {fact.kind == HOME_SHOP: fact for fact in told}.values()
    named = {name: shop for shop in shops for name in _names(shop)}
    by_age = sorted(newest, key=lambda fact: fact.said_at, reverse=True)
    return next((OwnShop(named[place], fact) for fact in by_age if (place := _place_of(fact)) in named), None)


def shop_in(shops: Iterable[Shop], text: str) -> Shop | None:
    """The shop that a text names by its town or name."""
    plain = text.casefold()
    return next((s for s in shops if s.address.town.casefold() in plain or s.name.casefold() in plain), None)


def _place_of(fact: Fact) -> str:
    """The shop or town that a fact says is the customer's, else nothing."""
    if fact.subject != "self" or fact.superseded_by is not None:
        return ""
    if fact.kind in (HOME_SHOP, HOME_TOWN):
        return fact.about.casefold()
    moved = _MOVED.fullmatch(fact.about) if fact.kind == "life_event" else None
    return moved[1].casefold() if moved else ""


def _names(shop: Shop) -> tuple[str, ...]:
    return shop.id.casefold(), shop.address.town.casefold(), shop.name.casefold()
