"""The outbox of a channel as a stream of server-sent events, for connectors that deliver for us."""

import json
from dataclasses import replace
from time import monotonic
from typing import Any

from aiohttp import web

from bot.channels.accounts import accounts
from bot.front.auth import require_role
from bot.front.clearance import cleared, turn_away
from bot.front.edge import as_item, check_number
from bot.front.parts import Parts
from bot.front.waking import Waker, woken_by
from store import Delivery, StoreError

PAGE = 100
BEAT_SECONDS = 15.0  # proxies close what is silent for longer
LOOK_SECONDS = 1.0
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def routes(parts: Parts) -> list[web.RouteDef]:
    async def outbox(request: web.Request) -> web.StreamResponse:
        require_role(request, parts.keys, "connector")
        pouring = _Pouring(parts, request.match_info["channel"], _after(request))
        stream = web.StreamResponse(headers=HEADERS)
        async with woken_by(parts.live, f"channel:{pouring.channel}") as waker:
            await stream.prepare(request)
            await stream.write(b"retry: 1000\n\n")
            await pouring.pour(stream, waker)
        return stream

    return [web.get("/api/v1/channels/{channel}/outbox", outbox)]


class _Pouring:
    """One connector's stream, from a cursor on; what our own senders deliver is left to them."""

    def __init__(self, parts: Parts, channel: str, after: int) -> None:
        self.channel = channel
        self._parts = parts
        self._after = after
        self._wrote = monotonic()
        self._ours = accounts(parts.keys.channels, rehearsal=parts.settings.rehearsal).keys()

    async def pour(self, stream: web.StreamResponse, waker: Waker) -> None:
        """Writes until the connector leaves or the memory does not answer: it comes again with its cursor."""
        try:
            while True:
                if not await self._write_page(stream):
                    await self._wait(stream, waker)
        except (StoreError, ConnectionError):
            return

    async def _write_page(self, stream: web.StreamResponse) -> int:
        await self._write_last_words(stream)
        outbox, door = self._parts.memory.outbox, self._parts.door
        page = await door(outbox.stream, self.channel, self._after, PAGE)
        for delivery in page.items:
            self._after = delivery.cursor
            if (delivery.channel, delivery.account) in self._ours:
                continue
            clear = await cleared(delivery, self._parts.memory, door, self._parts.clock())
            if clear.allowed:
                await self._write(stream, _event(delivery))
            else:
                await turn_away(delivery, clear, self._parts.memory, door)
        return len(page.items)

    async def _write_last_words(self, stream: web.StreamResponse) -> None:
        last_words = self._parts.turns.last_words
        for delivery in last_words.take(self.channel, lambda one: (one.channel, one.account) not in self._ours):
            await self._write(stream, _event(replace(delivery, cursor=self._after)))
            last_words.done(delivery.id)

    async def _wait(self, stream: web.StreamResponse, waker: Waker) -> None:
        await waker.wait(LOOK_SECONDS)
        if monotonic() - self._wrote > BEAT_SECONDS:
            await self._write(stream, b": still here\n\n")

    async def _write(self, stream: web.StreamResponse, event: bytes) -> None:
        await stream.write(event)
        self._wrote = monotonic()


def _after(request: web.Request) -> int:
    last = request.headers.get("Last-Event-ID", "")
    seen = int(last) if last.isdecimal() and len(last) < 18 else 0
    return check_number(request, "after", seen, 0, 2**53)


def _event(delivery: Delivery) -> bytes:
    data: dict[str, Any] = as_item(delivery.reply) | {
        "cursor": delivery.cursor,
        "channel": delivery.channel,
        "account": delivery.account,
        "to": {"address": delivery.address},
        "outreach": delivery.outreach,
    }
    return f"id: {delivery.cursor}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
