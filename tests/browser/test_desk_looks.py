"""Every screen of the desk that a day brings, at 1280 pixels, in light and dark: looked at, and clean for axe."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Route, expect

from store import Assurance, InboundMessage, Purpose
from tests.front.desk_house import DeskHouse, open_desk_house
from tests.front.test_desk_customer import remembered, soon

from .desk_people import AtDesk, comes_in

WIDE = {"width": 1280, "height": 800}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[DeskHouse]:
    async with open_desk_house(tmp_path) as house:
        yield house


class Looked:
    """One agent's screens in one colour scheme, each kept as a picture and held against axe."""

    def __init__(self, at_desk: AtDesk, scheme: str) -> None:
        self._at_desk = at_desk
        self._scheme = scheme

    async def at(self, name: str) -> None:
        await self._at_desk.picture(f"{name}-{self._scheme}")
        await self._at_desk.accessible()

    async def at_sheet(self, button: str, name: str) -> None:
        """The sheet that a button opens, left again without doing anything."""
        page = self._at_desk.page
        await page.get_by_role("button", name=button).first.click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        await self.at(name)
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_an_agents_screens(browser: Browser, desk: DeskHouse, scheme: str) -> None:
    """Queue, sheets, what is promised, fetching, handed on elsewhere, and gone: each in words, in both schemes."""
    eva = await comes_in(browser, desk, "Eva", viewport=WIDE, color_scheme=scheme)
    tool, marcus = await desk.signed_in("Eva"), await desk.signed_in("Marcus")
    looked = Looked(eva, scheme)
    kwame = await desk.asks_for_a_person("8812")
    remembered(desk, Purpose.STAFF)
    coat = (await desk.says("der Mantel kam nie, a person please", "7710", name="Nadia", language="de"))["conversation"]
    await expect(eva.queue.locator(".case")).to_have_count(2)
    await eva.queue.locator(".case").first.click()
    await looked.at("30-queue")
    await eva.takes("teapot")
    await eva.writes("I'll send a new lid today.")
    await eva.reads("I'll send a new lid today.")
    await expect(eva.brief).to_contain_text("never anything with wool")
    for button, name in (
        ("Resolve", "31-close"),
        ("Record a permission", "32-consent"),
        ("Correct", "33-correct"),
        ("Mark as a confidence", "34-confidence"),
    ):
        await looked.at_sheet(button, name)
    await tool.does(kwame, "promise", what="a new lid by post", due_at=soon(days=2))
    await eva.page.get_by_role("button", name="Promised", exact=False).first.click()
    await expect(eva.page.locator("desk-promises .card")).to_have_count(1)
    await looked.at("35-promised")
    await tool.does(coat, "claim")
    await eva.page.get_by_role("button", name="Conversations", exact=False).first.click()
    await expect(eva.queue.get_by_role("region", name="Yours").locator(".case")).to_have_count(2)
    fetched = asyncio.Event()

    async def late(route: Route) -> None:
        await fetched.wait()
        await route.continue_()

    await eva.page.route(f"**/conversations/{coat}?*", late)
    await eva.queue.locator(".case").filter(has_text="Mantel").click()
    await expect(eva.talk.get_by_text("Fetching the conversation")).to_be_visible()
    await looked.at("36-loading")
    fetched.set()
    await eva.reads("der Mantel kam nie")
    await tool.does(coat, "transfer", to=marcus.name)
    await expect(eva.talk.get_by_text("no longer yours")).to_be_visible()
    await looked.at("37-lost")
    account = InboundMessage(
        channel="web",
        account="main",
        message_id="w1",
        address="account:c-1",
        text="please erase me, a person please",
        assurance=Assurance.VERIFIED,
    )
    await desk.parts.turns.accept_and_wait(account, 5)
    await eva.takes("erase me")
    await eva.area.fill("Of course, I am doing")
    await eva.page.get_by_role("button", name="Erase everything").click()
    await eva.page.locator("dialog label").filter(has_text="please erase me").click()
    await looked.at("38-erase")
    await eva.page.locator("dialog").get_by_role("button", name="Erase", exact=True).click()
    await expect(eva.page.get_by_role("dialog")).to_be_hidden()
    await expect(eva.talk.get_by_text("asked to be forgotten")).to_be_visible()
    await expect(eva.talk).to_contain_text("Of course, I am doing")
    await looked.at("39-gone")
    await eva.page.context.close()
    assert eva.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_supervisors_screens(browser: Browser, desk: DeskHouse, scheme: str) -> None:
    """What waits for a yes, who works here, who leaves, and figures with something in them."""
    priya = await comes_in(browser, desk, "Priya", viewport=WIDE, color_scheme=scheme)
    tool = await desk.signed_in("Eva")
    looked = Looked(priya, scheme)
    conversation = await desk.asks_for_a_person()
    await tool.does(conversation, "claim")
    await tool.does(conversation, "reply", text="I'll see to it.")
    kept = (await tool.does(conversation, "promise", what="a call", due_at=soon(days=1)))["promise"]
    await tool.post(f"promises/{kept['id']}/keep")
    await tool.does(conversation, "gesture", kind="refund", amount="120.00", reason="third teapot")
    await priya.page.get_by_role("button", name="To approve").click()
    await expect(priya.page.locator("desk-approvals .card")).to_have_count(1)
    await looked.at("40-approve")
    await priya.page.get_by_role("button", name="People", exact=True).click()
    await expect(priya.page.locator(".prints li")).to_have_count(3)
    await looked.at("41-people")
    await looked.at_sheet("Dismiss", "42-dismiss")
    await priya.page.get_by_role("button", name="Figures", exact=True).click()
    await expect(priya.page.locator("desk-figures figure")).to_have_count(6)
    await looked.at("43-figures")
    await priya.page.get_by_role("button", name="Audit", exact=True).click()
    await expect(priya.page.locator("desk-audit tbody tr").first).to_be_visible()
    await looked.at("44-audit")
    overflow = await priya.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert overflow is False
    await priya.page.context.close()
    assert priya.complaints == []
