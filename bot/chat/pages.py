"""The pages of the chat: the demo shop that embeds it, its one script, its words, its pictures."""

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.chat.demo_accounts import Sign, sign_in_handler
from bot.chat.files import FILE_LIMIT, FILE_TYPES
from bot.chat.frames import TEXT_LIMIT
from bot.chat.headers import ASSET_HEADERS, PAGE_HEADERS, SCRIPT_HEADERS
from bot.chat.room import Face, Room
from bot.chat.script import chat_script
from bot.chat.words import Sheet, sheet_for, sheets

HERE = Path(__file__).parent
ASSETS = HERE / "static" / "shop"
ASSET_TYPES = {".svg": "image/svg+xml", ".css": "text/css", ".js": "text/javascript"}
GZIP_LEVEL = 9
NEVER_KEPT = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
LIMITS = {"text": TEXT_LIMIT, "file": FILE_LIMIT, "file_types": list(FILE_TYPES)}


def page_routes(room: Room, sign: Sign | None = None, *, files_taken: bool) -> list[web.RouteDef]:
    """/, /chat.js, /chat/words.json, the wall, and the demo shop's pictures; its sign-in where `sign` vouches."""
    written = yaml.safe_load((HERE / "shop.yml").read_text())
    shop = _page("shop.html", written | {"signs_in": sign is not None})
    people = frozenset(person["account"] for person in written["sign_in"]["people"])
    script = Packed(chat_script(), "text/javascript")
    limits = LIMITS | ({} if files_taken else {"file": 0})
    assets = {path.name: path for path in ASSETS.iterdir() if path.suffix in ASSET_TYPES}

    async def demo_shop(request: web.Request) -> web.Response:
        return web.Response(text=shop, content_type="text/html", headers=PAGE_HEADERS)

    async def chat(request: web.Request) -> web.Response:
        return script.answer(request)

    async def words(request: web.Request) -> web.Response:
        sheet = sheet_for(request.query.get("language"), *_accepted(request))
        answer = word_sheet(sheet, await room.face(), limits)
        return web.json_response(answer, headers=SCRIPT_HEADERS | {"Vary": "Accept-Language"})

    async def wall(request: web.Request) -> web.Response:
        notes = [{"text": note.text, "at": note.at.isoformat()} for note in await room.wall()]
        return web.json_response({"items": notes}, headers=NEVER_KEPT)

    async def asset(request: web.Request) -> web.StreamResponse:
        path = assets.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        return web.Response(body=path.read_bytes(), content_type=ASSET_TYPES[path.suffix], headers=ASSET_HEADERS)

    return [
        web.get("/", demo_shop),
        web.get("/chat.js", chat),
        web.get("/chat/words.json", words),
        web.get("/chat/wall.json", wall),
        web.get("/chat/shop/{name}", asset),
        *([] if sign is None else [web.post("/chat/demo/session", sign_in_handler(sign, people))]),
    ]


class Packed:
    """A text served as it is or gzipped, and not again to a browser that has it."""

    def __init__(self, text: str, content_type: str) -> None:
        self._plain = text.encode()
        self._small = gzip.compress(self._plain, GZIP_LEVEL, mtime=0)
        self._type = content_type
        self._tag = f'"{hashlib.sha256(self._plain).hexdigest()[:32]}"'

    def answer(self, request: web.Request) -> web.Response:
        headers = dict(SCRIPT_HEADERS) | {"ETag": self._tag, "Vary": "Accept-Encoding"}
        if request.headers.get("If-None-Match") == self._tag:
            return web.Response(status=304, headers=headers)
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return web.Response(body=self._plain, content_type=self._type, charset="utf-8", headers=headers)
        headers["Content-Encoding"] = "gzip"
        return web.Response(body=self._small, content_type=self._type, charset="utf-8", headers=headers)


def word_sheet(sheet: Sheet, face: Face, limits: Mapping[str, Any]) -> dict[str, Any]:
    """What /chat/words.json answers: the words, who the house is, and what may be sent."""
    return {
        "language": sheet.language,
        "locale": sheet.locale,
        "direction": sheet.direction,
        "languages": [{"code": other.language, "name": other.name} for other in sheets().values()],
        "house": {"name": face.name, "accent": face.accent, "accent_dark": face.accent_dark},
        "limits": limits,
        "words": sheet.words,
    }


def _page(template: str, values: Mapping[str, Any]) -> str:
    pages = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)
    return pages.get_template(template).render(values)


def _accepted(request: web.Request) -> list[str]:
    header = request.headers.get("Accept-Language", "")
    return [part.split(";")[0].strip() for part in header.split(",")]
