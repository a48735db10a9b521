"""Limits: who sends too much waits, everybody else is served, and nothing that was taken is lost."""

import asyncio
import gzip
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import make_mocked_request

from bot.front import edge
from bot.front.counting import CountedHere
from bot.front.keys import ApiKeys
from bot.front.limits import Gate
from bot.serve import runner_of
from store.house import HouseSettings, Limits
from tests.front.hooks_house import Front, open_front
from tests.front.test_hooks import telegram_update

MESSAGES, FILES = "/api/v1/messages", "/chat/files"
KINDS = defaultdict(lambda: "application/json", {FILES: "multipart/form-data; boundary=x"})


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with open_front(tmp_path) as opened:
        yield opened


def allow(front: Front, **limits: int) -> None:
    front.parts.memory.house.change(HouseSettings(limits=Limits(**limits)), "eva")


async def post(front: Front, id: str, address: str = "8812", key: str | None = None) -> ClientResponse:
    body = {"id": id, "channel": "kiosk", "from": {"address": address}, "text": "hello"}
    headers = {"Authorization": f"Bearer {key or front.connector}"}
    return await front.client.post(MESSAGES, json=body, headers=headers)


def bearer(front: Front, path: str) -> str:
    """Who may use this door: a visitor's browser, or the connector."""
    return "t" * 43 if path == FILES else front.connector


async def asked_to_wait(answer: ClientResponse) -> bool:
    """429 as the contract has every error, and when to come again."""
    if answer.status != 429:
        return False
    assert answer.content_type == "application/problem+json"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    return True


async def test_who_writes_too_much_waits_and_others_do_not(front: Front) -> None:
    """By the address of who writes, whichever connector brings it."""
    allow(front, messages_each=2)
    assert [(await post(front, id)).status for id in ("1", "2")] == [202, 202]
    assert await asked_to_wait(await post(front, "3"))
    assert (await post(front, "4", address="77")).status == 202
    assert len(front.stored()) == 3


async def test_the_house_has_a_limit_over_all(front: Front) -> None:
    """However many customers it comes from."""
    allow(front, messages_all=2)
    assert [(await post(front, id, address=id)).status for id in ("1", "2")] == [202, 202]
    assert await asked_to_wait(await post(front, "3", address="3"))


async def test_a_provider_is_asked_to_come_again_with_what_is_too_much(front: Front) -> None:
    """What was taken before stays taken, and nothing is said to be taken that was not."""
    allow(front, messages_each=1)
    assert (await front.hook("telegram", telegram_update("one", update=1))).status == 200
    assert await asked_to_wait(await front.hook("telegram", telegram_update("two", update=2)))
    assert front.stored() == [("telegram", "queued")]


async def test_who_guesses_keys_is_not_heard_for_a_while(front: Front) -> None:
    """Wrong keys and forged webhooks count together; the house's own key is heard from the same address."""
    allow(front, refusals_each=2)
    assert (await post(front, "1", key="guessed")).status == 401
    forged = await front.hook("telegram", telegram_update(), headers={"X-Telegram-Bot-Api-Secret-Token": "x"})
    assert forged.status == 401
    assert await asked_to_wait(await post(front, "2", key="guessed again"))
    assert (await post(front, "3")).status == 202


async def test_an_address_without_a_key_asks_only_so_much(front: Front) -> None:
    """A flood of anything is turned away before it is read."""
    allow(front, requests_each=2)
    for status in (404, 404, 429):
        assert (await front.client.get("/nowhere")).status == status
    assert (await post(front, "1")).status == 202


@pytest.mark.parametrize("path", [MESSAGES, "/hooks/telegram/rehearsal", FILES])
async def test_what_comes_packed_is_not_unpacked(front: Front, path: str) -> None:
    """A body of a kilobyte may hold a gigabyte."""
    bomb = gzip.compress(bytes(10_000_000))
    headers = {"Authorization": f"Bearer {bearer(front, path)}", "Content-Type": KINDS[path]}
    headers |= {"Content-Encoding": "gzip"}
    answer = await front.client.post(path, data=bomb, headers=headers, skip_auto_headers=())
    assert (answer.status, front.stored()) == (415, [])


@pytest.mark.parametrize(("path", "begun"), [(MESSAGES, "{"), (FILES, "--x\r\nContent-Disposition: form-data; na")])
async def test_a_body_that_drips_is_not_waited_for(
    front: Front, monkeypatch: pytest.MonkeyPatch, path: str, begun: str
) -> None:
    """408, in a moment."""
    monkeypatch.setattr(edge, "BODY_SECONDS", 0.1)
    reader, writer = await asyncio.open_connection(front.client.host, front.client.port)
    who = f"Authorization: Bearer {bearer(front, path)}\r\nContent-Type: {KINDS[path]}"
    writer.write(f"POST {path} HTTP/1.1\r\nHost: x\r\n{who}\r\nContent-Length: 999\r\n\r\n{begun}".encode())
    async with asyncio.timeout(10):
        answer = await reader.readuntil(b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 408 ")
    writer.close()


async def test_a_line_on_which_nothing_is_asked_is_closed() -> None:
    """A head that never ends holds no place, be it the first or one after an answer; who is being served is left."""
    app, served = web.Application(), asyncio.Event()

    async def hello(request: web.Request) -> web.Response:
        if request.query:
            await served.wait()
        return web.Response(text="hello")

    app.router.add_get("/", hello)
    runner = runner_of(app, line_seconds=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = runner.addresses[0][:2]
    waiting, waits = await asyncio.open_connection(*address)
    waits.write(b"GET /?slow HTTP/1.1\r\nHost: x\r\n\r\n")
    head = b"GET / HTTP/1.1\r\nHost: "
    async with asyncio.timeout(10):
        for begun, answer in ((b"", b""), (head, b""), (head + b"x\r\n\r\n" + head, b"hello")):
            dripping, drips = await asyncio.open_connection(*address)
            drips.write(begun)
            assert (await dripping.read())[-5:] == answer
            drips.close()
        served.set()
        await waiting.readuntil(b"hello")
    waits.close()
    await runner.cleanup()


async def test_an_answer_that_nobody_reads_is_not_held() -> None:
    """Who asks and then takes nothing loses the line; nothing is kept for them."""
    app, lost = web.Application(), asyncio.Event()

    async def much(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        with suppress(ConnectionError):
            while True:
                await answer.write(bytes(1_000_000))
        lost.set()
        return answer

    app.router.add_get("/", much)
    runner = runner_of(app, read_seconds=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    _, asks = await asyncio.open_connection(*runner.addresses[0][:2], limit=1)  # reads a few bytes, and no more
    asks.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    async with asyncio.timeout(10):
        await lost.wait()
    asks.close()
    await runner.cleanup()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "place"),
    [
        (0, "203.0.113.9", "198.51.100.7"),  # anybody can claim that
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "", "198.51.100.7"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "no address", ""),
    ],
)
def test_an_address_is_the_one_that_our_own_proxies_saw(proxies: int, forwarded: str, place: str) -> None:
    """As many hops are believed as are ours; of IPv6 a household's network counts as one."""

    async def read() -> Any:
        raise AssertionError

    gate = Gate(read, ApiKeys(hashes={}, agents=(), site_secrets=(), channels={}), proxies, CountedHere())
    request = make_mocked_request("GET", "/", {"X-Forwarded-For": forwarded}).clone(remote="198.51.100.7")
    assert gate.place_of(request) == place
