"""The desk in Chromium: two agents and their customers at once."""

import asyncio

from playwright.async_api import Browser, Route, expect

from tests.front.desk_house import DeskHouse

from .desk_people import AtDesk, comes_in, opens


async def test_signing_in(browser: Browser, desk: DeskHouse) -> None:
    """The page asks who you are, says plainly when it is wrong, and opens when it is right."""
    at_desk = await opens(browser, desk, "Eva")
    await at_desk.picture("01-sign-in")
    await at_desk.accessible()
    await at_desk.page.get_by_label("E-mail address").fill("eva@house.example")
    await at_desk.page.get_by_label("Password").fill("wrong")
    await at_desk.page.get_by_role("button", name="Sign in").click()
    await expect(at_desk.page.get_by_role("alert")).to_contain_text("do not belong together")
    await at_desk.page.context.close()


async def test_two_agents_and_two_customers(browser: Browser, desk: DeskHouse, eva: AtDesk) -> None:
    """Each customer appears without a reload, one agent takes each, and their words cross at once."""
    marcus = await comes_in(browser, desk, "Marcus")
    await eva.picture("02-empty")
    kwame = await desk.asks_for_a_person("8812")
    await expect(eva.queue.locator(".case")).to_have_count(1)
    nadia = (await desk.says("the coat never came, a person please", "7710", name="Nadia"))["conversation"]
    await expect(marcus.queue.locator(".case")).to_have_count(2)
    await eva.queue.locator(".case").first.click()
    await eva.picture("03-offer")
    await eva.accessible()
    await eva.takes("teapot")
    await marcus.takes("coat")
    await eva.writes("I'll send the money back today.")
    await eva.reads("I'll send the money back today.")
    assert await desk.last_words(kwame) == "I'll send the money back today."
    await desk.says("thank you, it is the blue one", "8812")
    await eva.reads("it is the blue one")
    await marcus.writes("Where did you order it?")
    await marcus.reads("Where did you order it?")
    assert await desk.last_words(nadia) == "Where did you order it?"
    await eva.picture("04-conversation")
    await eva.accessible()
    await marcus.page.context.close()
    assert marcus.complaints == []


async def test_what_changes_while_the_queue_is_read_is_read_again(desk: DeskHouse, eva: AtDesk) -> None:
    """A case taken just then is theirs at once, and an answer from before it changes nothing any more."""
    tool = await desk.signed_in("Eva")
    asked, released, answered = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        before = await route.fetch()
        asked.set()
        await released.wait()
        await route.fulfill(response=before)
        answered.set()

    await eva.page.route("**/desk/queue*", late, times=1)
    teapot = await desk.asks_for_a_person("8812")
    await asked.wait()
    async with eva.page.expect_response("**/desk/queue*"):
        await tool.does(teapot, "claim")
    yours = eva.queue.get_by_role("region", name="Yours").locator(".case")
    await expect(yours).to_have_count(1)
    async with eva.page.expect_response("**/desk/queue*"):
        released.set()
    await answered.wait()
    await expect(eva.queue.get_by_role("region", name="Waiting").locator(".case")).to_have_count(0)
    await expect(yours).to_have_count(1)
