"""A house of the benchmark's own, in a folder that goes with it: memory, demo shop and engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.all import all_actions
from actions.turn import CareAction, Means
from bench.customers import memory_at, now
from bot.engine.actions import ActionHost
from bot.engine.host import Engine
from shop.demo import DemoHouse, create_tables, fill
from store import Door, Memory
from store.door import threads_for
from store.engine import connect
from store.keys import HouseKey, new_key

ZONE = ZoneInfo("Europe/London")


@dataclass(frozen=True, kw_only=True)
class House:
    """What a turn needs."""

    memory: Memory
    door: Door
    engine: Engine


@contextmanager
def open_house(folder: Path, model: Path, *more: type[CareAction]) -> Iterator[House]:
    """A house on SQLite with the demo shop and, in place of the product's where they bear its name, these actions."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'house.db'}"
    with memory_at(url, HouseKey(new_key()), folder) as memory:
        shop = connect(url)
        create_tables(shop)
        fill(shop, now())
        door = Door(threads_for(url))
        means = Means(memory=memory, door=door, shop=DemoHouse(shop), zone=ZONE)
        actions = ActionHost([*all_actions(means), *(kind(means) for kind in more)])
        yield House(memory=memory, door=door, engine=Engine(model, actions, now))
        door.close()
        shop.dispose()
