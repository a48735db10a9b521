"""What the front's routes are given: made once in bot/house.py, never reached for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

from bot.clock import HouseClock
from bot.engine.host import Engine
from bot.front.erasing import Erasing
from bot.front.keys import ApiKeys
from bot.front.limits import Gate
from bot.front.live import Live
from bot.front.turns import Turns
from bot.outreach.due import Due
from bot.settings import Settings
from shop.port import BusinessSystem
from shop.values import CustomerRef
from store import Door, Memory


class Ears(Protocol):
    """A shop without systems of its own, which hears of its orders and bookings from us."""

    def hear(
        self, customer: CustomerRef, kind: str, data: Mapping[str, Any], *, once: str, now: datetime
    ) -> object:
        """Takes in one event, once; raises ShopError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The running house, as its routes see it."""

    settings: Settings
    memory: Memory
    door: Door
    engine: Engine
    turns: Turns
    erasing: Erasing
    live: Live
    shop: BusinessSystem
    ears: Ears | None
    keys: ApiKeys
    gate: Gate
    clock: HouseClock
    due: Due


Routes = Callable[[Parts], list[web.RouteDef]]
