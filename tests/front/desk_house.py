"""A house with its desk over a real memory; a script stands for the engine, in the domain's words."""
# ruff: noqa: E402 - Rasa can't be imported before the stand-ins are in place

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import yaml
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.engine.without_tensorflow import stand_in

stand_in()

from bot.chat.files import Sheet
from bot.chat.shelf import Files
from bot.clock import HouseClock
from bot.desk import routes as desk
from bot.desk.striking import Striking
from bot.desk.telling import Telling
from bot.desk.waiting import WaitingRoom
from bot.desk.watch import Watch
from bot.front import connectors, messages, relations, rights
from bot.front.counting import CountedHere
from bot.front.erasing import Erasing
from bot.front.keys import open_keys
from bot.front.limits import Gate
from bot.front.live import Live
from bot.front.parts import Parts
from bot.front.problems import problems
from bot.front.stopping import Stopping
from bot.front.turns import Turns
from bot.settings import Settings
from store import (
    Arrival,
    Assurance,
    Capture,
    Choice,
    ConsentState,
    Door,
    Memory,
    Moment,
    NewFact,
    NewReply,
    Purpose,
    TurnOutcome,
    open_memory,
)
from store.desk import NewCase, SummaryLine
from store.keys import HouseKey, new_key
from store.migrate import migrate
from store.summary import shortened
from tests.front.documented import as_documented

DOMAIN = Path(__file__).parents[2] / "bot/domain"
WORDS = {
    name: words
    for topic in ("handoff", "channels")
    for name, words in yaml.safe_load((DOMAIN / f"{topic}.yml").read_text())["responses"].items()
}


class Script:
    """Hands over when a message asks for a person, and else answers with the message's own words."""

    def __init__(self, memory: Memory, door: Door) -> None:
        self._memory = memory
        self._door = door

    async def take_turn(self, turn: Any, read_tail: Any) -> TurnOutcome:
        if "person" not in turn.text:
            return TurnOutcome(replies=(NewReply(text=f"You said: {turn.text}"),), events=())
        line = SummaryLine(id="1", text=turn.text, message=turn.id)
        case = NewCase(
            reason=turn.text, lines=(line,), tried=("track_order",), topic="return_item", mood="upset"
        )
        await self._door(self._memory.desk.ask, turn.conversation, case)
        strike = Choice(f"{turn.seq}.1.1", f"Don't pass on “{shortened(turn.text)}”", '/ask_human{"line": "1"}')
        said = NewReply(text="I'll fetch someone.", choices=(strike,))
        return TurnOutcome(replies=(said,), events=(), language=turn.hint)

    async def says(self, response: str, language: str | None, place: str, **values: Any) -> NewReply:
        return NewReply(text=WORDS[response][0]["text"].format(**values))

    def parse(self, text: str) -> dict[str, Any]:
        told = ({"sensitivity": "special"},) if "diagnosed" in text else ()
        return {"intent": {"name": self.wish_in(text, None)}, "statements": told}

    def wish_in(self, text: str, language: str | None) -> str:
        return "abort" if "never mind" in text else "track_order"

    def asks(self, tail: Any) -> bool:
        return False

    def forget(self, conversation: str) -> None:
        return


@dataclass
class Colleague:
    """Someone signed in at the desk."""

    name: str
    client: TestClient[web.Request, web.Application]
    token: str

    async def get(self, path: str) -> ClientResponse:
        return await as_documented(await self.client.get(f"/api/v1/desk/{path}", headers=self._head))

    async def post(self, path: str, **body: Any) -> ClientResponse:
        return await as_documented(await self.client.post(f"/api/v1/desk/{path}", json=body, headers=self._head))

    async def put(self, path: str, **body: Any) -> ClientResponse:
        return await as_documented(await self.client.put(f"/api/v1/desk/{path}", json=body, headers=self._head))

    async def delete(self, path: str, **body: Any) -> ClientResponse:
        return await as_documented(await self.client.delete(f"/api/v1/desk/{path}", json=body, headers=self._head))

    async def does(self, conversation: str, act: str, /, **body: Any) -> Any:
        """A call about one conversation that is allowed."""
        answer = await self.post(f"conversations/{conversation}/{act}", **body)
        assert answer.status == 200, await answer.text()
        return await answer.json()

    async def sees(self, path: str) -> Any:
        answer = await self.get(path)
        assert answer.status == 200, await answer.text()
        return await answer.json()

    @property
    def _head(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@dataclass
class DeskHouse:
    """The house as its customers and agents see it."""

    client: TestClient[web.Request, web.Application]
    parts: Parts
    people: tuple[dict[str, str], ...]
    connector: str
    watch: Watch
    _ids: Any = field(default_factory=lambda: count(1))

    @property
    def address(self) -> str:
        return str(self.client.make_url("")).rstrip("/")

    @property
    def memory(self) -> Memory:
        return self.parts.memory

    async def login(self, name: str, **changed: str) -> ClientResponse:
        person = next(one for one in self.people if one["name"] == name)
        wish = {"email": person["email"], "password": person["password"]} | changed
        return await as_documented(await self.client.post("/api/v1/desk/login", json=wish))

    async def signed_in(self, name: str) -> Colleague:
        answer = await self.login(name)
        assert answer.status == 200, await answer.text()
        self.client.session.cookie_jar.clear()
        return Colleague(name, self.client, (await answer.json())["token"])

    async def says(
        self, text: str, address: str = "8812", name: str = "Kwame", **more: Any
    ) -> dict[str, Any]:
        """A customer's message and its outcome, as a connector that waits sees it."""
        body = {
            "id": f"m{next(self._ids)}",
            "channel": "telegram",
            "from": {"address": address, "name": name},
            "text": text,
        }
        answer = await self.client.post(
            "/api/v1/messages?wait=5", json=body | more, headers={"Authorization": f"Bearer {self.connector}"}
        )
        assert answer.status == 200, await answer.text()
        return cast(dict[str, Any], await answer.json())

    async def asks_for_a_person(self, address: str = "8812") -> str:
        return str((await self.says("my teapot is broken, a person please", address))["conversation"])

    def sends(self, conversation: str, sheet: Sheet) -> str:
        """A file that came with the customer's newest message, by its id."""
        (shelf,) = (place for place in self.memory.rights.places if isinstance(place, Files))
        items = self.memory.conversations.transcript(conversation, limit=500).items
        file = shelf.keep(conversation, sheet)
        shelf.attach(conversation, [item.seq for item in items if item.sender == "customer"][-1], [file])
        return file

    async def transcript(self, conversation: str) -> list[dict[str, Any]]:
        answer = await self.client.get(
            f"/api/v1/conversations/{conversation}/messages",
            headers={"Authorization": f"Bearer {self.connector}"},
        )
        items: list[dict[str, Any]] = (await answer.json())["items"]
        return items

    async def last_words(self, conversation: str) -> str:
        return str((await self.transcript(conversation))[-1]["text"])


@asynccontextmanager
async def open_desk_house(folder: Path) -> AsyncIterator[DeskHouse]:
    """The running house on SQLite, with its agents."""
    keys = open_keys(folder / "keys.json")
    migrate(f"sqlite:///{folder}/house.db")
    settings = Settings(var=folder, database_url=f"sqlite:///{folder}/house.db")
    clock, live, door = HouseClock(), Live(), Door()
    memory = open_memory(settings.database, HouseKey(new_key()), clock, settings.ledger)
    memory.agents.enrol(keys.agents)
    memory.rights.add(Files(memory, folder / "files"))
    script = Script(memory, door)
    waiting = WaitingRoom(memory, door, script, script, clock)
    stopping = Stopping(memory, door, script, waiting)
    striking = Striking(memory, door, script, live, stopping.heed)
    turns = Turns(memory=memory, door=door, engine=stopping, live=live, heed=striking.heed)
    watch = Watch(memory, door, Telling(script, turns, live), clock)
    made = {
        "settings": settings,
        "memory": memory,
        "door": door,
        "turns": turns,
        "live": live,
        "engine": script,
    }
    gate = Gate(partial(door, memory.house.settings), keys, 0, CountedHere())
    erasing = Erasing(memory, door, turns)
    parts = cast(Parts, SimpleNamespace(**made, keys=keys, clock=clock, erasing=erasing, gate=gate))
    app = web.Application(middlewares=[problems])
    for rooms in (messages, connectors, rights, desk, relations):
        app.add_routes(rooms.routes(parts))
    async with turns.running(), TestClient(TestServer(app)) as client:
        connector = json.loads((folder / "keys.json").read_text())["connector"]
        yield DeskHouse(client, parts, cast(Any, keys.agents), connector, watch)
    door.close()
    memory.close()


def soon(**span: float) -> str:
    return (datetime.now(UTC) + timedelta(**span)).isoformat()


def remembered(desk: DeskHouse, *purposes: Purpose) -> tuple[Arrival, str]:
    """The customer, who allowed these, and one fact that they told."""
    found = desk.memory.people.find("telegram", "8812")
    assert found is not None
    for purpose in (Purpose.MEMORY, *purposes):
        shown = Capture(method="button", words="Yes", notice_text="?")
        desk.memory.consents.decide(found.customer, found.identity, purpose, ConsentState.GIVEN, shown)
    now = desk.parts.clock()
    moment = Moment(now=now, channel="telegram", identity=found.identity, assurance=Assurance.CHANNEL)
    told = NewFact(
        kind="preference",
        stance="dislikes",
        about="wool",
        words="never anything with wool",
        text="no wool",
        said_at=now,
        channel="telegram",
    )
    return found, desk.memory.facts.remember(moment, told).id
