"""Reaching out: what is due is put into words and said, each thing once; owners are warned of their promises."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import structlog

from bot.front.live import Live
from bot.outreach.phrasing import response_for, values_of
from store import Call, Door, Memory, NewReply, StoreError
from store.outreach import Concern

log = structlog.get_logger()

WARNING = timedelta(hours=4)  # before a promise falls due
LOOKS = 40  # transactions of looking in one round; what is left is looked at in the next
LOOK_SIZE = 500


class Speaker(Protocol):
    """The engine, as far as it puts the domain's responses into words."""

    async def says(self, response: str, language: str | None, place: str, **values: Any) -> NewReply: ...


class Reaching:
    """One round at a time, on the house's clock; what it starts goes through the memory's one gate."""

    def __init__(self, memory: Memory, door: Door, speaker: Speaker, live: Live, zone: ZoneInfo) -> None:
        self._memory = memory
        self._door = door
        self._speaker = speaker
        self._live = live
        self._zone = zone

    async def run(self) -> dict[str, Any]:
        """Plans what fell due, looks at who asks for it by their rhythm, says what may be said now."""
        outreach = self._memory.outreach
        planned = await self._door(outreach.fall_due)
        looked = await self._look()
        said = [await self._say(call) for call in await self._door(outreach.due)]
        return {"planned": planned, "looked_at": looked, "contacts": said}

    async def warn(self) -> list[dict[str, Any]]:
        """Tells the desk of every promise that falls due soon, once, by ids and names of staff."""
        warnings = await self._door(self._memory.outreach.warnings, WARNING)
        told = [
            {
                "promise": warning.promise,
                "owner": warning.owner,
                "due_at": warning.due_at.isoformat(),
                "conversation": warning.conversation,
            }
            for warning in warnings
        ]
        for one in told:
            self._live.publish("desk", {"type": "promise_due", **one})
        return told

    async def _look(self) -> int:
        looked = 0
        for _ in range(LOOKS):
            some = await self._door(self._memory.outreach.look, LOOK_SIZE)
            looked += some
            if some < LOOK_SIZE:
                break
        return looked

    async def _say(self, call: Call) -> dict[str, Any]:
        """Says one thing, and how it went; what fails is judged again in the next round."""
        about = {"contact": call.id, "concern": call.concern.value, "customer": call.customer}
        try:
            ruling = await self._door(self._memory.outreach.send, call.id, await self._words(call))
        except StoreError as error:
            log.warning("outreach.failed", contact=call.id, kind=type(error).__name__)
            return about | {"said": False, "reason": type(error).__name__}
        if ruling.allowed:
            self._tell(call)
        return about | {"said": ruling.allowed, "reason": ruling.code.value}

    async def _words(self, call: Call) -> NewReply:
        values = values_of(call, self._zone)
        said = await self._speaker.says(response_for(call, "reach"), call.language, call.id, **values)
        return replace(said, offer=call.concern is Concern.DUE)

    def _tell(self, call: Call) -> None:
        self._live.publish(f"conversation:{call.conversation}", {"type": "changed"})
        self._live.publish(f"channel:{call.channel}", {"type": "changed"})
        self._live.publish("desk", {"type": "changed", "conversation": call.conversation})
