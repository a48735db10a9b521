"""The product as it runs, in a process of its own: two customers in the chat, two agents at the desk, at once."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.async_api import Browser, Error, Page, expect

from .conftest import Customer, free_port
from .desk_people import AtDesk, comes_in

START_SECONDS = 240.0  # a machine that trains first


@dataclass
class LiveHouse:
    """The running product, and who works at its desk."""

    address: str
    people: tuple[dict[str, str], ...]

    def named(self, role: str) -> list[str]:
        return [one["name"] for one in self.people if one["role"] == role]


@pytest.fixture(scope="module")
async def live(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveHouse]:
    expect.set_options(timeout=15_000)
    var, port = tmp_path_factory.mktemp("live"), free_port()
    env = os.environ | {"SHOEBOX_VAR": str(var), "SHOEBOX_PORT": str(port), "SHOEBOX_REHEARSAL": "1"}
    log = (var / "log").open("wb")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=Path(__file__).parents[2], env=env, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        async with asyncio.timeout(START_SECONDS):
            while not await asyncio.to_thread(_ready, address):
                assert process.returncode is None, (var / "log").read_text()
        yield LiveHouse(address, tuple(json.loads((var / "keys.json").read_text())["agents"]))
    finally:
        process.terminate()
        await process.wait()
        log.close()


def _ready(address: str) -> bool:
    try:
        with urlopen(f"{address}/readyz", timeout=1) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError:
        return False


@dataclass
class Visitor(Customer):
    """A customer in a browser of their own."""

    async def asks_for_a_person(self, matter: str) -> None:
        await self.say(matter)
        await expect(self.chat.locator(".message.from-assistant").first).to_be_visible()
        await self.say("I want to talk to a person, please")
        await self.hears("I'll fetch someone")


async def comes(browser: Browser, live: LiveHouse) -> Visitor:
    context = await browser.new_context(locale="en-GB", timezone_id="Europe/London")
    context.set_default_timeout(15_000)
    page = await context.new_page()
    visitor = Visitor(page, live)  # type: ignore[arg-type] - only its address is used
    page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
    await page.goto(live.address)
    await visitor.open()
    return visitor


@pytest.fixture
async def nadia(browser: Browser, live: LiveHouse) -> AsyncIterator[Visitor]:
    visitor = await comes(browser, live)
    yield visitor
    await visitor.page.context.close()
    assert visitor.complaints == []


@pytest.fixture
async def kwame(browser: Browser, live: LiveHouse) -> AsyncIterator[Visitor]:
    visitor = await comes(browser, live)
    yield visitor
    await visitor.page.context.close()
    assert visitor.complaints == []


@pytest.fixture
async def agents(browser: Browser, live: LiveHouse) -> AsyncIterator[tuple[AtDesk, AtDesk]]:
    first, second = [await comes_in(browser, live, name) for name in live.named("agent")[:2]]
    for at_desk in (first, second):
        at_desk.page.context.set_default_timeout(15_000)
    yield first, second
    for at_desk in (first, second):
        await _leaves_nothing(at_desk)
        await at_desk.page.context.close()
        assert at_desk.complaints == []


async def _leaves_nothing(at_desk: AtDesk) -> None:
    """Hands back whatever the agent still has, so that each test begins with an empty desk."""
    script = """async () => {
        const head = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
        const { items, mine } = await (await fetch('/api/v1/desk/queue')).json();
        for (const one of items ?? []) await fetch(`/api/v1/desk/conversations/${one.conversation}/claim`, head);
        for (const one of [...(items ?? []), ...(mine ?? [])])
            await fetch(`/api/v1/desk/conversations/${one.conversation}/return`, head);
    }"""
    try:
        await at_desk.page.evaluate(script)
    except Error:
        return  # the agent had signed off already


async def presses_take(at_desk: AtDesk, words: str) -> None:
    await at_desk.queue.locator(".case").filter(has_text=words).first.click()
    await at_desk.page.get_by_role("button", name="Take this conversation").wait_for()


async def resolved_by(at_desk: AtDesk, key: str, button: str) -> None:
    await expect(at_desk.queue.get_by_role("region", name="Yours").locator(".case").first).to_be_visible()
    await at_desk.page.keyboard.press("Escape")
    await at_desk.page.keyboard.press(key)
    await at_desk.page.locator("dialog").get_by_role("button", name=button).click()
    await expect(at_desk.page.locator("dialog")).to_have_count(0)


async def test_a_race_a_transfer_and_back_to_the_assistant(
    nadia: Visitor, kwame: Visitor, agents: tuple[AtDesk, AtDesk]
) -> None:
    """Of two who take the same one wins; words cross; a case is passed on with its note; the assistant goes on."""
    one, other = agents
    await asyncio.gather(
        nadia.asks_for_a_person("my third teapot came broken"), kwame.asks_for_a_person("the coat never came")
    )
    for at_desk in agents:
        await expect(at_desk.queue.locator(".case")).to_have_count(2)
        await presses_take(at_desk, "teapot")
    take = [at_desk.page.get_by_role("button", name="Take this conversation") for at_desk in agents]
    await asyncio.gather(*(button.click() for button in take))
    await expect(one.page.locator("desk-composer textarea:visible").or_(one.page.locator(".toast"))).to_be_visible()
    await expect(other.page.locator("desk-composer textarea:visible").or_(other.page.locator(".toast"))).to_be_visible()
    won = [at_desk for at_desk in agents if await at_desk.area.is_visible()]
    assert len(won) == 1
    winner, loser = won[0], next(at_desk for at_desk in agents if at_desk is not won[0])
    await nadia.hears(f"{winner.name} is here, a person")
    await loser.takes("coat")
    await kwame.hears(f"{loser.name} is here, a person")

    await asyncio.gather(winner.writes("Which of the three was it?"), loser.writes("When did you order the coat?"))
    await asyncio.gather(
        nadia.hears("Which of the three was it?"), kwame.hears("When did you order the coat?")
    )
    await asyncio.gather(nadia.say("the blue one"), kwame.say("in October"))
    await asyncio.gather(winner.reads("the blue one"), loser.reads("in October"))
    await expect(nadia.chat.get_by_text("When did you order the coat?")).to_have_count(0)

    await loser.page.keyboard.press("Escape")
    await loser.page.keyboard.press("t")
    await loser.page.get_by_label(winner.name).check()
    await loser.page.get_by_label("A note for them").fill("third time, be quick")
    await loser.page.locator("dialog").get_by_role("button", name="Pass on").click()
    await kwame.hears(f"{loser.name} has passed you on to {winner.name}")
    await winner.queue.locator(".case").filter(has_text="coat").click()
    await expect(winner.talk.locator(".note .bubble")).to_have_text("third time, be quick")
    await winner.writes("I have your coat here.")
    await kwame.hears("I have your coat here.")

    await resolved_by(winner, "b", "To the assistant")
    await kwame.hears("has handed back to me")
    await kwame.say("what are your opening hours?")
    await expect(kwame.chat.locator(".message.from-assistant").last).to_contain_text("Our shops on")
    await winner.picture("20-live")


async def test_ten_times_in_one_conversation(nadia: Visitor, agents: tuple[AtDesk, AtDesk]) -> None:
    """A person can be fetched again and again; each time is told, and nothing of the time before is in the way."""
    eva, _ = agents
    await nadia.say("my teapot came broken")
    for time in range(1, 11):
        await nadia.say("I want to talk to a person, please")
        await expect(eva.queue.locator(".case")).to_have_count(1)
        await eva.queue.locator(".case").first.click()
        await eva.page.get_by_role("button", name="Take this conversation").click()
        await expect(eva.area).to_be_visible()
        await eva.writes(f"Hello for the {time}. time.")
        await nadia.hears(f"Hello for the {time}. time.")
        await resolved_by(eva, "b", "To the assistant")
        await expect(nadia.chat.get_by_text("has handed back to me")).to_have_count(time)
    said = await nadia.lines()
    assert sum("is here, a person" in line for line in said) == 10


async def test_a_struck_line_is_seen_by_nobody(nadia: Visitor, agents: tuple[AtDesk, AtDesk]) -> None:
    """Before it goes a line is struck with its button; beside a person another goes from a screen that shows it."""
    eva, _ = agents
    await nadia.say("my mother's vase came broken")
    await expect(nadia.chat.locator(".message.from-assistant").first).to_be_visible()
    await nadia.asks_for_a_person("where is the refund for my coat?")
    await nadia.chat.get_by_role("button", name="Don't pass on “my mother's").click()
    await nadia.hears("Done. I'll tell them: “where is the refund for my coat?”.")
    await eva.takes("refund for my coat")
    await nadia.hears(f"{eva.name} is here, a person")
    await expect(eva.page.locator("shoebox-desk")).not_to_contain_text("vase")
    await expect(eva.brief).to_contain_text("where is the refund for my coat?")
    await nadia.chat.get_by_role("button", name="Don't pass on “where is the").last.click()
    await nadia.hears("That is taken out")
    await expect(eva.page.locator("shoebox-desk")).not_to_contain_text("refund for my coat")
    await eva.reads("I want to talk to a person, please")
    await eva.picture("53-struck")


async def test_from_inside_a_form_and_back_afresh(nadia: Visitor, agents: tuple[AtDesk, AtDesk]) -> None:
    """Fetched in the middle of a question, a person comes; afterwards the old question is not asked again."""
    eva, _ = agents
    await nadia.say("I want to book a table")
    await expect(nadia.chat.locator(".message.from-assistant").last).to_contain_text("?")
    await nadia.say("I want to talk to a person, please")
    await eva.takes("table")
    await eva.writes("I'll book it for you.")
    await nadia.hears("I'll book it for you.")
    await resolved_by(eva, "b", "To the assistant")
    await nadia.hears("has handed back to me")
    await nadia.say("what can you do?")
    await expect(nadia.chat.locator(".message.from-assistant").last).to_contain_text("I can find things in our shops")


async def test_a_draft_and_a_lost_line(nadia: Visitor, agents: tuple[AtDesk, AtDesk]) -> None:
    """A draft is there after a reload; what both sides wrote while the line was down arrives once, in order."""
    eva, _ = agents
    await nadia.asks_for_a_person("my teapot came broken")
    await eva.takes("teapot")
    await eva.area.fill("half a sentence")
    await eva.page.reload()
    await eva.queue.locator(".case").filter(has_text="teapot").click()
    await expect(eva.area).to_have_value("half a sentence")
    await asyncio.gather(eva.page.context.set_offline(True), nadia.page.context.set_offline(True))
    await eva.writes("written without a line")
    await expect(eva.talk.locator(".unsent")).to_have_count(1)
    await nadia.say("are you there?")
    await asyncio.gather(eva.page.context.set_offline(False), nadia.page.context.set_offline(False))
    await nadia.hears("written without a line")
    await eva.reads("are you there?")
    await expect(eva.talk.locator(".unsent")).to_have_count(0)
    for page in (nadia.page, eva.page):
        await _stands_once(page, "written without a line")
        await _stands_once(page, "are you there?")


async def _stands_once(page: Page, words: str) -> None:
    await expect(page.locator(".message .text, desk-talk .bubble").get_by_text(words, exact=True)).to_have_count(1)


async def test_who_leaves_while_an_agent_types_finds_it_when_they_are_back(
    nadia: Visitor, agents: tuple[AtDesk, AtDesk]
) -> None:
    """The page is closed in the middle: the case stays with its agent, and their words stand there later, once."""
    eva, _ = agents
    await nadia.asks_for_a_person("my teapot came broken")
    await eva.takes("teapot")
    await eva.area.fill("I'll send a new lid")
    address, context = nadia.page.url, nadia.page.context
    await nadia.page.close()
    await eva.area.press("Enter")
    await eva.reads("I'll send a new lid")
    await expect(eva.queue.get_by_role("region", name="Yours").locator(".case")).to_have_count(1)
    nadia.page = await context.new_page()
    await nadia.page.goto(address)
    await nadia.open()
    await nadia.hears("I'll send a new lid")
    await _stands_once(nadia.page, "I'll send a new lid")


async def test_forgotten_while_an_agent_types(nadia: Visitor, agents: tuple[AtDesk, AtDesk]) -> None:
    """The customer asks to be forgotten: the desk says so at once, and the agent's half sentence stays with them."""
    eva, _ = agents
    await nadia.asks_for_a_person("my teapot came broken")
    await eva.takes("teapot")
    await eva.area.fill("half a sentence")
    await nadia.chat.get_by_role("button", name="What you know").click()
    await nadia.chat.locator("#forget-me").click()
    await nadia.chat.get_by_role("button", name="Forget everything about me").click()
    await nadia.sees("We are strangers now.")
    await expect(eva.talk).to_contain_text("asked to be forgotten")
    await expect(eva.queue.locator(".case")).to_have_count(0)
    await expect(eva.talk.locator(".bubble:visible")).to_have_count(0)


async def test_who_signs_off_leaves_nobody_waiting_for_them(nadia: Visitor, agents: tuple[AtDesk, AtDesk]) -> None:
    """An agent signs off while owning: the customer is told, waits on, and the next agent reads what was said."""
    eva, marcus = agents
    await nadia.asks_for_a_person("my teapot came broken")
    await eva.takes("teapot")
    await eva.writes("I'll look it up.")
    await nadia.hears("I'll look it up.")
    await eva.page.get_by_role("button", name="Menu").click()
    await eva.page.get_by_role("button", name="Sign out").click()
    await nadia.hears(f"The line to {eva.name} is lost")
    await marcus.takes("teapot")
    await marcus.reads("I'll look it up.")
    await nadia.hears(f"{marcus.name} is here, a person")


async def test_who_is_dismissed_leaves_nobody_waiting_for_them(
    browser: Browser, live: LiveHouse, nadia: Visitor, agents: tuple[AtDesk, AtDesk]
) -> None:
    """An agent is deleted while owning: they are signed out, the customer is told, a colleague goes on."""
    eva, marcus = agents
    priya = await comes_in(browser, live, live.named("supervisor")[0])
    await nadia.asks_for_a_person("my teapot came broken")
    await marcus.takes("teapot")
    await marcus.area.fill("half a sentence")
    await priya.page.get_by_role("button", name="People", exact=True).click()
    row = priya.page.locator("desk-people .card, desk-people li, desk-people tr").filter(has_text=marcus.name).first
    await row.get_by_role("button", name="Dismiss").click()
    await priya.page.locator("dialog").get_by_role("button", name="Dismiss").click()
    await nadia.hears(f"The line to {marcus.name} is lost")
    await expect(marcus.page.get_by_label("Password")).to_be_visible()
    await eva.takes("teapot")
    await nadia.hears(f"{eva.name} is here, a person")
    await priya.page.context.close()
