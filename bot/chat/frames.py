"""What passes over the chat's socket, as values; docs/architecture.md draws the exchange."""

from typing import Any

import msgspec

TEXT_LIMIT = 4_000
"""Characters in one message, as everywhere in the HTTP contract."""
FRAME_LIMIT = 64 * 1024
"""Bytes in one frame: 4,000 characters of any script, escaped, with room to spare."""
FILES_PER_MESSAGE = 5


class Hello(msgspec.Struct, tag="hello", tag_field="type", frozen=True):
    """Who comes, what they have already, and the language they read."""

    token: str | None = None
    site_token: str | None = None
    after: int = 0
    language: str = "en"
    gpc: bool = False


class Say(msgspec.Struct, tag="say", tag_field="type", frozen=True):
    """One message; the same id again is the same message."""

    id: str
    text: str = ""
    choice: str | None = None
    files: tuple[str, ...] = ()
    language: str = "en"


class Typing(msgspec.Struct, tag="typing", tag_field="type", frozen=True):
    """The customer is writing."""


class Ping(msgspec.Struct, tag="ping", tag_field="type", frozen=True):
    """Is anybody there?"""


Frame = Hello | Say | Typing | Ping


class BadFrame(Exception):
    """This is nothing the chat says."""


def read(raw: str) -> Frame:
    """One frame of the browser's; BadFrame for anything else."""
    try:
        frame: Frame = msgspec.json.decode(raw, type=Frame)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise BadFrame from error
    return frame


def write(kind: str, **content: Any) -> str:
    """One frame of ours."""
    return msgspec.json.encode({"type": kind, **content}).decode()
