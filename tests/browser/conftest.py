"""Real Chromium against the real chat; the house behind it answers from a script (stand_in.py)."""

import os
import shutil
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright

from tests.front.desk_house import DeskHouse, open_desk_house

from .desk_people import AtDesk, comes_in
from .kept import SCREENSHOTS, breaches_on
from .stand_in import ScriptedRoom, Talk, stand_in_app

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium these tests say that they skip, except in CI, where they must run."""
    if CHROMIUM or os.environ.get("CI") == "true":
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed (tests/install-chromium)"))


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM or "chromium", args=list(ARGUMENTS))
        yield browser
        await browser.close()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[DeskHouse]:
    async with open_desk_house(tmp_path) as house:
        yield house


@pytest.fixture
async def eva(browser: Browser, desk: DeskHouse) -> AsyncIterator[AtDesk]:
    at_desk = await comes_in(browser, desk, "Eva")
    yield at_desk
    await at_desk.page.context.close()
    assert at_desk.complaints == []


@dataclass
class House:
    """A running stand-in and its address."""

    room: ScriptedRoom
    address: str
    runner: web.AppRunner
    port: int

    async def away(self) -> None:
        """The network to the house is gone: every line drops, no new one is taken."""
        await self.runner.cleanup()

    async def back(self) -> None:
        self.runner = await _serve(self.room, self.port)


async def _serve(room: ScriptedRoom, port: int) -> web.AppRunner:
    runner = web.AppRunner(stand_in_app(room), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True).start()
    return runner


@pytest.fixture
async def house() -> AsyncIterator[House]:
    room = ScriptedRoom()
    runner = await _serve(room, 0)
    port = runner.addresses[0][1]
    house = House(room, f"http://127.0.0.1:{port}", runner, port)
    yield house
    await house.runner.cleanup()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Customer:
    """One customer at one tab."""

    page: Page
    house: House
    complaints: list[str] = field(default_factory=list)

    @property
    def chat(self) -> Locator:
        return self.page.locator("shoebox-chat")

    @property
    def composer(self) -> Locator:
        return self.chat.get_by_label("Your message")

    @property
    def talk(self) -> Talk:
        return self.house.room.only_talk()

    async def open(self) -> None:
        await self.chat.get_by_role("button", name="Open the chat").click()

    async def say(self, text: str) -> None:
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def hears(self, text: str) -> None:
        await self.chat.locator(".message:not(.from-customer)").filter(has_text=text).first.wait_for()

    async def sees(self, text: str) -> None:
        await self.chat.get_by_text(text).first.wait_for()

    async def lines(self) -> list[str]:
        return await self.chat.locator(".message .text").all_inner_texts()

    async def focused(self) -> str:
        """What has the keyboard: the name of the control inside the chat."""
        script = """() => { const at = document.querySelector('shoebox-chat').shadowRoot.activeElement;
            return at ? (at.getAttribute('aria-label') ?? at.textContent) : ''; }"""
        return str(await self.page.evaluate(script))

    async def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")

    async def accessible(self) -> None:
        """No breach of WCAG 2.2 AA that axe can find."""
        assert await breaches_on(self.page) == []


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(
        viewport={"width": 1100, "height": 760}, locale="en-GB", timezone_id="Europe/London"
    )
    context.set_default_timeout(5000)
    yield context
    await context.close()


async def visit(context: BrowserContext, house: House, path: str = "/") -> Customer:
    """A customer's tab on a page of the house; whatever the browser complains of is kept."""
    page = await context.new_page()
    customer = Customer(page, house)
    page.on("pageerror", lambda error: customer.complaints.append(str(error)))
    page.on("console", lambda line: _listen(customer, line))
    await page.goto(house.address + path)
    await page.locator("shoebox-chat .launcher, shoebox-me h1").first.wait_for()
    return customer


def _listen(customer: Customer, line: Any) -> None:
    if line.type == "error" and "ERR_CONNECTION_REFUSED" not in line.text and "WebSocket" not in line.text:
        customer.complaints.append(line.text)


@pytest.fixture
async def customer(context: BrowserContext, house: House) -> AsyncIterator[Customer]:
    customer = await visit(context, house)
    yield customer
    assert customer.complaints == []
