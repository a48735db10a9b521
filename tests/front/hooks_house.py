"""A house with webhooks, outbox and connectors over a real memory, and the providers beside it."""
# ruff: noqa: E402 - Rasa can't be imported before the stand-ins are in place

import json
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp
from types import SimpleNamespace
from typing import Any, cast

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from bot.engine.without_tensorflow import stand_in

stand_in()

from bot.channels.accounts import CHANNELS, accounts
from bot.channels.sender import Sender
from bot.chat import routes as chat
from bot.chat.shelf import Files
from bot.clock import HouseClock
from bot.front import connectors, hooks, messages
from bot.front.clearance import offer_held
from bot.front.counting import CountedHere
from bot.front.keys import open_keys
from bot.front.limits import Gate, limited
from bot.front.live import Live
from bot.front.parts import Parts
from bot.front.problems import problems
from bot.front.sending import Deliveries, bases
from bot.front.stopping import heed_stop
from bot.front.turns import Turns
from bot.settings import Settings
from store import Capture, Choice, ConsentState, Door, Memory, Moment, NewReply, Purpose, TurnOutcome, open_memory
from store.keys import HouseKey, new_key
from store.migrate import migrate
from tests.front.providers import Providers, meta_hook, slack_hook, telegram_hook, twilio_hook

PUBLIC_URL = "https://shop.example"


class Echo:
    """Answers every message with its own words and two choices: all that these tests need of an engine."""

    def __init__(self, memory: Memory, door: Door) -> None:
        self._memory = memory
        self._door = door

    async def take_turn(self, turn: Any, read_tail: Any) -> TurnOutcome:
        if await heed_stop(turn, self._memory, self._door):
            return TurnOutcome(replies=(NewReply(text="Stopped."),), events=())
        if turn.text == "forget me":
            here = Moment(now=turn.received_at, channel=turn.channel, identity=turn.identity, assurance=turn.assurance)
            await self._door(self._memory.rights.erase, turn.customer, here)
            return TurnOutcome(replies=(NewReply(text="Nothing is left of you here."),), events=())
        chosen = f" ({turn.choice.payload})" if turn.choice else ""
        return TurnOutcome(
            replies=(NewReply(text=f"You said: {turn.text}{chosen}", choices=YES_NO),), events=()
        )

    def forget(self, conversation: str) -> None:
        return


YES_NO = (Choice("1.1.1", "Yes", "/affirm"), Choice("1.1.2", "No", "/deny"))


@dataclass
class Front:
    """The house as a provider and its customers see it."""

    client: TestClient[web.Request, web.Application]
    parts: Parts
    providers: Providers
    deliveries: Deliveries
    session: ClientSession
    database: Path
    connector: str

    @property
    def keys(self) -> Any:
        return self.parts.keys.channels

    async def hook(self, channel: str, body: Any, account: str = "rehearsal", **change: Any) -> Any:
        """Posts a webhook's call, signed as its provider signs it, unless `change` says otherwise."""
        self.providers.brings(channel, body)
        call = self.signed(channel, body, account) | change
        return await self.client.post(f"/hooks/{channel}/{account}", **call)

    def signed(self, channel: str, body: Any, account: str = "rehearsal") -> dict[str, Any]:
        keys = self.keys[channel]
        if channel == "slack":
            return slack_hook(body, keys["signing_secret"], time.time())
        if channel == "telegram":
            return telegram_hook(body, keys["secret_token"])
        if channel == "twilio":
            return twilio_hook(body, keys["auth_token"], f"{PUBLIC_URL}/hooks/twilio/{account}")
        return meta_hook(body, keys["app_secret"])

    async def take_turns(self) -> None:
        """Answers what is waiting, message by message."""
        conversations, door = self.parts.memory.conversations, self.parts.door
        while turn := await door(conversations.next_turn, "test", 30.0):
            outcome = await self.parts.turns.engine.take_turn(turn, cast(Any, None))
            await door(conversations.finish, turn, outcome)

    async def deliver(self, channel: str, base: str | None = None, **sender: Any) -> int:
        """One round of the channel's deliveries."""
        where = base or self.deliveries.bases[channel]
        return await self.deliveries.deliver_due(
            Sender(CHANNELS[channel], where, self.session, **sender), channel
        )

    def stored(self) -> list[tuple[Any, ...]]:
        """(channel, state) of every message in the inbox, in order."""
        return self._rows(
            "SELECT c.channel, i.state FROM inbox i JOIN conversations c ON c.id = i.conversation_id"
        )

    def only_customer(self) -> Any:
        """The id of the one customer that there is, None of none."""
        found = self._rows("SELECT DISTINCT customer_id FROM identities")
        assert len(found) <= 1
        return found[0][0] if found else None

    def transcript(self, channel: str) -> list[str]:
        """What was said on both sides of the one conversation on this channel."""
        ((conversation,),) = self._rows(f"SELECT id FROM conversations WHERE channel = '{channel}'")  # noqa: S608
        return [item.text for item in self.parts.memory.conversations.transcript(conversation).items]

    def outbox(self) -> list[tuple[Any, ...]]:
        """(channel, state, reason) of every delivery, in order."""
        return self._rows("SELECT channel, state, reason FROM outbox ORDER BY cursor")

    def make_outreach(self) -> None:
        """What lies in the outbox is contact that we start."""
        with sqlite3.connect(self.database) as database:
            database.execute("UPDATE outbox SET outreach = 1")

    async def allow_contact(self, channel: str, address: str) -> None:
        """The customer has said that we may write first."""
        memory = self.parts.memory
        known = memory.people.find(channel, address)
        assert known is not None
        memory.consents.decide(
            known.customer, known.identity, Purpose.CONTACT, ConsentState.GIVEN, Capture(method="words")
        )

    async def offer_held(self) -> int:
        """One round of looking at what was held."""
        return await offer_held(self.parts.memory, self.parts.door, self.parts.clock)

    def due_now(self) -> None:
        """Lets the time pass until every retry is due."""
        with sqlite3.connect(self.database) as database:
            database.execute("UPDATE outbox SET due_real = 0")

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database) as database:
            return database.execute(query).fetchall()


@asynccontextmanager
async def open_front(
    folder: Path, *, rehearsal: bool = True, also: Mapping[str, Mapping[str, str]] = {}
) -> AsyncIterator[Front]:
    """The house, in rehearsal by default, with its providers at hand; `also` are secrets of the accounts `second`."""
    keys = open_keys(folder / "keys.json")
    for channel, secrets in also.items():
        keys.channels[channel]["second"] = {**keys.channels[channel], **secrets}
    providers = Providers(cast(Any, keys.channels))
    database = folder / "house.db"
    shutil.copy(_migrated(), database)
    async with TestServer(providers.app()) as server, ClientSession() as session:
        settings = _settings(folder, str(server.make_url("")).rstrip("/"), rehearsal)
        parts = _parts(settings, keys)
        providers.clock = parts.clock
        known = accounts(keys.channels, rehearsal=rehearsal, public_url=PUBLIC_URL)
        deliveries = Deliveries(
            memory=parts.memory,
            door=parts.door,
            clock=parts.clock,
            live=parts.live,
            known=known,
            bases=bases(settings),
            last_words=parts.turns.last_words,
        )
        app = web.Application(middlewares=[problems, limited(parts.gate)])
        for routes in (hooks.routes, connectors.routes, messages.routes, chat.routes):
            app.add_routes(routes(parts))
        async with TestClient(TestServer(app)) as client:
            secret = json.loads((folder / "keys.json").read_text())["connector"]
            yield Front(client, parts, providers, deliveries, session, database, secret)
        parts.door.close()
        parts.memory.close()


@cache
def _migrated() -> Path:
    """An empty house's database, made once."""
    template = Path(mkdtemp()) / "house.db"
    migrate(f"sqlite:///{template}")
    return template


def _settings(folder: Path, providers: str, rehearsal: bool) -> Settings:
    return Settings(
        var=folder,
        database_url=f"sqlite:///{folder}/house.db",
        rehearsal=rehearsal,
        public_url=PUBLIC_URL,
        slack_api=providers,
        telegram_api=providers,
        twilio_api=providers,
        meta_api=providers,
    )


def _parts(settings: Settings, keys: Any) -> Parts:
    """As much of the house as these doors use."""
    clock, live, door = HouseClock(), Live(), Door()
    memory = open_memory(settings.database, HouseKey(new_key()), clock, settings.ledger)
    memory.rights.add(Files(memory, settings.files))
    turns = Turns(memory=memory, door=door, engine=Echo(memory, door), live=live)
    gate = Gate(partial(door, memory.house.settings), keys, settings.proxies, CountedHere())
    used = {"settings": settings, "memory": memory, "door": door, "turns": turns, "live": live}
    return cast(Parts, SimpleNamespace(**used, keys=keys, clock=clock, gate=gate))
