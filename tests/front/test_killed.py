"""`kill -9` of the whole front: nothing is lost, nothing takes effect twice, the order holds (G6)."""

import asyncio
import random
from collections.abc import Sequence

import pytest

from tests.front.mortal import KIOSK, Front, database, front
from tests.front.victim import LONG, PLACES

__all__ = ["database", "front"]

CHATS = (101, 102, 103)


async def a_batch(front: Front, number: int, each: int = 2) -> None:
    """Each chat says some things, one after the other; all of them at the same time."""

    async def chat(who: int) -> None:
        for turn in range(each):
            await front.telegram(who, f"{who}.{number}.{turn}", number * 1000 + who * 10 + turn)

    async def kiosk() -> None:
        await front.kiosk(f"k.{number}", f"k-{number}")

    await asyncio.gather(*(chat(who) for who in CHATS), kiosk())


def everything_once_and_in_order(front: Front, *, effects: bool = True) -> None:
    """What customers said, what was answered, what it did, and what they received."""
    memory = front.memory()
    for who, said in front.said.items():
        known = memory.people.find("kiosk" if who == KIOSK else "telegram", who)
        (conversation,) = memory.conversations.of_customer(known.customer)
        items = memory.conversations.transcript(conversation, 0, 1000).items
        assert [item.text for item in items if item.sender == "customer"] == said
        replies = [item for item in items if item.sender == "assistant"]
        if effects:
            assert [reply.text for reply in replies] == [f"re {text}" for text in said]
            assert len(memory.consents.ledger(known.customer)) == len(said)
        if who == KIOSK:
            assert [reply.id for reply in replies] == [id for text in said for id in front.answered[text]]
        else:
            received(front, int(who), [reply.text for reply in replies])
    memory.close()


def received(front: Front, chat: int, replies: Sequence[str]) -> None:
    """In order, none missing. What a provider took as we died comes again: it offers no way to tell."""
    came = [str(body["text"]) for body in front.providers.taken("telegram") if body.get("chat_id") == chat]
    assert list(dict.fromkeys(came)) == list(dict.fromkeys(replies))
    assert len(came) - len(replies) <= front.kills


async def die_at_each(front: Front, places: Sequence[str]) -> None:
    for number, place in enumerate(places):
        await front.start(place)
        batch = asyncio.create_task(a_batch(front, number))
        await front.died()
        await front.start()
        await batch
        await front.settled()
        await front.kill()


SHORT = {"sqlite": ("acting", "finished"), "postgresql": ("stored", "sent")}


async def test_killed_at_the_worst_moments(front: Front) -> None:
    """Stored and not yet acknowledged, in the middle of a turn, committed and not told, sent and not noted."""
    await die_at_each(front, SHORT[front.database.partition(":")[0]])
    everything_once_and_in_order(front)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_killed_between_the_parts_of_a_long_answer(front: Front) -> None:
    """What the provider had taken is not said again: the survivor goes on with the part that comes next."""
    await front.start("part")
    telling = asyncio.create_task(front.telegram(CHATS[0], "long", 1))
    await front.died()
    await front.start()
    await telling
    await front.settled()
    assert " ".join(str(body["text"]) for body in front.providers.taken("telegram")) == LONG


@pytest.mark.survival
@pytest.mark.timeout(1200)
async def test_killed_at_every_named_point(front: Front) -> None:
    """Each point of a message's life, on either database."""
    await die_at_each(front, PLACES)
    everything_once_and_in_order(front)


@pytest.mark.survival
@pytest.mark.timeout(1800)
async def test_killed_at_random_moments_under_load(front: Front) -> None:
    """Ten times, whenever it may be, while everybody writes; the moments come from a seed."""
    chance = random.Random(11)
    await front.start()
    for number in range(10):
        batch = asyncio.create_task(a_batch(front, number, each=6))
        await asyncio.sleep(chance.uniform(0.0, 0.6))
        await front.kill()
        await front.start()
        await batch
    await front.settled()
    everything_once_and_in_order(front)


@pytest.mark.survival
@pytest.mark.timeout(1200)
async def test_the_trained_engine_killed_in_the_middle_of_an_action(front: Front) -> None:
    """The real assistant with its real actions, at every point that is not the stand-in's."""
    front.engine = "real"
    await die_at_each(front, ("acting", "finishing", "finished", "stored"))
    everything_once_and_in_order(front, effects=False)
