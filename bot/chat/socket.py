"""/chat/socket: one browser tab on the line.

What happens in a conversation only wakes the tab: what is sent is always read from the transcript behind the
last number sent, so that every tab shows the server's order, once, whatever was lost or doubled on the way.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiohttp import WSMsgType, web
from msgspec import structs

from bot.chat.frames import FRAME_LIMIT, BadFrame, Frame, Hello, Ping, Say, Typing, read, write
from bot.chat.origins import Origins
from bot.chat.pace import Pace
from bot.chat.room import (
    ITEMS_AT_ONCE,
    Away,
    Happening,
    Item,
    Look,
    NotAdmitted,
    NotTaken,
    Room,
    Standing,
    Taken,
    Visitor,
)
from bot.chat.words import sheet_for
from bot.front.limits import NETWORK

HEARTBEAT_SECONDS = 25.0
HELLO_WITHIN_SECONDS = 10.0
SEND_WITHIN_SECONDS = 10.0
REFUSED = 1008
COME_BACK = 1013
LOST = (ConnectionError, TimeoutError, Away)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def socket_handler(room: Room, origins: Origins) -> Handler:
    """The handler of /chat/socket; a page of another origin is refused before the upgrade."""

    async def handle(request: web.Request) -> web.StreamResponse:
        origins.check(request)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=FRAME_LIMIT, compress=False)
        await socket.prepare(request)
        await _serve(socket, room, request)
        return socket

    return handle


async def _serve(socket: web.WebSocketResponse, room: Room, request: web.Request) -> None:
    try:
        hello = await _hello(socket)
        by_itself = request.headers.get("Sec-GPC", "") == "1"
        hello = structs.replace(hello, gpc=hello.gpc or by_itself)  # the page says it, or the browser
        visitor = replace(await room.admit(hello), network=request.get(NETWORK, ""))
    except Away:
        await socket.close(code=COME_BACK)
        return
    except (BadFrame, NotAdmitted, TimeoutError, TypeError):  # TypeError: a frame that is no text
        await socket.close(code=REFUSED, message=b"refused")
        return
    tab = Tab(socket, room, visitor, hello)
    try:
        await tab.welcome()
        await tab.attend()
    except LOST:
        await socket.close(code=COME_BACK)
    finally:
        await tab.leave()


async def _hello(socket: web.WebSocketResponse) -> Hello:
    frame = read(await socket.receive_str(timeout=HELLO_WITHIN_SECONDS))
    if not isinstance(frame, Hello):
        raise BadFrame
    return frame


class Tab:
    """One open tab: what it has been sent, and what it listens to."""

    def __init__(self, socket: web.WebSocketResponse, room: Room, visitor: Visitor, hello: Hello) -> None:
        self._socket = socket
        self._room = room
        self._visitor = visitor
        self._sent = max(0, hello.after)
        self._words = sheet_for(hello.language).words
        self._conversation: str | None = None
        self._standing: Standing | None = None
        self._unkept: list[str] = []
        self._listening: asyncio.Task[None] | None = None
        self._reading = asyncio.Lock()
        self._pace = Pace()

    async def welcome(self) -> None:
        """Answers the hello with who is there and everything that this tab has not seen."""
        conversation = await self._room.conversation_of(self._visitor)
        if conversation is not None:
            await self._heed_signal()
            await self._listen_to(conversation)
        async with self._reading:
            look = Look() if conversation is None else await self._unsent(conversation)
            self._standing = standing = look.standing
            await self._send(
                "welcome",
                known=conversation is not None,
                session=self._visitor.session,
                assurance=self._visitor.assurance,
                owner=standing.owner,
                name=standing.name,
                place=standing.place,
                items=look.items,
            )
        await self._catch_up()

    async def attend(self) -> None:
        """Takes what the browser says until it goes."""
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                return
            await self._hear(message.data)

    async def leave(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _hear(self, raw: str) -> None:
        try:
            frame = read(raw)
        except BadFrame:
            await self._send("error", detail=self._words["refused_frame"])
            return
        if not self._pace.allows(asyncio.get_running_loop().time()):
            await self._too_fast(frame)
            return
        await self._answer(frame)

    async def _answer(self, frame: Frame) -> None:
        match frame:
            case Say():
                await self._say(frame)
            case Ping():
                await self._send("pong")
            case Typing() if self._conversation is not None:
                await self._room.typing(self._conversation)

    async def _too_fast(self, frame: Frame) -> None:
        if isinstance(frame, Say):
            await self._send("refused", id=frame.id, detail=self._words["refused_pace"])

    async def _say(self, said: Say) -> None:
        try:
            async with self._reading:
                taken = await self._room.take(self._visitor, said)
                if taken.conversation != self._conversation:
                    await self._heed_signal()
                await self._confirm(said.id, taken)
        except NotTaken as reason:
            await self._send("refused", id=said.id, detail=str(reason))
            return
        if taken.conversation != self._conversation:
            await self._join(taken.conversation)

    async def _heed_signal(self) -> None:
        if self._visitor.wants_no_sharing:
            await self._room.heed_signal(self._visitor)

    async def _confirm(self, message: str, taken: Taken) -> None:
        if taken.item is None:
            return
        await self._send("stored", id=message, item=taken.item)
        if self._sent == taken.seq - 1:
            self._sent = taken.seq

    async def _join(self, conversation: str) -> None:
        # the answer may have been quicker than our ear: what it changed is read, not waited for
        await self._listen_to(conversation)
        await self._catch_up()

    async def _listen_to(self, conversation: str) -> None:
        await self.leave()
        self._conversation = conversation
        ready = asyncio.Event()
        self._listening = asyncio.create_task(self._listen(conversation, ready))
        await ready.wait()

    async def _listen(self, conversation: str, ready: asyncio.Event) -> None:
        try:
            async with self._room.listen(conversation) as happenings:
                ready.set()
                async for happening in happenings:
                    await self._pass_on(happening)
        except LOST:
            await self._socket.close(code=COME_BACK)
        finally:
            ready.set()

    async def _pass_on(self, happening: Happening) -> None:
        match happening["type"]:
            case "typing":
                await self._send("typing", who=happening["who"])
            case "forgotten":
                await self._say_farewell(happening.get("receipt"))
            case _:
                if not await self._has_sent(happening.get("seq")):
                    await self._catch_up()
                self._keep_in_mind(happening.get("item"))

    async def _has_sent(self, seq: int | None) -> bool:
        async with self._reading:  # it may be on its way at this moment
            return seq is not None and seq <= self._sent

    def _keep_in_mind(self, item: Item | None) -> None:
        # said in the turn that erased the conversation: no transcript holds it
        if item is not None and item["seq"] > self._sent:
            self._unkept.append(str(item["text"]))

    async def _say_farewell(self, receipt: object) -> None:
        self._conversation, self._sent = None, 0
        await self._send("forgotten", receipt=receipt, words=self._unkept)

    async def _show(self, standing: Standing) -> None:
        if standing == self._standing:
            return
        self._standing = standing
        await self._send("owner", owner=standing.owner, name=standing.name, place=standing.place)

    async def _catch_up(self) -> None:
        if self._conversation is None:
            return
        async with self._reading:
            whole = False
            while not whole:
                look = await self._unsent(self._conversation)
                whole = len(look.items) < ITEMS_AT_ONCE  # what comes now is announced
                if look.items:
                    await self._send("items", items=look.items)
                await self._show(look.standing)

    async def _unsent(self, conversation: str) -> Look:
        look = await self._room.look(conversation, self._sent)
        if look.items:
            self._sent = look.items[-1]["seq"]
        return look

    async def _send(self, kind: str, **content: object) -> None:
        async with asyncio.timeout(SEND_WITHIN_SECONDS):
            await self._socket.send_str(write(kind, **content))
