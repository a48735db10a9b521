"""The chat's socket over the real memory and the real turns; the engine does as it is told."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import jwt
import pytest
from aiohttp import ClientWebSocketResponse, FormData, WSMsgType, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from bot.chat.demo_accounts import signer_of
from bot.chat.doors import chat_routes
from bot.chat.house_room import HouseRoom
from bot.chat.origins import Origins
from bot.chat.shelf import Files
from bot.chat.words import sheet_for
from bot.front.counting import CountedHere
from bot.front.erasing import Erasing
from bot.front.keys import ApiKeys
from bot.front.limits import Gate, limited
from bot.front.live import Live
from bot.front.problems import problems
from bot.front.taking import ReadTail
from bot.front.turns import Turns
from bot.settings import Settings
from store import Assurance, ConsentState, Door, Moment, NewReply, Purpose, Reader, Turn, TurnOutcome
from store.handoff import Event
from store.house import HouseSettings, Limits
from tests.store.conftest import migrated_file, sqlite_url
from tests.store.store_house import House, open_house

__all__ = ["migrated_file", "sqlite_url"]

TOKEN = "t" * 43
SECRET = "the site's and the house's own secret, long enough"
NO_KEYS = ApiKeys(hashes={}, agents=(), site_secrets=(SECRET,), channels={})


class Echo:
    """An engine that says what it heard."""

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        return TurnOutcome(replies=(NewReply(text=f"You said {turn.text}."),), events=({"event": "user"},))

    def forget(self, conversation: str) -> None:
        return None


@pytest.fixture
def house(sqlite_url: str, tmp_path: Path) -> Iterator[House]:  # noqa: F811 - the fixture imported above
    yield from open_house(sqlite_url, tmp_path)


@pytest.fixture
def door() -> Iterator[Door]:
    opened = Door()
    yield opened
    opened.close()


@pytest.fixture
async def turns(house: House, door: Door) -> AsyncIterator[Turns]:
    turns = Turns(memory=house.memory, door=door, engine=Echo(), live=Live())
    async with turns.running():
        yield turns


@pytest.fixture
async def client(house: House, door: Door, turns: Turns) -> AsyncIterator[TestClient[Any, Any]]:
    gate = Gate(partial(door, house.memory.house.settings), NO_KEYS, 0, CountedHere())
    app = web.Application(middlewares=[problems, limited(gate)])
    files = Files(house.memory, house.folder / "files")
    house.memory.rights.add(files)
    room = HouseRoom(house.memory, door, turns, gate, (SECRET,), files)
    app.add_routes(chat_routes(room, Origins(), room, signer_of(Settings(), (SECRET,))))
    async with TestClient(TestServer(app)) as client:
        yield client


async def line(client: TestClient[Any, Any], **hello: Any) -> ClientWebSocketResponse:
    socket = await client.ws_connect("/chat/socket", headers={"Origin": str(client.make_url("/")).rstrip("/")})
    await socket.send_json({"type": "hello", "token": TOKEN} | hello)
    return socket


async def heard(socket: ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    while True:
        frame: dict[str, Any] = await socket.receive_json(timeout=5)
        if frame["type"] == kind:
            return frame


async def say(socket: ClientWebSocketResponse, text: str, id: str = "m1") -> dict[str, Any]:
    await socket.send_json({"type": "say", "id": id, "text": text})
    return await heard(socket, "stored")


def a_word(jti: str = "j1", account: str = "c-1001") -> str:
    now = int(datetime.now(UTC).timestamp())
    claims = {"aud": "shoebox", "sub": f"account:{account}", "iat": now, "exp": now + 300, "jti": jti}
    return jwt.encode(claims, SECRET, algorithm="HS256")


async def test_hello_writes_nothing(client: TestClient[Any, Any], house: House) -> None:
    """A visitor is nobody until they write."""
    welcome = await heard(await line(client), "welcome")
    assert (welcome["known"], welcome["items"], welcome["owner"]) == (False, [], "assistant")
    assert house.memory.people.find("web", TOKEN) is None


async def test_a_message_is_stored_then_answered(client: TestClient[Any, Any], house: House) -> None:
    """The browser hears that its message is stored, then the answer, as the transcript has them."""
    socket = await line(client)
    stored = await say(socket, "hello")
    answer = await heard(socket, "items")
    assert [stored["item"]["text"], *(item["text"] for item in answer["items"])] == ["hello", "You said hello."]
    again = await heard(await line(client), "welcome")
    assert [item["text"] for item in again["items"]] == ["hello", "You said hello."]


async def test_the_same_message_again_is_the_same(client: TestClient[Any, Any]) -> None:
    """Sent again after a lost line, a message keeps its number and gets no second answer."""
    first = await line(client)
    stored = await say(first, "hello")
    await heard(first, "items")
    second = await line(client)
    assert (await say(second, "hello"))["item"]["seq"] == stored["item"]["seq"]
    third = await heard(await line(client), "welcome")
    assert len(third["items"]) == 2


async def test_two_tabs_hear_the_same(client: TestClient[Any, Any]) -> None:
    """What one tab says, and its answer, come to the other in order."""
    first, second = await line(client), await line(client)
    await say(first, "begun")
    await second.close()
    second = await line(client, after=2)
    await heard(second, "welcome")
    await say(first, "again", "m2")
    texts: list[str] = []
    while len(texts) < 2:
        texts += [item["text"] for item in (await heard(second, "items"))["items"]]
    assert texts == ["again", "You said again."]


async def test_a_person_is_named(client: TestClient[Any, Any], house: House, turns: Turns) -> None:
    """Waiting, the place in the queue; then the person by name, whose words arrive by themselves."""
    person = {"name": "Marcus", "email": "marcus@larkin.example", "password": "a long password", "role": "agent"}
    house.memory.agents.enrol([person])
    (agent,) = house.memory.agents.all()
    socket = await line(client)
    conversation = (await say(socket, "A person, please."))["item"]["conversation"]
    house.memory.owners.move(conversation, Event.ASK_HUMAN, reason="A person, please.")
    turns.live.publish(f"conversation:{conversation}", {"type": "changed"})
    waiting = await heard(socket, "owner")
    assert (waiting["owner"], waiting["place"]) == ("waiting", 1)
    assert waiting["place"] == house.memory.looks.place(conversation).place  # one count, here and at the desk
    house.memory.owners.move(conversation, Event.CLAIM, agent=agent.id)
    await turns.say(conversation, NewReply(text="Marcus here.", sender="agent", name="Marcus"), agent.id)
    said, owner = "", {}
    while said != "Marcus here." or owner.get("owner") != "agent":
        frame = await socket.receive_json(timeout=5)
        if frame["type"] == "items":  # the assistant's own answer may still be on its way
            said = frame["items"][-1]["text"]
        if frame["type"] == "owner":
            owner = frame
    assert (owner["owner"], owner["name"]) == ("agent", "Marcus")


async def test_a_hosts_word_opens_a_session_once(client: TestClient[Any, Any], house: House) -> None:
    """The host's customer is verified; the word serves once, the session it was exchanged for comes back."""
    word = a_word()
    welcome = await heard(await line(client, site_token=word, token=None), "welcome")
    assert welcome["assurance"] == "verified"
    spent = await line(client, site_token=word, token=None)
    await spent.receive(timeout=5)
    assert spent.close_code == 1008
    back = await line(client, token=welcome["session"])
    assert (await heard(back, "welcome"))["assurance"] == "verified"
    assert house.memory.people.find("account", "c-1001") is not None


async def test_a_hosts_customer_writes_on_the_web(client: TestClient[Any, Any], house: House) -> None:
    """Known by their account and heard in the chat: records, consents and the desk say web."""
    socket = await line(client, site_token=a_word("j3"), token=None)
    await heard(socket, "welcome")
    conversation = (await say(socket, "hello"))["item"]["conversation"]
    thread, known = house.memory.owners.of(conversation), house.memory.people.find("account", "c-1001")
    assert known is not None and (thread.channel, thread.identity) == ("web", known.identity)


async def test_two_people_on_one_device_are_kept_apart(client: TestClient[Any, Any]) -> None:
    """One signs out, another in, and a third writes without a name: nobody finds a word of the others."""
    first = await line(client, site_token=a_word("d1"), token=None)
    await say(first, "for my eyes only")
    for hello in ({"site_token": a_word("d2", "c-2002"), "token": None}, {}):
        welcome = await heard(await line(client, **hello), "welcome")
        assert welcome["items"] == []


async def test_the_own_page_exchanges_the_word_too(client: TestClient[Any, Any]) -> None:
    """POST /chat/session answers with a session's token, once."""
    word = {"site_token": a_word("j2")}
    assert (await (await client.post("/chat/session", json=word)).json())["assurance"] == "verified"
    assert (await client.post("/chat/session", json=word)).status == 401


async def test_the_browsers_signal_is_a_no(client: TestClient[Any, Any], house: House) -> None:
    """Global Privacy Control refuses contact and learning from the first message on, and is noted as the reason."""
    socket = await line(client, gpc=True)
    await say(socket, "hello")
    known = house.memory.people.find("web", TOKEN)
    assert known is not None
    decided = {grant.purpose: grant.state for grant in house.memory.consents.grants(known.customer)}
    assert decided == {Purpose.CONTACT: ConsentState.REFUSED, Purpose.IMPROVE: ConsentState.REFUSED}


async def test_the_browsers_own_header_is_as_good_as_the_pages_word(
    client: TestClient[Any, Any], house: House
) -> None:
    """`Sec-GPC: 1` on the socket's request says no, whatever the page's script says."""
    headers = {"Origin": str(client.make_url("/")).rstrip("/"), "Sec-GPC": "1"}
    socket = await client.ws_connect("/chat/socket", headers=headers)
    await socket.send_json({"type": "hello", "token": TOKEN})
    await say(socket, "hello")
    known = house.memory.people.find("web", TOKEN)
    assert known is not None
    decided = {grant.purpose: grant.state for grant in house.memory.consents.grants(known.customer)}
    assert decided == {Purpose.CONTACT: ConsentState.REFUSED, Purpose.IMPROVE: ConsentState.REFUSED}


async def test_forgotten_in_every_tab(client: TestClient[Any, Any], house: House, door: Door, turns: Turns) -> None:
    """An erasure reaches the open tab, and a later hello finds a stranger."""
    socket = await line(client)
    await say(socket, "hello")
    await heard(socket, "items")
    known = house.memory.people.find("web", TOKEN)
    assert known is not None
    moment = Moment(now=house.clock(), channel="web", identity=known.identity, assurance=Assurance.CHANNEL)
    await Erasing(house.memory, door, turns).erase(known.customer, moment, Reader.CUSTOMER)
    await heard(socket, "forgotten")
    assert (await heard(await line(client), "welcome"))["known"] is False


async def test_what_cannot_be_stored_says_so(client: TestClient[Any, Any]) -> None:
    """Too long, or nothing at all: refused in a sentence, and the line stays open."""
    socket = await line(client)
    for number, text in enumerate(("a" * 4001, "", "\u0000\u0007")):
        await socket.send_json({"type": "say", "id": f"m{number}", "text": text})
        assert (await heard(socket, "refused"))["detail"]
    assert (await say(socket, "/restart", "m9"))["item"]["text"] == "/restart"


async def test_a_megabyte_closes_the_line_and_leaves_nothing(client: TestClient[Any, Any], house: House) -> None:
    """No composer sends it: the line ends as too big (1009), not a word is stored, and the next line is as any."""
    socket = await line(client)
    await socket.send_json({"type": "say", "id": "m1", "text": "x" * 1_000_000})
    async with asyncio.timeout(10):
        while (await socket.receive()).type not in (WSMsgType.CLOSE, WSMsgType.CLOSED):
            pass
    assert socket.close_code == 1009
    assert house.memory.people.find("web", TOKEN) is None
    assert (await say(await line(client), "hello"))["item"]["text"] == "hello"


async def sent(client: TestClient[Any, Any], content: bytes, token: str = TOKEN) -> Any:
    form = FormData()
    form.add_field("file", content, filename="note.txt", content_type="text/plain")
    return await client.post("/chat/files", data=form, headers={"Authorization": f"Bearer {token}"})


async def test_a_file_comes_with_its_message(client: TestClient[Any, Any], house: House) -> None:
    """A file lies sealed, stands in the transcript with its message, and opens for its own customer only."""
    socket = await line(client)
    file = (await (await sent(client, b"the lid is broken")).json())["id"]
    await socket.send_json({"type": "say", "id": "m1", "text": "look", "files": [file]})
    stored = (await heard(socket, "stored"))["item"]
    assert stored["files"] == [{"id": file, "name": "note.txt", "type": "text/plain", "size": 17}]
    mine, others = {"Authorization": f"Bearer {TOKEN}"}, {"Authorization": f"Bearer {'o' * 43}"}
    assert await (await client.get(f"/chat/files/{file}", headers=mine)).read() == b"the lid is broken"
    assert (await client.get(f"/chat/files/{file}", headers=others)).status == 404
    on_disk = b"".join(path.read_bytes() for path in (house.folder / "files").rglob("*.*"))
    assert b"broken" not in on_disk and b"note.txt" not in on_disk


async def test_the_other_tab_sees_a_message_with_its_file(client: TestClient[Any, Any]) -> None:
    """Nobody is told of a message before its files hang on it: what was shown once is not read again."""
    first, second = await line(client), await line(client)
    await say(first, "begun")
    await second.close()
    second = await line(client, after=2)
    await heard(second, "welcome")
    for number in range(5):
        file = (await (await sent(client, b"the lid is broken")).json())["id"]
        await first.send_json({"type": "say", "id": f"f{number}", "text": "look", "files": [file]})
        shown = await heard(second, "items")
        while shown["items"][0]["from"] != "customer":
            shown = await heard(second, "items")
        assert [one["id"] for one in shown["items"][0]["files"]] == [file]


async def test_nobody_sends_anothers_file(client: TestClient[Any, Any]) -> None:
    """A file's id of somebody else's conversation, or a path, is not a file of this message."""
    file = (await (await sent(client, b"mine")).json())["id"]
    socket = await line(client, token="o" * 43)
    for id in (file, "../../house", "a" * 26):
        await socket.send_json({"type": "say", "id": id[:5], "text": "look", "files": [id]})
        assert (await heard(socket, "refused"))["detail"] == "A file of this message is not here."


async def test_erasing_and_exporting_reach_the_files(
    client: TestClient[Any, Any], house: House, door: Door, turns: Turns
) -> None:
    """An export holds the file; an erasure counts it, removes it, and says so in the receipt."""
    socket = await line(client)
    file = (await (await sent(client, b"the lid is broken")).json())["id"]
    await socket.send_json({"type": "say", "id": "m1", "text": "look", "files": [file]})
    await heard(socket, "items")
    known = house.memory.people.find("web", TOKEN)
    assert known is not None
    moment = Moment(now=house.clock(), channel="web", identity=known.identity, assurance=Assurance.CHANNEL)
    export = house.memory.rights.export(known.customer, moment)
    assert export["files"][0]["name"] == "note.txt"
    receipt = await Erasing(house.memory, door, turns).erase(known.customer, moment, Reader.CUSTOMER)
    assert [(place.found, place.left) for place in receipt.places if place.place == "files"] == [(1, 0)]
    assert list((house.folder / "files").rglob("*.file")) == []


async def test_what_was_never_sent_goes(client: TestClient[Any, Any], house: House) -> None:
    """A file whose message never came is gone after an hour, one that stands in the transcript stays."""
    socket = await line(client)
    sent_file = (await (await sent(client, b"sent")).json())["id"]
    await socket.send_json({"type": "say", "id": "m1", "text": "look", "files": [sent_file]})
    await heard(socket, "stored")
    await sent(client, b"never sent")
    later = Files(house.memory, house.folder / "files", real=lambda: time.time() + 3601)
    assert (later.sweep(), [path.stem for path in (house.folder / "files").rglob("*.file")]) == (1, [sent_file])


async def test_a_file_goes_with_its_message_and_no_other_is_looked_at(
    client: TestClient[Any, Any], house: House
) -> None:
    """Once retention took the message, the next round takes its file; what cannot be due is not looked at."""
    shelf = next(place for place in house.memory.rights.places if isinstance(place, Files))
    assert shelf.sweep() == 0  # the first round looks at everything
    for number in (1, 2):
        socket = await line(client, token=str(number) * 43)
        file = (await (await sent(client, b"kept", token=str(number) * 43)).json())["id"]
        await socket.send_json({"type": "say", "id": f"m{number}", "text": "look", "files": [file]})
        conversation = (await heard(socket, "stored"))["item"]["conversation"]
        house.clock.pass_by(days=200)  # of 365
    cardless = house.folder / "files" / conversation  # who looked here would find it never sent
    os.utime(next(cardless.glob("*.file")), (0, 0))
    next(cardless.glob("*.card")).unlink()
    house.memory.retention.run()
    assert shelf.sweep() == 1
    assert [path.parent.name for path in (house.folder / "files").rglob("*.file")] == [conversation]


async def test_one_address_has_only_so_many_lines(client: TestClient[Any, Any], house: House) -> None:
    """One too many is turned away with when to come again; a place that is left is free at once."""
    house.memory.house.change(HouseSettings(limits=Limits(sockets_each=2)), "eva")
    one, _ = await line(client), await line(client)
    with pytest.raises(WSServerHandshakeError) as refused:
        await line(client)
    assert refused.value.status == 429 and int(refused.value.headers["Retry-After"]) > 0
    await one.close()
    assert await heard(await line(client), "welcome")


async def test_who_writes_too_fast_is_told_so_in_their_words(client: TestClient[Any, Any], house: House) -> None:
    """Over all their tabs; what was not taken may be sent again."""
    house.memory.house.change(HouseSettings(limits=Limits(messages_each=1)), "eva")
    await say(await line(client), "one")
    other_tab = await line(client)
    await other_tab.send_json({"type": "say", "id": "two", "text": "two", "language": "de"})
    assert (await heard(other_tab, "refused"))["detail"] == sheet_for("de").words["refused_pace"]


async def test_a_new_token_is_no_way_past_a_limit(client: TestClient[Any, Any], house: House) -> None:
    """Anybody is somebody new with each token: all of one network address count together."""
    house.memory.house.change(HouseSettings(limits=Limits(messages_network=1)), "eva")
    await say(await line(client), "one")
    somebody_new = await line(client, token="n" * 43)
    await somebody_new.send_json({"type": "say", "id": "two", "text": "two"})
    assert (await heard(somebody_new, "refused"))["detail"] == sheet_for("en").words["refused_pace"]
    assert house.memory.people.find("web", "n" * 43) is None


async def test_one_address_sends_only_so_many_files(client: TestClient[Any, Any], house: House) -> None:
    """By whatever token; the file that is too much is not read."""
    house.memory.house.change(HouseSettings(limits=Limits(files_each=1)), "eva")
    assert (await sent(client, b"one")).status == 201
    too_much = await sent(client, b"two", token="n" * 43)
    assert too_much.status == 429 and int(too_much.headers["Retry-After"]) > 0


async def test_the_house_holds_only_so_many_files(client: TestClient[Any, Any], house: House) -> None:
    """However many visitors they come from; once the unsent are gone there is room again."""
    house.memory.house.change(HouseSettings(limits=Limits(files_all_mb=1)), "eva")
    assert (await sent(client, b"a" * 1_000_000)).status == 201
    too_much = await sent(client, b"b", token="n" * 43)
    assert too_much.status == 503 and int(too_much.headers["Retry-After"]) > 0
    (shelf,) = (place for place in house.memory.rights.places if isinstance(place, Files))
    shelf._real = lambda: time.time() + 3601
    shelf.sweep()
    assert (await sent(client, b"b", token="n" * 43)).status == 201


async def test_a_line_is_never_packed(client: TestClient[Any, Any]) -> None:
    """So that no small frame unpacks to a large one."""
    origin = {"Origin": str(client.make_url("/")).rstrip("/")}
    socket = await client.ws_connect("/chat/socket", headers=origin, compress=15)
    assert socket.compress == 0


async def test_the_demo_shop_vouches_for_its_invented_customers_alone(client: TestClient[Any, Any]) -> None:
    """Who looks round as one of them is known as that account; for any other address there is no word."""
    answer = await client.post("/chat/demo/session", json={"account": "account:c-1001"})
    word = (await answer.json())["site_token"]
    session = await client.post("/chat/session", json={"site_token": word})
    assert (await session.json())["assurance"] == "verified"
    for stranger in ("account:c-9999", "telegram:1", ""):
        assert (await client.post("/chat/demo/session", json={"account": stranger})).status == 404


def test_a_real_shop_has_no_demo_sign_in() -> None:
    """In production, and where a shop's own system stands behind, nobody is vouched for here."""
    assert signer_of(Settings(env="production"), (SECRET,)) is None
    assert signer_of(Settings(shop_url="https://shop.example"), (SECRET,)) is None
