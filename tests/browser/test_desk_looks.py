"""Every screen of the desk that a day brings, at 1280 pixels, in light and dark: looked at, and clean for axe."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Route, expect

from store import Assurance, InboundMessage, Purpose
from tests.front.desk_house import Colleague, DeskHouse, remembered, soon

from .desk_people import AtDesk, comes_in

WIDE = {"width": 1280, "height": 800}
# the last row of some charts' tables, after one case that went by and two that are at hand
FIGURES = {
    "Waiting now, by department": re.compile("general1"),
    "Had to repeat themselves, percent": re.compile(r":\d\d100$"),
    "Satisfaction, of five": re.compile(r":\d\d4$"),
    "Promises made then: kept, and late": re.compile(r":\d\d10$"),
}


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


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def eva(browser: Browser, desk: DeskHouse, scheme: str) -> AsyncIterator[AtDesk]:
    at_desk = await comes_in(browser, desk, "Eva", viewport=WIDE, color_scheme=scheme)
    yield at_desk
    await at_desk.page.context.close()
    assert at_desk.complaints == []


@pytest.fixture
def looked(eva: AtDesk, scheme: str) -> Looked:
    return Looked(eva, scheme)


async def the_coat(desk: DeskHouse) -> str:
    """A case in German, of a customer called Nadia."""
    said = await desk.says("der Mantel kam nie, a person please", "7710", name="Nadia", language="de")
    return str(said["conversation"])


async def test_an_agents_screens(desk: DeskHouse, eva: AtDesk, looked: Looked) -> None:
    """The queue, a case in hand, its sheets, and what is promised."""
    kwame = await desk.asks_for_a_person("8812")
    remembered(desk, Purpose.STAFF)
    await the_coat(desk)
    await expect(eva.queue.locator(".case")).to_have_count(2)
    await eva.queue.locator(".case").first.click()
    await looked.at("30-queue")
    await eva.takes("teapot")
    await eva.writes("I'll send a new lid today.")
    await eva.reads("I'll send a new lid today.")
    await expect(eva.brief).to_contain_text("never anything with wool")
    await looked.at_sheet("Resolve", "31-close")
    await looked.at_sheet("Record a permission", "32-consent")
    await looked.at_sheet("Correct", "33-correct")
    await looked.at_sheet("Mark as a confidence", "34-confidence")
    await (await desk.signed_in("Eva")).does(kwame, "promise", what="a new lid by post", due_at=soon(days=2))
    await eva.page.get_by_role("button", name="Promised", exact=False).first.click()
    await expect(eva.page.locator("desk-promises .card")).to_have_count(1)
    await looked.at("35-promised")


async def test_a_case_that_is_fetched_and_one_that_went_elsewhere(
    desk: DeskHouse, eva: AtDesk, looked: Looked
) -> None:
    """While a conversation is fetched, and once a colleague has it, that stands there in words."""
    tool, coat = await desk.signed_in("Eva"), await the_coat(desk)
    await desk.signed_in("Marcus")
    await tool.does(coat, "claim")
    await expect(eva.queue.get_by_role("region", name="Yours").locator(".case")).to_have_count(1)
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
    await tool.does(coat, "transfer", to="Marcus")
    await expect(eva.talk.get_by_text("no longer yours")).to_be_visible()
    await looked.at("37-lost")


async def test_a_customer_who_is_erased_from_the_desk(desk: DeskHouse, eva: AtDesk, looked: Looked) -> None:
    """Their words are chosen, the conversation is gone, and what was being written is still there."""
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


async def went_by(desk: DeskHouse, tool: Colleague) -> None:
    """A case in which the customer had to say it again, thought well of it all the same, and another that waits."""
    done = await desk.asks_for_a_person("7710")
    await tool.does(done, "claim")
    await desk.says("as I said, my teapot is broken", "7710")
    case = desk.memory.looks.case(done)
    assert case is not None
    await tool.does(done, "resolve")
    desk.memory.closing.rate(done, case.id, 4)
    await desk.asks_for_a_person("9913")


async def test_a_supervisors_screens(browser: Browser, desk: DeskHouse, scheme: str) -> None:
    """What waits for a yes, who works here, who leaves, and figures with something in them."""
    priya = await comes_in(browser, desk, "Priya", viewport=WIDE, color_scheme=scheme)
    tool = await desk.signed_in("Eva")
    looked = Looked(priya, scheme)
    await went_by(desk, tool)
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
    figures = priya.page.locator("desk-figures figure")
    await expect(figures).to_have_count(9)
    for name, value in FIGURES.items():
        figure = figures.filter(has=priya.page.get_by_role("img", name=name))
        await figure.get_by_text("The same as a table").click()
        await expect(figure.locator("tbody tr").last).to_have_text(value)
        await figure.get_by_text("The same as a table").click()
    await looked.at("43-figures")
    await priya.page.get_by_role("button", name="Audit", exact=True).click()
    await expect(priya.page.locator("desk-audit tbody tr").first).to_be_visible()
    await looked.at("44-audit")
    overflow = await priya.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert overflow is False
    await priya.page.context.close()
    assert priya.complaints == []
