"""The whole path in a browser: the trained assistant, the real memory, the front; nothing scripted."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import BrowserContext, Locator, WebSocketRoute, expect

from store import Arrival, Assurance, ConsentState, Memory, Moment, NewReply, Purpose
from tests.front.wires import Wire

from .conftest import Customer, free_port, visit

PATIENCE_MS = 30_000  # a cold engine on a busy machine


@dataclass
class RealHouse:
    """The running product at its address."""

    address: str
    memory: Memory
    turns: Any

    async def conversation_of(self, customer: Customer) -> str:
        token = await customer.page.evaluate("localStorage.getItem('shoebox:token')")
        known = self.memory.people.find("web", token)
        assert known is not None
        (conversation,) = self.memory.conversations.of_customer(known.customer)
        return conversation

    async def shows_all(self, customer: Customer) -> None:
        """The tab's lines are the transcript's, in its order, each once; and it was greeted once."""
        items = self.memory.conversations.transcript(await self.conversation_of(customer)).items
        await expect(customer.chat.locator(".message .text")).to_have_text([item.text for item in items])
        await expect(customer.chat.get_by_text("Hello, I'm the shop's assistant")).to_have_count(1)

    async def answered(self, customer: Customer, words: str) -> None:
        """Waits until these words have come and were answered."""
        said = customer.chat.locator(".message.from-customer", has_text=words)
        await expect(said).to_have_count(1, timeout=PATIENCE_MS)
        last = customer.chat.locator(".message").last
        await expect(last).not_to_have_class(re.compile("from-customer"), timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
async def real_house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RealHouse]:
    from bot.engine.without_tensorflow import stand_in

    stand_in()  # Rasa can't be imported before the stand-ins are in place
    from bot.front.app import build_app
    from bot.house import open_house
    from bot.serve import prepare
    from bot.settings import Settings

    settings = Settings(var=tmp_path_factory.mktemp("house"), port=free_port(), rehearsal=True)
    model = prepare(settings, lambda line: None)
    async with open_house(settings, model) as parts:
        runner = web.AppRunner(build_app(parts), shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, settings.host, settings.port).start()
        yield RealHouse(f"http://{settings.host}:{settings.port}", parts.memory, parts.turns)
        await runner.cleanup()


async def test_a_customer_is_remembered_and_forgotten(context: BrowserContext, real_house: RealHouse) -> None:
    """Asked once, remembered on yes, used where it matters, explained, shown, and erased with a receipt."""
    customer = await visit(context, real_house)
    await customer.open()
    await customer.say("I never wear wool")
    await customer.chat.get_by_role("button", name="Yes, remember").click()
    await customer.hears("I'll remember that you never wear wool.")
    await customer.say("Can you recommend a warm coat?")
    await expect(customer.chat.locator(".message.from-assistant")).to_have_count(3)
    await customer.chat.get_by_role("button", name="why?").last.click()
    await customer.sees("web chat, you told us")
    await customer.picture("20-real-conversation")
    await customer.chat.get_by_role("button", name="What you know").click()
    await expect(customer.chat.locator(".fact blockquote").first).to_contain_text("wool")
    await expect(customer.chat.get_by_role("switch", name="Remember what I say")).to_be_checked()
    await customer.picture("21-real-known")
    await customer.chat.locator("#forget-me").click()
    await customer.chat.get_by_role("button", name="Forget everything about me").click()
    await customer.sees("places and erased what was there. We are strangers now.")
    await customer.picture("22-real-receipt")
    assert await customer.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"


async def test_a_no_keeps_nothing(context: BrowserContext, real_house: RealHouse) -> None:
    """After a no there is nothing to show, and the refusal is respected in the next breath."""
    customer = await visit(context, real_house)
    await customer.open()
    await customer.say("I never wear wool")
    await customer.chat.get_by_role("button", name="No", exact=True).click()
    await customer.hears("won't keep it")
    await customer.chat.get_by_role("button", name="What you know").click()
    await customer.sees("Nothing is remembered about you.")


async def test_a_lost_line_and_a_reload_lose_and_double_nothing(
    context: BrowserContext, real_house: RealHouse
) -> None:
    """Cut off, both sides say things; back again, and after a reload, the page has what the house has."""
    wire = Wire(int(real_house.address.rpartition(":")[2]))
    await wire.mend()
    customer = await visit(context, replace(real_house, address=f"http://127.0.0.1:{wire.port}"))
    await customer.open()
    await customer.say("where is my order")
    await real_house.answered(customer, "where is my order")
    await wire.cut()
    await customer.sees("No connection.")
    conversation = await real_house.conversation_of(customer)
    await real_house.turns.say(conversation, NewReply(text="Said while you were away.", sender="house"))
    await customer.say("what's on the wish list")
    await customer.say("when are you open")
    await customer.sees("Not sent yet")
    await wire.mend()
    await customer.hears("Said while you were away.")
    await real_house.answered(customer, "when are you open")
    await real_house.shows_all(customer)
    await customer.page.reload()
    await customer.hears("Said while you were away.")
    await real_house.shows_all(customer)
    await wire.cut()


async def test_two_tabs_and_a_sleep_show_one_conversation(context: BrowserContext, real_house: RealHouse) -> None:
    """What one says comes to the other; what came while a tab slept on a dead line is there when it wakes."""
    dead: set[WebSocketRoute] = set()
    lines: list[WebSocketRoute] = []

    def carry(line: WebSocketRoute) -> None:
        far = line.connect_to_server()
        far.on_message(lambda frame: None if line in dead else line.send(frame))
        lines.append(line)

    sleeper, other = await visit(context, real_house), await visit(context, real_house)
    await sleeper.page.route_web_socket("**/chat/socket", carry)
    await sleeper.page.clock.install()
    await sleeper.page.reload()
    await sleeper.open()
    await sleeper.say("where is my order")
    await real_house.answered(sleeper, "where is my order")
    await other.open()
    await real_house.answered(other, "where is my order")
    dead.update(lines)
    await other.say("when are you open")
    await real_house.answered(other, "when are you open")
    await sleeper.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await sleeper.page.clock.run_for(30_000)
    await real_house.answered(sleeper, "when are you open")
    for tab in (sleeper, other):
        await real_house.shows_all(tab)


async def test_the_wall_shows_what_a_person_accepted_and_nothing_else(
    context: BrowserContext, real_house: RealHouse
) -> None:
    """In the customers' own words, inert, without a name; what is taken back is gone from a page that stays open."""
    shared = real_house.memory.community
    kwame = real_house.memory.people.arrive("telegram", "8812")
    customer = await visit(context, real_house)
    wall = customer.page.locator("shop-wall")
    await expect(wall).to_be_hidden()
    for words in (
        "The casserole is <b>lovely</b><img src=x onerror=alert(1)>\nEight came to dinner.",
        "My grandmother bought her teapot here in 1951. I bought mine on Saturday.",
        "Whoever left a blue scarf in the York tea room: it hangs by the door.",
        "buy my own casseroles at kwame.example",
    ):
        shared.share(kwame.identity, words)
    for waiting in shared.waiting():
        if "kwame.example" not in waiting.text:
            shared.accept(waiting.id, "Eva")
    await customer.page.reload()
    await expect(wall.locator("li")).to_have_count(3)
    await expect(wall.locator("img, b")).to_have_count(0)
    await expect(wall).to_contain_text("<b>lovely</b><img src=x onerror=alert(1)>")
    await expect(wall).not_to_contain_text("kwame")
    await wall.scroll_into_view_if_needed()
    await customer.picture("23-wall")
    await customer.accessible()
    now, sure = real_house.memory.store.clock(), Assurance.CHANNEL
    asking = Moment(now=now, channel="telegram", identity=kwame.identity, assurance=sure)
    real_house.memory.rights.erase(kwame.customer, asking)
    await customer.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(wall).to_be_hidden()


async def remembers_wool(customer: Customer) -> None:
    """Says it in the open chat, and yes."""
    await customer.say("I never wear wool")
    await customer.chat.get_by_role("button", name="Yes, remember").click()
    await customer.hears("I'll remember")


async def joined_with_a_code(own: Locator, memory: Memory, phone: str) -> Arrival:
    """Somebody on Telegram who said the code that this page gave."""
    await own.get_by_role("button", name="Give me a code").click()
    code = (await own.get_by_text("Say this in the other chat:").inner_text()).rsplit(" ", 1)[-1]
    there, now = memory.people.arrive("telegram", phone), memory.store.clock()
    asking = Moment(now=now, channel="telegram", identity=there.identity, assurance=Assurance.CHANNEL)
    memory.links.redeem(asking, code)
    return there


async def test_a_customer_parts_what_they_joined_on_their_own_page(
    context: BrowserContext, real_house: RealHouse
) -> None:
    """Joined with a code, Telegram is parted again where it was joined; what the browser told stays."""
    customer = await visit(context, real_house)
    await customer.open()
    await remembers_wool(customer)
    own = (await visit(context, real_house, "/me/")).page
    phone = await joined_with_a_code(own.locator("shoebox-me"), real_house.memory, "8813")
    await own.reload()
    card = own.locator("shoebox-me .channels .card").filter(has_text="Telegram")
    await expect(card.get_by_role("button", name="Erase")).to_have_count(0)
    await card.get_by_role("button", name="Part").click()
    await own.screenshot(path="var/screenshots/24-me-part.png", full_page=True)
    await card.get_by_role("button", name="Part it").click()
    await expect(own.get_by_text("Parted.", exact=True)).to_be_visible()
    await expect(card).to_have_count(0)
    await expect(own.locator("blockquote", has_text="wool")).to_be_visible()
    assert real_house.memory.people.customer_of(phone.identity) == phone.customer


async def test_a_verified_customer_has_every_right_on_their_own_page(
    context: BrowserContext, real_house: RealHouse
) -> None:
    """From the shop's account: what is remembered, a switch that holds, the file; part and erase where they work."""
    customer = await visit(context, real_house)
    await customer.page.get_by_label("Look round as").select_option("account:c-1001")
    await customer.open()
    await remembers_wool(customer)
    await customer.page.locator("#own-page").click()
    own, memory = customer.page.locator("shoebox-me"), real_house.memory
    await expect(own.get_by_text("You came from your account")).to_be_visible()
    await expect(own.locator(".fact blockquote", has_text="wool")).to_be_visible()
    phone = await joined_with_a_code(own, memory, "8820")
    await own.page.reload()  # the shop's word is spent; the session that it opened is this page's own
    await expect(own.get_by_text("You came from your account")).to_be_visible()
    await expect(own.locator(".fact blockquote", has_text="wool")).to_be_visible()
    staff = own.get_by_role("switch", name="Let our people see it")
    await staff.click()
    await expect(own.locator(".fact", has_text="wool").first).to_contain_text("our people")
    grants = memory.consents.grants(memory.people.customer_of(phone.identity))
    assert Purpose.STAFF in {grant.purpose for grant in grants if grant.state is ConsentState.GIVEN}
    async with customer.page.expect_download() as saved:
        await own.get_by_role("button", name="Download everything").click()
    held = json.loads((await (await saved.value).path()).read_text())
    assert "I never wear wool" in str(held["facts"])
    assert customer.complaints == []
    memory.sessions.end(await own.page.evaluate("history.state.session"))
    await own.page.reload()
    await expect(own.get_by_text("Your visit has ended, for safety. Open this page again")).to_be_visible()
    customer.complaints.clear()  # the browser says that it was refused
    await customer.page.goto(real_house.address)  # the shop's word serves once: the next look comes from the shop again
    await customer.page.locator("#own-page").click()
    cards = own.locator(".channels li")
    await expect(cards).to_have_count(2)
    joined, here = cards.filter(has_text="Telegram"), cards.filter(has_not_text="Telegram")
    await expect(joined.get_by_role("button")).to_have_text(["Part", "Erase"])
    await expect(here.get_by_role("button")).to_have_count(0)
    await expect(staff).to_be_checked()
    await joined.get_by_role("button", name="Erase").click()
    await own.page.screenshot(path="var/screenshots/25-me-verified.png", full_page=True)
    await customer.accessible()
    await own.get_by_role("button", name="Erase it").click()
    await expect(cards).to_have_count(1)
    await expect(own.locator(".fact blockquote", has_text="wool")).to_be_visible()
    assert memory.people.find("telegram", "8820") is None
    assert customer.complaints == []
