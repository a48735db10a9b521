"""Desks that are open: what a customer takes back leaves them at once, wherever they took it back."""

import asyncio
from contextlib import suppress
from typing import Any

from bot.front.live import Live
from store import Door, Memory, StoreError


def unsaid(conversation: str) -> dict[str, Any]:
    """What has every page at the desk read this conversation anew."""
    return {"type": "struck", "conversation": conversation}


async def look_anew(memory: Memory, door: Door, live: Live, customer: str) -> None:
    """Has every page at the desk read this customer's cases anew, as what may be shown of them has changed."""
    for conversation in await door(memory.conversations.of_customer, customer):
        with suppress(StoreError):  # erased meanwhile, which the pages are told too
            if (await door(memory.owners.of, conversation)).owner != "assistant":
                live.publish("desk", unsaid(conversation))


async def keep_fresh(memory: Memory, door: Door, live: Live) -> None:
    """Until cancelled: each time a customer takes something back, in whichever chat, their open cases are read anew."""
    customers: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def heed(customer: str) -> None:  # called by the thread that committed it
        loop.call_soon_threadsafe(customers.put_nowait, customer)

    memory.store.heeding.append(heed)
    try:
        while True:
            customer = await customers.get()
            with suppress(StoreError):
                await look_anew(memory, door, live, customer)
    finally:
        memory.store.heeding.remove(heed)
