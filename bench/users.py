"""Eight customers who each wait for their answer before they say the next thing."""

import asyncio
import time
from dataclasses import dataclass

from bench.customers import FACTS_EACH, known_customer
from bench.house import House
from bench.measure import Figures, Timings
from bench.stock_peer import USERS
from bench.talking import NobodyAnswered, Reading, message
from bot.front.answering import Answering
from bot.front.live import Live
from bot.front.stopping import Stopping
from bot.front.taking import ReadTail, TurnTaker
from bot.front.turns import Turns
from store import Turn, TurnOutcome

WAIT = 60.0


@dataclass(frozen=True)
class Reader:
    """The house's own answering, with each message read in one way."""

    answering: TurnTaker
    reading: Reading

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        return await self.answering.take_turn(self.reading(turn), read_tail)

    def forget(self, conversation: str) -> None:
        self.answering.forget(conversation)


def turns_of(house: House, reading: Reading) -> Turns:
    """The house's own queue and workers, as behind every channel."""
    stopping = Stopping(house.memory, house.door, house.engine, Answering(house.engine))
    return Turns(memory=house.memory, door=house.door, engine=Reader(stopping, reading), live=Live())


async def eight_users(house: House, reading: Reading, texts: list[str], each: int) -> Figures:
    """Turns through accept, queue, engine and commit by eight users at once, after a warm-up of a tenth."""
    users = [f"user-{number}" for number in range(USERS)]
    for user in users:
        known_customer(house.memory, user, FACTS_EACH)
    turns = turns_of(house, reading)
    async with turns.running():
        await _all_talk(turns, users, texts, range(each // 10))
        taken = Timings()
        began = time.perf_counter()
        await _all_talk(turns, users, texts, range(each // 10, each // 10 + each), taken)
        seconds = time.perf_counter() - began
    return {"p50_ms": taken.p50_ms, "p95_ms": taken.p95_ms, "per_second": round(USERS * each / seconds, 1)}


async def _all_talk(
    turns: Turns, users: list[str], texts: list[str], numbers: range, taken: Timings | None = None
) -> None:
    await asyncio.gather(*(_talk(turns, user, texts, numbers, taken or Timings()) for user in users))


async def _talk(turns: Turns, user: str, texts: list[str], numbers: range, taken: Timings) -> None:
    for number in numbers:
        said = message(user, number, texts[number % len(texts)])
        with taken.one():
            _, outcome = await turns.accept_and_wait(said, WAIT)
        if not outcome.replies:
            raise NobodyAnswered


async def five_at_once(house: House, reading: Reading, text: str) -> float:
    """Seconds until five messages that one customer sent in a burst are all answered."""
    known_customer(house.memory, "hasty", FACTS_EACH)
    turns = turns_of(house, reading)
    async with turns.running():
        await turns.accept_and_wait(message("hasty", 0, text), WAIT)
        began = time.perf_counter()
        await asyncio.gather(*(turns.accept_and_wait(message("hasty", n, text), WAIT) for n in range(1, 6)))
        return round(time.perf_counter() - began, 3)
