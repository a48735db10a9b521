"""/api/v1/desk/events: what changes at the desk, as server-sent events of ids and states, never of words.

Events wake a page; what it shows it reads from the store, so that a lost or doubled event loses nothing.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.desk.signin import access_desk, token_of
from bot.front.parts import Parts
from store import ConversationUnknown, StoreError
from store.desk import Agent

BEAT_SECONDS = 15.0
RETRY_MS = 1_000
_PERSONAL = frozenset({"mentioned", "handed"})  # for the one whom they name
_OTHERS = frozenset({"looking"})  # not for the one whose doing it is
Told = tuple[str, str | None, int]
"""Whose a conversation is, and the number of its newest item."""


class Feed:
    """One agent's stream: the desk's news, told only where they concern the desk."""

    def __init__(self, parts: Parts, agent: Agent, token: str, response: web.StreamResponse) -> None:
        self._parts = parts
        self._agent = agent
        self._token = token
        self._response = response
        self._handed: dict[str, Told | None] = {}  # what is at the desk, and what this page was told of it last
        self._number = 0

    async def attend(self) -> None:
        """Streams until the page goes or the session ends."""
        async with self._parts.live.subscribe("desk") as news:
            self._handed = dict.fromkeys(await self._parts.door(self._parts.memory.looks.at_desk))
            await self._send("welcome", {"agent": self._agent.id})
            async for new in _with_beats(news):
                if not await self._pass_on(new):
                    return

    async def _pass_on(self, new: Mapping[str, Any] | None) -> bool:
        if new is None:
            return await self._beat()
        kind = str(new.get("type", "changed"))
        if kind in _PERSONAL and new.get("to") != self._agent.id:
            return True
        if kind in _OTHERS and new.get("agent") == self._agent.id:
            return True
        if kind not in ("changed", "case", "owner", "typing"):
            await self._send(kind, dict(new))
        elif "conversation" in new:
            await self._conversation(kind, str(new["conversation"]))
        else:
            await self._send("missed", {})
        return True

    async def _conversation(self, kind: str, conversation: str) -> None:
        """A change in a conversation that is, or was until now, at the desk; others are nobody's business."""
        try:
            thread = await self._parts.door(self._parts.memory.owners.of, conversation)
        except ConversationUnknown:
            if conversation in self._handed:
                del self._handed[conversation]
                await self._send("gone", {"conversation": conversation})
            return
        known, told = conversation in self._handed, (thread.owner, thread.agent, thread.last_seq)
        if thread.owner == "assistant":
            self._handed.pop(conversation, None)
            if not known and kind != "owner":
                return
        elif kind == "changed" and self._handed.get(conversation) == told:
            return  # the page has heard of this item already
        else:
            self._handed[conversation] = told
        about = {"conversation": conversation, "owner": thread.owner, "agent": thread.agent}
        await self._send(
            "typing" if kind == "typing" else "conversation", about | {"last_seq": thread.last_seq}
        )

    async def _beat(self) -> bool:
        """A sign of life both ways: the agent is there, and the session still holds."""
        agent = await self._parts.door(self._parts.memory.agents.signed_in, self._token)
        if agent is None:
            await self._send("signed_out", {})
            return False
        await self._response.write(b": still here\n\n")
        return True

    async def _send(self, kind: str, about: Mapping[str, Any]) -> None:
        self._number += 1
        data = json.dumps(about)
        await self._response.write(f"id: {self._number}\nevent: {kind}\ndata: {data}\n\n".encode())


def feed_routes(parts: Parts) -> list[web.RouteDef]:
    """The desk's stream of events."""

    async def events(request: web.Request) -> web.StreamResponse:
        agent = await access_desk(request, parts)
        headers = {
            "Content-Type": "text/event-stream",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        }
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        await response.write(f"retry: {RETRY_MS}\n\n".encode())
        with suppress(ConnectionError, StoreError):
            await Feed(parts, agent, token_of(request), response).attend()
        return response

    return [web.get("/api/v1/desk/events", events)]


async def _with_beats(news: AsyncIterator[Mapping[str, Any]]) -> AsyncIterator[Mapping[str, Any] | None]:
    """The news as they come, and None whenever it has been quiet for a while."""
    following = asyncio.ensure_future(anext(news))
    try:
        while True:
            done, _ = await asyncio.wait({following}, timeout=BEAT_SECONDS)
            if not done:
                yield None
                continue
            yield following.result()
            following = asyncio.ensure_future(anext(news))
    finally:
        following.cancel()
