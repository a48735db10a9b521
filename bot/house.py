"""Opens the house: the only place that wires memory, shop, engine and front together."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.all import all_actions
from actions.turn import Means
from bot.channels.accounts import accounts
from bot.chat.shelf import Files
from bot.clock import HouseClock
from bot.desk.striking import Striking
from bot.desk.telling import Telling
from bot.desk.waiting import WaitingRoom
from bot.desk.watch import Watch
from bot.engine.actions import ActionHost
from bot.engine.host import Engine
from bot.front.answering import Answering
from bot.front.broker import Broker
from bot.front.clearance import offer_held
from bot.front.counting import counts_at
from bot.front.erasing import Erasing
from bot.front.keys import ApiKeys, open_house_key, open_keys, previous_house_keys
from bot.front.limits import Gate
from bot.front.live import Live
from bot.front.parts import Parts
from bot.front.relay import Relay
from bot.front.sending import Deliveries, bases
from bot.front.somebody_else import SomebodyElse
from bot.front.stopping import Stopping
from bot.front.turns import Turns
from bot.outreach.due import Due, Work
from bot.outreach.noticing import Noticing
from bot.outreach.reaching import Reaching
from bot.settings import Settings
from bot.shop_place import ShopPlace
from shop.demo import DemoHouse
from shop.over_http import ShopOverHttp
from shop.places import Offer
from shop.port import BusinessSystem
from store import Door, Durable, Listeners, Memory, open_memory
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
        means = Means(memory=memory, door=door, shop=shop, zone=ZONE, public_url=settings.public_url)
        engine = Engine(model, ActionHost(all_actions(means)), clock)
        answering = Answering(engine)
        noticing = Noticing(answering, engine, memory, door, ZONE)
        waiting = WaitingRoom(memory, door, engine, noticing, clock)
        stopping = Stopping(memory, door, engine, SomebodyElse(memory, door, engine, waiting))
        striking = Striking(memory, door, engine, live, stopping.heed)
        turns = Turns(
            memory=memory, door=door, engine=stopping, live=live, apology=answering.apology, heed=striking.heed
        )
        watch = Watch(memory, door, Telling(engine, turns, live), clock)
        seal = Work("audit seal", partial(door, memory.audit.seal))
        reaching = Reaching(memory, door, engine, live, ZONE, partial(_offers, shop, door, clock))
        reach = (Work("promises", reaching.warn), Work("outreach", reaching.run))
        due = Due([*_works(memory, door, clock), Work("desk", watch.run), *reach, seal])
        keys = open_keys(settings.keys_file or settings.var / "keys.json")
        await door(memory.agents.enrol, keys.agents)
        if settings.redis_url:
            await opened.enter_async_context(Relay(settings.redis_url, settings.redis_channel, live).running())
        counted = counts_at(settings.redis_url, f"{settings.redis_channel}:limits", "".join(keys.site_secrets))
        counts = await opened.enter_async_context(counted)
        if settings.amqp_url:
            broker = Broker(settings.amqp_url, settings.amqp_exchange, memory, door, live)
            await opened.enter_async_context(broker.running())
        # closed last: what the last turn has to say to somebody it forgot is nowhere but in memory
        await opened.enter_async_context(_deliveries(settings, keys, turns, clock).running())
        await opened.enter_async_context(turns.running())
        await opened.enter_async_context(due.running())
        await opened.enter_async_context(Due([seal], SEAL_SECONDS).running())
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
            gate=Gate(partial(door, memory.house.settings), keys, settings.proxies, counts),
            clock=clock,
            due=due,
        )


def open_house_memory(settings: Settings, clock: HouseClock, shop: BusinessSystem) -> Memory:
    """The memory at the configured database, with every place outside it that exports and erasures look at."""
    key = open_house_key(settings.house_key, settings.key_file)
    previous = previous_house_keys(settings.previous_house_key, settings.key_file)
    durable, listeners = Durable(settings.durable), Listeners.BROKER if settings.amqp_url else Listeners.NOBODY
    memory = open_memory(settings.database, key, clock, settings.ledger, durable, previous, listeners)
    memory.rights.add(ShopPlace(shop, clock))
    memory.rights.add(Files(memory, settings.files))
    return memory


def open_shop(settings: Settings) -> BusinessSystem:
    """The shop's own system where one is configured, else the demo house."""
    if settings.shop_url:
        return ShopOverHttp(settings.shop_url, settings.shop_key)
    return DemoHouse(connect(settings.shop_database))


def _works(memory: Memory, door: Door, clock: HouseClock) -> list[Work]:
    return [
        Work("retention", partial(door, memory.retention.run)),
        Work("parked events", partial(door, memory.records.retry_parked)),
        Work("open erasures", partial(door, memory.rights.retry_open)),
        Work("held contact", partial(offer_held, memory, door, clock)),
        Work("silent encounters", partial(door, memory.conversations.end_silent)),
        Work("expired tokens", partial(door, memory.sessions.clear_expired)),
        *(Work("files", partial(door, place.sweep)) for place in memory.rights.places if isinstance(place, Files)),
    ]


async def _offers(shop: BusinessSystem, door: Door, clock: HouseClock) -> Sequence[Offer]:
    return await door(shop.house.offers, clock())


def _deliveries(settings: Settings, keys: ApiKeys, turns: Turns, clock: HouseClock) -> Deliveries:
    return Deliveries(
        memory=turns.memory,
        door=turns.door,
        clock=clock,
        live=turns.live,
        known=accounts(keys.channels, rehearsal=settings.rehearsal, public_url=settings.public_url),
        bases=bases(settings),
        last_words=turns.last_words,
    )
