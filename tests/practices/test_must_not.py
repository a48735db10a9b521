"""What a business must not do: each has been done, and cost trust."""

import re
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from tests.practices.conftest import MONDAY, Customer, House, opened
from tests.unit.test_words import NEVER

# What only a friend could say of themselves.
FRIENDLY = re.compile(r"\b(?:your (?:\w+ )?friend|i (?:love|miss|missed|care about) you|we(?:'re| are) friends)\b")


async def is_due(house: House, nadia: Customer, *categories: str) -> None:
    for category in categories or ("socks",):
        for month in range(6, 0, -1):
            await nadia.buys(category, house.now - timedelta(days=30 * month, hours=1))


async def test_never_at_night(house: House, nadia: Customer) -> None:
    """Due at ten in the evening, said at nine in the morning."""
    house.wait(hours=12)
    await nadia.says("hello")
    await nadia.allows("contact")
    await is_due(house, nadia)
    await house.run_due()
    assert await nadia.gets() == []
    house.wait(hours=11, minutes=5)
    await house.run_due()
    assert len(await nadia.gets()) == 1


async def test_never_too_often(house: House, nadia: Customer) -> None:
    """Five things due at once: two in a month, a week apart, whatever the rounds."""
    await nadia.says("hello")
    await nadia.allows("contact")
    await is_due(house, nadia, "socks", "tea", "books", "soap", "bread")
    said = []
    for _ in range(29):
        await house.run_due()
        said += [(house.now.date(), one["offer"]) for one in await nadia.gets()]
        house.wait(days=1)
    assert len(said) <= 2
    assert len(said) < 2 or said[1][0] - said[0][0] >= timedelta(days=7)


async def test_what_other_systems_sent_counts_too(house: House, nadia: Customer) -> None:
    """A letter from the shop two days ago is a contact of ours: the flier waits."""
    await nadia.says("hello")
    await nadia.allows("contact")
    await is_due(house, nadia)
    await nadia.hears_of("shop.contact.made", {"touchpoint": "mail"}, house.now - timedelta(days=2))
    await house.run_due()
    assert await nadia.gets() == []
    house.wait(days=5, hours=1)
    await house.run_due()
    assert len(await nadia.gets()) == 1


async def test_never_asks_for_more_than_it_gives(house: House, nadia: Customer) -> None:
    """When asking has run ahead of giving, no offer and no question goes out; the operator sees why."""
    await nadia.says("hello")
    await nadia.allows("contact")
    who = house.parts.memory.people.find(nadia.channel, nadia.address)
    assert who is not None
    for _ in range(8):
        house.parts.memory.balance.ask(who.identity, "offer")
    await is_due(house, nadia)
    await house.run_due()
    assert await nadia.gets() == []
    ahead = await house.call("GET", "/api/v1/outreach", "operator")
    assert [one["code"] for one in ahead["items"] if one["customer"] == await nadia.id()] == ["asked_more_than_given"]


async def test_never_favours_the_profitable(house: House) -> None:
    """Fifty thousand pounds against fifty pence: the same answers, the same remedy, the same queue."""
    rich, poor = house.customer(), house.customer()
    for one, price in ((rich, "50000.00"), (poor, "0.50")):
        await one.says("hello")
        await one.allows("personalise", "memory", "staff")
        await is_due(house, one)
        await one.buys("audio", house.now, price=price)
    house.wait(days=2)
    for text in ("hello", "how can I pay?", "any offers?", "nobody called me back", "can you recommend a warm coat?"):
        assert await rich.says(text) == await poor.says(text), text
    first = await poor.says("I want a person please")
    second = await rich.says("I want a person please")
    assert "next" in first or "ahead" in first
    assert "ahead" in second  # whoever came first is first


async def test_never_pretends_friendship_and_says_that_it_is_a_machine(house: House, nadia: Customer) -> None:
    """Asked or not; also to somebody who is warm, lonely, leaving or asks to be told that they matter."""
    assert "a machine" in await nadia.says("hello")
    assert "I'm a machine" in await nadia.says("are you a real person?")
    for text in (
        "are you my friend?",
        "you're my best friend",
        "do you love me?",
        "did you miss me?",
        "I'm so happy, we got engaged!",
        "I feel lonely tonight",
        "less formal, please",
        "your shop is wonderful, everyone was so kind",
        "any offers?",
        "can you recommend a warm coat?",
    ):
        reply = (await nadia.says(text)).lower()
        assert not FRIENDLY.search(reply) and not any(phrase in reply for phrase in NEVER), (text, reply)


async def test_other_friendships_are_tolerated(house: House, nadia: Customer) -> None:
    """Leaving is as easy as joining: two steps, no persuasion, nothing more is sent."""
    await nadia.says("hello")
    await nadia.allows("contact")
    await is_due(house, nadia)
    await nadia.says("I'm leaving you for another shop, please close my account")
    left = await nadia.says("yes")
    assert "nothing more will be sent" in left
    assert not any(word in left.lower() for word in ("sure", "miss", "stay", "instead"))
    house.wait(days=3)
    await house.run_due()
    assert await nadia.gets() == []


async def test_a_confidence_is_shown_to_nobody_else(house: House, nadia: Customer) -> None:
    """Not to the agent, not in the operator's report."""
    await nadia.says("between us, I'm getting divorced")
    if "Yes, between us" in nadia.choices:
        await nadia.chooses("Yes, between us")
    await nadia.allows("staff", "personalise")
    from tests.practices.test_whole_person import with_a_person

    token = await with_a_person(house, nadia)
    brief = await house.call("GET", f"/api/v1/desk/conversations/{nadia.conversation}/brief", token)
    assert "divorc" not in str(brief["facts"]) and "divorc" not in str(await nadia.relationship())


@pytest.mark.parametrize("words", ["stop writing to me", "STOP"])
async def test_stop_is_heard_at_once(house: House, nadia: Customer, words: str) -> None:
    """By a sentence or the one word; nothing follows."""
    await nadia.says("hello")
    await nadia.allows("contact")
    await is_due(house, nadia)
    await nadia.says(words)
    await house.run_due()
    assert await nadia.gets() == []


async def test_a_round_that_matches_everybody_writes_to_nobody_without_a_reason(house: House) -> None:
    """Twenty people who allowed it and bought nothing: nobody is written to."""
    crowd = [house.customer() for _ in range(20)]
    for one in crowd:
        await one.says("hello")
        await one.allows("contact", "personalise")
    house.wait(days=40)
    assert await house.run_due() == []


async def test_a_restart_and_a_clock_set_back_repeat_nothing(tmp_path: Path) -> None:
    """Stopped between judging and saying, what was due is said once when the house opens again, whatever its time."""
    ids = count(1)
    async with opened(tmp_path, ids) as house:
        house.at(MONDAY)
        nadia = house.customer()
        await nadia.says("hello")
        await nadia.allows("contact")
        await is_due(house, nadia)
        house.parts.memory.outreach.look()
        assert len(house.parts.memory.outreach.due().calls) == 1
    said = []
    for days in (0, 0, -20, 1):
        async with opened(tmp_path, ids) as house:
            house.at(MONDAY + timedelta(days=days, minutes=5))
            nadia.house = house
            await house.run_due()
            said += await nadia.gets()
    assert [one["offer"] for one in said] == [True]
