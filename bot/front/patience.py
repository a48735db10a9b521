"""Patience with slow clients has an end: connections that never say what they want are closed.

aiohttp closes a connection that idles between requests; before the first one it waits for ever.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

FIRST_REQUEST_SECONDS = 20.0
LOOK_SECONDS = 5.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Patience:
    """Knows which connections have asked for something, and closes those that have not for too long."""

    def __init__(self, seconds: float = FIRST_REQUEST_SECONDS, look: float = LOOK_SECONDS) -> None:
        self._seconds = seconds
        self._look = look
        self._asked: set[RequestHandler] = set()
        self._silent_since: dict[RequestHandler, float] = {}

    @web.middleware
    async def note(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """A middleware: this connection has asked for something."""
        self._asked.add(request.protocol)
        return await handler(request)

    @asynccontextmanager
    async def watching(self, server: web.Server) -> AsyncIterator[None]:
        """Closes what says nothing for as long as the block lasts."""
        watch = asyncio.create_task(self._keep_watching(server))
        try:
            yield
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    async def _keep_watching(self, server: web.Server) -> None:
        while True:
            await asyncio.sleep(self._look)
            self._close_silent(server, asyncio.get_running_loop().time())

    def _close_silent(self, server: web.Server, now: float) -> None:
        there = set(server.connections)
        self._asked &= there
        self._silent_since = {one: self._silent_since.get(one, now) for one in there - self._asked}
        for connection, since in self._silent_since.items():
            if now - since > self._seconds:
                connection.force_close()
