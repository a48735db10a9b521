"""Files that come with a message: which kinds, how large, and that each is what it says it is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import BadHttpMessage

from bot.chat.frames import Hello
from bot.chat.room import NotAdmitted, Room, Visitor
from bot.front.edge import reading
from bot.front.problems import Problem
from store.masking import mask

FILE_LIMIT = 5_000_000
"""Bytes in one file."""
NAME_LIMIT = 120
FULL_FOR_SECONDS = "3600"  # what was never sent is gone by then
TEXT_TYPE = "text/plain"
_BEGINNINGS = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "application/pdf": (b"%PDF-",),
}
FILE_TYPES = (*_BEGINNINGS, TEXT_TYPE)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FileRefused(Exception):
    """Pictures, PDF and plain text can be sent here, a few at a time."""

    def __str__(self) -> str:
        return self.__doc__ or ""


class ShelfFull(FileRefused):
    """No more files can be taken here at the moment."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One checked file."""

    name: str
    kind: str
    content: bytes


class Shelf(Protocol):
    """Where a customer's files lie, each readable by its own customer and by whoever has the case."""

    async def put(self, visitor: Visitor, sheet: Sheet) -> str:
        """Keeps a file for the next message of this visitor and answers with its id."""

    async def get(self, visitor: Visitor, file: str) -> Sheet | None:
        """One of this visitor's own files; None for anybody else's, and for none."""


def file_handlers(room: Room, shelf: Shelf) -> tuple[Handler, Handler]:
    """POST /chat/files and GET /chat/files/{id}, both with the customer's own token as Bearer."""

    async def put(request: web.Request) -> web.StreamResponse:
        visitor = await _visitor(request, room)
        try:
            async with reading(request):
                sheet = await _received(request)
            file = await shelf.put(visitor, sheet)
        except ShelfFull as error:
            raise Problem(503, str(error), {"Retry-After": FULL_FOR_SECONDS}) from error
        except (BadHttpMessage, ValueError) as error:
            raise Problem(400, "The body is no multipart form.") from error
        except FileRefused as error:
            raise Problem(415, str(error)) from error
        answer = {"id": file, "name": sheet.name, "type": sheet.kind, "size": len(sheet.content)}
        return web.json_response(answer, status=201)

    async def get(request: web.Request) -> web.StreamResponse:
        sheet = await shelf.get(await _visitor(request, room), request.match_info["id"])
        if sheet is None:
            raise Problem(404, "No such file.")
        return web.Response(body=sheet.content, content_type=sheet.kind, headers=saved_as(sheet.name))

    return put, get


def check_file(name: str, kind: str, content: bytes) -> Sheet:
    """A file, named without any path; FileRefused unless its bytes are what it says it is."""
    if not 0 < len(content) <= FILE_LIMIT or kind not in FILE_TYPES or not _is_kind(kind, content):
        raise FileRefused
    plain = "".join(letter for letter in name.replace("\\", "/").rsplit("/", 1)[-1] if letter.isprintable())
    return Sheet(mask(plain.strip(". ")[:NAME_LIMIT]) or "file", kind, content)


async def _visitor(request: web.Request, room: Room) -> Visitor:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(401, "This needs a key.")
    try:
        return await room.admit(Hello(token=token))
    except NotAdmitted as error:
        raise Problem(401, "This key is not known.") from error


async def _received(request: web.Request) -> Sheet:
    if not request.content_type.startswith("multipart/"):
        raise FileRefused
    part = await (await request.multipart()).next()
    if not isinstance(part, BodyPartReader) or part.name != "file":
        raise FileRefused
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > FILE_LIMIT:
            raise Problem(413, "This file is too large.")
    kind = part.headers.get("Content-Type", "").split(";")[0].strip().lower()
    return check_file(part.filename or "", kind, bytes(content))


def saved_as(name: str) -> dict[str, str]:
    """The headers of a stranger's picture or PDF: it is saved, never opened in our origin."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
    }


def _is_kind(kind: str, content: bytes) -> bool:
    if kind == TEXT_TYPE:
        return _is_text(content)
    if kind == "image/webp" and content[8:12] != b"WEBP":
        return False
    return content.startswith(_BEGINNINGS[kind])


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False
