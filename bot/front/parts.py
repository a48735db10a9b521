"""What the front's routes are given: made once in bot/house.py, never reached for."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.clock import HouseClock
from bot.engine.host import Engine
from bot.front.erasing import Erasing
from bot.front.keys import ApiKeys
from bot.front.live import Live
from bot.front.turns import Turns
from bot.outreach.due import Due
from bot.settings import Settings
from shop.port import BusinessSystem
from store import Door, Memory


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
    keys: ApiKeys
    clock: HouseClock
    due: Due


Routes = Callable[[Parts], list[web.RouteDef]]
