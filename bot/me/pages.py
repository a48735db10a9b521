"""/me/: a shell around the same view that the chat shows; what it shows comes over the customer's own API."""

from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.chat.headers import ASSET_HEADERS, PAGE_HEADERS
from bot.chat.words import sheet_for

HERE = Path(__file__).parent
# A shared computer must not show the page of the customer before.
NEVER_KEPT = {"Cache-Control": "no-store"}


def me_routes(home: str = "/") -> list[web.RouteDef]:
    """/me/ and its style sheet, with the way back to `home`; the page itself holds nothing personal."""
    pages = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined)
    style = (HERE / "static" / "me.css").read_text()

    async def own_page(request: web.Request) -> web.Response:
        sheet = sheet_for(request.query.get("language"), request.headers.get("Accept-Language"))
        html = pages.get_template("me.html").render(sheet=sheet, home=home)
        return web.Response(text=html, content_type="text/html", headers={**PAGE_HEADERS, **NEVER_KEPT})

    async def page_style(request: web.Request) -> web.Response:
        return web.Response(text=style, content_type="text/css", headers=ASSET_HEADERS)

    async def with_slash(request: web.Request) -> web.Response:
        raise web.HTTPPermanentRedirect("/me/")

    return [web.get("/me/", own_page), web.get("/me", with_slash), web.get("/me/page.css", page_style)]
