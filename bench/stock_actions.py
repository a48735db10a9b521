"""Our actions behind rasa-sdk's own HTTP server, in a process of their own, as stock Rasa calls them."""

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker, endpoint
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.all import all_actions
from actions.remembered import Explain
from actions.turn import Means
from bench.customers import now
from shop.demo import DemoHouse, create_tables, fill
from store import Door, open_memory
from store.engine import connect
from store.keys import HouseKey


def serve(port: int, database: str, house_key: str, slow: float) -> None:
    """Serves until it is told to stop; the action that reads the memory first waits `slow` seconds."""
    with tempfile.TemporaryDirectory() as folder:
        shop = connect(database)
        create_tables(shop)
        fill(shop, now())
        memory = open_memory(database, HouseKey.from_text(house_key), now, Path(folder) / "erasures.jsonl")
        means = Means(memory=memory, door=Door(), shop=DemoHouse(shop), zone=ZoneInfo("Europe/London"))
        actions = [*all_actions(means), *([_slowed(slow)(means)] if slow else [])]

        class Ours(ActionExecutor):
            def register_package(self, package: Any) -> None:
                for action in actions:
                    self.register_action(action)

        endpoint.ActionExecutor = Ours
        endpoint.create_app("actions").run("127.0.0.1", port, access_log=False)


def _slowed(seconds: float) -> type[Explain]:
    class Slow(Explain):
        async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
            await asyncio.sleep(seconds)
            return await super().run(dispatcher, tracker, domain)

    return Slow


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4]))
