"""Dispatch and news: all that is ready is found at once, and whoever looks on is told, or told to read."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.front.dispatch import Dispatch
from bot.front.live import MISSED, QUEUED_AT_MOST, Live
from bot.front.notices import Notice, listen
from tests.store.store_house import House
from tests.store.talk import Talk, a_talk


@dataclass
class Lanes:
    """Work in lanes, one at a time in each, as conversations are."""

    waiting: dict[int, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    busy: set[int] = field(default_factory=set)
    done: list[str] = field(default_factory=list)
    most: int = 0

    async def find(self) -> tuple[int, str] | None:
        ready = [lane for lane, things in self.waiting.items() if things and lane not in self.busy]
        await asyncio.sleep(0)  # as a database does, the look takes its while and what it saw may be old
        lane = next((lane for lane in ready if lane not in self.busy), None)
        if lane is None:
            return None
        self.busy.add(lane)
        self.most = max(self.most, len(self.busy))
        return lane, self.waiting[lane].popleft()

    async def arrive(self, lane: int, thing: str, dispatch: Dispatch[tuple[int, str]]) -> None:
        """Comes in as a message does: taken at once where a place is free and nothing is before it."""
        reserved = await dispatch.reserve()
        await asyncio.sleep(0)
        if reserved and lane not in self.busy and not self.waiting[lane]:
            self.busy.add(lane)
            self.most = max(self.most, len(self.busy))
            await asyncio.sleep(0)  # others learn of it before it begins
            dispatch.start((lane, thing))
            return
        self.waiting[lane].append(thing)
        if reserved:
            dispatch.give_back()
        dispatch.expect()

    async def take(self, found: tuple[int, str]) -> None:
        for _ in range(len(found[1]) % 3):
            await asyncio.sleep(0)
        self.busy.discard(found[0])
        self.done.append(found[1])


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 6)), max_size=30), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_nothing_announced_waits_for_the_next_look(story: list[tuple[int, int]], side_by_side: int) -> None:
    """Whatever comes when, it is taken at once, in order within its lane, never too many together."""

    async def told() -> Lanes:
        lanes = Lanes()
        dispatch = Dispatch(lanes.find, lanes.take, side_by_side)
        running = asyncio.create_task(dispatch.run())
        for number, (lane, pause) in enumerate(story):
            await lanes.arrive(lane, f"{lane}:{number}" + "." * number, dispatch)
            for _ in range(pause):
                await asyncio.sleep(0)
        # shorter than the look that finds what was not announced
        await until(lambda: len(lanes.done) == len(story), seconds=0.5)
        await dispatch.stop()
        running.cancel()
        return lanes

    lanes = asyncio.run(told())
    assert lanes.most <= side_by_side
    for lane in range(3):
        taken = [int(one.split(":")[1].rstrip(".")) for one in lanes.done if one.startswith(f"{lane}:")]
        assert taken == sorted(taken)


async def test_what_is_left_over_is_taken_at_the_start() -> None:
    """A house that opens again goes on where it stopped, without anybody announcing it."""
    lanes = Lanes()
    lanes.waiting[0].extend(("a", "b"))
    lanes.waiting[1].append("c")
    dispatch = Dispatch(lanes.find, lanes.take, 4)
    running = asyncio.create_task(dispatch.run())
    await until(lambda: len(lanes.done) == 3)
    await dispatch.stop()
    running.cancel()
    assert sorted(lanes.done) == ["a", "b", "c"]


async def test_who_is_too_slow_is_told_to_read_again() -> None:
    """A page that does not keep up gets one sign for all it missed; everybody else gets everything."""
    live = Live()
    async with live.subscribe("desk") as slow, live.subscribe("desk", "other") as quick:
        for number in range(QUEUED_AT_MOST + 2):
            live.publish("desk", {"number": number})
            assert await anext(quick) == {"number": number}
        assert await anext(slow) == MISSED
        assert await anext(slow) == {"number": QUEUED_AT_MOST + 1}
    live.publish("desk", {"number": 0})  # nobody listens any more, and nobody minds


async def test_other_processes_hear_what_changed(postgres_house: House, monkeypatch) -> None:
    """On PostgreSQL a message and its answer are announced to every other process, by ids alone."""
    monkeypatch.setattr("bot.front.notices.origin", lambda: "another process")
    heard: asyncio.Queue[Notice] = asyncio.Queue()
    listening = asyncio.create_task(listen(postgres_house.memory, heard.put_nowait))
    talk = a_talk(postgres_house)
    await is_listening(talk)
    accepted = talk.write("a secret")
    talk.answer("another")
    async with asyncio.timeout(5):
        notices = [await heard.get(), await heard.get()]
    listening.cancel()
    assert notices == [
        Notice(accepted.conversation, "telegram", None),
        Notice(accepted.conversation, "telegram", accepted.turn),
    ]


async def is_listening(talk: Talk) -> None:
    listeners = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE query = 'LISTEN shoebox' AND state = 'idle' AND datname = current_database()"
    )

    def found() -> bool:
        with talk.memory.store.engine.connect() as db:
            return bool(db.exec_driver_sql(listeners).scalar_one())

    await until(found)


async def until(true: Callable[[], bool], seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0)
