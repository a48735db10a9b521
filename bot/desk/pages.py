"""/desk/: one page of web components, its words, and nothing of anybody's until somebody has signed in."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.chat.headers import ASSET_HEADERS, PAGE_HEADERS

HERE = Path(__file__).parent
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
# The page and its scripts always fit together: a browser asks again, and mostly hears of no change.
REVALIDATED = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}


def page_routes() -> list[web.RouteDef]:
    """The page, its files and its words."""
    files = {path.name: path for path in (HERE / "static").iterdir() if path.suffix in TYPES}
    pages = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined
    )
    html = pages.get_template("desk.html").render(words=words())

    async def page(request: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html", headers=PAGE_HEADERS)

    async def with_slash(request: web.Request) -> web.Response:
        raise web.HTTPPermanentRedirect("/desk/")

    async def file(request: web.Request) -> web.Response:
        path = files.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        return _answer(request, path)

    async def word_sheet(request: web.Request) -> web.Response:
        return web.json_response(words(), headers=REVALIDATED)

    return [
        web.get("/desk/", page),
        web.get("/desk", with_slash),
        web.get("/desk/words.json", word_sheet),
        web.get("/desk/static/{name}", file),
    ]


@cache
def words() -> dict[str, Any]:
    """Every word of the page."""
    read: dict[str, Any] = yaml.safe_load((HERE / "words" / "en.yml").read_text())
    return read


def _answer(request: web.Request, path: Path) -> web.Response:
    body = path.read_bytes()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    drawing = {"Content-Security-Policy": ASSET_HEADERS["Content-Security-Policy"]}
    headers = REVALIDATED | {"ETag": tag} | (drawing if path.suffix == ".svg" else {})
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, content_type=TYPES[path.suffix], charset="utf-8", headers=headers)
