"""Opens the house: the only place that wires memory, shop, engine and front together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.all import all_actions
from actions.turn import Means
from bot.clock import HouseClock
from bot.engine.actions import ActionHost
from bot.engine.host import Engine
from bot.front.keys import open_house_key, open_keys
from bot.front.live import Live
from bot.front.parts import Parts
from bot.front.turns import Turns
from bot.settings import Settings
from shop.demo import DemoHouse
from shop.over_http import ShopOverHttp
from shop.port import BusinessSystem
from store import Door, Memory, open_memory
from store.engine import connect


@asynccontextmanager
async def open_house(settings: Settings, model: Path) -> AsyncIterator[Parts]:
    """The running house; everything it opened is closed when the block ends."""
    clock = HouseClock()
    memory = open_house_memory(settings, clock)
    door = Door()
    shop = open_shop(settings)
    means = Means(memory=memory, door=door, shop=shop, zone=ZoneInfo("Europe/London"))
    engine = Engine(model, ActionHost(all_actions(means)), clock)
    live = Live()
    turns = Turns(memory=memory, door=door, engine=engine, live=live)
    parts = Parts(
        settings=settings,
        memory=memory,
        door=door,
        engine=engine,
        turns=turns,
        live=live,
        shop=shop,
        keys=open_keys(settings.keys_file or settings.var / "keys.json"),
        clock=clock,
    )
    async with turns.running():
        yield parts
    door.close()
    memory.close()


def open_house_memory(settings: Settings, clock: HouseClock) -> Memory:
    """The memory at the configured database, opened with the house's key."""
    key = open_house_key(settings.house_key, settings.house_key_file or settings.var / "house.key")
    return open_memory(settings.database, key, clock, settings.ledger)


def open_shop(settings: Settings) -> BusinessSystem:
    """The shop's own system where one is configured, else the demo house."""
    if settings.shop_url:
        return ShopOverHttp(settings.shop_url, settings.shop_key)
    return DemoHouse(connect(settings.database))
