"""The real house, opened once for a file: trained engine, SQLite, every door over HTTP, and the rehearsal clock."""
# ruff: noqa: E402 - Rasa can't be imported before the stand-ins are in place

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.engine.without_tensorflow import stand_in
from bot.logs import configure_logs

stand_in()
configure_logs()

from bot.front.app import build_app
from bot.front.edge import as_item
from bot.front.parts import Parts
from bot.house import open_house
from bot.serve import prepare
from bot.settings import Settings
from store import Assurance, InboundMessage
from tests.browser.conftest import free_port

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # a Monday morning, by the house's clock


@dataclass
class House:
    """The running house as its customers, its shop's systems and its operator meet it."""

    client: TestClient[Any, Any]
    parts: Parts
    keys: dict[str, Any]
    ids: Any = field(default_factory=lambda: count(1))

    @property
    def now(self) -> datetime:
        return self.parts.clock()

    def at(self, now: datetime) -> None:
        self.parts.clock.set(now)

    def wait(self, **time: float) -> None:
        self.at(self.now + timedelta(**time))

    async def call(self, method: str, path: str, key: str, body: Any = None, **more: Any) -> Any:
        """One call that must be taken; its answer as JSON."""
        headers = {"Authorization": f"Bearer {self.keys.get(key, key)}", **more}
        answer = await self.client.request(method, path, json=body, headers=headers)
        assert answer.status < 300, (answer.status, await answer.text())
        return await answer.json()

    async def run_due(self) -> list[dict[str, Any]]:
        """What is due now is done; answers the contacts of this round."""
        done = (await self.call("POST", "/api/v1/rehearsal/run_due", "operator"))["done"]
        return next(one["did"]["contacts"] for one in done if one["work"] == "outreach")

    def customer(self, channel: str = "telegram") -> "Customer":
        """Somebody nobody has met."""
        return Customer(self, channel, f"c{next(self.ids)}")


@dataclass
class Customer:
    """One person at one address."""

    house: House
    channel: str
    address: str
    replies: list[dict[str, Any]] = field(default_factory=list)
    conversation: str = ""
    heard: int = 0

    @property
    def subject(self) -> str:
        return f"{self.channel}:{self.address}"

    async def says(self, text: str, choice: str | None = None) -> str:
        """Sends a message; everything that was answered, a reply a line."""
        body = {
            "id": f"m{next(self.house.ids)}",
            "channel": self.channel,
            "from": {"address": self.address},
            "text": text,
            "choice": choice,
        }
        if self.channel == "account":
            said = await self._says_signed_in(body["id"], text, choice)
        else:
            said = await self.house.call("POST", "/api/v1/messages?wait=20", "connector", body)
        assert said["status"] == "answered", said
        self.replies, self.conversation = said["replies"], said["conversation"]
        self.heard = len(await self.transcript())
        return "\n".join(reply["text"] for reply in self.replies)

    async def _says_signed_in(self, id: str, text: str, choice: str | None) -> dict[str, Any]:
        """The shop's own site vouches for an account; no connector may."""
        message = InboundMessage(
            channel=self.channel,
            account="main",
            message_id=id,
            address=self.address,
            text=text,
            choice=choice,
            assurance=Assurance.VERIFIED,
        )
        accepted, outcome = await self.house.parts.turns.accept_and_wait(message, 20)
        replies = [as_item(reply) for reply in outcome.replies]
        return {"conversation": accepted.conversation, "status": outcome.status, "replies": replies}

    async def chooses(self, title: str) -> str:
        """Takes the choice with this title, of those shown last."""
        offered = {choice["title"]: choice["id"] for reply in self.replies for choice in reply["choices"]}
        return await self.says(title, choice=offered[title])

    @property
    def choices(self) -> list[str]:
        return [choice["title"] for reply in self.replies for choice in reply["choices"]]

    async def gets(self) -> list[dict[str, Any]]:
        """What was written to them since they last spoke or looked."""
        items = await self.transcript()
        fresh, self.heard = items[self.heard :], len(items)
        self.replies = [item for item in fresh if item["from"] != "customer"]
        return self.replies

    async def transcript(self) -> list[dict[str, Any]]:
        if not self.conversation:
            return []
        path = f"/api/v1/conversations/{self.conversation}/messages?limit=200"
        page = await self.house.call("GET", path, "connector")
        items: list[dict[str, Any]] = page["items"]
        return items

    async def id(self) -> str:
        page = await self.house.call("GET", f"/api/v1/customers?identity={self.subject}", "operator")
        return str(page["items"][0]["id"])

    async def allows(self, *purposes: str, **terms: Any) -> None:
        """Gives permissions, as a person at the house writes them down."""
        for purpose in purposes:
            path = f"/api/v1/customers/{await self.id()}/consents/{purpose}"
            wish = {"state": "given"} | ({"terms": terms} if terms else {})
            await self.house.call("PUT", path, "operator", wish, **{"X-Reason": "asked on the telephone"})

    async def buys(self, category: str, at: datetime, price: str = "19.00", **more: Any) -> None:
        """A purchase, as the shop's systems report it."""
        order = f"o{next(self.house.ids)}"
        line = {"sku": category, "name": category, "category": category, "quantity": 1, "unit_price": price}
        placed = {"order": order, "placed_at": at.isoformat(), "lines": [line], "currency": "GBP", **more}
        await self.hears_of("shop.order.placed", placed)

    async def hears_of(self, kind: str, data: dict[str, Any], at: datetime | None = None) -> None:
        """Something that happened in the shop."""
        event = {
            "specversion": "1.0",
            "id": f"e{next(self.house.ids)}",
            "source": "till",
            "type": kind,
            "subject": self.subject,
            "time": (at or self.house.now).isoformat(),
            "data": data,
        }
        await self.house.call("POST", "/api/v1/events", "systems", event)

    async def relationship(self) -> dict[str, Any]:
        report: dict[str, Any] = await self.house.call(
            "GET", f"/api/v1/customers/{await self.id()}/relationship", "operator", **{"X-Reason": "a test"}
        )
        return report


@asynccontextmanager
async def opened(var: Path, ids: Iterator[int]) -> AsyncIterator[House]:
    """The house on this folder, new or as it was left; `ids` go on from where they were."""
    settings = Settings(var=var, port=free_port(), rehearsal=True)
    model = prepare(settings, lambda line: None)
    async with open_house(settings, model) as parts, TestClient(TestServer(build_app(parts))) as client:
        yield House(client, parts, json.loads((var / "keys.json").read_text()), ids)


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with opened(tmp_path_factory.mktemp("house"), count(1)) as found:
        found.at(MONDAY)
        yield found


@pytest.fixture
def nadia(house: House) -> Customer:
    """Somebody new, on a Monday morning."""
    house.at(MONDAY)
    return house.customer()
