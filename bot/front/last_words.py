"""The last words to somebody who was forgotten in this very turn, on the channel they wrote from.

The store has neither their address nor the words any more, so both are held in memory for this one delivery: ten
minutes at most. What cannot be said by then, or before the house closes, is not said; the log tells of it by the turn.
Who kills the process takes the words along, and nobody is told.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

import structlog

from bot.front.live import Live
from store import Delivery, Reply, Turn
from store.delivery import DeliveryState
from store.memory.outbox import PULLED

log = structlog.get_logger()

KEPT_SECONDS = 600.0
ADDRESSES_AT_MOST = 10_000


@dataclass(slots=True)
class _Waiting:
    delivery: Delivery
    due: float


class LastWords:
    """Addresses of the turns under way, and what is still to be said to those who were forgotten."""

    def __init__(self, live: Live, clock: Callable[[], float] = time.monotonic) -> None:
        self._live = live
        self._clock = clock
        self._addresses: OrderedDict[str, str] = OrderedDict()
        self._waiting: dict[str, _Waiting] = {}
        self._handed: OrderedDict[str, None] = OrderedDict()

    def note(self, turn: Turn, address: str) -> None:
        """Remembers where the message of a turn that is taken here came from, until the turn ends."""
        if turn.channel in PULLED:
            return
        self._addresses[turn.id] = address
        if len(self._addresses) > ADDRESSES_AT_MOST:
            self._addresses.popitem(last=False)

    def needs(self, turn: Turn) -> bool:
        """Whether nobody has noted where this turn's message came from, and somebody would have to know."""
        return turn.channel not in PULLED and turn.id not in self._addresses

    def drop(self, turn: str) -> None:
        """The turn has ended."""
        self._addresses.pop(turn, None)

    def say(self, turn: Turn, replies: Sequence[Reply]) -> None:
        """Has the replies brought to where the turn's message came from."""
        address = self._addresses.get(turn.id)
        if turn.channel in PULLED:
            return
        if address is None:
            log.warning("last_words.unsaid", turn=turn.id, reason="no_address")
            return
        for reply in replies:
            self._waiting[reply.id] = _Waiting(_delivery(turn, reply, address), self._clock())
            asyncio.get_running_loop().call_later(KEPT_SECONDS, self._give_up, reply.id, "too_late")
        self._live.publish(f"channel:{turn.channel}", {"type": "changed"})

    def take(self, channel: str, is_mine: Callable[[Delivery], bool]) -> tuple[Delivery, ...]:
        """What is to be said on a channel now, in order, by whoever delivers there; each is taken once."""
        now, found = self._clock(), []
        for waiting in self._waiting.values():
            delivery = waiting.delivery
            if delivery.channel == channel and waiting.due <= now and is_mine(delivery):
                waiting.due = inf
                found.append(delivery)
        return tuple(found)

    def later(self, delivery: Delivery, seconds: float) -> None:
        """The provider could not take it now."""
        if delivery.id in self._waiting:
            self._waiting[delivery.id].due = self._clock() + seconds

    def done(self, delivery: str) -> None:
        """Handed over: nothing of it is held any more but its id, for the report that may follow."""
        if self._waiting.pop(delivery, None) is not None:
            self._handed[delivery] = None
            if len(self._handed) > ADDRESSES_AT_MOST:
                self._handed.popitem(last=False)

    def knows(self, delivery: str) -> bool:
        """Whether this was handed over lately."""
        return delivery in self._handed

    def hurry(self) -> None:
        """The house closes: what was put off is due now."""
        for waiting in self._waiting.values():
            waiting.due = waiting.due if waiting.due == inf else self._clock()

    def close(self) -> None:
        """Whatever was not said by now stays unsaid."""
        for delivery in list(self._waiting):
            self._give_up(delivery, "house_closed")

    def _give_up(self, delivery: str, reason: str) -> None:
        if self._waiting.pop(delivery, None) is not None:
            log.warning("last_words.unsaid", delivery=delivery, reason=reason)


def _delivery(turn: Turn, reply: Reply, address: str) -> Delivery:
    return Delivery(
        id=reply.id,
        cursor=0,
        identity=turn.identity,
        customer=turn.customer,
        channel=turn.channel,
        account=turn.account,
        address=address,
        state=DeliveryState.QUEUED,
        attempts=1,
        outreach=False,
        reply=reply,
    )
