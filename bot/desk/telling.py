"""What the customer is told when a person comes, goes or can't come, in the domain's words."""

from dataclasses import replace
from typing import Any

import structlog

from bot.front.parts import Parts
from store import ConversationUnknown, NotOwner, Thread

log = structlog.get_logger()


class Telling:
    """Says the house's notices about handoffs in the customer's language, and tells every screen."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def tell(self, thread: Thread, response: str, **values: Any) -> None:
        """Says one of the domain's responses in the conversation; the words are there before this returns."""
        place = f"{thread.last_seq}.h"
        said = await self._parts.engine.says(response, thread.language, place, **values)
        try:
            await self._parts.turns.say(thread.id, replace(said, sender="house"))
        except (ConversationUnknown, NotOwner):
            # erased or taken by another between the move and its notice: there is nobody left to tell
            log.info("desk.not_told", conversation=thread.id, response=response)

    def moved(self, thread: Thread) -> None:
        """Tells whoever looks on that the conversation is somebody else's now."""
        news = {"type": "owner", "conversation": thread.id, "owner": thread.owner}
        self._parts.live.publish(f"conversation:{thread.id}", news)
        self._parts.live.publish("desk", news)
