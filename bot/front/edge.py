"""What comes in over HTTP, parsed once into values; what goes out, rendered from values."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from aiohttp import web

from bot.front.problems import Problem
from store import Reply
from store.times import is_writable

TEXT_LIMIT = 4_000
ADDRESS_LIMIT = 256
NAME_LIMIT = 200
BODY_LIMIT = 256 * 1024
PAGE_LIMIT = 200
BODY_SECONDS = 20.0

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")  # but tabs and line ends
_NO_ADDRESS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CHANNEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_EXPECTED = re.compile(r"Expected `(\w+)[^`]*`, got")
_PLACE = re.compile(r" at `\$\.?([^`]*)`")
_KINDS = {"str": "a text", "int": "a whole number", "bool": "true or false", "object": "an object", "array": "a list"}
S = TypeVar("S", bound=msgspec.Struct)


async def body_as(request: web.Request, shape: type[S]) -> S:
    """The request's JSON body as a value; 400 when it is no JSON, 422 when it has not the shape."""
    return as_shape(await body_of(request), shape)


async def body_of(request: web.BaseRequest) -> bytes:
    """The request's whole body; 408 when it does not come in time, 415 when it is packed."""
    async with reading(request):
        return await request.read()


@asynccontextmanager
async def reading(request: web.BaseRequest) -> AsyncIterator[None]:
    """A block that reads a body: 408 when it does not come in time, 415 when it is packed.

    Unpacked, a small body may be a very large one: nobody needs that here.
    """
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(415, "Bodies are taken as they are, not packed.")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            yield
    except TimeoutError as error:
        raise Problem(408, "The body did not come in time.", {"Connection": "close"}) from error


def as_shape(raw: bytes, shape: type[S]) -> S:
    try:
        return msgspec.json.decode(raw, type=shape)
    except msgspec.ValidationError as error:
        raise Problem(422, _in_words(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problem(400, "The body is not JSON.") from error


def check_address(address: str) -> str:
    """1 to 256 characters without control characters, else 422."""
    if not 1 <= len(address) <= ADDRESS_LIMIT or _NO_ADDRESS.search(address):
        raise Problem(422, f"An address has 1 to {ADDRESS_LIMIT} characters and no control characters.")
    return address


def check_channel(name: str) -> str:
    """The name of a channel: up to 64 letters, digits, dots, dashes and underscores, else 422."""
    if not _CHANNEL.fullmatch(name):
        raise Problem(422, "A channel's name has 1 to 64 letters, digits, dots, dashes or underscores.")
    return name


def check_text(text: str) -> str:
    """What a person typed, without control characters; 413 beyond 4,000 characters."""
    if len(text) > TEXT_LIMIT:
        raise Problem(413, f"A message has at most {TEXT_LIMIT} characters.")
    return _CONTROL.sub("", text.replace("\r\n", "\n")).strip()


def check_aware(moment: datetime | None) -> datetime | None:
    """A time with its offset that every time zone can write, else 422."""
    if moment is not None and moment.tzinfo is None:
        raise Problem(422, "Every time needs an offset.")
    if moment is not None and not is_writable(moment):
        raise Problem(422, "A time lies in the years 2 to 9998.")
    return moment


def check_number(request: web.Request, name: str, default: int, lowest: int, highest: int) -> int:
    """A whole number from the query, at most `highest`; 422 when it is no number, or less than the lowest."""
    raw = request.query.get(name)
    if raw is None:
        return default
    if not re.fullmatch(r"-?\d{1,18}", raw):
        raise Problem(422, f"{name} is a whole number.")
    if int(raw) < lowest:
        raise Problem(422, f"{name} is at least {lowest}.")
    return min(highest, int(raw))


def check_seconds(request: web.Request, name: str, longest: float) -> float | None:
    """Seconds to wait from the query, or None when it is not asked for; 422 when it is no number."""
    raw = request.query.get(name)
    if raw is None:
        return None
    if not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", raw):
        raise Problem(422, f"{name} is a number of seconds.")
    return min(float(raw), longest)


def as_item(reply: Reply) -> dict[str, Any]:
    """One item of a transcript, as the contract has it."""
    return {
        "id": reply.id,
        "conversation": reply.conversation,
        "seq": reply.seq,
        "from": reply.sender,
        "name": reply.name,
        "text": reply.text,
        "choices": [{"id": choice.id, "title": choice.title} for choice in reply.choices],
        "offer": reply.offer,
        "because": [
            {
                "fact": why.fact,
                "text": why.text,
                "said_at": why.said_at.isoformat(),
                "channel": why.channel,
                "provenance": why.provenance,
                "of": why.of,
            }
            for why in reply.because
        ],
        "sent_at": reply.sent_at.isoformat(),
    }


def listed(items: list[Any], after: str | int | None) -> web.Response:
    """A page of a list; `next` is null on the last."""
    return web.json_response({"items": items, "next": None if after is None else str(after)})


def _in_words(error: msgspec.ValidationError) -> str:
    """What does not fit, by our own names alone: a value would be somebody's words."""
    said = str(error)
    missing, expected, place = _MISSING.match(said), _EXPECTED.match(said), _PLACE.search(said)
    where = place[1] if place else ""
    if missing:
        return f"{'.'.join(filter(None, (where, missing[1])))} is missing."
    kind = _KINDS.get(expected[1]) if expected else None
    return f"{where or 'The body'} is not {kind}." if kind else f"{where or 'The body'} does not fit."
