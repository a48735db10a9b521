"""A customer's copy of everything: as a file or a page, over the API or by a link that serves once."""

from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.chat.headers import PAGE_HEADERS
from bot.chat.words import sheet_for
from bot.front.edge import reading
from bot.front.parts import Parts
from bot.me.export import readable
from bot.me.pages import HERE, NEVER_KEPT
from store import FILE_PATH, Moment, Reader, TokenSession

_FILE = {"Content-Disposition": 'attachment; filename="shoebox.json"', **NEVER_KEPT}
_PAGE = {
    "Content-Disposition": 'attachment; filename="shoebox.html"',
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",  # one file, its look within
    "X-Content-Type-Options": "nosniff",
    **NEVER_KEPT,
}


def routes(parts: Parts) -> list[web.RouteDef]:
    """The page behind a link that a conversation gave, and the copy that it gives once."""
    pages = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)

    def page(request: web.Request, status: int) -> web.Response:
        sheet = sheet_for(request.query.get("language"), request.headers.get("Accept-Language"))
        html = pages.get_template("file.html").render(sheet=sheet, open=status == 200)
        headers = {**PAGE_HEADERS, **NEVER_KEPT}
        return web.Response(text=html, status=status, content_type="text/html", headers=headers)

    async def offer(request: web.Request) -> web.Response:
        """Takes nothing: messengers open every link that passes through them."""
        return page(request, 200)

    async def give(request: web.Request) -> web.Response:
        async with reading(request):
            wanted = await request.post()
        session = await parts.door(parts.memory.sessions.take_file_link, request.match_info["token"])
        if session is None or session.customer is None:
            return page(request, 410)
        data = await _everything(parts, session.customer, session)
        return await as_page(request, parts, data) if wanted.get("as") == "page" else as_file(data)

    return [web.get(f"{FILE_PATH}{{token}}", offer), web.post(f"{FILE_PATH}{{token}}", give)]


def as_file(data: dict[str, Any]) -> web.Response:
    """Every row, for another machine."""
    return web.json_response(data, headers=_FILE)


async def as_page(request: web.Request, parts: Parts, data: dict[str, Any]) -> web.Response:
    """The same in sentences, in the reader's language."""
    house = await parts.door(parts.memory.house.settings)
    languages = request.query.get("language"), request.headers.get("Accept-Language")
    text = readable(data, *languages, house=house.name, zone=house.zone, currency=house.currency)
    return web.Response(text=text, content_type="text/html", headers=_PAGE)


async def _everything(parts: Parts, customer: str, session: TokenSession) -> dict[str, Any]:
    """What the identity that asked for the link may see, as sure as we were of it then, and no more."""
    moment = Moment(
        now=parts.clock(), channel="web", identity=session.identity, assurance=session.assurance, reason="by a link"
    )
    export = parts.memory.rights.export
    data: dict[str, Any] = await parts.door(export, customer, moment, Reader.CUSTOMER, moment.reason)
    return data
