"""A line to a real server that a test can cut and mend."""

import asyncio
from contextlib import suppress


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
