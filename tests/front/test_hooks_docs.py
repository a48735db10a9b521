"""docs/connectors.md: the connector that it shows works as it stands there."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from aiohttp import encode_basic_auth, web
from aiohttp.test_utils import TestClient, TestServer

from tests.front.hooks_house import Front, open_front

PAGE = Path(__file__).parents[2] / "docs" / "connectors.md"
BOT = "shoebox-bot@zulip.example"
SIGNED_IN = encode_basic_auth(BOT, "api-key")


class Zulip:
    """Zulip as far as the connector meets it: takes direct messages of its bot."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self.away = 0

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/api/v1/messages", self._take)
        return app

    async def _take(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != SIGNED_IN:
            return web.json_response({"result": "error"}, status=401)
        if self.away:
            self.away -= 1
            return web.json_response({"result": "error"}, status=502)
        await self.said.put(dict(await request.post()))
        return web.json_response({"result": "success", "id": 1})


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with open_front(tmp_path) as opened:
        yield opened


def the_connector(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> web.Application:
    """The program on the page, started with this environment."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    program = re.search(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert program is not None
    names: dict[str, Any] = {"__name__": "zulip_connector"}
    exec(compile(program[1], str(PAGE), "exec"), names)
    app: web.Application = names["build"]()
    return app


def a_message(text: str, id: int = 112) -> dict[str, Any]:
    """A direct message as Zulip's documentation shows it."""
    return {
        "bot_email": "shoebox-bot@zulip.example",
        "data": text,
        "message": {
            "id": id,
            "type": "private",
            "content": text,
            "sender_email": "iago@zulip.example",
            "sender_full_name": "Iago",
            "sender_id": 5,
            "timestamp": 1527876931,
        },
        "token": "hook-token",
        "trigger": "direct_message",
    }


async def test_the_connector_on_the_page_works(
    front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer comes out, a number takes a choice, and strangers and repeats change nothing."""
    zulip = Zulip()
    async with TestServer(zulip.app()) as there, front.parts.turns.running():
        environment = {
            "SHOEBOX_URL": str(front.client.make_url("")).rstrip("/"),
            "SHOEBOX_CONNECTOR_KEY": front.connector,
            "ZULIP_URL": str(there.make_url("")).rstrip("/"),
            "ZULIP_BOT": BOT,
            "ZULIP_API_KEY": "api-key",
            "ZULIP_HOOK_TOKEN": "hook-token",
            "CURSOR_FILE": str(tmp_path / "cursor"),
        }
        async with TestClient(TestServer(the_connector(environment, monkeypatch))) as connector:
            forged = await connector.post("/zulip", json=a_message("Hello") | {"token": "guessed"})
            first = await connector.post("/zulip", json=a_message("Hello"))
            again = await connector.post("/zulip", json=a_message("Hello"))
            assert (forged.status, first.status, again.status) == (401, 200, 200)
            assert await first.json() == {"response_not_required": True}
            said = await asyncio.wait_for(zulip.said.get(), 10)
            assert said == {"type": "private", "to": "[5]", "content": "You said: Hello\n1. Yes\n2. No"}
            zulip.away = 1  # it is tried again
            await connector.post("/zulip", json=a_message("2", id=113))
            said = await asyncio.wait_for(zulip.said.get(), 10)
            assert said["content"].startswith("You said: 2 (/deny)")
            assert zulip.said.empty()
