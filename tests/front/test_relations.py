"""The operator's view of relationships and outreach over HTTP, as the contract has it."""
# ruff: noqa: E402 - Rasa can't be imported before the stand-ins are in place

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.engine.without_tensorflow import stand_in

stand_in()

from bot.front import relations
from bot.front.keys import open_keys
from bot.front.parts import Parts
from bot.front.problems import problems
from store import Assurance, Door, Moment, Purpose
from tests.front.documented import as_documented
from tests.store.store_house import House
from tests.store.test_memory_outreach import a_monday, monthly, talks


@dataclass
class Office:
    """A house with somebody at the operator's doors."""

    house: House
    client: TestClient[Any, Any]
    keys: dict[str, str]

    async def get(self, path: str, role: str = "operator", **query: str) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self.keys[role]}"}
        answer = await self.client.get(path, params=query, headers=headers)
        return answer.status, await (await as_documented(answer)).json()


@pytest.fixture
async def office(sqlite_house: House, tmp_path: Path) -> AsyncIterator[Office]:
    keys, door = open_keys(tmp_path / "keys.json"), Door(2)
    parts = SimpleNamespace(memory=sqlite_house.memory, door=door, keys=keys, clock=sqlite_house.clock)
    app = web.Application(middlewares=[problems])
    app.add_routes(relations.routes(cast(Parts, parts)))
    async with TestClient(TestServer(app)) as client:
        yield Office(sqlite_house, client, json.loads((tmp_path / "keys.json").read_text()))
    door.close()


async def test_money_is_text_with_two_places_beside_its_currency(office: Office) -> None:
    """In all, and by product line, channel and account; rhythm with its evidence; kind with its reasons."""
    who = talks(office.house)
    monthly(office.house, office.house.clock() - timedelta(days=3))
    status, report = await office.get(f"/api/v1/customers/{who.customer}/relationship")
    assert status == 200
    assert (report["earned"]["all"], report["earned"]["currency"]) == ("114.00", "GBP")
    assert report["earned"]["by_line"] == {"socks": "114.00"}
    assert report["earned"]["by_account"] == {"telegram": "114.00"}
    assert report["contact_cost"]["all"] == report["service_cost"]["all"] == "0.00"
    (rhythm,) = report["rhythm"]
    assert (rhythm["category"], rhythm["every_days"], len(rhythm["evidence"])) == ("socks", 30.0, 6)
    assert report["kind"]["from"] in ("inferred", "unknown") and report["promises"]["kept"] == 0
    assert {"given", "asked", "quality"} <= set(report)


async def test_what_would_be_sent_and_what_is_held_back_is_listed_with_why(office: Office) -> None:
    """By a day to come: one goes out, the other is held for want of permission."""
    allowed, refused = talks(office.house), talks(office.house, "kwame", "slack")
    a_monday(office.house)
    office.house.allow(allowed, Purpose.CONTACT)
    monthly(office.house, office.house.clock() - timedelta(days=30))
    by = (office.house.clock() + timedelta(minutes=1)).isoformat()
    status, page = await office.get("/api/v1/outreach", due_by=by)
    assert status == 200 and page["next"] is None
    assert [(one["customer"], one["state"], one["concern"]) for one in page["items"]] == [
        (allowed.customer, "would_be_sent", "due")
    ]
    assert refused.customer not in str(page)
    office.house.withdraw(allowed, Purpose.CONTACT)
    _, page = await office.get("/api/v1/outreach", due_by=by)
    assert [(one["state"], one["code"]) for one in page["items"]] == [("held_back", "no_consent")]


async def test_what_isnt_sold_is_listed_in_groups(office: Office) -> None:
    """A thing that five customers asked for, who all allow learning from it; four are not told."""
    for number in range(5):
        assert (await office.get("/api/v1/demand"))[1] == {"items": [], "next": None}
        who = talks(office.house, f"visitor-{number}")
        office.house.allow(who, Purpose.IMPROVE)
        moment = Moment(
            now=office.house.clock(), channel="telegram", identity=who.identity, assurance=Assurance.CHANNEL
        )
        office.house.memory.demand.note(moment, "toaster")
    status, page = await office.get("/api/v1/demand")
    assert status == 200
    assert [(one["thing"], one["customers"]) for one in page["items"]] == [("toaster", 5)]


@pytest.mark.parametrize("path", ["/api/v1/customers/x/relationship", "/api/v1/outreach", "/api/v1/demand"])
async def test_nobody_but_the_operator_comes_in(office: Office, path: str) -> None:
    """A connector's key opens neither; a stranger's customer is not found."""
    assert (await office.get(path, role="connector"))[0] == 403
    assert (await office.get("/api/v1/customers/nobody/relationship"))[0] == 404
    assert (await office.get("/api/v1/outreach", due_by="tomorrow"))[0] == 422
