"""Turns: messages are stored, then taken one by one within a conversation, side by side between them."""

import asyncio
import os
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, Protocol, TypeVar

import structlog

from bot.front.dispatch import LOOK_SECONDS, Dispatch
from bot.front.live import Live
from bot.front.notices import Notice, listen
from bot.front.waiting import Waiting, answered, unsaved
from store import (
    Accepted,
    Door,
    InboundMessage,
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
    TurnUnknown,
)

log = structlog.get_logger()

SIDE_BY_SIDE = 8
LEASE_SECONDS = 30.0
STORE_AWAY_SECONDS = 1.0
RETRY_SECONDS = 0.2
TRIES = 2  # with the engine; a message that also ended its process is given up on after these
UNSAVED_REMEMBERED = 100
CHANGED = {"type": "changed"}  # for who looks on: there is something new to read

P = ParamSpec("P")
T = TypeVar("T")

ReadTail = Callable[[], Awaitable[Tail]]
Apology = Callable[[Turn], Awaitable[tuple[NewReply, ...]]]


class LeftToDesk(Exception):
    """This message is for the person who is on the way; the house says nothing to it."""


class TurnTaker(Protocol):
    """The engine: a turn goes in as a value, what it leaves behind comes out as one."""

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome: ...

    def forget(self, conversation: str) -> None:
        """Drops whatever is held of an erased conversation."""


async def no_apology(turn: Turn) -> tuple[NewReply, ...]:
    """Says nothing; the house gives the domain's own words instead."""
    return ()


def worker_name() -> str:
    """A name of this process's own, for the leases it holds."""
    return f"{os.uname().nodename}.{os.getpid()}.{secrets.token_hex(4)}"


@dataclass(slots=True, kw_only=True)
class Turns:
    """Accepts messages, has the engine answer them in order, and tells who waits or looks on."""

    memory: Memory
    door: Door
    engine: TurnTaker
    live: Live
    apology: Apology = no_apology
    side_by_side: int = SIDE_BY_SIDE
    lease: float = LEASE_SECONDS
    worker: str = field(default_factory=worker_name)
    _waiting: Waiting = field(default_factory=Waiting)
    _unsaved: OrderedDict[str, Outcome] = field(default_factory=OrderedDict)
    _dispatch: Dispatch[Turn] = field(init=False)

    def __post_init__(self) -> None:
        self._dispatch = Dispatch(self._next, self._take, self.side_by_side)

    async def accept(self, message: InboundMessage) -> Accepted:
        """Stores a message for good and sees to its turn; raises MessageConflict or StoreUnavailable."""
        return await self._accept(message, 0.0)

    async def accept_and_wait(self, message: InboundMessage, seconds: float) -> tuple[Accepted, Outcome]:
        """As `accept`, and waits up to so many seconds for the outcome; later replies go to the outbox."""
        accepted = await self._accept(message, seconds)
        outcome = None
        if not accepted.repeated or await self._is_pending(accepted.turn):
            outcome = await self._waiting.outcome(accepted.turn, seconds)
        return accepted, outcome or await self._outcome(accepted.turn)

    async def say(self, conversation: str, said: NewReply, agent: str | None = None) -> Reply:
        """Says something outside a turn, and tells those who look on; raises NotOwner."""
        reply = await self.door(self.memory.conversations.post, conversation, said, agent)
        thread = await self.door(self.memory.owners.of, conversation)
        self._tell(conversation, thread.channel, (reply,))
        return reply

    def erased(self, conversation: str) -> None:
        """Drops what this process still holds of an erased conversation, and tells who looks on."""
        self.engine.forget(conversation)
        self.live.publish(f"conversation:{conversation}", {"type": "forgotten"})

    def wake(self) -> None:
        """Looks for messages at once."""
        self._dispatch.expect()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Takes turns for as long as the block lasts; what is under way at its end is finished first."""
        async with asyncio.TaskGroup() as tasks:
            works = (self._dispatch.run(), listen(self.memory, self._hear), self._keep_releasing())
            running = [tasks.create_task(work) for work in works]
            try:
                yield
            finally:
                await self._dispatch.stop()
                for work in running:
                    work.cancel()

    async def _accept(self, message: InboundMessage, seconds: float) -> Accepted:
        accepted = await self.door(self.memory.conversations.accept, message, seconds)
        if not accepted.repeated:
            self.live.publish(f"conversation:{accepted.conversation}", CHANGED)
            self.wake()
        return accepted

    async def _outcome(self, turn: str) -> Outcome:
        try:
            return await self.door(self.memory.conversations.take_for_request, turn)
        except TurnUnknown:
            if turn in self._unsaved:
                return self._unsaved.pop(turn)
            raise

    async def _is_pending(self, turn: str) -> bool:
        outcome = await self.door(self.memory.conversations.outcome, turn)
        return outcome is not None and outcome.status == "pending"

    async def _next(self) -> Turn | None:
        try:
            return await self.door(self.memory.conversations.next_turn, self.worker, self.lease)
        except StoreError as error:
            log.warning("turns.store_away", kind=type(error).__name__)
            await asyncio.sleep(STORE_AWAY_SECONDS)
            return None

    async def _take(self, turn: Turn) -> None:
        keeper = asyncio.create_task(self._keep_lease(turn))
        try:
            await self._answer(turn)
        except StaleTurn:
            # another worker's by now, or erased, or stored by a commit whose answer was lost
            log.info("turn.stale", turn=turn.id)
            self.live.publish(f"conversation:{turn.conversation}", CHANGED)
        except Exception as error:
            # the lease runs out, and the turn is taken again
            log.error("turn.lost", turn=turn.id, kind=type(error).__name__, at=_place_of(error))
        finally:
            keeper.cancel()

    async def _answer(self, turn: Turn) -> None:
        if turn.owner == "agent":
            await self._leave_to_desk(turn)
        elif turn.attempts > TRIES:
            await self._give_up(turn, "it ended its process")
        else:
            await self._haveanswered(turn)

    async def _leave_to_desk(self, turn: Turn) -> None:
        owner = await self._insist(self.memory.conversations.to_desk, turn)
        if owner != "assistant":
            self._ended(turn, ())

    async def _haveanswered(self, turn: Turn) -> None:
        try:
            outcome = await self.engine.take_turn(turn, partial(self._tail, turn))
        except StoreUnavailable:
            await self._insist(self.memory.conversations.retry, turn, STORE_AWAY_SECONDS)
        except LeftToDesk:
            await self._leave_to_desk(turn)
        except Exception as error:
            await self._failed(turn, error)
        else:
            await self._finish(turn, outcome)

    async def _finish(self, turn: Turn, outcome: TurnOutcome) -> None:
        try:
            if self._waiting.has(turn.id):
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
        if len(self._unsaved) > UNSAVED_REMEMBERED:
            self._unsaved.popitem(last=False)
        self._ended(turn, said.replies)
        self.erased(turn.conversation)

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
            asyncio.get_running_loop().call_later(RETRY_SECONDS, self.wake)
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

    async def _keep_releasing(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            with suppress(StoreError):
                await self.door(self.memory.conversations.release_held)

    def _ended(self, turn: Turn, replies: tuple[Reply, ...], outcome: Outcome | None = None) -> None:
        self._waiting.end(turn.id, outcome)
        self._tell(turn.conversation, turn.channel, replies)

    def _tell(self, conversation: str, channel: str, replies: tuple[Reply, ...]) -> None:
        for reply in replies:
            self.live.publish(f"conversation:{conversation}", {"type": "item", "item": reply})
        self.live.publish(f"channel:{channel}", CHANGED)
        self.live.publish("desk", {"type": "changed", "conversation": conversation})

    def _hear(self, notice: Notice) -> None:
        """Another process changed something."""
        if notice.turn is not None:
            self._waiting.end(notice.turn)
        self.live.publish(f"conversation:{notice.conversation}", CHANGED)
        self._tell(notice.conversation, notice.channel, ())
        self.wake()


def _place_of(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "nowhere"
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"
