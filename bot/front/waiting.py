"""Waiting: requests that hold on for the outcome of their message."""

import asyncio
from collections import OrderedDict
from contextlib import suppress

from store import NewReply, Outcome, Reply, Turn, TurnOutcome

REMEMBERED = 2_000


class Waiting:
    """Who waits for which turn. An outcome goes straight to them; without one they read it from the store."""

    def __init__(self) -> None:
        self._waiters: dict[str, list[asyncio.Future[Outcome | None]]] = {}
        self._ended: OrderedDict[str, None] = OrderedDict()

    def has(self, turn: str) -> bool:
        """Whether anybody waits for this turn now."""
        return turn in self._waiters

    def end(self, turn: str, outcome: Outcome | None = None) -> None:
        """Tells who waits, now or in a moment, that the turn has ended."""
        self._ended[turn] = None
        if len(self._ended) > REMEMBERED:
            self._ended.popitem(last=False)
        for waiter in self._waiters.get(turn, ()):
            if not waiter.done():
                waiter.set_result(outcome)

    async def outcome(self, turn: str, seconds: float) -> Outcome | None:
        """The turn's outcome, or None when it has to be read or did not come in time."""
        if turn in self._ended:
            return None
        waiter: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()
        self._waiters.setdefault(turn, []).append(waiter)
        try:
            with suppress(TimeoutError):
                return await asyncio.wait_for(waiter, seconds)
            return None
        finally:
            self._leave(turn, waiter)

    def _leave(self, turn: str, waiter: asyncio.Future[Outcome | None]) -> None:
        left = [other for other in self._waiters[turn] if other is not waiter]
        if left:
            self._waiters[turn] = left
        else:
            del self._waiters[turn]


def answered(turn: Turn, replies: tuple[Reply, ...]) -> Outcome | None:
    """What a request that waits is told at once, where the replies are its own for good."""
    # without replies it may be with an agent: that is read from the store
    if not replies:
        return None
    return Outcome(status="answered", conversation=turn.conversation, replies=replies, taken=True)


def answered_and_gone(conversation: str) -> Outcome:
    """What a repeat is told of a message that was erased since: there is nothing left of its replies."""
    return Outcome(status="answered", conversation=conversation, replies=(), taken=True)


def unsaved(turn: Turn, outcome: TurnOutcome) -> Outcome:
    """What was answered in a turn that erased its own conversation: told once, kept nowhere."""
    replies = tuple(_unsaved(turn, number, said) for number, said in enumerate(outcome.replies, 1))
    return Outcome(status="answered", conversation=turn.conversation, replies=replies, taken=True)


def _unsaved(turn: Turn, number: int, said: NewReply) -> Reply:
    return Reply(
        id=f"{turn.id}.{number}",
        conversation=turn.conversation,
        seq=turn.seq + number,
        sender=said.sender,
        text=said.text,
        choices=said.choices,
        sent_at=turn.received_at,
    )
