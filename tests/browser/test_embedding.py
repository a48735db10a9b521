"""The chat in another site's page, under that site's own strict policy."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from playwright.async_api import BrowserContext, expect

from bot.chat.origins import Origins

from .conftest import Customer, House, free_port
from .stand_in import ScriptedRoom, stand_in_app

PAGE = """<!doctype html><html lang="en"><title>A host site</title><h1>A host site</h1>
<script src="{house}/chat.js" defer></script><shoebox-chat></shoebox-chat></html>"""
POLICY = (
    "default-src 'none'; script-src {house}; connect-src {house} {socket}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@asynccontextmanager
async def served(app: web.Application, port: int = 0) -> AsyncIterator[str]:
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def host_site(house: str) -> web.Application:
    policy = POLICY.format(house=house, socket=house.replace("http:", "ws:"))

    async def page(request: web.Request) -> web.Response:
        html = PAGE.format(house=house)
        return web.Response(text=html, content_type="text/html", headers={"Content-Security-Policy": policy})

    app = web.Application()
    app.add_routes([web.get("/", page)])
    return app


@asynccontextmanager
async def visited(context: BrowserContext, *, known: bool) -> AsyncIterator[Customer]:
    """A customer on a host's page; `known`: the house names this site as one of its own."""
    room, port = ScriptedRoom(), free_port()
    origins = Origins([f"http://127.0.0.1:{port}"] if known else [])
    async with served(stand_in_app(room, origins)) as house, served(host_site(house), port) as site:
        page = await context.new_page()
        customer = Customer(page, House(room, house, None, 0))  # type: ignore[arg-type]
        page.on("console", lambda line: line.type == "error" and customer.complaints.append(line.text))
        await page.goto(site)
        yield customer


async def test_it_works_on_a_strict_page_of_another_site(context: BrowserContext) -> None:
    """One script and one element: a conversation, the memory's view, and no breach of the host's policy."""
    async with visited(context, known=True) as customer:
        await customer.open()
        await customer.say("I never wear wool")
        await customer.chat.get_by_role("button", name="Yes, remember").click()
        await customer.hears("I'll remember it")
        await customer.chat.get_by_role("button", name="What you know").click()
        await expect(customer.chat.locator(".fact blockquote")).to_have_text("I never wear wool")
        assert customer.complaints == []


async def test_a_site_that_the_house_does_not_know_gets_nothing(context: BrowserContext) -> None:
    """On a page of a stranger's site there is no chat at all."""
    async with visited(context, known=False) as customer:
        await expect(customer.page.get_by_role("heading", name="A host site")).to_be_visible()
        await customer.page.wait_for_function("customElements.get('shoebox-chat') !== undefined")
        assert await customer.chat.get_by_role("button").count() == 0
        assert customer.house.room.talks == {}
