"""Desks that are open: what a customer takes back leaves them at once."""

from contextlib import suppress

from bot.front.parts import Parts
from store import ConversationUnknown


async def look_anew(parts: Parts, customer: str) -> None:
    """Has every page at the desk read this customer's cases anew, as what may be shown of them has changed."""
    for conversation in await parts.door(parts.memory.conversations.of_customer, customer):
        with suppress(ConversationUnknown):  # erased meanwhile, which the pages are told too
            if (await parts.door(parts.memory.owners.of, conversation)).owner != "assistant":
                parts.live.publish("desk", {"type": "struck", "conversation": conversation})
