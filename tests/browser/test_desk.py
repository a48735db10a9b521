"""The desk in Chromium: two agents and their customers at once."""

from playwright.async_api import Browser, expect

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
