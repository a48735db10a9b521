"""Limits counted by several processes together, through a real Redis, over a line that can be cut."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from bot.front import counting
from bot.front.counting import Counts, counts_at
from bot.front.keys import ApiKeys
from bot.front.limits import Gate
from bot.front.problems import Problem
from store import InboundMessage
from store.house import HouseSettings, Limits
from tests.front.wires import Wire, line_to_redis

PREFIX = f"shoebox-test-{uuid4().hex}:limits"
KEYS = ApiKeys(hashes={}, agents=(), site_secrets=("a secret",), channels={})


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with line_to_redis() as (wire, redis):
        yield wire
        async for key in redis.scan_iter(f"{PREFIX}*"):
            await redis.delete(key)


@pytest.fixture
async def gates(wire: Wire) -> AsyncIterator[tuple[Gate, Gate]]:
    """Two processes' gates, at which one who writes has two messages a minute."""

    async def settings() -> HouseSettings:
        return HouseSettings(limits=Limits(messages_each=2))

    def gate(counts: Counts) -> Gate:
        return Gate(settings, KEYS, 0, counts)

    url = f"redis://127.0.0.1:{wire.port}"
    async with AsyncExitStack() as opened:
        here, there = [await opened.enter_async_context(counts_at(url, PREFIX, "a secret")) for _ in range(2)]
        yield gate(here), gate(there)


def a_message(address: str) -> InboundMessage:
    return InboundMessage(channel="telegram", account="main", message_id="m", address=address, text="hello")


async def passes(gate: Gate, address: str) -> bool:
    try:
        await gate.check_message(a_message(address))
    except Problem as problem:
        assert problem.status == 429 and 1 <= int(problem.headers["Retry-After"]) <= 60
        return False
    return True


async def test_what_one_process_took_counts_at_the_other(gates: tuple[Gate, Gate]) -> None:
    """More processes are not more messages for one who floods; everybody else is heard at each."""
    here, there = gates
    assert [await passes(gate, "8812") for gate in (here, there, there, here)] == [True, True, False, False]
    assert await passes(here, "77") and await passes(there, "77")


async def test_without_redis_each_counts_for_itself(
    gates: tuple[Gate, Gate], wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Redis that is away refuses nobody and lets nobody flood; back, it is asked again."""
    monkeypatch.setattr(counting, "AWAY_SECONDS", 0.0)
    here, there = gates
    assert [await passes(here, "8812") for _ in range(3)] == [True, True, False]
    await wire.cut()
    assert [await passes(gate, "8812") for gate in (here, there, here, here)] == [True, True, True, False]
    await wire.mend()
    assert not await passes(there, "8812")


async def test_redis_is_told_nobodys_address(gates: tuple[Gate, Gate], wire: Wire) -> None:
    """It counts keyed hashes, which expire."""
    here, _ = gates
    await passes(here, "+447700900123")
    assert PREFIX.encode() in wire.passed and b"447700900123" not in wire.passed
    async with Redis() as redis:
        kept = [key async for key in redis.scan_iter(f"{PREFIX}*")]
        assert kept and all([0 < await redis.ttl(key) <= 120 for key in kept])
