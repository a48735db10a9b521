"""One turn, and turns a second at eight users, beside stock Rasa with the same domain, rules and action."""

import asyncio
from pathlib import Path
from typing import Any

from bench.assistant import train_rules
from bench.customers import known_customer
from bench.house import House, open_house
from bench.measure import Figures, Timings, ratio
from bench.stock_peer import StockPeer
from bench.talking import Reading, as_said, message, one_turn, understood_as
from bench.users import eight_users
from bot.engine.training import current_model, train

# Every turn of it reads the memory: the assistant looks up what shaped its last reply.
INTENT = "why_said"
TEXT = "Why do you say that?"
# With language: what people say in any shop, each answered by one action or response.
TEXTS = [
    "Why do you say that?",
    "hello there",
    "what made you suggest that one",
    "thanks, that's kind of you",
    "what can you do for me?",
    "how do you know that about me",
    "are you a machine",
    "why did you tell me this",
]


def turns(folder: Path, each: int) -> dict[str, Any]:
    """Our turns and stock Rasa's, `each` by every one of eight users, on the engine path."""
    ours = _ours(folder / "ours", train_rules(folder / "assistant"), understood_as(INTENT), [TEXT], each)
    with StockPeer(folder / "stock") as peer:
        return _beside(ours, peer.turns(INTENT, TEXT, each))


def spoken_turns(folder: Path, each: int) -> dict[str, Any]:
    """The same with language: our pipeline, and the one that stock Rasa proposes."""
    ours = _ours(folder / "ours", current_model() or train(), as_said, TEXTS, each)
    with StockPeer(folder / "stock") as peer:
        return _beside(ours, peer.spoken_turns(TEXTS, each))


def _beside(ours: dict[str, Any], stock: Figures) -> dict[str, Any]:
    return {"ours": ours, "stock": stock, "ratio_per_second": ratio(ours["per_second"], stock["per_second"])}


def _ours(folder: Path, model: Path, reading: Reading, texts: list[str], each: int) -> dict[str, Any]:
    with open_house(folder, model) as house, asyncio.Runner() as runner:
        alone = runner.run(one_user(house, reading, texts, each))
        together = runner.run(eight_users(house, reading, texts, each))
    return {**together, "one_user": alone}


async def one_user(house: House, reading: Reading, texts: list[str], times: int) -> Figures:
    """The bare turn of one user: accept, lease, engine, commit."""
    known_customer(house.memory, "alone")
    taken = Timings()
    for number in range(times + 10):
        taken = Timings() if number == 10 else taken
        said = message("alone", number, texts[number % len(texts)])
        with taken.one():
            await one_turn(house, said, reading)
    return {"p50_ms": taken.p50_ms, "p95_ms": taken.p95_ms}
