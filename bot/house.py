"""Opens the house: the only place that wires memory, shop, engine and front together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.all import all_actions
from actions.turn import Means
from bot.channels.accounts import accounts
from bot.chat.shelf import Files
from bot.clock import HouseClock
from bot.desk.telling import Telling
from bot.desk.waiting import WaitingRoom
from bot.desk.watch import Watch
from bot.engine.actions import ActionHost
from bot.engine.host import Engine
from bot.front.answering import Answering
from bot.front.erasing import Erasing
from bot.front.keys import ApiKeys, open_house_key, open_keys
from bot.front.live import Live
from bot.front.parts import Parts
from bot.front.sending import Deliveries, bases
from bot.front.turns import Turns
from bot.outreach.due import Due, Work
from bot.outreach.reaching import Reaching
from bot.settings import Settings
from bot.shop_place import ShopPlace
from shop.demo import DemoHouse
from shop.over_http import ShopOverHttp
from shop.port import BusinessSystem
from store import Door, Durable, Memory, open_memory
from store.door import threads_for
from store.engine import connect

ZONE = ZoneInfo("Europe/London")
SEAL_SECONDS = 0.5  # design: heads are signed within a second


@asynccontextmanager
async def open_house(settings: Settings, model: Path) -> AsyncIterator[Parts]:
    """The running house; everything it opened is closed when the block ends."""
    async with AsyncExitStack() as opened:
        clock, door, live = HouseClock(), Door(threads_for(settings.database)), Live()
        opened.callback(door.close)
        shop = open_shop(settings)
        memory = open_house_memory(settings, clock, shop)
        opened.callback(memory.close)
        means = Means(memory=memory, door=door, shop=shop, zone=ZONE)
        engine = Engine(model, ActionHost(all_actions(means)), clock)
        answering = Answering(memory, door, engine)
        waiting = WaitingRoom(memory, door, engine, answering, clock)
        turns = Turns(memory=memory, door=door, engine=waiting, live=live, apology=answering.apology)
        watch = Watch(memory, door, Telling(engine, turns, live), clock)
        seal = Work("audit seal", partial(door, memory.audit.seal))
        reaching = Reaching(memory, door, engine, live, ZONE)
        reach = (Work("promises", reaching.warn), Work("outreach", reaching.run))
        due = Due([*_works(memory, door), Work("desk", watch.run), *reach, seal])
        keys = open_keys(settings.keys_file or settings.var / "keys.json")
        await door(memory.agents.enrol, keys.agents)
        await opened.enter_async_context(turns.running())
        await opened.enter_async_context(due.running())
        await opened.enter_async_context(Due([seal], SEAL_SECONDS).running())
        await opened.enter_async_context(_deliveries(settings, keys, memory, door, clock, live).running())
        yield Parts(
            settings=settings,
            memory=memory,
            door=door,
            engine=engine,
            turns=turns,
            erasing=Erasing(memory, door, turns),
            live=live,
            shop=shop,
            ears=shop.ears if isinstance(shop, DemoHouse) else None,
            keys=keys,
            clock=clock,
            due=due,
        )


def open_house_memory(settings: Settings, clock: HouseClock, shop: BusinessSystem) -> Memory:
    """The memory at the configured database, with every place outside it that exports and erasures look at."""
    key = open_house_key(settings.house_key, settings.house_key_file or settings.var / "house.key")
    memory = open_memory(settings.database, key, clock, settings.ledger, Durable(settings.durable))
    memory.rights.add(ShopPlace(shop, clock))
    memory.rights.add(Files(memory, settings.var / "files"))
    return memory


def open_shop(settings: Settings) -> BusinessSystem:
    """The shop's own system where one is configured, else the demo house."""
    if settings.shop_url:
        return ShopOverHttp(settings.shop_url, settings.shop_key)
    return DemoHouse(connect(settings.database))


def _works(memory: Memory, door: Door) -> list[Work]:
    return [
        Work("retention", partial(door, memory.retention.run)),
        Work("parked events", partial(door, memory.records.retry_parked)),
        Work("open erasures", partial(door, memory.rights.retry_open)),
        Work("silent encounters", partial(door, memory.conversations.end_silent)),
        Work("expired tokens", partial(door, memory.sessions.clear_expired)),
        *(Work("files", partial(door, place.sweep)) for place in memory.rights.places if isinstance(place, Files)),
    ]


def _deliveries(
    settings: Settings, keys: ApiKeys, memory: Memory, door: Door, clock: HouseClock, live: Live
) -> Deliveries:
    known = accounts(keys.channels, rehearsal=settings.rehearsal, public_url=settings.public_url)
    return Deliveries(memory=memory, door=door, clock=clock, live=live, known=known, bases=bases(settings))
