"""Live updates between two processes' worth of front, through a real Redis, over a line that can be cut."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from bot.front.live import Live
from bot.front.relay import Relay
from tests.front.wires import Wire, line_to_redis


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with line_to_redis() as (wire, _):
        yield wire


async def told(here: Live, there: Live, topic: str, news: dict[str, Any]) -> dict[str, Any]:
    """What is heard there of something published here; said until it is heard, for nothing is kept on the way."""
    async with there.subscribe(topic) as heard:
        hearing = asyncio.ensure_future(anext(heard))
        async with asyncio.timeout(20):
            while not hearing.done():
                here.publish(topic, news)
                await asyncio.wait([hearing], timeout=0.2)
        return dict(await hearing)


async def test_what_happens_here_is_heard_there_by_kind_and_id(wire: Wire) -> None:
    """Words, names and values of a reply stay in their process; there it is said that something changed."""
    here, there, channel = Live(), Live(), f"shoebox-test-{uuid4().hex}"
    url = f"redis://127.0.0.1:{wire.port}"
    async with Relay(url, channel, here).running(), Relay(url, channel, there).running():
        item = {"type": "item", "item": "CANARY said", "name": "CANARY name"}
        assert await told(here, there, "conversation:c1", item) == {"type": "changed"}
        typing = {"type": "typing", "conversation": "c1", "name": "CANARY"}
        assert await told(there, here, "desk", typing) == {"type": "typing", "conversation": "c1"}
    assert b"CANARY" not in bytes(wire.passed) and b"typing" in bytes(wire.passed)


async def test_without_redis_everything_goes_on_and_comes_back_with_it(wire: Wire) -> None:
    """Publishing waits for nobody; here all is heard as ever; mended, it is heard there again."""
    here, there, channel = Live(), Live(), f"shoebox-test-{uuid4().hex}"
    url = f"redis://127.0.0.1:{wire.port}"
    async with Relay(url, channel, here).running(), Relay(url, channel, there).running():
        await told(here, there, "desk", {"type": "changed"})
        await wire.cut()
        async with here.subscribe("desk") as heard:
            for number in range(3_000):  # more than is kept for the others
                here.publish("desk", {"type": "changed", "conversation": f"c{number}"})
            assert (await anext(heard))["type"] in ("changed", "missed")
        await wire.mend()
        assert (await told(here, there, "desk", {"type": "presence", "agent": "a1"}))["type"] in (
            "presence",
            "changed",
        )


async def test_nobody_hears_their_own_news_twice(wire: Wire) -> None:
    """What comes back over Redis to where it came from is left aside."""
    here, there, channel = Live(), Live(), f"shoebox-test-{uuid4().hex}"
    url = f"redis://127.0.0.1:{wire.port}"
    async with Relay(url, channel, here).running(), Relay(url, channel, there).running():
        await told(here, there, "desk", {"type": "changed"})
        async with here.subscribe("topic") as heard:
            here.publish("topic", {"type": "changed"})
            here.publish("other", {"type": "changed"})
            await told(there, here, "last", {"type": "changed"})
            there.publish("topic", {"type": "owner"})
            assert [(await anext(heard))["type"], (await anext(heard))["type"]] == ["changed", "owner"]
