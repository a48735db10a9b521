"""What customers sent with their messages, as agents have it: named beside the message, saved, never opened here."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from aiohttp import web

from bot.chat.files import Sheet, saved_as
from bot.chat.shelf import Card, Files
from bot.desk.signin import access_desk
from bot.front.parts import Parts
from bot.front.problems import Problem
from store.desk import Agent, View

Cards = Mapping[int, Sequence[Card]]


class CaseFiles:
    """The files of cases, each only to whom the message that brought it is shown."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        places = parts.memory.rights.places
        self._shelf = next((place for place in places if isinstance(place, Files)), None)

    def look(self, conversation: str, agent: Agent, after: int, limit: int) -> tuple[View, Cards]:
        """The case's conversation from one item on, and what came with it."""
        view = self._parts.memory.looks.look(conversation, agent, after, limit)
        return view, self._shelf.cards(conversation) if self._shelf else {}

    async def save(self, request: web.Request) -> web.Response:
        """GET …/files/{file}: the file, to be saved."""
        agent = await access_desk(request, self._parts)
        where = request.match_info["id"], request.match_info["file"]
        sheet = await self._parts.door(self._opened, *where, agent)
        if sheet is None:
            raise Problem(404, "No such file.")
        return web.Response(body=sheet.content, content_type=sheet.kind, headers=saved_as(sheet.name))

    def _opened(self, conversation: str, file: str, agent: Agent) -> Sheet | None:
        if self._shelf is None:
            return None
        cards = self._shelf.cards(conversation)
        seq = next((seq for seq, brought in cards.items() if file in {card.id for card in brought}), 0)
        self._parts.memory.looks.open_file(conversation, agent, file, seq)
        return self._shelf.read(conversation, file)


def with_files(items: Sequence[dict[str, Any]], cards: Cards) -> list[dict[str, Any]]:
    """The items of a view, each with the files that came with it where it is shown."""
    return [
        item | {"files": msgspec.to_builtins(cards[item["seq"]])}
        if item["seq"] in cards and not item["held_back"]
        else item
        for item in items
    ]
