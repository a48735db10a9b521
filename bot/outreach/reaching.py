"""Reaching out: what is due is put into words and said, each thing once; owners are warned of their promises."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.front.live import Live
from bot.outreach.phrasing import Speaker, in_words, values_of
from bot.outreach.stock import stock_offer
from shop.errors import ShopError
from shop.places import Offer
from store import Call, Door, Memory, NewReply, StoreError
from store.outreach import OFFERS, Code, Concern
from store.promises import WARNING

log = structlog.get_logger()

PAGES = 40  # transactions of looking, and of judging, in one round; what is left begins the next at once
LOOK_SIZE = 500
JUDGED_AT_ONCE = 50


OffersNow = Callable[[], Awaitable[Sequence[Offer]]]


class Reaching:
    """One round at a time, on the house's clock; what it starts goes through the memory's one gate."""

    def __init__(
        self, memory: Memory, door: Door, speaker: Speaker, live: Live, zone: ZoneInfo, offers: OffersNow
    ) -> None:
        self._memory = memory
        self._door = door
        self._speaker = speaker
        self._live = live
        self._zone = zone
        self._offers = offers

    async def run(self) -> dict[str, Any]:
        """Plans what fell due, looks at who asks for it by their rhythm, says what may be said now."""
        planned = await self._door(self._memory.outreach.fall_due)
        looked = await self._look()
        judged, said = await self._reach()
        left = looked == PAGES * LOOK_SIZE or judged == PAGES * JUDGED_AT_ONCE
        return {"planned": planned, "looked_at": looked, "contacts": said, "left": left}

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
        for _ in range(PAGES):
            some = await self._door(self._memory.outreach.look, LOOK_SIZE)
            looked += some
            if some < LOOK_SIZE:
                break
        return looked

    async def _reach(self) -> tuple[int, list[dict[str, Any]]]:
        """How many contacts were judged, and how each went that may be made."""
        judged, said = 0, list[dict[str, Any]]()
        for _ in range(PAGES):
            page = await self._door(self._memory.outreach.due, JUDGED_AT_ONCE)
            judged += page.judged
            told = [await self._say(call) for call in page.calls]
            said += told
            if page.judged < JUDGED_AT_ONCE or not all(one["ruled"] for one in told):
                break  # what failed would be the first of the next page
        return judged, said

    async def _say(self, call: Call) -> dict[str, Any]:
        """Says one thing, and how it went; what fails is judged again in the next round."""
        about = {"contact": call.id, "concern": call.concern.value, "customer": call.customer}
        try:
            words = await self._words(call)
            if words is None:
                await self._door(self._memory.outreach.drop, call.id)
                return about | {"ruled": True, "said": False, "reason": Code.TOO_LATE.value}
            ruling = await self._door(self._memory.outreach.send, call.id, words)
        except (StoreError, ShopError) as error:
            log.warning("outreach.failed", contact=call.id, kind=type(error).__name__)
            return about | {"ruled": False, "said": False, "reason": type(error).__name__}
        if ruling.allowed:
            self._tell(call)
        return about | {"ruled": True, "said": ruling.allowed, "reason": ruling.code.value}

    async def _words(self, call: Call) -> NewReply | None:
        """None where the offer that it is about is over."""
        values = values_of(call, self._zone)
        if call.concern is Concern.STOCK:
            offer = stock_offer(await self._offers(), call.occasion)
            if offer is None:
                return None
            values |= {"title": offer.title, "terms": offer.terms}
        said = await in_words(self._speaker, "utter_reach_", call, call.id, call.language, values)
        return replace(said, offer=call.concern in OFFERS)

    def _tell(self, call: Call) -> None:
        self._live.publish(f"conversation:{call.conversation}", {"type": "changed"})
        self._live.publish(f"channel:{call.channel}", {"type": "changed"})
        self._live.publish("desk", {"type": "changed", "conversation": call.conversation})
