"""A line to a real server that a test can cut and mend."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError


class Wire:
    """Passes bytes between its own port and a server's, while it is whole."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.port = 0
        self.passed = bytearray()
        """Everything that went through, both ways."""

    async def mend(self) -> None:
        """From now on whoever comes is put through."""
        self._server = await asyncio.start_server(self._put_through, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Nobody is put through any more, and who was is cut off."""
        if self._server is None:
            return
        self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()
        self._server = None

    async def _put_through(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to)
        self._open |= {writer, far_writer}
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._pass(reader, far_writer))
            tasks.create_task(self._pass(far_reader, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await reader.read(65536):
                self.passed += chunk
                writer.write(chunk)
                await writer.drain()
        writer.transport.abort()


@asynccontextmanager
async def line_to_redis() -> AsyncIterator[tuple[Wire, Redis]]:
    """A line to the machine's Redis, whole to begin with, and Redis itself; skips where there is none."""
    async with Redis() as redis:
        try:
            await redis.ping()
        except (RedisError, OSError):
            if os.environ.get("CI") == "true":
                raise
            pytest.skip("no Redis at 127.0.0.1:6379")
        wire = Wire(6379)
        await wire.mend()
        yield wire, redis
        await wire.cut()
