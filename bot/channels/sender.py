"""Sending: a delivery as calls of its provider's API, made in order and none of them twice without need."""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import aiohttp

from bot.channels.values import Account, Channel, Outgoing, Retry, Sending, Sent
from store import Delivery

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
DELIVERY_SECONDS = 45.0  # all parts of one delivery
ANSWER_LIMIT = 64 * 1024
_REMEMBERED = 10_000
PartTaken = Callable[[str, int], Awaitable[None]]


async def _noted_nowhere(delivery: str, parts: int) -> None:
    return


class Sender:
    """Speaks to one provider at `base`; how much of each delivery was taken is remembered between tries.

    `part_taken` is told of each part but the last, so that another process can go on where this one ended.
    """

    def __init__(
        self,
        channel: Channel,
        base: str,
        session: aiohttp.ClientSession,
        timeout: aiohttp.ClientTimeout = TIMEOUT,
        part_taken: PartTaken = _noted_nowhere,
    ) -> None:
        self._channel = channel
        self._base = base.rstrip("/")
        self._session = session
        self._timeout = timeout
        self._part_taken = part_taken
        self._taken: OrderedDict[str, int] = OrderedDict()

    async def send(self, delivery: Delivery, account: Account) -> Sending:
        """Makes the calls that are still to be made, in order, up to the first that fails."""
        try:
            async with asyncio.timeout(DELIVERY_SECONDS):
                return await self._send_rest(delivery, self._channel.render(delivery, account))
        except TimeoutError:
            return Retry("timeout")

    async def _send_rest(self, delivery: Delivery, calls: Sequence[Outgoing]) -> Sending:
        result: Sending = Sent()
        begin = max(self._taken.get(delivery.id, 0), delivery.parts)
        for number, outgoing in enumerate(calls[begin:], begin):
            result = await self.call(outgoing)
            if not isinstance(result, Sent):
                return result
            self._remember(delivery.id, number + 1)
            if number + 1 < len(calls):
                await self._part_taken(delivery.id, number + 1)
        return result

    async def call(self, outgoing: Outgoing) -> Sending:
        """One call; silence and broken connections are worth another try."""
        try:
            async with self._session.post(
                self._base + outgoing.path,
                json=outgoing.json,
                data=outgoing.form,
                params=outgoing.query,
                headers=outgoing.headers,
                timeout=self._timeout,
                allow_redirects=False,
            ) as answer:
                raw = await _beginning(answer.content)
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return self._channel.read_answer(answer.status, headers, _object(raw))
        except TimeoutError:
            return Retry("timeout")
        except aiohttp.ClientError:
            return Retry("unreachable")

    def _remember(self, delivery: str, taken: int) -> None:
        self._taken[delivery] = taken
        if len(self._taken) > _REMEMBERED:
            self._taken.popitem(last=False)


async def _beginning(content: aiohttp.StreamReader) -> bytes:
    raw = b""
    async for chunk in content.iter_chunked(ANSWER_LIMIT):
        raw += chunk
        if len(raw) >= ANSWER_LIMIT:
            break
    return raw


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        read = json.loads(raw)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
