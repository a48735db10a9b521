"""Taking: one leased turn from the engine to the store, whatever fails on the way."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, Protocol, TypeVar

import structlog

from bot.front.last_words import LastWords
from bot.front.waiting import Waiting, answered, unsaved
from store import (
    Door,
    Memory,
    NewReply,
    Outcome,
    Reply,
    StaleTurn,
    StoreError,
    StoreUnavailable,
    Tail,
    Turn,
    TurnOutcome,
)

log = structlog.get_logger()

STORE_AWAY_SECONDS = 1.0
RETRY_SECONDS = 0.2
TRIES = 2  # with the engine
LIVES = 5  # processes that may end on a message before it is thought to end them
UNSAVED_SECONDS = 60.0  # for a request that was about to wait; longer would be remembering

P = ParamSpec("P")
T = TypeVar("T")

ReadTail = Callable[[], Awaitable[Tail]]
Words = Callable[[Turn], Awaitable[tuple[NewReply, ...]]]


class LeftToDesk(Exception):
    """This message is for the person who is on the way; `said` is what the house says to it, if anything."""

    def __init__(self, *said: NewReply) -> None:
        super().__init__()
        self.said = said


class TurnTaker(Protocol):
    """The engine: a turn goes in as a value, what it leaves behind comes out as one."""

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome: ...

    def forget(self, conversation: str) -> None:
        """Drops whatever is held of an erased conversation."""


async def no_words(turn: Turn) -> tuple[NewReply, ...]:
    """Says nothing; the house gives the domain's own words instead."""
    return ()


class Listeners(Protocol):
    """Who is told how a turn went."""

    def tell(self, conversation: str, channel: str, replies: tuple[Reply, ...]) -> None: ...

    def stale(self, conversation: str) -> None:
        """It is another worker's by now, or erased, or stored by a commit whose answer was lost."""

    def erased(self, conversation: str) -> None: ...

    def wake(self) -> None: ...


@dataclass(slots=True, kw_only=True)
class Taking:
    """Sees to one turn at a time for each conversation; raises nothing."""

    memory: Memory
    door: Door
    engine: TurnTaker
    listeners: Listeners
    apology: Words
    heed: Words
    lease: float
    worker: str
    waiting: Waiting
    last_words: LastWords
    _unsaved: dict[str, Outcome] = field(default_factory=dict)

    async def take(self, turn: Turn) -> None:
        """Answers the turn, or leaves it to be taken again."""
        keeper = asyncio.create_task(self._keep_lease(turn))
        try:
            await self._answer(turn)
        except StaleTurn:
            log.info("turn.stale", turn=turn.id)
            self.listeners.stale(turn.conversation)
        except Exception as error:
            # the lease runs out, and the turn is taken again
            log.error("turn.lost", turn=turn.id, kind=type(error).__name__, at=_place_of(error))
        finally:
            keeper.cancel()
            self.last_words.drop(turn.id)

    def take_unsaved(self, turn: str) -> Outcome | None:
        """What was answered in a turn that erased its own conversation: told once."""
        return self._unsaved.pop(turn, None)

    async def _answer(self, turn: Turn) -> None:
        if turn.owner == "agent":
            await self._leave_to_desk(turn, ())
        elif turn.attempts > LIVES:
            await self._give_up(turn, "it ended its process")
        else:
            await self._have_answered(turn)

    async def _leave_to_desk(self, turn: Turn, said: tuple[NewReply, ...]) -> None:
        said = await self.heed(turn) or said
        left = await self._insist(self.memory.conversations.to_desk, turn, said)
        if left is not None:
            self._ended(turn, left)

    async def _have_answered(self, turn: Turn) -> None:
        try:
            if self.last_words.needs(turn):
                self.last_words.note(turn, await self.door(self.memory.people.address_of, turn.identity))
            outcome = await self.engine.take_turn(turn, partial(self._tail, turn))
        except StoreUnavailable:
            await self._insist(self.memory.conversations.retry, turn, STORE_AWAY_SECONDS)
        except LeftToDesk as left:
            await self._leave_to_desk(turn, left.said)
        except Exception as error:
            await self._failed(turn, error)
        else:
            await self._finish(turn, outcome)

    async def _finish(self, turn: Turn, outcome: TurnOutcome) -> None:
        try:
            if self.waiting.has(turn.id):
                await self._finish_for_request(turn, outcome)
            else:
                self._ended(turn, await self._insist(self.memory.conversations.finish, turn, outcome))
        except StaleTurn:
            if await self.door(self.memory.conversations.outcome, turn.id) is not None:
                raise
            self._say_unsaved(turn, outcome)

    async def _finish_for_request(self, turn: Turn, outcome: TurnOutcome) -> None:
        replies = await self._insist(self.memory.conversations.finish_for_request, turn, outcome)
        self._ended(turn, replies, answered(turn, replies))

    def _say_unsaved(self, turn: Turn, outcome: TurnOutcome) -> None:
        """The customer was forgotten in this turn: who listens hears the answer, nothing is kept."""
        said = self._unsaved[turn.id] = unsaved(turn, outcome)
        asyncio.get_running_loop().call_later(UNSAVED_SECONDS, self._unsaved.pop, turn.id, None)
        if not self.waiting.has(turn.id):
            self.last_words.say(turn, said.replies)
        self._ended(turn, said.replies)
        self.listeners.erased(turn.conversation)

    async def _insist(self, method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the method answers, as soon as the database does."""
        while True:
            try:
                return await self.door(method, *args, **kwargs)
            except StoreUnavailable:
                log.warning("turns.store_away")
                await asyncio.sleep(STORE_AWAY_SECONDS)

    async def _failed(self, turn: Turn, error: Exception) -> None:
        # the error's own words may quote the message: only its kind and place are logged
        log.error("turn.failed", turn=turn.id, kind=type(error).__name__, at=_place_of(error))
        if turn.attempts < TRIES:
            await self._insist(self.memory.conversations.retry, turn, RETRY_SECONDS)
            asyncio.get_running_loop().call_later(RETRY_SECONDS, self.listeners.wake)
            return
        await self._give_up(turn, f"{type(error).__name__} at {_place_of(error)}")

    async def _give_up(self, turn: Turn, reason: str) -> None:
        try:
            said = await self.apology(turn)
        except Exception as error:
            log.error("turn.no_apology", turn=turn.id, kind=type(error).__name__)
            said = ()
        self._ended(turn, await self._insist(self.memory.conversations.park, turn, reason, said))

    async def _tail(self, turn: Turn) -> Tail:
        return await self.door(self.memory.trackers.tail, turn.conversation)

    async def _keep_lease(self, turn: Turn) -> None:
        while True:
            await asyncio.sleep(self.lease / 3)
            with suppress(StoreError):
                await self.door(self.memory.conversations.renew, turn, self.worker, self.lease)

    def _ended(self, turn: Turn, replies: tuple[Reply, ...], outcome: Outcome | None = None) -> None:
        self.waiting.end(turn.id, outcome)
        self.listeners.tell(turn.conversation, turn.channel, replies)


def _place_of(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "nowhere"
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"
