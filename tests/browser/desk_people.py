"""Agents at their desks in Chromium, over the real front and memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.async_api import Browser, Locator, Page, expect

from .kept import SCREENSHOTS, breaches_on

QUIET = ("ERR_CONNECTION_REFUSED", "ERR_INTERNET_DISCONNECTED", "status of 4", "net::ERR_")


class HasDesk(Protocol):
    """A house that agents sign in to."""

    @property
    def address(self) -> str: ...

    @property
    def people(self) -> Sequence[Mapping[str, str]]: ...


@dataclass
class AtDesk:
    """One agent at one page."""

    name: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    @property
    def queue(self) -> Locator:
        return self.page.locator("desk-queue")

    @property
    def talk(self) -> Locator:
        return self.page.locator("desk-talk")

    @property
    def brief(self) -> Locator:
        return self.page.locator("desk-brief")

    @property
    def area(self) -> Locator:
        return self.page.locator("desk-composer textarea")

    async def takes(self, name: str) -> None:
        """Opens the waiting case of this customer and takes it."""
        await self.queue.locator(".case").filter(has_text=name).first.click()
        await self.page.get_by_role("button", name="Take this conversation").click()
        await expect(self.area).to_be_visible()

    async def writes(self, text: str) -> None:
        await self.area.fill(text)
        await self.area.press("Enter")

    async def reads(self, text: str) -> None:
        """These words stand in the conversation; what is still being sent doesn't yet."""
        await expect(self.talk.locator(".item:not(.unsent) .bubble").filter(has_text=text).first).to_be_visible()

    async def looks_for(self, text: str) -> None:
        await self.page.get_by_label("Search customers and cases").fill(text)
        await self.page.keyboard.press("Enter")

    async def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=SCREENSHOTS / f"desk-{name}.png", animations="disabled")

    async def accessible(self) -> None:
        """No breach of WCAG 2.2 AA that axe can find."""
        assert await breaches_on(self.page) == []


async def comes_in(browser: Browser, desk: HasDesk, name: str, **context: Any) -> AtDesk:
    """An agent who opens the page and signs in."""
    at_desk = await opens(browser, desk, name, **context)
    person = next(one for one in desk.people if one["name"] == name)
    await at_desk.page.get_by_label("E-mail address").fill(person["email"])
    await at_desk.page.get_by_label("Password").fill(person["password"])
    await at_desk.page.get_by_role("button", name="Sign in").click()
    await at_desk.page.locator("shoebox-desk[data-line=open] desk-queue").wait_for()
    return at_desk


async def opens(browser: Browser, desk: HasDesk, name: str, **context: Any) -> AtDesk:
    """The page, before signing in."""
    wanted = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", "timezone_id": "Europe/London"}
    made = await browser.new_context(**(wanted | context))
    made.set_default_timeout(5000)
    page = await made.new_page()
    at_desk = AtDesk(name, page)
    page.on("pageerror", lambda error: at_desk.complaints.append(str(error)))
    page.on("console", lambda line: _listen(at_desk, line))
    await page.goto(f"{desk.address}/desk/")
    await page.get_by_label("E-mail address").wait_for()
    return at_desk


def _listen(at_desk: AtDesk, line: Any) -> None:
    if line.type == "error" and not any(quiet in line.text for quiet in QUIET):
        at_desk.complaints.append(line.text)
