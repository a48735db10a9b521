"""The socket itself: who may open it, what it refuses, and that two tabs hear the same."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

from bot.chat.frames import FRAME_LIMIT
from bot.chat.pace import BURST
from tests.browser.stand_in import ScriptedRoom, stand_in_app

TOKEN = "t" * 43


@pytest.fixture
async def room() -> ScriptedRoom:
    return ScriptedRoom()


@pytest.fixture
async def client(room: ScriptedRoom) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestClient(TestServer(stand_in_app(room))) as client:
        yield client


async def line(client: TestClient[Any, Any], **hello: Any) -> ClientWebSocketResponse:
    socket = await client.ws_connect("/chat/socket", headers={"Origin": str(client.make_url("/")).rstrip("/")})
    await socket.send_json({"type": "hello", "token": TOKEN} | hello)
    return socket


async def heard(socket: ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    while True:
        frame: dict[str, Any] = await socket.receive_json(timeout=2)
        if frame["type"] == kind:
            return frame


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
async def test_a_page_of_another_site_gets_no_line(client: TestClient[Any, Any], origin: str | None) -> None:
    """Without the house's own origin the upgrade is refused."""
    with pytest.raises(WSServerHandshakeError, match="403"):
        await client.ws_connect("/chat/socket", headers={"Origin": origin} if origin else {})


@pytest.mark.parametrize("hello", [{"token": None}, {"token": "short"}, {"type": "say", "id": "1"}, {"after": "x"}])
async def test_nobody_in_particular_is_shown_out(client: TestClient[Any, Any], hello: dict[str, Any]) -> None:
    """No token, a token that is none, or no hello at all: the line closes, and nothing was written."""
    socket = await line(client, **hello)
    message = await socket.receive(timeout=2)
    assert (message.type, socket.close_code) == (WSMsgType.CLOSE, 1008)


async def test_a_stranger_leaves_no_trace_by_saying_hello(client: TestClient[Any, Any], room: ScriptedRoom) -> None:
    """A hello alone makes no conversation."""
    socket = await line(client)
    assert (await heard(socket, "welcome"))["known"] is False
    assert room.talks == {}


async def test_the_same_message_twice_is_one(client: TestClient[Any, Any], room: ScriptedRoom) -> None:
    """Sent again with its id, a message is answered as stored with the same number, and stands there once."""
    socket = await line(client)
    for _ in range(2):
        await socket.send_json({"type": "say", "id": "one", "text": "hello"})
    stored = [await heard(socket, "stored"), await heard(socket, "stored")]
    assert stored[0]["item"]["seq"] == stored[1]["item"]["seq"] == 1
    assert [item["text"] for item in room.only_talk().items] == ["hello", "I heard: hello"]


async def test_a_tab_that_comes_back_hears_what_it_missed(client: TestClient[Any, Any], room: ScriptedRoom) -> None:
    """Only what lies behind the last number the tab has seen, in order."""
    socket = await line(client)
    await socket.send_json({"type": "say", "id": "one", "text": "hello"})
    await heard(socket, "items")
    await socket.close()
    room.says(room.only_talk(), "while you were away")
    again = await heard(await line(client, after=2), "welcome")
    assert [item["text"] for item in again["items"]] == ["while you were away"]


async def test_nonsense_and_floods_end_nothing(client: TestClient[Any, Any], room: ScriptedRoom) -> None:
    """Unreadable frames are answered, a flood is held back in words, and the line stays open."""
    socket = await line(client)
    await socket.send_str("{")
    assert (await heard(socket, "error"))["detail"]
    for number in range(BURST + 5):
        await socket.send_json({"type": "say", "id": f"m{number}", "text": "again"})
    assert (await heard(socket, "refused"))["detail"] == "That was a lot at once; please wait a moment."
    assert not socket.closed


async def test_an_oversized_frame_closes_the_line(client: TestClient[Any, Any]) -> None:
    """A frame larger than any message ends the line, not the house."""
    socket = await line(client)
    await heard(socket, "welcome")
    await socket.send_str("x" * (FRAME_LIMIT + 1))
    message = await socket.receive(timeout=2)
    assert message.type in (WSMsgType.CLOSE, WSMsgType.CLOSED)
    assert (await client.get("/chat.js")).status == 200


async def test_pages_may_do_nothing_but_what_they_need(client: TestClient[Any, Any]) -> None:
    """Every page has the strict policy, and nothing inline for it to forbid."""
    for path in ("/", "/me/"):
        answer = await client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy
        html = await answer.text()
        assert " style=" not in html and "<style" not in html and "onclick" not in html
        assert 0 < html.count("<script src=") == html.count("<script")


async def test_a_file_is_its_owners_alone(client: TestClient[Any, Any]) -> None:
    """A file comes back to the browser that sent it, to be saved; to another it does not exist."""
    mine, others = {"Authorization": f"Bearer {TOKEN}"}, {"Authorization": f"Bearer {'o' * 43}"}
    import aiohttp

    form = aiohttp.FormData()
    form.add_field("file", b"hello", filename="note.txt", content_type="text/plain")
    kept = await (await client.post("/chat/files", data=form, headers=mine)).json()
    answer = await client.get(f"/chat/files/{kept['id']}", headers=mine)
    assert answer.headers["Content-Disposition"].startswith("attachment") and await answer.read() == b"hello"
    assert (await client.get(f"/chat/files/{kept['id']}", headers=others)).status == 404
    assert (await client.get(f"/chat/files/{kept['id']}")).status == 401


async def test_other_sites_pages_read_nothing(client: TestClient[Any, Any]) -> None:
    """Without being one of the house's sites, a page gets no leave to read answers."""
    answer = await client.get("/chat/words.json", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers
