"""Runs in stock Rasa's own environment: reads what to do from standard input, prints figures as JSON.

Rasa's Agent with SQLTrackerStore on SQLite (WAL, synchronous=NORMAL, as ours), the in-memory lock store that a single
process has by default, and the action server over HTTP. No channel server in between: its cost is not counted.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from statistics import median

import rasa.model_training
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import SQLTrackerStore
from rasa.utils.endpoints import EndpointConfig

AROUND = 5


def trained_agent(task):
    folder = Path(task["assistant"])
    model = next((folder / "models").glob("*.gz"), None)
    if model is None:
        made = rasa.model_training.train(
            domain=str(folder / "domain.yml"), config=str(folder / "config.yml"),
            training_files=[str(folder / "data")], output=str(folder / "models"),
        )
        model = made.model
    agent = Agent.load(str(model), action_endpoint=EndpointConfig(task["endpoint"]), lock_store=InMemoryLockStore())
    agent.tracker_store = tracker_store(agent.domain, folder / f"tracker-{time.time_ns()}.db")
    agent.processor.tracker_store = agent.tracker_store
    return agent


def tracker_store(domain, path):
    store = SQLTrackerStore(domain, dialect="sqlite", db=str(path))

    @sa.event.listens_for(store.engine, "connect")
    def as_ours(connection, _):
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    store.engine.dispose()
    return store


async def one_turn(agent, task, user, number):
    about = {
        "now": task["now"], "turn": f"turn-{number}", "customer": user["customer"], "identity": user["identity"],
        "channel": "bench", "language": "en", "assurance": 1,
    }
    text = task["texts"][number % len(task["texts"])]
    certain = {"name": task["intent"], "confidence": 1.0}
    understood = {"text": text, "intent": certain, "intent_ranking": [certain], "entities": []}
    output = CollectingOutputChannel()
    await agent.handle_message(
        UserMessage(
            text, output, user["identity"], input_channel="bench", metadata=about,
            parse_data=understood if task["intent"] else None,
        )
    )
    if not output.messages:
        raise RuntimeError("a turn had no reply")


async def talk(agent, task, user, numbers, taken):
    for number in numbers:
        began = time.perf_counter()
        await one_turn(agent, task, user, number)
        taken.append(time.perf_counter() - began)


async def turns(agent, task):
    each = task["each"]
    warm_up, measured = range(each // 10), range(each // 10, each // 10 + each)
    await asyncio.gather(*(talk(agent, task, user, warm_up, []) for user in task["users"]))
    taken, began = [], time.perf_counter()
    await asyncio.gather(*(talk(agent, task, user, measured, taken) for user in task["users"]))
    seconds = time.perf_counter() - began
    ordered = sorted(taken)
    return {
        "p50_ms": round(median(ordered) * 1000, 3),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)] * 1000, 3),
        "per_second": round(len(taken) / seconds, 1),
    }


async def growth(agent, task):
    taken, last = [], task["each"]
    await talk(agent, task, task["users"][0], range(last + AROUND), taken)
    early = median(taken[10 - 1 - AROUND : 10 + AROUND])
    late = median(taken[last - 1 - AROUND : last + AROUND])
    return {
        "turn_10_ms": round(early * 1000, 1), f"turn_{last}_ms": round(late * 1000, 1),
        f"turn_{last}_over_10": round(late / early, 2),
    }


async def burst(agent, task):
    user = task["users"][1]
    await one_turn(agent, task, user, 0)
    began = time.perf_counter()
    await asyncio.gather(*(one_turn(agent, task, user, number) for number in range(1, 6)))
    return {"five_quick_messages_s": round(time.perf_counter() - began, 3)}


async def main():
    task = json.load(sys.stdin)
    agent = await asyncio.to_thread(trained_agent, task)
    print(json.dumps(await {"turns": turns, "growth": growth, "burst": burst}[task["do"]](agent, task)))


if __name__ == "__main__":
    asyncio.run(main())
