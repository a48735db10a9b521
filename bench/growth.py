"""What a long conversation costs, and a customer who does not wait."""

import asyncio
from pathlib import Path
from statistics import median
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.remembered import Explain
from bench.assistant import train_rules
from bench.customers import known_customer
from bench.house import House, open_house
from bench.measure import Timings, milliseconds, ratio
from bench.stock_peer import StockPeer
from bench.talking import message, one_turn, understood_as
from bench.turns import INTENT, TEXT
from bench.users import five_at_once

LONG = 1_000
STOCK_LONG = 100  # a thousand turns would take stock Rasa the better part of ten minutes
AROUND = 5
SLOW_SECONDS = 0.05


class SlowExplain(Explain):
    """The same action with a slow system behind it."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        await asyncio.sleep(SLOW_SECONDS)
        return await super().run(dispatcher, tracker, domain)


def growth(folder: Path) -> dict[str, Any]:
    """Turn 1,000 over turn 10 of one conversation; five quick messages with an action of 50 ms."""
    model = train_rules(folder / "assistant")
    with open_house(folder / "long", model) as house:
        tenth, last = asyncio.run(_long_conversation(house))
    with open_house(folder / "hasty", model, SlowExplain) as house:
        hasty = asyncio.run(five_at_once(house, understood_as(INTENT), TEXT))
    with StockPeer(folder / "stock") as peer:
        stock = peer.growth(INTENT, TEXT, STOCK_LONG, SLOW_SECONDS)
    return {
        "turn_10_ms": milliseconds(tenth),
        "turn_1000_ms": milliseconds(last),
        "turn_1000_over_10": ratio(last, tenth),
        "five_quick_messages_s": hasty,
        "stock": stock,
    }


async def _long_conversation(house: House) -> tuple[float, float]:
    known_customer(house.memory, "talker")
    taken = Timings()
    for number in range(LONG + AROUND):
        with taken.one():
            await one_turn(house, message("talker", number, TEXT), understood_as(INTENT))
    return around(taken.seconds, 10), around(taken.seconds, LONG)


def around(seconds: list[float], turn: int) -> float:
    """What a turn takes there: the median of it and the five on each side."""
    return median(seconds[turn - 1 - AROUND : turn + AROUND])
