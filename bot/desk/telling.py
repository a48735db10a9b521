"""What the customer is told when a person comes, goes or can't come, in the domain's words."""

from dataclasses import replace
from typing import Any, Protocol

import structlog

from bot.front.live import Live
from bot.front.turns import Turns
from store import Aside, ConversationUnknown, NewReply, NotOwner, Thread

log = structlog.get_logger()


class Speaker(Protocol):
    """The engine, as far as it puts the domain's responses into words."""

    async def says(self, response: str, language: str | None, place: str, **values: Any) -> NewReply: ...


class Telling:
    """Says the house's notices about handoffs in the customer's language, and tells every screen."""

    def __init__(self, speaker: Speaker, turns: Turns, live: Live) -> None:
        self._speaker = speaker
        self._turns = turns
        self._live = live

    async def tell(self, thread: Thread, response: str, **values: Any) -> None:
        """Says one of the domain's responses in the conversation; the words are there before this returns."""
        said = await self.notice(thread, response, **values)
        try:
            await self._turns.say(thread.id, said)
        except (ConversationUnknown, NotOwner):
            # erased or taken by another in between: there is nobody left to tell
            log.info("desk.not_told", conversation=thread.id, response=response)

    async def aside(self, thread: Thread, response: str, **values: Any) -> Aside:
        """The same, to be said with what it tells of."""
        return Aside(thread.id, await self.notice(thread, response, **values))

    async def notice(self, thread: Thread, response: str, **values: Any) -> NewReply:
        """One of the domain's responses as the house says it in this conversation."""
        said = await self._speaker.says(response, thread.language, f"{thread.last_seq}.h", **values)
        return replace(said, sender="house")

    def said(self, thread: Thread) -> None:
        """Tells whoever looks on, and whoever delivers, that the conversation holds something new."""
        self._turns.tell(thread.id, thread.channel, ())

    def moved(self, thread: Thread) -> None:
        """Tells whoever looks on that the conversation is somebody else's now."""
        news = {"type": "owner", "conversation": thread.id, "owner": thread.owner}
        self._live.publish(f"conversation:{thread.id}", news)
        self._live.publish("desk", news)
