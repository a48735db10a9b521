"""A house that answers from a script, behind the product's own socket, pages, script and words.

`python -m tests.browser.stand_in` serves it on port 8099 for looking at by hand.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.chat.doors import chat_routes
from bot.chat.files import Sheet
from bot.chat.frames import Hello, Say
from bot.chat.origins import Origins, cross_origin
from bot.chat.room import Face, Look, NotAdmitted, Note, NotTaken, Standing, Taken, Visitor
from bot.front.problems import Problem, problems
from bot.me.pages import me_routes

from .rights import rights_routes
from .talks import YES, Talk, now, receipt_of, remember_wool, scripted_reply, site_token_of

SESSION = "session-of-c-1001"


class ScriptedRoom:
    """A room that keeps everything in memory and answers the way the script says."""

    def __init__(self) -> None:
        self.talks: dict[str, Talk] = {}
        self.files: dict[str, tuple[str, Sheet]] = {}
        self.shown = Face(name="Larkin & Rowe")
        self.silent = False
        self.refuses = False
        self.loses_answers = False
        self.spent: set[str] = set()

    # the room, as the chat sees it --------------------------------------------------------------------------

    async def wall(self) -> Sequence[Note]:
        return ()

    async def face(self) -> Face:
        return self.shown

    async def admit(self, hello: Hello) -> Visitor:
        if hello.site_token is not None:
            if hello.site_token in self.spent:
                raise NotAdmitted
            self.spent.add(hello.site_token)
            return Visitor(channel="account", address="c-1001", assurance="verified", session=SESSION)
        if hello.token == SESSION:
            return Visitor(channel="account", address="c-1001", assurance="verified", session=hello.token)
        if not hello.token or len(hello.token) != 43:
            raise NotAdmitted
        return Visitor(channel="web", address=hello.token, assurance="channel")

    async def conversation_of(self, visitor: Visitor) -> str | None:
        return visitor.address if visitor.address in self.talks else None

    async def heed_signal(self, visitor: Visitor) -> None:
        return None

    async def take(self, visitor: Visitor, said: Say) -> Taken:
        if self.refuses:
            raise NotTaken("The house can't be reached just now.")
        talk = self.talks.setdefault(visitor.address, Talk(visitor.address))
        if said.id not in talk.taken:
            files = [self._file(id) for id in said.files]
            item = self._put(talk, "customer", said.text, choice=said.choice, files=files)
            talk.taken[said.id] = item["seq"]
            asyncio.get_running_loop().call_soon(self._answer, talk, said)
        if self.loses_answers:
            self.loses_answers = False
            raise ConnectionError
        seq = talk.taken[said.id]
        return Taken(talk.id, seq, talk.items[seq - 1])

    async def look(self, conversation: str, after: int) -> Look:
        talk = self.talks.get(conversation)
        return Look([item for item in talk.items if item["seq"] > after][:200], talk.standing) if talk else Look()

    async def typing(self, conversation: str) -> None:
        return None

    @contextlib.asynccontextmanager
    async def listen(self, conversation: str) -> AsyncIterator[AsyncIterator[Mapping[str, Any]]]:
        queue: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        listeners = self.talks[conversation].listeners
        listeners.append(queue)
        try:
            yield _happenings(queue)
        finally:
            listeners.remove(queue)

    async def put(self, visitor: Visitor, sheet: Sheet) -> str:
        id = f"file-{len(self.files)}"
        self.files[id] = (visitor.address, sheet)
        return id

    async def get(self, visitor: Visitor, file: str) -> Sheet | None:
        owner, sheet = self.files.get(file, ("", None))
        return sheet if owner == visitor.address else None

    def talk_of(self, request: web.Request) -> Talk:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        address = "c-1001" if token == SESSION else token
        if address not in self.talks:
            raise Problem(401, "This key is not known.")
        return self.talks[address]

    # what tests do to it ------------------------------------------------------------------------------------

    def only_talk(self) -> Talk:
        (talk,) = self.talks.values()
        return talk

    def says(self, talk: Talk, text: str, sender: str = "assistant", **more: Any) -> None:
        self._put(talk, sender, text, **more)

    def hand_to(self, talk: Talk, standing: Standing) -> None:
        talk.standing = standing
        self._tell(talk, {"type": "owner"})

    def is_typing(self, talk: Talk, who: str) -> None:
        self._tell(talk, {"type": "typing", "who": who})

    def erase(self, talk: Talk) -> dict[str, Any]:
        receipt = receipt_of(talk)
        del self.talks[talk.id]
        self._tell(talk, {"type": "forgotten", "receipt": receipt})
        return receipt

    def erase_by_word(self, talk: Talk, said: str) -> None:
        """Asked for in the conversation: the last words are in no transcript."""
        del self.talks[talk.id]
        self._tell(talk, {"type": "item", "item": {"seq": len(talk.items) + 1, "text": said}})
        self._tell(talk, {"type": "forgotten"})

    # the script ---------------------------------------------------------------------------------------------

    def _answer(self, talk: Talk, said: Say) -> None:
        if self.silent or talk.standing.owner == "agent":
            return
        if said.text == YES:
            remember_wool(talk)
        self._put(talk, "assistant", **scripted_reply(talk, said.text))
        if said.choice == "person":
            self.hand_to(talk, Standing(owner="waiting", place=2))

    def _put(self, talk: Talk, sender: str, text: str, **more: Any) -> dict[str, Any]:
        item = {
            "id": f"{talk.id[:6]}-{len(talk.items)}",
            "conversation": talk.id,
            "seq": len(talk.items) + 1,
            "from": sender,
            "sent_at": now(),
            **{"name": None, "text": text, "choices": [], "offer": False, "because": [], **more},
        }
        talk.items.append(item)
        self._tell(talk, {"type": "item"})
        return item

    def _tell(self, talk: Talk, happening: Mapping[str, Any]) -> None:
        for queue in talk.listeners:
            queue.put_nowait(happening)

    def _file(self, id: str) -> dict[str, Any]:
        sheet = self.files[id][1]
        return {"id": id, "name": sheet.name, "type": sheet.kind, "size": len(sheet.content)}


async def _happenings(queue: asyncio.Queue[Mapping[str, Any]]) -> AsyncIterator[Mapping[str, Any]]:
    while True:
        yield await queue.get()


def stand_in_app(room: ScriptedRoom, origins: Origins | None = None) -> web.Application:
    """The product's own chat and pages over the scripted room."""
    origins = origins or Origins()
    app = web.Application(
        middlewares=[problems, cross_origin(origins, ("/chat", "/api/v1/me"))],
        client_max_size=8 * 1024 * 1024,
    )
    app.add_routes([*chat_routes(room, origins, room, site_token_of), *me_routes(), *rights_routes(room)])
    return app


if __name__ == "__main__":
    web.run_app(stand_in_app(ScriptedRoom()), port=8099)
